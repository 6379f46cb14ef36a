"""From what an expression says to the days it means: readings in the order of the text, and the day of publication, to dates."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from service.model import Date, DateType, Scan

from .forms import Anaphor, Calendar, Clock, Deictic, Fixed, Form, Holiday, Known, NthWeekday, Offset, Part, Range, Reading, Season, Weekday
from .periods import Grain, Period, easter, holding, moved, nth_weekday, shifted
from .tense import outlook
from .vocabulary import HOLIDAYS

_QUARTER_REACH = 3


class Focus(Struct, frozen=True):
    """What the text last spoke of: `period`, and the last quarter with the sentence that named it."""

    period: Period | None = None
    sentence: int = -1
    quarter: Period | None = None
    quarter_sentence: int = -99


class Sense(Struct, frozen=True):
    """The period meant (`to` is the last of a range), or why there is none: `timex` stands for the unknown."""

    period: Period | None = None
    to: Period | None = None
    timex: str | None = None
    type: DateType = "DATE"
    relative: bool = False
    ambiguous: bool = False
    time: str = ""
    resolved: bool = True


class _Place(Struct, frozen=True):
    """Where a form is resolved: the day of publication, what the text last spoke of, and whether it speaks of the future."""

    published: dt.date | None
    focus: Focus
    outlook: int
    sentence: int


def resolve(scan: Scan, readings: Iterable[Reading], published: dt.date | None) -> list[Date]:
    """A date for each reading. Without a day of publication what needs one stays unresolved."""
    focus = Focus()
    dates = []
    for reading in readings:
        sentence = scan.sentence_of[reading.first]
        speaks = outlook(scan, reading.first, reading.last) if _needs_outlook(reading.form) else 0
        try:
            sense = _sense(reading.form, _Place(published, focus, speaks, sentence))
        except (ValueError, OverflowError):
            sense = Sense(resolved=False, relative=True)
        focus = _attend(focus, reading.form, sense, sentence, published)
        dates.append(_date(reading, sense))
    return dates


def _needs_outlook(form: Form) -> bool:
    """Whether past or future decides between two readings of the form."""
    if isinstance(form, Calendar):
        return form.year is None
    if isinstance(form, Clock):
        return form.day is not None and _needs_outlook(form.day)
    if isinstance(form, Offset):
        return form.anchor is not None
    return isinstance(form, Weekday | Part | Season | Holiday | NthWeekday | Range)


def _attend(focus: Focus, form: Form, sense: Sense, sentence: int, published: dt.date | None) -> Focus:
    """What the text speaks of after this expression. A comparison ("a year earlier") leaves the subject where it was."""
    if isinstance(form, Fixed) and form.timex in ("P6M", "P9M", "P3Q"):
        return replace(focus, quarter_sentence=-99)
    period = sense.period
    yearly = isinstance(form, Offset) and form.grain == "year" and form.count == -1
    compared = yearly or (isinstance(form, Offset) and form.from_focus) or (isinstance(form, Part) and form.years_ago > 0)
    if period is None or compared or isinstance(form, Anaphor | Known):
        return focus
    if period.grain != "quarter":
        return replace(focus, period=period, sentence=sentence)
    if published and focus.quarter is not None and period.upper >= published and not sense.ambiguous:
        # What a report foretells of the next quarter is not what it reports on.
        return replace(focus, period=period, sentence=sentence)
    return Focus(period, sentence, period, sentence)


def _date(reading: Reading, sense: Sense) -> Date:
    lower = upper = None
    timex = sense.timex
    if sense.period is not None:
        lower, upper, timex = sense.period.lower, sense.period.upper, sense.timex or sense.period.timex
        if sense.to is not None:
            upper, timex = sense.to.upper, f"{sense.period.timex}/{sense.to.timex}"
        timex += sense.time
    return Date(
        type=sense.type, timex=timex, lower=lower, upper=upper, modifier=reading.modifier, relative=sense.relative, resolved=sense.resolved,
        ambiguous=sense.ambiguous,
    )  # fmt: skip


def _sense(form: Form, place: _Place) -> Sense:
    match form:
        case Fixed():
            return Sense(type=form.type, timex=form.timex)
        case Known():
            return Sense(form.period, form.to)
        case Calendar():
            return _calendar(form, place)
        case Range():
            return _range(form, place)
        case Clock():
            return _clock(form, place)
        case Anaphor():
            return _anaphor(form, place)
        case Offset():
            return _offset(form, place)
    if place.published is None and not _is_absolute(form):
        return Sense(timex=_unknown(form), relative=True, resolved=False)
    match form:
        case Weekday():
            assert place.published
            return Sense(holding("day", _weekday(form, place.published, place.outlook)), relative=True)
        case Deictic():
            assert place.published
            return Sense(shifted(holding(form.grain, place.published), form.grain, form.shift), relative=True)
        case Part():
            return _part(form, place)
        case Season():
            return _season(form, place)
        case Holiday():
            return _holiday(form, place)
        case NthWeekday():
            return _nth_weekday(form, place)
    raise AssertionError(form)


def _is_absolute(form: Form) -> bool:
    if isinstance(form, NthWeekday):
        return form.month.year is not None
    return (
        isinstance(form, Part | Season | Holiday)
        and form.year is not None
        and (not isinstance(form, Part) or form.number is not None or form.grain == "year")
    )


def _unknown(form: Form) -> str | None:
    """The TIMEX3 value of what cannot be resolved, with X for what is not known."""
    match form:
        case Weekday():
            return f"XXXX-WXX-{form.weekday}"
        case Part() if form.number:
            return f"XXXX-{'Q' if form.grain == 'quarter' else 'H'}{form.number}"
        case Season():
            return f"XXXX-{form.code}"
        case Calendar() if form.month and form.day:
            return f"XXXX-{form.month:02d}-{form.day:02d}"
        case Calendar() if form.month:
            return f"XXXX-{form.month:02d}"
        case Calendar() if form.day:
            return f"XXXX-XX-{form.day:02d}"
    return None


# Calendar dates


def _calendar(form: Calendar, place: _Place) -> Sense:
    relative = form.year is None
    if form.year is not None:
        period = _on(form.year, form.month, form.day)
    elif place.published is None:
        return Sense(timex=_unknown(form), relative=True, resolved=False)
    elif form.month is None:
        period = _day_of_month(form, place.published, place.outlook)
    else:
        period = _nearest(form, place.published, place.outlook)
    if period is None:
        # A day that does not exist keeps its name, so that the slip can be told.
        return Sense(timex=f"{form.year or 'XXXX'}-{form.month:02d}-{form.day:02d}", relative=relative, resolved=False)
    to = None
    if form.to_day is not None:
        to = _on(period.lower.year, period.lower.month, form.to_day)
    return Sense(period, to, relative=relative, ambiguous=form.ambiguous)


def _range(form: Range, place: _Place) -> Sense:
    lower, upper = _calendar(form.lower, place), _calendar(form.upper, place)
    if lower.period is None or upper.period is None:
        timex = f"{lower.timex}/{upper.timex}" if lower.timex and upper.timex else None
        return Sense(timex=timex, relative=True, resolved=False)
    last = upper.period
    if form.upper.year is None and last.upper < lower.period.lower:
        assert form.upper.month
        last = _on(lower.period.lower.year + (form.upper.month < lower.period.lower.month), form.upper.month, form.upper.day) or last
    if last.upper < lower.period.lower:
        return Sense(relative=lower.relative, resolved=False)
    return Sense(lower.period, last, relative=lower.relative or upper.relative, ambiguous=lower.ambiguous or upper.ambiguous)


def _on(year: int, month: int | None, day: int | None) -> Period | None:
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
        return _on(published.year + form.year_shift, form.month, form.day)
    reach = range(published.year - 5 if (form.month, form.day) == (2, 29) else published.year - 1, published.year + 2)
    found = [period for year in reach if (period := _on(year, form.month, form.day)) is not None]
    if form.weekday is not None:
        found = [period for period in found if period.lower.isoweekday() == form.weekday] or found
    if form.shift is not None:
        return _by_shift(found, form.shift, published)
    # News leaves the year out where the month is at most half a year away: tense decides only between dates further off.
    near = sorted(found, key=lambda period: (_distance(period, published), period.lower))
    if not near:
        return None
    ahead = (near[0].lower - published).days
    if ahead > _REACH_AHEAD[speaks] * (2 if form.day else 1):
        return next((period for period in near if period.lower <= published), near[0])
    if speaks > 0 and _distance(near[0], published) > _REACH_BACK[speaks, form.day is not None] and ahead < 0:
        return next((period for period in near if period.upper >= published), near[0])
    return near[0]


# Days: how far ahead the nearest month of that name may lie, by what the sentence speaks of; and how far back in one about the future.
_REACH_AHEAD = {-1: 35, 0: 65, 1: 400, 2: 400}
_REACH_BACK = {(1, True): 100, (1, False): 100, (2, True): 60, (2, False): 0}


def _distance(period: Period, day: dt.date) -> int:
    if period.lower <= day <= period.upper:
        return 0
    return (day - period.upper).days if period.upper < day else (period.lower - day).days


def _by_shift(found: list[Period], shift: int, published: dt.date) -> Period | None:
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
        period = _on(month.year, month.month, form.day)
        if period and (form.weekday is None or period.lower.isoweekday() == form.weekday):
            found.append(period)
    if speaks and form.weekday is None:
        found = [period for period in found if (period.lower <= published if speaks < 0 else period.lower >= published)] or found
    return min(found, key=lambda period: (_distance(period, published), period.lower), default=None)


# Weekdays, seasons, holidays, parts of a year


def _weekday(form: Weekday, published: dt.date, speaks: int) -> dt.date:
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


def _part(form: Part, place: _Place) -> Sense:
    """Quarters and halves: the latest one begun, unless a year is told; without a number, the one last spoken of."""
    published, relative = place.published, form.year is None
    if form.grain == "year":
        assert form.year is not None
        return Sense(holding("year", dt.date(form.year, 1, 1)), ambiguous=True)
    size = 3 if form.grain == "quarter" else 6
    number = form.number
    base: Period | None = None
    if number is None:
        base = _recent_quarter(place)
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
            year = min(around, key=lambda period: _distance(period, published)).lower.year
        else:
            year = published.year - (not begun)
    period = holding(form.grain, dt.date(year - form.years_ago, month, 1))
    if form.count == 2 and form.grain == "quarter":
        period = holding("half", period.lower)
    to = shifted(period, form.grain, form.count - 1) if form.count == 3 else None
    return Sense(period, to, relative=relative, ambiguous=form.fiscal)


def _recent_quarter(place: _Place) -> Period | None:
    """The quarter last spoken of; where none was, the one that ended last before publication."""
    if place.focus.quarter is not None:
        return place.focus.quarter
    return shifted(holding("quarter", place.published), "quarter", -1) if place.published else None


def _season(form: Season, place: _Place) -> Sense:
    published = place.published
    if form.year is not None:
        return Sense(_season_of(form, form.year))
    assert published
    if form.year_shift is not None:
        return Sense(_season_of(form, published.year + form.year_shift), relative=True)
    found = [_season_of(form, year) for year in range(published.year - 2, published.year + 2)]
    if form.shift is not None and form.shift != 0:
        return Sense(_by_shift(found, form.shift, published), relative=True)
    return Sense(min(found, key=lambda period: (_distance(period, published), period.lower)), relative=True)


def _season_of(form: Season, year: int) -> Period:
    return holding("season", dt.date(year, form.month, 1))


def _holiday(form: Holiday, place: _Place) -> Sense:
    published = place.published
    if form.year is not None:
        return Sense(holding("day", _holiday_in(form.name, form.year)))
    assert published
    if form.year_shift is not None:
        return Sense(holding("day", _holiday_in(form.name, published.year + form.year_shift)), relative=True)
    found = [holding("day", _holiday_in(form.name, year)) for year in range(published.year - 1, published.year + 2)]
    if form.shift:
        return Sense(_by_shift(found, form.shift, published), relative=True)
    return Sense(min(found, key=lambda period: (_distance(period, published), period.lower)), relative=True)


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


def _nth_weekday(form: NthWeekday, place: _Place) -> Sense:
    month = _calendar(form.month, place)
    if month.period is None:
        return Sense(relative=True, resolved=False)
    day = nth_weekday(month.period.lower.year, month.period.lower.month, form.weekday, form.number)
    return Sense(holding("day", day), relative=month.relative) if day else Sense(resolved=False)


# What hangs on the text around


def _clock(form: Clock, place: _Place) -> Sense:
    if form.day is not None:
        day = _sense(form.day, place)
        if day.period is not None and day.period.grain == "day":
            return Sense(day.period, type="TIME", time=form.time, relative=day.relative)
        return Sense(timex=(day.timex or "XXXX-XX-XX") + form.time, type="TIME", relative=True, resolved=False)
    focus = place.focus
    if focus.period is not None and focus.period.grain == "day" and focus.sentence >= place.sentence - 1:
        return Sense(focus.period, type="TIME", time=form.time, relative=True)
    if place.published is not None:
        return Sense(holding("day", place.published), type="TIME", time=form.time, relative=True)
    return Sense(timex="XXXX-XX-XX" + form.time, type="TIME", relative=True, resolved=False)


def _anaphor(form: Anaphor, place: _Place) -> Sense:
    if form.grain == "quarter":
        base = _recent_quarter(place)
    elif form.grain == "weekend" and form.shift == 0:
        base = _weekend(place)
    elif place.focus.period is not None and not (form.grain == "day" and place.focus.period.grain != "day"):
        base = holding(form.grain, place.focus.period.lower)
    else:
        base = None
    if base is None:
        return Sense(timex="XXXX-XX-XX" if form.grain == "day" else None, relative=True, resolved=False)
    return Sense(shifted(base, form.grain, form.shift), relative=True)


def _weekend(place: _Place) -> Period | None:
    """As in "the weekend" is the latest one begun, unless the sentence looks ahead."""
    if place.published is None:
        return None
    this = holding("weekend", place.published)
    return this if place.outlook > 0 or this.lower <= place.published else shifted(this, "week", -1)


def _offset(form: Offset, place: _Place) -> Sense:
    if form.anchor is not None:
        anchor = _sense(form.anchor, place)
        if anchor.period is None:
            return Sense(relative=True, resolved=False)
        day = anchor.period.upper if form.from_end else anchor.period.lower
        if form.grain == "week" and anchor.period.grain == "year" and not form.from_end:
            day += dt.timedelta(days=3)  # ISO 8601: the first week of a year holds its 4 January
        return Sense(shifted(holding(form.grain, day), form.grain, form.count or 0), relative=anchor.relative)
    if form.count is None:
        if form.grain in ("decade", "century", "year", "month", "week") and not form.from_focus:
            return Sense(timex="PAST_REF", relative=False)
        return Sense(timex=None, relative=True, resolved=False)
    focus = place.focus
    if form.type == "TIME":
        return Sense(timex=None, type="TIME", relative=True, resolved=False)
    if (
        form.grain == "year"
        and form.count == -1
        and focus.quarter is not None
        and place.sentence - focus.quarter_sentence <= _QUARTER_REACH
    ):
        return Sense(shifted(focus.quarter, "quarter", -4), relative=True)
    if form.from_focus and focus.period is not None:
        to_the_day = focus.period.grain == "day"
        grain: Grain = "day" if to_the_day and form.grain in ("day", "week", "month") else form.grain
        return Sense(holding(grain, moved(focus.period.lower, form.grain, form.count)), relative=True)
    if place.published is None or (form.from_focus and (form.grain != "year" or form.count > 0)):
        return Sense(relative=True, resolved=False)
    return Sense(holding(form.grain, moved(place.published, form.grain, form.count)), relative=True)
