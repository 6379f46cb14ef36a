"""Whether the words around a date speak of what was or of what will be."""

from __future__ import annotations

from service.lexicon import load
from service.model import Scan

_TABLE = load("dates")["tense"]
_PAST = frozenset(_TABLE["past"])
_FUTURE = frozenset(_TABLE["future"])
_NOT_VERBS = frozenset(_TABLE["not_verbs"])
_EXPECTED = frozenset(_TABLE["expected"])

_AHEAD_OF = frozenset({"until", "till", "til", "by", "through"})
_AHEAD_OF_TO = _EXPECTED | {"is", "are", "going", "plan", "plans", "hopes", "hope", "intends", "wants"}
_SOON = frozenset({"soon", "early"})
_BACK, _AHEAD = 14, 8


def outlook(scan: Scan, first: int, last: int) -> int:
    """-1 where the nearest verb before the tokens (else after them, in the same sentence) is past, 1 where it is future, else 0;
    2 where "until" or its like leaves no doubt.
    """
    begin, end = scan.sentence_at(first)
    preposition = scan.lower[first - 1] if first - 1 >= begin else ""
    if preposition in _AHEAD_OF:
        behind = _nearest(scan, range(first - 2, max(begin, first - _BACK) - 1, -1), begin)
        if behind < 0:
            return -1 if preposition == "by" else 1
        return 2
    return _nearest(scan, range(first - 1, max(begin, first - _BACK) - 1, -1), begin) or _nearest(
        scan, range(last, min(end, last + _AHEAD)), begin
    )


def _nearest(scan: Scan, indices: range, begin: int) -> int:
    """What the first verb on the way through `indices` speaks of."""
    for index in indices:
        found = _cue(scan.lower, index, begin)
        if found is not None:
            return found
    return 0


def _cue(lower: tuple[str, ...], index: int, begin: int) -> int | None:
    """What one word says: 1 for the future, -1 for the past, 0 for a verb that leaves it open, None for no verb."""
    text = lower[index]
    if text in _FUTURE:
        return 1
    if text in _PAST or (text[-2:] == "ed" and len(text) > 4 and text not in _NOT_VERBS):
        before = lower[max(begin, index - 3) : index]
        if "be" in before:
            return 1 if "will" in before or "to" in before or "'ll" in before else 0
        present = "is" in before or "are" in before
        if present and text in _EXPECTED:
            return 1
        return 0 if present and ("is" in before[-2:] or "are" in before[-2:]) else -1
    if text in _SOON and index + 1 < len(lower) and lower[index + 1] == "as":
        return 1
    if index >= begin + 2 and lower[index - 1] == "to" and lower[index - 2] in _AHEAD_OF_TO and text.isalpha():
        return 1
    return None
