"""An age against a date of birth: "62, born in 1953" in a text of 2024."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from service.judge.interval import Interval
from service.judge.wording import day, figure
from service.model import Claim, Finding

from . import sums
from .view import View

_BORN = re.compile(r"\b(?:born|birth)\b[^.;]{0,30}$", re.IGNORECASE)
_KIN = re.compile(r"(?:his|her|their|whose)\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+$")
_REACH = 60
_YOUNGEST = 10


def find(view: View) -> list[Finding]:
    """A finding for each age and date of birth in one sentence, or of one name in different sentences or documents."""
    found: list[Finding] = []
    births = [(birth, sentence) for sentence in view.sentences for birth in sentence if _is_birth(birth)]
    if not births:
        return []
    named: dict[str, list[Claim]] = {}
    for sentence in view.sentences:
        for claim in filter(_is_age, sentence):
            if name := _name(claim.measure.text):
                named.setdefault(name, []).append(claim)
    for birth, sentence in births:
        beside = [claim for claim in sentence if _is_age(claim) and _of_one(claim, birth)]
        alone = sum(_is_birth(claim) for claim in sentence) == 1
        if len(beside) == 1 and alone:
            pairs: list[Claim] = beside
        else:
            pairs = list(_first_of_each(named.get(_name(birth.measure.subject) or "", []))) if alone and not beside else []
        found.extend(made for age in pairs if (made := _check(age, birth, view)))
    return found


def _first_of_each(ages: list[Claim]) -> Iterator[Claim]:
    """The first age of a name in each document."""
    seen: set[str] = set()
    for age in ages:
        if age.document_id not in seen:
            seen.add(age.document_id)
            yield age


def _is_age(claim: Claim) -> bool:
    return claim.role == "age" and claim.quantity is not None and claim.quantity.nominal is not None and claim.quantity.unit.name == "year"


def _is_birth(claim: Claim) -> bool:
    if (
        claim.kind != "date"
        or claim.date is None
        or claim.date.lower is None
        or claim.date.relative
        or claim.date.modifier not in (None, "approx")
    ):
        return False
    return _BORN.search(claim.home.text[max(0, claim.begin - _REACH) : claim.begin]) is not None


def _of_one(age: Claim, birth: Claim) -> bool:
    """Whether an age and a birth in one sentence are of one person: close, in one clause, and not that of "her son"."""
    first, second = sorted((age, birth), key=lambda claim: claim.span.start)
    if abs(age.span.start - birth.span.end) > _REACH * 2 or ";" in sums.between(first, second):
        return False
    return _KIN.match(birth.measure.subject or "") is None


def _name(text: str | None) -> str | None:
    """The last word of a phrase that is a name, as names of persons are repeated."""
    words = (text or "").partition(",")[0].split()
    last = _NAME.search(words[-1]) if words else None
    return last.group().casefold() if last and last.group()[0].isupper() else None


def _check(age: Claim, birth: Claim, view: View) -> Finding | None:
    document = view.documents.get(age.document_id)
    first, last = (birth.date.lower, birth.date.upper) if birth.date else (None, None)
    stated = sums.allowed(age)
    if document is None or document.published_at is None or first is None or last is None or stated is None:
        return None
    today = document.published_at
    oldest, youngest = _years(first, today), _years(last, today)
    if oldest < _YOUNGEST:
        return None
    # A text may speak of the day of an event, not of its own: one year more or less is not its mistake.
    loose = stated.widened(Decimal(1), Decimal(1))
    operands = (age, birth)
    return sums.finding(
        "age",
        view,
        operands,
        age,
        says=f"with {sums.quoted(birth, operands, view)} as the date of birth, the age on {day(today)} is",
        expected=Interval(Decimal(youngest), Decimal(oldest)),
        allows=loose,
        unit="year",
        assumption=f"that “{figure(age)}” is the age on {day(today)}",
        confidence=0.8,
    )


def _years(birth: dt.date, today: dt.date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
