"""Figures, dates and intervals in the words of the report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from service.model import Date, Quantity, Unit
from service.render import words

from .samples import EURO, KILOMETRE, day, quantity


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("12000", "12,000"),
        ("0.50", "0.5"),
        ("-3.25", "−3.25"),
        ("1.9E+9", "1.9 billion"),
        ("1234567", "1,234,567"),
        ("1234000", "1.234 million"),
        ("0.00012345", "0.00012345"),
        ("1.3333333333333333333", "1.33333"),
        ("0", "0"),
        ("1E+999999999", "1 × 10^999999999"),
        ("-12345E-60", "−1.2345 × 10^−56"),
        ("Infinity", "Infinity"),
    ],
)
def test_numbers(value: str, said: str) -> None:
    assert words.number(Decimal(value)) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.884, "88%"), (Decimal("0.0384"), "3.8%"), (Decimal(9), "900%"), (Decimal(312), "312-fold"), (Decimal("1E+400"), "beyond measure")],
)
def test_shares(share: Decimal | float, said: str) -> None:
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (quantity("12000", "12000"), "12,000"),
        (quantity("21000", "21000", qualifier="about", approximate=True), "about 21,000"),
        (quantity(None, "12000", nominal=Decimal(12000), qualifier="at_most"), "at most 12,000"),
        (quantity("10000", None, lower_closed=False, nominal=Decimal(10000), qualifier="more_than"), "more than 10,000"),
        (quantity("10000", "12500", qualifier="range"), "10,000 to 12,500"),
        (quantity("1000", "10000", upper_closed=False, qualifier="vague"), "roughly 1,000–10,000"),
        (quantity("5", None), "at least 5"),
        (quantity(None, "5", upper_closed=False), "less than 5"),
        (quantity("1", "1", unit=KILOMETRE), "1 kilometre"),
        (quantity("40", "40", unit=KILOMETRE), "40 kilometres"),
        (quantity("1.9e9", "1.9e9", unit=EURO), "1.9 billion EUR"),
        (quantity("2", "2", unit=Unit("percentage", "%", "percentage")), "2 percent"),
        (quantity("1200", "1200", per=Unit("day", None, "time")), "1,200 per day"),
        (quantity("5", "5", unit=Unit("degree celsius", "°C", "temperature")), "5 degrees celsius"),
    ],
)
def test_quantities(value: Quantity, said: str) -> None:
    assert words.quantity(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (day("2024-11-05"), "5 Nov 2024"),
        (day("2024-11-05", "2024-11-13"), "5–13 Nov 2024"),
        (day("2024-10-28", "2024-11-03"), "28 Oct 2024 – 3 Nov 2024"),
        (day("2022-02-01", "2022-02-28", modifier="since"), "since Feb 2022"),
        (day("2025-04-01", "2025-06-30"), "April – June 2025"),
        (day("2024-01-01", "2024-12-31"), "2024"),
        (day("1980-01-01", "1989-12-31"), "1980–1989"),
        (day("9999-12-01", "9999-12-31"), "1 Dec 9999 – 31 Dec 9999"),
        (Date(type="DURATION", timex="P1Y"), "1 year"),
        (Date(type="DURATION", timex="PXM"), "some months"),
        (Date(type="DURATION", timex="PT12M"), "12 minutes"),
        (Date(type="DATE", timex="PRESENT_REF"), "now"),
        (Date(type="TIME", timex="XXXX-XX-XXT17:42"), "17:42"),
        (Date(type="DATE", timex="XXXX-WXX-3", resolved=False), "no known day"),
        (Date(type="DATE", timex=None), "no known day"),
    ],
)
def test_dates(value: Date, said: str) -> None:
    if value.upper == dt.date.max:
        assert words.date(value)  # nothing comes after the last day that there is
    else:
        assert words.date(value) == said


def test_an_interval_is_named_as_its_claims_are() -> None:
    assert words.between(Decimal(5), Decimal(5), "km", KILOMETRE) == "5 kilometres"
    assert words.between(Decimal(1), Decimal(1), "day") == "1 day"
    assert words.between(Decimal(10), None, "count") == "10 or more"
    assert words.between(None, Decimal(10), "EUR", EURO) == "10 or less EUR"
    assert words.between(None, None, "km") == ""
