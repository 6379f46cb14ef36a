"""The role of a figure: a level, a change, a rate, a share, a part, a limit, a forecast, an age, …"""

from __future__ import annotations

from functools import cache

from service.lexicon import load
from service.model import Mention, Role

from . import lemma
from .clauses import Predicate
from .sentence import Sentence

_MODALS = frozenset({"will", "would", "could", "may", "might", "shall", "should", "'ll", "’ll", "won't", "won’t"})
# With "have" these guess at what has been: "may have killed 18".
_GUESSES = frozenset({"may", "might", "could", "should"})
_LEVEL_LINKS = frozenset({"to", "at", "from", "of", "as", "between"})
_POINTS = frozenset({"percentage", "percentage point", "basis point", "point"})


@cache
def role_nouns() -> dict[str, frozenset[str]]:
    """Nouns that lend a figure their role, by role."""
    return {role: frozenset(words) for role, words in load("nouns")["role"].items()}


@cache
def _changing() -> frozenset[str]:
    return frozenset(load("verbs")["change"])


@cache
def _expecting() -> frozenset[str]:
    return frozenset(load("verbs")["expecting"])


def role_of(
    sentence: Sentence,
    mention: Mention,
    predicate: Predicate | None,
    governor: str,
    *,
    change: bool,
    share: bool,
    part: bool,
    counted: bool,
) -> Role:
    """The role that rule, unit, neighbours and predicate of a figure tell; a level where nothing tells otherwise."""
    quantity = mention.quantity
    if mention.rule in ("age", "ordinal", "score"):
        return mention.rule  # type: ignore[return-value]
    if quantity is None:
        return "level"
    if quantity.per is not None:
        return "rate"
    if share:
        return "share"
    if part:
        return "part"
    link = sentence.word(mention.before - sentence.first - 1)
    inside = sentence.word(mention.first - sentence.first - 1)
    qualifiers = sentence.scan.lower[mention.before : mention.first]
    direction = quantity.direction is not None and (not counted or (predicate is not None and predicate.lemma in _changing()))
    moved = direction or (predicate is not None and quantity.unit.name in _POINTS and predicate.lemma in _changing())
    if change or (moved and link not in _LEVEL_LINKS and inside not in _LEVEL_LINKS):
        return "change"
    if governor in role_nouns()["forecast"] or (predicate and _expected(sentence, predicate)):
        return "forecast"
    if governor in role_nouns()["limit"] or any(word in role_nouns()["limit"] for word in qualifiers):
        return "limit"
    return "level"


def _expected(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether the predicate speaks of what is to come: "will reach", "is expected to cost", "plans to send"."""
    for position in range(max(0, predicate.group - 6), predicate.position):
        letter = sentence.tags[position]
        if letter == "w" and position >= predicate.group and sentence.word(position) in _MODALS:
            return not (sentence.word(position) in _GUESSES and sentence.at(position + 1) == "a")
        if letter in "vt" and predicate.position - position < 6:
            form = lemma.verb(sentence.word(position))
            if form and form.lemma in _expecting() and sentence.word(position + 1) == "to":
                return True
    return False
