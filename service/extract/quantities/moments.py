"""Tells days, years and clock times from figures."""

from __future__ import annotations

from typing import Any

from service.extract.hyphens import DASHES, joins
from service.lexicon import load
from service.model import Scan, TokenKind

from .nouns import counts_after, measured_after, word_before

_TABLE: dict[str, Any] = load("names")
MONTHS = frozenset(_TABLE["months"])
_TIME_BEFORE = frozenset(_TABLE["time_before"])
_AMOUNT_BEFORE = frozenset(_TABLE["counts_before"])
_AMOUNTS_OF = frozenset(_TABLE["amounts_of"])
_COLON = frozenset(":")
_ERAS = frozenset(_TABLE["eras"])
_FIRST_ERAS = frozenset(_TABLE["first_eras"])
_ERA_LINKS = frozenset({"and", "to", "-", "–"})


def clock(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "10:45", "10.45pm", "11 a.m.", "1:36.6"."""
    last = index + 1
    if joins(scan, last, _COLON) and scan.kinds[last + 1] is TokenKind.NUMBER:
        last += 2
        if joins(scan, last, _COLON):
            last += 2
        return index, last + 1 if last < len(scan) and scan.lower[last] in {"am", "pm", "a.m", "p.m"} else last
    if (
        last < len(scan)
        and scan.lower[last] in {"am", "pm", "a.m", "p.m", "o'clock", "o’clock", "noon", "gmt"}
        and len(scan.words[index]) <= 5
    ):
        return index, last + 1
    return None


def date(scan: Scan, index: int) -> tuple[int, int] | None:
    """Days beside a month and years: "March 29", "11 February", "2018", "A.D. 1000"."""
    text = scan.lower[index]
    before = word_before(scan, index)
    last = index + 1
    following = scan.lower[last] if last < len(scan) and not scan.glued(last) else ""
    if text.isdecimal() and len(text) <= 2 and 0 < int(text) <= 31:
        if before in MONTHS and not counts_after(scan, last):
            return index, last
        if (
            following in MONTHS
            and (following != "may" or scan.words[last][0].isupper())
            and following not in {"march", "mar", "second", "sec"}
        ) or (following == "march" and scan.words[last] == "March"):
            return index, last
    if text.isdecimal() and len(text) == 4 and 1000 <= int(text) <= 2199 and _is_year(scan, index, before):
        return index, _past_season(scan, last)
    return _in_era(scan, index)


def _in_era(scan: Scan, index: int) -> tuple[int, int] | None:
    """A year of any length beside its era, or the second of two: "A.D. 79", "300 B.C.", "between A.D. 900 and 1130"."""
    if not scan.lower[index].isdecimal() or len(scan.lower[index]) > 4:
        return None
    last = index + 1
    if last < len(scan) and scan.lower[last] in _ERAS and scan.words[last].isupper():
        return index, last + 1
    if index > 1 and scan.words[index - 1] in _ERA_LINKS:
        index -= 2
    word = index - 2 if scan.words[index - 1] == "." else index - 1
    return (last - 1, last) if index and word >= 0 and scan.lower[word] in _FIRST_ERAS and scan.words[word].isupper() else None


def _past_season(scan: Scan, last: int) -> int:
    """Past the second year of "2014-15" and "1914–1918"."""
    if joins(scan, last, DASHES) and scan.lower[last + 1].isdecimal():
        return last + 2 if len(scan.lower[last + 1]) in {2, 4} else last
    return last


def _is_year(scan: Scan, index: int, before: str) -> bool:
    """Whether four bare digits are a year: 1900 to 2100 unless they count something, earlier ones after a word of time."""
    last = index + 1
    if last < len(scan):
        if scan.glued(last) and (scan.kinds[last] is TokenKind.WORD or scan.words[last] in "%+°"):
            return False
        if scan.lower[last] in {"percent", "per", "million", "billion", "thousand"} or measured_after(scan, last):
            return False
    if index and scan.words[index - 1] in "$£€¥":
        return False
    year = int(scan.lower[index])
    if before in _AMOUNT_BEFORE or (before == "of" and index > 1 and scan.lower[index - 2] in _AMOUNTS_OF):
        return False
    if before == "of" and index > 1 and scan.words[index - 2][0].isupper():
        return True  # "the Act of 1830"
    counts = counts_after(scan, last)
    if before in {"and", "to"} and len(scan.lower[index - 2]) == 4 and scan.lower[index - 2].isdecimal() and not counts:
        return _is_year(scan, index - 2, word_before(scan, index - 2))
    if before in _TIME_BEFORE or before in MONTHS:
        return year >= 1900 or not counts
    if year < 1900 or year > 2100 or (last + 1 < len(scan) and scan.words[last] in DASHES and _is_range(scan, last)):
        return False
    # "the 2019 results", "Intel 2018 sales" name a year; 2000 things are as often counted
    return not counts or (1950 <= year <= 2049 and year != 2000)


def _is_range(scan: Scan, dash: int) -> bool:
    """Whether four digits, the dash at token `dash` and what follows measure or count something: "2000 - 2500 calories"."""
    after = dash + 1
    if scan.kinds[after] is not TokenKind.NUMBER or len(scan.lower[after]) < 4:
        return False
    return measured_after(scan, after + 1) or counts_after(scan, after + 1)
