"""Tells whether a text states that a figure is a rise or a fall."""

from __future__ import annotations

from typing import Any

from service.lexicon import load
from service.model import Direction, Scan, Unit

_TABLE: dict[str, Any] = load("directions")
_ADVERBS: dict[str, Direction] = {word: way for way in ("up", "down") for word in _TABLE["adverbs"][way]}
_AFTER: dict[str, Direction] = {word: way for way in ("up", "down") for word in _TABLE["after"][way]}
_VERBS: dict[str, Direction] = {word: way for way in ("up", "down") for word in _TABLE["verbs"][way]}
_PHRASAL = frozenset(_TABLE["phrasal"]["verbs"])
_MOVING = frozenset(_TABLE["moving"]["words"])
_WITH_OBJECT = frozenset(_TABLE["verbs"]["with_object"])
_WITH_MONEY = frozenset(_TABLE["verbs"]["with_money"])
_NOUNS = frozenset(_TABLE["nouns"]["words"])
_BEFORE_VERB = frozenset(_TABLE["nouns"]["verb_after"])
_MIDDLE = frozenset(_TABLE["middle"]["words"])
_STOPS = frozenset({",", ";", ":", ".", "(", ")", "—"})
_REACH = 8
_NOUN_BEFORE = frozenset(_TABLE["nouns"]["noun_after"])


def direction_of(scan: Scan, before: int, last: int, unit: Unit, counted: bool) -> Direction | None:
    """The direction of the amount whose expression starts at token `before` and whose figure ends at `last`.

    Only a rise or fall by the figure has one: in "rose 3% to 5" the level reached has none. `counted` tells that the
    figure counts things: "lost 3 games" is no fall.
    """
    floor, ceiling = scan.sentence_at(before)
    if last < ceiling and scan.lower[last] in _AFTER and not (last + 1 < ceiling and scan.lower[last + 1] in {"than", "court", "house"}):
        return _AFTER[scan.lower[last]]
    if before <= floor:
        return None
    word = scan.lower[before - 1]
    if word == "by":
        return _verb_before_by(scan, before - 1, floor, counted=counted)
    at = before - 1
    for _ in range(3):
        if at < floor:
            return None
        word = scan.lower[at]
        if word in _ADVERBS:
            fits = word != "off" or unit.dimension in {"percentage", "point", "currency"}
            return _ADVERBS[word] if fits and _is_plain(scan, at, floor) else None
        if word in _VERBS:
            return _VERBS[word] if _moves(scan, at, floor, unit, counted) else None
        if word not in _MIDDLE or word == "to":
            return None
        at -= 1
    return None


def _is_plain(scan: Scan, at: int, floor: int) -> bool:
    """Whether "up" or "down" at token `at` is of a level, and no part of a verb: "gave up 517 yards", "made up by 45 states"."""
    verb = scan.lower[at - 1] if at > floor else ""
    return verb not in _PHRASAL and (not verb.endswith(("ing", "ed")) or verb in _MOVING)


def _verb_before_by(scan: Scan, by: int, floor: int, counted: bool) -> Direction | None:
    """The verb of "raise output by 14 per cent", "increased by 6 degrees", "were up by 3"."""
    for at in range(by - 1, max(floor, by - _REACH) - 1, -1):
        word = scan.lower[at]
        if word in _VERBS:
            before = scan.lower[at - 1] if at > floor else ""
            if counted and word in _NOUNS and before not in _BEFORE_VERB:
                return None  # "a climb and descent by 30 walkers"
            return _VERBS[word] if before not in _NOUN_BEFORE else None
        if word in _ADVERBS and at == by - 1:
            return _ADVERBS[word] if _is_plain(scan, at, floor) else None
        if scan.words[at] in _STOPS:
            return None
    return None


def _moves(scan: Scan, verb: int, floor: int, unit: Unit, counted: bool) -> bool:
    """Whether the verb at token `verb` says how a level moved, and is no noun and no deed done to the things counted."""
    if verb > floor and scan.lower[verb - 1] in _NOUN_BEFORE:
        return False
    word = scan.lower[verb]
    if counted:
        return word not in _WITH_OBJECT
    if unit.dimension == "currency":
        return word not in _WITH_MONEY
    return unit.dimension != "time"


def is_change(scan: Scan, first: int, explicit: bool) -> bool:
    """Whether "X to Y" at token `first` tells of a change from X to Y, or by X to Y, rather than a range.

    "rose from 3 to 5" and "rose 3% to 5%" do; "prices from $3 to $5" and "rose 3 to 5 percent" do not.
    `explicit` tells that X carries a unit of its own.
    """
    floor = scan.sentence_at(first)[0]
    if first <= floor:
        return False
    at = first - 1
    if scan.lower[at] == "from":
        return any(scan.lower[index] in _VERBS or scan.lower[index] in _ADVERBS for index in range(max(floor, at - _REACH), at))
    if scan.lower[at] == "by":  # "rose by 6,000 to 230,000"
        return _verb_before_by(scan, at, floor, counted=False) is not None
    if not explicit:
        return False
    for _ in range(3):
        if at < floor or scan.lower[at] in {"from", "to"}:
            return False
        if scan.lower[at] in _VERBS or (scan.lower[at] in {"up", "down"} and _is_plain(scan, at, floor)):
            return True
        if scan.lower[at] not in _MIDDLE:
            return False
        at -= 1
    return False
