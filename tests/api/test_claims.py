"""What follows from the little that a posted quantity says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from service.api.claims import QuantityIn


@pytest.mark.parametrize(
    ("given", "lower", "upper", "closed", "nominal", "qualifier"),
    [
        ({"nominal": 12}, 12, 12, (True, True), 12, "exact"),
        ({"nominal": 12, "qualifier": "about"}, 12, 12, (True, True), 12, "about"),
        ({"nominal": 12, "qualifier": "at_least"}, 12, None, (True, False), 12, "at_least"),
        ({"nominal": 12, "qualifier": "more_than"}, 12, None, (False, False), 12, "more_than"),
        ({"nominal": 12, "qualifier": "at_most"}, None, 12, (False, True), 12, "at_most"),
        ({"nominal": 12, "qualifier": "less_than"}, None, 12, (False, False), 12, "less_than"),
        ({"lower": 5, "upper": 7}, 5, 7, (True, True), None, "range"),
        ({"lower": 5, "upper": 5}, 5, 5, (True, True), 5, "exact"),
        ({"lower": 5}, 5, None, (True, False), None, "at_least"),
        ({"lower": 5, "lower_closed": False}, 5, None, (False, False), None, "more_than"),
        ({"upper": 5}, None, 5, (False, True), None, "at_most"),
        ({"upper": 5, "upper_closed": False}, None, 5, (False, False), None, "less_than"),
        ({}, None, None, (False, False), None, "vague"),
    ],
)
def test_bounds_follow(
    given: dict[str, Any], lower: int | None, upper: int | None, closed: tuple[bool, bool], nominal: int | None, qualifier: str
) -> None:
    found = msgspec.convert(given, QuantityIn).quantity()
    assert (found.lower, found.upper, found.nominal, found.qualifier) == (lower, upper, nominal, qualifier)
    assert (found.lower_closed, found.upper_closed) == closed
    assert found.approximate is (qualifier in {"about", "vague"})


@pytest.mark.parametrize(
    ("value", "place"), [("12000", "1000"), ("12300", "100"), ("4.50", "0.1"), ("0.004", "0.001"), ("7", "1"), ("0", "1")]
)
def test_precision_is_the_last_digit_that_is_not_nought(value: str, place: str) -> None:
    assert QuantityIn(nominal=Decimal(value)).quantity().precision == Decimal(place)
