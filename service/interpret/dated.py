"""What a date dates: the event of its clause, who takes part, and the noun that the date stands behind."""

from __future__ import annotations

from typing import NamedTuple

from service.model import Mention

from .phrases import Phrase, Predicate, Sentence, opens_clause, phrase_at, phrase_before, predicate_after, predicate_before


class Dated(NamedTuple):
    """The noun phrase that the date qualifies, if any, and the predicate of its clause."""

    phrase: Phrase | None
    predicate: Predicate | None


def dated(sentence: Sentence, mention: Mention) -> Dated:
    """The event that the date of `mention` belongs to: "established relations in 1949", "the meeting on Monday"."""
    first, last = mention.before - sentence.first, mention.after - sentence.first
    start = mention.first - sentence.first
    while first > 0 and (sentence.at(first - 1) in "io" or (sentence.at(first - 1) == "d" and sentence.at(first - 2) in "io")):
        first -= 1
    if sentence.at(first - 1) == "(":
        first -= 1
    if opens_clause(sentence, min(first, start)):
        predicate = predicate_after(sentence, last)
        return Dated(_object(sentence, predicate), predicate) if predicate else Dated(None, predicate_before(sentence, first))
    predicate = predicate_before(sentence, first)
    phrase = phrase_before(sentence, first) if sentence.at(first - 1) in "nNj" else None
    if phrase and predicate and phrase.start <= predicate.position:
        phrase = phrase_at(sentence, predicate.position + 1)
    if predicate and (phrase is None or phrase.start > predicate.position + 2):
        phrase = _object(sentence, predicate) or phrase
    return Dated(phrase, predicate or predicate_after(sentence, last))


def _object(sentence: Sentence, predicate: Predicate) -> Phrase | None:
    return phrase_at(sentence, predicate.position + 1)
