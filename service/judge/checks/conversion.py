"""A source's own conversion: "8,000 hectares (20,000 acres)". Money is left alone: there are no exchange rates here."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from functools import cache

from service.judge.interval import Interval
from service.lexicon import load
from service.model import Claim, Finding, Quantity

from . import sums
from .view import View

# A second figure in parentheses or after a slash restates the first, and so does one that stands between commas with "or".
_RESTATES = re.compile(
    r"(?:\s*-?\s*(?:high|long|wide|deep|tall|away|off|square))?\s*(?:[(\[/]\s*(?:or |i\.e\.,? )?|,?\s*\bor\s+)"
    r"(?:about|approximately|around|some|nearly|roughly|over|almost|more than|~|just (?:over|under))?\s*$"
)
_NEVER = frozenset({"currency", "count", "percentage", "percentage point", "time", "dimensionless"})
# Conversions are rounded freely in news: a twentieth either way is still the same amount.
_FREE = Decimal("0.05")
# Gallons and tons are of several sizes, up to a fifth apart.
_SIZES = Decimal("0.21")
# Half a degree of the coarser scale, and the rounding of both.
_DEGREES = Decimal(1)


def find(view: View) -> list[Finding]:
    """A finding for each figure that is restated in another unit of its dimension."""
    found = []
    for sentence in view.sentences:
        for first, second in itertools.pairwise(sentence):
            if _restated(first, second) and (made := _check(first, second, view)):
                found.append(made)
    return found


def _restated(first: Claim, second: Claim) -> bool:
    one, two = first.quantity, second.quantity
    if (
        one is None
        or two is None
        or one.unit.dimension in _NEVER
        or one.unit.dimension != two.unit.dimension
        or one.unit.name == two.unit.name
    ):
        return False
    return one.per == two.per and _RESTATES.match(sums.between(first, second)) is not None


def _check(first: Claim, second: Claim, view: View) -> Finding | None:
    one, two = first.quantity, second.quantity
    expected, stated = _converted(one, two), _stated(second)
    if expected is None or stated is None or two is None:
        return None
    operands = (first, second)
    return sums.finding(
        "conversion",
        view,
        operands,
        second,
        says=f"{sums.quoted(first, operands, view)} is",
        expected=expected,
        allows=stated,
        unit=two.unit.name,
        assumption="that the second figure restates the first",
        confidence=0.9,
    )


def _stated(claim: Claim) -> Interval | None:
    """What the second figure allows; degrees as written, since a scale with a zero of its own has no factor."""
    quantity = claim.quantity
    stated = sums.allowed(claim)
    if quantity is None or stated is None:
        return None
    if quantity.unit.dimension != "temperature":
        digits = (quantity.nominal or Decimal(0)).normalize().as_tuple()
        # A figure of one digit and zeros may be rounded to that digit, by a tenth at most.
        round_to = Decimal(1).scaleb(int(digits.exponent)) / 2 if len(digits.digits) == 1 else Decimal(0)
        slack = min(round_to, abs(quantity.nominal or Decimal(0)) / 10)
        return stated.widened(slack, slack)
    return None if quantity.nominal is None else Interval.point(quantity.nominal).widened(quantity.precision / 2, quantity.precision / 2)


def _converted(one: Quantity | None, two: Quantity | None) -> Interval | None:
    """What the first quantity comes to in the second one's unit, as freely as news rounds; None where it can't be told."""
    if one is None or two is None or one.canonical is None or two.canonical is None or one.canonical.unit != two.canonical.unit:
        return None
    if one.unit.dimension == "temperature":
        return _degrees(one, two)
    low, high = (one.canonical.lower, one.canonical.upper) if one.nominal is None else (one.canonical.nominal, one.canonical.nominal)
    scale = next(
        (
            c / w
            for w, c in ((two.nominal, two.canonical.nominal), (two.lower, two.canonical.lower), (two.upper, two.canonical.upper))
            if w and c
        ),
        None,
    )
    own = next(
        (
            c / w
            for w, c in ((one.nominal, one.canonical.nominal), (one.lower, one.canonical.lower), (one.upper, one.canonical.upper))
            if w and c
        ),
        None,
    )
    if scale is None or own is None:
        return None
    place = abs(own / scale) * one.precision / 2
    free = _SIZES if {one.unit.name, two.unit.name} & _several() else _FREE
    low, high = (None if low is None else low / scale), (None if high is None else high / scale)
    # A figure of one digit that stands for a round one converts roughly; a longer one within a twentieth.
    return Interval(
        None if low is None else low - max(abs(low) * free, min(place, abs(low) / 4)),
        None if high is None else high + max(abs(high) * free, min(place, abs(high) / 4)),
    )


@cache
def _several() -> frozenset[str]:
    return frozenset(load("checks")["conversion"]["several"])


def _degrees(one: Quantity, two: Quantity) -> Interval | None:
    """Temperatures: both scales are linear, with zeros of their own."""
    fahrenheit = Decimal(9) / 5
    value = one.nominal
    if value is None:
        return None
    if one.unit.name.endswith("celsius") and two.unit.name.endswith("fahrenheit"):
        value = value * fahrenheit + 32
    elif one.unit.name.endswith("fahrenheit") and two.unit.name.endswith("celsius"):
        value = (value - 32) / fahrenheit
    else:
        return None
    return Interval.point(value).widened(_DEGREES, _DEGREES)
