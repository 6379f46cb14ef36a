"""Axes: ticks that a reader expects, places that keep the order of the values, no failure on any value."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.render import axis


@pytest.mark.parametrize(
    ("values", "kind", "ticks", "title"),
    [
        ([10_000, 12_000, 21_000], "linear", ["10,000", "12,500", "15,000", "17,500", "20,000", "22,500"], "people"),
        ([1.9e9, 0.19e9], "linear", ["0", "0.5", "1", "1.5", "2"], "billion people"),
        ([0.02, 0.025], "linear", ["0.02", "0.021", "0.022", "0.023", "0.024", "0.025"], "people"),
        ([-5, 3], "linear", ["−6", "−4", "−2", "0", "2", "4"], "people"),
        ([7], "linear", ["6", "6.5", "7", "7.5", "8"], "people"),
        ([0], "linear", ["−1", "−0.5", "0", "0.5", "1"], "people"),
        ([12, 12_000], "log", ["10", "1,000", "100,000"], "people, logarithmic scale"),
        ([1, 2e6], "log", ["1", "1,000", "1 million"], "people, logarithmic scale"),
    ],
)
def test_ticks_of_values(values: list[float], kind: str, ticks: list[str], title: str) -> None:
    found = axis.of_values(values, "people")
    assert found is not None
    assert (found.kind, [tick.text for tick in found.ticks], found.title) == (kind, ticks, title)


@pytest.mark.parametrize(
    ("days", "ticks", "title"),
    [
        (["2024-11-13"], ["12 Nov", "13 Nov", "14 Nov"], "Nov 2024"),
        (["2024-10-28", "2024-11-14"], ["27 Oct", "3 Nov", "10 Nov"], "2024"),
        (["2024-12-30", "2025-01-02"], ["29 Dec", "30 Dec", "31 Dec", "1 Jan", "2 Jan", "3 Jan"], "2024–2025"),
        (["1949-01-01", "2024-11-14"], ["1960", "1980", "2000", "2020"], ""),
    ],
)
def test_ticks_of_days(days: list[str], ticks: list[str], title: str) -> None:
    found = axis.of_days(dt.date.fromisoformat(day).toordinal() for day in days)
    assert found is not None
    assert ([tick.text for tick in found.ticks], found.title) == (ticks, title)


def test_nothing_to_draw() -> None:
    assert axis.of_values([], "people") is None
    assert axis.of_values([math.inf, math.nan, 1e305], "people") is None
    assert axis.of_days([]) is None


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=6))
def test_places_keep_the_order_of_values(values: list[float]) -> None:
    found = axis.of_values(values, "")
    if found is None:
        return
    drawn = sorted(value for value in values if abs(value) < axis.LARGEST)
    places = [found.x(value) for value in drawn]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert 1 <= len(found.ticks) <= 12
    assert all(0 <= tick.x <= 100 and tick.text for tick in found.ticks)


@given(st.lists(st.dates(), min_size=1, max_size=6))
def test_any_days_have_an_axis(days: list[dt.date]) -> None:
    found = axis.of_days(day.toordinal() for day in days)
    assert found is not None
    places = [found.x(day.toordinal()) for day in sorted(days)]
    assert places == sorted(places)
    assert 1 <= len(found.ticks) <= 14
