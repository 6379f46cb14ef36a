"""Expressions around the name of a unit of time: "last week", "every day", "the end of the month", "the 20th century"."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from service.model import Scan

from .amounts import amount_before, duration, ordinal_before, with_article
from .counted import counted
from .forms import Anaphor, Calendar, Deictic, Fixed, Known, Offset, Reading
from .months import month_rule
from .periods import Grain, holding
from .quarters import heads_part, quarter, year_ago
from .vocabulary import (
    MONTHS,
    PLURAL_UNITS,
    SHIFTS,
    SHORT_UNITS,
    UNITS,
    calendar_unit,
    integer,
    is_compound,
    same_sentence,
    word,
    word_list,
)
from .years import is_year

_END_NOUNS = word_list("end_nouns")
_BARE_CUES = word_list("bare_cues")
_TIMES = frozenset({"once", "twice", "thrice", "times"})
_CURRENCY_WORDS = frozenset(
    [
        "dollars",
        "dollar",
        "euros",
        "pounds",
        "cents",
        "pence",
        "yen",
        "yuan",
        "rupees",
        "rubles",
        "roubles",
        "francs",
        "marks",
        "percent",
        "barrel",
        "barrels",
        "pc",
        "million",
        "billion",
        "trillion",
        "bn",
        "m",
    ]
)
_PAST_WORDS = frozenset({"ago", "earlier", "later", "hence"})


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
        or _repeated(scan, index, floor, unit, plural)
        or _shifted(scan, index, floor, unit, plural)
        or counted(scan, index, end, floor, unit, hyphen)
        or _single(scan, index, floor, unit, plural)
    )


def _is_age(scan: Scan, index: int) -> bool:
    at = index + 1 + is_compound(scan, index + 1)
    return word(scan, at) in {"old", "olds"} or (word(scan, index + 1) == "of" and word(scan, index + 2) == "age")


def _compound(scan: Scan, index: int, floor: int, unit: str) -> Reading | None:
    """As in "year-ago", "year-earlier quarter", "year-end", "week-long"."""
    if word(scan, index + 1) in {"'s", "’s"} and word(scan, index + 2) == "end" and unit == "year":
        return Reading(first=index, last=index + 3, form=Deictic("year", 0), modifier="end", rule="year end")
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


def _repeated(scan: Scan, index: int, floor: int, unit: str, plural: bool) -> Reading | None:
    """Sets: "every day", "each of the last three years", "every two weeks", "twice a year", "$4 a day"."""
    if unit == "period":
        return None
    before = word(scan, index - 1)
    if index - 1 < floor:
        return None
    if before in {"every", "each"}:
        return Reading(first=index - 1, last=index + 1, form=Fixed("SET", duration(Decimal(1), unit)), rule="set")
    if index - 2 >= floor and word(scan, index - 2) == "every" and before in {"other", "second", "single"}:
        return Reading(
            first=index - 2, last=index + 1, form=Fixed("SET", duration(Decimal(1 if before == "single" else 2), unit)), rule="set"
        )
    if plural:
        amount = amount_before(scan, index, floor)
        if amount and amount.first - 1 >= floor and word(scan, amount.first - 1) in {"every", "each"}:
            return Reading(first=amount.first - 1, last=index + 1, form=Fixed("SET", duration(amount.value, unit)), rule="set")
        return None
    if before in {"a", "an"} and index - 2 >= 0 and unit not in {"second", "quarter"}:
        cue = index - 2
        text = word(scan, cue)
        after = word(scan, index + 1)
        if text in _TIMES and cue >= floor:
            first = cue
            amount = amount_before(scan, cue, floor) if text == "times" else None
            return Reading(
                first=amount.first if amount else first, last=index + 1, form=Fixed("SET", duration(Decimal(1), unit)), rule="set"
            )
        counted = text.endswith("s") and cue - 1 >= floor and amount_before(scan, cue, floor) is not None
        money = counted or text in _CURRENCY_WORDS or (text[:1].isdigit() and same_sentence(scan, cue, index)) or text in {"%"}
        if money and after not in _PAST_WORDS and after not in {"before", "after"}:
            return Reading(first=index - 1, last=index + 1, form=Fixed("SET", duration(Decimal(1), unit)), rule="set")
    return None


def _shifted(scan: Scan, index: int, floor: int, unit: str, plural: bool) -> Reading | None:
    """As in "last week", "the past year", "that month", "the next day"."""
    if plural or unit in ("second", "minute", "hour", "night", "period", "millennium") or index - 1 < floor:
        return None
    before = word(scan, index - 1)
    first = index - 1
    if word(scan, index + 1) in {"'s", "’s"} and heads_part(scan, index + 2):
        return None
    calendar = calendar_unit(unit)
    assert calendar is not None
    grain, factor = calendar
    if (
        before in {"fiscal", "calendar", "full", "financial", "school", "academic"}
        and word(scan, index - 2) in SHIFTS
        and first - 1 >= floor
    ):
        first -= 1
        before = word(scan, first)
    after = word(scan, index + 1)
    if before == "past" and first - 1 >= floor and word(scan, first - 1) == "this":
        return Reading(first=first - 1, last=index + 1, form=Deictic(grain, -factor), rule="shift")
    if before == "past" and unit == "weekend":
        return Reading(first=with_article(scan, first, floor), last=index + 1, form=Deictic(grain, -1), rule="shift")
    if before == "past" or (before == "last" and unit in ("decade", "century")):
        return Reading(
            first=with_article(scan, first, floor), last=index + 1, form=Fixed("DURATION", duration(Decimal(1), unit)), rule="duration"
        )
    if before in {"same", "that"} or (before == "this" and unit == "period"):
        if after in {"when", "that"} and before == "same":
            return None
        if first - 1 >= floor and word(scan, first - 1) in {"the", "that", "this"}:
            first -= 1
        return Reading(first=first, last=index + 1, form=Anaphor(grain), rule="anaphor")
    if before in {"following", "next", "previous", "preceding"} and (
        (word(scan, first - 1) == "the" and first - 1 >= floor) or before in {"following", "previous", "preceding"}
    ):
        shift = SHIFTS[before] * factor
        deictic = before == "next" and unit != "day"
        return Reading(
            first=with_article(scan, first, floor),
            last=index + 1,
            form=Deictic(grain, shift) if deictic else Anaphor(grain, shift),
            rule="shift",
        )
    if before not in SHIFTS or before in {"present"} or (unit == "day" and before not in {"next"}):
        return None
    if before == "current" and word(scan, first - 1) in {"the"}:
        first -= 1
    form = Anaphor(grain, 1) if unit == "day" else Deictic(grain, SHIFTS[before] * factor)
    return Reading(first=with_article(scan, first, floor) if before != "this" else first, last=index + 1, form=form, rule="shift")


def _single(scan: Scan, index: int, floor: int, unit: str, plural: bool) -> Reading | None:
    """A unit without a number: "for weeks", "days before", "recent years", "the day after", "the end of the month"."""
    before = word(scan, index - 1) if index - 1 >= floor else ""
    after = word(scan, index + 1)
    if unit == "period":
        return None
    if plural:
        if before == "recent":
            if unit == "year" or (word(scan, index + 1) == "and" and word(scan, index + 2) in PLURAL_UNITS):
                more = 0 if unit == "year" else 2
                return Reading(first=index - 1, last=index + 1 + more, form=Fixed("DATE", "PAST_REF"), rule="reference")
            return Reading(first=index - 1, last=index + 1, form=Fixed("DURATION", duration(None, unit)), rule="duration")
        if before == "these" and unit == "day":
            return Reading(first=index - 1, last=index + 1, form=Fixed("DATE", "PRESENT_REF"), rule="reference")
        if before in {"past", "last", "previous"} and unit == "year":
            return Reading(first=with_article(scan, index - 1, floor), last=index + 1, form=Fixed("DATE", "PAST_REF"), rule="reference")
        if before in {"coming", "next", "past", "last", "following", "previous", "preceding"}:
            return Reading(
                first=with_article(scan, index - 1, floor), last=index + 1, form=Fixed("DURATION", duration(None, unit)), rule="duration"
            )
        if after in {"ago"}:
            calendar = calendar_unit(unit)
            grain: Grain = calendar[0] if calendar else "day"
            return Reading(first=index, last=index + 2, form=Offset(grain=grain, count=None), rule="offset")
        if before == "the" and (after == "ahead" or (after in {"before", "after", "since"} and unit != "second")):
            return Reading(
                first=index - 1, last=index + 1 + (after == "ahead"), form=Fixed("DURATION", duration(None, unit)), rule="duration"
            )
        if ((before in _BARE_CUES or before in {"many", "more", "over"}) and after not in {"of"}) or after in {
            "before",
            "after",
            "later",
            "earlier",
        }:
            return Reading(first=index, last=index + 1, form=Fixed("DURATION", duration(None, unit)), rule="duration")
        return None
    if before == "the":
        return _definite(scan, index, unit)
    if before == "of" and unit in {"year", "month", "week"} and word(scan, index - 2) in {"end", "beginning", "start"}:
        return Reading(
            first=index, last=index + 1, form=Deictic("year" if unit == "year" else "month" if unit == "month" else "week", 0), rule="shift"
        )
    if (
        before in {"full", "fiscal", "whole", "entire"}
        and unit == "year"
        and index - 2 >= floor
        and word(scan, index - 2) == "the"
        and not is_year(scan, index + 1)
    ):
        return Reading(first=index - 2, last=index + 1, form=Deictic("year", 0), rule="shift")
    if (
        unit == "week"
        and (number := integer(scan, index + 1, 2)) is not None
        and 1 <= number <= 53
        and word(scan, index + 2) == "of"
        and is_year(scan, index + 3)
    ):
        return None
    return None


def _definite(scan: Scan, index: int, unit: str) -> Reading | None:
    """As in "the day before", "the week of March 6", "the year ended", "by the end of the year"."""
    after, cue = word(scan, index + 1), word(scan, index - 2)
    first = index - 1
    calendar = calendar_unit(unit)
    if calendar is None or (unit == "year" and is_year(scan, index + 1)):
        return None
    grain = calendar[0]
    if unit == "week" and after in {"of", "beginning", "starting", "commencing", "ending", "ended"}:
        for month in range(index + 2, min(index + 5, len(scan))):
            if scan.lower[month] in MONTHS:
                found = month_rule(scan, month, index + 2)
                if found and found.first == index + 2:
                    return Reading(first=first, last=found.last, form=Offset(grain="week", count=0, anchor=found.form), rule="week")
                break
    if unit == "weekend" and cue in {"over", "during", "at", "on", "this", "through", "throughout", "in"}:
        return Reading(first=first, last=index + 1, form=Anaphor("weekend"), rule="shift")
    if unit == "day" and after in {"before", "after"} and word(scan, index + 2) not in {"yesterday", "tomorrow"}:
        return Reading(first=first, last=index + 1, form=Anaphor("day", -1 if after == "before" else 1), rule="anaphor")
    if (after in {"ended", "ending", "through"} or (after == "to" and word(scan, index + 2) in MONTHS)) and unit in {
        "year",
        "quarter",
        "month",
        "week",
    }:
        return Reading(first=first, last=index + 1, form=Fixed("DURATION", duration(Decimal(1), unit)), rule="duration")
    if after == "to" and word(scan, index + 2) == "date" and unit in {"year", "month", "quarter"}:
        return Reading(first=first, last=index + 3, form=Deictic(grain, 0), rule="shift")
    if cue in {"of", "in", "for", "during", "throughout", "over"} and unit in {"week", "month", "year", "day", "decade", "century"}:
        follows_end = word(scan, index - 3) in _END_NOUNS
        if cue == "of" and not follows_end:
            return None
        if after in {"of", "that", "when", "since", "old"} or (unit in {"day", "decade", "century"} and not follows_end):
            return None
        return Reading(first=first, last=index + 1, form=Deictic(grain, 0), rule="shift")
    return None
