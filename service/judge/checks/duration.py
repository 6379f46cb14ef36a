"""A stated length against a stated span of days: "the ten-day fair, from 5 to 7 November"."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from service.judge.interval import Interval
from service.judge.values import DAYS
from service.judge.wording import figure
from service.model import Claim, Date, Finding

from . import sums
from .view import View

_TO = re.compile(r"\s*(?:,\s*\d{4}\s*,?)?\s*(?:to|until|till|through|–|-)\s*$")
_BETWEEN = re.compile(r"\s*and\s*$")
_RANGE = re.compile(r"\d\s*(?:–|-|to|through|and)\s*\w")
_BESIDE = re.compile(
    r"[^.;:()]{0,40}?(?:,\s*(?:an?|for|or|some|in all)?\s*|\s*\(|,?\s+from\s+|\s+between\s+|,?\s+last(?:s|ed)\s+(?:for\s+)?"
    r"|\s+(?:runs?|ran|takes place|took place|is held)\s+(?:from\s+)?)$"
)
# "After a two-day delay the fair runs from": the length is that of something else.
_OTHER = re.compile(r"\s(?:the|an?|this|that|his|her|its|their)\s+[^\W\d_]")
# Years are told in round numbers: half a unit more or less.
_HALF = Decimal("0.5")
_UNITS = frozenset({"day", "week", "month", "year"})
_MOST = 4


def find(view: View) -> list[Finding]:
    """A finding for each length in days to years beside the span of days that it is the length of."""
    found: list[Finding] = []
    for sentence in view.sentences:
        lengths = [claim for claim in sentence if _is_length(claim)][:_MOST]
        spans = _spans(sentence)[:_MOST] if lengths else []
        found.extend(made for length in lengths for span in spans if (made := _check(length, span, view)))
    return found


def _is_length(claim: Claim) -> bool:
    quantity = claim.quantity
    return claim.kind == "duration" and quantity is not None and quantity.nominal is not None and quantity.unit.name in _UNITS


def _spans(sentence: tuple[Claim, ...]) -> list[tuple[Claim, ...]]:
    """Spans of days, as one range or as "from … to …"."""
    spans: list[tuple[Claim, ...]] = []
    for place, claim in enumerate(sentence):
        if claim.kind != "date" or claim.date is None or claim.date.lower is None or claim.date.upper is None:
            continue
        if claim.date.lower < claim.date.upper and _RANGE.search(claim.span.text):
            spans.append((claim,))
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        if following is None or following.kind != "date":
            continue
        gap, lead = sums.between(claim, following), sums.lead(claim)
        if (lead == "from" and _TO.match(gap)) or (lead == "between" and _BETWEEN.match(gap)):
            spans.append((claim, following))
    return spans


def _check(length: Claim, span: tuple[Claim, ...], view: View) -> Finding | None:
    first, last = span[0].date, span[-1].date
    if first is None or last is None or first.lower is None or first.upper is None or last.upper is None or last.lower is None:
        return None
    gap = sums.between(length, span[0])
    if not _BESIDE.match(gap or sums.between(span[-1], length)) or (gap and _OTHER.search(gap)):
        return None
    stated = sums.allowed(length)
    if stated is None or length.quantity is None:
        return None
    unit = DAYS[length.quantity.unit.name]
    # With or without the first and the last day, and wherever in a month or year the ends lie.
    begins, opens = _in_year_of(first, last)
    if last.upper < begins:
        return None
    shortest = (last.lower - opens).days if len(span) > 1 else (last.upper - first.lower).days
    longest = (last.upper - begins).days + 1
    expected = Interval(Decimal(max(0, shortest)) / unit, Decimal(longest) / unit)
    allows = Interval(stated.lower, stated.upper)
    if unit > 1:
        allows = allows.widened(_HALF, _HALF)
    operands = (length, *span)
    run = " to ".join(sums.quoted(claim, operands, view) for claim in span)
    return sums.finding(
        "duration",
        view,
        operands,
        length,
        says=f"{run} is",
        expected=expected,
        allows=allows,
        unit=length.quantity.unit.name,
        assumption=f"that “{figure(length)}” is the length of this time",
        confidence=0.75,
    )


def _in_year_of(first: Date, last: Date) -> tuple[dt.date, dt.date]:
    """First and last day of the beginning of a span; without a year of its own it takes that of the end."""
    assert first.lower is not None
    assert first.upper is not None
    assert last.upper is not None
    kept = first.lower <= last.upper and (last.relative or first.lower.year == last.upper.year)
    if not first.relative or kept or (first.lower.month, first.lower.day) == (2, 29):
        return first.lower, first.upper
    lower = first.lower.replace(year=last.upper.year)
    return lower, lower + (first.upper - first.lower)
