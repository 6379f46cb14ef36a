"""Dates that tell two occasions apart instead of contradicting each other: "grew 2.8% in 2023", "grew 1.9% in 2024"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from service.model import Claim, Finding, Relation

from .siblings import Siblings, beside

# Relations of figures that are not the same.
DIFFERING: frozenset[Relation] = frozenset({"changed", "conflict"})


def without_other_occasions(found: Sequence[Finding], claims: Mapping[str, Claim], siblings: Siblings) -> list[Finding]:
    """The findings without conflicts of two dates that are only the times of two figures which differ.

    Where the figures agree, the dates stay in conflict: "grew 2.8% in 2023" and "grew 2.8% in 2024".
    """
    differing = {frozenset(finding.claims) for finding in found if finding.kind == "value" and finding.relation in DIFFERING}

    def of_others(finding: Finding) -> bool:
        if finding.kind != "date" or finding.relation != "conflict":
            return False
        one, two = (_dated(claims[date], siblings) for date in finding.claims)
        return any(frozenset(pair) in differing for pair in product(one, two))

    return [finding for finding in found if not of_others(finding)]


def _dated(date: Claim, siblings: Siblings) -> frozenset[str]:
    """The figures of a date's sentence that it gives the time of: by their scope, or as the nearest date where days are unknown."""
    if date.date is None or date.date.timex is None:
        return frozenset()
    sentence = beside(date, siblings)
    dates = [claim for claim in sentence if claim.kind == "date"]
    return frozenset(
        claim.id
        for claim in sentence
        if claim.quantity is not None
        and (claim.time.timex == date.date.timex or (claim.time.timex is None and _nearest(claim, dates) == date.id))
    )


def _nearest(figure: Claim, dates: Sequence[Claim]) -> str:
    """The date that stands nearest to a figure, the earlier of two as near."""
    return min(dates, key=lambda date: max(figure.span.start - date.span.end, date.span.start - figure.span.end)).id
