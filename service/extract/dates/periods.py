"""Calendar periods: the days a date expression denotes and the TIMEX3 value that names them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

from msgspec import Struct

Grain = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"]
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


class Period(Struct, frozen=True):
    """A stretch of days of one grain, first and last day included, and its TIMEX3 value."""

    grain: Grain
    lower: dt.date
    upper: dt.date
    timex: str


def holding(grain: Grain, day: dt.date) -> Period:
    """The period of that grain which holds `day`. Raises ValueError or OverflowError outside the years 1 to 9999."""
    year, month = day.year, day.month
    match grain:
        case "day":
            return Period(grain, day, day, day.isoformat())
        case "week" | "weekend":
            first = day - dt.timedelta(days=day.weekday())
            number = "{:04d}-W{:02d}".format(*first.isocalendar()[:2])
            if grain == "week":
                return Period(grain, first, first + dt.timedelta(days=6), number)
            return Period(grain, first + dt.timedelta(days=5), first + dt.timedelta(days=6), number + "-WE")
        case "month":
            return _months(grain, year, month, f"{year:04d}-{month:02d}")
        case "quarter":
            quarter = (month - 1) // 3
            return _months(grain, year, quarter * 3 + 1, f"{year:04d}-Q{quarter + 1}")
        case "half":
            half = (month - 1) // 6
            return _months(grain, year, half * 6 + 1, f"{year:04d}-H{half + 1}")
        case "season":
            # Winter is written with the year it begins in, as the nearest December tells it.
            year, first_month = (year - 1, 12) if month < 3 else (year, month // 3 * 3)
            return _months(grain, year, first_month, f"{year:04d}-{_SEASONS[first_month]}")
        case "year":
            return _months(grain, year, 1, f"{year:04d}")
        case "decade":
            return _from_one(grain, year // 10 * 10, f"{year // 10:03d}")
        case "century":
            return _from_one(grain, year // 100 * 100, f"{year // 100:02d}")


def _from_one(grain: Grain, year: int, timex: str) -> Period:
    """The decade or century that begins with `year`; the first one lacks the year 0, which no calendar has."""
    if year:
        return _months(grain, year, 1, timex)
    return Period(grain, dt.date(1, 1, 1), dt.date(_MONTHS[grain] // 12 - 1, 12, 31), timex)


def _months(grain: Grain, year: int, month: int, timex: str) -> Period:
    lower = dt.date(year, month, 1)
    return Period(grain, lower, moved(lower, "month", _MONTHS[grain]) - dt.timedelta(days=1), timex)


def moved(day: dt.date, unit: Grain, count: int) -> dt.date:
    """`day` moved by `count` units; in a shorter month the last day stands for a later one."""
    if unit == "day":
        return day + dt.timedelta(days=count)
    if unit in ("week", "weekend"):
        return day + dt.timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(period: Period, unit: Grain, count: int) -> Period:
    """The period of the same grain that lies `count` units away."""
    return holding(period.grain, moved(period.lower, unit, count))


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * j) // 433
    month = (h + j - 7 * m + 90) // 25
    return dt.date(year, month, (h + j - 7 * m + 33 * month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> dt.date | None:
    """The nth such weekday (ISO number) of a month, counted from the end where `number` is negative; None where there is none."""
    days = [day for day in range(1, calendar.monthrange(year, month)[1] + 1) if dt.date(year, month, day).isoweekday() == weekday]
    index = number - 1 if number > 0 else number
    return dt.date(year, month, days[index]) if -len(days) <= index < len(days) else None
