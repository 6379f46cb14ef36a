"""Expressions around the name of a unit of time: "last week", "every day", "the end of the month", "the 20th century"."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from service.model import Scan

from .amounts import amount_before, duration, ordinal_before, with_article
from .counted import counted
from .eras import era_century
from .forms import Anaphor, Calendar, Deictic, Fixed, Known, Offset, Reading
from .months import month_rule
from .periods import Grain, holding
from .quarters import heads_part, quarter, year_ago
from .sets import repeated
from .vocabulary import (
    MONTHS,
    PLURAL_UNITS,
    SHIFTS,
    SHORT_UNITS,
    UNITS,
    calendar_unit,
    integer,
    is_capitalised,
    is_compound,
    word,
    word_list,
)
from .years import is_year

_END_NOUNS = word_list("end_nouns")
_BARE_CUES = word_list("bare_cues")
_YEAR_KINDS = frozenset(
    {"fiscal", "calendar", "full", "financial", "school", "academic", "whole", "entire", "working", "trading", "business"}
)
_BACKWARD = frozenset({"following", "previous", "preceding"})
_NO_CALENDAR = frozenset({"second", "minute", "hour", "night", "period", "millennium"})
_BESIDE = frozenset({"before", "after", "later", "earlier"})
_WEEKEND_CUES = frozenset({"over", "during", "at", "on", "this", "through", "throughout", "in"})
_SPAN_CUES = frozenset({"of", "in", "for", "during", "throughout", "over"})
_WEEK_LINKS = frozenset({"of", "beginning", "starting", "commencing", "ending", "ended"})
_PAST = Fixed("DATE", "PAST_REF")
_CENTURY_FIRMS = word_list("century_firms")
_SPANS = frozenset({"week", "month", "year", "day", "decade", "century"})


def unit_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """The expression whose head is the unit's name at `index`."""
    text = scan.lower[index]
    unit = UNITS.get(text) or SHORT_UNITS[text]
    plural = text in PLURAL_UNITS
    short = text not in UNITS
    end = index
    hyphen = index - 1 >= floor and is_compound(scan, index - 1)
    if hyphen:
        end = index - 1
    if (
        word(scan, index + 1) in {"read", "care"}
        or _is_age(scan, index)
        or (word(scan, index + 1) in {"-", "‑"} and word(scan, index + 2) in {"on", "over"})
    ):
        return None
    if unit == "half":
        return quarter(scan, index, floor, unit)
    if short:
        return counted(scan, index, end, floor, unit, hyphen) if integer(scan, end - 1, 4) is not None else None
    return (
        _compound(scan, index, floor, unit)
        or _ordinal(scan, index, end, floor, unit)
        or quarter(scan, index, floor, unit)
        or repeated(scan, index, floor, unit, plural)
        or _shifted(scan, index, floor, unit, plural)
        or counted(scan, index, end, floor, unit, hyphen)
        or (_plural(scan, index, floor, unit) if plural else _singular(scan, index, floor, unit))
    )


def _is_age(scan: Scan, index: int) -> bool:
    at = index + 1 + is_compound(scan, index + 1)
    return word(scan, at) in {"old", "olds"} or (word(scan, index + 1) == "of" and word(scan, index + 2) == "age")


def _compound(scan: Scan, index: int, floor: int, unit: str) -> Reading | None:
    """As in "year-ago", "year-earlier quarter", "year-end", "week-long"."""
    if word(scan, index + 1) in {"'s", "’s"} and word(scan, index + 2) == "end" and unit in {"year", "month", "week"}:
        whole: Grain = "year" if unit == "year" else "month" if unit == "month" else "week"
        return Reading(first=index, last=index + 3, form=Anaphor(whole, loose=True), modifier="end", rule="year end")
    hyphenated = is_compound(scan, index + 1)
    at = index + 1 + hyphenated
    tail = word(scan, at)
    if (
        unit == "year"
        and tail == "end"
        and (hyphenated or word(scan, index - 1) in {"by", "at", "before", "until", "around", "of", "since"})
    ):
        first = with_article(scan, index, floor) if word(scan, index - 1) == "the" else index
        return Reading(first=first, last=at + 1, form=Deictic("year", 0), modifier="end", rule="year end")
    grain = calendar_unit(unit)
    if hyphenated and tail in {"ago", "earlier"} and grain:
        return year_ago(scan, index, at + 1, floor, grain)
    if hyphenated and tail == "long" and grain:
        amount = amount_before(scan, index - is_compound(scan, index - 1), floor)
        return Reading(
            first=amount.first if amount else index,
            last=at + 1,
            form=Fixed("DURATION", duration(amount.value if amount else Decimal(1), unit)),
            rule="duration",
        )
    return None


