"""A rate over a stated time against a total: "1,200 a day" with "more than 600,000 since February 2022"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, of, overlap
from service.judge.values import DAYS
from service.model import Claim, Evidence, Finding, Relation

from . import sums
from .view import View

_ASSUMPTION = "taking the rate as constant over the whole time"
# Rates change: a total within a tenth of the sum fits, one within four times of it is what a changing rate can give.
_FITS = Decimal("0.1")
_VARIES = Decimal(4)
# How many sentences on either side a rate is read together with a total.
_SENTENCES = 2
_RECONCILE = {
    "agree": "which fits",
    "compatible": "which a rate that changed, or the bound, can explain",
    "conflict": "which no likely change of the rate explains",
}


def find(view: View) -> list[Finding]:
    """Findings for a rate and a total of the same thing in one document, a few sentences apart at most."""
    found: list[Finding] = []
    for number, sentence in enumerate(view.sentences):
        for rate in filter(_is_rate, sentence):
            nearby = view.sentences[max(0, number - _SENTENCES) : number + _SENTENCES + 1]
            near = [claim for other in nearby for claim in other if claim.document_id == rate.document_id]
            made = (_check(rate, total, near, view) for total in near)
            found.extend(finding for finding in made if finding is not None)
    return found


def _is_rate(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.per is not None and claim.quantity.per.name in DAYS and claim.role != "change"


def _is_total(total: Claim, rate: Claim) -> bool:
    """Whether a claim is a plain amount of what the rate counts."""
    quantity = total.quantity
    if (
        quantity is None
        or rate.quantity is None
        or quantity.per is not None
        or total.kind != "quantity"
        or total.role in ("change", "share")
    ):
        return False
    return quantity.unit == rate.quantity.unit and rate.measure.head is not None and rate.measure.head == total.measure.head


def _scope(total: Claim, near: Sequence[Claim], view: View) -> tuple[dt.date, dt.date, Claim | None] | None:
    """First and last day of the time that a total runs over, and the date claim that tells the first; None where untold."""
    document = view.documents.get(total.document_id)
    last = total.time.upper or (document.published_at if document else None)
    for claim in near:
        if claim.date is not None and claim.date.modifier == "since" and claim.sentence == total.sentence and claim.date.lower:
            return (claim.date.lower, last, claim) if last and claim.date.lower < last else None
    return None


def _check(rate: Claim, total: Claim, near: Sequence[Claim], view: View) -> Finding | None:
    scope = _scope(total, near, view) if _is_total(total, rate) else None
    if scope is None or rate.quantity is None or rate.quantity.per is None or total.quantity is None:
        return None
    first, last, since = scope
    days = (last - first).days
    times = Decimal(days) / DAYS[rate.quantity.per.name]
    expected = sums.allowed(rate).scaled(times)
    relation = _relation(expected, of(total.quantity), total)
    explanation = (
        f"{explain.said(rate, view.documents)}; {_ASSUMPTION}, the {days:,} days up to {explain.day(last)} give "
        f"{sums.between_ends(expected, rate.quantity.unit.name)}, against “{explain.quote(total)}”, {_RECONCILE[relation]}."
    )
    confidence = 0.7 if relation == "conflict" else 0.6
    return Finding(
        id="",
        kind="arithmetic",
        relation=relation,
        severity="major" if relation == "conflict" else "info",
        confidence=round(confidence * min(rate.confidence, total.confidence), 2),
        topic=view.topic_of(rate, total),
        claims=(rate.id, total.id, *((since.id,) if since else ())),
        check="rate_total",
        assumption=_ASSUMPTION,
        explanation=explanation,
        evidence=Evidence(score=confidence, shared=(rate.measure.head or "",), reasons=("same_head", "stated_time")),
    )


def _relation(expected: Interval, stated: Interval, total: Claim) -> Relation:
    nominal = total.quantity.nominal if total.quantity else None
    if nominal is not None and expected.widened(nominal * _FITS, nominal * _FITS).contains(nominal):
        return "agree"
    loose = Interval(
        None if expected.lower is None else expected.lower / _VARIES,
        None if expected.upper is None else expected.upper * _VARIES,
    )
    return "compatible" if overlap(loose, stated) is not None else "conflict"
