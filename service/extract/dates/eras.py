"""Years and centuries with their era: "331 BC", "c. 7000 BCE", "AD 79", "the 5th century BC"; BC years count backwards from AD 1."""

from __future__ import annotations

import datetime as dt

from service.extract.hyphens import DASHES, joins
from service.model import Scan, TokenKind

from .forms import Ancient, Calendar, Known, Reading
from .periods import holding
from .vocabulary import word, word_list

_BEFORE_CHRIST = word_list("eras_before")
_OURS = word_list("eras_ours")
_LEADING = word_list("eras_leading")
_CURRENCIES = frozenset("$£€¥₹")
_TIES = frozenset({"to", "and", "or"})
_CIRCA = frozenset({"c", "ca", "circa", "around", "about", "before", "after", "by"})
# Years of these days beside "BC" are more often news from British Columbia.
_RECENT = range(1850, 2101)
_LATEST, _DIGITS = 2100, 5


def era_year_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """A year with its era, or two of them with a dash or "to" between: "331 BC", "AD 79", "300–250 BC"."""
    year = _year(scan, index)
    if year is None:
        return None
    last = index + 1
    era = _era_after(scan, last)
    if era:
        return _reading(index, era[1], year, None, era[0]) if _is_year(scan, index, year, *era) else None
    first = _era_before(scan, index, floor)
    if first is not None:
        return Reading(first=first, last=last, form=Calendar(year=year), rule="era") if 0 < year <= _LATEST else None
    dash = joins(scan, last, DASHES)
    if not dash and word(scan, last) not in _TIES:
        return None
    other = _year(scan, last + 1) if last + 1 < len(scan) else None
    era = _era_after(scan, last + 2) if other else None
    if other is None or era is None or (year < other) == era[0] or not _is_year(scan, last + 1, other, *era):
        return None
    if dash or word(scan, last) == "to":
        return _reading(index, era[1], year, other, era[0])
    return _reading(index, last, year, None, era[0])


def era_century(scan: Scan, first: int, last: int, number: int) -> Reading | None:
    """The reading of "the 5th century" from token `first` to `last`, with the era behind it; None where none stands there."""
    era = _era_after(scan, last)
    if era is None or not 1 <= number <= 99:
        return None
    if era[0]:
        return Reading(first=first, last=era[1], form=Ancient(f"BC{number - 1:02d}"), rule="century")
    if number > 21:
        return None
    return Reading(first=first, last=era[1], form=Known(holding("century", dt.date(max(1, number * 100 - 99), 1, 1))), rule="century")


def _reading(first: int, last: int, year: int, other: int | None, before: bool) -> Reading | None:
    if before:
        timex = f"BC{year:04d}" if other is None else f"BC{year:04d}/BC{other:04d}"
        return Reading(first=first, last=last, form=Ancient(timex), rule="era")
    if not 0 < year <= _LATEST or (other or 0) > _LATEST:
        return None
    if other is None:
        return Reading(first=first, last=last, form=Calendar(year=year), rule="era")
    ends = Known(holding("year", dt.date(year, 1, 1)), holding("year", dt.date(other, 1, 1)))
    return Reading(first=first, last=last, form=ends, rule="era")


def _year(scan: Scan, index: int) -> int | None:
    """The number at token `index`, if it can be a year of an era."""
    text = scan.lower[index].replace(",", "")
    if scan.kinds[index] is not TokenKind.NUMBER or len(text) > _DIGITS or not text.isdecimal():
        return None
    if index and scan.words[index - 1] in _CURRENCIES:
        return None
    return int(text) or None


def _era_after(scan: Scan, at: int) -> tuple[bool, int] | None:
    """The era in capitals at token `at`: whether it is the one before ours, and the token after it with its last point."""
    era = word(scan, at)
    if era not in _BEFORE_CHRIST and era not in _OURS:
        return None
    if not scan.words[at].isupper():
        return None
    last = at + 1
    if (
        "." in era
        and word(scan, last) == "."
        and scan.glued(last)
        and last + 1 < len(scan)
        and scan.sentence_of[last + 1] == scan.sentence_of[at]
    ):
        last += 1
    return era in _BEFORE_CHRIST, last


def _era_before(scan: Scan, index: int, floor: int) -> int | None:
    """The token of "AD" or "A.D." right before the year at `index`."""
    at = index - 2 if word(scan, index - 1) == "." and scan.glued(index - 1) else index - 1
    return at if at >= floor and scan.lower[at] in _LEADING and scan.words[at].isupper() else None


def _is_year(scan: Scan, index: int, year: int, before: bool, last: int) -> bool:
    """Whether era and number belong together: not "in 2019 BC Hydro", "60 CE marks", "12 BC Lions"."""
    following = scan.words[last] if last < len(scan) and scan.sentence_of[last] == scan.sentence_of[index] else ""
    if following[:1].isupper() and following.isalpha():
        return False
    if before and year in _RECENT:
        return word(scan, index - 1 - (word(scan, index - 1) == ".")) in _CIRCA
    return not (following.isalpha() and following.endswith("s") and len(following) > 3)
