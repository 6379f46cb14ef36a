"""How two dates of one event relate: compared on the calendar where both have days, else by the parts that both name."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache

from service.lexicon import load
from service.model import Claim, Date

from .interval import Interval, gap, overlap
from .values import Comparison

_YEAR = re.compile(r"\b(1\d{3}|20\d\d)\b(?!s)")
_WORD = re.compile(r"[^\W\d_]+")
_TIMEX = re.compile(r"(\d{4}|XXXX)-(\d\d|XX)(?:-(\d\d|XX))?$")
_OPEN = frozenset({"before", "after", "by", "since", "until"})


def compare_dates(first: Claim, second: Claim) -> Comparison | None:
    """The relation of two date claims of one event; None where they can't be compared (sets, "now", clock times)."""
    one, two = first.date, second.date
    if one is None or two is None or "_REF" in (one.timex or "") + (two.timex or ""):
        return None
    if one.type in ("SET", "DURATION") or two.type in ("SET", "DURATION"):
        same = one.type == two.type and one.timex is not None and one.timex == two.timex
        return Comparison(relation="agree", reasons=("same_expression",)) if same else None
    days = days_of(one), days_of(two)
    if days[0] is not None and days[1] is not None:
        return _by_days(one, two, days[0], days[1])
    return _by_names(first, second)


def days_of(date: Date) -> Interval | None:
    """The days on which the dated event may have happened, as ordinals; None for a date without days."""
    if date.lower is None or date.upper is None:
        return None
    lower, upper = Decimal(date.lower.toordinal()), Decimal(date.upper.toordinal())
    if date.modifier == "before":
        return Interval(None, lower, upper_closed=False)
    if date.modifier == "after":
        return Interval(upper, None, lower_closed=False)
    if date.modifier == "by":
        return Interval(None, upper)
    if date.modifier == "approx":
        slack = max(Decimal(1), (upper - lower) / 2)
        return Interval(lower - slack, upper + slack)
    return Interval(lower, upper)


def parts(claim: Claim) -> dict[str, int]:
    """What an expression names: `year`, `month`, `day` (of the month) and `weekday` (Monday is 0), as far as it does."""
    date = claim.date
    if date is None:
        return {}
    if date.lower is not None and date.lower == date.upper:
        day = date.lower
        return {"year": day.year, "month": day.month, "day": day.day, "weekday": day.weekday()}
    found = _named(claim.span.text)
    timex = _TIMEX.match(date.timex or "")
    if timex:
        for name, value in zip(("year", "month", "day"), timex.groups(), strict=True):
            if value and value.isdigit():
                found[name] = int(value)
    if {"year", "month", "day"} <= found.keys():
        try:
            found["weekday"] = dt.date(found["year"], found["month"], found["day"]).weekday()
        except ValueError:
            return found
    return found


def _by_days(one: Date, two: Date, first: Interval, second: Interval) -> Comparison:
    difference = gap(first, second)
    shared = overlap(first, second)
    bounded = one.modifier in _OPEN or two.modifier in _OPEN
    if shared is None:
        return Comparison(relation="conflict", difference=difference, reasons=("days_apart",))
    if first == second:
        return Comparison(relation="agree", reasons=("same_days",))
    if not bounded and shared in (first, second):
        return Comparison(relation="agree", overlap=shared, reasons=("coarser_grain",))
    return Comparison(relation="compatible", overlap=shared, reasons=("days_overlap",))


def _by_names(first: Claim, second: Claim) -> Comparison | None:
    one, two = parts(first), parts(second)
    shared = one.keys() & two.keys()
    if any(one[name] != two[name] for name in shared):
        return Comparison(relation="conflict", reasons=("named_parts_differ",))
    if shared:
        return Comparison(relation="agree", reasons=("named_parts_same",))
    if first.span.text.casefold() == second.span.text.casefold():
        return Comparison(relation="agree", reasons=("same_expression",))
    if (first.date and first.date.type == "TIME") or (second.date and second.date.type == "TIME"):
        return None
    return Comparison(relation="compatible", reasons=("no_common_ground",))


@cache
def _names() -> tuple[dict[str, int], dict[str, int]]:
    table = load("calendar_names")
    return {word: number for number, row in enumerate(table["weekdays"]) for word in row}, {
        word: number for number, row in enumerate(table["months"], 1) for word in row
    }


def _named(text: str) -> dict[str, int]:
    weekdays, months = _names()
    found: dict[str, int] = {}
    for word in _WORD.findall(text.casefold()):
        if word in weekdays:
            found.setdefault("weekday", weekdays[word])
        if word in months:
            found.setdefault("month", months[word])
    year = _YEAR.search(text)
    if year:
        found["year"] = int(year.group())
    return found
