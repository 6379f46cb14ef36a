"""Links of topics → findings about two claims each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from msgspec.structs import replace

from service.lexicon import load
from service.model import Claim, Difference, Document, Evidence, Finding, Link, Overlap, Quantity, Relation, Topic, Unit

from . import explain, stages
from .confidence import confidence_of
from .interval import Interval
from .moments import compare_dates
from .severity import severity_of
from .slips import slip_of
from .values import Comparison, compare

# The claims of each sentence, by document and where the sentence starts.
Siblings = Mapping[tuple[str, int], Sequence[Claim]]
RELATIONS: tuple[Relation, ...] = ("conflict", "changed", "compatible", "agree")
# "Nearly" and its like come from below: up to a tenth short of the figure, and not beyond it.
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|approach\w*|just under|just short of|not quite|virtually)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:when|whenever|if|once|unless)\b[^,;:]*$", re.IGNORECASE)
_SHORT = Decimal("0.9")
_NEAR_DEGREES = 20
# Predicates that tell that something is so.
_EXISTS = frozenset({"be", "exist", "stay", "remain"})
# Predicates that tell how far a count has come.
_COUNTS_UP = frozenset({"rise", "climb", "grow", "increase", "reach", "hit", "pass", "exceed", "stand", "total"})
# Nouns that cover people of every kind.
_ANYONE = frozenset({"people", "person", "others", "dead", "injured", "casualty", "death", "fatality", "victim", "toll"})
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
_PERCENT = Unit("percentage", "%", "percentage")


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
    if relation == "conflict" and not dated and (_is_sum(first, second, siblings) or _is_sum(second, first, siblings)):
        relation, reasons = "agree", ("sum_of_parts",)
    if relation not in relations:
        return None
    threshold = load("alignment")["threshold"]
    same_document = first.document_id == second.document_id
    slip = slip_of(first, second) if relation == "conflict" else None
    if relation == "conflict" and not dated and stages.other_measure(first, second):
        return None
    telling = slip in _TELLING and not (_states(second, first, siblings) or _states(first, second, siblings))
    least = threshold["within" if same_document else "conflict_date" if dated else "link" if telling else "conflict"]
    # A bound that shuts out its own figure ("fewer than 146" of 146) is about that figure, as are the same digits with another
    # unit: there their being the same counts.
    if relation == "conflict" and first.role == second.role == "score" and not _shared_result(first, second, siblings):
        least = max(least, threshold["other_result"])
    if relation == "conflict" and not dated and slip is None and stages.ratio(first, second) > _NO_SLIP:
        least = max(least, threshold["far_apart"])
    same = _same_figure(first, second) or not _SAME_DIGITS.isdisjoint(reasons)
    shut_out = relation == "conflict" and same and link.score >= threshold["same_figure"]
    if (relation == "conflict" or (relation != "agree" and (dated or same_document))) and link.context < least and not shut_out:
        return None
    if dated and relation == "conflict" and not _of_one_event(first, second, siblings):
        return None
    if (
        dated
        and relation == "conflict"
        and stages.planned(first, documents) != stages.planned(second, documents)
        and comparison.difference > _MONTH
    ):
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


def _is_condition(claim: Claim) -> bool:
    """Whether a figure stands in a clause of condition, where "exceed 5" and "reach 5" tell the same threshold."""
    home = claim.sentence
    return home is not None and _CONDITION.search(home.text, 0, max(0, claim.span.start - home.start)) is not None


def _shared_result(first: Claim, second: Claim, siblings: Siblings) -> bool:
    """Whether the results that two figures belong to may be of one match or vote, by a number in common or as many votes cast.

    17-14 and 17-10 may, and 6-3 and 5-4; 31-24 and 20-13 are of two matches.
    """
    told = [
        [claim.quantity.nominal for claim in _beside(score, siblings) if claim.role == "score" and claim.quantity is not None]
        for score in (first, second)
    ]
    return not set(told[0]).isdisjoint(told[1]) or sum(filter(None, told[0])) == sum(filter(None, told[1]))


def _states(claim: Claim, beside: Claim, siblings: Siblings) -> bool:
    """Whether the sentence of a claim states the figure of the other one too, as another claim."""
    figure = beside.quantity.nominal if beside.quantity is not None else None
    return figure is not None and any(
        other.id != claim.id and other.quantity is not None and other.quantity.nominal == figure for other in _beside(claim, siblings)
    )


def _same_figure(first: Claim, second: Claim) -> bool:
    """Whether both claims name the same number, or the same days, whatever bound is put on it."""
    if first.quantity is not None and second.quantity is not None:
        one, two = first.quantity, second.quantity
        return one.nominal is not None and one.nominal == two.nominal and one.unit == two.unit
    return first.date is not None and second.date is not None and first.date.timex is not None and first.date.timex == second.date.timex


def as_read(first: Claim, second: Claim) -> tuple[Quantity, Quantity]:
    """Two quantities as they are compared: "half" in percent, points as numbers, "nearly 5" as at most 5 beside a plain figure.

    Degrees of no scale are of the other one's scale where that is near.
    """
    one, two = _scaled(first), _scaled(second)
    one, two = _on_scale(one, two), _on_scale(two, one)
    if _is_nearly(first) == _is_nearly(second):
        return one, two
    return (_short_of(one), two) if _is_nearly(first) else (one, _short_of(two))


def _on_scale(bare: Quantity, other: Quantity) -> Quantity:
    """A temperature in degrees of no scale in those of the other one, unless they would be far apart: 110 degrees, 43 Celsius."""
    if bare.unit.name != "degree" or other.unit.dimension != "temperature" or bare.nominal is None or other.nominal is None:
        return bare
    if abs(bare.nominal - other.nominal) > _NEAR_DEGREES:
        return bare
    return replace(bare, unit=other.unit, canonical=None)


def _of_one_event(first: Claim, second: Claim, siblings: Siblings) -> bool:
    """Whether two dates can contradict each other as those of one event: not within a text, and not those of states."""
    return first.document_id != second.document_id and all(
        stages.dates_event(claim) and not _dates_figure(claim, siblings) for claim in (first, second)
    )


def _dates_figure(date: Claim, siblings: Siblings) -> bool:
    """Whether a date tells when a figure of its sentence held, and not of an event.

    "On Monday 65 patients were in isolation", "the toll rose to 19 on Friday".
    """
    event = date.measure.event
    if event not in _EXISTS and event not in _COUNTS_UP:
        return False
    if date.date is None or date.sentence is None:
        return False
    return any(
        claim.quantity is not None
        and claim.time.timex is not None
        and claim.time.timex == date.date.timex
        and (event in _EXISTS or (claim.role == "level" and claim.quantity.unit.dimension == "count" and claim.measure.event == event))
        for claim in siblings.get((date.document_id, date.sentence.start), ())
    )


def _is_sum(total: Claim, part: Claim, siblings: Siblings) -> bool:
    """Whether a figure is the sum of two counts of one noun that stand beside each other in the other text: 17 of 11 and six."""
    one, whole = part.quantity, total.quantity
    if (
        "score" in (part.role, total.role)
        or one is None
        or whole is None
        or one.nominal is None
        or whole.nominal is None
        or one.unit != whole.unit
        or one.unit.name != "count"
        or part.sentence is None
    ):
        return False
    others = siblings.get((part.document_id, part.sentence.start), ())
    return any(
        other.quantity is not None and other.id != part.id and other.quantity.unit == one.unit and other.quantity.nominal is not None
        and _adds_to(total, part, other)
        and other.quantity.nominal + one.nominal == whole.nominal
        for other in others
    )  # fmt: skip


def _adds_to(total: Claim, part: Claim, other: Claim) -> bool:
    """Whether two counts are of things that one event befell and that the total's noun covers: militants and soldiers are people."""
    if part.measure.event is None or part.measure.event != other.measure.event or part.measure.head is None:
        return False
    return part.measure.head == other.measure.head or total.measure.head in _ANYONE


