"""The one pass over the tokens of a text that finds its quantities and the names that hold numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from service.extract.numbers import candidates
from service.lexicon import load
from service.model import Direction, Mention, Scan, TokenKind, Unit

from .amounts import COUNT, Amount, amount_at, scaled_like
from .bounds import Bounds, bounds_of
from .directions import direction_of
from .names import name_at
from .quantity import quantity_of
from .ranges import Joined, joined
from .rates import rate_of

_NAMES: dict[str, Any] = load("names")
_COMPOUNDS = frozenset(_NAMES["compound_nouns"])
_ONE_NEVER_BEFORE = frozenset(_NAMES["one_never_before"])
_ONE_NEVER_AFTER = frozenset(_NAMES["one_never_after"])
_AGE_UNITS = frozenset({"year", "month", "week", "day"})


def find(scan: Scan) -> tuple[tuple[Mention, ...], tuple[tuple[int, int], ...]]:
    """The quantities of a text in order, none overlapping another, and the token ranges of names that hold numbers."""
    mentions: list[Mention] = []
    names: list[tuple[int, int]] = []
    done = 0
    last_direction: tuple[int, Direction | None] = (0, None)
    for index in candidates(scan):
        if index < done:
            continue
        name = name_at(scan, index)
        if name:
            names.append(name)
            done = max(done, name[1])
            continue
        amount = amount_at(scan, index)
        if amount is None or amount.first < done or not _is_figure(scan, amount):
            done = max(done, amount.number.last if amount else index + 1)
            continue
        join = joined(scan, amount)
        if not join.amounts:
            names.append((amount.first, join.last))
            done = join.last
            continue
        for mention, direction in _mentions(scan, join, last_direction):
            mentions.append(mention)
            last_direction = mention.after, direction
        done = max(join.last, mentions[-1].last)
    return tuple(mentions), tuple(names)


def _mentions(scan: Scan, join: Joined, previous: tuple[int, Direction | None]) -> list[tuple[Mention, Direction | None]]:
    found = []
    for low, high, unit in join.amounts:
        last = (high or low).last
        bounds = bounds_of(scan, low.first, last)
        counted = (unit or COUNT).dimension == "count"
        rate = rate_of(scan, last, counted)
        age = _age(scan, bounds.before, last, unit, low)
        direction = None if age or low.number.vague_upper is not None else direction_of(scan, bounds.before, last, unit or COUNT)
        if direction is None and _restates(scan, previous[0], bounds.before):
            direction = previous[1]
        after = max(bounds.after, rate[0] if rate else last, age[1] if age else last)
        rule = "age" if age else _rule(low, unit)
        quantity = quantity_of(
            low, high, bounds.qualifier, bounds.approximate, direction, age[2] if age else unit, rate[1] if rate and not age else None
        )
        found.append(
            (
                Mention(
                    kind="quantity", span=scan.span(low.first, last), expression=scan.span(bounds.before, after), first=low.first, last=last,
                    before=bounds.before, after=after, quantity=quantity, rule=rule,
                ),
                direction,
            )
        )  # fmt: skip
        previous = after, direction
    return found


def _rule(low: Amount, unit: Unit | None) -> str:
    if low.number.vague_upper is not None:
        return "vague"
    if unit is None:
        return "fraction" if low.number.fraction else "count"
    return {"currency": "money", "percentage": "percent"}.get(unit.dimension, "unit")


def _restates(scan: Scan, end: int, first: int) -> bool:
    """Whether the figure says the one before it over again: "162 points, or 2.1%", "0.25 points (0.01%)"."""
    between = scan.lower[end:first]
    return bool(end) and between in {(",", "or"), ("or",), ("(",), (",",)} and between != (",",)


def _age(scan: Scan, before: int, last: int, unit: Unit | None, amount: Amount) -> tuple[int, int, Unit] | None:
    """ "15-year-old", "60 years old", "18 months of age", "aged 62", ", 62,": where the words end, and the unit."""
    if unit is not None and unit.name in _AGE_UNITS:
        at = last + 1 if last < len(scan) and scan.words[last] in "-‐‑" else last
        if at < len(scan) and scan.lower[at] in {"old", "olds"}:
            return before, at + 1, unit
        if at + 1 < len(scan) and scan.lower[at : at + 2] == ("of", "age"):
            return before, at + 2, unit
        if before >= 3 and scan.lower[before - 3 : before] == ("the", "age", "of"):
            return before, last, unit
        return None
    if unit is not None or not Decimal(0) < amount.value < 130 or amount.value != int(amount.value) or before < 1:
        return None
    if (
        scan.lower[before - 1] in {"aged", "age", "ages"}
        or (before >= 2 and scan.lower[before - 2 : before] == ("age", "of"))
        or scan.lower[before : before + 3] == ("over", "the", "age")
    ):
        return before, last, _YEAR
    comma = scan.words[before - 1] == "," and last < len(scan) and scan.words[last] in {",", ".", ";"} and before > 1
    if (
        comma
        and amount.number.written == "digits"
        and scan.words[before - 2][0].isupper()
        and amount.value >= 10
        and scan.words[last] == ","
    ):
        return before, last, _YEAR
    return None


_YEAR = Unit("year", "yr", "time")


def _is_figure(scan: Scan, amount: Amount) -> bool:
    """Whether the amount is a figure at all: not the pronoun "one", "four-door", digits glued to letters."""
    last, index = amount.last, amount.number.first
    if last < len(scan) and scan.glued(last) and scan.kinds[last] is TokenKind.WORD and amount.number.written != "words":
        return scan.lower[last] in {"x", "s"} and scan.lower[last] == "x"
    if amount.noun and scan.lower[amount.noun] in _COMPOUNDS and amount.unit is None and amount.number.value < 100:
        return False
    if amount.unit is None and scan.lower[index] == "one" and amount.number.last == index + 1:
        return _is_one(scan, amount)
    return True


def _is_one(scan: Scan, amount: Amount) -> bool:
    """Whether "one" counts: "one proposal", "one of the screens"; not "no one", "the one that"."""
    index, last = amount.number.first, amount.last
    before = scan.lower[index - 1] if index and scan.sentence_of[index - 1] == scan.sentence_of[index] else ""
    if before in _ONE_NEVER_AFTER or (index and scan.words[index - 1] in "-‐‑" and scan.glued(index)):
        return False
    if last >= len(scan):
        return False
    following = scan.lower[last]
    if following == "of":
        return True
    if amount.noun:
        return False
    return scan.kinds[last] is TokenKind.WORD and following not in _ONE_NEVER_BEFORE
