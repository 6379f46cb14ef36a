"""Reads units of measurement after a figure: names, symbols, products and powers of symbols."""

from __future__ import annotations

from functools import cache

from service.extract.hyphens import HYPHENS, joins
from service.lexicon import load
from service.lexicon.units import factor_of, units
from service.model import Scan, TokenKind, Unit

_UNITS = units()
_POWERS = {"2": 2, "3": 3, "²": 2, "³": 3}
_POWER_WORDS = {1: "", 2: "square ", 3: "cubic "}
_DEGREES = frozenset("°º˚")
_SECONDS = frozenset({"second", "minute", "quarter"})
_LETTER_STOPS = frozenset({"'", "’", "’s", "'s", "&"})
_WARMTH = frozenset(load("units")["warm_words"]["words"])
_TURNING = frozenset(load("units")["angle_words"]["words"])
_DEGREE = Unit("degree", "°", "temperature")
_EXTENTS = frozenset(load("units")["extent_words"]["words"])
_AFTER_DEGREE = frozenset(load("units")["degree_ends"]["words"])
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def unit_after(scan: Scan, at: int, digits: bool) -> tuple[int, Unit] | None:
    """The unit whose first token is `at`, right after a figure with or without a hyphen: the token after it and the unit.

    `digits` tells that the figure is written in digits, as symbols need.
    """
    if at >= len(scan):
        return None
    if joins(scan, at):
        at += 1
    elif digits and scan.words[at] in _BRACKETS and at + 2 < len(scan) and scan.words[at + 2] == _BRACKETS[scan.words[at]]:
        inner = _UNITS.symbols.get(scan.words[at + 1])  # "20 (kg)"
        return (at + 3, inner) if inner else None
    named = named_unit(scan, at)
    written = _symbols(scan, at) if digits else None
    return max(filter(None, (named, written)), key=lambda found: found[0], default=None)


def named_unit(scan: Scan, at: int) -> tuple[int, Unit] | None:
    """The unit whose name starts at token `at`, hyphens in it left out: the token after it and the unit."""
    for words, unit in _UNITS.surfaces.get(scan.lower[at], ()):
        end = _match(scan, at, words)
        if not end:
            continue
        if len(words) == 1 and (
            (words[0] in _SECONDS and _is_ordinal(scan, end)) or (unit.dimension == "time" and is_title(scan, at, end))
        ):
            continue
        if words == ("day",) and end < len(scan) and scan.lower[end] == "care":
            continue
        if unit.name == "degree angle" and not _is_angle(scan, at):
            return end, _DEGREE
        return end, unit
    return None


def _is_ordinal(scan: Scan, end: int) -> bool:
    """Whether "second" that ends before token `end` opens a compound: "the 2 second-half goals"."""
    return joins(scan, end) and scan.lower[end + 1] not in {"long", "old"}


def _match(scan: Scan, at: int, words: tuple[str, ...]) -> int:
    """Where `words` end when they start at token `at`, hyphens between them left out; 0 where they do not."""
    count = len(scan)
    for number, word in enumerate(words):
        at += number > 0 and joins(scan, at)
        if at >= count or scan.lower[at] != word:
            return 0
        at += 1
        if at < count and scan.words[at] == "." and scan.glued(at) and number < len(words) - 1:
            at += 1  # "sq. ft"
    return at


def is_title(scan: Scan, at: int, end: int) -> bool:
    """Whether a unit of time with a capital is part of a title in running text: "60 Minutes", "the 24 Hours race"."""
    if not scan.words[at].istitle():
        return False
    before, after = scan.words[at - 2] if at > 1 else "", scan.words[end] if end < len(scan) else ""
    return not before.istitle() and not after.istitle()


def _is_angle(scan: Scan, at: int) -> bool:
    """Whether degrees are of an angle: words near them speak of turning or slope; in news they are else of temperature."""
    first, last = scan.sentence_at(at)
    return any(scan.lower[index] in _TURNING for index in range(max(first, at - 15), min(last, at + 10)))


def _is_warmth(scan: Scan, at: int) -> bool:
    first, last = scan.sentence_at(at)
    return any(scan.lower[index] in _WARMTH for index in range(max(first, at - 15), min(last, at + 10)))


def _symbols(scan: Scan, at: int) -> tuple[int, Unit] | None:
    """One symbol, or symbols joined by "/" and "·" and raised to powers: "kW", "m²", "A/cm2", "kg m−3"."""
    first = _symbol(scan, at, scan.glued(at))
    if first is None:
        return None
    end, unit, power = first
    if unit.name == "degree angle" and scan.words[end - 1] in _DEGREES and not _is_angle(scan, at):
        unit = _DEGREE
    over, under = [(unit, power)] if power > 0 else [], [(unit, -power)] if power < 0 else []
    for _ in range(3):
        if end + 1 >= len(scan):
            break
        slash = scan.words[end] == "/" and scan.glued(end) and scan.glued(end + 1)
        dot = scan.words[end] in {"·", "⋅", "*"} and scan.glued(end) and scan.glued(end + 1)
        following = _symbol(scan, end + 1 if slash or dot else end, True) if slash or dot or _is_raised(scan, end) else None
        if following is None or (slash and following[2] < 0):
            break
        end, unit, power = following
        (under if slash or power < 0 else over).append((unit, abs(power)))
    return end, _compose(tuple(over), tuple(under))


