"""Reads number expressions: digits with separators, magnitudes, number words, fractions, vague amounts.

A number expression is read from its first token; what it counts, its currency and its bounds are no part of it.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from service.lexicon import load
from service.model import Scan, TokenKind

_TABLE: dict[str, Any] = load("numbers")
_CARDINALS: dict[str, int] = _TABLE["cardinals"]
_SCALES: dict[str, int] = _TABLE["scales"]
_AFTER_DIGITS: dict[str, int] = _SCALES | _TABLE["plural_scales"] | _TABLE["short_scales"] | {"hundred": 100}
_LETTERS: dict[str, int] = _TABLE["letter_scales"]
_DENOMINATORS: dict[str, int] = _TABLE["denominators"]
_VAGUE: dict[str, list[int]] = _TABLE["vague"]
_VAGUE_OF: dict[str, list[int]] = _TABLE["vague_of"]
_VAGUE_FACTORS: dict[str, list[int]] = _TABLE["vague_factors"]
_PART_AFTER = frozenset(_TABLE["parts"]["after"])
_HALF_AFTER = frozenset(_TABLE["parts"]["half_after"])
_HALF_BEFORE = frozenset(_TABLE["parts"]["half_before"])
_HALF_NEVER_AFTER = frozenset(_TABLE["parts"]["half_never_after"])
_HALF_NEVER_BEFORE = frozenset(_TABLE["parts"]["half_never_before"])
_LETTER_NEVER = frozenset(_TABLE["letters"]["never_before"])
_PLURALS = frozenset(_TABLE["letters"]["plurals"])

_GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_HYPHENS = frozenset("-‐‑")
_MINUS = frozenset("-−–")
_SLASHES = frozenset("/⁄")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ARTICLES = frozenset({"a", "an"})
# 12,000 or 12,34,567 (Indian) with an optional decimal point; 12.345.678,9; 12,5; 12.5
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_POINT_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")

_MAX_DIGITS = 30
_MAX_GROUPS = 8
_MAX_WORDS = 24
_SMALLEST, _LARGEST = Decimal("1e-30"), Decimal("1e30")
_CONTEXT = Context(prec=34)
_FRACTION_PRECISION = Decimal("0.01")

STARTERS = frozenset(_CARDINALS) | frozenset(_VAGUE) | frozenset(_VAGUE_FACTORS) | _ARTICLES | {"half", "couple"}
GLYPHS = frozenset(_GLYPHS)
# what may follow "a" or "an" in a number expression: a cheap first look, since articles are everywhere
AFTER_ARTICLE = frozenset(_SCALES) | frozenset(_DENOMINATORS) | {"hundred", "dozen", "couple", "few", "many", "handful"}


class Number(Struct, frozen=True, kw_only=True):
    """A number expression: tokens `first` up to, not including, `last`.

    `value` is the number, or the lower end of a vague amount, whose upper end (not included) is `vague_upper`:
    "dozens" is 24 up to 100. `precision` is the size of the last place written. `scale` is the magnitude that ends it
    ("10 million": a million), else 1; `fraction` tells that it is a part of one ("two-thirds").
    """

    value: Decimal
    first: int
    last: int
    precision: Decimal = Decimal(1)
    written: Literal["digits", "words", "mixed"] = "digits"
    vague_upper: Decimal | None = None
    scale: Decimal = Decimal(1)
    fraction: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a magnitude ("million") is in it."""
        return self.scale > 1


def number_at(scan: Scan, index: int, money: bool = False) -> Number | None:
    """The longest number expression that starts at token `index`, or None.

    `money` tells that a currency stands before it, so that a glued "m" is million and never metre. Numbers with more
    than thirty digits or outside 1e-30 … 1e30 are none. Looks at a bounded number of tokens, whatever the text.
    """
    kind = scan.kinds[index]
    number: Number | None = None
    if kind is TokenKind.NUMBER or (kind is TokenKind.SYMBOL and scan.words[index] == "."):
        number = _digits(scan, index)
        if number:
            number = _magnitude(scan, _exponent(scan, _mixed_fraction(scan, number)), money)
    elif scan.lower[index] in _GLYPHS:
        number = _magnitude(scan, _glyph(scan, index), money)
    elif scan.lower[index] in STARTERS:
        number = _words(scan, index)
    if number is None or not (number.value == 0 or _SMALLEST <= number.value <= _LARGEST):
        return None
    return replace(number, value=plain(number.value))


