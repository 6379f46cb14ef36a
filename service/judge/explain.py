"""One plain sentence for each finding, that a desk editor can read aloud."""

from __future__ import annotations

from collections.abc import Mapping

from service.model import Claim, Difference, Document, Overlap, Slip

from .slips import SLIPS
from .wording import amount, day, name, number, quote

_CHANGED = {
    "different_times": "the texts place the figures at different times",
    "different_stages": "one is expected or asked for, the other is reported as a fact",
    "revised": "one of them is a revised or earlier figure",
    "different_periods": "one of them is about an earlier period",
    "later_report": "the later report has the larger count",
}


def pair(
    first: Claim,
    second: Claim,
    documents: Mapping[str, Document],
    relation: str,
    *,
    difference: Difference | None,
    overlap: Overlap | None,
    slip: Slip | None,
    reasons: tuple[str, ...],
) -> str:
    """The sentence for two claims of one topic."""
    says = f"{said(first, documents)}, {said(second, documents, first)}"
    if relation == "agree":
        return f"{says}: the same, {_sameness(reasons)}." if _sameness(reasons) else f"{says}: the same."
    if relation == "compatible":
        common = _common(overlap)
        return f"{says}: both can be true{f', {common}' if common else ' as worded'}."
    if relation == "changed":
        why = next((_CHANGED[reason] for reason in reasons if reason in _CHANGED), "the texts place the figures at different times")
        return f"{says}: they differ{_by(difference)}, but {why}."
    hint = f"; {SLIPS[slip]}" if slip else ""
    return f"{says}: both cannot be true{_apart(difference)}{hint}."


def said(claim: Claim, documents: Mapping[str, Document], before: Claim | None = None) -> str:
    """Who says what, as written: AP says “up to 12,000 troops”."""
    if before is not None and before.document_id == claim.document_id:
        return f"and elsewhere “{quote(claim)}”"
    return f"{name(claim, documents)} says “{quote(claim)}”"


def _sameness(reasons: tuple[str, ...]) -> str:
    if "sum_of_parts" in reasons:
        return "the one being the sum of what the other lists"
    if "unit_conversion" in reasons:
        return "once converted"
    if "same_value_rounded" in reasons:
        return "allowing for rounding"
    if "approximately_same" in reasons:
        return "allowing for approximation"
    if "coarser_grain" in reasons:
        return "one being more exact"
    return ""


def _common(overlap: Overlap | None) -> str:
    if overlap is None:
        return ""
    if overlap.lower_date is not None and overlap.upper_date is not None:
        if overlap.lower_date == overlap.upper_date:
            return f"if it was {day(overlap.lower_date)}"
        return f"if it was between {day(overlap.lower_date)} and {day(overlap.upper_date)}"
    unit = overlap.unit
    if overlap.lower is not None and overlap.upper is not None:
        if overlap.lower == overlap.upper:
            return f"if it is {amount(overlap.lower, unit)}"
        return f"if it lies between {number(overlap.lower)} and {amount(overlap.upper, unit)}"
    if overlap.lower is not None:
        return f"if it is more than {amount(overlap.lower, unit)}"
    return f"if it is at most {amount(overlap.upper, unit)}" if overlap.upper is not None else ""


def _by(difference: Difference | None) -> str:
    return f" by {amount(difference.absolute, difference.unit)}" if difference and difference.absolute else ""


def _apart(difference: Difference | None) -> str:
    return f", they are {amount(difference.absolute, difference.unit)} apart" if difference and difference.absolute else ""
