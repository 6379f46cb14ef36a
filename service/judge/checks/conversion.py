"""A source's own conversion: "8,000 hectares (20,000 acres)". Money is left alone: there are no exchange rates here."""

from __future__ import annotations

import itertools
import re

from service.judge import explain
from service.judge.interval import overlap
from service.judge.values import compare, reading
from service.model import Claim, Finding

from . import sums
from .view import View

# A second figure in parentheses or after a dash or slash restates the first; "or" does so only between commas.
_RESTATES = re.compile(
    r"\s*(?:high|long|wide|deep|tall|away)?\s*[(\[/]\s*(?:or )?(?:about|approximately|around|some|nearly|roughly|over|almost|~)?\s*$"
)
_NEVER = frozenset({"currency", "count", "percentage", "time"})
# Conversions are rounded freely in news; beyond this share of the figure it is another figure.
_FREE = 20


def find(view: View) -> list[Finding]:
    """A conflict for each figure restated in another unit that is not the same amount."""
    found = []
    for sentence in view.sentences:
        for first, second in itertools.pairwise(sentence):
            if _restated(first, second) and (made := _check(first, second, view)):
                found.append(made)
    return found


def _restated(first: Claim, second: Claim) -> bool:
    one, two = first.quantity, second.quantity
    if (
        one is None
        or two is None
        or one.unit.dimension in _NEVER
        or one.unit.dimension != two.unit.dimension
        or one.unit.name == two.unit.name
    ):
        return False
    return one.per == two.per and _RESTATES.match(sums.between(first, second)) is not None


def _check(first: Claim, second: Claim, view: View) -> Finding | None:
    assert first.quantity is not None
    assert second.quantity is not None
    compared = compare(first.quantity, second.quantity)
    if compared is None or compared.relation != "conflict":
        return None
    stated, expected = sums.allowed(second), reading(first.quantity, second.quantity)
    if expected is None:
        return None
    half = first.quantity.precision / 2
    widest = reading(first.quantity, first.quantity)
    size = abs(expected.upper or expected.lower or half)
    ratio = size / abs(widest.upper) if widest and widest.upper else half
    slack = max(size / _FREE, half * ratio if first.quantity.nominal else half)
    if overlap(expected.widened(slack, slack), stated) is not None:
        return None
    return sums.finding(
        "conversion",
        (first, second),
        view.topic_of(first, second),
        says=f"{explain.said(first, view.documents)} and gives it as “{explain.quote(second)}”, but that converts to ",
        expected=expected,
        stated=stated,
        unit=second.quantity.unit.name,
        assumption="that the second figure restates the first",
        reconcile="",
        confidence=0.85,
    )
