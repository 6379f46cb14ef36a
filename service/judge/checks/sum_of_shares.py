"""Shares of one whole: "won by 62% to 48%", or the answers of a poll down to the undecided, add up to no more than everything."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from service.judge.interval import Interval
from service.lexicon import load
from service.model import Claim, Finding

from . import sums
from .view import View

_AGAINST = re.compile(r"\s*(?:to|against|versus|vs\.?|[–-])\s*$")
_FOR_AND_AGAINST = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}(?:in favou?r|for|yes)\b[^.;:\d]{0,30}(?:,|\band\b|\bto\b|\bagainst\b)\s*$")
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_WHOLE = Decimal(100)
_FEWEST = 3


def find(view: View) -> list[Finding]:
    """A finding for shares of a vote that are set against each other, and for a poll's answers with what is left over."""
    found: list[Finding] = []
    for sentence in view.sentences:
        shares = [claim for claim in sentence if sums.is_share(claim)]
        if not shares or not _votes(shares[0]):
            continue
        poll = _poll(sentence, shares, view)
        made = [poll] if poll else [_pair(first, second, view) for first, second in itertools.pairwise(sentence)]
        made += [_range(claim, view) for claim in shares]
        found.extend(finding for finding in made if finding is not None)
    return found


def _pair(first: Claim, second: Claim, view: View) -> Finding | None:
    gap = sums.between(first, second)
    if not sums.is_share(first) or not sums.is_share(second) or _moved(first):
        return None
    if not _AGAINST.match(gap) and not (
        _FOR_AND_AGAINST.match(gap) and sums.tail(second).lstrip().startswith(("against", "opposed", "no"))
    ):
        return None
    one, two = sums.allowed(first), sums.allowed(second)
    return _finding((first, second), one + two, view) if one and two else None


def _range(claim: Claim, view: View) -> Finding | None:
    """Two shares that were read as one range: "by 62 percent to 48 percent"."""
    quantity = claim.quantity
    if quantity is None or quantity.qualifier != "range" or quantity.lower is None or quantity.upper is None or _moved(claim):
        return None
    largest_first = claim.span.text.lstrip("0").startswith(format(quantity.upper.normalize(), "f"))
    if not largest_first:
        return None
    half = quantity.precision
    return _finding((claim,), Interval.point(quantity.lower + quantity.upper).widened(half, half), view)


def _poll(sentence: Sequence[Claim], shares: Sequence[Claim], view: View) -> Finding | None:
    """All answers of a poll, told by the one that is left over."""
    if len(shares) < _FEWEST or len(shares) != len([claim for claim in sentence if claim.kind == "quantity"]):
        return None
    rest = any(
        word in sums.tail(shares[-1], 60).casefold() or word in sums.before(shares[-1]).casefold()
        for word in load("checks")["votes"]["rest"]
    )
    if not rest or any(_moved(claim) or (claim.quantity and claim.quantity.qualifier not in ("exact", "about")) for claim in shares):
        return None
    total = Interval.point(Decimal(0))
    for claim in shares:
        held = sums.allowed(claim)
        if held is None:
            return None
        total += held
    return _finding(tuple(shares), total, view)


def _moved(claim: Claim) -> bool:
    return _FROM.search(sums.before(claim)) is not None or claim.role == "forecast"


def _finding(operands: tuple[Claim, ...], total: Interval, view: View) -> Finding:
    if len(operands) == 1:
        says = f"the two shares in {sums.quoted(operands[0], operands, view)} add up to"
    else:
        says = f"{sums.result(operands, operands, view)} add up to"
    return sums.finding(
        "sum_of_shares",
        view,
        operands,
        operands[0],
        says=says,
        expected=total,
        allows=Interval(Decimal(0), _WHOLE),
        unit="percentage",
        assumption="that they are shares of the same whole",
        confidence=0.8,
        ends={"conflict": ", which is more than the whole", "agree": ", which leaves room for the rest"},
    )


def _votes(claim: Claim) -> bool:
    return claim.sentence is not None and _voting().search(claim.sentence.text) is not None


@cache
def _voting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('checks')['votes']['words'])})\b", re.IGNORECASE)
