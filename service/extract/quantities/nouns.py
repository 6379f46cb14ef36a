"""Tells what the words beside a number are: nouns that it counts, units that it measures in."""

from __future__ import annotations

from typing import Any

from service.lexicon import load
from service.model import Scan, TokenKind

from .measures import unit_after

_TABLE: dict[str, Any] = load("names")
_NO_PLURAL = frozenset(_TABLE["no_plural"])
_PEOPLE = frozenset(_TABLE["plurals"])


def counts_after(scan: Scan, at: int) -> bool:
    """Whether a noun in the plural stands at token `at` or after one adjective: something is counted."""
    for index in range(at, min(at + 2, len(scan))):
        if scan.kinds[index] is not TokenKind.WORD or scan.glued(index):
            return False
        word = scan.lower[index]
        if word in _PEOPLE:
            return True
        if word in _NO_PLURAL:
            return False
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return True
    return False


def measured_after(scan: Scan, at: int) -> bool:
    """Whether a unit of measurement stands at token `at`."""
    return unit_after(scan, at, True) is not None


def word_before(scan: Scan, index: int) -> str:
    """The word before token `index`, a full stop or comma between left out."""
    at = index - 1
    if at > 0 and scan.words[at] in {".", ","}:
        at -= 1
    return scan.lower[at] if at >= 0 and scan.kinds[at] is TokenKind.WORD else ""
