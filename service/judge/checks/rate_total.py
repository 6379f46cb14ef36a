"""A rate over a stated time against a total: "1,200 a day" with "more than 600,000 since February 2022"."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from service.judge.interval import Interval, of, overlap
from service.judge.severity import severity_of_sum
from service.judge.values import DAYS
from service.judge.wording import day, figure
from service.lexicon import load
from service.model import Claim, Evidence, Finding, Relation

from . import sums
from .view import View

_CONSTANT = "taking the rate as constant over the whole time"
# Rates change: a total within a tenth of the sum fits, one within four times of it is what a changing rate can give.
_FITS = Decimal("0.1")
_VARIES = Decimal(4)
# How many sentences on either side a rate is read together with a total, and how many rates of other documents at most.
_SENTENCES, _OTHERS = 2, 8
_MOST = 40
_FOR = re.compile(r"^\s*(?:\w+\s+)?(?:for|over)\s+(?:about\s+|some\s+|the\s+(?:last|past|next)\s+)?$")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{3,}")
_RECONCILE = {
    "agree": "which fits",
    "compatible": "both can be true if the rate changed or the bound is far off",
    "conflict": "no likely change of the rate explains that",
}


def find(view: View) -> list[Finding]:
    """Findings for a rate and a total of the same thing: near each other in one document, or in two that speak of one matter."""
    rates: dict[str, dict[str, list[tuple[int, Claim]]]] = {}
    for number, sentence in enumerate(view.sentences):
        for rate in filter(_is_rate, sentence):
            rates.setdefault(_thing(rate), {}).setdefault(rate.document_id, []).append((number, rate))
    if not rates:
        return []
    found: list[Finding] = []
    for number, sentence in enumerate(view.sentences):
        found.extend(_in_all(sentence, view))
        since = next((claim for claim in sentence if claim.date is not None and claim.date.modifier == "since" and claim.date.lower), None)
        if since is None:
            continue
        for total in sentence[:_MOST]:
            partners = _partners(number, total, rates.get(_thing(total), {}))
            made = (_check(rate, total, since, view) for rate in partners if _is_total(total, rate))
            found.extend(finding for finding in made if finding is not None)
    return found


def _partners(number: int, total: Claim, rates: Mapping[str, Sequence[tuple[int, Claim]]]) -> Iterable[Claim]:
    """The nearest rate of the total's own document, else the first of each other document that shares a name with its sentence."""
    own = rates.get(total.document_id)
    if own:
        at = bisect_left(own, number, key=lambda item: item[0])
        distance, nearest = min(((abs(place - number), rate) for place, rate in own[max(0, at - 1) : at + 1]), key=lambda item: item[0])
        return (nearest,) if distance <= _SENTENCES else ()
    firsts = (known[0][1] for known in itertools.islice(rates.values(), _OTHERS))
    return [rate for rate in firsts if _names(rate) & _names(total)]


def _thing(claim: Claim) -> str:
    """What a claim counts, for finding its like: its head, or losses of whatever kind."""
    return "losses" if _is_loss(claim) else claim.measure.head or ""


def _names(claim: Claim) -> frozenset[str]:
    return frozenset(_NAME.findall(claim.sentence.text)) if claim.sentence else frozenset()


def _is_rate(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.per is not None and claim.quantity.per.name in DAYS and claim.role != "change"


def _is_total(total: Claim, rate: Claim) -> bool:
    """Whether a claim is a plain amount of what the rate counts."""
    one, two = total.quantity, rate.quantity
    if (
        one is None
        or two is None
        or one.per is not None
        or total.kind != "quantity"
        or total.role in ("change", "share", "age", "ordinal", "score")
    ):
        return False
    return one.unit == two.unit and (total.measure.head == rate.measure.head or (_is_loss(total) and _is_loss(rate)))


def _is_loss(claim: Claim) -> bool:
    """Whether a claim counts losses in lives, by its noun or by its predicate."""
    words = load("checks")["rate_total"]["losses"]
    return claim.measure.head in words or (claim.measure.event in words and claim.measure.head in load("checks")["rate_total"]["persons"])


def _in_all(sentence: Sequence[Claim], view: View) -> Iterator[Finding]:
    """Findings in a sentence such as "1,200 barrels a day for 10 days, a total of 12,000 barrels"."""
    figures = [claim for claim in sentence if claim.quantity is not None]
    for rate, length, total in zip(figures, figures[1:], figures[2:], strict=False):
        one, two, three = rate.quantity, length.quantity, total.quantity
        if not _is_rate(rate) or length.kind != "duration" or one is None or two is None or three is None or one.per is None:
            continue
        gap = sums.between(rate, length)
        if (
            two.unit.name not in DAYS
            or one.unit != three.unit
            or three.per is not None
            or not _FOR.match(gap.partition(one.per.name)[2] or gap)
        ):
            continue
        if not re.search(r"\b(?:total of|in all|altogether|or)\s*(?:about\s+|some\s+)?$", sums.between(length, total)):
            continue
        speed, time, stated = sums.allowed(rate), sums.allowed(length), sums.allowed(total)
        if speed is None or time is None or stated is None:
            continue
        operands = (rate, length, total)
        yield sums.finding(
            "rate_total",
            view,
            operands,
            total,
            says=f"{sums.quoted(rate, operands, view, whole=True)} for {sums.quoted(length, operands, view)} is",
            expected=(speed * time).scaled(DAYS[two.unit.name] / DAYS[one.per.name]),
            allows=stated,
            unit=sums.unit_of(one),
            assumption=_CONSTANT,
            confidence=0.8,
        )


def _check(rate: Claim, total: Claim, since: Claim, view: View) -> Finding | None:
    document = view.documents.get(total.document_id)
    last = total.time.upper or (document.published_at if document else None)
    first = since.date.lower if since.date else None
    if first is None or last is None or first >= last or rate.quantity is None or rate.quantity.per is None or total.quantity is None:
        return None
    held = sums.allowed(rate)
    if held is None:
        return None
    days = (last - first).days
    expected = held.scaled(Decimal(days) / DAYS[rate.quantity.per.name])
    relation = _relation(expected, of(total.quantity), total)
    operands = (rate, total, since)
    given = sums.in_words(expected, sums.unit_of(rate.quantity))
    beside = f"{sums.quoted(total, operands, view, whole=True)} (since {figure(since)})"
    text = (
        f"{sums.told(operands, view)}{sums.quoted(rate, operands, view, whole=True)} makes {given} in the {days:,} days up to {day(last)}, "
        f"{_CONSTANT}, beside {beside}: {_RECONCILE[relation]}."
    )
    return Finding(
        id="",
        kind="arithmetic",
        relation=relation,
        severity=severity_of_sum(relation, None),
        confidence=sums.sure(0.8, operands),
        topic=view.topic_of(rate, total),
        claims=tuple(claim.id for claim in operands),
        check="rate_total",
        assumption=_CONSTANT,
        explanation=text,
        evidence=Evidence(score=0.8, shared=(rate.measure.head or "",), reasons=("same_head", "stated_time")),
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
