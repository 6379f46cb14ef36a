"""Resolves what comes round: weekdays, quarters and halves, seasons, holidays."""

from __future__ import annotations

import datetime as dt

from .calendar_senses import by_shift, calendar_sense, distance
from .forms import Holiday, NthWeekday, Part, Season, Weekday
from .periods import Period, easter, holding, nth_weekday, shifted
from .senses import Place, Sense
from .vocabulary import (
    HOLIDAYS,
)


def weekday_sense(form: Weekday, published: dt.date, speaks: int) -> dt.date:
    """In news a bare weekday is the latest one up to the day of publication, unless the sentence looks ahead."""
    this = published - dt.timedelta(days=published.isoweekday() - form.weekday)
    if form.week_shift is not None:
        return this + dt.timedelta(weeks=form.week_shift)
    back = (published.isoweekday() - form.weekday) % 7
    match form.shift:
        case 0:
            return this
        case 1:
            return this + dt.timedelta(weeks=1)
        case -1 | -2:
            return published - dt.timedelta(days=back or 7)
    if speaks > 0:
        return published + dt.timedelta(days=(form.weekday - published.isoweekday()) % 7)
    return published - dt.timedelta(days=back)


def part_sense(form: Part, place: Place) -> Sense:
    """Quarters and halves: the latest one begun, unless a year is told; without a number, the one last spoken of."""
    published, relative = place.published, form.year is None
    if form.grain == "year":
        assert form.year is not None
        return Sense(holding("year", dt.date(form.year, 1, 1)), ambiguous=True)
    size = 3 if form.grain == "quarter" else 6
    number = form.number
    base: Period | None = None
    if number is None:
        base = recent_quarter(place)
        if base is None:
            year = form.year if form.year is not None else (published.year + (form.year_shift or 0) - form.years_ago if published else None)
            return Sense(holding("year", dt.date(year, 1, 1)), relative=relative) if year else Sense(relative=True, resolved=False)
        number = (base.lower.month - 1) // size + 1
    month = (number - 1) * size + 1
    if form.year is not None:
        year = form.year
    elif form.year_shift is not None:
        assert published
        year = published.year + form.year_shift
    elif base is not None:
        year = base.lower.year
    else:
        assert published
        begun = dt.date(published.year, month, 1) <= published
        if place.outlook > 0:
            around = [holding(form.grain, dt.date(published.year + after, month, 1)) for after in (-1, 0, 1)]
            if place.outlook > 1:
                around = [period for period in around if period.upper >= published]
            year = min(around, key=lambda period: distance(period, published)).lower.year
        else:
            year = published.year - (not begun)
    period = holding(form.grain, dt.date(year - form.years_ago, month, 1))
    if form.count == 2 and form.grain == "quarter":
        period = holding("half", period.lower)
    to = shifted(period, form.grain, form.count - 1) if form.count == 3 else None
    return Sense(period, to, relative=relative, ambiguous=form.fiscal)


def recent_quarter(place: Place) -> Period | None:
    """The quarter last spoken of; where none was, the one that ended last before publication."""
    if place.focus.quarter is not None:
        return place.focus.quarter
    return shifted(holding("quarter", place.published), "quarter", -1) if place.published else None


def season_sense(form: Season, place: Place) -> Sense:
    published = place.published
    if form.year is not None:
        return Sense(_season_of(form, form.year))
    assert published
    if form.year_shift is not None:
        return Sense(_season_of(form, published.year + form.year_shift), relative=True)
    found = [_season_of(form, year) for year in range(published.year - 2, published.year + 2)]
    if form.shift is not None and form.shift != 0:
        return Sense(by_shift(found, form.shift, published), relative=True)
    return Sense(min(found, key=lambda period: (distance(period, published), period.lower)), relative=True)


def _season_of(form: Season, year: int) -> Period:
    return holding("season", dt.date(year, form.month, 1))


def holiday_sense(form: Holiday, place: Place) -> Sense:
    published = place.published
    if form.year is not None:
        return Sense(holding("day", _holiday_in(form.name, form.year)))
    assert published
    if form.year_shift is not None:
        return Sense(holding("day", _holiday_in(form.name, published.year + form.year_shift)), relative=True)
    found = [holding("day", _holiday_in(form.name, year)) for year in range(published.year - 1, published.year + 2)]
    if form.shift:
        return Sense(by_shift(found, form.shift, published), relative=True)
    return Sense(min(found, key=lambda period: (distance(period, published), period.lower)), relative=True)


def _holiday_in(name: str, year: int) -> dt.date:
    if name in HOLIDAYS["fixed"]:
        month, day = HOLIDAYS["fixed"][name]
        return dt.date(year, month, day)
    if name in HOLIDAYS["easter"]:
        return easter(year) + dt.timedelta(days=HOLIDAYS["easter"][name])
    month, weekday, number, after = HOLIDAYS["nth"][name]
    day = nth_weekday(year, month, weekday, number)
    assert day
    return day + dt.timedelta(days=after)


def nth_weekday_sense(form: NthWeekday, place: Place) -> Sense:
    month = calendar_sense(form.month, place)
    if month.period is None:
        return Sense(relative=True, resolved=False)
    day = nth_weekday(month.period.lower.year, month.period.lower.month, form.weekday, form.number)
    return Sense(holding("day", day), relative=month.relative) if day else Sense(resolved=False)
