"""What a place in an order is a place among, and what a result is a result of."""

from __future__ import annotations

from functools import cache

from service.lexicon import load
from service.model import Mention

from .lemma import noun
from .phrases import Phrase, phrase_at
from .sentence import Sentence

_RANK = "rank"
_VOTES = frozenset({"vote", "votes", "voted", "voting", "ballot", "verdict", "ruling", "ruled", "decision"})
_RECORDS = frozenset({"record", "records", "start", "season"})
_NEAR, _PAIR = 5, 3


def ranked(sentence: Sentence, mention: Mention) -> tuple[str, Phrase | None]:
    """The head noun and the phrase that the ordinal of `mention` belongs to; "rank" and None where it is a bare place."""
    first, position = mention.first - sentence.first, sentence.behind(mention)
    running = noun(sentence.word(first - 1))
    if running in _nouns("running"):
        return running, Phrase(first - 1, first - 1, first)
    if sentence.at(position) == "h":
        position += 1
    while sentence.at(position) == "r" and sentence.at(position + 1) in "jnNgtvh":
        position += 1
    if sentence.word(position) in _nouns("place"):
        return _RANK, None  # a fourth-place finish
    phrase = phrase_at(sentence, position) if sentence.at(position) in "jnNgt" else None
    if phrase is None or sentence.tags[phrase.head] not in "nN":
        return _RANK, None
    word = sentence.word(phrase.head)
    if word.endswith("est") or (word.endswith("ing") and sentence.at(phrase.head - 1) == "h"):
        return _RANK, None  # the second largest in the country, the third best-selling
    return noun(word), phrase


def scored(sentence: Sentence, mention: Mention) -> str:
    """The head of a score: a rating, where it has a maximum; else of one side of a vote, a season's record or a match."""
    if mention.quantity is not None and mention.quantity.per is not None:
        return "rating"
    first, last = mention.first - sentence.first, mention.last - sentence.first
    if (
        sentence.word(first - 1) == "("
        or sentence.word(last) == ")"
        or _RECORDS.intersection(map(sentence.word, range(last, last + _PAIR)))
    ):
        return "record"
    near = (sentence.word(position) for position in range(first - _NEAR, last + _NEAR))
    return "vote" if any(word in _VOTES for word in near) else "score"


@cache
def _nouns(name: str) -> frozenset[str]:
    return frozenset(load("ranks")["nouns"][name])
