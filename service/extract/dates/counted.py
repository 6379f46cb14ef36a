"""A number of units: durations ("over 70 years", "two to three weeks"), and with "ago" and its kin points in time."""

from __future__ import annotations

from decimal import Decimal

from service.model import Scan

from .amounts import Amount, amount_before, duration, with_article
from .forms import Fixed, Offset, Reading
from .periods import Grain
from .vocabulary import (
    DASHES,
    SHIFTS,
    calendar_unit,
    is_capitalised,
    is_compound,
    same_sentence,
    word,
    word_list,
)

_SCORERS = word_list("scorers")
_OPENERS = frozenset(SHIFTS) | {"first", "final", "latest", "opening"}
_ADDED = frozenset({"mere", "further", "additional", "full", "whole", "extra", "solid", "record"})
_FILLERS = word_list("fillers")
_PAST_WORDS = {"ago": -1, "earlier": -1, "later": 1, "hence": 1, "beforehand": -1, "previously": -1, "afterwards": 1, "afterward": 1}
_DURATION_CUES = word_list("duration_cues")
_RELATIVE = word_list("relative")
# An amount of time beyond this is no news.
_LARGEST = 20_000_000_000


def counted(scan: Scan, index: int, end: int, floor: int, unit: str, hyphen: bool) -> Reading | None:
    """A number of units: a duration, or with "ago" and its kin an offset."""
    if unit == "period":
        return None
    inner = end
    while inner - 1 >= floor and end - inner < 2 and word(scan, inner - 1) in _FILLERS:
        inner -= 1
    upcoming = inner - 1 >= floor and word(scan, inner - 1) in SHIFTS and word(scan, inner - 1) not in {"this", "current", "present"}
    amount = amount_before(scan, inner - upcoming, floor) or _article(scan, inner, floor, unit, hyphen)
    if amount is None:
        return None
    if hyphen and amount.first - 1 >= 0 and is_compound(scan, amount.first - 1):
        return None
    if word(scan, amount.first - 1) in {"age", "aged", "ages"} or (amount.value is not None and amount.value > _LARGEST):
        return None
    if inner < end and word(scan, amount.first) in {"a", "an"} and word(scan, inner) in {"fiscal", "calendar"}:
        return None
    if unit == "quarter" and not upcoming and (amount.value is None or amount.value <= 3) and word(scan, amount.first - 1) not in _OPENERS:
        return None
    if scan.lower[index] == "second" and not hyphen and amount.value != 1:
        return None
    if _is_title(scan, amount.first, index):
        return None
    if (
        unit in ("second", "minute")
        and amount.value == 1
        and word(scan, amount.first) in {"a", "an"}
        and not _is_span(scan, amount.first, index)
    ):
        return None
    last = index + 1
    amount = _ranged(scan, amount, floor)
    halved = 3 if amount.value is not None and _and_a_half(scan, last) else 0
    if hyphen:
        if word(scan, last) == "period" and amount.first - 1 >= floor and word(scan, amount.first - 1) in {"a", "the", "this", "that"}:
            return Reading(first=amount.first - 1, last=last + 1, form=Fixed("DURATION", duration(amount.value, unit)), rule="duration")
        return Reading(first=amount.first, last=last, form=Fixed("DURATION", duration(amount.value, unit)), rule="duration")
    value = amount.value + Decimal("0.5") if amount.value is not None and halved else amount.value
    return _offset(scan, amount, index, unit) or Reading(
        first=_opening(scan, amount, floor),
        last=last + halved + _or_so(scan, last + halved),
        form=Fixed("DURATION", duration(value, unit)),
        rule="duration",
    )


def _and_a_half(scan: Scan, at: int) -> bool:
    """Whether "and a half" follows the unit: "a year and a half"."""
    return (
        word(scan, at) == "and" and word(scan, at + 1) == "a" and word(scan, at + 2) == "half" and word(scan, at + 3) not in {"of", "dozen"}
    )


def _ranged(scan: Scan, amount: Amount, floor: int) -> Amount:
    """As in "two to three weeks", "10–12 months": the amount from its lower end."""
    link = word(scan, amount.first - 1)
    if amount.first - 2 < floor or amount.value is None or not (link in {"to", "or"} or link in DASHES):
        return amount
    lower = amount_before(scan, amount.first - 1, floor)
    if lower is None or lower.value is None or lower.value >= amount.value:
        return amount
    return lower


