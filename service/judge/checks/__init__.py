"""Sums that figures must satisfy: one module a check, each given the same view of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from service.model import Claim, Document, Finding, Topic

from . import rate_total, weekday
from .view import View

Check = Callable[[View], list[Finding]]

CHECKS: tuple[Check, ...] = (weekday.find, rate_total.find)


def run_checks(topics: Sequence[Topic], claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Finding]:
    """What all checks find, in the order of CHECKS; ids are given later."""
    view = View.of(topics, claims, documents)
    return [finding for check in CHECKS for finding in check(view)]
