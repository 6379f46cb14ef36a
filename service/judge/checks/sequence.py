"""What ends must have begun: "from 13 November to 5 November" runs backwards; nobody dies before being born."""

from __future__ import annotations

import itertools
import re
from functools import cache

from service.judge.severity import severity_of_sum
from service.lexicon import load
from service.model import Claim, Evidence, Finding

from . import sums
from .view import View

_TO = re.compile(r"\s*(?:,\s*\d{4}\s*,?)?\s*(?:to|until|till|through|–|-)\s*$")
_YEAR = re.compile(r"\b\d{4}\b")
_MOVED = re.compile(r"\b(?:mov\w+|postpon\w+|brought forward|reschedul\w+|shift\w+|advanc\w+|put (?:off|back)|chang\w+)\b", re.IGNORECASE)


def find(view: View) -> list[Finding]:
    """A conflict for each span from one day to an earlier one, and for each end that comes before its own beginning."""
    found = []
    for sentence in view.sentences:
        for first, second in itertools.pairwise(claim for claim in sentence if claim.kind == "date"):
            if _backwards(first, second) or _ends_first(first, second):
                found.append(_finding(first, second, view))
            elif _ends_first(second, first):
                found.append(_finding(second, first, view))
    return found


def _earlier(first: Claim, second: Claim) -> bool:
    """Whether the second of two dates that both name their year comes before the first."""
    one, two = first.date, second.date
    if one is None or two is None or one.lower is None or two.upper is None:
        return False
    if one.relative or two.relative or one.ambiguous or two.ambiguous:
        return False
    return two.upper < one.lower and _YEAR.search(first.span.text) is not None and _YEAR.search(second.span.text) is not None


def _backwards(first: Claim, second: Claim) -> bool:
    if not _earlier(first, second) or sums.lead(first) != "from" or not _TO.match(sums.between(first, second)):
        return False
    return first.sentence is None or _MOVED.search(first.sentence.text) is None


def _ends_first(start: Claim, end: Claim) -> bool:
    """Whether one predicate of a subject begins what another ends, and the end comes first."""
    starts, ends = _predicates()
    if start.measure.event not in starts or end.measure.event not in ends or not _earlier(start, end):
        return False
    life = start.measure.event == "bear" and end.measure.event == "die"
    return start.measure.subject == end.measure.subject and (life or start.measure.subject is not None)


@cache
def _predicates() -> tuple[frozenset[str], frozenset[str]]:
    table = load("checks")["sequence"]
    return frozenset(table["starts"]), frozenset(table["ends"])


def _finding(start: Claim, end: Claim, view: View) -> Finding:
    operands = (start, end)
    one, two = (sums.quoted(claim, operands, view) for claim in operands)
    return Finding(
        id="",
        kind="arithmetic",
        relation="conflict",
        severity=severity_of_sum("conflict", None),
        confidence=sums.sure(0.85, operands),
        topic=view.topic_of(*operands),
        claims=(start.id, end.id),
        check="sequence",
        assumption="that the two dates are the beginning and the end of one thing",
        explanation=f"{sums.told(operands, view)}{two} is given as the end and {one} as the beginning, but the end comes first.",
        evidence=Evidence(score=0.85, reasons=("sequence",)),
    )
