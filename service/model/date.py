"""A date, time, duration or set, as TimeML's TIMEX3 has them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateModifier = Literal["since", "until", "by", "before", "after", "approx", "start", "mid", "end"]


class Date(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """When: a TIMEX3 value (TimeML 1.2) and the inclusive span of days that the expression itself denotes.

    `lower` and `upper` are null for what denotes no days: durations, sets, references such as "now", and relative
    expressions without a day to resolve them against (`resolved` is then false).
    """

    type: DateType
    timex: Annotated[str | None, Meta(description="TIMEX3 value, such as 2024-11-13, 2024-W45, P70Y, PRESENT_REF.")]
    lower: dt.date | None = None
    upper: dt.date | None = None
    modifier: DateModifier | None = None
    relative: bool = False
    resolved: bool = True
    ambiguous: Annotated[bool, Meta(description="Another reading exists: day and month could be the other way round.")] = False
