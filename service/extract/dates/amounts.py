"""How many of a unit: the number, vague amount or article before the unit's name."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from service.extract.hyphens import HYPHENS
from service.extract.number_words import STARTERS
from service.extract.numbers import number_at
from service.model import Scan, TokenKind

from .vocabulary import CARDINALS, ORDINALS, UNIT_LETTERS, integer, is_compound, word, word_list

_WINDOW = 7
_INNER = HYPHENS | {
    "and",
    "/",
    "⁄",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "half",
    "of",
    "½",
    "¼",
    "¾",
    "quarter",
    "quarters",
}
_VAGUE = word_list("vague")
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_NOT_BEFORE_PART = frozenset({"and", "first", "second", "third", "fourth", "other", "last", "latter", "the", "per", "each", "every"})


class Amount(Struct, frozen=True):
    """Tokens from `first` to the unit's name; `value` is None where the amount is vague."""

    first: int
    value: Decimal | None
    approximate: bool = False


def amount_before(scan: Scan, end: int, floor: int) -> Amount | None:
    """The amount whose last token is just before `end`; looks at a few tokens only."""
    last = end - 1
    if last < floor:
        return None
    vague = _vague(scan, end, floor)
    if vague:
        return vague
    half = _half(scan, end, floor)
    if half is not None:
        return half
    start = end
    while start > floor and end - start < _WINDOW and _may_be_number(scan, start - 1):
        start -= 1
    for first in range(start, end):
        number = number_at(scan, first)
        if number is not None and number.last == end:
            if number.vague_upper is not None:
                return Amount(first, None)
            return Amount(first, number.value)
    # "three quarters" is a fraction to the reader of numbers; before a unit's name the word is a number of its own.
    value = CARDINALS.get(scan.lower[last])
    return Amount(last, Decimal(value)) if value and scan.lower[last] not in ("a", "an") else None


def _half(scan: Scan, end: int, floor: int) -> Amount | None:
    """Reads "half a decade", "half an hour", "a half hour", "half-century", "a quarter of a century"."""
    first = end - 1
    if scan.lower[first] in {"a", "an"} and first - 1 >= floor:
        first -= 1
        if scan.lower[first] == "of" and first - 1 >= floor and scan.lower[first - 1] == "quarter":
            first -= 1
    part = _PARTS.get(scan.lower[first])
    if part is None or (part < Decimal("0.5") and end - first == 1 and scan.lower[end] != "-"):
        return None
    if first - 1 >= floor:
        before = scan.lower[first - 1]
        if before in _NOT_BEFORE_PART:
            return None
        if before in {"a", "one"} and scan.lower[first + 1] not in {"a", "an"}:
            first -= 1
            if first - 1 >= floor and scan.lower[first - 1] == "and":
                return None
    return Amount(first, part)


def _may_be_number(scan: Scan, index: int) -> bool:
    return scan.kinds[index] is TokenKind.NUMBER or scan.lower[index] in STARTERS or scan.lower[index] in _INNER


def _vague(scan: Scan, end: int, floor: int) -> Amount | None:
    last = end - 1
    if word(scan, last) == "of" and last - 1 >= floor and word(scan, last - 1) in _VAGUE:
        last -= 1
    elif word(scan, last) not in _VAGUE or word(scan, last) == "couple":
        return None
    text = scan.lower[last]
    first = last
    article = last - 1 >= floor and word(scan, last - 1) in {"a", "the"}
    if text in {"few", "couple"}:
        if article and word(scan, last - 1) == "a":
            first -= 1
    elif text == "some" and word(scan, end) not in {"days", "weeks", "months", "years", "hours", "minutes"}:
        return None
    return Amount(first, Decimal(2), approximate=True) if text == "couple" else Amount(first, None)


def duration(amount: Decimal | None, unit: str) -> str:
    """The TIMEX3 value of so many units; X stands for a vague amount."""
    prefix, letter, factor = UNIT_LETTERS[unit]
    if amount is None:
        vague = {"decade": "DE", "century": "CE", "millennium": "ML"}.get(unit, letter)
        return f"{prefix}X{vague}"
    total = amount * factor
    if unit in ("year", "month", "hour") and total != total.to_integral_value() and total < 1:
        smaller = {"year": ("P", "M", 12), "month": ("P", "W", 4), "hour": ("PT", "M", 60)}[unit]
        parts = total * smaller[2]
        if parts == parts.to_integral_value():
            return f"{smaller[0]}{parts:f}{smaller[1]}".replace(".0", "")
    text = f"{total.normalize():f}" if total else "0"
    return f"{prefix}{text}{letter}"


_DETERMINERS = frozenset({"the", "these", "those"})


def with_article(scan: Scan, first: int, floor: int) -> int:
    return first - 1 if first - 1 >= floor and word(scan, first - 1) in _DETERMINERS else first


def ordinal_before(scan: Scan, end: int, floor: int) -> tuple[int, int | None]:
    if end - 1 < floor:
        return end, None
    text = word(scan, end - 1)
    if text in ORDINALS:
        tens = {"twenty": 20, "thirty": 30}.get(word(scan, end - 3), 0) if is_compound(scan, end - 2) and end - 3 >= floor else 0
        return (end - 3, tens + ORDINALS[text]) if tens else (end - 1, ORDINALS[text])
    if text in {"st", "nd", "rd", "th"} and scan.glued(end - 1) and end - 2 >= floor:
        return end - 2, integer(scan, end - 2, 3)
    return end, None
