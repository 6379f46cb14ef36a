"""One plain sentence for each finding, that a desk editor can read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from service.model import Claim, Difference, Document, Overlap, Slip

_SLIPS: Mapping[Slip, str] = {
    "digits_swapped": "two digits may be swapped",
    "digit_dropped": "a digit may have been dropped or added",
    "digit_changed": "one digit differs",
    "magnitude": "thousand, million or billion may be mixed up",
    "decimal_shifted": "the decimal point may have moved",
    "unit_swapped": "the same digits stand with different units",
    "percent_points": "percent and percentage points may be mixed up",
    "currency_swapped": "the same digits stand with different currencies",
    "day_month_swapped": "day and month may be swapped",
    "year_off_by_one": "the years are one apart",
    "sign": "a rise and a fall may be mixed up",
}
_CHANGED = {
    "different_times": "the texts place the figures at different times",
    "different_stages": "one is expected or asked for, the other is reported as a fact",
    "revised": "one of them is a revised or earlier figure",
    "different_periods": "one of them is about an earlier period",
    "later_report": "the later report has the larger count",
}
_LONGEST = 90


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
    hint = f"; {_SLIPS[slip]}" if slip else ""
    return f"{says}: both cannot be true{_apart(difference)}{hint}."


def said(claim: Claim, documents: Mapping[str, Document], before: Claim | None = None) -> str:
    """Who says what, as written: AP says “up to 12,000 troops”."""
    if before is not None and before.document_id == claim.document_id:
        return f"and elsewhere “{quote(claim)}”"
    return f"{name(claim, documents)} says “{quote(claim)}”"


def name(claim: Claim, documents: Mapping[str, Document]) -> str:
    """What a reader calls the claim's document."""
    document = documents.get(claim.document_id)
    return document.name if document else claim.document_id


def quote(claim: Claim) -> str:
    """The claim as written, on one line, shortened at a word where it is long."""
    text = " ".join(claim.expression.text.split())
    if len(text) <= _LONGEST:
        return text
    return " ".join(claim.span.text.split())


def number(value: Decimal) -> str:
    """A figure with thousands separators and without an exponent or idle zeros."""
    value = value.quantize(Decimal("0.01")) if value != value.to_integral_value() and abs(value) >= 1 else value
    text = format(value.normalize(), ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal, unit: str) -> str:
    """A figure with its unit: 9,000; 3.5 percent; 12 kilometres; 4 days."""
    if unit == "count":
        return number(value)
    if unit == "percentage":
        return f"{number(value)} percent"
    plural = (
        unit
        if value == 1
        or unit.endswith("s")
        or not unit.isalpha()
        or unit in ("foot", "inch", "yen", "yuan", "euro", "fahrenheit", "celsius")
        else unit + "s"
    )
    return f"{number(value)} { ({'foot': 'feet', 'inch': 'inches', 'euro': 'euros'}.get(unit, plural) if value != 1 else unit) }"


def day(value: dt.date) -> str:
    """A day as news writes it: 13 November 2024."""
    return f"{value.day} {value:%B} {value.year}"


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
