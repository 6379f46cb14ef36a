"""A rate over a stated time against a total: "1,200 a day" with "more than 600,000 since February 2022"."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from service.judge import explain
from service.judge.interval import Interval, of, overlap
from service.judge.values import DAYS as DAYS_PER
from service.model import Claim, Evidence, Finding, Relation

from .view import View

_ASSUMPTION = "taking the rate as constant over the whole time"
# A rate holds for a while, not for years: only a total that is many times off is impossible, less is a changing rate.
_VARIES = Decimal(4)
_SENTENCES = 3


def find(view: View) -> list[Finding]:
    """Findings for rates and totals of one head in one document, a few sentences apart at most."""
    found: list[Finding] = []
    for number, sentence in enumerate(view.sentences):
        for rate in filter(_is_rate, sentence):
            nearby = view.sentences[max(0, number - _SENTENCES + 1) : number + _SENTENCES]
            near = [claim for other in nearby for claim in other if claim.document_id == rate.document_id]
            made = (_check(rate, total, near, view) for total in near)
            found.extend(finding for finding in made if finding is not None)
    return found


def _check(rate: Claim, total: Claim, near: list[Claim], view: View) -> Finding | None:
    days = _days(rate, total, near, view)
    return _judge(rate, total, days, view) if days else None


def _is_rate(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.per is not None and claim.quantity.per.name in DAYS_PER and claim.role != "change"


def _days(rate: Claim, total: Claim, near: list[Claim], view: View) -> tuple[int, Claim | None] | None:
    """The days that a total runs over, and the claim that tells them; None where this is no total of that rate."""
    quantity = total.quantity
    if quantity is None or quantity.per is not None or total.kind == "duration" or total is rate or total.role in ("change", "share"):
        return None
    assert rate.quantity is not None
    if quantity.unit != rate.quantity.unit or not _same_head(rate, total):
        return None
    document = view.published(total)
    last = total.time.upper or (document.published_at if document else None)
    start = next(
        (
            claim
            for claim in near
            if claim.date is not None and claim.date.modifier == "since" and claim.date.lower and claim.sentence == total.sentence
        ),
        None,
    )
    first = start.date.lower if start and start.date else total.time.lower
    if first is None or last is None or last <= first:
        return None
    return (last - first).days, start


def _same_head(rate: Claim, total: Claim) -> bool:
    return rate.measure.head is not None and rate.measure.head == total.measure.head


def _judge(rate: Claim, total: Claim, days: tuple[int, Claim | None], view: View) -> Finding | None:
    assert rate.quantity is not None
    assert rate.quantity.per is not None
    assert total.quantity is not None
    length = Decimal(days[0]) / DAYS_PER[rate.quantity.per.name]
    point = of(rate.quantity)
    slack = (rate.quantity.nominal or Decimal(0)) / 10 if rate.quantity.approximate else Decimal(0)
    expected = point.widened(slack, slack).scaled(length)
    stated = of(total.quantity)
    if total.quantity.approximate and total.quantity.nominal:
        stated = stated.widened(total.quantity.nominal / 10, total.quantity.nominal / 10)
    relation: Relation
    if overlap(expected, stated) is not None and not (stated.lower is None or stated.upper is None):
        relation = "agree"
    else:
        loose = Interval(
            None if expected.lower is None else expected.lower / _VARIES, None if expected.upper is None else expected.upper * _VARIES
        )
        relation = "compatible" if overlap(loose, stated) is not None else "conflict"
    figure = rate.quantity.nominal if rate.quantity.nominal is not None else (point.lower or point.upper)
    assert figure is not None
    come = explain.number((figure * length).quantize(Decimal(1)) if figure * length < 10000 else _rounded(figure * length))
    reconcile = {
        "agree": "which fits",
        "compatible": "which a changing rate or the bound can explain",
        "conflict": "which no change of the rate is likely to explain",
    }[relation]
    explanation = (
        f"{explain.said(rate, view.documents)}; over the {days[0]:,} days up to {explain.day(_end(total, view))}, {_ASSUMPTION}, that comes to about "
        f"{come}, against “{explain.quote(total)}”, {reconcile}."
    )
    claims = (rate.id, total.id) + ((days[1].id,) if days[1] else ())
    return Finding(
        id="",
        kind="arithmetic",
        relation=relation,
        severity="major" if relation == "conflict" else "info",
        confidence=0.7 if relation == "conflict" else 0.6,
        topic=view.topic_of(rate, total),
        claims=claims,
        check="rate_total",
        assumption=_ASSUMPTION,
        explanation=explanation,
        overlap=None,
        evidence=Evidence(score=0.8, shared=(rate.measure.head or "",), reasons=("same_head", "stated_time")),
    )


def _end(total: Claim, view: View) -> dt.date:
    document = view.published(total)
    last = total.time.upper or (document.published_at if document else None)
    assert last is not None
    return last


def _rounded(value: Decimal) -> Decimal:
    """To three significant digits: the product of a rate and a time is no better known."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2)).quantize(Decimal(1))
