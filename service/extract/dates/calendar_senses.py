"""Resolves dates by the calendar: which year a month or day without one belongs to."""

from __future__ import annotations

import calendar
import datetime as dt

from .forms import Calendar, Range
from .periods import Period, holding, moved
from .senses import Place, Sense, unknown_timex

# A narrative keeps its year for so many sentences, once it has told so many dates of long ago.
STORY_REACH = 4
TOLD = 3
# Days: how far ahead the nearest month of that name may lie, by what the sentence speaks of; and how far back in one about the future.
_REACH_AHEAD = {
    (-1, True): 70,
    (-1, False): 35,
    (0, True): 190,
    (0, False): 65,
    (1, True): 400,
    (1, False): 400,
    (2, True): 400,
    (2, False): 400,
}
_REACH_BACK = {(1, True): 100, (1, False): 100, (2, True): 190, (2, False): 0}


def calendar_sense(form: Calendar, place: Place) -> Sense:
    relative = form.year is None
    if form.year is not None:
        period = named(form.year, form.month, form.day)
    elif (story := _story(form, place)) is not None:
        period = story
    elif place.published is None:
        return Sense(timex=unknown_timex(form), relative=True, resolved=False)
    elif form.month is None:
        period = _day_of_month(form, place.published, place.outlook)
    else:
        period = _nearest(form, place.published, place.outlook)
    if period is None:
        # A day that does not exist keeps its name, so that the slip can be told.
        return Sense(timex=f"{form.year or 'XXXX'}-{form.month:02d}-{form.day:02d}", relative=relative, resolved=False)
    to = None
    if form.to_day is not None:
        to = named(period.lower.year, period.lower.month, form.to_day)
    return Sense(period, to, relative=relative, ambiguous=form.ambiguous)


def _story(form: Calendar, place: Place) -> Period | None:
    """A month or day without its year in a narrative about a year gone by: the one nearest to the date last told."""
    day = place.focus.story
    if day is None or place.focus.told < TOLD or form.month is None or form.shift is not None or form.year_shift is not None:
        return None
    if place.sentence - place.focus.story_sentence > STORY_REACH:
        return None
    found = [period for year in (day.year - 1, day.year, day.year + 1) if (period := named(year, form.month, form.day)) is not None]
    return min(found, key=lambda period: (distance(period, day), period.lower), default=None)


def range_sense(form: Range, place: Place) -> Sense:
    lower, upper = calendar_sense(form.lower, place), calendar_sense(form.upper, place)
    if lower.period is None or upper.period is None:
        timex = f"{lower.timex}/{upper.timex}" if lower.timex and upper.timex else None
        return Sense(timex=timex, relative=True, resolved=False)
    last = upper.period
    if form.upper.year is None and last.upper < lower.period.lower:
        assert form.upper.month
        last = named(lower.period.lower.year + (form.upper.month < lower.period.lower.month), form.upper.month, form.upper.day) or last
    if last.upper < lower.period.lower:
        return Sense(relative=lower.relative, resolved=False)
    return Sense(lower.period, last, relative=lower.relative or upper.relative, ambiguous=lower.ambiguous or upper.ambiguous)


def named(year: int, month: int | None, day: int | None) -> Period | None:
    """The day, month or year of that name; None where there is no such day."""
    if month is None:
        return holding("year", dt.date(year, 1, 1))
    if day is None:
        return holding("month", dt.date(year, month, 1))
    return holding("day", dt.date(year, month, day)) if day <= calendar.monthrange(year, month)[1] else None


def _nearest(form: Calendar, published: dt.date, speaks: int) -> Period | None:
    """A month, or a day of a month, without its year: "last", "this", "next" decide, else the tense, else the nearest."""
    assert form.month is not None
    if form.year_shift is not None:
        return named(published.year + form.year_shift, form.month, form.day)
    reach = range(published.year - 5 if (form.month, form.day) == (2, 29) else published.year - 1, published.year + 2)
    found = [period for year in reach if (period := named(year, form.month, form.day)) is not None]
    if form.weekday is not None:
        found = [period for period in found if period.lower.isoweekday() == form.weekday] or found
    if form.shift is not None:
        return by_shift(found, form.shift, published)
    # News leaves the year out where the month is at most half a year away: tense decides only between dates further off.
    near = sorted(found, key=lambda period: (distance(period, published), period.lower))
    if not near:
        return None
    ahead = (near[0].lower - published).days
    by_day = form.day is not None
    if ahead > _REACH_AHEAD[speaks, by_day]:
        return next((period for period in near if period.lower <= published), near[0])
    if speaks > 0 and distance(near[0], published) > _REACH_BACK[speaks, by_day] and ahead < 0:
        return next((period for period in near if period.upper >= published), near[0])
    return near[0]


def distance(period: Period, day: dt.date) -> int:
    if period.lower <= day <= period.upper:
        return 0
    return (day - period.upper).days if period.upper < day else (period.lower - day).days


def by_shift(found: list[Period], shift: int, published: dt.date) -> Period | None:
    if shift == 0:
        return next((period for period in found if period.lower.year == published.year), None)
    if shift < 0:
        return max((period for period in found if period.upper < published), key=lambda period: period.lower, default=None)
    return min((period for period in found if period.lower > published), key=lambda period: period.lower, default=None)


def _day_of_month(form: Calendar, published: dt.date, speaks: int) -> Period | None:
    """As in "the 13th", "Tuesday the 4th": the nearest such day, with the weekday where one is told."""
    assert form.day is not None
    first = published.replace(day=1)
    found: list[Period] = []
    for count in range(-11, 12) if form.weekday else range(-1, 2):
        month = moved(first, "month", count)
        period = named(month.year, month.month, form.day)
        if period and (form.weekday is None or period.lower.isoweekday() == form.weekday):
            found.append(period)
    if speaks and form.weekday is None:
        found = [period for period in found if (period.lower <= published if speaks < 0 else period.lower >= published)] or found
    return min(found, key=lambda period: (distance(period, published), period.lower), default=None)
