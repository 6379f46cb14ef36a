"""What stands before an expression: modifiers that belong to it ("early", "more than"), and the preposition that does not."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from service.model import DateModifier, Scan

from .forms import Anaphor, Calendar, Clock, Deictic, Fixed, Form, Offset, Reading, Weekday
from .vocabulary import BOUNDS, MODIFIERS, PREPOSITIONS, is_compound, word, word_list

_HALVES = frozenset({"early", "late", "mid"})
_COMPOUNDS = _HALVES | {"end"}
_PARTS = word_list("parts")
_JUST = frozenset(["for", "in", "after", "within", "of", "just", "well", "to", "and", "since", "a", "but", "with", "by", "not"])


def with_modifiers(scan: Scan, reading: Reading, floor: int) -> Reading:
    """The reading with its inner modifiers taken in, its preposition noted, and `modifier` told by both."""
    inner = _inner(scan, reading, floor)
    return _preposition(scan, inner, floor)


def _inner(scan: Scan, reading: Reading, floor: int) -> Reading:
    first = reading.first
    amount = isinstance(reading.form, Offset) or (isinstance(reading.form, Fixed) and reading.form.type == "DURATION")
    if amount or not isinstance(reading.form, Fixed):
        bounded = _bounded(scan, reading, floor, amount)
        if bounded:
            return bounded
    if isinstance(reading.form, Fixed) or amount:
        return reading
    before = word(scan, first - 1)
    if first - 1 < floor:
        return reading
    if first - 2 >= floor and is_compound(scan, first - 1) and word(scan, first - 2) in _COMPOUNDS:
        return _absorb(scan, reading, first - 2, word(scan, first - 2), floor)
    if before in _HALVES:
        return _absorb(scan, reading, first - 1, before, floor)
    if before == "in" and first - 2 >= floor and word(scan, first - 2) in {"early", "late"} and isinstance(reading.form, Calendar):
        return _absorb(scan, reading, first - 2, word(scan, first - 2), floor)
    if before in {"earlier", "later"} and _takes_comparative(reading.form, scan, first):
        return replace(reading, first=first - 1, modifier=cast(DateModifier, MODIFIERS[before]))
    at = first - 1
    if word(scan, at) == "the" and at - 1 >= floor and word(scan, at - 1) == "of":
        at -= 1
    if word(scan, at) == "of" and at - 1 >= floor and word(scan, at - 1) in _PARTS:
        return _absorb(scan, reading, at - 1, word(scan, at - 1), floor)
    return reading


def _absorb(scan: Scan, reading: Reading, first: int, name: str, floor: int) -> Reading:
    if first - 1 >= floor and word(scan, first - 1) == "the":
        first -= 1
    return replace(reading, first=first, modifier=cast(DateModifier, MODIFIERS[name]))


def _takes_comparative(form: Form, scan: Scan, first: int) -> bool:
    """Whether "earlier" and "later" belong to the expression: "earlier this year", but "earlier | Friday"."""
    return (
        isinstance(form, Deictic | Clock | Anaphor)
        and not (isinstance(form, Clock) and isinstance(form.day, Weekday))
        and word(scan, first) not in {"the", "tonight"}
    )


def _bounded(scan: Scan, reading: Reading, floor: int, amount: bool) -> Reading | None:
    """As in "more than", "about", "up to" before an amount; "about" and its like before a date or time."""
    first = reading.first
    for words, meaning in BOUNDS.get(word(scan, first - 1), ()):
        start = first - len(words)
        if start < floor or scan.lower[start:first] != words:
            continue
        if meaning:
            if isinstance(reading.form, Weekday | Deictic) and reading.modifier is None:
                return None
            return replace(reading, first=start, modifier="approx")
        if not amount:
            return None
        if words in {("over",), ("under",)} and word(scan, first) == "the":
            return None
        if words in {("over",), ("under",)} and not (isinstance(reading.form, Offset) or word(scan, start - 1) in _JUST):
            return None
        return replace(reading, first=start)
    return None


def _preposition(scan: Scan, reading: Reading, floor: int) -> Reading:
    at = reading.first - 1
    if at < floor:
        return reading
    name = word(scan, at)
    begin = at
    if name in {"to", "of", "than"} and at - 1 >= floor:
        pair = f"{word(scan, at - 1)} {name}"
        if pair in PREPOSITIONS:
            name, begin = pair, at - 1
        elif name == "than" and word(scan, at - 1) == "later" and word(scan, at - 2) == "no" and at - 2 >= floor:
            name, begin = "no later than", at - 2
    if begin > floor and is_compound(scan, at) and word(scan, at - 1) in {"pre", "post"}:
        name, begin = word(scan, at - 1), at - 1
    meaning = PREPOSITIONS.get(name)
    if meaning is None or (isinstance(reading.form, Fixed) and reading.form.type == "SET"):
        return reading
    duration = isinstance(reading.form, Fixed)
    if not meaning or duration or name == "to":
        return replace(reading, before=begin)
    return replace(reading, before=begin, modifier=cast(DateModifier, meaning))
