"""What a date dates: an event of the story, or only a figure, a state, or somebody's speaking."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from service.lexicon import load
from service.model import Claim, Document

from .siblings import Siblings, beside

_SCOPE = load("stages")["scope"]
# Predicates that tell that something is so, and those that tell how far a count has come.
_EXISTS, _COUNTS_UP = frozenset(_SCOPE["exists"]), frozenset(_SCOPE["counts_up"])
# How many characters before a date tell what it is the date of.
_REACH = 160
# "The biggest drop since July" tells nothing of July.
_SINCE = re.compile(r"(?:est|most|first|worst|best|record|highs?|lows?)\b[^,;.]{0,40}\bsince(?: the)?$")
# The time of a base: "up from 5 million in 2002", "compared with 12 in March".
_BASE = re.compile(r"\b(?:from|than|with|versus|against) [^\w ]?\d[\d.,]*(?: [^\W\d_]+){0,3} (?:in|on|at|for|during)(?: the)?$")


def of_one_event(first: Claim, second: Claim, siblings: Siblings) -> bool:
    """Whether two dates can contradict each other as those of one event: not within a text, and not those of states."""
    return first.document_id != second.document_id and all(
        dates_event(claim) and not _dates_figure(claim, siblings) for claim in (first, second)
    )


def dates_event(claim: Claim) -> bool:
    """Whether a date claim says when an event took place: not as of when a state holds, nor when somebody spoke."""
    leads, idle = _scope_words()
    before = f" {claim.home.text[max(0, claim.begin - _REACH) : claim.begin].rstrip().casefold()}"
    if before.endswith(leads) or claim.measure.event in idle:
        return False
    return not _SINCE.search(before) and not _BASE.search(before)


def planned(claim: Claim, documents: Mapping[str, Document]) -> bool:
    """Whether a date lies ahead of its document."""
    document = documents.get(claim.document_id)
    day = claim.date.lower if claim.date else None
    return document is not None and document.published_at is not None and day is not None and day > document.published_at


@cache
def _scope_words() -> tuple[tuple[str, ...], frozenset[str]]:
    table = load("stages")["scope"]
    return tuple(f" {lead}" for lead in table["leads"]), frozenset(table["states"]) | frozenset(table["speaking"])


def _dates_figure(date: Claim, siblings: Siblings) -> bool:
    """Whether a date tells when a figure of its sentence held, and not of an event.

    "On Monday 65 patients were in isolation", "the toll rose to 19 on Friday".
    """
    event = date.measure.event
    if event not in _EXISTS and event not in _COUNTS_UP:
        return False
    if date.date is None:
        return False
    return any(
        claim.quantity is not None
        and claim.time.timex is not None
        and claim.time.timex == date.date.timex
        and (event in _EXISTS or (claim.role == "level" and claim.quantity.unit.dimension == "count" and claim.measure.event == event))
        for claim in beside(date, siblings)
    )