def _is_raised(scan: Scan, at: int) -> bool:
    """Whether a symbol with a negative power stands at token `at`: the "m−3" of "kg m−3"."""
    return (
        at + 2 < len(scan)
        and scan.words[at] in _UNITS.symbols | _UNITS.glued
        and scan.words[at + 1] in {"−", "-"}
        and scan.lower[at + 2] in _POWERS.keys() | {"1"}
        and scan.glued(at + 1)
        and scan.glued(at + 2)
    )


def _symbol(scan: Scan, at: int, glued: bool) -> tuple[int, Unit, int] | None:
    """One symbol with its power at token `at`."""
    if at >= len(scan):
        return None
    word, end = scan.words[at].replace("μ", "µ"), at + 1  # Greek mu for the micro sign
    if word in _DEGREES and end < len(scan) and scan.glued(end) and scan.words[end] in {"C", "F", "c", "f"}:
        return end + 1, _UNITS.names["degree celsius" if scan.lower[end] == "c" else "degree fahrenheit"], 1
    if word in _DEGREES and end < len(scan) and scan.lower[end] in {"celsius", "c", "fahrenheit", "f", "centigrade"}:
        return end + 1, _UNITS.names["degree fahrenheit" if scan.lower[end][0] == "f" else "degree celsius"], 1
    power = 1
    if len(word) > 1 and word[-1] in "²³":
        word, power = word[:-1], _POWERS[word[-1]]
    unit = _UNITS.symbols.get(word)
    if unit is not None and not glued and word in _UNITS.glued_only:
        return None
    if unit is None and len(word) == 1:
        unit = _UNITS.glued.get(word)
        if unit is not None and not glued:
            following = scan.words[end] if end < len(scan) and scan.glued(end) else ""
            unit = None if (word not in _UNITS.spaced and following != "/") or following in _LETTER_STOPS else unit
    if unit is not None and word in {"C", "F"} and not _is_degree(scan, end):
        return None
    if unit is not None and _is_type(scan, end):
        return None
    if unit is None and word == '"' and _is_inch(scan, at):
        unit = _UNITS.names["inch"]
    if unit is None:
        return None
    if power == 1 and end < len(scan) and scan.glued(end):
        raised = scan.lower[end]
        if raised in _POWERS and unit.dimension == "length":
            return end + 1, unit, _POWERS[raised]
        if raised in {"−", "-"} and end + 1 < len(scan) and scan.glued(end + 1) and scan.lower[end + 1] in _POWERS.keys() | {"1"}:
            return end + 2, unit, -_POWERS.get(scan.lower[end + 1], 1)
        if scan.kinds[end] is TokenKind.NUMBER:
            return None
        if raised == "^" and end + 1 < len(scan) and scan.lower[end + 1] in _POWERS:
            return end + 2, unit, _POWERS[scan.lower[end + 1]]
    return end, unit, power


def _is_type(scan: Scan, end: int) -> bool:
    """Whether a capital that ends before token `end` begins the name of a type: 500 C-130 planes, but 20 C-30 C."""
    if not (len(scan.words[end - 1]) == 1 and scan.words[end - 1].isupper() and end + 1 < len(scan)):
        return False
    if scan.words[end] not in HYPHENS or not (scan.glued(end) and scan.glued(end + 1)) or scan.kinds[end + 1] is not TokenKind.NUMBER:
        return False
    return end + 2 >= len(scan) or scan.words[end + 2] != scan.words[end - 1]


def _is_degree(scan: Scan, end: int) -> bool:
    """Whether a bare "C" or "F" that ends before token `end` is a temperature, not the letter of a form or a block."""
    if (
        end >= len(scan)
        or scan.lower[end] in _AFTER_DEGREE
        or (scan.kinds[end] is not TokenKind.WORD and not (scan.glued(end) and scan.words[end] == "/"))
    ):
        return True
    return _is_warmth(scan, end - 1)


def _is_inch(scan: Scan, at: int) -> bool:
    """Whether a straight quotation mark after a figure is a sign for inches: no quotation is open before it."""
    if not scan.glued(at):
        return at + 1 < len(scan) and scan.lower[at + 1] in _EXTENTS
    first = scan.sentence_at(at)[0]
    return sum(scan.words[index] == '"' for index in range(max(first, at - 200), at)) % 2 == 0


@cache
def _compose(over: tuple[tuple[Unit, int], ...], under: tuple[tuple[Unit, int], ...]) -> Unit:
    """The unit that symbols and powers make up, under the name that the table has for it."""
    if len(over) == 1 and not under and over[0][1] == 1:
        return over[0][0]
    top = " ".join(_POWER_WORDS[power] + unit.name for unit, power in over) or "inverse"
    name = " per ".join([top, *(_POWER_WORDS[power] + unit.name for unit, power in under)])
    known = _UNITS.names.get(name)
    if known:
        return known
    symbol = "/".join(
        [
            " ".join((unit.symbol or unit.name) + _raised(power) for unit, power in over),
            *((unit.symbol or unit.name) + _raised(power) for unit, power in under),
        ]
    )
    factor = factor_of(Unit(name))
    return Unit(name, symbol, factor.unit if factor else name)


def _raised(power: int) -> str:
    return {1: "", 2: "²", 3: "³"}[power]
