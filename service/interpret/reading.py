"""Reads one sentence: gives each of its mentions the claim that it makes."""

from __future__ import annotations

from service.model import Claim, Measure, Mention, Role, Span, TimeScope

from .attribution import Attribution, attributions
from .counted import counted
from .dated import dated
from .measured import measured, share_nouns
from .phrases import Phrase, Predicate, Sentence, head_lemma, opens_clause, predicate_after, predicate_at, predicate_before, subject_of
from .places import places_in
from .roles import role_of
from .times import scope_of, time_of

# What each doubt costs; a claim read without any has the first figure.
_SURE, _NO_MEASURE, _ELLIPSIS, _NO_EVENT, _UNRESOLVED, _VAGUE = 0.97, 0.25, 0.12, 0.08, 0.35, 0.05
_NEAR_PLACES = 4
_PERSONAL = frozenset({"it", "he", "she", "they"})


class Reader:
    """The claims of one sentence; what holds for all of them (sources, places) is worked out once, and only if asked."""

    def __init__(self, sentence: Sentence) -> None:
        """`sentence` is tagged and holds at least one mention."""
        self.sentence = sentence
        self.span = sentence.scan.span(sentence.first, sentence.last)
        self.sources = attributions(sentence)
        self.places = places_in(sentence, self._source_range())
        self.counts: list[tuple[str, str]] = []

    def _source_range(self) -> tuple[int, int] | None:
        return (self.sources[0].speaker.start, self.sources[0].speaker.end) if self.sources else None

    def claim(self, mention: Mention, identifier: str, document: str) -> Claim:
        """The claim that `mention` makes."""
        if mention.kind == "date":
            measure, role, time, doubt = self._date(mention)
            expression = mention.expression
        else:
            measure, role, time, doubt, expression = self._quantity(mention)
        return Claim(
            id=identifier,
            document_id=document,
            kind=mention.kind,
            span=mention.span,
            expression=expression,
            quantity=mention.quantity,
            date=mention.date,
            measure=measure,
            role=role,
            time=time,
            attribution=self._attribution(mention),
            sentence=self.span,
            confidence=round(max(0.05, _SURE - doubt), 2),
        )

    def _date(self, mention: Mention) -> tuple[Measure, Role, TimeScope, float]:
        sentence = self.sentence
        found = dated(sentence, mention)
        subject = self._subject(found.predicate) if found.predicate else None
        measure = Measure(
            head=self._head(found.phrase),
            text=self._text(found.phrase),
            place=self._places(mention),
            subject=self._text(subject),
            event=found.predicate.lemma if found.predicate else None,
        )
        doubt = 0.0 if found.predicate or found.phrase else _NO_MEASURE
        date = mention.date
        if date and not date.resolved:
            doubt += _UNRESOLVED
        return measure, "level", scope_of(date) if date else TimeScope(), doubt

    def _quantity(self, mention: Mention) -> tuple[Measure, Role, TimeScope, float, Span]:
        sentence = self.sentence
        first, last = mention.before - sentence.first, sentence.behind(mention)
        quantity = mention.quantity
        is_count = quantity is not None and quantity.unit.dimension == "count"
        doubt = _VAGUE if quantity and quantity.qualifier == "vague" else 0.0
        whole: Phrase | None = None
        change = share = part = False
        head: str | None = None
        text: str | None = None
        phrase: Phrase | None = None
        end = last
        if is_count:
            found = counted(sentence, mention)
            phrase, whole = found.phrase, found.whole
            part = whole is not None or found.pronoun
            if phrase:
                end = max(last, phrase.end)
        else:
            amount = measured(sentence, mention)
            phrase, whole, share, change = amount.phrase, amount.whole, amount.share, amount.change is not None
            if phrase and phrase.start >= last:
                end = phrase.end
        if phrase:
            head, text = head_lemma(sentence, phrase.head), sentence.text(phrase.start, phrase.end)
        predicate, leads = self._predicate(first, end)
        subject = self._subject(predicate) if predicate and not leads else None
        if is_count:
            if head:
                self.counts.append((head, text or ""))
            elif self.counts:
                head, text = self.counts[-1]
                doubt += _ELLIPSIS
        if head is None:
            doubt += _NO_MEASURE
        if predicate is None:
            doubt += _NO_EVENT
        governor = head_lemma(sentence, first - 2) if sentence.word(first - 1) in {"of", "at"} else ""
        if part and quantity and quantity.nominal is not None and abs(quantity.nominal) < 1:
            share, part = True, False
        share = share or (
            phrase is not None
            and sentence.word(phrase.head) in share_nouns()
            and quantity is not None
            and quantity.unit.dimension == "percentage"
        )
        role = role_of(sentence, mention, predicate, governor, change=change, share=share, part=part)
        measure = Measure(
            head=head,
            text=text,
            place=self._places(mention),
            subject=self._text(subject),
            event=predicate.lemma if predicate else None,
            whole=self._text(whole),
        )
        return measure, role, time_of(sentence, mention), doubt, self._expression(mention, phrase if is_count else None)

    def _predicate(self, first: int, end: int) -> tuple[Predicate | None, bool]:
        """The predicate of the figure's clause, and whether the figure's phrase is its subject."""
        sentence = self.sentence
        if opens_clause(sentence, first):
            after = predicate_after(sentence, end)
            if after:
                return after, True
        if sentence.word(first - 1) == "with" and sentence.at(end) in "gt":
            return predicate_at(sentence, end), True  # with 18 members meeting the target
        before = predicate_before(sentence, first)
        if before:
            return before, False
        return predicate_after(sentence, end), True

    def _subject(self, predicate: Predicate) -> Phrase | None:
        """The subject of the predicate; for a pronoun, the subject of the clause before it in the sentence."""
        sentence = self.sentence
        subject = subject_of(sentence, predicate)
        if subject or sentence.word(predicate.group - 1) not in _PERSONAL:
            return subject
        earlier = predicate_before(sentence, predicate.group - 1, across=True)
        return subject_of(sentence, earlier) if earlier else None

    def _expression(self, mention: Mention, phrase: Phrase | None) -> Span:
        """The expression of the mention, extended by the counted phrase right behind it."""
        sentence = self.sentence
        if phrase is None or phrase.start + sentence.first < mention.last:
            return mention.expression
        gap = sentence.tags[mention.last - sentence.first : phrase.start]
        if len(gap) > 3 or any(letter not in "idhQ" for letter in gap):
            return mention.expression
        scan = sentence.scan
        return scan.slice(mention.expression.start, max(mention.expression.end, scan.ends[sentence.first + phrase.end - 1]))

    def _places(self, mention: Mention) -> tuple[str, ...]:
        """The places of the sentence, nearest to the figure first."""
        here = mention.first - self.sentence.first
        near = sorted(self.places, key=lambda place: (abs(place[0] - here), place[0]))[:_NEAR_PLACES]
        return tuple(dict.fromkeys(name for _, name in near))

    def _attribution(self, mention: Mention) -> str | None:
        source: Attribution | None = next((item for item in self.sources if item.covers(mention.first - self.sentence.first)), None)
        return self._text(source.speaker) if source else None

    def _head(self, phrase: Phrase | None) -> str | None:
        return head_lemma(self.sentence, phrase.head) if phrase else None

    def _text(self, phrase: Phrase | None) -> str | None:
        return self.sentence.text(phrase.start, phrase.end) if phrase else None