def plain(value: Decimal) -> Decimal:
    """The same value without an exponent or idle zeros, so that equal figures are written alike."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=_CONTEXT)
    return value.normalize(_CONTEXT)


def digits_value(text: str) -> Decimal | None:
    """The value of one token of ASCII digits with points and commas, or None where they separate nothing known."""
    if len(text) > _MAX_DIGITS + 10:
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
    return value if len(value.as_tuple().digits) <= _MAX_DIGITS else None


def place_of(value: Decimal) -> Decimal:
    """The size of the last place that a figure in digits is written with.

    Trailing zeros of whole numbers from 1,000 on are taken for rounding; below, news gives the exact count.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < 0:
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if value < 1000:
        return Decimal(1)
    zeros = 0
    whole = int(value)
    while whole % 10 == 0:
        whole //= 10
        zeros += 1
    return Decimal(10) ** zeros


def _digits(scan: Scan, index: int) -> Number | None:
    if scan.words[index] == ".":
        return _leading_point(scan, index)
    text = scan.lower[index]
    value = digits_value(text)
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
    if not (scan.glued(index + 1) and index + 1 < len(scan) and scan.lower[index + 1].isdecimal()) or scan.glued(index):
        return None
    text = scan.lower[index + 1]
    if len(text) > _MAX_DIGITS:
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
        if len(whole) != 3 or not whole.isdecimal() or scan.starts[last] - scan.ends[last - 1] != 1 or "," in rest:
            break
        if point and not rest.isdecimal():
            break
        found.append(text)
        last += 1
        if point:
            break
    if not found:
        return last, ""
    if len(found) > _MAX_GROUPS:
        return last, None
    # "Flight 370 239 people": two numbers side by side, unless a space of fixed width or zeros say otherwise
    plain = scan.text[scan.ends[index]] == " "
    before = scan.words[index - 1] if index else ""
    if plain and found[0] != "000" and before[:1].isupper() and scan.sentence_of[index - 1] == scan.sentence_of[index] and len(before) > 1:
        return index + 1, ""
    return last, "".join(found)


def _mixed_fraction(scan: Scan, number: Number) -> Number:
    """Reads "2½", "2 1/2", "2-1/2", "1/16", "2 and a half"."""
    at, count = number.last, len(scan)
    whole = number.value == number.value.to_integral_value() and number.value < 10_000
    if not whole or at >= count:
        return number
    word = scan.lower[at]
    if word in _GLYPHS:
        return _plus(number, *_GLYPHS[word], at + 1)
    if word in _SLASHES and scan.glued(at) and scan.glued(at + 1):
        part = _slash(scan, at - 1)
        return part or number
    start = at + 1 if word in _HYPHENS and scan.glued(at) and scan.glued(at + 1) else at
    if start + 2 < count and scan.kinds[start] is TokenKind.NUMBER and scan.words[start + 1] in _SLASHES:
        part = _slash(scan, start)
        if part and (start == at or scan.glued(start)):
            return replace(number, value=number.value + part.value, last=part.last, precision=part.precision)
    if word == "and":
        end, top, bottom = _and_a_half(scan, at)
        if end:
            return replace(_plus(number, top, bottom, end), written="mixed")
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
    value = _CONTEXT.divide(Decimal(top), Decimal(bottom))
    return Number(value=value, first=index, last=after, precision=_FRACTION_PRECISION, fraction=True)


_SLASH_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128, 1000})


def _glyph(scan: Scan, index: int) -> Number:
    top, bottom = _GLYPHS[scan.lower[index]]
    value = _CONTEXT.divide(Decimal(top), Decimal(bottom))
    return Number(value=value, first=index, last=index + 1, precision=_FRACTION_PRECISION, fraction=True)


def _plus(number: Number, top: int, bottom: int, last: int) -> Number:
    value = _CONTEXT.add(number.value, _CONTEXT.divide(Decimal(top), Decimal(bottom)))
    return replace(number, value=value, last=last, precision=Decimal("0.1"))


