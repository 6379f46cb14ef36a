"""Tells the result of a match, a vote or a season by its words: "beat Wales 20–9", "a 3-2 win", "the Reds (13-4)"."""

from __future__ import annotations

from typing import Any

from service.extract.hyphens import DASHES, joins
from service.lexicon import load
from service.model import Scan, TokenKind

_TABLE: dict[str, Any] = load("results")
_BEFORE = frozenset(_TABLE["before"]["words"])
_BEHIND = frozenset(_TABLE["behind"]["words"])
_NEVER = frozenset(_TABLE["behind"]["never"])
_BETWEEN = frozenset(_TABLE["behind"]["between"])
_NO_RESULT, _NONE_ALONE = (frozenset(tuple(pair.split("-")) for pair in _TABLE["no_result"][name]) for name in ("pairs", "alone"))
_AGE_GROUPS = frozenset(_TABLE["no_result"]["groups"])
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "its", "their", "his", "her"})
_STOPS = frozenset(";:()")
_REACH, _NOUNS = 9, 3
_DIGITS = 3


def is_result(scan: Scan, first: int, last: int) -> bool:
    """Whether the numbers at tokens `first` and `last - 1`, tied by a dash or "to", are a result.

    One of a list of sets or innings is none by itself; nor are a lead, odds or a chance.
    """
    pair = scan.lower[first], scan.lower[last - 1]
    if pair in _NO_RESULT or not all(number.isdecimal() and len(number) <= _DIGITS for number in pair):
        return False
    floor, ceiling = scan.sentence_at(first)
    if _listed(scan, first, last, floor, ceiling):
        return False
    noun = _noun(scan, last, ceiling)
    if noun in _NEVER:
        return False
    if _follows(scan, first, floor):
        return True
    return pair not in _NONE_ALONE and (noun in _BEHIND or _is_record(scan, first, last, floor, ceiling))


def _noun(scan: Scan, at: int, ceiling: int) -> str:
    """The noun that the pair stands before, a few words such as "home" or "overtime" between them left out."""
    for index in range(at, min(ceiling, at + _NOUNS)):
        word = scan.lower[index]
        if word in _BEHIND and not (word in _BETWEEN and index + 1 < ceiling and scan.lower[index + 1] in _BEHIND):
            return word
        if word not in _BETWEEN:
            return word
    return ""


def _is_record(scan: Scan, first: int, last: int, floor: int, ceiling: int) -> bool:
    """Whether the pair stands alone in brackets behind a name: "the Reds (13-4)"."""
    return (
        first - 2 >= floor
        and last < ceiling
        and scan.words[first - 1] == "("
        and scan.words[last] == ")"
        and scan.kinds[first - 2] is TokenKind.WORD
        and scan.words[first - 2][0].isupper()
        and scan.lower[first - 2] not in _AGE_GROUPS
    )


def _follows(scan: Scan, first: int, floor: int) -> bool:
    """Whether a verb or noun of winning, losing or ending stands a little before, and no article right before."""
    if first > floor and scan.lower[first - 1] in _ARTICLES:
        return False
    for at in range(first - 1, max(floor - 1, first - 1 - _REACH), -1):
        if scan.words[at] in _STOPS or scan.kinds[at] is TokenKind.NUMBER:
            return False
        if scan.lower[at] in _BEFORE:
            return True
    return False


def _listed(scan: Scan, first: int, last: int, floor: int, ceiling: int) -> bool:
    """Whether another such pair stands beside it, a comma between: "6-4, 6-3"."""
    after = last + 2 < ceiling and scan.words[last] == "," and scan.kinds[last + 1] is TokenKind.NUMBER and joins(scan, last + 2, DASHES)
    before = (
        first - 3 >= floor and scan.words[first - 1] == "," and scan.kinds[first - 2] is TokenKind.NUMBER and joins(scan, first - 3, DASHES)
    )
    return after or before
