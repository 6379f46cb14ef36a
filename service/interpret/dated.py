"""What a date dates: the event of its clause, who takes part, and the noun that the date stands behind."""

from __future__ import annotations

from typing import NamedTuple

from service.model import Mention

from .clauses import Predicate, opens_clause, predicate_after, predicate_before
from .phrases import Phrase, innermost, phrase_at, phrase_before
from .sentence import Sentence

_OCCASION = frozenset({"for", "at", "before", "after", "during", "since", "until"})


class Dated(NamedTuple):
    """The noun phrase that the date qualifies, if any, and the predicate of its clause."""

    phrase: Phrase | None
    predicate: Predicate | None


def dated(sentence: Sentence, mention: Mention) -> Dated:
    """The event that the date of `mention` belongs to: "established relations in 1949", "the meeting on Monday"."""
    first, last = mention.before - sentence.first, mention.after - sentence.first
    start = mention.first - sentence.first
    while first > 0 and (
        sentence.at(first - 1) in "ioW"
        or (sentence.at(first - 1) in "c," and sentence.at(first - 2) == "W")
        or (sentence.at(first - 1) == "d" and sentence.at(first - 2) in "io")
    ):
        first -= 1
    if sentence.at(first - 1) == "(":
        first -= 1
    if sentence.at(start - 1) in "d'" and sentence.at(last) in "jn":
        return Dated(phrase_at(sentence, last), predicate_before(sentence, first))  # at a March 12 board meeting
    before = predicate_before(sentence, first)
    opener = sentence.at(min(first, start) - 1)
    if opens_clause(sentence, min(first, start)) and opener not in "QW" and not (opener == "," and before):
        predicate = predicate_after(sentence, last)
        return Dated(_object(sentence, predicate), predicate) if predicate else Dated(None, before)
    if before:
        return Dated(_object(sentence, before) or _occasion(sentence, first, before.position), before)
    phrase = _neighbour(sentence, first, -1)
    inside = phrase is not None and sentence.at(phrase.start - 1) in "io"
    return Dated(phrase, None if inside else predicate_after(sentence, last))


def _object(sentence: Sentence, predicate: Predicate) -> Phrase | None:
    """The noun phrase right behind the verb: established diplomatic relations; the "dead" of "was found dead" is none."""
    phrase = phrase_at(sentence, predicate.position + 1)
    return phrase if phrase and sentence.tags[phrase.head] in "nN" else None


def _occasion(sentence: Sentence, end: int, after: int) -> Phrase | None:
    """What the clause is tied to at the date: convened for the summit on Nov. 7."""
    phrase = _neighbour(sentence, end, after)
    return phrase if phrase and sentence.word(phrase.start - 1) in _OCCASION and sentence.at(end) in "io" else None


def _neighbour(sentence: Sentence, end: int, after: int) -> Phrase | None:
    """The common noun right before the date: the summit on Nov. 7, a trip to Malta on Sunday."""
    if sentence.at(end - 1) not in "nN":
        return None
    phrase = phrase_before(sentence, end)
    if phrase is None or phrase.start <= after:
        return None
    inner = innermost(sentence, phrase)
    if sentence.tags[inner.head] == "N":
        inner = phrase
    return inner if sentence.tags[inner.head] == "n" else None
