"""Names the slip of the pen that would turn one figure into the other, most specific first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from service.model import Claim, Quantity, Slip, remainder

from .interval import Interval
from .moments import parts

# Each slip as a clause that an explanation can add.
SLIPS: Mapping[Slip, str] = {
    "digits_swapped": "two digits may be swapped",
    "digit_dropped": "a digit may have been dropped or added",
    "digit_changed": "one digit differs",
    "magnitude": "thousand, million or billion may be mixed up",
    "decimal_shifted": "the decimal point may have moved",
    "unit_swapped": "the same digits stand with different units",
    "percent_points": "percent and percentage points may be mixed up",
    "currency_swapped": "the same digits stand with different currencies",
    "day_month_swapped": "day and month may be swapped",
    "year_off_by_one": "the years are one apart",
    "sign": "a rise and a fall may be mixed up",
}

_MAGNITUDES = (Decimal(10) ** 3, Decimal(10) ** 6, Decimal(10) ** 9)
_SHORTEST = 2
_LONGEST = 15


def slip_of(first: Claim, second: Claim) -> Slip | None:
    """The slip that two contradicting claims fit, or None."""
    if first.quantity is not None and second.quantity is not None:
        return _quantity_slip(first.quantity, second.quantity)
    if first.date is not None and second.date is not None:
        return _date_slip(first, second)
    return None


def digits_slip(one: str, two: str) -> Slip | None:
    """The slip between two digit strings: a swap, a dropped digit, one changed digit."""
    if one == two:
        return None
    if len(one) == len(two) >= _SHORTEST:
        differ = [place for place in range(len(one)) if one[place] != two[place]]
        if len(differ) == _SHORTEST and (one[differ[0]], one[differ[1]]) == (two[differ[1]], two[differ[0]]):
            return "digits_swapped"
        if len(differ) == 1 and len(one) > _SHORTEST:
            return "digit_changed"
    longer, shorter = (one, two) if len(one) > len(two) else (two, one)
    if len(longer) == len(shorter) + 1 and len(shorter) >= _SHORTEST:
        at = next((place for place in range(len(shorter)) if longer[place] != shorter[place]), len(shorter))
        if longer[:at] + longer[at + 1 :] == shorter:
            return "digit_dropped"
    return None


def slip_towards(quantity: Quantity, expected: Interval) -> tuple[Slip, Decimal] | None:
    """The slip that would have made a figure out of one that a sum expects, and that figure; None where there is none.

    Only slips that few figures can fit by chance are tried: two neighbouring digits swapped, a thousandfold, a tenfold.
    """
    if not quantity.nominal:
        return None
    for slip, value in _slipped(quantity.nominal):
        exponent = value.as_tuple().exponent
        half = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) and exponent < 0 else Decimal(0)
        if value != quantity.nominal and expected.widened(half, half).contains(value):
            return slip, value
    return None


def _slipped(value: Decimal) -> Iterator[tuple[Slip, Decimal]]:
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    for place in range(min(len(digits), _LONGEST) - 1):
        swapped = (*digits[:place], digits[place + 1], digits[place], *digits[place + 2 :])
        if swapped[0]:
            yield "digits_swapped", Decimal((sign, swapped, exponent))
    for power in (3, 6, 9):
        yield from (("magnitude", value.scaleb(power)), ("magnitude", value.scaleb(-power)))
    yield from (("decimal_shifted", value.scaleb(1)), ("decimal_shifted", value.scaleb(-1)))


def _quantity_slip(first: Quantity, second: Quantity) -> Slip | None:
    one, two = _figure(first), _figure(second)
    if not one or not two:
        return None
    if first.unit != second.unit:
        if abs(one) != abs(two):
            return None
        if {first.unit.dimension, second.unit.dimension} == {"currency"}:
            return "currency_swapped"
        if _is_percent(first) and _is_percent(second):
            return "percent_points"
        return "unit_swapped" if first.unit.dimension == second.unit.dimension else None
    if one == -two or (one == two and None not in (first.direction, second.direction) and first.direction != second.direction):
        return "sign"
    if one == two:
        return None
    large, small = max(abs(one), abs(two)), min(abs(one), abs(two))
    ratio = large / small
    if ratio in _MAGNITUDES:
        return "magnitude"
    if _digits(one) == _digits(two):
        whole = "." not in _written(one, first) + _written(two, second)
        return "digit_dropped" if whole and ratio == 10 and len(format(small.normalize(), "f")) >= _SHORTEST else "decimal_shifted"
    return digits_slip(_written(one, first).replace(".", ""), _written(two, second).replace(".", ""))


def _date_slip(first: Claim, second: Claim) -> Slip | None:
    one, two = parts(first), parts(second)
    if {"day", "month"} <= one.keys() & two.keys():
        if one.get("year") == two.get("year") and (one["day"], one["month"]) == (two["month"], two["day"]):
            return "day_month_swapped"
        if (one["day"], one["month"]) != (two["day"], two["month"]):
            if one["month"] == two["month"] and one.get("year") == two.get("year"):
                return digits_slip(str(one["day"]), str(two["day"])) if one["day"] != two["day"] else None
            return None
    if "year" in one and "year" in two and one.get("month") == two.get("month"):
        if abs(one["year"] - two["year"]) == 1:
            return "year_off_by_one"
        return digits_slip(str(one["year"]), str(two["year"]))
    return None


def _is_percent(quantity: Quantity) -> bool:
    return "percent" in quantity.unit.name or quantity.unit.dimension == "percentage"


def _figure(quantity: Quantity) -> Decimal | None:
    return next((end for end in (quantity.nominal, quantity.lower, quantity.upper) if end is not None), None)


def _digits(value: Decimal) -> str:
    """The significant digits, without sign, point and zeros at the ends."""
    return format(abs(value), "f").replace(".", "").strip("0")


def _written(value: Decimal, quantity: Quantity) -> str:
    """The figure as it stands on paper: 1.25 for 1.25 million, as far as its precision tells."""
    text = format(abs(value).normalize(), "f")
    if abs(value) < _MAGNITUDES[1]:
        return text
    power = next(
        (
            step
            for step in reversed(_MAGNITUDES)
            if abs(value) >= step and remainder(value, step / 100) == 0 and quantity.precision >= step / 100
        ),
        None,
    )
    return format((abs(value) / power).normalize(), "f") if power else text
