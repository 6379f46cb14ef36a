"""Links of topics → findings about two claims each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from service.lexicon import load
from service.model import Claim, Difference, Document, Evidence, Finding, Link, Overlap, Relation, Slip, Topic

from . import explain, stages
from .confidence import confidence_of
from .events import of_one_event, planned
from .interval import Interval
from .measures import other_measure
from .moments import compare_dates, day
from .readings import as_read
from .results import shared_result
from .severity import severity_of
from .siblings import Siblings, beside
from .slips import slip_of
from .totals import is_sum
from .values import Comparison, compare

RELATIONS: tuple[Relation, ...] = ("conflict", "changed", "compatible", "agree")
_CLAUSE = 160
_CONDITION = re.compile(r"\b(?:when|whenever|if|once|unless)\b[^,;:]*$", re.IGNORECASE)
# What is planned and what took place are the same event only where they lie close together.
_MONTH = 31
# Errors and estimates leave a figure within reach; one so many times another that no slip made is rather of another thing.
_NO_SLIP = 10
# Slips that two figures of different things seldom show by chance: they speak for one thing, written wrong.
_TELLING = frozenset(
    {"digits_swapped", "digit_dropped", "magnitude", "decimal_shifted", "unit_swapped", "currency_swapped", "percent_points"}
)
# Slips that seldom turn one bound into another that somebody meant.
_MISWRITTEN = frozenset({"digits_swapped", "magnitude"})
_BOUNDS = frozenset({"at_least", "more_than", "at_most", "less_than"})
# The same digits with another unit are the same figure, whatever the time.
_SAME_DIGITS = frozenset({"currency_swapped", "percent_points", "unit_swapped"})


def pair_findings(
    topic: Topic, claims: Mapping[str, Claim], documents: Mapping[str, Document], relations: Collection[Relation], siblings: Siblings
) -> list[Finding]:
    """One finding for each link of a topic whose claims stand in one of the relations asked for; ids are given later."""
    found = (judge_pair(topic.id, link, claims[link.first], claims[link.second], documents, relations, siblings) for link in topic.links)
    return [finding for finding in found if finding is not None]


def judge_pair(
    topic: str | None,
    link: Link,
    first: Claim,
    second: Claim,
    documents: Mapping[str, Document],
    relations: Collection[Relation] = RELATIONS,
    siblings: Siblings = MappingProxyType({}),
) -> Finding | None:
    """The finding on two linked claims; None where they can't be compared, stand in no relation asked for, or the evidence is too weak."""
    dated = first.kind == "date" or first.quantity is None or second.quantity is None
    comparison = compare_dates(first, second) if dated else _compared(first, second)
    if comparison is None:
        return None
    relation, reasons = _relation(comparison, first, second, documents, siblings)
    if relation == "conflict" and _same_figure(first, second) and _is_condition(first) and _is_condition(second):
        relation, reasons = "agree", ("same_figure",)
    if relation == "conflict" and not dated and (is_sum(first, second, siblings) or is_sum(second, first, siblings)):
        relation, reasons = "agree", ("sum_of_parts",)
    if relation not in relations:
        return None
    slip = slip_of(first, second) if relation == "conflict" else None
    if relation == "conflict" and not dated and other_measure(first, second):
        return None
    if not _evident(relation, link, first, second, slip, reasons, siblings):
        return None
    if dated and relation == "conflict" and not of_one_event(first, second, siblings):
        return None
    if dated and relation == "conflict" and planned(first, documents) != planned(second, documents) and comparison.difference > _MONTH:
        return None
    unit = "day" if dated or first.quantity is None else (first.quantity.unit.symbol or first.quantity.unit.name)
    difference = Difference(comparison.difference, comparison.relative, unit) if comparison.difference and relation != "agree" else None
    common = _overlap(comparison.overlap, unit, dated=dated) if relation == "compatible" else None
    return Finding(
        id="",
        kind="date" if dated else "value",
        relation=relation,
        severity=severity_of(relation, first, comparison),
        confidence=confidence_of(relation, link, first, second, slip),
        topic=topic,
        claims=(first.id, second.id),
        difference=difference,
        overlap=common,
        slip=slip,
        explanation=explain.pair(first, second, documents, relation, difference=difference, overlap=common, slip=slip, reasons=reasons),
        evidence=Evidence(score=link.score, shared=link.evidence, features=link.features, reasons=reasons),
    )


