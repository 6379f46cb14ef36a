"""Sums that figures must satisfy: one module a check, each given the same view of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from service.model import Claim, Document, Finding, Topic

from . import age, average, change, conversion, duration, multiple, parts_total, rate_total, sequence, share, sum_of_shares, weekday
from .view import View

CHECKS: tuple[Callable[[View], list[Finding]], ...] = (
    weekday.find,
    rate_total.find,
    parts_total.find,
    share.find,
    change.find,
    multiple.find,
    age.find,
    duration.find,
    sequence.find,
    conversion.find,
    sum_of_shares.find,
    average.find,
)


def run_checks(topics: Sequence[Topic], claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Finding]:
    """What all checks find, sums that come out included, in the order of CHECKS; ids are given later."""
    view = View.of(topics, claims, documents)
    return [finding for check in CHECKS for finding in check(view)]
