"""Reads amounts that words leave open: "dozens", "tens of thousands", "several hundred", "a couple of"."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from service.lexicon import load
from service.model import Scan, TokenKind

from .number import Number

_TABLE: dict[str, Any] = load("numbers")
_SCALES: dict[str, int] = _TABLE["scales"]
VAGUE: dict[str, list[int]] = _TABLE["vague"]
VAGUE_FACTORS: dict[str, list[int]] = _TABLE["vague_factors"]
_VAGUE_OF: dict[str, list[int]] = _TABLE["vague_of"]


def vague(scan: Scan, index: int) -> Number | None:
    """Reads "dozens", "thousands of", "tens of thousands", "hundreds of millions"."""
    word, last = scan.lower[index], index + 1
    following = scan.lower[last] if last < len(scan) else ""
    second = scan.lower[last + 1] if last + 1 < len(scan) else ""
    low, high = VAGUE[word]
    if following == "of" and word in _VAGUE_OF and second in VAGUE and second not in {"dozens", "scores", "tens"}:
        low, high = (end * VAGUE[second][0] for end in _VAGUE_OF[word])
        last += 2
    elif following in {"and", "upon"} and second == word:
        last += 2
    elif word == "tens" or (word == "scores" and following != "of") or (index and scan.kinds[index - 1] is TokenKind.NUMBER):
        return None
    return Number(value=Decimal(low), vague_upper=Decimal(high), first=index, last=last, precision=Decimal(low), written="words")


def vague_factor(scan: Scan, first: int, at: int) -> Number | None:
    """Reads "several hundred", "a few thousand", "many millions"."""
    last = at + 1
    word = scan.lower[last].removesuffix("s") if last < len(scan) else ""
    factor = {"dozen": 12, "hundred": 100}.get(word) or _SCALES.get(word)
    if factor is None:
        return None
    low, high = VAGUE_FACTORS[scan.lower[at]]
    last += 1
    if last < len(scan) and scan.lower[last] in _SCALES:
        factor *= _SCALES[scan.lower[last]]
        last += 1
    scale = Decimal(factor)
    return Number(value=low * scale, vague_upper=high * scale, first=first, last=last, precision=scale, written="words", scale=scale)


def couple(scan: Scan, first: int, at: int) -> Number | None:
    """Reads "a couple of" as two; "the couple" is two people, and no number."""
    last = at + 1
    if last >= len(scan) or (first == at and (not at or scan.lower[at - 1] not in {"last", "past", "next", "first"})):
        return None
    of = scan.lower[last] == "of"
    word = scan.lower[last + 1] if of and last + 1 < len(scan) else scan.lower[last]
    scale = {"hundred": 100, "dozen": 12}.get(word) or _SCALES.get(word)
    if scale:
        return Number(
            value=Decimal(2 * scale),
            first=first,
            last=last + 2 if of else last + 1,
            precision=Decimal(scale),
            written="words",
            scale=Decimal(scale),
        )
    return Number(value=Decimal(2), first=first, last=last, written="words") if of else None
