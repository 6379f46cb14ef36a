"""From what an expression says to the days it means: readings in the order of the text, and the day of publication, to dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from service.model import Date, Scan

from .calendar_senses import STORY_REACH, TOLD, calendar_sense, range_sense
from .cycles import holiday_sense, nth_weekday_sense, part_sense, recent_quarter, season_sense, weekday_sense
from .forms import (
    Anaphor,
    Ancient,
    Calendar,
    Clock,
    Deictic,
    Fixed,
    Form,
    Holiday,
    Known,
    NthWeekday,
    Offset,
    Part,
    Range,
    Reading,
    Season,
    Weekday,
)
from .periods import Grain, Period, holding, moved, shifted
from .senses import NEVER, Focus, Place, Sense, unknown_timex
from .tense import outlook

_QUARTER_REACH = 6
# Years this long ago are a narrative's; a text of the day may name a nearer one in passing.
_HISTORY = 20
# Stretches that reports of half a year or nine months speak of: what is "a year earlier" then is no quarter.
_REPORTED = frozenset({"P6M", "P9M", "P3Q"})


def resolve(scan: Scan, readings: Iterable[Reading], published: dt.date | None) -> list[Date]:
    """A date for each reading. Without a day of publication what needs one stays unresolved."""
    focus = Focus()
    dates = []
    for reading in readings:
        form, sentence = reading.form, scan.sentence_of[reading.first]
        if isinstance(form, Fixed):
            if form.timex in _REPORTED:
                focus = replace(focus, quarter_sentence=NEVER)
            dates.append(Date(type=form.type, timex=form.timex, modifier=reading.modifier))
            continue
        speaks = outlook(scan, reading.first, reading.last) if _needs_outlook(form) else 0
        try:
            sense = _sense(form, Place(published, focus, speaks, sentence))
        except (ValueError, OverflowError):
            sense = Sense(resolved=False, relative=True)
        focus = _attend(focus, form, sense, sentence, published)
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
    period, told = sense.period, focus.told
    if isinstance(form, Weekday | Deictic) or (isinstance(form, Clock) and form.day is not None):
        story, story_sentence, current = None, NEVER, True
    else:
        story, story_sentence, current = focus.story, focus.story_sentence, focus.current
    if period is None or _compares(form):
        return replace(focus, story=story, current=current) if current != focus.current else focus
    if isinstance(form, Calendar):
        long_ago = form.year is not None and published is not None and form.year <= published.year - _HISTORY
        if long_ago and not current:
            told += 1
        if (long_ago and not current) or (form.year is None and story is not None and told >= TOLD):
            story, story_sentence = period.lower + (period.upper - period.lower) / 2, sentence
        elif not long_ago:
            # a date of these years, or one told from the day of publication: the text is no narrative of times gone by
            story, current = None, True
    quarter, quarter_sentence = focus.quarter, focus.quarter_sentence
    # What a report foretells of the next quarter is not what it reports on.
    foretold = published is not None and quarter is not None and period.upper >= published and not sense.ambiguous
    if period.grain == "quarter" and not foretold:
        quarter, quarter_sentence = period, sentence
    return Focus(period, sentence, quarter, quarter_sentence, story, story_sentence, told, current)


def _compares(form: Form) -> bool:
    """Whether the expression only sets something beside the subject, or points back at it."""
    if isinstance(form, Offset):
        return form.from_focus or (form.grain == "year" and form.count == -1)
    return isinstance(form, Anaphor | Known) or (
        isinstance(form, Part) and (form.years_ago > 0 or (form.number is None and form.grain != "year"))
    )


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


def _sense(form: Form, place: Place) -> Sense:
    match form:
        case Known():
            return Sense(form.period, form.to)
        case Ancient():
            return Sense(timex=form.timex)
        case Calendar():
            return calendar_sense(form, place)
        case Range():
            return range_sense(form, place)
        case Clock():
            return _clock(form, place)
        case Anaphor():
            return _anaphor(form, place)
        case Offset():
            return _offset(form, place)
    if place.published is None and not _is_absolute(form):
        return Sense(timex=unknown_timex(form), relative=True, resolved=False)
    match form:
        case Weekday():
            assert place.published
            return Sense(holding("day", weekday_sense(form, place.published, place.outlook)), relative=True)
        case Deictic():
            assert place.published
            return Sense(shifted(holding(form.grain, place.published), form.grain, form.shift), relative=True)
        case Part():
            return part_sense(form, place)
        case Season():
            return season_sense(form, place)
        case Holiday():
            return holiday_sense(form, place)
        case NthWeekday():
            return nth_weekday_sense(form, place)
    raise AssertionError(form)


def _is_absolute(form: Form) -> bool:
    if isinstance(form, NthWeekday):
        return form.month.year is not None
    return (
        isinstance(form, Part | Season | Holiday)
        and form.year is not None
        and (not isinstance(form, Part) or form.number is not None or form.grain == "year")
    )


def _clock(form: Clock, place: Place) -> Sense:
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


def _anaphor(form: Anaphor, place: Place) -> Sense:
    if form.loose:
        narrates = place.focus.told >= TOLD and place.sentence - place.focus.story_sentence <= STORY_REACH
        day = (place.focus.story if narrates else None) or place.published
        base = holding(form.grain, day) if day else None
    elif form.grain == "quarter":
        base = recent_quarter(place)
    elif form.grain == "weekend" and form.shift == 0:
        base = _weekend(place)
    elif place.focus.period is not None and not (form.grain == "day" and place.focus.period.grain != "day"):
        base = holding(form.grain, place.focus.period.lower)
    else:
        base = None
    if base is None:
        return Sense(timex="XXXX-XX-XX" if form.grain == "day" and not form.loose else None, relative=True, resolved=False)
    return Sense(shifted(base, form.grain, form.shift), relative=True)


def _weekend(place: Place) -> Period | None:
    """As in "the weekend" is the latest one begun, unless the sentence looks ahead."""
    if place.published is None:
        return None
    this = holding("weekend", place.published)
    return this if place.outlook > 0 or this.lower <= place.published else shifted(this, "week", -1)


def _offset(form: Offset, place: Place) -> Sense:
    if form.anchor is not None:
        anchor = _sense(form.anchor, place)
        if anchor.period is None:
            return Sense(relative=True, resolved=False)
        day = anchor.period.upper if form.from_end else anchor.period.lower
        if form.grain == "weekend" and day.isoweekday() == 1:
            day -= dt.timedelta(days=7)  # a holiday on a Monday closes the weekend before it
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
