"""One plain sentence for each finding on two claims, that a desk editor can read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from service.model import Claim, Difference, Document, Overlap, Slip

from .slips import SLIPS
from .wording import amount, day, name, quote, short, span

_SAME = {
    "sum_of_parts": "the one being the sum of what the other lists",
    "unit_conversion": "once converted",
    "same_value_converted": "once converted",
    "same_value_rounded": "allowing for rounding",
    "approximately_same": "allowing for approximation",
    "coarser_grain": "one being more exact",
}
_BOTH = {
    "within_approximation": "one being approximate",
    "within_rounding": "one being rounded",
    "within_vague": "one being vague",
}
_CHANGED = {
    "different_times": "the texts place them at different times",
    "different_stages": "one is expected or asked for, the other is reported as a fact",
    "revised": "one of them is a revised or earlier figure",
    "different_periods": "the texts give them for different periods",
    "later_report": "the later report has the larger count",
}
_APART = {
    "one_end_differs": "the ranges share one end and differ at the other",
    "bounds_far_apart": "the bounds are too far apart to be put on one figure",
    "far_beyond_bound": "the one is far beyond the bound of the other",
    "orders_of_magnitude_apart": "they are orders of magnitude apart",
    "opposite_directions": "the one is a rise and the other a fall",
    "clock_times_differ": "the clock times differ",
}
# Slips that, set right, would make the two the same.
_MENDS: tuple[Slip, ...] = (
    "digits_swapped", "digit_dropped", "magnitude", "decimal_shifted", "unit_swapped", "percent_points", "currency_swapped",
    "day_month_swapped",
)  # fmt: skip
_YEAR, _MONTH = Decimal("365.25"), Decimal("30.44")
# Counts from here on are told to three digits.
_LARGE = 10**6
# A date that spans at least so many days names a year, or a month.
_YEARLY, _MONTHLY = 300, 27


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
    """The sentence for two claims of one topic: who says what, how they relate, and what would reconcile them."""
    says = f"{said(first, documents)}{'' if first.document_id == second.document_id else ','} {said(second, documents, first)}"
    apart = _apart(first, second, difference)
    if relation == "agree":
        why = _first(_SAME, reasons)
        return f"{says}: the same{f', {why}' if why else ''}."
    if relation == "compatible":
        why = _common(first, second, overlap) or _first(_BOTH, reasons) or "as worded"
        return f"{says}: both can be true, {why}."
    if relation == "changed":
        return f"{says}: they differ{f' by {apart}' if apart else ''}, but {_first(_CHANGED, reasons) or _CHANGED['different_times']}."
    if slip and "bound_miswritten" in reasons:
        return f"{says}: as worded both could be true, but {SLIPS[slip]}, which would make them the same."
    because = f", being {apart} apart" if apart and slip != "year_off_by_one" else ""
    why = _first(_APART, reasons) if slip != "sign" else ""
    how = f": {why}" if why else ""
    if slip:
        return f"{says}: they cannot both be true{because}{how}; {SLIPS[slip]}{', which would reconcile them' if slip in _MENDS else ''}."
    other = "different events" if first.kind == "date" else "different times or different things"
    return f"{says}: they cannot both be true{because}, unless they speak of {other}{f'; {why}' if why else ''}."


def said(claim: Claim, documents: Mapping[str, Document], before: Claim | None = None) -> str:
    """Who says what, as written: AP says “up to 12,000 troops”."""
    source = name(claim, documents)
    if before is not None and before.document_id == claim.document_id:
        return f"and elsewhere “{quote(claim)}”"
    if before is not None and name(before, documents) == source:
        return f"another text of {source} says “{quote(claim)}”"
    return f"{source} says “{quote(claim)}”"


def _first(phrases: Mapping[str, str], reasons: tuple[str, ...]) -> str:
    """The phrase for the most telling of the reasons."""
    return next((phrase for reason, phrase in phrases.items() if reason in reasons), "")


def _unit(first: Claim, second: Claim, unit: str) -> str:
    """The unit in which amounts are told: the code of a currency, the name of any other, percent for shares in words."""
    if first.quantity is None or second.quantity is None or unit == "day":
        return unit
    own = first.quantity.unit
    if second.quantity.unit.name == "percentage" and own.dimension == "count":
        return "percentage"
    return (own.symbol if own.dimension == "currency" else None) or own.name


def _apart(first: Claim, second: Claim, difference: Difference | None) -> str:
    """How far apart two claims are, dates in the coarser of their grains; empty where that can't be told."""
    if difference is None or not difference.absolute:
        return ""
    if first.kind == "date":
        return _days_apart(first, second, difference.absolute)
    unit = _unit(first, second, difference.unit)
    size, rough = difference.absolute, short(difference.absolute)
    exact = size == rough or (unit == "count" and size < _LARGE)
    told = amount(size if exact else rough, "percentage point" if unit == "percentage" else unit)
    return told if exact else f"about {told}"


def _days_apart(first: Claim, second: Claim, days: Decimal) -> str:
    """How far apart two dates are: in years where one names no more than a year, in months, else in days."""
    one, two = first.date, second.date
    if one is None or two is None or one.lower is None or two.lower is None:
        return amount(days, "day")
    for least, unit, length in ((_YEARLY, "year", 12), (_MONTHLY, "month", 1)):
        if max(_days(first), _days(second)) < least:
            continue
        months = abs((one.lower.year - two.lower.year) * 12 + one.lower.month - two.lower.month)
        if min(_days(first), _days(second)) >= least and max(_days(first), _days(second)) < 2 * least:
            return amount(Decimal(months // length), unit)
        whole = int(days / (_YEAR if length == 12 else _MONTH))
        if whole:
            return f"at least {amount(Decimal(whole), unit)}"
    return amount(days, "day")


def _days(claim: Claim) -> int:
    date = claim.date
    return (date.upper - date.lower).days if date and date.lower and date.upper else 0


def _common(first: Claim, second: Claim, overlap: Overlap | None) -> str:
    """What both claims allow, as a condition."""
    if overlap is None:
        return ""
    if overlap.lower_date is not None or overlap.upper_date is not None:
        return _days_common(overlap.lower_date, overlap.upper_date)
    lower, upper, unit = overlap.lower, overlap.upper, _unit(first, second, overlap.unit)
    if lower is not None and upper is not None:
        if lower == upper:
            return f"if it is {amount(lower, unit)}"
        if "age" in (first.role, second.role):
            return f"if the age lies between {span(lower, upper, 'count').replace(' to ', ' and ')}"
        return f"if it lies between {span(lower, upper, unit).replace(' to ', ' and ')}"
    if lower is not None:
        return f"if it is {'more than' if _open(first, second, lower) else 'at least'} {amount(lower, unit)}"
    return f"if it is {'less than' if _open(first, second, upper) else 'at most'} {amount(upper, unit)}" if upper is not None else ""


def _open(first: Claim, second: Claim, end: Decimal) -> bool:
    """Whether one of the figures names the end as one that it does not reach."""
    quantities = (claim.quantity for claim in (first, second) if claim.quantity is not None)
    return any(quantity.nominal == end and quantity.qualifier in ("more_than", "less_than") for quantity in quantities)


def _days_common(first: dt.date | None, last: dt.date | None) -> str:
    if first is not None and last is not None:
        return f"if it was on {day(first)}" if first == last else f"if it was between {day(first)} and {day(last)}"
    if first is not None:
        return f"if it was on {day(first)} or later"
    return f"if it was by {day(last)}" if last is not None else ""
