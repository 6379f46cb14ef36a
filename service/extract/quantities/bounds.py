"""Reads the words that bound or blur a figure, on either side of it and at a small distance."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from service.extract.hyphens import HYPHENS
from service.lexicon import load
from service.lexicon.units import units
from service.model import Qualifier, Scan, TokenKind

from .phrases import Phrases

_TABLE: dict[str, Any] = load("qualifiers")
_BEFORE = Phrases(_TABLE["before"])
_AFTER = Phrases(_TABLE["after"])
_FILL = frozenset(_TABLE["fill"]["words"])
_STOPS = frozenset(load("rates")["stops"]["words"]) - {"or"}
_BEFORE_OVER = frozenset(_TABLE["over"]["bounds_after"]) | {""}
_OVER_PARTICLE = frozenset(_TABLE["over"]["particle_after"])
_GOING = frozenset(_TABLE["path"]["going"])
_DRIVING = frozenset(_TABLE["path"]["driving"])
_DRIVEN = frozenset(_TABLE["path"]["driven"])
_MAX_FILL = 3
_MAX_OBJECT = 6
_MAX_NOUNS = 4


class Bounds(Struct, frozen=True):
    """What bounds a figure, and the token range of figure and words together."""

    qualifier: Qualifier
    approximate: bool
    before: int
    after: int


def bounds_of(scan: Scan, first: int, last: int) -> Bounds:
    """The bounds of the figure that stands from token `first` to `last`; looks at a few tokens on either side."""
    floor, ceiling = scan.sentence_at(first)
    kinds: list[str] = []
    at = first
    for _ in range(3):
        found = _left(scan, at, floor, last)
        if found is None:
            break
        at, kind = found
        kinds.append(kind)
    after, right = _right(scan, last, min(ceiling, last + 12))
    kinds.extend(right)
    bound: Qualifier | None = None
    for kind in kinds:
        if kind != "about" and bound is None:
            bound = kind  # type: ignore[assignment]
    approximate = "about" in kinds
    return Bounds(bound or ("about" if approximate else "exact"), approximate, at, after)


def _left(scan: Scan, at: int, floor: int, end: int) -> tuple[int, str] | None:
    """The qualifier that ends before token `at`, words such as "another" or "a total of" between them left out."""
    edge = at
    if scan.lower[max(edge - 2, 0) : edge] == ("age", "of"):
        edge -= 3 if scan.lower[edge - 3] == "the" else 2
    for _ in range(_MAX_FILL + 1):
        found = _BEFORE.ending_at(scan, edge, floor)
        if found:
            return found if not _is_other(scan, found[0], edge, floor, end) else None
        if edge <= floor or scan.lower[edge - 1] not in _FILL:
            return None
        edge -= 1
    return None


def _is_other(scan: Scan, first: int, last: int, floor: int, end: int) -> bool:
    """Whether the phrase means something else here: "some of", "from under", "all over", "get around"."""
    word = scan.lower[first]
    before = scan.lower[first - 1] if first > floor else ""
    if word == "up" and last - first == 2:
        return _is_path(scan, first, floor)
    if word == "over" and before in _OVER_PARTICLE:
        return True
    if word == "around" and before in {"turned", "turn", "all", "the"}:
        return True
    if last - first == 1 and word == "over" and before not in _BEFORE_OVER and _is_time(scan, end):
        return True  # "built over 14 months"
    if last - first != 1 or word not in {"under", "over", "above", "below", "around", "near"}:
        return False
    # "those aged 65 and over 30 times as often", but "12 dead and over 30 hurt"
    return before == "from" or (before in {"and", "or"} and first - 2 >= floor and scan.kinds[first - 2] is TokenKind.NUMBER)


def _is_path(scan: Scan, up: int, floor: int) -> bool:
    """Whether "up to" at token `up` tells where something moved: "went up to 31", "drove the yield up to 3.3 percent"."""
    if up > floor and scan.lower[up - 1] in _GOING:
        return True
    for at in range(up - 1, max(floor, up - _MAX_OBJECT) - 1, -1):
        word = scan.lower[at]
        if word in _DRIVING:
            return at < up - 1 and (scan.lower[up - 1] in _DRIVEN or scan.lower[up - 1] in {"it", "that", "them"})
        if scan.kinds[at] is not TokenKind.WORD:
            return False
    return False


def _is_time(scan: Scan, end: int) -> bool:
    """Whether the figure that ends before token `end` is a length of time."""
    unit = units().surfaces.get(scan.lower[end - 1])
    return unit is not None and unit[-1][1].dimension == "time"


def _right(scan: Scan, last: int, ceiling: int) -> tuple[int, list[str]]:
    """Qualifiers after the figure, at once or after the noun that it counts: "10 people or more"."""
    if last >= ceiling:
        return last, []
    found = _AFTER.starting_at(scan, last, ceiling)
    if found and not _goes_on(scan, found[0]):
        return found[0], [found[1]]
    if scan.words[last] in HYPHENS and last + 1 < ceiling and scan.glued(last) and scan.lower[last + 1] in {"plus", "odd", "ish"}:
        return last + 2, ["about" if scan.lower[last + 1] != "plus" else "at_least"]
    at = last
    for _ in range(_MAX_NOUNS):
        if at >= ceiling or scan.kinds[at] is not TokenKind.WORD:
            return last, []
        if scan.lower[at] == "or":
            found = _AFTER.starting_at(scan, at, ceiling)
            return (found[0], [found[1]]) if found and not _goes_on(scan, found[0]) else (last, [])
        if scan.lower[at] in _STOPS:
            return last, []
        at += 1
    return last, []


def _goes_on(scan: Scan, after: int) -> bool:
    """Whether the phrase belongs to what follows it: "80 or more than 70", "$5 plus tax", "30 at least twice"."""
    if after >= len(scan):
        return False
    word, before = scan.words[after], scan.lower[after - 1]
    if scan.lower[after] == "than":
        return True
    if before == "plus" and scan.kinds[after] is TokenKind.WORD:
        return True
    if before == "than" and word[:1].isdigit():
        return True
    return before in {"+", "odd", "up", "higher", "minimum", "maximum"} and scan.glued(after) and word[:1].isalnum()
