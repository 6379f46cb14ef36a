"""A share against the counts it stands beside: "548 of 8,030 inmates, or seven percent"; "nearly half, 330 of the 600"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, overlap
from service.model import Claim, Finding

from . import sums
from .view import View

_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:(?:the|its|their|his|her|all|a\s+total\s+of|some|about|the\s+country's)\s+){0,2}$", re.IGNORECASE)
# A share restates the counts beside it only in parentheses, after "or", or between dashes and commas, with nothing else said in between.
_BESIDE = re.compile(
    r"[^.;:,()—–]{0,40}(?:,\s*(?:or|that is|i\.e\.)|\s*\(|\s*[—–]|,)"
    r"\s*(?:or\s+)?(?:about|nearly|almost|roughly|some|around|just over|more than)?\s*$"
)
_HUNDRED = Decimal(100)


def find(view: View) -> list[Finding]:
    """A conflict for each share that the two counts beside it do not give."""
    found = []
    for sentence in view.sentences:
        for place in range(len(sentence) - 2):
            made = _check(sentence[place : place + 3], view)
            if made:
                found.append(made)
    return found


def _check(three: Sequence[Claim], view: View) -> Finding | None:
    if sums.is_share(three[2]) and _is_part(three[0], three[1]):
        part, whole, share = three
        beside = _BESIDE.match(sums.between(whole, share))
    elif sums.is_share(three[0]) and _is_part(three[1], three[2]):
        share, part, whole = three
        beside = _BESIDE.match(sums.between(share, part))
    else:
        return None
    if not beside:
        return None
    some, total, stated = sums.allowed(part), sums.allowed(whole), sums.allowed(share)
    if some.lower is None or some.upper is None or not total.lower or not total.upper or total.lower <= 0:
        return None
    expected = Interval(some.lower / total.upper * _HUNDRED, some.upper / total.lower * _HUNDRED)
    if overlap(expected, stated) is not None:
        return None
    return sums.finding(
        "share",
        (part, whole, share),
        view.topic_of(share, part),
        says=f"{explain.name(share, view.documents)} gives “{part.span.text}” of “{whole.span.text}” as “{share.span.text}”, but that is ",
        expected=expected,
        stated=stated,
        unit="percentage",
        assumption="that the share is that of these two counts",
        reconcile="",
        confidence=0.85,
    )


def _is_part(part: Claim, whole: Claim) -> bool:
    """Whether two figures of one unit stand as "548 of the 8,030"."""
    if not sums.is_plain(part) or not sums.is_plain(whole) or part.quantity is None or whole.quantity is None:
        return False
    if part.quantity.unit != whole.quantity.unit or sums.is_share(part):
        return False
    smaller = (
        part.quantity.nominal is not None and whole.quantity.nominal is not None and 0 < part.quantity.nominal <= whole.quantity.nominal
    )
    return smaller and _OF.match(sums.between(part, whole)) is not None
