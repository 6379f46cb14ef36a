"""A mean against a total and a count: "$5 million among 100 families, an average of $500,000"."""

from __future__ import annotations

import re

from service.judge import explain
from service.judge.interval import Interval, overlap
from service.model import Claim, Finding

from . import sums
from .view import View

_MEAN = re.compile(r"\b(?:an?|the|on)\s+(?:average|mean)(?:\s+of)?\s*$|\baverag(?:ing|es|ed)\s*$", re.IGNORECASE)
_SHARED = re.compile(
    r"[^.;:()\d]{0,50}?\b(?:among|to|for|between|across|over|from|by)\s+(?:its|the|their|all|some|about)?\s*$", re.IGNORECASE
)


def find(view: View) -> list[Finding]:
    """A conflict for each mean that the total and the count before it do not give."""
    found = []
    for sentence in view.sentences:
        for place in range(2, len(sentence)):
            total, count, mean = sentence[place - 2 : place + 1]
            if _is_mean(total, count, mean) and (made := _check(total, count, mean, view)):
                found.append(made)
    return found


def _is_mean(total: Claim, count: Claim, mean: Claim) -> bool:
    if (
        not (sums.is_plain(total) and sums.is_plain(count) and mean.quantity and mean.quantity.nominal)
        or not total.quantity
        or not count.quantity
    ):
        return False
    if total.quantity.unit != mean.quantity.unit or count.quantity.unit.dimension != "count" or total.quantity.unit.dimension == "count":
        return False
    return _SHARED.match(sums.between(total, count)) is not None and _MEAN.search(sums.between(count, mean)) is not None


def _check(total: Claim, count: Claim, mean: Claim, view: View) -> Finding | None:
    whole, number, stated = sums.allowed(total), sums.allowed(count), sums.allowed(mean)
    if whole.lower is None or whole.upper is None or not number.lower or not number.upper or number.lower <= 0 or mean.quantity is None:
        return None
    expected = Interval(whole.lower / number.upper, whole.upper / number.lower)
    if overlap(expected, stated) is not None:
        return None
    return sums.finding(
        "average",
        (total, count, mean),
        view.topic_of(mean, total),
        says=f"{explain.name(mean, view.documents)} "
        f"gives “{total.span.text}” for “{explain.quote(count)}” and an average of “{mean.span.text}”, but that is ",
        expected=expected,
        stated=stated,
        unit=mean.quantity.unit.symbol or mean.quantity.unit.name,
        assumption="that the mean is that of this total and this count",
        reconcile=" each",
        confidence=0.8,
    )
