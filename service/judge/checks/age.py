"""An age against a year of birth: "62, born in 1953" in a text of 2024."""

from __future__ import annotations

import re
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, overlap
from service.model import Claim, Finding

from . import sums
from .view import View

_BORN = re.compile(r"\b(?:born|birth)\b[^.;,\d]{0,25}$", re.IGNORECASE)
_REACH = 60


def find(view: View) -> list[Finding]:
    """A conflict for each age beside a date of birth that gives another, on the day the document appeared."""
    found = []
    for sentence in view.sentences:
        births = [claim for claim in sentence if claim.kind == "date" and _is_birth(claim)]
        ages = [claim for claim in sentence if claim.role == "age" and claim.quantity is not None]
        if len(births) == 1 and len(ages) == 1 and (made := _check(ages[0], births[0], view)):
            found.append(made)
    return found


def _is_birth(claim: Claim) -> bool:
    if claim.date is None or claim.date.lower is None or claim.date.modifier not in (None, "approx"):
        return False
    home = claim.sentence or claim.expression
    at = claim.span.start - home.start
    return _BORN.search(home.text[max(0, at - _REACH) : at]) is not None


def _check(age: Claim, birth: Claim, view: View) -> Finding | None:
    document = view.documents.get(age.document_id)
    assert age.quantity is not None
    first, last = (birth.date.lower, birth.date.upper) if birth.date else (None, None)
    if (
        document is None
        or document.published_at is None
        or first is None
        or last is None
        or abs(age.span.start - birth.span.end) > _REACH * 2
    ):
        return None
    today = document.published_at
    oldest = today.year - first.year - ((today.month, today.day) < (first.month, first.day))
    youngest = today.year - last.year - ((today.month, today.day) < (last.month, last.day))
    expected, stated = Interval(Decimal(youngest), Decimal(oldest)), sums.allowed(age)
    # A text may speak of the day of an event, not of its own: one year more or less is not its mistake.
    if overlap(expected.widened(Decimal(1), Decimal(1)), stated) is not None or oldest < 0:
        return None
    return sums.finding(
        "age",
        (age, birth),
        view.topic_of(age, birth),
        says=f"{explain.name(age, view.documents)} gives an age of “{age.span.text}” and a birth in “{birth.span.text}”, which makes ",
        expected=expected,
        stated=stated,
        unit="year",
        assumption=f"that the age is that of {explain.day(today)}",
        reconcile="",
        confidence=0.75,
    )
