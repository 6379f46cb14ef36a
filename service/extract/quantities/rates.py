"""Reads what a figure is per: "per day", "a barrel", "an hour", "/day"."""

from __future__ import annotations

from typing import Any

from service.extract.hyphens import HYPHENS
from service.lexicon import load
from service.lexicon.units import units
from service.model import Scan, TokenKind, Unit

from .measures import named_unit

_TABLE: dict[str, Any] = load("rates")
_UNITS = units()
_DENOMINATORS: dict[str, str] = _TABLE["denominators"]
_NEVER_AFTER = frozenset(_TABLE["never_after"]["words"])
_STOPS = frozenset(_TABLE["stops"]["words"])
_BETWEEN = frozenset(_TABLE["between"]["words"])
_ARTICLES = frozenset({"a", "an", "each", "every"})
_RATE_DIMENSIONS = frozenset({"time", "length", "mass", "volume", "area", "energy"})
_MAX_NOUNS = 4


def rate_of(scan: Scan, last: int, counted: bool) -> tuple[int, Unit] | None:
    """The denominator of the figure that ends at token `last`: the token after it and its unit.

    `counted` tells that the figure counts things, so that their noun may stand between: "1,200 casualties a day".
    """
    ceiling = scan.sentence_at(last - 1)[1]
    at = last
    if at + 1 < ceiling and scan.lower[at] == "of":  # "3 cups of tea a day"
        at, counted = at + 1, True
    for step in range(_MAX_NOUNS + 1):
        if at >= ceiling:
            return None
        found = _denominator(scan, at, ceiling, near=step == 0)
        if found:
            return found
        if scan.kinds[at] is not TokenKind.WORD or scan.lower[at] in _STOPS:
            return None
        if not counted and scan.lower[at] not in _BETWEEN:
            return None
        at += 1
    return None


def _denominator(scan: Scan, at: int, ceiling: int, near: bool) -> tuple[int, Unit] | None:
    word = scan.lower[at]
    if word == "apiece":
        return at + 1, Unit("piece")
    if word == "/" and near:
        return _thing(scan, at + 1, ceiling, anything=False)
    hyphen = scan.words[at] in HYPHENS and at + 1 < ceiling and near
    if hyphen:
        at += 1
        word = scan.lower[at]
    start = at + 1
    if start < ceiling and scan.words[start] in HYPHENS:
        start += 1
    if word == "per":
        return _thing(scan, start, ceiling, anything=True)
    if word in _ARTICLES:
        found = _thing(scan, start, ceiling, anything=False)
        if found and (near or found[1].dimension == "time"):
            return found
    return None


def _thing(scan: Scan, at: int, ceiling: int, anything: bool) -> tuple[int, Unit] | None:
    """The unit or noun that a rate is taken by; after "per" any noun, else one of those that news uses so."""
    if at >= ceiling:
        return None
    word = scan.lower[at]
    named = named_unit(scan, at)
    last = named[0] if named else at + 1
    following = scan.lower[last] if last < ceiling else ""
    if (following in _NEVER_AFTER and (following != "-" or scan.glued(last))) or word in {"cent", "se"}:
        return None
    if named and last <= ceiling and (anything or named[1].name in _DENOMINATORS or named[1].dimension in _RATE_DIMENSIONS):
        return named
    last = at + 1
    if scan.words[at] in _UNITS.symbols and (anything or len(word) > 1):
        return last, _UNITS.symbols[scan.words[at]]
    if word in _DENOMINATORS:
        return last, Unit(_DENOMINATORS[word])
    if not anything:
        return None
    if scan.kinds[at] is TokenKind.NUMBER and last < ceiling and scan.kinds[last] is TokenKind.WORD:
        return last + 1, Unit(f"{scan.lower[at]} {scan.lower[last]}")
    return (last, Unit(word)) if scan.kinds[at] is TokenKind.WORD else None
