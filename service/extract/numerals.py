"""Reads numbers in digits: separators, fractions, powers of ten, magnitudes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from service.lexicon import load
from service.model import Scan, TokenKind

from .hyphens import joins
from .number import CONTEXT, FRACTION_PRECISION, MAX_DIGITS, Number, part, place_of

_TABLE: dict[str, Any] = load("numbers")
_SCALES: dict[str, int] = _TABLE["scales"] | _TABLE["plural_scales"] | _TABLE["short_scales"] | {"hundred": 100}
_LETTERS: dict[str, int] = _TABLE["letter_scales"]
_DOZENS = frozenset(_TABLE["dozens"]["words"])
_MONEY_SCALES: dict[str, int] = _TABLE["money_scales"]
_LETTER_NEVER = frozenset(_TABLE["letters"]["never_before"]) | frozenset(load("names")["races"])
_LENGTH_AFTER = frozenset(_TABLE["letters"]["length_after"]) | frozenset(_TABLE["cardinals"])
_DEFINITE = frozenset({"the", "its", "their", "this", "'s", "’s"})
_LETTER_ADJECTIVES = frozenset(_TABLE["letters"]["adjectives"])
_PLURALS = frozenset(_TABLE["letters"]["plurals"])

GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_MINUS = frozenset("-−–")
_SLASHES = frozenset("/⁄")
_SLASH_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128, 1000})
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# 12,000 or 12,34,567 (Indian) with an optional decimal point; 12.345.678,9; 12,5; 12.5
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_POINT_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|0+\.[0-9]+")  # "007" and "0800" are labels
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_ADJECTIVE_ENDINGS = ("al", "ic", "ed", "ive", "ish", "ian", "able")
_ENDS = frozenset(".,;:)")
_MAX_GROUPS = 8
_MAX_EXPONENT = 40
_LETTER_REACH = 5


def digits(scan: Scan, index: int, money: bool) -> Number | None:
    """The number in digits that starts at token `index`, with its fraction, power or magnitude."""
    if scan.lower[index] in GLYPHS:
        return magnitude(scan, _glyph(scan, index), money)
    number = _plain(scan, index)
    return number and magnitude(scan, _exponent(scan, _mixed_fraction(scan, number)), money)


def value_of(text: str) -> Decimal | None:
    """The value of one token of ASCII digits with points and commas, or None where they separate nothing known."""
    if len(text) > MAX_DIGITS + 10:
        return None
    if _PLAIN.fullmatch(text):
        value = Decimal(text)
    elif _GROUPED.fullmatch(text):
        value = Decimal(text.replace(",", ""))
    elif _POINT_GROUPED.fullmatch(text):
        value = Decimal(text.replace(".", "").replace(",", "."))
    elif _DECIMAL_COMMA.fullmatch(text):
        value = Decimal(text.replace(",", "."))
    else:
        return None
    return value if len(value.as_tuple().digits) <= MAX_DIGITS else None


def magnitude(scan: Scan, number: Number, money: bool) -> Number:
    """`number` with the magnitudes after it: "10 thousand", "40bn", "1.5-million", "5 lakh crore", "£5m"."""
    for _ in range(2):
        at = number.last
        at += joins(scan, at)
        if at >= len(scan) or scan.sentence_of[at] != scan.sentence_of[number.first]:
            break
        word = scan.lower[at]
        factor = _SCALES.get(word) or (12 if word in _DOZENS else None)
        if factor is None and number.written != "words":
            factor = _letters(scan, at, money, number.value)
        if factor is None:
            break
        mantissa = number.precision if number.scaled or number.precision < 1 else place_of(number.value)
        number = replace(
            number, value=CONTEXT.multiply(number.value, Decimal(factor)), precision=mantissa * factor, last=at + 1,
            scale=number.scale * factor, written="mixed",
        )  # fmt: skip
    return number


def _letters(scan: Scan, at: int, money: bool, value: Decimal) -> int | None:
    """The magnitude that letters after digits stand for: "$5m", "12.3m tonnes", "40k", "4.3M"; not "37m wide", "5b"."""
    word = scan.lower[at]
    if word in _MONEY_SCALES and (money or (scan.glued(at) and word != "mm")):
        return _MONEY_SCALES[word]
    if word not in _LETTERS:
        return None
    if money and (scan.glued(at) or scan.words[at].isupper()):
        return _LETTERS[word]
    if not scan.glued(at):
        apart = scan.words[at] in {"k", "K", "M"} and (at + 1 >= len(scan) or scan.words[at + 1] in _ENDS)
        return _LETTERS[word] if apart else None
    ends = at + 1 >= len(scan) or scan.kinds[at + 1] is not TokenKind.WORD
    if word == "k" or (scan.words[at] == "M" and (ends or not scan.glued(at + 1))):
        return _LETTERS[word]
    if word == "b" and (scan.words[at] == "B" or value != value.to_integral_value()):
        return _LETTERS[word]
    return _LETTERS[word] if word == "m" and _is_counted(scan, at + 1) else None


def _is_counted(scan: Scan, at: int) -> bool:
    """Whether "m" before token `at` is million: a noun in the plural follows, with adjectives or nouns at most between.

    A length modifies what follows it: it stands behind an article ("a 37m yacht sank") or a count ("two 50m masts").
    """
    opener = scan.lower[at - 3] if at > 2 else ""
    if opener in _LENGTH_AFTER:
        return False
    for index in range(at, min(at + _LETTER_REACH, len(scan))):
        word = scan.lower[index]
        if scan.kinds[index] is not TokenKind.WORD or scan.glued(index) or word in _LETTER_NEVER:
            return False
        if word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return True
        if opener in _DEFINITE and word not in _LETTER_ADJECTIVES and not word.endswith(_ADJECTIVE_ENDINGS):
            return False
    return False


def _plain(scan: Scan, index: int) -> Number | None:
    if scan.words[index] == ".":
        return _leading_point(scan, index)
    text = scan.lower[index]
    value = value_of(text)
    if value is None:
        return None
    last = index + 1
    if text.isdecimal() and len(text) <= 3 and not text.startswith("0"):
        last, groups = _spaced_groups(scan, index)
        if groups is None:
            return None
        if last > index + 1:
            value = Decimal(text + groups)
    return Number(value=value, first=index, last=last, precision=place_of(value))


def _leading_point(scan: Scan, index: int) -> Number | None:
    """Reads ".534": a point glued to digits and to nothing before it."""
    if index + 1 >= len(scan) or not scan.glued(index + 1) or scan.glued(index) or not scan.lower[index + 1].isdecimal():
        return None
    text = scan.lower[index + 1]
    if len(text) > MAX_DIGITS:
        return None
    value = Decimal("0." + text)
    return Number(value=value, first=index, last=index + 2, precision=place_of(value))


def _spaced_groups(scan: Scan, index: int) -> tuple[int, str | None]:
    """Where groups of three digits after single spaces end ("12 000 000"), and their digits; None for too many."""
    found: list[str] = []
    last = index + 1
    end = min(len(scan), index + 2 + _MAX_GROUPS)
    while last < end:
        text = scan.lower[last]
        whole, point, rest = text.partition(".")
        if len(whole) != 3 or not whole.isdecimal() or scan.starts[last] - scan.ends[last - 1] != 1 or (point and not rest.isdecimal()):
            break
        found.append(text)
        last += 1
        if point:
            break
    if len(found) > _MAX_GROUPS:
        return last, None
    if found and scan.text[scan.ends[index]] == " " and found[0] != "000" and index:
        # "Flight 370 239 people": two numbers side by side, unless a space of fixed width or zeros say otherwise
        before = scan.words[index - 1]
        if before[:1].isupper() and len(before) > 1 and scan.sentence_of[index - 1] == scan.sentence_of[index]:
            return index + 1, ""
    return last, "".join(found)


def _mixed_fraction(scan: Scan, number: Number) -> Number:
    """Reads "2½", "2 1/2", "2-1/2", "1/16"."""
    at, count = number.last, len(scan)
    if at >= count or number.value != number.value.to_integral_value() or number.value >= 10_000:
        return number
    word = scan.lower[at]
    if word in GLYPHS:
        return replace(number, value=CONTEXT.add(number.value, part(*GLYPHS[word])), last=at + 1, precision=Decimal("0.1"))
    if word in _SLASHES:
        return _slash(scan, at - 1) or number
    start = at + joins(scan, at)
    if start + 2 < count and scan.words[start + 1] in _SLASHES and (start == at or scan.glued(start)):
        fraction = _slash(scan, start)
        if fraction:
            return replace(number, value=CONTEXT.add(number.value, fraction.value), last=fraction.last, precision=Decimal("0.1"))
    return number


def _slash(scan: Scan, index: int) -> Number | None:
    """A fraction in digits, "1/16"; "24/7", "2020/21" and "5/6/2020" are none."""
    if index + 2 >= len(scan) or not (scan.glued(index + 1) and scan.glued(index + 2)):
        return None
    top, bottom = scan.lower[index], scan.lower[index + 2]
    if not (top.isdecimal() and bottom.isdecimal() and len(top) < 4 and len(bottom) < 5) or bottom.startswith("0"):
        return None
    after = index + 3
    if after < len(scan) and scan.words[after] in _SLASHES and scan.glued(after):
        return None
    if int(bottom) not in _SLASH_DENOMINATORS or not 0 < int(top) < int(bottom):
        return None
    return Number(value=part(int(top), int(bottom)), first=index, last=after, precision=FRACTION_PRECISION, fraction=True)


def _glyph(scan: Scan, index: int) -> Number:
    return Number(value=part(*GLYPHS[scan.lower[index]]), first=index, last=index + 1, precision=FRACTION_PRECISION, fraction=True)


def _exponent(scan: Scan, number: Number) -> Number:
    """Reads "1.99×10−30", "3 x 10^8", "1e5", "6.02E23", "10^6", "10⁶"."""
    at, count = number.last, len(scan)
    if at >= count or number.last != number.first + 1:
        return number
    word = scan.lower[at]
    if word == "e" and scan.glued(at) and scan.glued(at + 1):
        return _powered(number, _signed(scan, at + 1))
    if word in {"×", "x", "*", "·"} and at + 1 < count and scan.lower[at + 1] == "10":
        return _powered(number, _power(scan, at + 2))
    if number.value == 10 and scan.words[number.first] == "10":
        power = _power(scan, at)
        return _powered(replace(number, value=Decimal(1)), power) if power else number
    return number


def _power(scan: Scan, at: int) -> tuple[int, int] | None:
    """The exponent that starts at token `at` right after "10", and where it ends."""
    if at >= len(scan) or not scan.glued(at):
        return None
    raised = scan.words[at].translate(_SUPERSCRIPT)
    if raised != scan.words[at] and raised.removeprefix("-").isdecimal() and len(raised) < 4:
        return int(raised), at + 1
    if scan.words[at] == "^" and scan.glued(at + 1):
        return _signed(scan, at + 1)
    return _signed(scan, at) if scan.words[at] == "−" else None


def _signed(scan: Scan, at: int) -> tuple[int, int] | None:
    negative = at < len(scan) and scan.words[at] in _MINUS
    if at < len(scan) and (negative or scan.words[at] == "+"):
        at += 1
        if not scan.glued(at):
            return None
    if at >= len(scan) or not scan.lower[at].isdecimal() or len(scan.lower[at]) > 3:
        return None
    return (-1 if negative else 1) * int(scan.lower[at]), at + 1


def _powered(number: Number, power: tuple[int, int] | None) -> Number:
    if power is None or abs(power[0]) > _MAX_EXPONENT:
        return number
    return replace(
        number, value=number.value.scaleb(power[0], CONTEXT), precision=number.precision.scaleb(power[0], CONTEXT), last=power[1]
    )