def _evident(
    relation: Relation, link: Link, first: Claim, second: Claim, slip: Slip | None, reasons: Collection[str], siblings: Siblings
) -> bool:
    """Whether the evidence that two claims speak of one thing suffices to state their relation."""
    threshold: dict[str, float] = load("alignment")["threshold"]
    dated, same_document = first.kind == "date", first.document_id == second.document_id
    if relation != "conflict":
        return relation == "agree" or not (dated or same_document) or link.context >= threshold[_threshold(same_document, dated)]
    # A bound that shuts out its own figure ("fewer than 146" of 146) is about that figure, as are the same digits with another
    # unit: there their being the same counts.
    same = _same_figure(first, second) or not _SAME_DIGITS.isdisjoint(reasons)
    if same and link.score >= threshold["same_figure"]:
        return True
    telling = slip in _TELLING and not (_states(second, first, siblings) or _states(first, second, siblings))
    least = threshold["link" if telling and not (same_document or dated) else _threshold(same_document, dated)]
    if first.role == second.role == "score" and not shared_result(first, second, siblings):
        least = max(least, threshold["other_result"])
    if not dated and slip is None and stages.ratio(first, second) > _NO_SLIP:
        least = max(least, threshold["far_apart"])
    return link.context >= least


def _threshold(same_document: bool, dated: bool) -> str:
    return "within" if same_document else "conflict_date" if dated else "conflict"


def _is_condition(claim: Claim) -> bool:
    """Whether a figure stands in a clause of condition, where "exceed 5" and "reach 5" tell the same threshold."""
    return _CONDITION.search(claim.home.text, max(0, claim.begin - _CLAUSE), claim.begin) is not None


def _states(claim: Claim, other_one: Claim, siblings: Siblings) -> bool:
    """Whether the sentence of a claim states the figure of the other one too, as another claim."""
    figure = other_one.quantity.nominal if other_one.quantity is not None else None
    return figure is not None and any(
        other.id != claim.id and other.quantity is not None and other.quantity.nominal == figure for other in beside(claim, siblings)
    )


def _same_figure(first: Claim, second: Claim) -> bool:
    """Whether both claims name the same number, or the same days, whatever bound is put on it."""
    if first.quantity is not None and second.quantity is not None:
        one, two = first.quantity, second.quantity
        return one.nominal is not None and one.nominal == two.nominal and one.unit == two.unit
    return first.date is not None and second.date is not None and first.date.timex is not None and first.date.timex == second.date.timex


def _compared(first: Claim, second: Claim) -> Comparison | None:
    assert first.quantity is not None
    assert second.quantity is not None
    comparison = compare(*as_read(first, second))
    if comparison is None:
        slip = slip_of(first, second)
        return Comparison(relation="conflict", reasons=(slip,)) if slip in ("currency_swapped", "percent_points", "unit_swapped") else None
    one, two = first.quantity.direction, second.quantity.direction
    if first.role == second.role == "change" and one and two and one != two and comparison.relation == "agree":
        return Comparison(relation="conflict", reasons=("opposite_directions",))
    return comparison


def _relation(
    comparison: Comparison, first: Claim, second: Claim, documents: Mapping[str, Document], siblings: Siblings
) -> tuple[Relation, tuple[str, ...]]:
    if comparison.relation != "conflict":
        if comparison.relation == "compatible" and _bound_miswritten(first, second):
            return "conflict", (*comparison.reasons, "bound_miswritten")
        return ("agree" if comparison.relation == "agree" else "compatible"), comparison.reasons
    if first.kind != "date" and "opposite_directions" not in comparison.reasons and not _SAME_DIGITS.intersection(comparison.reasons):
        sentences = beside(first, siblings), beside(second, siblings)
        why = stages.explained(first, second, (documents.get(first.document_id), documents.get(second.document_id)), sentences)
        if why:
            return "changed", (*comparison.reasons, why)
    return "conflict", comparison.reasons


def _bound_miswritten(first: Claim, second: Claim) -> bool:
    """Whether two bounds on one side, which could both hold, look like one miswritten: "more than 8,300", "more than 8,030"."""
    one, two = first.quantity, second.quantity
    if one is None or two is None or one.qualifier not in _BOUNDS or one.qualifier != two.qualifier:
        return False
    return slip_of(first, second) in _MISWRITTEN


def _overlap(shared: Interval | None, unit: str, *, dated: bool) -> Overlap | None:
    if shared is None:
        return None
    if dated:
        return Overlap(None, None, unit, day(shared.lower), day(shared.upper))
    return Overlap(shared.lower, shared.upper, unit)
