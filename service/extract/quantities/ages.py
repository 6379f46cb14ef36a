"""Tells ages that no word names: "she was around 25 when she married", "at 19, he moved", "he died at 91"."""

from __future__ import annotations

from typing import Any

from service.lexicon import load
from service.model import Scan, TokenKind

_TABLE: dict[str, Any] = load("names")["ages"]
_FATES = frozenset(_TABLE["fates"])
_FILL = frozenset(_TABLE["fill"])
_CLOSING = frozenset(_TABLE["closing"])
_BE = frozenset({"is", "was", "'s", "’s"})
_PRONOUNS = frozenset({"he", "she"})
_ARTICLES = frozenset({"the", "a", "an"})
_STOPS = frozenset('.,;:)!?"”’—–')
_OPENING = frozenset(',;:("“—–')


def is_told_age(scan: Scan, before: int, last: int) -> bool:
    """Whether the bare number from token `before` (the words that bound it taken in) to `last` is the age of a person of the text."""
    floor, ceiling = scan.sentence_at(last - 1)
    return _of_subject(scan, before, last, floor, ceiling) or _at_age(scan, before, last, floor, ceiling)


def _of_subject(scan: Scan, before: int, last: int, floor: int, ceiling: int) -> bool:
    """Reads "he was 12", "Ann Moe was under 7 when she left", "they were 17 when they met"."""
    at = before - 1
    while at > floor and scan.lower[at] in _FILL:
        at -= 1
    if at - 1 < floor:
        return False
    subject, timed = scan.lower[at - 1], _is_timed(scan, last)
    if scan.lower[at] == "were":
        return subject in {"they", "we"} and timed
    if scan.lower[at] not in _BE:
        return False
    if subject in _PRONOUNS:
        return timed or last >= ceiling or scan.lower[last] in _CLOSING or (scan.words[last] in _STOPS and not scan.glued(last + 1))
    # at the start of a sentence any noun has a capital: one word there is not sure to be a name
    named = scan.kinds[at - 1] is TokenKind.WORD and scan.words[at - 1].istitle() and at - 2 >= floor
    return named and timed and (scan.words[at - 2].istitle() or scan.lower[at - 2] not in _ARTICLES)


def _is_timed(scan: Scan, last: int) -> bool:
    """Whether the words behind the number place it in a life: "when", "at the time", "at her death"."""
    following = scan.lower[last : last + 3]
    return following[:1] == ("when",) or following == ("at", "the", "time") or following in {("at", "his", "death"), ("at", "her", "death")}


def _at_age(scan: Scan, before: int, last: int, floor: int, ceiling: int) -> bool:
    """Reads "At 19, he moved" and "she died at 91"."""
    at = before - 1
    if at < floor or scan.lower[at] != "at":
        return False
    if at > floor and scan.lower[at - 1] in _FATES:
        return last >= ceiling or scan.lower[last] in _CLOSING or (scan.words[last] in _STOPS and not scan.glued(last + 1))
    opens = at == floor or scan.words[at - 1] in _OPENING
    return opens and last + 1 < ceiling and scan.words[last] == "," and scan.lower[last + 1] in _PRONOUNS
