"""What a number expression is, and what its readers in digits and in words share."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Literal

from msgspec import Struct

MAX_DIGITS = 30
SMALLEST, LARGEST = Decimal("1e-30"), Decimal("1e30")
CONTEXT = Context(prec=34)
FRACTION_PRECISION = Decimal("0.01")  # "two-thirds" agrees with 66 and with 67 percent


class Number(Struct, frozen=True, kw_only=True):
    """A number expression: tokens `first` up to, not including, `last`.

    `value` is the number, or the lower end of a vague amount, whose upper end (not included) is `vague_upper`:
    "dozens" is 24 up to 100. `precision` is the size of the last place written. `scale` is the magnitude that ends it
    ("10 million": a million), else 1; `fraction` tells that it is a part of one ("two-thirds").
    """

    value: Decimal
    first: int
    last: int
    precision: Decimal = Decimal(1)
    written: Literal["digits", "words", "mixed"] = "digits"
    vague_upper: Decimal | None = None
    scale: Decimal = Decimal(1)
    fraction: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a magnitude ("million") is in it."""
        return self.scale > 1


def plain(value: Decimal) -> Decimal:
    """The same value without an exponent or idle zeros, so that equal figures are written alike."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=CONTEXT)
    return value.normalize(CONTEXT)


def place_of(value: Decimal) -> Decimal:
    """The size of the last place that a figure in digits is written with.

    Trailing zeros of whole numbers from 1,000 on are taken for rounding; below, news gives the exact count.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < 0:
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if value < 1000:
        return Decimal(1)
    zeros = 0
    whole = int(value)
    while whole % 10 == 0:
        whole //= 10
        zeros += 1
    return Decimal(10) ** zeros


def part(top: int | Decimal, bottom: int) -> Decimal:
    """`top` over `bottom`."""
    return CONTEXT.divide(Decimal(top), Decimal(bottom))