def _exponent(scan: Scan, number: Number) -> Number:
    """Reads "1.99×10−30", "3 x 10^8", "1e5", "6.02E23", "10^6", "10⁶"."""
    at, count = number.last, len(scan)
    if at >= count or number.last != number.first + 1:
        return number
    word = scan.lower[at]
    if word == "e" and scan.glued(at) and scan.glued(at + 1):
        found = _signed(scan, at + 1)
        return _powered(number, found)
    if word in {"×", "x", "*", "·"} and at + 1 < count and scan.lower[at + 1] == "10":
        return _powered(number, _power(scan, at + 2))
    if number.value == 10 and scan.words[number.first] == "10":
        powered = _power(scan, at)
        if powered:
            return _powered(replace(number, value=Decimal(1)), powered)
    return number


def _power(scan: Scan, at: int) -> tuple[int, int] | None:
    """The exponent that starts at token `at` right after "10", and where it ends."""
    if at >= len(scan) or not scan.glued(at):
        return None
    raised = scan.words[at].translate(_SUPERSCRIPT)
    if raised != scan.words[at] and raised.lstrip("-").isdecimal() and len(raised) < 4:
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
    if power is None or abs(power[0]) > 40:
        return number
    return replace(
        number,
        value=number.value.scaleb(power[0], _CONTEXT),
        precision=number.precision.scaleb(power[0], _CONTEXT),
        last=power[1],
    )


def _magnitude(scan: Scan, number: Number, money: bool) -> Number:
    """The magnitudes after digits: "10 thousand", "40bn", "1.5-million", "5 lakh crore", "£5m"."""
    for _ in range(2):
        at = number.last
        if at < len(scan) and scan.words[at] in _HYPHENS and scan.glued(at) and scan.glued(at + 1):
            at += 1
        if at >= len(scan):
            break
        word = scan.lower[at]
        factor = _AFTER_DIGITS.get(word) or (12 if word == "dozen" else None)
        if factor is None and scan.glued(at) and word in _LETTERS and _is_scale_letter(scan, at, money):
            factor = _LETTERS[word]
        if factor is None or (scan.sentence_of[at] != scan.sentence_of[number.first]):
            break
        mantissa = place_of(number.value) if number.precision >= 1 and not number.scaled else number.precision
        number = replace(
            number,
            value=_CONTEXT.multiply(number.value, Decimal(factor)),
            precision=mantissa * factor,
            last=at + 1,
            scale=(number.scale if number.scaled else Decimal(1)) * factor,
            written="mixed",
        )
    return number


def _is_scale_letter(scan: Scan, at: int, money: bool) -> bool:
    """Whether a letter glued to digits is a magnitude: "$5m", "12.3m tonnes", "40k"; not "37m wide", "5b", "737m"."""
    if scan.lower[at] == "k":
        return True
    if money:
        return True
    if scan.lower[at] != "m":
        return False
    for after in range(at + 1, min(at + 4, len(scan))):
        word = scan.lower[after]
        if scan.kinds[after] is not TokenKind.WORD or word in _LETTER_NEVER or scan.glued(after):
            return False
        if word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return True
    return False


def _words(scan: Scan, index: int) -> Number | None:
    word = scan.lower[index]
    if word in _ARTICLES:
        return _after_article(scan, index)
    if word == "half":
        return _half(scan, index, index)
    if word in _VAGUE:
        return _vague(scan, index)
    if word in _VAGUE_FACTORS:
        return _vague_factor(scan, index, index)
    if word == "couple":
        return _couple(scan, index, index)
    if word in _CARDINALS:
        number = _cardinal(scan, index)
        return number and _with_fraction(scan, number)
    return None


def _after_article(scan: Scan, index: int) -> Number | None:
    """Reads "a hundred and fifty", "a dozen", "half a", "a couple of", "a few thousand", "a third of", "a million and a half"."""
    at = index + 1
    if at >= len(scan) or scan.sentence_of[at] != scan.sentence_of[index]:
        return None
    word = scan.lower[at]
    if word == "hundred" or word in _SCALES:
        number = _cardinal(scan, at, article=True)
        return number and replace(_with_fraction(scan, number), first=index)
    if word == "dozen":
        return Number(value=Decimal(12), first=index, last=at + 1, written="words")
    if word == "couple":
        return _couple(scan, index, at)
    if word in _VAGUE_FACTORS and word != "several":
        return _vague_factor(scan, index, at)
    if word == "handful" and at + 1 < len(scan) and scan.lower[at + 1] == "of":
        return Number(value=Decimal(3), vague_upper=Decimal(10), first=index, last=at + 1, written="words")
    if word == "half":
        scale = at + 2 if at + 1 < len(scan) and scan.words[at + 1] in _HYPHENS else at + 1
        if scale < len(scan) and (scan.lower[scale] in _SCALES or scan.lower[scale] == "dozen"):
            return _scaled_part(scan, index, scale, Decimal("0.5"))
    if word in _DENOMINATORS and word not in {"half", "halves"} and not word.endswith("s"):
        return _fraction_of(scan, index, at + 1, 1, _DENOMINATORS[word], sure=False)
    return None


