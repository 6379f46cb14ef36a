"""A quantity: an interval with open or closed ends, in the unit as written."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

Qualifier = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "range", "vague"]
Direction = Literal["up", "down"]


# Digits enough for any figure that is read or taken: beyond its context's, a Decimal's % gives up.
_EXACT = Context(prec=400)


def remainder(value: Decimal, by: Decimal | int) -> Decimal:
    """What a value leaves when it is divided by another, exactly, however many digits it has."""
    return _EXACT.remainder(value, Decimal(by))


class Unit(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A unit of measurement, of money, or `count` for things counted."""

    name: Annotated[str, Meta(description="quantulum3's name in lower case (kilometre, percentage, dollar), or count.")]
    symbol: Annotated[str | None, Meta(description="ISO 4217 code for money; the usual symbol for other units.")] = None
    dimension: Annotated[str, Meta(description="What the unit measures: length, currency, count, percentage, …")] = "count"


class Canonical(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The same interval in the SI unit of its dimension (money and counts are left as they are)."""

    lower: Decimal | None
    upper: Decimal | None
    nominal: Decimal | None
    unit: str


class Quantity(Struct, frozen=True, kw_only=True, gc=False):
    """How much: an interval in the unit as written, and the precision with which it was written.

    `lower` and `upper` are null where the text gives no such bound; `nominal` is the figure itself, null for
    a range or a vague amount. `precision` is the size of the last place written: 1.9 billion has 100,000,000, 12,000
    has 1,000, 11,840 has 10; it is kept apart from the interval, which is what the text states.
    """

    lower: Decimal | None
    upper: Decimal | None
    lower_closed: bool
    upper_closed: bool
    nominal: Decimal | None
    qualifier: Qualifier = "exact"
    direction: Direction | None = None
    approximate: bool = False
    unit: Unit = Unit("count")
    per: Unit | None = None
    precision: Decimal = Decimal(1)
    canonical: Canonical | None = None
