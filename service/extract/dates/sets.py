"""Sets: what recurs, told by a unit: "every day", "every two weeks", "twice a year", "$4 a day"."""

from __future__ import annotations

from decimal import Decimal

from service.model import Scan

from .amounts import amount_before, duration
from .forms import Fixed, Reading
from .vocabulary import same_sentence, word, word_list

_TIMES = frozenset({"once", "twice", "thrice", "times"})
_PRICED = word_list("priced")
_NOT_AFTER = frozenset({"ago", "earlier", "later", "hence", "before", "after"})


def repeated(scan: Scan, index: int, floor: int, unit: str, plural: bool) -> Reading | None:
    """Sets: "every day", "each of the past four winters", "every two weeks", "twice a year", "$4 a day"."""
    if unit == "period":
        return None
    before = word(scan, index - 1)
    if index - 1 < floor:
        return None
    once = Fixed("SET", duration(Decimal(1), unit))
    if before in {"every", "each"}:
        return Reading(first=index - 1, last=index + 1, form=once, rule="set")
    if index - 2 >= floor and word(scan, index - 2) == "every" and before in {"other", "second", "single"}:
        form = once if before == "single" else Fixed("SET", duration(Decimal(2), unit))
        return Reading(first=index - 2, last=index + 1, form=form, rule="set")
    if plural:
        amount = amount_before(scan, index, floor)
        if amount and amount.first - 1 >= floor and word(scan, amount.first - 1) in {"every", "each"}:
            return Reading(first=amount.first - 1, last=index + 1, form=Fixed("SET", duration(amount.value, unit)), rule="set")
        return None
    if before not in {"a", "an"} or unit in {"second", "quarter"} or index < 2:
        return None
    cue, after = word(scan, index - 2), word(scan, index + 1)
    if cue in _TIMES and index - 2 >= floor:
        amount = amount_before(scan, index - 2, floor) if cue == "times" else None
        return Reading(first=amount.first if amount else index - 2, last=index + 1, form=once, rule="set")
    if after in _NOT_AFTER or not same_sentence(scan, index - 2, index):
        return None
    counted = cue.endswith("s") and index - 3 >= floor and amount_before(scan, index - 2, floor) is not None
    if counted or cue in _PRICED or cue[:1].isdigit():
        return Reading(first=index - 1, last=index + 1, form=once, rule="set")
    return None
