"""Figures, dates and relations in the words that the report uses for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Context, Decimal

from service.model import Check, Claim, Date, DateModifier, Measure, Qualifier, Quantity, Relation, Role, Slip, Unit

RELATIONS: dict[Relation, str] = {"conflict": "Conflict", "compatible": "Compatible", "changed": "Changed", "agree": "Agree"}
MEANINGS: dict[Relation, str] = {
    "conflict": "cannot both be true as worded",
    "compatible": "different, but both can be true as worded",
    "changed": "the texts speak of different times or stages",
    "agree": "the same, allowing for wording",
}
SIGNS: dict[Relation, str] = {"conflict": "≠", "compatible": "≈", "changed": "→", "agree": "="}
_SLIPS: Mapping[Slip, str] = {
    "digits_swapped": "two digits swapped",
    "digit_dropped": "a digit dropped",
    "digit_changed": "one digit changed",
    "magnitude": "thousand, million or billion mixed up",
    "decimal_shifted": "the decimal point shifted",
    "unit_swapped": "another unit with the same digits",
    "percent_points": "percent for percentage points",
    "currency_swapped": "another currency with the same digits",
    "day_month_swapped": "day and month swapped",
    "year_off_by_one": "the year before or after",
    "sign": "a rise for a fall",
}
_CHECKS: Mapping[Check, str] = {
    "rate_total": "rate × time against total",
    "parts_total": "parts against their total",
    "share": "share against counts",
    "change": "change against levels",
    "weekday": "weekday against date",
    "age": "age against year of birth",
    "duration": "start and duration against end",
    "sequence": "order of events",
    "conversion": "one figure in two units",
    "sum_of_shares": "shares of one whole",
    "average": "average against total and number",
}
_ROLES: dict[Role, str] = {"level": "", "change": "a change", "rate": "a rate", "share": "a share", "part": "a part", "limit": "a limit",
                           "forecast": "a forecast", "ordinal": "a place in an order", "age": "an age", "score": "a score"}  # fmt: skip
_QUALIFIERS: dict[Qualifier, str] = {
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
}
_MODIFIERS: dict[DateModifier, str] = {"since": "since ", "until": "until ", "by": "by ", "before": "before ", "after": "after ",
                                       "approx": "about ", "start": "early ", "mid": "mid-", "end": "late "}  # fmt: skip
_REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}
_PLURALS = {"percentage": "percent", "percent": "percent", "foot": "feet", "square foot": "square feet", "cubic foot": "cubic feet",
            "inch": "inches", "yen": "yen", "yuan": "yuan", "rand": "rand", "baht": "baht", "won": "won",
            "century": "centuries"}  # fmt: skip
_PARTS = {"Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "TH": "hour", "TM": "minute", "TS": "second",
          "DE": "decade", "CE": "century"}  # fmt: skip
_DURATION = re.compile(r"P(?P<time>T)?(?P<number>X|[0-9]+(?:\.[0-9]+)?)(?P<part>DE|CE|[YMWDQHS])")
_CLOCK = re.compile(r"T([0-9]{2}:[0-9]{2})$")
_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_LONGEST = 24
# A figure with more digits than any text writes comes out of a division.
_DIGITS = 15
_FULL, _ROUGH = Context(prec=28), Context(prec=6)


def label(code: str) -> str:
    """A name of the interface as words: `rate_total` is "rate total"."""
    return code.replace("_", " ")


def slip(code: Slip) -> str:
    """A slip in words."""
    return _SLIPS.get(code, label(code))


def check(code: Check) -> str:
    """An arithmetic check in words."""
    return _CHECKS.get(code, label(code))


def number(value: Decimal) -> str:
    """A figure as English news writes it: 12,000; 0.5; 1.9 billion."""
    if not value.is_finite():
        return str(value)
    if abs(value.adjusted()) > _LONGEST:
        return _power(value) if value else "0"
    value = value.normalize(_FULL if len(value.as_tuple().digits) <= _DIGITS else _ROUGH)
    for size, name in _SCALES:
        # Never rounded: 1,234,567 and 1,234,576 must not read the same.
        scaled = value / size
        if abs(value) >= size and scaled == round(scaled, 3):
            return f"{_plain(scaled)} {name}"
    return _plain(value)


def _power(value: Decimal) -> str:
    """A figure too large or small to write out; its exponent may be beyond what decimal arithmetic takes."""
    sign, digits, _ = value.as_tuple()
    mantissa = round(Decimal((sign, digits[:9], 1 - len(digits[:9]))), 4)
    return f"{_plain(mantissa)} × 10^{value.adjusted()}".replace("^-", "^−")


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def percent(share: Decimal | float) -> str:
    """A share as a whole percentage; in two digits at most below ten, and as a multiple from ten times up."""
    value = Decimal(str(share))
    if value.adjusted() > _LONGEST:
        return "beyond measure"
    value *= 100
    if value >= 1000:
        return f"{number(round(value / 100, 0))}-fold"
    return f"{_plain(round(value, 1) if abs(value) < 10 else round(value, 0))}%"


def day(date: dt.date) -> str:
    """A day as 5 Nov 2024."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def month(date: dt.date) -> str:
    """A month as Nov 2024."""
    return f"{_MONTHS[date.month - 1]} {date.year}"


