"""Builds quantities: what interval an amount denotes under the words that bound it."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from service.lexicon.units import convert, factor_of
from service.model import Canonical, Direction, Qualifier, Quantity, Unit

from .amounts import COUNT, Amount


def quantity_of(
    low: Amount,
    high: Amount | None,
    qualifier: Qualifier,
    approximate: bool,
    direction: Direction | None,
    unit: Unit | None,
    per: Unit | None,
) -> Quantity:
    """The quantity of one amount, or of a range from `low` to `high`, in `unit` (a count where there is none).

    A bound leaves the other end open; "about" keeps the point and says approximate; a range or a vague amount has no
    nominal value.
    """
    unit = unit or COUNT
    lower: Decimal | None
    upper: Decimal | None
    nominal: Decimal | None = None
    lower_closed = upper_closed = True
    precision = low.number.precision
    if high is not None:
        lower, upper = sorted((low.value, high.value))
        qualifier = "range"
        precision = min(precision, high.number.precision)
    elif low.number.vague_upper is not None:
        lower, upper, upper_closed, qualifier = low.value, low.number.vague_upper, False, "vague"
    else:
        lower = upper = nominal = low.value
        if qualifier in {"at_least", "more_than"}:
            upper, upper_closed, lower_closed = None, False, qualifier == "at_least"
        elif qualifier in {"at_most", "less_than"}:
            lower, lower_closed, upper_closed = None, False, qualifier == "at_most"
    return Quantity(
        lower=lower,
        upper=upper,
        lower_closed=lower_closed,
        upper_closed=upper_closed,
        nominal=nominal,
        qualifier=qualifier,
        direction=direction,
        approximate=approximate,
        unit=unit,
        per=per,
        precision=precision,
        canonical=canonical(lower, upper, nominal, unit),
    )


def with_unit(quantity: Quantity, unit: Unit) -> Quantity:
    """The same figure in another unit."""
    return replace(quantity, unit=unit, canonical=canonical(quantity.lower, quantity.upper, quantity.nominal, unit))


def canonical(lower: Decimal | None, upper: Decimal | None, nominal: Decimal | None, unit: Unit) -> Canonical | None:
    factor = factor_of(unit)
    if factor is None:
        return Canonical(lower, upper, nominal, unit.symbol or unit.name if unit.dimension == "currency" else unit.name)
    return Canonical(
        None if lower is None else convert(lower, factor),
        None if upper is None else convert(upper, factor),
        None if nominal is None else convert(nominal, factor),
        factor.unit,
    )
