"""Reads ordinal numbers: "22nd", "fourth", "twenty-first"."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from service.lexicon import load
from service.model import Scan, TokenKind

from .hyphens import joins

_TABLE: dict[str, Any] = load("numbers")
_PARTS = frozenset({"half", "halve", "quarter"})
WORDS: dict[str, int] = (
    {"first": 1, "second": 2} | {word: value for word, value in _TABLE["ordinals"].items() if word not in _PARTS} | {"hundredth": 100}
)
_TENS: dict[str, int] = {word: value for word, value in _TABLE["cardinals"].items() if value in range(20, 100, 10)}
_CARDINALS = frozenset(_TABLE["cardinals"]) | frozenset(_TABLE["scales"]) | {"hundred"}
_ENDS = frozenset({"st", "nd", "rd", "th"})
_OPENING = frozenset("(\"'“‘[«—")
_MAX_DIGITS = 6


def ordinal_at(scan: Scan, index: int) -> tuple[Decimal, int] | None:
    """The ordinal number that starts at token `index`: its value, and the token after it. None inside another number or name."""
    word, last = scan.lower[index], index + 1
    number = scan.kinds[index] is TokenKind.NUMBER
    if number and not (last < len(scan) and scan.lower[last] in _ENDS and scan.glued(last)):
        return None
    if index and scan.glued(index) and scan.words[index - 1] not in _OPENING:
        return None  # "one-third", "201-300th", "mid-19th"
    if number:
        digits = word.replace(",", "")
        return (Decimal(digits), last + 1) if digits.isdecimal() and len(digits) <= _MAX_DIGITS and int(digits) else None
    if word not in WORDS and word not in _TENS:
        return None
    if index and (scan.lower[index - 1] in _CARDINALS or scan.kinds[index - 1] is TokenKind.NUMBER):
        return None  # "two third graders", "one fourth"
    if word in WORDS:
        return Decimal(WORDS[word]), last
    if word in _TENS:
        last += joins(scan, last)
        unit = WORDS.get(scan.lower[last], 10) if last < len(scan) else 10
        return (Decimal(_TENS[word] + unit), last + 1) if unit < 10 else None
    return None
