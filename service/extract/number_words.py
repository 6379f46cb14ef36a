"""Reads numbers in words: cardinals, fractions, and words that go on after digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from msgspec.structs import replace

from service.lexicon import load
from service.model import Scan, TokenKind, remainder

from .hyphens import HYPHENS
from .number import CONTEXT, FRACTION_PRECISION, Number, part, place_of
from .numerals import magnitude
from .vague_amounts import VAGUE, VAGUE_FACTORS, couple, vague, vague_factor

_TABLE: dict[str, Any] = load("numbers")
_CARDINALS: dict[str, int] = _TABLE["cardinals"]
_SCALES: dict[str, int] = _TABLE["scales"]
_ALL_SCALES: dict[str, int] = _SCALES | _TABLE["plural_scales"]
_ORDINALS: dict[str, int] = _TABLE["ordinals"]
_ORDINAL_SCALES: dict[str, int] = _TABLE["ordinal_scales"]
_PART_BEFORE = frozenset(_TABLE["parts"]["before"])
_PART_BEFORE_LOOSE = frozenset(_TABLE["parts"]["before_loose"])
_CHANGES = frozenset(_TABLE["parts"]["changes"])
_HALF_AFTER = frozenset(_TABLE["parts"]["half_after"])
_HALF_BEFORE = frozenset(_TABLE["parts"]["half_before"])
_HALF_NEVER_AFTER = frozenset(_TABLE["parts"]["half_never_after"])
_HALF_NEVER_BEFORE = frozenset(_TABLE["parts"]["half_never_before"])
_ARTICLES = frozenset({"a", "an"})
_FOLDS = {word + "fold": value for word, value in _CARDINALS.items() if value > 1}
_DOZENS = frozenset(_TABLE["dozens"]["words"])
_MAX_WORDS = 24
_NO_SCALE = 10**21

STARTERS = (
    frozenset(_FOLDS) | frozenset(_CARDINALS) | frozenset(VAGUE) | frozenset(VAGUE_FACTORS) | _ARTICLES | {"half", "quarter", "couple"}
)
# what may follow "a" or "an" in a number expression: a cheap first look, since articles are everywhere
AFTER_ARTICLE = (
    frozenset(_SCALES)
    | frozenset(_ORDINALS)
    | frozenset(_ORDINAL_SCALES)
    | frozenset(_CARDINALS)
    | {"hundred", "dozen", "couple", "few", "many", "handful", "half", "quarter"}
)


def words(scan: Scan, index: int) -> Number | None:
    """The number in words that starts at token `index`."""
    word = scan.lower[index]
    if word in _CARDINALS:
        return _with_part(scan, _cardinal(scan, index))
    if word in _FOLDS:
        return Number(value=Decimal(_FOLDS[word]), first=index, last=index + 1, written="words")
    if word in _ARTICLES:
        return _after_article(scan, index)
    if word == "half":
        return _half(scan, index)
    if word == "quarter":
        return _scaled_part(scan, index, index + 1, Decimal("0.25"))
    if word in VAGUE:
        return vague(scan, index)
    if word in VAGUE_FACTORS:
        return vague_factor(scan, index, index)
    return couple(scan, index, index) if word == "couple" else None


def going_on(scan: Scan, number: Number) -> Number:
    """A number in digits with the words that go on with it: "6 thousand 2 hundred and 15", "3 hundred and one", "2 and a half"."""
    at = number.last
    if at >= len(scan) or number.fraction or number.value != number.value.to_integral_value():
        return number
    if number.scaled and number.precision >= 1 and _goes_on(scan, at, number.scale):
        total = int(number.value)
        below = int(number.scale)
        start = _Sum(0, total // 100 * 100, _NO_SCALE, 100) if below == 100 else _Sum(total, 0, below, below)
        longer = _run(scan, number.first, at, start)
        if longer:
            return replace(longer, written="mixed")
    if number.value < 1000 or number.scaled:
        fraction = _and_part(scan, number)
        if fraction:
            return replace(fraction, written="mixed")
    return number


class _Sum(NamedTuple):
    """A cardinal in the making: what is complete, the group below a thousand, the scale that it must stay below, the last place."""

    total: int
    group: int
    below: int
    place: int


def _cardinal(scan: Scan, index: int, article: bool = False) -> Number | None:
    """Number words in descending scales: "one hundred and five thousand two hundred", "twenty-five", "two dozen".

    Where a scale repeats ("one hundred million one hundred million"), the number ends before the group that would
    need it: two numbers side by side, never their product or sum.
    """
    number = _run(scan, index, index, _Sum(0, 1 if article else 0, _NO_SCALE, 1))
    if (
        number
        and not number.scaled
        and number.value < 100
        and number.last < len(scan)
        and scan.lower[number.last] in _DOZENS
        and not article
    ):
        return replace(number, value=number.value * 12, last=number.last + 1)
    return number and _spoken_decimal(scan, number)


def _run(scan: Scan, index: int, at: int, state: _Sum) -> Number | None:
    limit, sentence = min(len(scan), index + _MAX_WORDS), scan.sentence_of[index]
    best: tuple[int, int, int] | None = None
    while at < limit and scan.sentence_of[at] == sentence:
        word = _past_joint(scan, at, index, limit)
        following = _added(state, scan.lower[word])
        if following is None or (word == at and at > index and _opens_compound(scan, at, state, following)):
            break
        state, at = following, word + 1
        if not state.group or not _wants_scale(scan, at):
            best = state.total + state.group, at, state.place
    if best is None:
        return None
    value, last, place = best
    precision = Decimal(1) if value < 1000 else place_of(Decimal(value)) if place == 1 else Decimal(place)
    return Number(value=Decimal(value), first=index, last=last, precision=precision, written="words", scale=Decimal(place))


def _past_joint(scan: Scan, at: int, index: int, limit: int) -> int:
    """The token after a hyphen or "and" that may join number words at token `at`, else `at`."""
    if at <= index or at + 1 >= limit:
        return at
    word = scan.lower[at]
    if word in HYPHENS and (scan.glued(at) == scan.glued(at + 1)):
        return at + 1
    if word == "and" and (scan.lower[at - 1] in _ALL_SCALES or scan.lower[at - 1] == "hundred") and not _part_at(scan, at + 1):
        return at + 1
    return at


def _added(state: _Sum, word: str) -> _Sum | None:
    """The sum with one more word, or None where the word cannot go on with it."""
    total, group, below, place = state
    value = _CARDINALS.get(word)
    if value is None and word.isdecimal() and len(word) <= 3:
        value = int(word)
        return _Sum(total, group + value, below, 1) if (not group or (group % 100 == 0 and value < 100)) and total + group else None
    if value is not None:
        rest = group % 100
        fits = value > 0 if group and not rest else not group or (0 < value < 10 and rest >= 20 and rest % 10 == 0)
        return _Sum(total, group + value, below, 1) if fits and not (group == 1 and place == 1) else None
    if word == "hundred":
        return _Sum(total, group * 100, below, 100) if 0 < group < 100 and not (group > 10 and group % 10 == 0) else None
    scale = _ALL_SCALES.get(word)
    if scale is None:
        return None
    if group:
        return _Sum(total + group * scale, 0, scale, scale) if scale < below else None
    # "a thousand million", "two lakh crore"
    return _Sum(total * scale, 0, scale, place * scale) if 0 < total < 10**6 and scale > below and place == below else None


def _opens_compound(scan: Scan, at: int, state: _Sum, following: _Sum) -> bool:
    """Whether the word at `at` opens a compound of its own: "the twenty two-year-olds" are not 22."""
    small = 0 < following.group - state.group < 10 and state.group % 100 >= 20
    return small and at + 1 < len(scan) and scan.words[at + 1] in HYPHENS and scan.glued(at + 1)


def _wants_scale(scan: Scan, at: int) -> bool:
    """Whether "hundred" or a scale follows, so that the group is only complete with it."""
    following = scan.lower[at] if at < len(scan) else ""
    return following == "hundred" or following in _SCALES


def _goes_on(scan: Scan, at: int, scale: Decimal) -> bool:
    """Whether more of the number follows digits and a magnitude: "3 hundred and 21", "4 thousand 3 hundred"."""
    if scan.lower[at] == "and":
        at += 1
        if scale == 100:
            return at < len(scan) and (scan.lower[at] in _CARDINALS or scan.kinds[at] is TokenKind.NUMBER)
    if at + 1 >= len(scan) or scan.sentence_of[at] != scan.sentence_of[at - 1]:
        return False
    small = scan.lower[at] in _CARDINALS or (scan.lower[at].isdecimal() and len(scan.lower[at]) <= 3)
    return small and (scan.lower[at + 1] == "hundred" or 0 < _ALL_SCALES.get(scan.lower[at + 1], 0) < scale)


def _spoken_decimal(scan: Scan, number: Number) -> Number:
    """Reads "five point two", "three point one four million", "three hundred point forty-two"."""
    at = number.last
    if at + 1 >= len(scan) or scan.lower[at] != "point" or number.value >= 1000:
        return number
    places = ""
    at += 1
    while at < len(scan) and len(places) < 8 and 0 <= _CARDINALS.get(scan.lower[at], -1) < 10:
        places += str(_CARDINALS[scan.lower[at]])
        at += 1
    if not places:
        tail = _run(scan, at, at, _Sum(0, 0, _NO_SCALE, 1)) if scan.lower[at] in _CARDINALS else None
        if tail is None or tail.value >= 100:
            return number
        places, at = str(tail.value), tail.last
    value = Decimal(f"{number.value}.{places}")
    return magnitude(scan, replace(number, value=value, last=at, precision=place_of(value), scale=Decimal(1)), money=False)


def _with_part(scan: Scan, number: Number | None) -> Number | None:
    """What may follow a cardinal: "two-thirds", "three quarters of a million", "two and a half million".

    None where an ordinal follows that the words before belong to: "forty-fifth", "two hundred and fiftieth".
    """
    if number is None or number.last >= len(scan) or scan.sentence_of[number.last] != scan.sentence_of[number.first]:
        return number
    at = number.last
    hyphen = scan.words[at] in HYPHENS and (scan.glued(at) == scan.glued(at + 1))
    if hyphen and remainder(number.value, 10) == 0 and at + 1 < len(scan) and scan.lower[at + 1] in {"first", "second"}:
        return None  # "twenty-first"
    found = _ordinal(scan, at + 1 if hyphen else at)
    if found:
        last, bottom, plural = found
        one = number.value == 1
        if number.value == number.value.to_integral_value() and bottom > 1 and plural != one:
            fraction = _fraction(scan, number.first, last, int(number.value), bottom, sure=plural or hyphen)
            if fraction:
                return fraction
        if not plural and _completes(scan, number, at, bottom, hyphen):
            return None
    if at + 1 < len(scan) and scan.lower[at] == "and":
        after = _ordinal(scan, at + 1)
        if after and not after[2] and number.scaled:
            return None
    return _and_part(scan, number) or number


def _completes(scan: Scan, number: Number, at: int, ordinal: int, hyphen: bool) -> bool:
    """Whether a singular ordinal ends the number words: "forty-fifth", "one hundredth", not "two third graders"."""
    if ordinal >= 100:
        return True
    rest = remainder(number.value, 100)
    fits = (rest >= 20 and rest % 10 == 0 and ordinal < 10) or (number.value >= 100 and rest == 0)
    last = at + 2 if hyphen else at + 1
    compound = last < len(scan) and scan.words[last] in HYPHENS and scan.glued(last)
    return fits and (hyphen or not compound)


def _ordinal(scan: Scan, at: int) -> tuple[int, int, bool] | None:
    """The ordinal or part word at token `at`: where it ends, its value, whether it is plural. "twenty-fifths" is 25."""
    if at >= len(scan):
        return None
    word = scan.lower[at]
    single = _singular(word)
    if single:
        return at + 1, single, word.endswith("s")
    if word not in _CARDINALS:
        return None
    number = _run(scan, at, at, _Sum(0, 0, _NO_SCALE, 1))
    if number is None or number.last >= len(scan):
        return None
    end = number.last + 1 if scan.words[number.last] in HYPHENS else number.last
    tail = scan.lower[end] if end < len(scan) else ""
    value = _singular(tail) or {"first": 1, "firsts": 1, "second": 2, "seconds": 2}.get(tail, 0)
    if not value or not (
        (number.value >= 20 and remainder(number.value, 10) == 0 and value < 10) or (remainder(number.value, 100) == 0 and value < 100)
    ):
        return None
    return end + 1, int(number.value) + value, tail.endswith("s")


def _singular(word: str) -> int:
    """The value of an ordinal in the singular or plural, 0 for other words."""
    if word in _ORDINALS:
        return _ORDINALS[word]
    return _ORDINAL_SCALES.get(word) or _ORDINALS.get(word.removesuffix("s")) or _ORDINAL_SCALES.get(word.removesuffix("s"), 0)


def _part_at(scan: Scan, at: int) -> tuple[int, int, int] | None:
    """A part after "and": "a half", "three quarters", "-a-half": where it ends, numerator, denominator."""
    at = at + 1 if at < len(scan) and scan.words[at] in HYPHENS else at
    if at + 1 >= len(scan):
        return None
    word = scan.lower[at]
    if word in _ARTICLES or word == "one":
        start, top = at + 1, 1
    elif word in _CARDINALS:
        number = _run(scan, at, at, _Sum(0, 0, _NO_SCALE, 1)) if _CARDINALS[word] >= 20 else None
        start, top = (number.last, int(number.value)) if number else (at + 1, _CARDINALS[word])
    else:
        return None
    start = start + 1 if start < len(scan) and scan.words[start] in HYPHENS else start
    single = _singular(scan.lower[start]) if start < len(scan) else 0
    plural = bool(single) and scan.lower[start].endswith("s")
    if single < 2 or plural != (top > 1) or top >= single:
        return None
    return start + 1, top, single


def _and_part(scan: Scan, number: Number) -> Number | None:
    """`number` with "and a half" after it, of one or of its magnitude: "two and a half million", "a million and a half"."""
    at = number.last
    at = at + 1 if at < len(scan) and scan.words[at] in HYPHENS else at
    if at >= len(scan) or scan.lower[at] != "and" or scan.sentence_of[at] != scan.sentence_of[number.first]:
        return None
    found = _part_at(scan, at + 1)
    if not found:
        return None
    last, top, bottom = found
    scale = _SCALES.get(scan.lower[last], 0) if last < len(scan) else 0
    fraction = part(top, bottom)
    if number.scale < 1000:
        summed = replace(number, value=CONTEXT.add(number.value, fraction), last=last, precision=Decimal("0.1"), scale=Decimal(1))
        return magnitude(scan, summed, money=False)
    step = Decimal(scale) if 0 < scale < number.scale else number.scale
    value = CONTEXT.add(number.value, CONTEXT.multiply(fraction, step))
    return replace(number, value=value, last=last + 1 if 0 < scale < number.scale else last, precision=step / 10)


def _fraction(scan: Scan, first: int, last: int, top: int, bottom: int, sure: bool) -> Number | None:
    """A fraction in words, with the magnitude that it is a part of; a bare "a third" needs a word that says so."""
    value = part(top, bottom)
    following = scan.lower[last] if last < len(scan) and scan.sentence_of[last] == scan.sentence_of[first] else ""
    if following == "of" and last + 2 < len(scan) and scan.lower[last + 1] in _ARTICLES and scan.lower[last + 2] in _SCALES:
        return _scaled_part(scan, first, last + 2, value)
    if not sure and not _stands_alone(scan, first, last, following):
        return None
    return Number(value=value, first=first, last=last, precision=FRACTION_PRECISION, written="words", fraction=True)


def _stands_alone(scan: Scan, first: int, last: int, following: str) -> bool:
    """Whether "a third" is a part: before "of" or "more", or at the end of its clause after "by", "about", or nothing."""
    if following in _PART_BEFORE:
        return True
    ends = not following or scan.kinds[last] is not TokenKind.WORD or following in _PART_BEFORE_LOOSE
    return ends and (first == scan.sentence_at(first)[0] or scan.lower[first - 1] in _HALF_AFTER | _CHANGES)


def _scaled_part(scan: Scan, first: int, scale: int, fraction: Decimal) -> Number | None:
    """A part of the magnitude at token `scale`: "half a million", "three quarters of a billion"; None where there is none."""
    word = scan.lower[scale] if scale < len(scan) else ""
    if word == "dozen":
        return Number(value=fraction * 12, first=first, last=scale + 1, written="words")
    if word not in _SCALES:
        return None
    factor = Decimal(_SCALES[word])
    return Number(
        value=CONTEXT.multiply(fraction, factor), first=first, last=scale + 1, precision=factor / 10, written="words", scale=factor
    )


def _after_article(scan: Scan, index: int) -> Number | None:
    """Reads "a hundred and fifty", "a dozen", "a couple of", "a few thousand", "a third of", "a million and a half"."""
    at = index + 1
    if at >= len(scan) or scan.sentence_of[at] != scan.sentence_of[index]:
        return None
    word = scan.lower[at]
    if word == "hundred" or word in _SCALES:
        number = _with_part(scan, _cardinal(scan, at, article=True))
        return number and replace(number, first=index)
    if word == "dozen":
        return Number(value=Decimal(12), first=index, last=at + 1, written="words")
    if word == "couple":
        return couple(scan, index, at)
    if word in VAGUE_FACTORS and word != "several":
        return vague_factor(scan, index, at)
    if word == "handful" and at + 1 < len(scan) and scan.lower[at + 1] == "of":
        return Number(value=Decimal(3), vague_upper=Decimal(10), first=index, last=at + 1, written="words")
    if word in {"half", "quarter"}:
        scale = at + 2 if at + 1 < len(scan) and scan.words[at + 1] in HYPHENS else at + 1
        number = _scaled_part(scan, index, scale, Decimal("0.5") if word == "half" else Decimal("0.25"))
        if number or scan.words[scale - 1] in HYPHENS:
            return number
    found = _ordinal(scan, at)
    if found and not found[2] and (found[1] > 2 or word == "half"):
        return _fraction(scan, index, found[0], 1, found[1], sure=False)
    return None


def _half(scan: Scan, index: int) -> Number | None:
    """Reads "half a million", "half of", "by half"; not "the first half", "half-time"."""
    after = index + 1
    hyphen = after < len(scan) and scan.words[after] in HYPHENS and scan.glued(after)
    start = after + 1 if hyphen else after
    following = scan.lower[start] if start < len(scan) and scan.sentence_of[start] == scan.sentence_of[index] else ""
    half = Number(value=Decimal("0.5"), first=index, last=after, precision=FRACTION_PRECISION, written="words", fraction=True)
    if following in _ARTICLES:
        scale = start + 2 if start + 1 < len(scan) and scan.words[start + 1] in HYPHENS else start + 1
        return _scaled_part(scan, index, scale, Decimal("0.5")) or half
    scaled = _scaled_part(scan, index, start, Decimal("0.5"))
    if scaled:
        return scaled
    before = scan.lower[index - 1] if index else ""
    if before in _HALF_NEVER_AFTER or following in _HALF_NEVER_BEFORE or hyphen:
        return None
    return half if following in _HALF_BEFORE or before in _HALF_AFTER else None
