"""Reads one sentence: gives each of its mentions the claim that it makes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service.lexicon import load
from service.model import Claim, Measure, Mention, Role, Span, TimeScope

from .attribution import Attribution, attributions
from .clauses import Predicate, opens_clause, predicate_after, predicate_at, predicate_before, reported_predicate, subject_of
from .counted import counted, persons
from .dated import dated
from .lemma import noun
from .measured import Measured, aged, governor, is_person, measured, share_nouns, tally_nouns
from .phrases import Phrase, head_lemma, phrase_at, with_complement
from .places import places_in
from .ranked import ranked, scored
from .roles import role_of
from .sentence import Sentence
from .times import dates_of, scope_of, time_of

# What each doubt costs; a claim read without any has the first figure.
_SURE, _NO_MEASURE, _ELLIPSIS, _NO_EVENT, _UNRESOLVED, _VAGUE = 0.97, 0.25, 0.12, 0.08, 0.35, 0.05
_NEAR_PLACES = 4
_PERSONAL = frozenset({"it", "he", "she", "they"})
# What leads in the group that a share is taken of, and how many tokens before the figure it may stand.
_GROUPS, _GROUP = frozenset({"among", "of", "amongst"}), 12
_ARTICLES = frozenset({"a", "an", "the"})
# What may stand between two figures of one measure ("rose 3 percent, to $5"), and how many of it.
_LINKS, _LINK = frozenset({"to", "at", "from", "or", "(", ")", ",", "up", "down", "—", "–"}), 4
_COMPARATIVES = frozenset({"more", "less", "fewer", "higher", "lower", "above", "below"})
_AGES = frozenset({"young", "old", "aged"})
_CLAUSE_OPENERS = frozenset({"as", "after", "before", "since", "until", "till"})


def _is_compared(sentence: Sentence, position: int) -> bool:
    """Whether the figure at `position` is set against the one before it: "up from 30", "compared with 30", "against 30"."""
    word, before = sentence.word(position - 1), sentence.word(position - 2)
    return word in {"against", "versus", "vs"} or (word in {"from", "to", "with"} and before in {"up", "down", "compared"})


@cache
def _sharing() -> frozenset[str]:
    return frozenset(load("verbs")["sharing"])


def _is_share(sentence: Sentence, mention: Mention, predicate: Predicate) -> bool:
    """Whether the predicate tells that a percentage is a share: "women account for 40 percent", "make up 40 percent"."""
    quantity = mention.quantity
    if quantity is None or quantity.unit.dimension != "percentage":
        return False
    return predicate.lemma in _sharing() or (predicate.lemma == "make" and sentence.word(predicate.position + 1) == "up")


class Sense(NamedTuple):
    """What a figure counts or measures, before its clause is read; `end` is the position where its phrase ends."""

    phrase: Phrase | None
    head: str | None
    text: str | None
    whole: Phrase | None
    end: int
    change: bool = False
    share: bool = False
    part: bool = False
    doubt: float = 0.0


def _of_others(sentence: Sentence, sense: Sense, predicate: Predicate) -> bool:
    """Whether a predicate tells of other people than the dead, injured or missing counted: "24 dead, 200 injured"."""
    if predicate.position >= sense.end:
        return "Q" in sentence.tags[sense.end : predicate.position]
    return sentence.tags[predicate.position] == "t" and sentence.word(predicate.position) in persons()


class Reader:
    """The claims of one sentence; what holds for all of them (sources, places) is worked out once."""

    def __init__(self, sentence: Sentence) -> None:
        """`sentence` is tagged and holds at least one mention."""
        self.sentence = sentence
        self.span = sentence.scan.span(sentence.first, sentence.last)
        self.sources = attributions(sentence)
        self.dates = dates_of(sentence)
        self.places = places_in(sentence, self._source_range())
        # The last count that had a noun (head, text, where its figure ends) and the last amount that had a phrase.
        self.counted: tuple[str, str | None, int] | None = None
        self.amount: tuple[Phrase, Mention] | None = None
        # The last share of a whole that the sentence named.
        self.share: Measured | None = None

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
            text=self._bare(found.phrase),
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
        first = mention.before - sentence.first
        quantity = mention.quantity
        is_count = quantity is not None and quantity.unit.dimension == "count"
        placed = is_count and mention.rule in ("ordinal", "score")
        sense = self._rank(mention) if placed else self._count(mention) if is_count else self._amount(mention)
        predicate, leads = self._predicate(first, sense.end)
        if predicate and is_count and sense.head in persons() and _of_others(sentence, sense, predicate):
            predicate = None
        subject = self._subject(predicate) if predicate and not leads else None
        doubt = sense.doubt + (_NO_MEASURE if sense.head is None else 0) + (_NO_EVENT if predicate is None else 0)
        if quantity and quantity.qualifier == "vague":
            doubt += _VAGUE
        governing = head_lemma(sentence, first - 2) if sentence.word(first - 1) in {"of", "at"} else ""
        # what is to come holds for the subject, not for an amount that only modifies it: "the $90 million mill will open"
        modifier = leads and not is_count and sense.phrase is not None and sense.phrase.start >= sentence.behind(mention)
        role = role_of(
            sentence,
            mention,
            None if modifier else predicate,
            governing,
            change=sense.change,
            share=sense.share or (predicate is not None and _is_share(sentence, mention, predicate)),
            part=sense.part,
            counted=is_count and sense.head is not None,
        )
        bearer = None if sense.phrase is None and mention.rule == "age" else (governor(sentence, first) if is_count else None) or subject
        measure = Measure(
            head=sense.head,
            text=self._label(sense, bearer),
            place=self._places(mention),
            subject=self._text(subject),
            event=predicate.lemma if predicate else None,
            whole=self._text(sense.whole),
        )
        return measure, role, time_of(self.dates, mention), doubt, self._expression(mention, sense.phrase if is_count else None)

    def _rank(self, mention: Mention) -> Sense:
        """What the place is one of: the 22nd premier, lap 60; a rank where no noun says it; one side of a result is a score."""
        if mention.rule == "score":
            return Sense(None, scored(self.sentence, mention), None, None, self.sentence.behind(mention))
        head, phrase = ranked(self.sentence, mention)
        end = self.sentence.behind(mention)
        text = self._bare(with_complement(self.sentence, phrase)) if phrase else None
        return Sense(phrase, head, text, None, max(end, phrase.end) if phrase else end)

    def _count(self, mention: Mention) -> Sense:
        """What the count counts; without a noun, what an earlier count did, or else what the figure is a level of."""
        sentence = self.sentence
        last = sentence.behind(mention)
        found = counted(sentence, mention)
        part, share = found.whole is not None or found.pronoun, False
        quantity = mention.quantity
        if part and quantity and quantity.nominal is not None and abs(quantity.nominal) < 1:
            part, share = False, True
        if found.phrase and found.scale:
            return Sense(found.phrase, found.scale, self._bare(found.phrase), None, found.phrase.end)
        if found.phrase:
            head, text = noun(sentence.word(found.phrase.head)), self._bare(with_complement(sentence, found.phrase))
            self.counted = head, text, mention.last - sentence.first
            share = share or mention.rule == "fraction"
            return Sense(found.phrase, head, text, found.whole, max(last, found.phrase.end), part=part, share=share)
        state = self._state(last)
        if state and (self.counted is None or self.counted[0] in persons()):
            return Sense(state, sentence.word(last), self._bare(state), None, last, part=part)  # four dead and 30 injured
        if self.counted and self._elliptic(mention, pronoun=found.pronoun):
            return Sense(None, self.counted[0], self.counted[1], None, last, part=part, share=share, doubt=_ELLIPSIS)
        if found.pronoun or sentence.word(last) == "others":
            return Sense(None, None, None, None, last, part=part, share=share)
        amount = measured(sentence, mention, self._linked(mention))
        if amount.phrase:
            self.amount = amount.phrase, mention
        head = sentence.word(amount.phrase.head) if amount.phrase and sentence.at(last) not in "tj" else ""
        return Sense(
            amount.phrase,
            head if head in tally_nouns() else None,
            self._bare(amount.phrase),
            None,
            last,
            amount.change is not None,
            share,
            part,
        )

    def _state(self, position: int) -> Phrase | None:
        """The participle at `position` that stands for those it describes, as in headlines: "30 injured"."""
        standing = self.sentence.at(position) == "t" and self.sentence.word(position) in persons()
        return Phrase(position, position, position + 1) if standing else None

    def _elliptic(self, mention: Mention, *, pronoun: bool) -> bool:
        """Whether the figure leaves out the noun of the count before it: no verb in between, or a clause of its own."""
        sentence, here = self.sentence, mention.before - self.sentence.first
        if pronoun or not self.counted:
            return True
        if _is_compared(sentence, here):
            return True
        if _AGES.intersection(sentence.scan.lower[max(0, mention.before - 3) : mention.first]):
            return False  # as young as 10
        tags, start = sentence.tags, self.counted[2]
        verbs = (position for position in range(start, here) if tags[position] in "vb" and tags[position - 1] not in "c,r")
        return next(verbs, None) is None or opens_clause(sentence, here)

    def _amount(self, mention: Mention) -> Sense:
        """What the amount measures."""
        sentence = self.sentence
        last, doubt = sentence.behind(mention), 0.0
        amount = measured(sentence, mention, self._linked(mention))
        if mention.rule == "age":
            amount = Measured(aged(sentence, mention) or (None if is_person(sentence, mention) else amount.phrase))
        percent = mention.quantity is not None and mention.quantity.unit.dimension == "percentage"
        compared = sentence.word(last) in _COMPARATIVES and sentence.at(last + 1) not in "jnNt"  # it costs $5 more
        first = mention.before - sentence.first
        if percent and self.counted and sentence.word(last) in _COMPARATIVES and sentence.at(last + 1) not in "nN":
            # two million passengers, 12 percent more than a year ago
            return Sense(None, self.counted[0], self.counted[1], None, last, change=True, doubt=_ELLIPSIS)
        if percent and (group := self._among(first)):
            amount = Measured(group, group, share=True)
        elif percent and self.share and (sentence.word(last) == "as" or (sentence.at(last) in "vbawt" and opens_clause(sentence, first))):
            amount, doubt = self.share, _ELLIPSIS  # 40 percent of her voters said yes, while 36 percent said no
        if amount.share and amount.whole:
            self.share = amount
        phrase = amount.phrase
        if phrase is None:
            return Sense(None, None, None, None, last)
        self.amount = phrase, mention
        share = amount.share or (percent and sentence.word(phrase.head) in share_nouns())
        end = phrase.end if phrase.start >= last else last
        return Sense(
            phrase,
            head_lemma(sentence, phrase.head),
            self._bare(phrase),
            amount.whole,
            end,
            compared or amount.change is not None,
            share,
            doubt=doubt,
        )

    def _among(self, position: int) -> Phrase | None:
        """The group that opens the clause of the figure at `position`: "Among first-time buyers, 40 percent said so"."""
        sentence = self.sentence
        if sentence.at(position - 1) != ",":
            return None
        for start in range(position - 2, max(-1, position - _GROUP), -1):
            if sentence.word(start) in _GROUPS and (start == 0 or sentence.at(start - 1) in ",;:.-cr"):
                group = phrase_at(sentence, start + 1)
                return group if group and group.end == position - 1 else None
        return None

    def _linked(self, mention: Mention) -> Phrase | None:
        """The phrase of the amount before, if nothing but a link stands between the two: "rose 3 percent to $5", "$5 (£4)"."""
        if self.amount is None:
            return None
        phrase, before = self.amount
        between = range(before.after - self.sentence.first, mention.before - self.sentence.first)
        if len(between) > _LINK or not all(self.sentence.word(position) in _LINKS for position in between):
            return None
        return phrase

    def _label(self, sense: Sense, bearer: Phrase | None) -> str | None:
        """The measured phrase and, behind a comma, the noun phrase that bears the figure, where that is another one."""
        if bearer is None:
            return sense.text
        core = phrase_at(self.sentence, bearer.start) or bearer
        name = self._bare(core)
        if sense.text is None:
            return name
        phrase = sense.phrase
        if (
            name is None
            or "Q" in self.sentence.tags[core.start : core.end]
            or (phrase and phrase.start < core.end and core.start < phrase.end)
        ):
            return sense.text
        return f"{sense.text}, {name}"

    def _predicate(self, first: int, end: int) -> tuple[Predicate | None, bool]:
        """The predicate of the figure's clause, and whether the figure's phrase is its subject."""
        sentence = self.sentence
        if opens_clause(sentence, first):
            after = predicate_after(sentence, end)
            if sentence.at(end) == "t" and (after is None or self._breaks(end, after.group)):
                return predicate_at(sentence, end), True  # and more than 30 hurt when a roof fell in
            if after and not (sentence.at(first - 1) in "c,-" and self._breaks(end, after.group)):
                return after, True
        if sentence.word(first - 1) == "with" and sentence.at(end) in "gt":
            return predicate_at(sentence, end), True  # with 18 members meeting the target
        if sentence.word(first - 1) in _CLAUSE_OPENERS and (own := self._own_predicate(first, end)):
            return own, True
        before = predicate_before(sentence, first)
        if before:
            reported = reported_predicate(sentence, first, end)
            return (reported, True) if reported else (before, False)
        return predicate_after(sentence, end), True

    def _own_predicate(self, first: int, end: int) -> Predicate | None:
        """The verb whose subject the figure's phrase is: "after 30 cars collided", not "after 12 games the team leads"."""
        after = predicate_after(self.sentence, end)
        if after is None or self._breaks(end, after.group) or self.sentence.tags[after.position] not in "vb":
            return None
        subject = subject_of(self.sentence, after)
        return after if subject and subject.start <= first + 1 else None

    def _breaks(self, start: int, end: int) -> bool:
        """Whether a comma or a conjunction of time keeps what stands behind a coordinated figure from being its verb."""
        sentence = self.sentence
        return any(sentence.tags[at] in ",s" or sentence.word(at) in _CLAUSE_OPENERS for at in range(start, end))

    def _subject(self, predicate: Predicate) -> Phrase | None:
        """The subject of the predicate; for a pronoun, the subject of the clause before it in the sentence."""
        sentence = self.sentence
        subject = subject_of(sentence, predicate)
        if subject or sentence.word(predicate.group - 1) not in _PERSONAL or sentence.at(predicate.group - 2) == "i":
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

    def _bare(self, phrase: Phrase | None) -> str | None:
        """The text of a phrase without the article before it."""
        if phrase is None:
            return None
        start = phrase.start + (self.sentence.word(phrase.start) in _ARTICLES and phrase.end - phrase.start > 1)
        return self.sentence.text(start, phrase.end)
