"""Quantities of two claims as they are compared: shares in percent, points as numbers, "nearly", degrees of no scale."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from service.model import Claim, Quantity, Unit

# "Nearly" and its like come from below: up to a tenth short of the figure, and not beyond it.
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|approach\w*|just under|just short of|not quite|virtually)\b", re.IGNORECASE)
_SHORT = Decimal("0.9")
# Degrees of two texts that lie further apart are of two scales.
_NEAR_DEGREES = 20
_PERCENT = Unit("percentage", "%", "percentage")


def as_read(first: Claim, second: Claim) -> tuple[Quantity, Quantity]:
    """Two quantities as they are compared: "half" in percent, points as numbers, "nearly 5" as at most 5 beside a plain figure.

    Degrees of no scale are of the other one's scale where that is near.
    """
    one, two = _scaled(first), _scaled(second)
    one, two = _on_scale(one, two), _on_scale(two, one)
    if _is_nearly(first) == _is_nearly(second):
        return one, two
    return (_short_of(one), two) if _is_nearly(first) else (one, _short_of(two))


def _on_scale(bare: Quantity, other: Quantity) -> Quantity:
    """A temperature in degrees of no scale in those of the other one, unless they would be far apart: 110 degrees, 43 Celsius."""
    if bare.unit.name != "degree" or other.unit.dimension != "temperature" or bare.nominal is None or other.nominal is None:
        return bare
    if abs(bare.nominal - other.nominal) > _NEAR_DEGREES:
        return bare
    return replace(bare, unit=other.unit, canonical=None)


def _scaled(claim: Claim) -> Quantity:
    quantity = claim.quantity
    assert quantity is not None
    if quantity.unit.name == "point":
        return replace(quantity, unit=Unit("count"), canonical=None)
    if claim.role == "share" and quantity.unit.dimension == "count" and quantity.nominal is not None and 0 < quantity.nominal <= 1:
        return replace(
            quantity,
            unit=_PERCENT,
            canonical=None,
            precision=Decimal(2),
            nominal=quantity.nominal * 100,
            lower=None if quantity.lower is None else quantity.lower * 100,
            upper=None if quantity.upper is None else quantity.upper * 100,
        )
    return quantity


def _is_nearly(claim: Claim) -> bool:
    quantity = claim.quantity
    if quantity is None or not quantity.approximate or quantity.nominal is None:
        return False
    return _NEARLY.search(claim.expression.text[: max(0, claim.span.start - claim.expression.start)]) is not None


def _short_of(quantity: Quantity) -> Quantity:
    assert quantity.nominal is not None
    short = quantity.nominal * _SHORT
    return replace(quantity, qualifier="range", lower=min(short, quantity.nominal), upper=max(short, quantity.nominal))
