"""What ends must have begun: "from 13 November to 5 November" runs backwards."""

from __future__ import annotations

import itertools
import re

from service.judge import explain
from service.model import Claim, Evidence, Finding

from . import sums
from .view import View

_TO = re.compile(r"\s*(?:,\s*\d{4}\s*,?)?\s*(?:to|until|till|through|–|-)\s*$")


def find(view: View) -> list[Finding]:
    """A conflict for each span from one day to an earlier one."""
    found = []
    for sentence in view.sentences:
        for first, second in itertools.pairwise(sentence):
            if _backwards(first, second):
                found.append(_finding(first, second, view))
    return found


def _backwards(first: Claim, second: Claim) -> bool:
    one, two = first.date, second.date
    if one is None or two is None or one.lower is None or two.upper is None or first.kind != "date" or second.kind != "date":
        return False
    if one.relative or two.relative or one.ambiguous or two.ambiguous or sums.lead(first) != "from":
        return False
    return two.upper < one.lower and _TO.match(sums.between(first, second)) is not None and str(two.upper.year) in second.span.text


def _finding(first: Claim, second: Claim, view: View) -> Finding:
    return Finding(
        id="",
        kind="arithmetic",
        relation="conflict",
        severity="minor",
        confidence=round(0.8 * min(first.confidence, second.confidence), 2),
        topic=view.topic_of(first, second),
        claims=(first.id, second.id),
        check="sequence",
        assumption="that the two dates are the beginning and the end of one thing",
        explanation=f"{explain.name(first, view.documents)} gives “{first.span.text}” to “{second.span.text}”, but the second comes first.",
        evidence=Evidence(score=0.8, reasons=("sequence",)),
    )
