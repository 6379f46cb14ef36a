"""A mean against a total and a count: "$5 million among 100 families, an average of $500,000", "or $500,000 each"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from service.lexicon import load
from service.model import Claim, Finding

from . import sums
from .view import View

_MEAN = re.compile(
    r"\b(?:an?|the|on)\s+(?:average|mean)(?:\s+of)?\s*(?:about|some|nearly)?\s*$|\baverag(?:ing|es|ed)\s*(?:about)?\s*$", re.IGNORECASE
)
_SHARED = re.compile(
    r"[^.;:()\d]{0,50}?\b(?:among|to|for|between|across|over|from|by|on)\s+(?:(?:its|the|their|all|some|about|more than|nearly)\s+){0,2}$",
    re.IGNORECASE,
)
_OR = re.compile(r"[^.;:\d]{0,40}(?:,\s*or|\(|[—–]|,)\s*(?:about|some|nearly|just over)?\s*$")


def find(view: View) -> list[Finding]:
    """A finding for each mean that stands behind its total and its count."""
    found = []
    for sentence in view.sentences:
        for place in range(2, len(sentence)):
            total, count, mean = sentence[place - 2 : place + 1]
            if _is_mean(total, count, mean) and (made := _check(total, count, mean, view)):
                found.append(made)
    return found


def _is_mean(total: Claim, count: Claim, mean: Claim) -> bool:
    one, two = total.quantity, mean.quantity
    if one is None or two is None or two.nominal is None or not (sums.is_plain(total) and sums.is_count(count)):
        return False
    if (one.unit != two.unit) or one.unit.dimension == "count" or not _SHARED.match(sums.between(total, count)):
        return False
    gap = sums.between(count, mean)
    return _MEAN.search(gap) is not None or (_OR.match(gap) is not None and _each().match(sums.tail(mean)) is not None)


def _check(total: Claim, count: Claim, mean: Claim, view: View) -> Finding | None:
    expected, stated = sums.divided(sums.allowed(total), sums.allowed(count)), sums.allowed(mean, total)
    if expected is None or stated is None or mean.quantity is None:
        return None
    operands: Sequence[Claim] = (total, count, mean)
    return sums.finding(
        "average",
        view,
        (total, count, mean),
        mean,
        says=f"{sums.quoted(total, operands, view)} over {sums.quoted(count, operands, view, whole=True)} is",
        expected=expected,
        allows=stated,
        unit=sums.unit_of(mean.quantity),
        assumption="that the mean is that of this total and this count",
        confidence=0.8,
        more=" each",
    )


@cache
def _each() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(load('checks')['average']['each'])})\b")
