"""Weekdays, "today" and its kin, parts of a day, and times by the clock."""

from __future__ import annotations

from msgspec.structs import replace

from service.model import Scan, TokenKind

from .forms import Anaphor, Calendar, Clock, Deictic, Fixed, Form, NthWeekday, Reading, Weekday
from .months import day_at, month_rule
from .numeric import number_rule
from .vocabulary import (
    DASHES,
    DAY_PARTS,
    DAYS,
    DOUBTFUL_WEEKDAYS,
    MONTHS,
    ORDINALS,
    SHIFTS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    integer,
    is_capitalised,
    same_sentence,
    word,
    word_list,
)

_NAMES_AFTER = word_list("names_after")
_NAMES_BEFORE = word_list("names_before")
_DAY_CUES = frozenset({"on", "by", "until", "till", "since", "from", "before", "after", "to"})
_AFTER_DAY = word_list("after_day")
_ZONES = word_list("zones")
_CLOCK_CUES = word_list("clock_cues")
_IN_WORDS = {"in the morning": 0, "in the afternoon": 12, "in the evening": 12}
_HALVES = {"a.m": 0, "p.m": 12, "am": 0, "pm": 12}
_NEARBY = {"next": 1, "following": 1, "same": 0, "that": 0, "previous": -1}


def weekday_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "Thursday", "last Friday", "Wednesday, Nov. 13, 2024", "Tuesday of next week", "Sunday night"."""
    name = scan.lower[index]
    weekday = WEEKDAYS[name]
    at = index + 1
    if len(name) < 6 and word(scan, at) == "." and scan.glued(at):
        at += 1
    dated = _with_date(scan, index, at)
    if dated:
        return _shifted_date(scan, replace(dated, first=index), floor)
    if name in DOUBTFUL_WEEKDAYS and not (is_capitalised(scan, index) and at > index + 1 and name not in ("sun", "sat", "mon", "wed")):
        return None
    if (is_capitalised(scan, at) and word(scan, at) in _NAMES_AFTER) or word(scan, index - 1) in _NAMES_BEFORE:
        return None
    nth = _nth_weekday(scan, index, floor, weekday)
    if nth:
        return nth
    first, shift = _shift_before(scan, index, floor)
    if first - 1 >= floor and word(scan, first - 1) in {"every", "each"}:
        return Reading(first=first - 1, last=at, form=Fixed("SET", f"XXXX-WXX-{weekday}"), rule="set")
    week_shift, last = _week_after(scan, at)
    form: Form = Weekday(weekday, shift, week_shift)
    if week_shift is None and word(scan, last) in DAY_PARTS:
        form, last = Clock("T" + DAY_PARTS[word(scan, last)], form), last + 1
    return Reading(first=first, last=last, form=form, rule="weekday")


def weekdays_rule(scan: Scan, index: int, _floor: int) -> Reading | None:
    """As in "Mondays": a set."""
    return Reading(first=index, last=index + 1, form=Fixed("SET", f"XXXX-WXX-{WEEKDAY_PLURALS[scan.lower[index]]}"), rule="set")


def _with_date(scan: Scan, index: int, at: int) -> Reading | None:
    """A calendar date in apposition to the weekday before it."""
    weekday = WEEKDAYS[scan.lower[index]]
    at += word(scan, at) in {",", "-"}
    at += word(scan, at) == "the"
    for month in range(at, min(at + 4, len(scan))):
        if scan.lower[month] in MONTHS:
            found = month_rule(scan, month, at)
            if found and isinstance(found.form, Calendar) and found.first == at and found.form.day is not None:
                return replace(found, form=replace(found.form, weekday=weekday))
            break
    if integer(scan, at) is None:
        found = None
    else:
        found = number_rule(scan, at, at)
        if found and isinstance(found.form, Calendar) and found.form.day is not None and found.first == at:
            return replace(found, form=replace(found.form, weekday=weekday))
    day = day_at(scan, at)
    if day and (day[1] > at + 1 or scan.lower[at] in ORDINALS) and not (scan.lower[at] in ORDINALS and word(scan, at - 1) != "the"):
        return Reading(first=index, last=day[1], form=Calendar(day=day[0], weekday=weekday), rule="weekday")
    return None


def _shifted_date(scan: Scan, reading: Reading, floor: int) -> Reading:
    if reading.first - 1 >= floor and word(scan, reading.first - 1) in {"this", "next", "last"}:
        return replace(reading, first=reading.first - 1)
    return reading


def _nth_weekday(scan: Scan, index: int, floor: int, weekday: int) -> Reading | None:
    number = ORDINALS.get(word(scan, index - 1)) if word(scan, index - 1) != "last" else -1
    if number is None or number > 5 or index - 1 < floor or word(scan, index + 1) not in {"of", "in"}:
        return None
    at = index + 2
    found = month_rule(scan, at, at) if word(scan, at) in MONTHS else None
    if not found or not isinstance(found.form, Calendar) or found.form.day is not None:
        return None
    first = index - 1
    if first - 1 >= floor and word(scan, first - 1) == "the":
        first -= 1
    return Reading(first=first, last=found.last, form=NthWeekday(weekday=weekday, number=number, month=found.form), rule="weekday")


def _shift_before(scan: Scan, index: int, floor: int) -> tuple[int, int | None]:
    before = word(scan, index - 1)
    if index - 1 < floor or before not in SHIFTS or before in {"current", "present"}:
        return index, None
    first = index - 1
    if first - 1 >= floor and word(scan, first - 1) in {"this", "the"} and before != "this":
        first -= 1
    return first, SHIFTS[before] if word(scan, first) != "this" or before == "this" else (1 if SHIFTS[before] > 0 else -2)


def _week_after(scan: Scan, at: int) -> tuple[int | None, int]:
    """As in "next week" after a weekday, with or without "of"."""
    start = at + (word(scan, at) in {"of", "in"})
    shift = {"last": -1, "this": 0, "next": 1}.get(word(scan, start))
    if shift is not None and word(scan, start + 1) == "week":
        return shift, start + 2
    return None, at


def day_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "today", "yesterday afternoon", "the day after tomorrow"."""
    name = scan.lower[index]
    shift = DAYS[name]
    first, last = index, index + 1
    before = word(scan, index - 1)
    if is_capitalised(scan, index) and _is_inside(scan, index):
        return None
    if before in {"before", "after"} and word(scan, index - 2) == "day" and index - 2 >= floor:
        first = index - 2 - (index - 3 >= floor and word(scan, index - 3) == "the")
        return Reading(first=first, last=last, form=Deictic("day", shift + (1 if before == "after" else -1)), rule="day")
    if name.startswith("toni"):
        return Reading(first=first, last=last, form=Clock("TNI", Deictic("day", 0)), rule="day")
    if word(scan, last) in DAY_PARTS:
        return Reading(first=first, last=last + 1, form=Clock("T" + DAY_PARTS[word(scan, last)], Deictic("day", shift)), rule="day")
    return Reading(first=first, last=last, form=Deictic("day", shift), rule="day")