def _half(scan: Scan, index: int, at: int) -> Number | None:
    """Reads "half a million", "half of", "by half"; not "the first half", "half-time"."""
    after = at + 1
    following = scan.lower[after] if after < len(scan) else ""
    hyphen = following in _HYPHENS and scan.glued(after)
    start = after + 1 if hyphen else after
    if start + 1 < len(scan) and scan.lower[start] in _ARTICLES:
        scale = start + 2 if scan.lower[start + 1] in _HYPHENS else start + 1
        if scale < len(scan) and (scan.lower[scale] in _SCALES or scan.lower[scale] == "dozen"):
            return _scaled_part(scan, index, scale, Decimal("0.5"))
        return Number(value=Decimal("0.5"), first=index, last=after, precision=_FRACTION_PRECISION, written="words", fraction=True)
    if start < len(scan) and (scan.lower[start] in _SCALES or scan.lower[start] == "dozen"):
        return _scaled_part(scan, index, start, Decimal("0.5"))
    before = scan.lower[index - 1] if index else ""
    if before in _HALF_NEVER_AFTER or following in _HALF_NEVER_BEFORE or hyphen:
        return None
    if following in _HALF_BEFORE or before in _HALF_AFTER:
        return Number(value=Decimal("0.5"), first=index, last=after, precision=_FRACTION_PRECISION, written="words", fraction=True)
    return None


def _scaled_part(scan: Scan, first: int, scale: int, part: Decimal) -> Number:
    """A part of a magnitude: "half a million", "three quarters of a billion"."""
    factor = Decimal(12 if scan.lower[scale] == "dozen" else _SCALES[scan.lower[scale]])
    precision = Decimal(1) if factor == 12 else factor / 10
    return Number(value=_CONTEXT.multiply(part, factor), first=first, last=scale + 1, precision=precision, written="words", scale=factor)


def _vague(scan: Scan, index: int) -> Number | None:
    """Reads "dozens", "thousands of", "tens of thousands", "hundreds of millions"."""
    word, last = scan.lower[index], index + 1
    if scan.kinds[index - 1] is TokenKind.NUMBER and index and not scan.glued(index):
        return None
    low, high = _VAGUE[word]
    if last + 1 < len(scan) and scan.lower[last] in {"of", "and"} and word in _VAGUE_OF:
        second = scan.lower[last + 1]
        if scan.lower[last] == "of" and second in _VAGUE and second not in {"dozens", "scores", "tens"}:
            low, high = (end * _VAGUE[second][0] for end in _VAGUE_OF[word])
            last += 2
        elif scan.lower[last] == "and" and second == word:
            last += 2
    elif word == "tens" or (word == "scores" and (last >= len(scan) or scan.lower[last] != "of")):
        return None
    if word == "scores" and last == index + 1 and scan.lower[last] != "of":
        return None
    if word == "tens" and last == index + 1:
        return None
    return Number(value=Decimal(low), vague_upper=Decimal(high), first=index, last=last, precision=Decimal(low), written="words")


def _vague_factor(scan: Scan, first: int, at: int) -> Number | None:
    """Reads "several hundred", "a few thousand", "many millions"."""
    last = at + 1
    if last >= len(scan):
        return None
    scale = scan.lower[last]
    factor = 12 if scale in {"dozen", "dozens"} else 100 if scale in {"hundred", "hundreds"} else _SCALES.get(scale.removesuffix("s"))
    if factor is None:
        return None
    low, high = _VAGUE_FACTORS[scan.lower[at]]
    last += 1
    while last < len(scan) and last < at + 4 and scan.lower[last] in _SCALES:
        factor *= _SCALES[scan.lower[last]]
        last += 1
    return Number(
        value=Decimal(low * factor),
        vague_upper=Decimal(high * factor),
        first=first,
        last=last,
        precision=Decimal(factor),
        written="words",
        scale=Decimal(factor),
    )


