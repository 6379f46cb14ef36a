"""What the checks share: the text between figures, the values a figure allows, and the finding on a sum that does not come out."""

from __future__ import annotations

import re
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, gap
from service.judge.values import reading
from service.model import Check, Claim, Difference, Evidence, Finding, Relation, Severity

_LEAD = 24
_LEADS = frozenset({"from", "to", "at", "by", "until", "through"})
_WORD = re.compile(r"[^\W\d_]+")


def between(first: Claim, second: Claim) -> str:
    """The text from the end of one figure to the start of a later one of the same sentence; empty for others."""
    if first.sentence is None or first.sentence != second.sentence or first.document_id != second.document_id:
        return ""
    start = first.sentence.start
    return first.sentence.text[first.span.end - start : max(first.span.end, second.span.start) - start]


def lead(claim: Claim) -> str:
    """The word before a figure and what qualifies it ("to" in "to about $5 billion"), lower case; empty at the start."""
    home = claim.sentence or claim.expression
    at = min(claim.expression.start, claim.span.start) - home.start
    inside = _WORD.findall(claim.expression.text[: max(0, claim.span.start - claim.expression.start)])
    if inside and inside[0].lower() in _LEADS:
        return str(inside[0]).lower()
    words = _WORD.findall(home.text[max(0, at - _LEAD) : at])
    return str(words[-1]).lower() if words else ""


def tail(claim: Claim, length: int = 40) -> str:
    """The text right after a figure, within its sentence."""
    home = claim.sentence or claim.expression
    at = claim.span.end - home.start
    return home.text[at : at + length]


def allowed(claim: Claim) -> Interval:
    """All values that a figure allows, with the whole of its rounding and approximation, in the unit as written."""
    assert claim.quantity is not None
    quantity = claim.quantity
    interval = reading(quantity, quantity)
    assert interval is not None
    if quantity.nominal is not None and quantity.precision > 1:
        half = quantity.precision / 2
        interval = interval.widened(half, half) if interval.is_point else interval
    return interval


def is_share(claim: Claim) -> bool:
    """Whether a claim is a percentage or a written fraction of something."""
    return claim.quantity is not None and claim.quantity.unit.dimension == "percentage" and claim.quantity.unit.name == "percentage"


def is_plain(claim: Claim) -> bool:
    """Whether a claim is one figure, exact or approximate, no rate and no duration."""
    quantity = claim.quantity
    return quantity is not None and quantity.nominal is not None and quantity.per is None and claim.kind == "quantity"


def finding(
    check: Check,
    claims: tuple[Claim, ...],
    topic: str | None,
    *,
    says: str,
    expected: Interval,
    stated: Interval,
    unit: str,
    assumption: str,
    reconcile: str,
    relation: Relation = "conflict",
    confidence: float = 0.8,
) -> Finding:
    """A finding on a sum: what is said, what would be expected, and what would reconcile the two.

    `says` is the sentence up to the result; the expected interval and the reconciling clause are added here.
    """
    apart = gap(expected, stated)
    severity: Severity = "major" if relation == "conflict" else "info"
    base = min((abs(end) for end in (expected.lower, expected.upper, stated.lower, stated.upper) if end), default=None)
    return Finding(
        id="",
        kind="arithmetic",
        relation=relation,
        severity=severity,
        confidence=round(confidence * min(claim.confidence for claim in claims), 2),
        topic=topic,
        claims=tuple(claim.id for claim in claims),
        check=check,
        assumption=assumption,
        difference=Difference(apart, round(apart / base, 4) if base else None, unit) if apart else None,
        explanation=f"{says}{between_ends(expected, unit)}{reconcile}.",
        evidence=Evidence(score=confidence, reasons=(check,)),
    )


def between_ends(interval: Interval, unit: str) -> str:
    """An interval in words: about 3.8 percent; 40 to 45 percent."""
    lower, upper = interval.lower, interval.upper
    if lower is None or upper is None:
        return explain.amount(next(end for end in (lower, upper) if end is not None), unit) if lower != upper else ""
    middle = (lower + upper) / 2
    if upper - lower <= abs(middle) / 50:
        return f"about {explain.amount(short(middle), unit)}"
    return f"{explain.number(short(lower))} to {explain.amount(short(upper), unit)}"


def short(value: Decimal, digits: int = 3) -> Decimal:
    """A computed value to a few significant digits, whole numbers kept whole."""
    if not value:
        return Decimal(0)
    place = value.adjusted() - digits + 1
    return (
        round(value, -place)
        if place < 0
        else value.quantize(Decimal(1))
        if place <= 2
        else value.quantize(Decimal(1).scaleb(place)).quantize(Decimal(1))
    )