def _ordinal(scan: Scan, index: int, end: int, floor: int, unit: str) -> Reading | None:
    """As in "the 20th century", "the first week of November", "the last day of 2015"."""
    first, number = ordinal_before(scan, end, floor)
    from_end = word(scan, end - 1) in {"last", "final"} and end - 1 >= floor
    if from_end:
        first, number = end - 1, 0
    if number is None:
        return None
    first = with_article(scan, first, floor)
    if unit == "century" and is_capitalised(scan, index) and word(scan, index + 1) in _CENTURY_FIRMS:
        return None
    if unit == "century" and (with_era := era_century(scan, first, index + 1, number)):
        return with_era
    if unit == "century" and 1 <= number <= 21:
        return Reading(first=first, last=index + 1, form=Known(holding("century", dt.date(number * 100 - 99, 1, 1))), rule="century")
    if unit in ("week", "day", "weekend") and word(scan, index + 1) in {"of", "in"} and number <= 53:
        anchor = _anchor(scan, index + 2)
        if anchor is not None and (number < 6 or unit != "week"):
            grain: Grain = "week" if unit == "week" else "day" if unit == "day" else "weekend"
            form = Offset(grain=grain, count=0 if from_end else number - 1, anchor=anchor[0], from_end=from_end)
            return Reading(first=first, last=anchor[1], form=form, rule="week")
    return None


def _anchor(scan: Scan, index: int) -> tuple[Calendar | Deictic, int] | None:
    """The month or year that starts at `index`, and where it ends."""
    if is_year(scan, index):
        return Calendar(year=int(scan.lower[index])), index + 1
    if word(scan, index) in MONTHS:
        found = month_rule(scan, index, index)
        if found and isinstance(found.form, Calendar) and found.form.day is None:
            return found.form, found.last
    if word(scan, index) in {"last", "this", "next"} and word(scan, index + 1) in {"month", "year"}:
        return Deictic("month" if word(scan, index + 1) == "month" else "year", SHIFTS[word(scan, index)]), index + 2
    return None


def _shifted(scan: Scan, index: int, floor: int, unit: str, plural: bool) -> Reading | None:
    """As in "last week", "the past year", "that month", "the next day"."""
    if plural or unit in _NO_CALENDAR or index - 1 < floor:
        return None
    if word(scan, index + 1) in {"'s", "’s"} and heads_part(scan, index + 2):
        return None
    calendar = calendar_unit(unit)
    assert calendar is not None
    grain, factor = calendar
    first, last = index - 1, index + 1
    before = word(scan, first)
    if before in _YEAR_KINDS and first - 1 >= floor and word(scan, first - 1) in SHIFTS:
        first -= 1
        before = word(scan, first)
    determiner = word(scan, first - 1) if first - 1 >= floor else ""
    if before in {"same", "that"}:
        if before == "same" and word(scan, last) in {"when", "that"}:
            return None
        return Reading(first=first - (determiner in {"the", "that", "this"}), last=last, form=Anaphor(grain), rule="anaphor")
    if before not in SHIFTS or before == "present":
        return None
    if before == "this" or (before == "past" and determiner == "this"):
        if unit == "day":
            return None
        return Reading(first=first - (before == "past"), last=last, form=Deictic(grain, SHIFTS[before] * factor), rule="shift")
    first = with_article(scan, first, floor)
    if (before == "past" and unit != "weekend") or (before == "last" and unit in ("decade", "century")):
        return Reading(first=first, last=last, form=Fixed("DURATION", duration(Decimal(1), unit)), rule="duration")
    if unit == "day" and before not in _BACKWARD | {"next"}:
        return None
    pointing = before in _BACKWARD or unit == "day"
    shift = SHIFTS[before] * factor
    return Reading(first=first, last=last, form=Anaphor(grain, shift) if pointing else Deictic(grain, shift), rule="shift")


