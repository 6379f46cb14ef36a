"""Dates: calendar dates, relative ones, ranges, times, durations and sets, as TIMEX3.

Reading finds an expression from its head (a month's name, a unit, four digits) and says what it says; resolving says which
days that means, given the day of publication and the dates that the text spoke of before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from service.model import Date, Mention, Scan, TokenKind

from .combine import combine
from .days import clock_rule, day_of_month_rule, day_part_rule, day_rule, overnight_rule, weekday_rule, weekdays_rule
from .eras import era_year_rule
from .foreign import MOST_WORDS, foreign_date, foreign_word, warm
from .forms import Fixed, Reading
from .modifiers import with_modifiers
from .months import month_rule
from .named import HOLIDAY_STARTERS, era_rule, holiday_rule, reference_rule, season_rule, set_rule
from .numeric import number_rule
from .quarters import quarter_code_rule
from .resolve import resolve
from .units import unit_rule
from .vocabulary import (
    DAY_PARTS,
    DAYS,
    DECADES,
    MONTHS,
    REFERENCE_ADJECTIVES,
    REFERENCES,
    SEASONS,
    SETS,
    SHORT_UNITS,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
)
from .years import decade_rule, spelled_rule

__all__ = ["find", "read", "warm"]

Rule = Callable[[Scan, int, int], Reading | None]

_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (HOLIDAY_STARTERS, holiday_rule),
    (frozenset(MONTHS), month_rule),
    (frozenset(WEEKDAYS), weekday_rule),
    (frozenset(WEEKDAY_PLURALS), weekdays_rule),
    (frozenset(DAYS), day_rule),
    (frozenset(DAY_PARTS), day_part_rule),
    (frozenset({"overnight"}), overnight_rule),
    (frozenset(UNITS) | frozenset(SHORT_UNITS), unit_rule),
    (frozenset({"q", "h", "fy"}), quarter_code_rule),
    (frozenset(SEASONS), season_rule),
    (frozenset(DECADES), decade_rule),
    (frozenset(REFERENCES), reference_rule),
    (frozenset(REFERENCE_ADJECTIVES), era_rule),
    (frozenset(SETS), set_rule),
    (frozenset({"two", "twenty", "nineteen", "eighteen", "seventeen", "sixteen", "fifteen"}), spelled_rule),
)
_HEADS: dict[str, tuple[Rule, ...]] = {
    head: tuple(rule for heads, rule in _RULES if head in heads) for head in sorted(frozenset().union(*(heads for heads, _ in _RULES)))
}
_NUMBER_RULES: tuple[Rule, ...] = (era_year_rule, clock_rule, number_rule, day_of_month_rule)


def find(scan: Scan, published_at: dt.date | None, most: int | None = None, until: int | None = None) -> tuple[Mention, ...]:
    """Mentions of kind `date` and `duration` in the order of the text; relative ones are resolved against `published_at`.

    Reading stops soon after there are `most` of them, or at token `until`.
    """
    enough = most
    while True:
        found = read(scan, enough, until)
        readings = combine(scan, found)
        if most is None or enough is None or len(readings) >= most or len(found) < enough:
            break
        enough *= 2  # some expressions were put together
    return tuple(_mention(scan, reading, date) for reading, date in zip(readings, resolve(scan, readings, published_at), strict=True))


def read(scan: Scan, most: int | None = None, until: int | None = None) -> list[Reading]:
    """Every expression of the text, or the first `most`, or those that begin before token `until`; none overlaps another."""
    found: list[Reading] = []
    asked: set[str] = set()
    floor = 0
    sentence = -1
    lower, kinds, heads, digits = scan.lower, scan.kinds, _HEADS, TokenKind.NUMBER
    for index in [index for index, (head, kind) in enumerate(zip(lower, kinds, strict=True)) if kind is digits or head in heads]:
        if index < floor:
            continue
        if (most is not None and len(found) >= most) or (until is not None and index >= until):
            break
        number = kinds[index] is digits
        rules = _NUMBER_RULES if number else _HEADS[lower[index]]
        if scan.sentence_of[index] != sentence:
            sentence = scan.sentence_of[index]
            floor = max(floor, scan.sentences[sentence][0])
        reading = None
        for rule in rules:
            reading = rule(scan, index, floor)
            if reading is not None:
                break
        if reading is None and number and (name := foreign_word(scan, index)) is not None:
            asked.add(scan.lower[name])
            reading = foreign_date(scan, index, name) if len(asked) <= MOST_WORDS else None
        if reading is not None:
            reading = with_modifiers(scan, reading, floor)
            found.append(reading)
            floor = reading.last
    return found


def _mention(scan: Scan, reading: Reading, date: Date) -> Mention:
    before = reading.first if reading.before is None else reading.before
    duration = isinstance(reading.form, Fixed) and reading.form.type == "DURATION"
    return Mention(
        kind="duration" if duration else "date", span=scan.span(reading.first, reading.last), expression=scan.span(before, reading.last),
        first=reading.first, last=reading.last, before=before, after=reading.last, date=date, rule=reading.rule,
    )  # fmt: skip
