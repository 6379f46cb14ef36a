"""Words beside a figure that make it another measure of the same thing: yearly, average, capacity."""

from __future__ import annotations

import re

from service.lexicon import load
from service.memo import remembered
from service.model import Claim, remainder

_WORDS = re.compile(r"[^\W_]+")
_NEAR, _CLOSE, _AGO_REACH = 45, 4, 12
_AGO = re.compile(r"\b(?:a|the) (?:day|week|month|year) (?:ago|earlier|before|later|after)\b")


def other_measure(first: Claim, second: Claim) -> bool:
    """Whether the words beside two figures make them different measures: one yearly, one a total; one an average, one not."""
    if _is_reading(first) and _is_reading(second):
        return False  # a monthly index is no index per month
    return _measures(first.home.text, first.begin, first.end) != _measures(second.home.text, second.begin, second.end)


def _is_reading(claim: Claim) -> bool:
    """Whether a figure without a unit is no count: it has decimals."""
    quantity = claim.quantity
    if quantity is None or quantity.unit.dimension != "count":
        return False
    return any(end is not None and remainder(end, 1) != 0 for end in (quantity.nominal, quantity.upper, quantity.lower))


@remembered(4096)
def _measures(sentence: str, start: int, end: int) -> frozenset[str]:
    before = _AGO.sub("", " ".join(_WORDS.findall(sentence[max(0, start - _NEAR) : start].lower())))
    after = _AGO.sub("", " ".join(_WORDS.findall(sentence[end : end + _NEAR + _AGO_REACH].lower())))
    table = load("stages")
    found = {name for name, phrases in table["rates"].items() if any(f" {phrase} " in f" {after} " for phrase in phrases)}
    close = f" {' '.join(before.split()[-_CLOSE:])} "
    found |= {name for name, phrases in table["rates"].items() if any(f" {phrase} " in close for phrase in phrases if " " not in phrase)}
    found |= {name for name, phrases in table["statistics"].items() if any(f" {phrase} " in close for phrase in phrases)}
    return frozenset(found)
