"""Reads one amount: sign, currency, number and unit, as they stand together."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from service.extract.hyphens import HYPHENS, joins
from service.extract.number import plain
from service.extract.numbers import Number, number_at
from service.lexicon.units import units
from service.model import Scan, TokenKind, Unit

from .compounds import in_feet, ratio_at, with_cents, with_inches
from .measures import unit_after
from .money import currency_after, currency_before, magnified, refined

COUNT = Unit("count")
_MINUS = frozenset("-−–")
# a dash cannot stand after these, so that a minus sign may stand apart from its number
_BEFORE_MINUS = frozenset({"to", "at", "of", "was", "is", "were", "below", "by", "minus", "from", "reached", "hit"})
_FOOT = units().names["foot"]
_HUNDREDTH = Decimal("0.01")
_MILLION = Decimal(1_000_000)


class Amount(Struct, frozen=True, kw_only=True):
    """A number with its unit, tokens `first` up to, not including, `last`.

    `value` carries the sign. `unit` is None where none is written; `signed` that a currency stands before the number.
    `hanging` tells of a hyphen that waits for a unit further on: "7- or 8-inch". `noun` is the first token after the
    amount where a hyphen joins a counted noun to it ("six-cylinder"), else 0.
    """

    number: Number
    value: Decimal
    first: int
    last: int
    unit: Unit | None = None
    signed: bool = False
    hanging: bool = False
    noun: int = 0


def amount_at(scan: Scan, index: int) -> Amount | None:
    """The amount whose number starts at token `index`, or None."""
    inner = False
    before = currency_before(scan, index)
    if before is None and index and scan.words[index - 1] in _MINUS and scan.glued(index):
        before = currency_before(scan, index - 1)  # "$-5"
        inner = before is not None
    number = number_at(scan, index, money=before is not None)
    if number is None:
        return None
    first = before[0] if before else index
    first, negative = _sign(scan, first, number)
    unit = before[1] if before else None
    last = number.last
    noun = 0
    hanging = False
    if unit is not None:
        last, unit = refined(scan, last, unit)
        last = _repeated(scan, last, unit)
    else:
        ratio = ratio_at(scan, number)
        found = None if ratio else _after(scan, number)
        if ratio:
            number, last = ratio, ratio.last
        elif found:
            last, unit, number = found
            last, number = _compounded(scan, last, unit, number)
        elif last < len(scan) and scan.words[last] in HYPHENS and scan.glued(last):
            if last + 1 < len(scan) and scan.glued(last + 1):
                noun = last + 1 if scan.kinds[last + 1] is TokenKind.WORD else 0
            else:
                hanging = True
    value = -number.value if negative or inner else number.value
    return Amount(number=number, value=value, first=first, last=last, unit=unit, signed=before is not None, hanging=hanging, noun=noun)


def _after(scan: Scan, number: Number) -> tuple[int, Unit, Number] | None:
    """The currency or unit after a number, and the number (times a million for "30 MUSD")."""
    at = number.last
    if at >= len(scan) or (scan.sentence_of[at] != scan.sentence_of[number.first] and not scan.glued(at)):
        return None
    digits = number.written != "words"
    at = _past_of(scan, at, number)
    start = at + joins(scan, at)
    money = currency_after(scan, start, number.scaled, digits) if start < len(scan) else None
    if money:
        return money[0], money[1], number
    feet = in_feet(scan, number.last, number.value)
    if feet:
        return feet[0], _FOOT, replace(number, value=feet[1], precision=_HUNDREDTH)
    large = magnified(scan, start) if number.vague_upper is None else None
    if large:
        grown = replace(number, value=number.value * _MILLION, precision=number.precision * _MILLION, scale=_MILLION)
        return large[0], large[1], grown
    unit = unit_after(scan, at, digits)
    return (unit[0], unit[1], number) if unit else None


def _past_of(scan: Scan, at: int, number: Number) -> int:
    """Past the words between a vague amount or a part and its unit: "hundreds of miles", "half a mile", "a third of an hour"."""
    if not (number.vague_upper is not None or number.value < 1 or number.fraction):
        return at
    after = at + 1 if scan.lower[at] == "of" else at
    part = number.fraction or (after > at and number.value < 1)
    if part and after < len(scan) and scan.lower[after] in {"a", "an", "1", "one"}:
        return after + 1 if after + 1 < len(scan) else at
    return after if number.vague_upper is not None and after < len(scan) else at


def _compounded(scan: Scan, last: int, unit: Unit, number: Number) -> tuple[int, Number]:
    """The second number of "5 ft 2 in" and "3 dollars 50 cents" taken into the first."""
    found = None
    if unit.name == "foot":
        found = with_inches(scan, last, number.value)
    elif unit.dimension == "currency" and not number.scaled:
        found = with_cents(scan, last, number.value)
    if not found:
        return last, number
    return found[0], replace(number, value=found[1], precision=_HUNDREDTH)


def _repeated(scan: Scan, last: int, unit: Unit) -> int:
    """The currency said twice, "$5 million dollars", "$5 USD": one amount."""
    again = currency_after(scan, last, True, False) if last < len(scan) else None
    return again[0] if again and again[1] == unit else last


def _sign(scan: Scan, first: int, number: Number) -> tuple[int, bool]:
    """A minus sign or the word before an amount: its first token, and whether the amount is negative."""
    if not first:
        return first, False
    word = scan.words[first - 1]
    if word in _MINUS:
        before = first - 1
        free = not before or not scan.glued(before) or scan.words[before - 1] in "(<>=~≈"
        if free and (scan.glued(first) or not before or scan.lower[before - 1] in _BEFORE_MINUS) and (word != "–" or scan.glued(first)):
            if before and scan.kinds[before - 1] is TokenKind.WORD and scan.words[before - 1].isupper() and len(scan.words[before - 1]) > 1:
                return first, False  # "COVID -19"
            return before, True
        if before and scan.glued(before) and scan.lower[before - 1] in {"minus", "negative"}:
            return before - 1, True
        return first, False
    if scan.lower[first - 1] in {"minus", "negative"} and scan.sentence_of[first - 1] == scan.sentence_of[number.first]:
        return first - 1, True
    return first, False


def scaled_like(low: Amount, high: Amount) -> Amount:
    """`low` with the magnitude that only `high` is written with: "10-12 million", "$89 to $93 billion"."""
    scale = high.number.scale
    if (
        scale < 1000
        or low.number.scaled
        or low.number.vague_upper is not None
        or not 0 < abs(low.value) < 1000
        or high.number.value / scale >= 1000
    ):
        return low
    value, precision = plain(low.number.value * scale), plain(low.number.precision * scale)
    return replace(low, number=replace(low.number, value=value, precision=precision, scale=scale), value=value.copy_sign(low.value))
