"""Interval algebra with open and closed, bounded and unbounded ends, on decimals."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from service.model import Quantity


class Interval(Struct, frozen=True):
    """The values from `lower` to `upper`; None is unbounded, and a closed end belongs to the interval."""

    lower: Decimal | None
    upper: Decimal | None
    lower_closed: bool = True
    upper_closed: bool = True

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        return self.lower is not None and self.lower == self.upper

    def widened(self, below: Decimal, above: Decimal) -> Interval:
        """The interval with its ends moved outwards (never inwards) and closed where they moved."""
        return Interval(
            None if self.lower is None else self.lower - below,
            None if self.upper is None else self.upper + above,
            self.lower_closed or below > 0,
            self.upper_closed or above > 0,
        )

    def scaled(self, factor: Decimal) -> Interval:
        """The interval times a positive factor."""
        return Interval(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
            self.lower_closed,
            self.upper_closed,
        )

    def __mul__(self, other: Interval) -> Interval:
        """The product of two intervals of values that are not negative."""
        return Interval(
            None if self.lower is None or other.lower is None else self.lower * other.lower,
            None if self.upper is None or other.upper is None else self.upper * other.upper,
            self.lower_closed and other.lower_closed,
            self.upper_closed and other.upper_closed,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.lower is None or other.lower is None else self.lower + other.lower,
            None if self.upper is None or other.upper is None else self.upper + other.upper,
            self.lower_closed and other.lower_closed,
            self.upper_closed and other.upper_closed,
        )

    def contains(self, value: Decimal) -> bool:
        above = self.lower is None or value > self.lower or (value == self.lower and self.lower_closed)
        below = self.upper is None or value < self.upper or (value == self.upper and self.upper_closed)
        return above and below


def overlap(first: Interval, second: Interval) -> Interval | None:
    """The values in both, or None where there are none."""
    lower, lower_closed = _inner(first.lower, first.lower_closed, second.lower, second.lower_closed, lower=True)
    upper, upper_closed = _inner(first.upper, first.upper_closed, second.upper, second.upper_closed, lower=False)
    if lower is not None and upper is not None and (lower > upper or (lower == upper and not (lower_closed and upper_closed))):
        return None
    return Interval(lower, upper, lower_closed, upper_closed)


def gap(first: Interval, second: Interval) -> Decimal:
    """How far apart the nearest ends of two intervals are; 0 where they meet or overlap."""
    if first.upper is not None and second.lower is not None and first.upper < second.lower:
        return second.lower - first.upper
    if second.upper is not None and first.lower is not None and second.upper < first.lower:
        return first.lower - second.upper
    return Decimal(0)


def of(quantity: Quantity) -> Interval:
    """What a quantity states, in the unit as written."""
    return Interval(quantity.lower, quantity.upper, quantity.lower_closed, quantity.upper_closed)


def _inner(one: Decimal | None, one_closed: bool, two: Decimal | None, two_closed: bool, *, lower: bool) -> tuple[Decimal | None, bool]:
    if one is None or two is None:
        return (two, two_closed) if one is None else (one, one_closed)
    if one == two:
        return one, one_closed and two_closed
    return (one, one_closed) if (one > two) == lower else (two, two_closed)
