"""How two dates of one event relate: compared on the calendar where both have days, else by the parts that both name."""

from __future__ import annotations

import calendar
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
_AGO = re.compile(r"^(?:an?|one) (\w+) (?:ago|earlier|before|previously)$")
_TERM = re.compile(r"-([QH])(\d)$")
# Years and centuries before the era, and stretches of years.
_ERA = re.compile(r"BC(?:(\d{4,})(?:/BC(\d{4,}))?|(\d\d))$")
# The days that the calendar has.
_FIRST, _LAST = Decimal(dt.date.min.toordinal()), Decimal(dt.date.max.toordinal())
# A year that has every day, for two dates of which neither names one.
_LEAP = 2000
_CLOCK = re.compile(r"T(\d\d:\d\d)$")
_ZONE = re.compile(r"\b(?:GMT|UTC|[ECMP][SD]T|BST|CES?T|[Ll]ocal time)\b")
_OPEN = frozenset({"before", "after", "by", "since", "until"})


def compare_dates(first: Claim, second: Claim) -> Comparison | None:
    """The relation of two date claims of one event; None where they can't be compared (sets, "now", clock times)."""
    one, two = first.date, second.date
    if one is None or two is None or "_REF" in (one.timex or "") + (two.timex or ""):
        return None
    if one.type in ("SET", "DURATION") or two.type in ("SET", "DURATION"):
        same = one.type == two.type and one.timex is not None and one.timex == two.timex
        return Comparison(relation="agree", reasons=("same_expression",)) if same else None
    if ("since" in (one.modifier, two.modifier)) and one.modifier != two.modifier:
        return None  # where a count starts is not when something took place
    clock = _by_clock(first, second)
    if clock is not None:
        return clock
    days = days_of(one), days_of(two)
    if days[0] is None or days[1] is None:
        days = _in_one_year(first, second) or days
    if days[0] is not None and days[1] is not None:
        return _by_days(one, two, days[0], days[1])
    return _by_names(first, second)


def days_of(date: Date) -> Interval | None:
    """The days on which the dated event may have happened, as ordinals; None for a date without days."""
    if date.lower is None or date.upper is None:
        return None
    return _modified(date, date.lower, date.upper)


def _modified(date: Date, first: dt.date, last: dt.date) -> Interval:
    """The days that a date allows, its modifier counted, when its expression itself runs from `first` to `last`."""
    lower, upper = Decimal(first.toordinal()), Decimal(last.toordinal())
    if date.type == "TIME":
        return Interval(lower, upper)  # "before noon" is of the same day
    if date.modifier == "before":
        return Interval(None, lower, upper_closed=False)
    if date.modifier == "after":
        return Interval(upper, None, lower_closed=False)
    if date.modifier == "by":
        return Interval(None, upper)
    if date.modifier == "approx":
        slack = max(Decimal(1), (upper - lower) / 2)
        return Interval(max(_FIRST, lower - slack), min(_LAST, upper + slack))
    return Interval(lower, upper)


def _in_one_year(first: Claim, second: Claim) -> tuple[Interval, Interval] | None:
    """Both dates in one year where one of them or neither names its year; None where a month is missing."""
    one, two = parts(first), parts(second)
    year = one.get("year") or two.get("year") or _LEAP
    if "month" not in one or "month" not in two or first.date is None or second.date is None:
        return None
    if one.get("year", year) != two.get("year", year):
        return None
    return _placed(first.date, one, year), _placed(second.date, two, year)


def _placed(date: Date, named: dict[str, int], year: int) -> Interval:
    month = named["month"]
    last = calendar.monthrange(year, month)[1]
    day = min(named["day"], last) if "day" in named else None
    return _modified(date, dt.date(year, month, day or 1), dt.date(year, month, day or last))