def _is_title(scan: Scan, first: int, index: int) -> bool:
    """Whether a unit with a capital is part of a name ("60 Minutes") and not of a headline whose words all have one."""
    if not is_capitalised(scan, index):
        return False
    if scan.words[index - 1].islower():
        return True
    beside = index + 1 if first == 0 or scan.sentence_of[first] != scan.sentence_of[first - 1] else first - 1
    return beside < len(scan) and not is_capitalised(scan, beside)


def _or_so(scan: Scan, last: int) -> int:
    return 2 if word(scan, last) == "or" and word(scan, last + 1) in {"so", "more", "less", "two"} else 0


def _is_span(scan: Scan, first: int, index: int) -> bool:
    return word(scan, first - 1) in {"for", "within", "in", "per", "under", "than", "every"} or word(scan, index + 1) in _PAST_WORDS


def _opening(scan: Scan, amount: Amount, floor: int) -> int:
    """Where a duration begins: with "the past", "the next", "the first", or just "the", before its number."""
    first = amount.first
    if first - 1 < floor or word(scan, first) in {"a", "an"}:
        return first
    before = word(scan, first - 1)
    if before in _ADDED and first - 2 >= floor and word(scan, first - 2) in {"a", "an"}:
        return first - 2
    if before in _OPENERS:
        first -= 1
    return with_article(scan, first, floor)


def _article(scan: Scan, end: int, floor: int, unit: str, hyphen: bool) -> Amount | None:
    """As in "a year", "an hour", "another decade": one of the unit, where the words around it speak of time."""
    if hyphen or end - 1 < floor:
        return None
    before = word(scan, end - 1)
    if before == "another":
        return Amount(end - 1, Decimal(1))
    if before not in {"a", "an"}:
        return None
    cue, after = word(scan, end - 2), word(scan, end + 1)
    if unit == "century" and cue in _SCORERS:
        return None
    if unit in ("day", "night", "weekend") and end - 1 >= 0:
        fits = (
            after in _RELATIVE
            or (after == "or" and word(scan, end + 2) in {"two", "so"})
            or cue in {"for", "within", "than", "about", "nearly", "almost"}
        )
        return Amount(end - 1, Decimal(1)) if fits else None
    if unit in ("second", "quarter", "half"):
        return Amount(end - 1, Decimal(1)) if after in _RELATIVE or (unit == "second" and cue in {"within", "in"}) else None
    return (
        Amount(end - 1, Decimal(1))
        if after in _RELATIVE
        or cue in _DURATION_CUES
        or unit in {"year", "decade", "century", "month", "week", "hour", "fortnight", "millennium"}
        else None
    )


def _offset(scan: Scan, amount: Amount, index: int, unit: str) -> Reading | None:
    at = index + 1
    tail = word(scan, at)
    if _and_a_half(scan, at):
        at += 3
        tail = word(scan, at)
    direction = _PAST_WORDS.get(tail)
    focus = tail != "ago"
    if tail in {"from", "after", "before"} and word(scan, at + 1) in {"now", "today"}:
        direction, focus, at = (-1 if tail == "before" else 1), False, at + 1
    elif tail == "from" and word(scan, at + 1) == "yesterday":
        return None
    if direction is None or not same_sentence(scan, index, at):
        return None
    if tail in {"earlier", "later"} and word(scan, at + 1) == "than":
        return None
    calendar = calendar_unit(unit)
    if calendar is None:
        return None
    grain, factor = years_of(calendar)
    count = None
    if amount.value is not None:
        total = (amount.value + (Decimal("0.5") if at > index + 1 and scan.lower[index + 1] == "and" else 0)) * factor
        if total != total.to_integral_value() and grain == "year":
            grain, total = "month", total * 12
        count = direction * int(total)
    if grain == "weekend":
        grain = "week"
    return Reading(
        first=amount.first,
        last=at + 1,
        form=Offset(grain=grain, count=count, from_focus=focus),
        rule="offset",
        modifier="approx" if amount.approximate else None,
    )


def years_of(calendar: tuple[Grain, int]) -> tuple[Grain, int]:
    """Decades and centuries counted in years: "two decades ago" is a year, give or take."""
    grain, factor = calendar
    if grain in ("decade", "century"):
        return "year", factor * (10 if grain == "decade" else 100)
    return grain, factor
