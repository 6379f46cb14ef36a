"""Puts neighbouring expressions together: a time with its day, the two ends of a range."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from service.model import Scan

from .forms import Calendar, Clock, Deictic, Known, Reading, Weekday
from .vocabulary import word

_DAYS = (Calendar, Weekday, Deictic)


def combine(scan: Scan, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with times joined to the day beside them and "from … to …" told by its modifiers."""
    joined: list[Reading] = []
    for reading in readings:
        previous = joined[-1] if joined else None
        if previous is None or scan.sentence_of[previous.first] != scan.sentence_of[reading.first]:
            joined.append(reading)
            continue
        both = _timed(scan, previous, reading)
        if both is not None:
            joined[-1] = both
            continue
        joined.append(_ranged(scan, previous, reading))
    return joined


def _is_day(reading: Reading) -> bool:
    form = reading.form
    if isinstance(form, Calendar):
        return form.day is not None and form.to_day is None
    return isinstance(form, Weekday) or (isinstance(form, Deictic) and form.grain == "day")


def _timed(scan: Scan, first: Reading, second: Reading) -> Reading | None:
    """As in "9 a.m. Tuesday", "Friday at 10:30", "15:00 GMT on Saturday": one expression when nothing stands in between, else the time takes the day."""
    gap = second.first - first.last
    if gap == 1 and word(scan, first.last) == "," and isinstance(first.form, Clock):
        gap = 0
    if isinstance(first.form, Clock) and first.form.day is None and _is_day(second) and gap == 0:
        return replace(first, last=second.last, form=Clock(first.form.time, second.form))
    if isinstance(second.form, Clock) and second.form.day is None and _is_day(first) and gap == 0:
        return replace(first, last=second.last, form=Clock(second.form.time, first.form))
    return None


def _ranged(scan: Scan, first: Reading, second: Reading) -> Reading:
    """As in "from May to July", "between 1991 and 1997": the second end is an "until"."""
    link = word(scan, second.first - 1)
    if isinstance(second.form, Known) and isinstance(first.form, Known) and False:
        return second
    near = second.first - first.last <= 12
    if link == "to" and second.before is not None and near and first.modifier == "since":
        return replace(second, modifier="until")
    if (
        link == "and"
        and second.first - first.last == 1
        and first.modifier == "since"
        and first.before is not None
        and word(scan, first.before) == "between"
    ):
        return replace(second, modifier="until", before=second.first - 1)
    return second