def parts(claim: Claim) -> dict[str, int]:
    """What an expression names: `year`, `half`, `quarter`, `month`, `day` (of the month), `weekday` (Monday is 0), as far as it does."""
    date = claim.date
    if date is None:
        return {}
    if date.lower is not None and date.lower == date.upper:
        day = date.lower
        return {"year": day.year, "month": day.month, "day": day.day, "weekday": day.weekday()}
    era = _ERA.match(date.timex or "")
    if era:
        return {"year": -int(era.group(1))} if era.group(1) and not era.group(2) else {}
    found = _named(claim.span.text)
    term = _TERM.search(date.timex or "")
    if term:
        found[{"Q": "quarter", "H": "half"}[term.group(1)]] = int(term.group(2))
    timex = _TIMEX.match(date.timex or "")
    if timex:
        for name, value in zip(("year", "month", "day"), timex.groups(), strict=True):
            if value and value.isdigit() and (name != "month" or 1 <= int(value) <= 12):
                found[name] = int(value)
    if {"year", "month", "day"} <= found.keys():
        try:
            found["weekday"] = dt.date(found["year"], found["month"], found["day"]).weekday()
        except ValueError:
            return found
    return found


def _by_days(one: Date, two: Date, first: Interval, second: Interval) -> Comparison | None:
    if "until" in (one.modifier, two.modifier) and one.modifier != two.modifier:
        return None
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


def _by_clock(first: Claim, second: Claim) -> Comparison | None:
    """Two times of one day, to the minute; None where the days differ, or where only one of the texts names a time zone."""
    one, two = first.date, second.date
    clocks = [_CLOCK.search(date.timex or "") for date in (one, two) if date is not None]
    if None in clocks or one is None or two is None or one.lower != two.lower or one.modifier is not None or two.modifier is not None:
        return None
    home = [(claim.sentence or claim.expression).text for claim in (first, second)]
    if bool(_ZONE.search(home[0])) != bool(_ZONE.search(home[1])):
        return None
    times = [match.group(1) for match in clocks if match]
    if times[0] == times[1]:
        return Comparison(relation="agree", reasons=("same_time",))
    return Comparison(relation="conflict", reasons=("clock_times_differ",))


def _by_names(first: Claim, second: Claim) -> Comparison | None:
    one, two = parts(first), parts(second)
    shared = one.keys() & two.keys()
    before_era = _years(first), _years(second)
    if before_era[0] is not None and before_era[1] is not None:
        if overlap(before_era[0], before_era[1]) is None:
            return Comparison(relation="conflict", reasons=("named_parts_differ",))
        return Comparison(relation="agree" if before_era[0] == before_era[1] else "compatible", reasons=("named_parts_same",))
    if any(one[name] != two[name] for name in shared):
        return Comparison(relation="conflict", reasons=("named_parts_differ",))
    if shared:
        return Comparison(relation="agree", reasons=("named_parts_same",))
    if _plain(first.span.text) == _plain(second.span.text):
        return Comparison(relation="agree", reasons=("same_expression",))
    return None


def _plain(text: str) -> str:
    """An expression in one of the wordings that mean the same: "one month ago" as "a month ago", "a year earlier" as "a year ago"."""
    return _AGO.sub(r"a \1 ago", text.casefold())


def day(ordinal: Decimal | None) -> dt.date | None:
    """The day of an interval's end; None where it is open."""
    return None if ordinal is None else dt.date.fromordinal(int(ordinal))


def _years(claim: Claim) -> Interval | None:
    """The years that a date before the era allows, as negative numbers; None for any other date."""
    era = _ERA.match((claim.date and claim.date.timex) or "")
    if era is None or claim.date is None:
        return None
    year, end, century = (int(group) if group else None for group in era.groups())
    if century is not None:
        first, last = Decimal(-100 * (century + 1)), Decimal(-100 * century - 1)
    else:
        first = Decimal(-(year or 0))
        last = first if end is None else Decimal(-end)
    match claim.date.modifier:
        case "before":
            return Interval(None, first, upper_closed=False)
        case "after":
            return Interval(last, None, lower_closed=False)
        case "by" | "until":
            return Interval(None, last)
        case "since":
            return Interval(first, None)
        case "approx":
            return Interval(first - abs(first) / 100, last + abs(last) / 100)
        case _:
            return Interval(first, last)


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