def _couple(scan: Scan, first: int, at: int) -> Number | None:
    """Reads "a couple of": two; "the couple" is two people, and no number."""
    last = at + 1
    if last >= len(scan) or (first == at and (not at or scan.lower[at - 1] not in {"last", "past", "next", "first"})):
        return None
    if scan.lower[last] == "of" and last + 1 < len(scan):
        scale = scan.lower[last + 1]
        if scale in _SCALES or scale in {"hundred", "dozen"}:
            factor = Decimal(_SCALES.get(scale) or (100 if scale == "hundred" else 12))
            return Number(value=2 * factor, first=first, last=last + 2, precision=factor, written="words", scale=factor)
        return Number(value=Decimal(2), first=first, last=last, written="words")
    if scan.lower[last] in {"hundred", "thousand", "million", "dozen"}:
        factor = Decimal(_SCALES.get(scan.lower[last]) or (100 if scan.lower[last] == "hundred" else 12))
        return Number(value=2 * factor, first=first, last=last + 1, precision=factor, written="words", scale=factor)
    return None


def _cardinal(scan: Scan, index: int, article: bool = False) -> Number | None:
    """Number words in descending scales: "one hundred and five thousand two hundred", "twenty-five", "two dozen".

    Where a scale repeats ("one hundred million one hundred million"), the number ends before the group that would
    need it: two numbers side by side, never their product or sum.
    """
    total = group = 0
    last_scale = 10**21
    place = 1
    at, limit = index, min(len(scan), index + _MAX_WORDS)
    sentence = scan.sentence_of[index]
    whole: tuple[int, int, int] | None = None  # value, end, place at the last point where the number was complete
    joined = False
    if article:
        group = 1
    while at < limit and scan.sentence_of[at] == sentence:
        word = scan.lower[at]
        if word in _HYPHENS and at > index and scan.glued(at) and scan.glued(at + 1):
            at += 1
            joined = True
            continue
        if word in _CARDINALS:
            value = _CARDINALS[word]
            if not _fits(group, value, article and at == index + 1 and group == 1):
                break
            if value < 10 and group % 100 >= 20 and not joined and not _goes_with(scan, at):
                break
            group += value
            place = 1
        elif word == "hundred":
            if not 0 < group < 100 or (group % 10 == 0 and group > 10):
                break
            group *= 100
            place = 100
        elif word == "dozen" and 0 < group < 100 and not total:
            return Number(value=Decimal(group * 12), first=index, last=at + 1, written="words")
        elif word in _SCALES or (word in _TABLE["plural_scales"] and group):
            scale = _SCALES.get(word) or _TABLE["plural_scales"][word]
            if not group:
                if total and scale > last_scale and whole and whole[1] == at:  # "a thousand million", "lakh crore"
                    total *= scale
                    whole = (total, at + 1, last_scale * scale)
                    last_scale, place = scale, last_scale * scale
                    at += 1
                    continue
                break
            if scale >= last_scale:
                break
            total += group * scale
            group, last_scale, place = 0, scale, scale
        elif word == "and" and at > index and scan.lower[at - 1] in _AND_AFTER and at + 1 < limit and _CARDINALS.get(scan.lower[at + 1], 0):
            at += 1
            joined = False
            continue
        else:
            break
        at += 1
        joined = False
        if not group or _ends_group(scan, at):
            whole = (total + group, at, place)
    if whole is None:
        return None
    value, end, place = whole
    precision = Decimal(1) if value < 1000 else place_of(Decimal(value)) if place == 1 else Decimal(place)
    number = Number(
        value=Decimal(value),
        first=index,
        last=end,
        precision=precision,
        written="words",
        scale=Decimal(place if place > 1 and value >= place else 1),
    )
    return _spoken_decimal(scan, number)


_AND_AFTER = frozenset(_SCALES) | {"hundred"}


def _fits(group: int, value: int, article: bool) -> bool:
    """Whether a cardinal below a hundred can follow what the group holds: "twenty" + "five", "hundred" + "twelve"."""
    if article:
        return False
    rest = group % 100
    return value > 0 if group and not rest else (not group) or (value < 10 and value > 0 and rest >= 20 and rest % 10 == 0)


