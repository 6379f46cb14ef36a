"""The axis of a topic's picture: where a value stands between left and right, in per cent, and the ticks that say so."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .words import day, month

# What is drawn keeps clear of the edges, which belong to the arrows of open intervals.
_LEFT, _RIGHT = 5.0, 95.0
# Beyond this ratio of the largest to the smallest figure a linear axis shows the small ones as one.
_LOG_FROM = 30.0
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
LARGEST, _SMALLEST = 1e300, 1e-300
_YEAR = 365.25
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Tick:
    """A mark on the axis: its place in per cent from the left, and its words."""

    x: float
    text: str


@dataclass(frozen=True)
class Axis:
    """A scale from `low` to `high` (days as ordinals on a time axis), with its ticks and the words below it."""

    kind: Literal["linear", "log", "time"]
    low: float
    high: float
    ticks: tuple[Tick, ...]
    title: str

    def x(self, value: float) -> float:
        """The place of `value` in per cent from the left; values beyond the ends stand at the ends."""
        return _x(self.kind, self.low, self.high, value)


def of_values(values: Iterable[float], unit: str) -> Axis | None:
    """An axis for figures in `unit`; None without any. Logarithmic where all are positive and far apart."""
    found = sorted(value for value in values if abs(value) < LARGEST)
    if not found:
        return None
    low, high = found[0], found[-1]
    if low > _SMALLEST and high / low >= _LOG_FROM:
        return _log(low, high, unit)
    if high - low < _SMALLEST:
        low, high = (low - abs(low) / 10, high + abs(high) / 10) if abs(low) > _SMALLEST else (-1.0, 1.0)
    step = _step((high - low) / 5)
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    scale, name = next(((size, name) for size, name in _SCALES if max(abs(bottom), abs(top)) >= size), (1.0, ""))
    places = max(0, -math.floor(math.log10(step / scale) + 1e-9)) + (1 if _digits(step) > 1 else 0)
    marks = [bottom + i * step for i in range(round((top - bottom) / step) + 1)]
    ticks = tuple(Tick(_x("linear", bottom, top, mark), _figure(mark / scale, places)) for mark in marks)
    return Axis("linear", bottom, top, ticks, " ".join(filter(None, (name, unit))))


def of_days(ordinals: Iterable[int]) -> Axis | None:
    """A time axis for days given as ordinals; None without any. A day is a point."""
    found = sorted(ordinals)
    if not found:
        return None
    low, high = found[0], found[-1]
    margin = max(1, round((high - low) / 20))
    low, high = max(1, low - margin), min(dt.date.max.toordinal(), high + margin)
    marks, title = _calendar(low, high)
    ticks = tuple(Tick(_x("time", low, high, mark), words) for mark, words in marks)
    return Axis("time", low, high, ticks, title)


def _x(kind: str, low: float, high: float, value: float) -> float:
    if kind == "log":
        low, high, value = math.log10(low), math.log10(high), math.log10(value) if value > 0 else -math.inf
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return round(_LEFT + (_RIGHT - _LEFT) * share, 2)


def _log(low: float, high: float, unit: str) -> Axis:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = max(1, math.ceil((last - first) / 3))
    ticks = tuple(Tick(_x("log", 10.0**first, 10.0**last, 10.0**power), _power(power)) for power in range(first, last + 1, every))
    return Axis("log", 10.0**first, 10.0**last, ticks, ", ".join(filter(None, (unit, "logarithmic scale"))))


def _power(power: int) -> str:
    if not -4 <= power <= 15:
        return f"10^{power}"
    scale, name = next(((size, name) for size, name in _SCALES if 10.0**power >= size), (1.0, ""))
    return f"{_figure(10.0**power / scale, max(0, -power))} {name}".strip()


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999)


def _digits(step: float) -> int:
    return 2 if math.isclose(step / 10 ** math.floor(math.log10(step)), 2.5) else 1


def _figure(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def _calendar(low: int, high: int) -> tuple[list[tuple[int, str]], str]:
    span = high - low
    first, last = dt.date.fromordinal(low), dt.date.fromordinal(high)
    if span <= 45:
        every = next(step for step in (1, 2, 3, 7, 14) if span / step <= 6 or step == 14)
        days = [dt.date.fromordinal(ordinal) for ordinal in range(low, high + 1, every)]
        title = month(first) if (first.year, first.month) == (last.year, last.month) else f"{first.year}"
        title = title if first.year == last.year else f"{first.year}–{last.year}"
        return [(date.toordinal(), day(date).rsplit(" ", 1)[0]) for date in days], title
    if span <= 3 * _YEAR:
        every = next(step for step in (1, 2, 3, 6) if span / 30.4 / step <= 5 or step == 6)
        starts = [dt.date(year, number, 1) for year in range(first.year, last.year + 1) for number in range(1, 13, every)]
        return [(date.toordinal(), month(date)) for date in starts if low <= date.toordinal() <= high], ""
    every = next(step for step in _YEAR_STEPS if span / _YEAR / step <= 6 or step == _YEAR_STEPS[-1])
    years = range(max(every, -(-first.year // every) * every), last.year + 1, every)
    return [(dt.date(year, 1, 1).toordinal(), str(year)) for year in years if low <= dt.date(year, 1, 1).toordinal()], ""
