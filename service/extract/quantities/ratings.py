"""Reads marks out of a maximum: "a mean rating of 6.1/10", "scored 58 out of 100", "four-and-a-half out of five stars".

A mark keeps the value that is written and carries its maximum as the denominator, so that marks of one scale compare and 5.8/10
is never held against 58/100. Shares ("one out of five people") and fractions ("3/4 of the votes") are read elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from service.extract.number import Number, place_of
from service.extract.numbers import number_at
from service.extract.numerals import value_of
from service.lexicon import load
from service.model import Mention, Scan, TokenKind, Unit

from .amounts import Amount
from .bounds import bounds_of
from .money import currency_before
from .nouns import counts_after
from .quantity import quantity_of

_TABLE: dict[str, Any] = load("ratings")
_MAXIMA = frozenset(map(Decimal, _TABLE["maxima"]))
_BEFORE = frozenset(_TABLE["before"])
_BEHIND = frozenset(_TABLE["behind"])
_REACH = 8
_NUMBER = TokenKind.NUMBER


def rating_at(scan: Scan, index: int) -> Mention | None:
    """The mark whose first number starts at token `index`, as a mention with the rule `score`; None where there is none."""
    if index + 2 >= len(scan):
        return None
    found = _slashed(scan, index) if scan.words[index + 1] == "/" else _out_of(scan, index)
    if found is None:
        return None
    number, maximum, last = found
    if maximum not in _MAXIMA or not 0 <= number.value <= maximum or currency_before(scan, index) or not _is_mark(scan, number, last):
        return None
    bounds = bounds_of(scan, index, last)
    amount = Amount(number=number, value=number.value, first=index, last=last)
    quantity = quantity_of(amount, None, bounds.qualifier, bounds.approximate, None, None, Unit(format(maximum.normalize(), "f")))
    return Mention(
        kind="quantity", span=scan.span(index, last), expression=scan.span(bounds.before, bounds.after), first=index, last=last,
        before=bounds.before, after=bounds.after, quantity=quantity, rule="score",
    )  # fmt: skip


def _slashed(scan: Scan, index: int) -> tuple[Number, Decimal, int] | None:
    """Two numbers with a slash between them and nothing else that touches them."""
    last = index + 3
    if last > len(scan) or scan.kinds[index] is not _NUMBER or scan.kinds[index + 2] is not _NUMBER:
        return None
    if not (scan.glued(index + 1) and scan.glued(index + 2)) or (scan.glued(index) and scan.words[index - 1] not in "(\"'“‘"):
        return None
    if last < len(scan) and scan.glued(last) and (scan.words[last].isalnum() or scan.words[last] in "/-–%"):
        return None
    value, maximum = value_of(scan.lower[index]), value_of(scan.lower[index + 2])
    if value is None or maximum is None:
        return None
    return Number(value=value, first=index, last=index + 1, precision=place_of(value)), maximum, last


def _out_of(scan: Scan, index: int) -> tuple[Number, Decimal, int] | None:
    """A number, "out of" and another number."""
    if "out" not in scan.lower[index + 1 : index + _REACH]:
        return None
    number = number_at(scan, index)
    if number is None or number.scaled or number.vague_upper is not None or scan.lower[number.last : number.last + 2] != ("out", "of"):
        return None
    at = number.last + 2
    whole = number_at(scan, at) if at < len(scan) and scan.sentence_of[at] == scan.sentence_of[index] else None
    if whole is None or whole.fraction or whole.scaled or whole.vague_upper is not None:
        return None
    return number, whole.value, whole.last


def _is_mark(scan: Scan, number: Number, last: int) -> bool:
    """Whether the words around speak of a mark; a mark with decimals speaks for itself. What is counted out of a whole is none."""
    floor, ceiling = scan.sentence_at(number.first)
    following = scan.lower[last] if last < ceiling else ""
    if following in _BEHIND:
        return True
    if following == "of" or (counts_after(scan, last) and scan.kinds[last] is TokenKind.WORD):
        return False
    if number.value != number.value.to_integral_value():
        return True
    return any(word in _BEFORE for word in scan.lower[max(floor, number.first - _REACH) : number.first])
