"""Tells numbers that letters, hyphens, slashes or brackets tie to more than a figure: codes, versions, telephone numbers."""

from __future__ import annotations

from typing import Any

from service.extract.hyphens import DASHES, HYPHENS, joins
from service.extract.numbers import number_at
from service.lexicon import load
from service.lexicon.units import units
from service.model import Scan, TokenKind

from .money import currency_before
from .nouns import counts_after

_TABLE: dict[str, Any] = load("names")
_LABELS = frozenset(_TABLE["labels"])
_CALLED = frozenset(_TABLE["called"])
_HYPHEN_NAMES = frozenset(_TABLE["hyphen_names"])
_NOT_NAMES = frozenset(_TABLE["not_names"])
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_SYMBOLS = units().symbols
_MAX_CHAIN = 12


def telephone(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "call 911", "(415) 777-8815", "777-8815", "020 7946 0018" as numbers to call."""
    text = scan.lower[index]
    if text[0] == "0" and len(text) > 2 and text.isdecimal():
        last = index + 1
        while last < min(len(scan), index + _MAX_CHAIN) and scan.lower[last].isdecimal() and len(scan.lower[last]) in {3, 4}:
            last += 1
        return (index, last) if last > index + 1 else None
    if len(text) != 3 or not text.isdecimal():
        return None
    at = index + 1
    if at < len(scan) and scan.words[at] == ")" and index and scan.words[index - 1] == "(":
        at += 1
    elif index and scan.lower[index - 1] in _CALLED and not counts_after(scan, at):
        return index, at
    if at < len(scan) and scan.kinds[at] is TokenKind.NUMBER and len(scan.lower[at]) == 3 and scan.words[at - 1] == ")":
        at += 1
    if joins(scan, at, DASHES) and len(scan.lower[at + 1]) == 4 and scan.lower[at + 1].isdecimal():
        return index, at + 2
    return None


def glued_name(scan: Scan, index: int) -> tuple[int, int] | None:
    """Digits that letters or further digits touch: "5G", "XC40", "COVID-19", "1-800-555", "10th", "24/7", "9/11"."""
    after, before = index + 1, index - 1
    if after < len(scan) and scan.glued(after):
        word = scan.lower[after]
        if word in _ORDINAL_ENDS or word in {"s", "'s", "’s"}:
            label = before >= 0 and scan.lower[before] in _LABELS and scan.words[before][0].isupper()
            return before if label else index, after + 1
        if scan.words[after] == "/" and scan.glued(after + 1) and after + 1 < len(scan) and scan.kinds[after + 1] is TokenKind.NUMBER:
            return _slashed(scan, index)
        if scan.words[after] in {"@", "#", "_", "^"}:
            return index, after + 1
    if index and scan.glued(index):
        word = scan.words[before]
        if scan.kinds[before] is TokenKind.WORD and not is_money(scan, before):
            return before, after
        if word in {"#", "_", "@", "^"} or (word == "+" and before and scan.glued(before) and scan.kinds[before - 1] is TokenKind.WORD):
            return before, after
        if word == "=" and before and scan.glued(before) and scan.kinds[before - 1] is TokenKind.WORD and not is_money(scan, before):
            return before - 1, after  # "id=1155"
        if word == "." and before and scan.glued(before) and scan.kinds[before - 1] is TokenKind.WORD:  # "ID.3"
            return before - 1, after
        if word in DASHES and before and (scan.glued(before) or _is_initials(scan, before - 1)):
            return _hyphened(scan, index)
        if (
            word in {"/", ":"}
            and before
            and scan.glued(before)
            and scan.kinds[before - 1] is TokenKind.WORD
            and scan.lower[before - 1] not in _SYMBOLS
        ):
            return index, after
    if joins(scan, after, DASHES) and scan.kinds[after + 1] is TokenKind.NUMBER:
        return _chain(scan, index)
    return None


def is_money(scan: Scan, index: int) -> bool:
    """Whether the word at `index` can be a currency before digits: "EUR50", "RM120", "Rs500"."""
    return currency_before(scan, index + 1) is not None


def _slashed(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "24/7", "9/11", "2020/21" as no figures, unless the two make a proper fraction."""
    number = number_at(scan, index)
    if number is not None and (number.fraction or number.last > index + 2):
        return None
    last = index + 3
    while last + 1 < len(scan) and last < index + _MAX_CHAIN and scan.words[last] == "/" and scan.glued(last) and scan.glued(last + 1):
        last += 2
    return index, last


def _hyphened(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "COVID-19", "F-16", "TA-125": letters, hyphen, digits; not "sub-7", "minus-260", "mid-30", "four-5"."""
    word = scan.words[index - 2]
    if scan.lower[index - 2] in _HYPHEN_NAMES and not counts_after(scan, index + 1):
        return index - 2, index + 1
    if len(word) == 1 and word.isupper():
        return index - 2, index + 1
    if scan.kinds[index - 2] is not TokenKind.WORD or scan.lower[index - 2] in _NOT_NAMES or scan.words[index - 1] not in HYPHENS:
        return None
    if word[0].isupper() or len(word) < 3 or word.islower():
        return index - 2, index + 1
    return None


def _is_initials(scan: Scan, index: int) -> bool:
    """Whether token `index` is in capitals, so that a hyphen apart from it still makes a name: "COVID -19"."""
    return scan.kinds[index] is TokenKind.WORD and len(scan.words[index]) > 2 and scan.words[index].isupper()


def _chain(scan: Scan, index: int) -> tuple[int, int] | None:
    """Three or more groups of digits with hyphens: telephone numbers, dates, records ("1-222-2222", "2020-13-45", "10-4-2")."""
    last, links = index + 1, 0
    while links < _MAX_CHAIN and joins(scan, last, DASHES) and scan.kinds[last + 1] is TokenKind.NUMBER:
        last += 2
        links += 1
    if links < 2:
        return None
    return index, last
