"""Puts neighbouring expressions together: a time with its day, the two ends of a range."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from service.model import Scan

from .forms import Anaphor, Calendar, Clock, Deictic, Form, Offset, Range, Reading, Weekday
from .vocabulary import DASHES, word

_NEAR = 12


def combine(scan: Scan, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with times joined to the day beside them, dashed ranges made one, and "from … to …" told by modifiers."""
    joined: list[Reading] = []
    for reading in readings:
        previous = joined[-1] if joined else None
        if previous is None or scan.sentence_of[previous.first] != scan.sentence_of[reading.first]:
            joined.append(reading)
            continue
        previous = joined[-1] = _evidenced(scan, previous, reading)
        both = _timed(scan, previous, reading) or _dashed(scan, previous, reading) or _beside(scan, previous, reading)
        if both is not None:
            joined[-1] = both
        elif not _same_instant(scan, previous, reading):
            joined[-1:] = _ends(scan, previous, reading)
    return joined


def _is_day(form: Form) -> bool:
    if isinstance(form, Calendar):
        return form.day is not None and form.to_day is None
    return isinstance(form, Weekday) or (isinstance(form, Deictic) and form.grain == "day")


def _timed(scan: Scan, first: Reading, second: Reading) -> Reading | None:
    """One expression of a time and its day: "9 a.m. Tuesday", "10:30 GMT on Friday", "Saturday, 3 p.m."."""
    link = "" if second.first == first.last else word(scan, first.last)
    if second.first - first.last > 1:
        return None
    if isinstance(first.form, Clock) and first.form.day is None and _is_day(second.form) and link in {"", ",", "on"}:
        return replace(first, last=second.last, form=Clock(first.form.time, second.form))
    if isinstance(second.form, Clock) and second.form.day is None and _is_day(first.form) and link in {"", ",", "at"}:
        return replace(first, last=second.last, form=Clock(second.form.time, first.form))
    return None


def _evidenced(scan: Scan, first: Reading, second: Reading) -> Reading:
    """A weekday with its date in parentheses, "Monday (Oct. 28)", is that day and not the latest Monday."""
    day, weekday = second.form, first.form
    if second.first - first.last != 1 or word(scan, first.last) != "(" or not isinstance(day, Calendar) or not _is_day(day):
        return first
    return replace(first, form=replace(day, weekday=weekday.weekday)) if isinstance(weekday, Weekday) else first


def _same_instant(scan: Scan, first: Reading, second: Reading) -> bool:
    """Whether the second is the first told by another clock: "4:20 p.m. (1320 GMT)"."""
    clocks = isinstance(first.form, Clock) and isinstance(second.form, Clock)
    return clocks and second.first - first.last == 1 and word(scan, first.last) in {"(", "/", "["}


def _dashed(scan: Scan, first: Reading, second: Reading) -> Reading | None:
    """A range with a dash: "Oct. 28 – Nov. 2", "1 May 2020 - 3 June 2020"; the first end borrows the year of the second."""
    if second.first - first.last != 1 or word(scan, first.last) not in DASHES:
        return None
    lower, upper = first.form, second.form
    if isinstance(lower, Clock) and isinstance(upper, Clock) and lower.day is None:
        return replace(first, last=second.last, form=Clock(f"{lower.time}/{upper.time}", upper.day))
    if (
        not (isinstance(lower, Calendar) and isinstance(upper, Calendar))
        or (lower.day is None) != (upper.day is None)
        or upper.month is None
    ):
        return None
    if lower.month is None or lower.to_day is not None or upper.to_day is not None:
        return None
    if lower.year is None and upper.year is not None:
        lower = replace(lower, year=upper.year - (lower.month > upper.month))
    return replace(first, last=second.last, form=Range(lower, upper))


def _beside(scan: Scan, first: Reading, second: Reading) -> Reading | None:
    """A day told by the one beside it: "the day after last Monday", "the day after Thanksgiving"."""
    form = first.form
    if isinstance(form, Anaphor) and form.grain == "day" and form.shift and second.first - first.last == 1 and _names_day(second.form):
        if word(scan, first.last) not in {"before", "after"}:
            return None
        return replace(first, last=second.last, form=Offset(grain="day", count=form.shift, anchor=second.form), rule="offset")
    return None


def _names_day(form: Form) -> bool:
    return _is_day(form) or type(form).__name__ == "Holiday"


def _ends(scan: Scan, first: Reading, second: Reading) -> list[Reading]:
    """The modifiers of "from May to July", "between 1991 and 1997", "2014 to 2018"."""
    link = word(scan, second.first - 1)
    gap = second.first - first.last
    if link == "to" and first.modifier == "since" and gap <= _NEAR:
        return [first, replace(second, modifier="until", before=second.first - 1)]
    if link in {"to", "through"} and gap == 1 and first.modifier is None and type(first.form) is type(second.form):
        return [replace(first, modifier="since"), replace(second, modifier="until", before=second.first - 1)]
    between = first.before is not None and word(scan, first.before) == "between"
    if link == "and" and gap == 1 and first.modifier == "since" and between:
        return [first, replace(second, modifier="until", before=second.first - 1)]
    return [first, second]