def days(lower: dt.date | None, upper: dt.date | None) -> str:
    """A span of days in the shortest plain form: a day, a month, a year, or from … to …"""
    if lower is None or upper is None:
        return f"from {day(lower)}" if lower else f"to {day(upper)}" if upper else ""
    if lower == upper:
        return day(lower)
    after = _next(upper)
    if lower.day == 1 and after.day == 1:
        if lower.month == 1 and after.month == 1:
            return str(lower.year) if lower.year == upper.year else f"{lower.year}–{upper.year}"
        if (lower.year, lower.month) == (upper.year, upper.month):
            return month(lower)
        return f"{_MONTHS[lower.month - 1] if lower.year == upper.year else month(lower)} – {month(upper)}"
    if (lower.year, lower.month) == (upper.year, upper.month):
        return f"{lower.day}–{day(upper)}"
    return f"{day(lower)} – {day(upper)}"


def _next(date: dt.date) -> dt.date:
    return date + dt.timedelta(days=1) if date < dt.date.max else dt.date.max


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 topic", "3 topics"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unit(value: Unit, per: Unit | None = None) -> str:
    """A unit in the plural, money by its code; nothing for plain counts."""
    name = value.symbol if value.dimension == "currency" and value.symbol else unit_name(value.name)
    if per is not None:
        name = f"{name} per {'head' if per.name == 'count' else per.name}".strip()
    return name


def unit_name(name: str | None) -> str:
    """The plural of a unit's name; nothing for plain counts."""
    if name is None or name == "count":
        return ""
    first, separator, rest = name.partition(" per ")
    if first in _PLURALS or first.startswith("degree "):
        first = _PLURALS.get(first) or first.replace("degree", "degrees", 1)
    elif first.isascii() and first.replace(" ", "").replace("-", "").isalpha() and first.islower() and not first.endswith(("s", "z")):
        first += "s"
    return first + separator + rest


def between(lower: Decimal | None, upper: Decimal | None, name: str | None, like: Unit | None = None) -> str:
    """An interval given by its ends; nothing where both are open.

    `name` is the unit's name or symbol; it is written as a claim's is where it is that claim's unit, `like`.
    """
    low, high = ("" if end is None else number(end) for end in (lower, upper))
    if not low or not high:
        span = f"{low} or more" if low else f"{high} or less" if high else ""
    else:
        span = low if low == high else f"{low} to {high}"
    if like is not None and name in (like.name, like.symbol):
        words = like.name if lower == upper == 1 and like.dimension not in ("currency", "count") else unit(like)
    else:
        words = name or "" if lower == upper == 1 else unit_name(name)
    return f"{span} {words}".strip() if span else ""


def quantity(value: Quantity) -> str:
    """What a quantity says, with its bounds and unit: "more than 10,000", "10 to 12 kilometre"."""
    name = unit(value.unit, value.per)
    if value.nominal == 1 and value.unit.name in name + "s":
        name = name.replace(unit_name(value.unit.name), value.unit.name, 1)
    return f"{_amount(value)} {name}".strip()


def _amount(value: Quantity) -> str:
    lower, upper = value.lower, value.upper
    if value.qualifier in _QUALIFIERS and value.nominal is not None:
        return _QUALIFIERS[value.qualifier] + number(value.nominal)
    if lower is not None and upper is not None:
        if lower == upper:
            return ("about " if value.approximate else "") + number(lower)
        if value.qualifier == "vague" or value.approximate:
            return f"roughly {number(lower)}–{number(upper)}"
        return f"{number(lower)} to {'' if value.upper_closed else 'under '}{number(upper)}"
    if lower is not None:
        return ("at least " if value.lower_closed else "more than ") + number(lower)
    if upper is not None:
        return ("at most " if value.upper_closed else "less than ") + number(upper)
    return number(value.nominal) if value.nominal is not None else "an unknown amount"


def date(value: Date) -> str:
    """What a date says: "since Feb 2022", "12–14 Nov 2024", "3 years"; that it has no known day where it hasn't."""
    before = _MODIFIERS[value.modifier] if value.modifier else ""
    span = days(value.lower, value.upper)
    if span:
        return before + span
    timex = value.timex or ""
    return before + (_REFERENCES.get(timex) or _duration(timex) or _clock(timex) or "no known day")


def _duration(timex: str) -> str:
    """A TIMEX3 duration of one part in words: PT12M is "12 minutes", PXY "some years"."""
    match = _DURATION.fullmatch(timex)
    if match is None:
        return ""
    number, name = match["number"], _PARTS.get((match["time"] or "") + match["part"])
    if name is None:
        return ""
    return f"1 {name}" if number == "1" else f"{'some' if number == 'X' else number} {unit_name(name)}"


def _clock(timex: str) -> str:
    match = _CLOCK.search(timex)
    return match[1] if match else ""


def claim(value: Claim) -> str:
    """How the service reads a claim's figure or date."""
    if value.quantity is not None:
        return quantity(value.quantity)
    return date(value.date) if value.date is not None else ""


def particulars(value: Claim) -> tuple[tuple[str, str], ...]:
    """What else the service read from the text about a claim, as (name, words), without what it did not find."""
    measure = value.measure
    when = days(value.time.lower, value.time.upper) if value.kind != "date" else ""
    named = (
        ("of", _without_bearer(measure) or measure.head or ""),
        ("whose", measure.subject or ""),
        ("of the whole", measure.whole or ""),
        ("where", ", ".join(measure.place)),
        ("when", when),
        ("as", _ROLES[value.role]),
        ("says", value.attribution or ""),
    )
    return tuple((name, words) for name, words in named if words)


def _without_bearer(measure: Measure) -> str:
    """The measured phrase alone, where its bearer, which follows it behind a comma, is told as the subject anyway."""
    text, comma, bearer = (measure.text or "").rpartition(", ")
    return text if comma and bearer in (measure.subject or "") else measure.text or ""
