"""A stated length against a stated span of days: "the ten-day fair, from 5 to 7 November"."""

from __future__ import annotations

import re
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, overlap
from service.judge.values import DAYS
from service.model import Claim, Finding

from . import sums
from .view import View

_TO = re.compile(r"\s*(?:to|until|through|–|-)\s*$")
_BESIDE = re.compile(
    r"[^.;:()]{0,40}?(?:,\s*(?:a|for|or|some|in all)?\s*|\s*\(|\s+from\s+|,\s+from\s+|\s+lasted\s+(?:for\s+)?|\s+between\s+)$"
)


def find(view: View) -> list[Finding]:
    """A conflict for each length in days or weeks that the span of days beside it does not have."""
    found = []
    for sentence in view.sentences:
        spans = _spans(sentence)
        for claim in sentence:
            if claim.kind == "duration" and claim.quantity is not None and claim.quantity.unit.name in ("day", "week"):
                for span in spans:
                    made = _check(claim, span, view)
                    if made:
                        found.append(made)
    return found


def _spans(sentence: tuple[Claim, ...]) -> list[tuple[Claim, ...]]:
    """Spans of days, as one range or as "from … to …"."""
    spans: list[tuple[Claim, ...]] = []
    for place, claim in enumerate(sentence):
        if claim.kind != "date" or claim.date is None or claim.date.lower is None or claim.date.upper is None:
            continue
        if claim.date.lower < claim.date.upper and re.search(r"\d\s*(?:–|-|to)\s*\w", claim.span.text):
            spans.append((claim,))
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        if following is not None and following.kind == "date" and _TO.match(sums.between(claim, following)) and sums.lead(claim) == "from":
            spans.append((claim, following))
    return spans


def _check(length: Claim, span: tuple[Claim, ...], view: View) -> Finding | None:
    first, last = span[0].date, span[-1].date
    assert length.quantity is not None
    if first is None or last is None or first.lower is None or last.upper is None or (len(span) > 1 and not _single(span)):
        return None
    gap = sums.between(length, span[0]) or sums.between(span[-1], length)
    if not _BESIDE.match(gap):
        return None
    days = Decimal((last.upper - first.lower).days)
    unit = DAYS[length.quantity.unit.name]
    expected = Interval(days / unit, (days + 1) / unit)
    stated = sums.allowed(length)
    slack = Decimal(1) if unit == 1 else Decimal("0.5")
    if days < 0 or overlap(expected.widened(slack, slack), stated) is not None:
        return None
    run = " to ".join(f"“{claim.span.text}”" for claim in span)
    return sums.finding(
        "duration",
        (length, *span),
        view.topic_of(length, *span),
        says=f"{explain.name(length, view.documents)} gives “{length.span.text}” for {run}, which is ",
        expected=expected,
        stated=stated,
        unit=length.quantity.unit.name,
        assumption="that both speak of the same time",
        reconcile="",
        confidence=0.7,
    )


def _single(span: tuple[Claim, ...]) -> bool:
    return all(claim.date is not None and claim.date.lower == claim.date.upper for claim in span)
