"""Dates in figures: "2024-11-13", "13/11/2024", "13.11.2024"."""

from __future__ import annotations

import datetime as dt
import re

from service.model import Scan, TokenKind

from .forms import Calendar, Reading
from .vocabulary import (
    WEEKDAYS,
    integer,
    word,
)
from .years import CURRENCIES, bare_year, century_of, figure_decade

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})|(\d{4})\.(\d{1,2})\.(\d{1,2})")


def number_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """Dates that begin with digits: "2024-11-13", "13/11/2024", "13.11.2024", "1949", "the 1990s"."""
    text = scan.lower[index]
    if index > floor and scan.glued(index) and (scan.kinds[index - 1] is TokenKind.WORD or scan.lower[index - 1] in CURRENCIES):
        return None
    if text.isdecimal():
        if len(text) <= 4:
            numeric = _numeric(scan, index)
            if numeric:
                return numeric
        if len(text) == 4 or len(text) == 2:
            return figure_decade(scan, index, floor) or bare_year(scan, index, floor)
        return None
    dotted = _DOTTED.fullmatch(text) if len(text) <= 10 else None
    if dotted:
        groups = [int(group) for group in dotted.groups() if group]
        form = _year_first(*groups) if dotted[4] else _day_month(groups[0], groups[1], groups[2], len(dotted[3]), day_first=True)
        return Reading(first=index, last=index + 1, form=form, rule="numeric") if form else None
    return None


def _numeric(scan: Scan, index: int) -> Reading | None:
    separator = word(scan, index + 1)
    if separator not in {"/", "-", "‑", "‐"} or not (scan.glued(index + 1) and scan.glued(index + 2)):
        return None
    if index and scan.glued(index) and scan.lower[index - 1] in {"/", "-", "+", "."}:
        return None
    first, second = integer(scan, index), integer(scan, index + 2)
    if first is None or second is None:
        return None
    width = len(scan.lower[index])
    if word(scan, index + 3) == separator and scan.glued(index + 3) and scan.glued(index + 4):
        third = integer(scan, index + 4)
        if third is None or (word(scan, index + 5) == separator and scan.glued(index + 5)):
            return None
        third_width = len(scan.lower[index + 4])
        if width == 4:
            form = _year_first(first, second, third)
        else:
            form = _day_month(first, second, third, third_width, day_first=False) if third_width in (2, 4) and width < 3 else None
        return Reading(first=index, last=index + 5, form=form, rule="numeric") if form else None
    if word(scan, index + 3) == separator and scan.glued(index + 3):
        return None
    if width == 4 and len(scan.lower[index + 2]) <= 2 and 1900 <= first <= 2100 and 1 <= second <= 12 and _is_year_month(scan, index):
        return Reading(first=index, last=index + 3, form=Calendar(year=first, month=second), rule="numeric")
    if len(scan.lower[index + 2]) == 4 and 1900 <= second <= 2100 and 1 <= first <= 12:
        return Reading(first=index, last=index + 3, form=Calendar(year=second, month=first), rule="numeric")
    before = word(scan, index - 1)
    if separator == "/" and 1 <= first <= 12 and 1 <= second <= 31 and width < 3 and len(scan.lower[index + 2]) < 3:
        weekday = before in WEEKDAYS or (word(scan, index - 2) in WEEKDAYS and before in {",", "."})
        if weekday or (before in {"on", "by", "until", "since", "from", "dated"} and (first, second) != (9, 11)):
            return Reading(first=index, last=index + 3, form=Calendar(month=first, day=second), rule="numeric")
    return None


def _is_year_month(scan: Scan, index: int) -> bool:
    """As in "2015-03" is a month; "2015-16" and "2020/21" are years that run on, and "2004-05" most likely is one too."""
    year, second = int(scan.lower[index]), scan.lower[index + 2]
    return not (len(second) == 2 and int(second) == (year + 1) % 100)


def _year_first(year: int, month: int, day: int) -> Calendar | None:
    return Calendar(year=year, month=month, day=day) if 1000 <= year <= 2100 and _exists(year, month, day) else None


def _day_month(first: int, second: int, year: int, width: int, day_first: bool) -> Calendar | None:
    """A date in figures with the year last. Americans write the month first, nearly all others the day; with dots it is the day."""
    if width == 2:
        year = century_of(year)
    if not 1000 <= year <= 2100:
        return None
    readings = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    valid = [pair for pair in readings if _exists(year, *pair)]
    if not valid or (day_first and valid[0] != readings[0]):
        return None
    month, day = valid[0]
    return Calendar(year=year, month=month, day=day, ambiguous=not day_first and len(valid) > 1 and first != second)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
