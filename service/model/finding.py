"""A finding: how two or more claims relate, in a form that a desk editor can read aloud."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

FindingKind = Literal["value", "date", "arithmetic"]
Relation = Literal["conflict", "compatible", "changed", "agree"]
Severity = Literal["critical", "major", "minor", "info"]
Check = Literal[
    "rate_total", "parts_total", "share", "change", "weekday", "age", "duration", "sequence", "conversion", "sum_of_shares", "average"
]
Slip = Literal[
    "digits_swapped", "digit_dropped", "digit_changed", "magnitude", "decimal_shifted", "unit_swapped", "percent_points",
    "currency_swapped", "day_month_swapped", "year_off_by_one", "sign",
]  # fmt: skip


class Difference(Struct, frozen=True, gc=False):
    """How far apart: in the unit of the first claim (days for dates), and as a share of the smaller figure."""

    absolute: Decimal
    relative: Annotated[Decimal | None, Meta(description="Difference divided by the smaller figure; null for dates.")]
    unit: str


class Overlap(Struct, frozen=True, gc=False):
    """The values on which both claims can be true, or the days; null ends are open."""

    lower: Decimal | None
    upper: Decimal | None
    unit: str
    lower_date: dt.date | None = None
    upper_date: dt.date | None = None


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """Why the claims were put together and judged so.

    `shared` are the words that both have, `features` those that decided whether they speak of one thing: what each added to
    or took from the log odds, the weightiest first. `reasons` led to the relation.
    """

    score: float
    shared: tuple[str, ...] = ()
    features: dict[str, float] = {}
    reasons: tuple[str, ...] = ()


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """One relation between claims, or one sum that does or does not come out."""

    id: str
    kind: FindingKind
    relation: Relation
    severity: Severity
    confidence: Annotated[float, Meta(ge=0, le=1)]
    topic: str | None
    claims: tuple[str, ...]
    check: Check | None = None
    difference: Difference | None = None
    overlap: Overlap | None = None
    slip: Slip | None = None
    assumption: Annotated[str | None, Meta(description="What an arithmetic check took for granted.")] = None
    explanation: str
    evidence: Evidence | None = None
