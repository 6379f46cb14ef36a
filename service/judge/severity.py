"""How bad a disagreement is."""

from __future__ import annotations

from decimal import Decimal

from service.model import Claim, Severity

from .values import Comparison

_TOLLS = frozenset({"kill", "die", "death", "dead", "toll", "fatality", "casualty", "injure", "wound", "victim"})
_CRITICAL = Decimal("0.5")
_MAJOR = Decimal("0.1")
_MONTH = 31


def severity_of(relation: str, first: Claim, comparison: Comparison) -> Severity:
    """From the size of a conflict against the kind of figure; everything that is no conflict is `info`, or `minor` where it differs."""
    if relation != "conflict":
        return "minor" if relation == "changed" else "info"
    if first.kind == "date" or comparison.relative is None:
        return "major" if comparison.difference > _MONTH else "minor"
    if (first.measure.event or "") in _TOLLS or (first.measure.head or "") in _TOLLS:
        return "critical" if comparison.relative >= _CRITICAL else "major"
    if comparison.relative >= 1:
        return "critical"
    return "major" if comparison.relative >= _MAJOR else "minor"


def severity_of_sum(relation: str, relative: Decimal | None) -> Severity:
    """From how far a sum is off, as a share of the smaller figure; `minor` where that can't be told."""
    if relation != "conflict":
        return "info"
    if relative is None:
        return "minor"
    return "critical" if relative >= 1 else "major" if relative >= _MAJOR else "minor"