def _goes_with(scan: Scan, at: int) -> bool:
    """Whether "five" after "twenty" with a space is part of it: not "the twenty two-year-olds"."""
    return not (at + 1 < len(scan) and scan.words[at + 1] in _HYPHENS and scan.glued(at + 1))


def _ends_group(scan: Scan, at: int) -> bool:
    """Whether the group is complete before token `at`: no scale that it could not take follows."""
    following = scan.lower[at] if at < len(scan) else ""
    return following != "hundred" and following not in _SCALES


def _spoken_decimal(scan: Scan, number: Number) -> Number:
    """Reads "five point two", "three point one four million"."""
    at = number.last
    if at + 1 >= len(scan) or scan.lower[at] != "point" or number.value >= 1000:
        return number
    digits = ""
    at += 1
    while at < len(scan) and len(digits) < 8 and 0 <= _CARDINALS.get(scan.lower[at], -1) < 10:
        digits += str(_CARDINALS[scan.lower[at]])
        at += 1
    if not digits:
        return number
    value = Decimal(f"{number.value}.{digits}")
    return _magnitude(scan, replace(number, value=value, last=at, precision=place_of(value)), money=False)


def _with_fraction(scan: Scan, number: Number) -> Number:
    """What may follow number words: "two-thirds", "three quarters of a million", "two and a half million"."""
    at = number.last
    if at >= len(scan) or scan.sentence_of[at] != scan.sentence_of[number.first]:
        return number
    hyphen = scan.words[at] in _HYPHENS and scan.glued(at) and scan.glued(at + 1)
    part = at + 1 if hyphen else at
    if part < len(scan) and scan.lower[part] in _DENOMINATORS and number.value < 100:
        word, top = scan.lower[part], int(number.value)
        plural = word.endswith(("s", "halves"))
        if plural if top > 1 else not plural:
            # "one fourth" and "two halves" are fractions, "one third base" and "two second-half goals" are not
            found = _fraction_of(scan, number.first, part + 1, top, _DENOMINATORS[word], sure=plural or hyphen)
            if found:
                return found
    end, top, bottom = _and_a_half(scan, part) if part < len(scan) else (0, 0, 0)
    if end:
        if number.value >= 1000 and number.scaled:  # "a million and a half"
            value = _CONTEXT.multiply(number.value, 1 + _CONTEXT.divide(Decimal(top), Decimal(bottom)))
            return replace(number, value=value, last=end, precision=number.value / 10)
        return _magnitude(scan, replace(_plus(number, top, bottom, end), written="words"), money=False)
    return number


def _and_a_half(scan: Scan, at: int) -> tuple[int, int, int]:
    """Reads "and a half", "-and-a-half", "and three quarters": end, numerator, denominator; end 0 where there is none."""
    words: list[str] = []
    while at < len(scan) and len(words) < 3:
        if scan.words[at] not in _HYPHENS:
            words.append(scan.lower[at])
        at += 1
    if len(words) < 3 or words[0] != "and" or words[2] not in _DENOMINATORS:
        return 0, 0, 0
    if words[1] in {"a", "one"} and words[2] in {"half", "quarter", "third"}:
        return at, 1, _DENOMINATORS[words[2]]
    if words[1] in {"two", "three"} and words[2] in {"quarters", "thirds"}:
        return at, _CARDINALS[words[1]], _DENOMINATORS[words[2]]
    return 0, 0, 0


def _fraction_of(scan: Scan, first: int, last: int, top: int, bottom: int, sure: bool) -> Number | None:
    """A fraction in words, with the magnitude that it is a part of; a bare "a third" needs a word that says so."""
    value = _CONTEXT.divide(Decimal(top), Decimal(bottom))
    following = scan.lower[last] if last < len(scan) else "."
    if following == "of" and last + 2 < len(scan) and scan.lower[last + 1] in _ARTICLES and scan.lower[last + 2] in _SCALES:
        return _scaled_part(scan, first, last + 2, value)
    before = scan.lower[first - 1] if first else ""
    apart = following in _PART_AFTER or (before in _HALF_AFTER and (last >= len(scan) or scan.kinds[last] is not TokenKind.WORD))
    if not sure and not apart:
        return None
    return Number(value=value, first=first, last=last, precision=_FRACTION_PRECISION, written="words", fraction=True)
