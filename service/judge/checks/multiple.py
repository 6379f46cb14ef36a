"""A multiple against its levels: "doubled from 40 to 70", "tripled to $90 million from $30 million"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from service.judge.interval import Interval
from service.lexicon import load
from service.model import Claim, Finding

from . import sums
from .view import View

# "Doubled" is said of anything within a twentieth of twice; "nearly doubled" of a fifth less, "more than doubled" of more.
_LOOSE = Decimal("0.05")
_NEARLY = Decimal("0.2")
_LONGEST = 60


def find(view: View) -> list[Finding]:
    """A finding for each verb of multiplying whose levels stand beside it in one sentence."""
    found = []
    for sentence in view.sentences:
        home = sentence[0].sentence
        match = _verb().search(home.text) if home is not None else None
        if match is None or home is None:
            continue
        after = [claim for claim in sentence if match.end() <= claim.span.start - home.start <= match.end() + _LONGEST]
        made = _check(match, after, view)
        if made:
            found.append(made)
    return found


def _check(match: re.Match[str], after: list[Claim], view: View) -> Finding | None:
    times = Decimal(load("checks")["multiple"][match.group("verb").lower()]) / 100
    levels = _levels(after, rising=times > 1)
    if levels is None:
        return None
    base, level, operands = levels
    expected = sums.divided(level, base)
    if expected is None:
        return None
    first, last = (sums.quoted(claim, operands, view) for claim in (operands[0], operands[-1]))
    run = first if len(operands) == 1 else f"from {first} to {last}"
    return sums.finding(
        "change",
        view,
        operands,
        operands[-1],
        says=f"{run} is",
        expected=expected,
        allows=_allowed(times, (match.group("how") or "").lower()),
        unit="time",
        more=" as much",
        stated_as=" ".join(match.group().split()),
        assumption="that the multiple is that between these levels",
        confidence=0.85,
    )


def _levels(after: list[Claim], *, rising: bool) -> tuple[Interval, Interval, tuple[Claim, ...]] | None:
    """Base, level and the claims that give them: one range behind "from", or two figures behind "from" and "to"."""
    first = after[0] if after else None
    if first is None or first.quantity is None:
        return None
    quantity = first.quantity
    if (
        quantity.qualifier == "range"
        and sums.lead(first) == "from"
        and quantity.lower is not None
        and quantity.upper is not None
        and quantity.lower > 0
    ):
        low, high = (Interval(end, end).widened(quantity.precision / 2, quantity.precision / 2) for end in (quantity.lower, quantity.upper))
        return (low, high, (first,)) if rising else (high, low, (first,))
    second = after[1] if len(after) > 1 else None
    if (
        second is None
        or second.quantity is None
        or not (sums.is_plain(first) and sums.is_plain(second) and sums.same_unit(quantity, second.quantity))
    ):
        return None
    leads = sums.lead(first), sums.lead(second)
    if leads not in (("to", "from"), ("from", "to")):
        return None
    base, level = (first, second) if leads[0] == "from" else (second, first)
    one, two = sums.allowed(base), sums.allowed(level)
    return (one, two, (base, level)) if one is not None and two is not None else None


def _allowed(times: Decimal, how: str) -> Interval:
    """The multiples that the verb allows with its adverb."""
    low, high = times * (1 - _LOOSE), times * (1 + _LOOSE)
    if how in ("nearly", "almost"):
        return Interval(times * (1 - _NEARLY), high) if times > 1 else Interval(low, times * (1 + _NEARLY))
    if how in ("more than", "at least"):
        return Interval(low, None) if times > 1 else Interval(Decimal(0), high)
    return Interval(low, high)


@cache
def _verb() -> re.Pattern[str]:
    verbs = "|".join(load("checks")["multiple"])
    return re.compile(rf"\b(?:(?P<how>more than|nearly|almost|at least|about|roughly)\s+)?(?P<verb>{verbs})\b", re.IGNORECASE)
