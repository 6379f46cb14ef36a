"""A change against its levels: "rose 3.9% to 1.63 billion from 1.57 billion", "up 25.75 points, or 1.5%, to 1,746.46"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, overlap
from service.model import Claim, Finding

from . import sums
from .view import View

_REACH = 4
_HUNDRED = Decimal(100)
_TO, _FROM = frozenset({"to", "at"}), frozenset({"from"})
_MULTIPLES = {"doubled": Decimal(100), "tripled": Decimal(200), "trebled": Decimal(200), "quadrupled": Decimal(300), "halved": Decimal(-50)}


def find(view: View) -> list[Finding]:
    """A conflict for each percentage of change that the levels beside it do not give."""
    found = []
    for sentence in view.sentences:
        for place, percent in enumerate(sentence):
            if sums.is_share(percent) and (percent.role == "change" or (percent.quantity and percent.quantity.direction)):
                made = _check(percent, sentence, place, view)
                if made:
                    found.append(made)
    return found


def _check(percent: Claim, sentence: Sequence[Claim], place: int, view: View) -> Finding | None:
    following = sentence[place + 1 : place + 1 + _REACH]
    level = _first(following, _TO)
    if level is None:
        return None
    base = _first(following, _FROM, level)
    step = sentence[place - 1] if place and sums.between(sentence[place - 1], percent).strip(" ,(") in ("or", "", "or about") else None
    sign = _sign(percent)
    if base is not None and sign:
        operands, expected = (percent, level, base), _from_levels(level, base, sign)
        who = explain.name(percent, view.documents)
        says = f"{who} gives a change of “{percent.span.text}” to “{level.span.text}” from “{base.span.text}”"
    elif step is not None and _is_step(step, level, percent) and sign:
        operands, expected = (percent, step, level), _from_step(step, level, sign)
        says = (
            f"{explain.name(percent, view.documents)} gives a change of “{step.span.text}” to “{level.span.text}” as “{percent.span.text}”"
        )
    else:
        return None
    stated = sums.allowed(percent)
    if expected is None or overlap(expected, stated) is not None:
        return None
    return sums.finding(
        "change",
        operands,
        view.topic_of(*operands),
        says=f"{says}, but these levels are ",
        expected=expected,
        stated=stated,
        unit="percentage",
        assumption="that the levels are those between which the change is measured",
        reconcile=" apart",
        confidence=0.8,
    )


def _sign(percent: Claim) -> int:
    direction = percent.quantity.direction if percent.quantity else None
    return {"up": 1, "down": -1}.get(direction or "", 0)


def _first(claims: Sequence[Claim], cues: frozenset[str], like: Claim | None = None) -> Claim | None:
    """The first plain figure led in by one of the words, in the unit of `like` where that is given."""
    for claim in claims:
        if not sums.is_plain(claim) or claim.quantity is None or sums.is_share(claim):
            continue
        same = like is None or (like.quantity is not None and like.quantity.unit.dimension == claim.quantity.unit.dimension)
        if same and claim is not like and sums.lead(claim) in cues:
            return claim
    return None


def _is_step(step: Claim, level: Claim, percent: Claim) -> bool:
    """Whether the figure before the percentage is the same change in absolute terms."""
    if not sums.is_plain(step) or sums.is_share(step) or step.quantity is None or level.quantity is None or percent.quantity is None:
        return False
    same = step.quantity.unit.dimension == level.quantity.unit.dimension or step.quantity.unit.name == "point"
    return (
        same and step.quantity.nominal is not None and level.quantity.nominal is not None and step.quantity.nominal < level.quantity.nominal
    )


def _from_levels(level: Claim, base: Claim, sign: int) -> Interval | None:
    """The size of the change in percent that two levels allow."""
    to, start = sums.allowed(level), sums.allowed(base)
    if to.lower is None or to.upper is None or start.lower is None or start.upper is None or start.lower <= 0:
        return None
    low, high = (to.lower / start.upper - 1) * _HUNDRED, (to.upper / start.lower - 1) * _HUNDRED
    return Interval(low, high) if sign > 0 else Interval(-high, -low)


def _from_step(step: Claim, level: Claim, sign: int) -> Interval | None:
    by, to = sums.allowed(step), sums.allowed(level)
    if by.lower is None or by.upper is None or to.lower is None or to.upper is None or to.lower <= by.upper:
        return None
    factor = _factor(step, level)
    low = by.lower * factor / (to.upper - sign * by.lower * factor)
    high = by.upper * factor / (to.lower - sign * by.upper * factor)
    return Interval(low * _HUNDRED, high * _HUNDRED)


def _factor(step: Claim, level: Claim) -> Decimal:
    """The size of the step's unit in the level's: a fall of 25 cents to $12."""
    if (
        step.quantity is not None
        and level.quantity is not None
        and step.quantity.unit.name in ("cent", "penny", "pence")
        and level.quantity.unit.name != step.quantity.unit.name
    ):
        return Decimal("0.01")
    return Decimal(1)
