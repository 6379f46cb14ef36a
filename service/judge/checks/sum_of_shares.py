"""Shares of one whole that are set against each other: "won by 62% to 40%" adds up to more than everything."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval
from service.model import Claim, Finding

from . import sums
from .view import View

_AGAINST = re.compile(r"\s*(?:to|against|versus|vs\.?|[–-])\s*$")
_VOTING = re.compile(
    r"\b(?:vot\w*|won|win\w*|lost|beat\w*|defeat\w*|led|leads?|leading|favou?r\w*|elect\w*|margin|poll\w*|split)\b", re.IGNORECASE
)
_WHOLE = Decimal(100)


def find(view: View) -> list[Finding]:
    """A conflict for each two shares of a vote, one against the other, that exceed the whole."""
    found = []
    for sentence in view.sentences:
        for first, second in itertools.pairwise(sentence):
            made = _check(first, second, view) if sums.is_share(first) and sums.is_share(second) else None
            if made:
                found.append(made)
    return found


def _check(first: Claim, second: Claim, view: View) -> Finding | None:
    if not _AGAINST.match(sums.between(first, second)) or sums.lead(first) == "from" or first.sentence is None:
        return None
    if not _VOTING.search(first.sentence.text) or (first.quantity and first.quantity.direction):
        return None
    total = sums.allowed(first) + sums.allowed(second)
    if total.lower is None or total.lower <= _WHOLE:
        return None
    return sums.finding(
        "sum_of_shares",
        (first, second),
        view.topic_of(first, second),
        says=f"{explain.name(first, view.documents)} sets “{first.span.text}” against “{second.span.text}”, which add up to ",
        expected=total,
        stated=Interval(Decimal(0), _WHOLE),
        unit="percentage",
        assumption="that both are shares of the same whole",
        reconcile="",
        confidence=0.8,
    )