def _scaled(claim: Claim) -> Quantity:
    quantity = claim.quantity
    assert quantity is not None
    if quantity.unit.name == "point":
        return replace(quantity, unit=Unit("count"), canonical=None)
    if claim.role == "share" and quantity.unit.dimension == "count" and quantity.nominal is not None and 0 < quantity.nominal <= 1:
        return replace(
            quantity,
            unit=_PERCENT,
            canonical=None,
            precision=Decimal(2),
            nominal=quantity.nominal * 100,
            lower=None if quantity.lower is None else quantity.lower * 100,
            upper=None if quantity.upper is None else quantity.upper * 100,
        )
    return quantity


def _is_nearly(claim: Claim) -> bool:
    quantity = claim.quantity
    if quantity is None or not quantity.approximate or quantity.nominal is None:
        return False
    return _NEARLY.search(claim.expression.text[: max(0, claim.span.start - claim.expression.start)]) is not None


def _short_of(quantity: Quantity) -> Quantity:
    assert quantity.nominal is not None
    short = quantity.nominal * _SHORT
    return replace(quantity, qualifier="range", lower=min(short, quantity.nominal), upper=max(short, quantity.nominal))


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
        beside = _beside(first, siblings), _beside(second, siblings)
        why = stages.explained(first, second, (documents.get(first.document_id), documents.get(second.document_id)), beside)
        if why:
            return "changed", (*comparison.reasons, why)
    return "conflict", comparison.reasons


def _bound_miswritten(first: Claim, second: Claim) -> bool:
    """Whether two bounds on one side, which could both hold, look like one miswritten: "more than 8,300", "more than 8,030"."""
    one, two = first.quantity, second.quantity
    if one is None or two is None or one.qualifier not in _BOUNDS or one.qualifier != two.qualifier:
        return False
    return slip_of(first, second) in _MISWRITTEN


def _beside(claim: Claim, siblings: Siblings) -> Sequence[Claim]:
    """The claims of a claim's sentence."""
    return siblings.get((claim.document_id, claim.sentence.start), ()) if claim.sentence is not None else ()


def _overlap(shared: Interval | None, unit: str, *, dated: bool) -> Overlap | None:
    if shared is None:
        return None
    if dated:
        return Overlap(None, None, unit, _day(shared.lower), _day(shared.upper))
    return Overlap(shared.lower, shared.upper, unit)


def _day(ordinal: Decimal | None) -> dt.date | None:
    return None if ordinal is None else dt.date.fromordinal(int(ordinal))
