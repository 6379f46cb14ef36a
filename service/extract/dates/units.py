"""Expressions around the name of a unit of time: "last week", "three days ago", "over 70 years", "the third quarter"."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from service.model import Scan

from .amounts import Amount, amount_before, duration
from .forms import Anaphor, Calendar, Deictic, Fixed, Known, Offset, Part, Reading
from .months import month_rule
from .periods import Grain, holding
from .vocabulary import (
    DASHES,
    MONTHS,
    ORDINALS,
    PLURAL_UNITS,
    SHIFTS,
    SHORT_UNITS,
    UNITS,
    calendar_unit,
    integer,
    is_capitalised,
    is_compound,
    same_sentence,
    word,
    word_list,
)
from .years import is_year, year_after

_FILLERS = word_list("fillers")
_DETERMINERS = frozenset({"the", "these", "those"})
_PAST_WORDS = {"ago": -1, "earlier": -1, "later": 1, "hence": 1, "beforehand": -1, "previously": -1, "afterwards": 1, "afterward": 1}
_DURATION_CUES = word_list("duration_cues")
_BARE_CUES = word_list("bare_cues")
_RELATIVE = word_list("relative")
# An amount of time beyond this is no news.
_LARGEST = 20_000_000_000
_QUARTER_CUES = frozenset({"in", "for", "during", "of", "throughout", "through", "by", "over", "to", "from"})
_SAME = frozenset({"same", "corresponding", "comparable", "year-ago", "equivalent"})
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
        return _quarter(scan, index, floor, unit)
    if short:
        return _counted(scan, index, end, floor, unit, hyphen) if integer(scan, end - 1, 4) is not None else None
    return (
        _compound(scan, index, floor, unit)
        or _ordinal(scan, index, end, floor, unit)
        or _quarter(scan, index, floor, unit)
        or _repeated(scan, index, floor, unit, plural)
        or _shifted(scan, index, floor, unit, plural)
        or _counted(scan, index, end, floor, unit, hyphen)
        or _single(scan, index, floor, unit, plural)
    )


def _is_age(scan: Scan, index: int) -> bool:
    at = index + 1 + is_compound(scan, index + 1)
    return word(scan, at) in {"old", "olds"} or (word(scan, index + 1) == "of" and word(scan, index + 2) == "age")


def _the(scan: Scan, first: int, floor: int) -> int:
    return first - 1 if first - 1 >= floor and word(scan, first - 1) in _DETERMINERS else first


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
        first = _the(scan, index, floor) if word(scan, index - 1) == "the" else index
        return Reading(first=first, last=at + 1, form=Deictic("year", 0), modifier="end", rule="year end")
    grain = calendar_unit(unit)
    if hyphenated and tail in {"ago", "earlier"} and grain:
        return _year_ago(scan, index, at + 1, floor, grain)
    if hyphenated and tail == "long" and grain:
        amount = amount_before(scan, index - is_compound(scan, index - 1), floor)
        return Reading(
            first=amount.first if amount else index,
            last=at + 1,
            form=Fixed("DURATION", duration(amount.value if amount else Decimal(1), unit)),
            rule="duration",
        )
    return None


def _year_ago(scan: Scan, index: int, last: int, floor: int, grain: tuple[Grain, int]) -> Reading:
    """As in "the year-ago quarter", "year-earlier profit"."""
    first = index
    if word(scan, first - 1) in _SAME and first - 1 >= floor:
        first -= 1
    at = last
    number = ORDINALS.get(word(scan, at))
    at += number is not None
    head = word(scan, at)
    if head == "-" and number is not None:
        at += 1
        head = word(scan, at)
    if head in {"quarter", "period", "half"}:
        first = _the(scan, first, floor)
        part: Grain = "half" if head == "half" else "quarter"
        return Reading(first=first, last=at + 1, form=Part(grain=part, number=number, years_ago=1), rule="year ago")
    return Reading(first=first, last=last, form=Offset(grain=grain[0], count=-grain[1], from_focus=True), rule="year ago")


def _ordinal(scan: Scan, index: int, end: int, floor: int, unit: str) -> Reading | None:
    """As in "the 20th century", "the first week of November", "the last day of 2015"."""
    first, number = _ordinal_before(scan, end, floor)
    from_end = word(scan, end - 1) in {"last", "final"} and end - 1 >= floor
    if from_end:
        first, number = end - 1, 0
    if number is None:
        return None
    first = _the(scan, first, floor)
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


def _ordinal_before(scan: Scan, end: int, floor: int) -> tuple[int, int | None]:
    if end - 1 < floor:
        return end, None
    text = word(scan, end - 1)
    if text in ORDINALS:
        tens = {"twenty": 20, "thirty": 30}.get(word(scan, end - 3), 0) if is_compound(scan, end - 2) and end - 3 >= floor else 0
        return (end - 3, tens + ORDINALS[text]) if tens else (end - 1, ORDINALS[text])
    if text in {"st", "nd", "rd", "th"} and scan.glued(end - 1) and end - 2 >= floor:
        return end - 2, integer(scan, end - 2, 3)
    return end, None


def _quarter(scan: Scan, index: int, floor: int, unit: str) -> Reading | None:
    """A quarter or half by number: "third-quarter", "the fiscal first quarter of 2024", "the 1988 second quarter", "the latest quarter"."""
    if unit not in ("quarter", "half", "period"):
        return None
    grain: Grain = "half" if unit == "half" else "quarter"
    end = index - 1 if is_compound(scan, index - 1) else index
    first, number = _ordinal_before(scan, end, floor)
    count = 1
    if (
        number is None
        and unit == "quarter"
        and word(scan, index - 1) in {"two", "three"}
        and word(scan, index - 2) == "first"
        and index - 2 >= floor
    ):
        first, number, count = index - 2, 1, {"two": 2, "three": 3}[word(scan, index - 1)]
    if number is not None and (number > (4 if grain == "quarter" else 2) or unit == "period"):
        return None
    fiscal = False
    if first - 1 >= floor and (word(scan, first - 1) == "fiscal" or (is_compound(scan, first - 1) and word(scan, first - 2) == "fiscal")):
        first -= 1 if word(scan, first - 1) == "fiscal" else 2
        fiscal = True
    year, year_shift, first = _year_before(scan, first, floor)
    before = word(scan, first - 1) if first - 1 >= floor else ""
    if number is None and year is None and year_shift is None:
        if before in _SAME and unit != "half":
            return _same_period(scan, index, first - 1, floor, grain)
        if before == "latest":
            return Reading(first=_the(scan, first - 1, floor), last=index + 1, form=Anaphor(grain), rule="quarter")
        if (
            before == "the"
            and unit == "quarter"
            and word(scan, first - 2) in _QUARTER_CUES
            and word(scan, index + 1) not in {"of", "century", "mile", "final", "back", "finals"}
        ):
            return _year_ago_after(scan, Reading(first=first - 1, last=index + 1, form=Anaphor(grain), rule="quarter"))
        return None
    if end == index or word(scan, index + 1) in {"of"} or year is not None:
        first = _the(scan, first, floor)
    last = index + 1
    if year is None and year_shift is None:
        found = _year_of(scan, last)
        if found:
            year, year_shift, last = found
    if unit == "half" and (number is None or (year is None and year_shift is None and word(scan, last) == "of")):
        return None
    form = Part(grain=grain, number=number, year=year, year_shift=year_shift, count=count, fiscal=fiscal)
    if number is not None and year is None and year_shift is None and _is_sport(scan, index):
        return None
    return _year_ago_after(scan, Reading(first=first, last=last, form=form, rule="quarter"))


_SPORT = word_list("sport")


def _is_sport(scan: Scan, index: int) -> bool:
    """Whether the sentence around a "fourth quarter" or "second half" is about a match."""
    first, last = scan.sentence_at(index)
    near = scan.lower[max(first, index - 25) : min(last, index + 25)]
    return any(text in _SPORT for text in near)


def _year_ago_after(scan: Scan, reading: Reading) -> Reading:
    """Joins "a year ago" or "last year" to the quarter it stands behind: "the quarter a year ago"."""
    at = reading.last
    if (
        word(scan, at) in {"a", "one"}
        and word(scan, at + 1) == "year"
        and word(scan, at + 2) in {"ago", "earlier"}
        and not isinstance(reading.form, Part)
    ):
        return Reading(first=reading.first, last=at + 3, form=Part(grain="quarter", years_ago=1), rule="quarter")
    return reading


def _same_period(scan: Scan, index: int, first: int, floor: int, grain: Grain) -> Reading | None:
    """As in "the corresponding period last year", "the same quarter of 1988"."""
    if word(scan, index + 1) in {"a", "one"} and word(scan, index + 2) == "year" and word(scan, index + 3) in {"ago", "earlier"}:
        return Reading(first=_the(scan, first, floor), last=index + 4, form=Part(grain=grain, years_ago=1), rule="quarter")
    found = _year_of(scan, index + 1)
    if not found:
        return None
    year, year_shift, last = found
    return Reading(first=_the(scan, first, floor), last=last, form=Part(grain=grain, year=year, year_shift=year_shift), rule="quarter")


def _year_before(scan: Scan, first: int, floor: int) -> tuple[int | None, int | None, int]:
    """A year before a quarter: "1988 second quarter", "this year's third quarter"."""
    if first - 1 >= floor and is_year(scan, first - 1):
        return int(scan.lower[first - 1]), None, first - 1
    if first - 3 >= floor and word(scan, first - 1) in {"'s", "’s"} and word(scan, first - 2) == "year" and word(scan, first - 3) in SHIFTS:
        return None, SHIFTS[word(scan, first - 3)], first - 3
    return None, None, first


def _year_of(scan: Scan, at: int) -> tuple[int | None, int | None, int] | None:
    """A year after a quarter, with "of", "in" or nothing between."""
    if word(scan, at) in {"of", "in"}:
        inner = at + 1 + (word(scan, at + 1) == "fiscal")
        if is_year(scan, inner):
            return int(scan.lower[inner]), None, inner + 1
        if word(scan, inner) in {"last", "this", "next"} and word(scan, inner + 1) == "year":
            return None, SHIFTS[word(scan, inner)], inner + 2
        if word(scan, inner) == "the" and word(scan, inner + 1) == "year":
            return None, 0, inner + 2
        return None
    return year_after(scan, at)


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
    if word(scan, index + 1) in {"'s", "’s"} and _heads_part(scan, index + 2):
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
    if before == "past" or (before == "last" and unit in ("decade", "century")):
        return Reading(first=_the(scan, first, floor), last=index + 1, form=Fixed("DURATION", duration(Decimal(1), unit)), rule="duration")
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
            first=_the(scan, first, floor), last=index + 1, form=Deictic(grain, shift) if deictic else Anaphor(grain, shift), rule="shift"
        )
    if before not in SHIFTS or before in {"present"} or (unit == "day" and before not in {"next"}):
        return None
    if before == "current" and word(scan, first - 1) in {"the"}:
        first -= 1
    form = Anaphor(grain, 1) if unit == "day" else Deictic(grain, SHIFTS[before] * factor)
    return Reading(first=_the(scan, first, floor) if before != "this" else first, last=index + 1, form=form, rule="shift")


def _heads_part(scan: Scan, index: int) -> bool:
    """Whether a quarter or half follows, which "this year's" then belongs to."""
    at = index + (word(scan, index) in ORDINALS)
    return word(scan, at + is_compound(scan, at)) in {"quarter", "half"}


def _counted(scan: Scan, index: int, end: int, floor: int, unit: str, hyphen: bool) -> Reading | None:
    """A number of units: a duration, or with "ago" and its kin an offset."""
    if unit == "period":
        return None
    inner = end
    while inner - 1 >= floor and end - inner < 2 and word(scan, inner - 1) in _FILLERS:
        inner -= 1
    upcoming = inner - 1 >= floor and word(scan, inner - 1) in SHIFTS and word(scan, inner - 1) not in {"this", "current", "present"}
    amount = amount_before(scan, inner - upcoming, floor) or _article(scan, inner, floor, unit, hyphen)
    if amount is None:
        return None
    if hyphen and amount.first - 1 >= 0 and is_compound(scan, amount.first - 1):
        return None
    if word(scan, amount.first - 1) in {"age", "aged", "ages"} or (amount.value is not None and amount.value > _LARGEST):
        return None
    if inner < end and word(scan, amount.first) in {"a", "an"} and word(scan, inner) in {"fiscal", "calendar"}:
        return None
    if (
        unit == "quarter"
        and not upcoming
        and (amount.value is None or amount.value <= 3)
        and word(scan, amount.first - 1) not in {"first", "last"}
    ):
        return None
    if scan.lower[index] == "second" and not hyphen and amount.value != 1:
        return None
    if _is_title(scan, amount.first, index):
        return None
    if (
        unit in ("second", "minute")
        and amount.value == 1
        and word(scan, amount.first) in {"a", "an"}
        and not _is_span(scan, amount.first, index)
    ):
        return None
    last = index + 1
    amount = _ranged(scan, amount, floor)
    if hyphen:
        if word(scan, last) == "period" and amount.first - 1 >= floor and word(scan, amount.first - 1) in {"a", "the", "this", "that"}:
            return Reading(first=amount.first - 1, last=last + 1, form=Fixed("DURATION", duration(amount.value, unit)), rule="duration")
        return Reading(first=amount.first, last=last, form=Fixed("DURATION", duration(amount.value, unit)), rule="duration")
    return _offset(scan, amount, index, unit) or Reading(
        first=_opening(scan, amount, floor),
        last=last + _or_so(scan, last),
        form=Fixed("DURATION", duration(amount.value, unit)),
        rule="duration",
    )


def _ranged(scan: Scan, amount: Amount, floor: int) -> Amount:
    """As in "two to three weeks", "10–12 months": the amount from its lower end."""
    link = word(scan, amount.first - 1)
    if amount.first - 2 < floor or amount.value is None or not (link in {"to", "or"} or link in DASHES):
        return amount
    lower = amount_before(scan, amount.first - 1, floor)
    if lower is None or lower.value is None or lower.value >= amount.value:
        return amount
    return lower


def _is_title(scan: Scan, first: int, index: int) -> bool:
    """Whether a unit with a capital is part of a name ("60 Minutes") and not of a headline whose words all have one."""
    if not is_capitalised(scan, index):
        return False
    if scan.words[index - 1].islower():
        return True
    beside = index + 1 if first == 0 or scan.sentence_of[first] != scan.sentence_of[first - 1] else first - 1
    return beside < len(scan) and not is_capitalised(scan, beside)


def _or_so(scan: Scan, last: int) -> int:
    return 2 if word(scan, last) == "or" and word(scan, last + 1) in {"so", "more", "less", "two"} else 0


def _is_span(scan: Scan, first: int, index: int) -> bool:
    return word(scan, first - 1) in {"for", "within", "in", "per", "under", "than", "every"} or word(scan, index + 1) in _PAST_WORDS


def _opening(scan: Scan, amount: Amount, floor: int) -> int:
    """Where a duration begins: with "the past", "the next", "the first", or just "the", before its number."""
    first = amount.first
    if first - 1 < floor or word(scan, first) in {"a", "an"}:
        return first
    before = word(scan, first - 1)
    if before in SHIFTS or before in {"first", "final", "latest", "opening"}:
        first -= 1
    return _the(scan, first, floor)


def _article(scan: Scan, end: int, floor: int, unit: str, hyphen: bool) -> Amount | None:
    """As in "a year", "an hour", "another decade": one of the unit, where the words around it speak of time."""
    if hyphen or end - 1 < floor:
        return None
    before = word(scan, end - 1)
    if before == "another":
        return Amount(end - 1, Decimal(1))
    if before not in {"a", "an"}:
        return None
    cue, after = word(scan, end - 2), word(scan, end + 1)
    if unit in ("day", "night", "weekend") and end - 1 >= 0:
        fits = (
            after in _RELATIVE
            or (after == "or" and word(scan, end + 2) in {"two", "so"})
            or cue in {"for", "within", "than", "about", "nearly", "almost"}
        )
        return Amount(end - 1, Decimal(1)) if fits else None
    if unit in ("second", "quarter", "half"):
        return Amount(end - 1, Decimal(1)) if after in _RELATIVE or (unit == "second" and cue in {"within", "in"}) else None
    return (
        Amount(end - 1, Decimal(1))
        if after in _RELATIVE
        or cue in _DURATION_CUES
        or unit in {"year", "decade", "century", "month", "week", "hour", "fortnight", "millennium"}
        else None
    )


def _offset(scan: Scan, amount: Amount, index: int, unit: str) -> Reading | None:
    at = index + 1
    tail = word(scan, at)
    if tail == "and" and word(scan, at + 1) == "a" and word(scan, at + 2) == "half":
        at += 3
        tail = word(scan, at)
    direction = _PAST_WORDS.get(tail)
    focus = tail != "ago"
    if tail in {"from", "after", "before"} and word(scan, at + 1) in {"now", "today"}:
        direction, focus, at = (-1 if tail == "before" else 1), False, at + 1
    elif tail == "from" and word(scan, at + 1) == "yesterday":
        return None
    if direction is None or not same_sentence(scan, index, at):
        return None
    if tail in {"earlier", "later"} and word(scan, at + 1) == "than":
        return None
    calendar = calendar_unit(unit)
    if calendar is None:
        return Reading(first=amount.first, last=at + 1, form=Offset(grain="day", count=0, from_focus=focus, type="TIME"), rule="offset")
    grain, factor = _years_of(calendar)
    count = None
    if amount.value is not None:
        total = amount.value * factor
        if total != total.to_integral_value() and grain == "year":
            grain, total = "month", total * 12
        if abs(total) > 100_000:
            return None
        count = direction * int(total)
    if grain == "weekend":
        grain = "week"
    return Reading(
        first=amount.first,
        last=at + 1,
        form=Offset(grain=grain, count=count, from_focus=focus),
        rule="offset",
        modifier="approx" if amount.approximate else None,
    )


def _years_of(calendar: tuple[Grain, int]) -> tuple[Grain, int]:
    """Decades and centuries counted in years: "two decades ago" is a year, give or take."""
    grain, factor = calendar
    if grain in ("decade", "century"):
        return "year", factor * (10 if grain == "decade" else 100)
    return grain, factor


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
            return Reading(first=_the(scan, index - 1, floor), last=index + 1, form=Fixed("DATE", "PAST_REF"), rule="reference")
        if before in {"coming", "next", "past", "last", "following", "previous", "preceding"}:
            return Reading(
                first=_the(scan, index - 1, floor), last=index + 1, form=Fixed("DURATION", duration(None, unit)), rule="duration"
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
    if calendar is None:
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
    if after in {"ended", "ending", "through"} and unit in {"year", "quarter", "month", "week"}:
        return Reading(first=first, last=index + 1, form=Fixed("DURATION", duration(Decimal(1), unit)), rule="duration")
    if after == "to" and word(scan, index + 2) == "date" and unit in {"year", "month", "quarter"}:
        return Reading(first=first, last=index + 3, form=Deictic(grain, 0), rule="shift")
    if cue in {"of", "in", "for", "during", "throughout", "over"} and unit in {"week", "month", "year", "day"}:
        follows_end = word(scan, index - 3) in {
            "end",
            "beginning",
            "start",
            "middle",
            "rest",
            "remainder",
            "part",
            "half",
            "most",
            "much",
            "later",
            "course",
        }
        if cue == "of" and not follows_end:
            return None
        if after in {"of", "that", "when", "since", "old"} or (unit == "day" and not follows_end):
            return None
        return Reading(first=first, last=index + 1, form=Deictic(grain, 0), rule="shift")
    return None


def quarter_code_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "Q3", "Q4 2023", "2018Q4", "H1 2024", "FY2008"."""
    letter = scan.lower[index]
    number = integer(scan, index + 1, 4)
    if number is None or not scan.glued(index + 1):
        return None
    last = index + 2
    if letter == "fy":
        year = number if number > 100 else 2000 + number
        return None if not 1900 <= year <= 2100 else Reading(first=index, last=last, form=_fiscal_year(year), rule="year")
    if number > (4 if letter == "q" else 2) or number < 1 or not scan.words[index].isupper():
        return None
    grain: Grain = "quarter" if letter == "q" else "half"
    if word(scan, last) in {"visa", "visas"}:
        return None
    year_told = year_shift = None
    first = index
    at = last + (word(scan, last) in {"-", "/"} and scan.glued(last) and scan.glued(last + 1))
    found = _year_of(scan, at)
    if found:
        year_told, year_shift, last = found
    elif index - 1 >= floor and is_year(scan, index - 1):
        year_told, first = int(scan.lower[index - 1]), index - 1
    elif index - 2 >= floor and word(scan, index - 1) == "-" and scan.glued(index) and is_year(scan, index - 2):
        year_told, first = int(scan.lower[index - 2]), index - 2
    return Reading(first=first, last=last, form=Part(grain=grain, number=number, year=year_told, year_shift=year_shift), rule="quarter")


def _fiscal_year(year: int) -> Part:
    return Part(grain="year", year=year, fiscal=True)
