"""Who says so: "according to X", "X said that …", "…, said X"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service.lexicon import load

from . import lemma
from .clauses import CLAUSE, Predicate, subject_of
from .phrases import Phrase, phrase_at
from .sentence import Sentence

_ENDS = frozenset(',;.:-("')


# More sources than these no sentence of prose has.
_MOST = 6


class Attribution(NamedTuple):
    """A source and the part of the sentence that it answers for (positions from `start` up to `end`)."""

    start: int
    end: int
    speaker: Phrase

    def covers(self, position: int) -> bool:
        """Whether what stands at `position` is said by this source."""
        return self.start <= position < self.end


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("attribution")[kind])


@cache
def _saying() -> frozenset[str]:
    """Every finite form of the verbs of saying."""
    return lemma.forms_of(_words("say") | _words("say_that"))


@cache
def _introducers() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Introducing phrases by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load("attribution")["introducers"]:
        words = tuple(phrase.split())
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in by_first.items()}


def attributions(sentence: Sentence) -> tuple[Attribution, ...]:
    """The sources that a sentence names, the one of the narrowest reach first."""
    found: list[Attribution] = []
    size, introducers, saying = len(sentence.tags), _introducers(), _saying()
    words = sentence.scan.lower[sentence.first : sentence.last]
    if saying.isdisjoint(words) and introducers.keys().isdisjoint(words):
        return ()
    for position, word in enumerate(words):
        if len(found) == _MOST:
            break
        if word in introducers:
            source = _introduced(sentence, position, introducers[word])
            if source:
                found.append(Attribution(0, size, source))
                continue
        if word in saying and sentence.tags[position] == "v":
            said = _said(sentence, position)
            if said:
                found.append(said)
    return tuple(sorted(found, key=lambda item: (item.end - item.start, item.start)))


def _introduced(sentence: Sentence, position: int, phrases: tuple[tuple[str, ...], ...]) -> Phrase | None:
    for words in phrases:
        if all(sentence.word(position + offset) == word for offset, word in enumerate(words)):
            return _source_at(sentence, position + len(words))
    return None


def _source_at(sentence: Sentence, start: int) -> Phrase | None:
    """The name of a source, with everything that belongs to it: up to the next comma that is not inside a list."""
    tags, end = sentence.tags, start
    limit = min(len(tags), start + CLAUSE)
    while end < limit:
        letter = tags[end]
        if letter in _ENDS:
            if letter == "," and end > start and tags[end - 1] in "Nnj" and _lists_on(tags, end, limit):
                end += 1
                continue
            break
        if letter in "vbawsop" or letter == "Q":
            break
        end += 1
    while end > start and tags[end - 1] in "Wicrdo":
        end -= 1
    phrase = phrase_at(sentence, start) if end > start else None
    return Phrase(start, phrase.head, end) if phrase else None


def _lists_on(tags: str, comma: int, limit: int) -> bool:
    """Whether the comma stands in "Dutch, Belgian and Danish officials": an "and" follows before anything that ends a list."""
    index = comma + 1
    while index < limit and tags[index] in "nNj":
        index += 1
    return index < limit and index > comma + 1 and index - comma < 6 and tags[index] == "c"


def _said(sentence: Sentence, position: int) -> Attribution | None:
    form = lemma.verb(sentence.word(position))
    if form is None:
        return None
    tags, size = sentence.tags, len(sentence.tags)
    group = position
    while group > 0 and tags[group - 1] in "bawr":
        group -= 1
    if "b" in tags[group:position]:
        return None
    if group == position and _is_inverted(sentence, form.lemma, position):
        source = _source_at(sentence, position + 1)
        if source and sentence.at(source.end) not in "vbaw":
            return Attribution(0, position, source)
    speaker = subject_of(sentence, Predicate(form.lemma, position, group))
    if speaker is None or tags[speaker.head] not in "nN" or "Q" in tags[speaker.start : speaker.head]:
        return None
    following = sentence.at(position + 1)
    if (following == "o" and form.lemma == "expect") or (following == "i" and form.lemma == "report"):
        return None  # expects to open, reports on Thursday
    if speaker.start and tags[speaker.start - 1] in ',"' and (position + 1 >= size - 1 or following in ".,WiQ"):
        return Attribution(0, speaker.start, speaker)
    if form.lemma in _words("say_that") and following != "s" and not _has_clause(tags, position + 1):
        return None
    return Attribution(position, size, speaker)


def _has_clause(tags: str, start: int) -> bool:
    """Whether a finite verb follows before the clause can end, so that the verb before `start` governs a clause."""
    for letter in tags[start:]:
        if letter in "vbaw":
            return True
        if letter in ",;c":
            return False
    return False


def _is_inverted(sentence: Sentence, verb: str, position: int) -> bool:
    """Whether the verb of saying stands before its subject: "…, said the ministry"."""
    following = sentence.at(position + 1)
    if following not in "Nndj" or verb not in _words("inverted"):
        return False
    back = position - 1
    while back > 0 and sentence.at(back) in "Wir":
        back -= 1
    before = sentence.at(back)
    if before in ',"':
        return back == position - 1 and (verb != "report" or following == "N")
    return verb == "say" and before not in "nNpsc')" and following in "Nd"
