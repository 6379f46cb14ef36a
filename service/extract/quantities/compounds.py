"""Reads amounts that are made of two numbers: ratios ("one in five"), feet and inches, dollars and cents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from service.extract.hyphens import joins
from service.extract.number import CONTEXT, FRACTION_PRECISION, Number, part
from service.extract.numbers import number_at
from service.lexicon import load
from service.model import Scan, TokenKind

from .measures import unit_after
from .money import currency_after

_TABLE: dict[str, Any] = load("ratios")
_NEVER_AFTER = frozenset(_TABLE["never_after"]["words"])
_ROUND = frozenset(_TABLE["round"]["values"])
_INCHES = frozenset({"in", "inch", "inches", "ins", '"', "″", "”"})
_MARKS = frozenset("'’′")
_TWELVE = Decimal(12)


def ratio_at(scan: Scan, number: Number) -> Number | None:
    """`number` with the whole that it is out of: "one in five", "3 out of 10", "one over three"; its value is the share."""
    at = number.last
    if (
        at + 1 >= len(scan)
        or number.scaled
        or number.fraction
        or number.value < 1
        or scan.sentence_of[at] != scan.sentence_of[number.first]
    ):
        return None
    word = scan.lower[at]
    if word == "out" and at + 2 < len(scan) and scan.lower[at + 1] == "of":
        start = at + 3 if scan.lower[at + 2] == "every" else at + 2
    elif word in {"in", "over"}:
        start = at + 2 if scan.lower[at + 1] == "every" else at + 1
    else:
        return None
    if start >= len(scan) or scan.words[start] == ".":
        return None
    whole = number_at(scan, start)
    if whole is None or whole.vague_upper is not None or whole.fraction or not number.value < whole.value:
        return None
    following = scan.lower[whole.last] if whole.last < len(scan) else ""
    if word == "in" and (whole.value not in _ROUND or following in _NEVER_AFTER or unit_after(scan, whole.last, True)):
        return None
    if word == "over" and whole.last < len(scan) and scan.kinds[whole.last] is TokenKind.WORD:
        return None
    value = CONTEXT.divide(number.value, whole.value)
    return replace(number, value=value, last=whole.last, precision=FRACTION_PRECISION, fraction=True)


def with_inches(scan: Scan, last: int, value: Decimal) -> tuple[int, Decimal] | None:
    """Inches after feet that end at token `last`: "5 ft 2 in", "6-foot-4", "5′10″": where they end, and the value in feet."""
    at = last
    hyphen = joins(scan, at)
    at += hyphen
    if at >= len(scan) or scan.kinds[at] is not TokenKind.NUMBER or not scan.lower[at].isdecimal() or int(scan.lower[at][:3]) >= 12:
        return None
    end = at + 1
    if end < len(scan) and scan.lower[end] in _INCHES and (scan.lower[end] != "in" or scan.glued(end) or _ends(scan, end + 1)):
        end += 1
    elif not hyphen and scan.words[last - 1] != "′":
        return None
    return end, CONTEXT.add(value, part(int(scan.lower[at]), int(_TWELVE)))


def in_feet(scan: Scan, last: int, value: Decimal) -> tuple[int, Decimal] | None:
    """Feet and inches written with marks after a number that ends at token `last`: 5'11" and 6'0''."""
    if last + 2 >= len(scan) or scan.words[last] not in _MARKS or not all(scan.glued(at) for at in (last, last + 1)):
        return None
    inches, end = scan.lower[last + 1], last + 2
    if not inches.isdecimal() or int(inches[:3]) >= 12 or value >= 10:
        return None
    if scan.words[end] in _INCHES:
        end += 1
    elif scan.words[end] in _MARKS and end + 1 < len(scan) and scan.words[end + 1] in _MARKS:
        end += 2
    else:
        return None
    return end, CONTEXT.add(value, part(int(inches), int(_TWELVE)))


def with_cents(scan: Scan, last: int, value: Decimal) -> tuple[int, Decimal] | None:
    """Cents or pence after a sum of money that ends at token `last`: "3 dollars 50 cents", "two pounds and ten pence"."""
    at = last + 1 if last < len(scan) and scan.lower[last] == "and" else last
    if at >= len(scan) or not (scan.kinds[at] is TokenKind.NUMBER or scan.lower[at].isalpha()):
        return None
    number = number_at(scan, at)
    if number is None or not 0 < number.value < 100 or number.last >= len(scan):
        return None
    found = currency_after(scan, number.last, False, True)
    if found is None or found[1].name not in {"cent", "penny", "euro cent"}:
        return None
    return found[0], CONTEXT.add(value, part(number.value, 100))


def _ends(scan: Scan, at: int) -> bool:
    return at >= len(scan) or scan.kinds[at] is not TokenKind.WORD or scan.lower[at] in {"tall", "and", "long", "high", "in"}