def _plural(scan: Scan, index: int, floor: int, unit: str) -> Reading | None:
    """Units without a number: "for weeks", "days before", "recent years", "the weeks ahead", "years ago"."""
    before = word(scan, index - 1) if index - 1 >= floor else ""
    after = word(scan, index + 1)
    first, last = index - 1, index + 1
    vague = Fixed("DURATION", duration(None, unit))
    if before == "recent":
        if unit != "year" and after == "and" and word(scan, last + 1) in PLURAL_UNITS:
            return Reading(first=first, last=last + 2, form=_PAST, rule="reference")
        return Reading(first=first, last=last, form=_PAST if unit == "year" else vague, rule="reference" if unit == "year" else "duration")
    if before == "these" and unit == "day":
        return Reading(first=first, last=last, form=Fixed("DATE", "PRESENT_REF"), rule="reference")
    if before in SHIFTS and before not in {"this", "current", "present", "prior", "upcoming"}:
        past = unit == "year" and SHIFTS[before] < 0 and before != "preceding"
        return Reading(
            first=with_article(scan, first, floor), last=last, form=_PAST if past else vague, rule="reference" if past else "duration"
        )
    if after == "ago":
        return Reading(first=index, last=last + 1, form=Offset(grain=(calendar_unit(unit) or ("day", 1))[0], count=None), rule="offset")
    if before == "the" and (after in {"ahead", "since"} or (after in _BESIDE and unit != "second")):
        return Reading(first=first, last=last + (after == "ahead"), form=vague, rule="duration")
    if after in _BESIDE or (after != "of" and (before in _BARE_CUES or before in {"many", "more", "over"})):
        return Reading(first=index, last=last, form=vague, rule="duration")
    return None


def _singular(scan: Scan, index: int, floor: int, unit: str) -> Reading | None:
    """One unit without a number: "the day after", "the full year", "the end of month"."""
    before = word(scan, index - 1) if index - 1 >= floor else ""
    if before == "the":
        return _definite(scan, index, unit)
    calendar = calendar_unit(unit)
    if calendar is None:
        return None
    if before == "of" and unit in {"year", "month", "week"} and word(scan, index - 2) in {"end", "beginning", "start"}:
        return Reading(first=index, last=index + 1, form=Deictic(calendar[0], 0), rule="shift")
    the_year = unit == "year" and before in _YEAR_KINDS and index - 2 >= floor and word(scan, index - 2) == "the"
    if the_year and not is_year(scan, index + 1):
        return Reading(first=index - 2, last=index + 1, form=Deictic("year", 0), rule="shift")
    return None


def _definite(scan: Scan, index: int, unit: str) -> Reading | None:
    """As in "the day before", "the week of March 6", "the year ended", "by the end of the year"."""
    after, cue = word(scan, index + 1), word(scan, index - 2)
    first, last = index - 1, index + 1
    calendar = calendar_unit(unit)
    if calendar is None or (unit == "year" and is_year(scan, last)):
        return None
    grain = calendar[0]
    if unit == "week" and after in _WEEK_LINKS:
        dated = _dated(scan, index + 2)
        if dated is not None:
            return Reading(first=first, last=dated.last, form=Offset(grain="week", count=0, anchor=dated.form), rule="week")
    if unit == "weekend" and cue in _WEEKEND_CUES:
        return Reading(first=first, last=last, form=Anaphor("weekend"), rule="shift")
    if unit == "day" and after in {"before", "after"} and word(scan, index + 2) not in {"yesterday", "tomorrow"}:
        return Reading(first=first, last=last, form=Anaphor("day", -1 if after == "before" else 1), rule="anaphor")
    ended = after in {"ended", "ending", "through"} or (after == "to" and word(scan, index + 2) in MONTHS)
    if ended and unit in {"year", "month", "week"}:
        return Reading(first=first, last=last, form=Fixed("DURATION", duration(Decimal(1), unit)), rule="duration")
    if after == "to" and word(scan, index + 2) == "date" and unit in {"year", "month"}:
        return Reading(first=first, last=index + 3, form=Deictic(grain, 0), rule="shift")
    if cue not in _SPAN_CUES or unit not in _SPANS or after in {"of", "that", "when", "since", "old"}:
        return None
    follows_end = word(scan, index - 3) in _END_NOUNS
    if not follows_end and (cue == "of" or unit in {"day", "decade", "century"}):
        return None
    return Reading(first=first, last=last, form=Anaphor(grain, loose=True), rule="shift")


def _dated(scan: Scan, at: int) -> Reading | None:
    """The month or day by name that starts at `at`."""
    for month in range(at, min(at + 3, len(scan))):
        if scan.lower[month] in MONTHS:
            found = month_rule(scan, month, at)
            return found if found and found.first == at else None
    return None
