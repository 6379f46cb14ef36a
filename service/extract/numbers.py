"""Reads number expressions: digits with separators, magnitudes, number words, fractions, vague amounts.

A number expression is read from its first token; what it counts, its currency and its bounds are no part of it.
"""

from __future__ import annotations

from msgspec.structs import replace

from service.model import Scan, TokenKind

from .number import LARGEST, SMALLEST, Number, plain
from .number_words import AFTER_ARTICLE, STARTERS, going_on, words
from .numerals import GLYPHS, digits
from .ordinals import WORDS as ORDINALS

__all__ = ["Number", "candidates", "number_at"]

_NUMBER = TokenKind.NUMBER
_OPENERS = STARTERS | frozenset(GLYPHS) | frozenset(ORDINALS) | {"."}


def candidates(scan: Scan) -> list[int]:
    """The tokens at which a number expression or an ordinal may start: a cheap look at every token, nothing read."""
    kinds = scan.kinds
    found = [index for index, kind in enumerate(kinds) if kind is _NUMBER]
    found += [index for index, word in enumerate(scan.lower) if word in _OPENERS and _may_open(scan, index, word)]
    found.sort()
    return found


def _may_open(scan: Scan, index: int, word: str) -> bool:
    """Whether an article or a point at token `index` may start a number: "a dozen", ".534"."""
    if word in {"a", "an"}:
        return index + 1 < len(scan) and scan.lower[index + 1] in AFTER_ARTICLE
    if word == ".":
        return index + 1 < len(scan) and scan.kinds[index + 1] is _NUMBER and scan.glued(index + 1) and not scan.glued(index)
    return True


def number_at(scan: Scan, index: int, money: bool = False) -> Number | None:
    """The longest number expression that starts at token `index`, or None.

    `money` tells that a currency stands before it, so that a glued "m" is million and never metre. Numbers with more
    than thirty digits or outside 1e-30 … 1e30 are none. Looks at a bounded number of tokens, whatever the text.
    """
    number: Number | None = None
    if scan.kinds[index] is _NUMBER or scan.words[index] == "." or scan.lower[index] in GLYPHS:
        number = digits(scan, index, money)
        number = number and going_on(scan, number)
    elif scan.lower[index] in STARTERS:
        number = words(scan, index)
    if number is None or not (number.value == 0 or SMALLEST <= number.value <= LARGEST):
        return None
    return replace(number, value=plain(number.value), precision=plain(number.precision))
