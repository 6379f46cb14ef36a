"""Slips of the pen: between two figures, and towards what a sum expects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service import Document, check, extract
from service.judge.interval import Interval
from service.judge.slips import digits_slip, slip_of, slip_towards

QUANTITIES = "The bridge at Vell cost {} to build."
DATES = "The bridge at Vell was opened {}."


@pytest.mark.parametrize(
    ("one", "two", "slip"),
    [
        ("12", "21", "digits_swapped"), ("1296", "1269", "digits_swapped"), ("123", "321", "digits_swapped"),
        ("1234", "123", "digit_dropped"), ("1234", "134", "digit_dropped"), ("1234", "1284", "digit_changed"),
        ("12", "13", None), ("1", "10", None), ("1234", "4321", None), ("55", "55", None),
    ],
)  # fmt: skip
def test_digits(one: str, two: str, slip: str | None) -> None:
    assert digits_slip(one, two) == digits_slip(two, one) == slip


@pytest.mark.parametrize(
    ("template", "one", "two", "slip"),
    [
        (QUANTITIES, "$12 million", "$21 million", "digits_swapped"),
        (QUANTITIES, "$12 million", "$12 billion", "magnitude"),
        (QUANTITIES, "$12 million", "$12,000", "magnitude"),
        (QUANTITIES, "$1.25 million", "$12.5 million", "decimal_shifted"),
        (QUANTITIES, "$12 million", "€12 million", "currency_swapped"),
        (QUANTITIES, "$12 million", "€12 billion", None),
        (QUANTITIES, "$12 million", "$17 million", None),
        (QUANTITIES, "$12,450", "$1,450", "digit_dropped"),
        (DATES, "on 3 May 2023", "on 5 March 2023", "day_month_swapped"),
        (DATES, "on 13 May 2023", "on 31 May 2023", "digits_swapped"),
        (DATES, "on 3 May 2023", "on 30 May 2023", None),
        (DATES, "on 3 May 2023", "on 3 May 2024", "year_off_by_one"),
        (DATES, "in 1969", "in 1996", "digits_swapped"),
        (DATES, "in 1949", "in 1946", "digit_changed"),
        (DATES, "in May 2023", "in July 2021", None),
    ],
)
def test_between_claims(template: str, one: str, two: str, slip: str | None) -> None:
    first, second = (extract([Document(id=written, text=template.format(written))])[0][0] for written in (one, two))
    assert slip_of(first, second) == slip_of(second, first) == slip


@pytest.mark.parametrize(
    ("written", "low", "high", "slip", "meant"),
    [
        ("9.3 percent", "3.8", "4.0", "digits_swapped", "3.9"),
        ("24 percent", "2.38", "2.41", "decimal_shifted", "2.4"),
        ("5 million", "4800", "5200", "magnitude", "5000"),
        ("17 percent", "3", "4", None, None),
        ("20 percent", "1", "3", "decimal_shifted", "2"),
    ],
)
def test_towards_a_sum(written: str, low: str, high: str, slip: str | None, meant: str | None) -> None:
    quantity = extract([Document(id="a", text=f"It came to {written} in all.")])[0][0].quantity
    assert quantity is not None
    found = slip_towards(quantity, Interval(Decimal(low), Decimal(high)))
    assert found == (None if slip is None or meant is None else (slip, Decimal(meant)))


def test_a_rise_for_a_fall() -> None:
    texts = ["Unemployment in Orland rose 2 percent in May.", "Unemployment in Orland fell 2 percent in May."]
    found = [finding.slip for finding in check([Document(id=name, text=text) for name, text in zip("ab", texts, strict=True)]).findings]
    assert found == ["sign"]
