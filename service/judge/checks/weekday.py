"""A weekday written beside a full date must be that date's weekday ("Thursday, Nov. 13, 2024" was a Wednesday)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from service.judge.wording import day, name
from service.lexicon import load
from service.model import Claim, Difference, Evidence, Finding

from . import sums
from .view import View

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAD = 14
# The weekday as the last word before the date, or in parentheses or after a comma behind it.
_BEFORE = re.compile(r"([^\W\d_]+)\.?,?\s*\(?(?:the\s+)?$")
_BEHIND = re.compile(r"\s*\(\s*(?:an?\s+)?([^\W\d_]+)\s*\)")
_INSIDE = re.compile(r"[^\W\d_]+")


def find(view: View) -> list[Finding]:
    """One conflict for each date of one known day whose written weekday is another."""
    return [finding for sentence in view.sentences for claim in sentence if (finding := _check(claim, view))]


def _check(claim: Claim, view: View) -> Finding | None:
    date = claim.date
    if date is None or date.lower is None or date.lower != date.upper or date.relative or date.ambiguous or not _has_year(claim):
        return None
    written = _written(claim)
    actual = date.lower.weekday()
    if written is None or written == actual:
        return None
    explanation = f"{name(claim, view.documents)} writes “{_quote(claim)}”, but {day(date.lower)} was a {_NAMES[actual]}."
    return Finding(
        id="",
        kind="arithmetic",
        relation="conflict",
        severity="minor",
        confidence=round(0.95 * claim.confidence, 2),
        topic=view.topic_of(claim),
        claims=(claim.id,),
        check="weekday",
        explanation=explanation,
        difference=Difference(Decimal(min((written - actual) % 7, (actual - written) % 7)), None, "day"),
        evidence=Evidence(score=1.0, reasons=("calendar",)),
    )


def _has_year(claim: Claim) -> bool:
    assert claim.date is not None
    assert claim.date.lower is not None
    return str(claim.date.lower.year) in claim.span.text or claim.date.timex == claim.date.lower.isoformat()


@cache
def _weekdays() -> dict[str, int]:
    return {word: number for number, row in enumerate(load("calendar_names")["weekdays"]) for word in row}


def _written(claim: Claim) -> int | None:
    """The weekday that the expression holds, or that stands right before it."""
    table = _weekdays()
    for word in _INSIDE.findall(claim.span.text.casefold()):
        if word in table:
            return table[word]
    lead = _BEFORE.search(_lead(claim))
    if lead and lead.group(1).casefold() in table:
        return table[lead.group(1).casefold()]
    behind = _BEHIND.match(sums.tail(claim))
    return table.get(behind.group(1).casefold()) if behind else None


def _lead(claim: Claim) -> str:
    return claim.home.text[max(0, claim.begin - _LEAD) : claim.begin]


def _quote(claim: Claim) -> str:
    text = " ".join(claim.span.text.split())
    if any(word in _weekdays() for word in _INSIDE.findall(text.casefold())):
        return text
    behind = _BEHIND.match(sums.tail(claim))
    if behind and behind.group(1).casefold() in _weekdays():
        return " ".join((text + behind.group()).split())
    lead = _BEFORE.search(_lead(claim))
    return " ".join((_lead(claim)[lead.start() :] + text).split()) if lead else text