def _is_inside(scan: Scan, index: int) -> bool:
    """Whether a capital here opens no sentence or quotation, and so belongs to a name ("USA Today"), in a line not all in capitals."""
    before = index - 1
    return before >= scan.sentence_at(index)[0] and scan.words[before][0].isalnum() and not scan.words[index].isupper()


def day_part_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "this morning", "last night", "the next morning", "at noon"."""
    name = scan.lower[index]
    code = DAY_PARTS[name]
    before = word(scan, index - 1)
    first = index - 1
    if first >= floor and before in {"this", "last", "every", "each"}:
        if before in {"every", "each"}:
            return Reading(first=first, last=index + 1, form=Fixed("SET", "XXXX-XX-XXT" + code), rule="set")
        shift = -1 if before == "last" else 0
        if before == "last" and name not in {"night", "evening"}:
            return None
        return Reading(first=first, last=index + 1, form=Clock("T" + code, Deictic("day", shift)), rule="day part")
    if first >= floor and before in _NEARBY and name not in {"noon", "midnight"}:
        if first - 1 >= floor and word(scan, first - 1) in {"the", "that"}:
            first -= 1
        return Reading(first=first, last=index + 1, form=Clock("T" + code, Anaphor("day", _NEARBY[before])), rule="day part")
    if first >= floor and before in {"the", "late", "early"} and word(scan, index + 1) == "of":
        day = _dated(scan, index + 2)
        if day is not None:
            first -= first - 1 >= floor and word(scan, first - 1) == "the"
            return Reading(first=first, last=day.last, form=Clock("T" + code, day.form), rule="day part")
    if name in {"noon", "midnight"} and (before in _CLOCK_CUES or word(scan, index + 1) in WEEKDAYS or word(scan, index + 1) in _ZONES):
        return Reading(
            first=index,
            last=index + 1 + (word(scan, index + 1) in _ZONES),
            form=Clock("T12:00" if name == "noon" else "T24:00"),
            rule="clock",
        )
    return None


def day_of_month_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """A day of the month that the text before it tells: "on the 15th", "until the 3rd"."""
    found = day_at(scan, index)
    if found is None or found[1] != index + 2 or word(scan, index - 1) != "the" or index - 2 < floor:
        return None
    after = word(scan, index + 2)
    if after in {"and", "or"} and scan.kinds[min(index + 3, len(scan) - 1)] is TokenKind.NUMBER:
        return None
    if word(scan, index - 2) not in _DAY_CUES or (
        after[:1].isalnum() and after not in _AFTER_DAY and same_sentence(scan, index, index + 2)
    ):
        return None
    return Reading(first=index - 1, last=index + 2, form=Calendar(day=found[0]), rule="day of month")


def _dated(scan: Scan, at: int) -> Reading | None:
    """The calendar day or weekday that starts at `at`."""
    if word(scan, at) in WEEKDAYS:
        found = weekday_rule(scan, at, at)
        return found if found and isinstance(found.form, Weekday | Calendar) else None
    for month in range(at, min(at + 4, len(scan))):
        if scan.lower[month] in MONTHS:
            found = month_rule(scan, month, at)
            return found if found and found.first == at and isinstance(found.form, Calendar) and found.form.day is not None else None
    return None


def overnight_rule(scan: Scan, index: int, _floor: int) -> Reading | None:
    """As in "overnight": the night before publication."""
    if scan.kinds[index] is not TokenKind.WORD or (
        word(scan, index + 1).isalpha() and word(scan, index + 1) not in {"in", "on", "and", "by", "at", "after", "to"}
    ):
        return None
    return Reading(first=index, last=index + 1, form=Clock("TNI", Deictic("day", 0)), rule="day part")


def clock_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "10:35 a.m.", "15:00 GMT", "9am", "7.30 p.m."."""
    text = scan.lower[index]
    if index > floor and scan.glued(index) and (scan.lower[index - 1] in {":", ".", "/", "$"} or scan.lower[index - 1][0].isalnum()):
        return None
    if index > floor and scan.glued(index) and scan.lower[index - 1] in DASHES and word(scan, index - 2) not in _HALVES:
        return None
    hour, minute, second, last = integer(scan, index, 2), 0, None, index + 1
    timed = False
    if hour is not None and word(scan, last) == ":" and scan.glued(last) and scan.glued(last + 1) and len(word(scan, last + 1)) == 2:
        found = integer(scan, last + 1, 2)
        if found is None:
            return None
        minute, last, timed = found, last + 2, True
        if word(scan, last) == ":" and scan.glued(last) and scan.glued(last + 1) and len(word(scan, last + 1)) == 2:
            second = integer(scan, last + 1, 2)
            last += 2
    elif hour is None and len(text) in (4, 5) and text[-3] == "." and text.replace(".", "", 1).isdecimal():
        hour, minute = int(text[:-3]), int(text[-2:])
    elif hour is None and len(text) == 4 and text.isdecimal() and word(scan, last) in {"gmt", "utc"}:
        hour, minute, timed = int(text[:2]), int(text[2:]), True
    if hour is None or hour > 24 or minute > 59 or (second is not None and second > 59):
        return None
    half = _HALVES.get(word(scan, last))
    if half is not None and 1 <= hour <= 12:
        dotted = "." in scan.lower[last]
        last += 1
        if dotted and word(scan, last) == "." and scan.glued(last) and same_sentence(scan, index, last):
            last += 1
        hour = hour % 12 + half
    elif word(scan, last) in {"o'clock", "o’clock"} or (word(scan, last) == "o" and word(scan, last + 1) in {"'", "’"}):
        last += 1 if len(word(scan, last)) > 1 else 3
    elif not (timed and (word(scan, index - 1) in _CLOCK_CUES or word(scan, last) in _ZONES)) and not (
        minute and word(scan, last) in _ZONES
    ):
        return None
    if word(scan, last) in _ZONES:
        last += 1
    elif word(scan, last) == "local" and word(scan, last + 1) == "time":
        last += 2
    if half is None and 1 <= hour <= 12:
        part = " ".join(scan.lower[last : last + 3])
        if part in _IN_WORDS:
            hour, last = hour % 12 + _IN_WORDS[part], last + 3
    time = f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")
    return Reading(first=index, last=last, form=Clock(time), rule="clock")
