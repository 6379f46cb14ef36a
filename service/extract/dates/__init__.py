"""Dates: calendar dates, relative ones, ranges, times, durations and sets, as TIMEX3."""

from __future__ import annotations

import datetime as dt

from service.model import Mention, Scan


def find(scan: Scan, published_at: dt.date | None) -> tuple[Mention, ...]:
    """Mentions of kind `date` and `duration` in the order of the text; relative ones are resolved against `published_at`."""
    return ()
