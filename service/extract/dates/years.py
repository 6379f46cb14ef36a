"""Years and decades: "1949", "nineteen ninety-six", "the 1990s", "the '90s"."""

from __future__ import annotations

import datetime as dt

from service.lexicon import load
from service.model import Scan, TokenKind

from .forms import Calendar, Known, Reading
from .periods import holding
from .vocabulary import (
    APOSTROPHES,
    CARDINALS,
    DASHES,
    DECADES,
    ORDINALS,
    integer,
    is_capitalised,
    is_compound,
    word,
    word_list,
)

_YEAR_WORDS = {"this": 0, "last": -1, "next": 1, "same": 0}
CURRENCIES = frozenset("$£€¥₹#№")
_WEATHER = word_list("weather")
_WINDOW = 20
_MEASURES = word_list("measures")
_AMOUNT_NOUNS = word_list("amount_nouns")
# "the Terrorism Act 2000" is the name of a law.
_LAWS = frozenset({"act", "bill", "regulations", "directive", "convention"})
_PLURALS = frozenset(load("names")["plurals"])
_COUNT_CUES = word_list("count_cues")
_YEAR_CUES = word_list("year_cues")


def is_year(scan: Scan, index: int) -> bool:
    """Whether the token is four plain digits from 1000 to 2100, and no part of a longer figure."""
    year = integer(scan, index)
    if year is None or not (1000 <= year <= 2100) or len(scan.lower[index]) != 4:
        return False
    following = word(scan, index + 1)
    if following in _MEASURES or (following and scan.glued(index + 1) and following[0].isalpha() and following != "s"):
        return False
    return not (scan.glued(index) and (word(scan, index - 1) in CURRENCIES or word(scan, index - 1)[0].isalnum()))


def year_after(scan: Scan, index: int, comma: bool = True) -> tuple[int | None, int | None, int] | None:
    """A year that follows a month or day at `index`: (year, shift from this year, where it ends)."""
    at = index
    if comma and word(scan, at) == ",":
        at += 1
    if is_year(scan, at):
        # "on March 12, 2000 people": a count, as its round figure and the plural after it tell.
        return int(scan.lower[at]), None, at + 1
    at = index
    if word(scan, at) == "in" and is_year(scan, at + 1) and not _counts(scan, at + 2):
        return int(scan.lower[at + 1]), None, at + 2
    if word(scan, at) == "of":
        at += 1
        if is_year(scan, at):
            return int(scan.lower[at]), None, at + 1
        short = integer(scan, at, 2)
        if short is not None and len(scan.lower[at]) == 2 and short > 31:
            return century_of(short), None, at + 1
    if word(scan, at) in _YEAR_WORDS and word(scan, at + 1) == "year" and word(scan, at) != "same":
        return None, _YEAR_WORDS[word(scan, at)], at + 2
    if word(scan, index) in APOSTROPHES and scan.glued(index + 1):
        short = integer(scan, index + 1, 2)
        if short is not None and len(scan.lower[index + 1]) == 2:
            return century_of(short), None, index + 2
    spelled = spelled_year(scan, index)
    if spelled:
        return spelled[0], None, spelled[1]
    return None


def century_of(short: int) -> int:
    """A year of two digits, read as POSIX does: 69–99 are of the 1900s, 00–68 of the 2000s."""
    return short + (1900 if short >= 69 else 2000)


def spelled_year(scan: Scan, index: int) -> tuple[int, int] | None:
    """A year in words that starts at `index`, and where it ends: "nineteen ninety-six", "two thousand and five"."""
    head = word(scan, index)
    if head == "two" and word(scan, index + 1) == "thousand":
        at = index + 2 + (word(scan, index + 2) == "and")
        rest = _two_digits(scan, at)
        return (2000 + rest[0], rest[1]) if rest else (2000, index + 2)
    first = CARDINALS.get(head, 0)
    if not 10 < first <= 20:
        return None
    at = index + 1
    if word(scan, at) == "hundred":
        at += 1
        rest = _two_digits(scan, at + (word(scan, at) == "and"))
        return (first * 100 + rest[0], rest[1]) if rest and first < 20 else None
    rest = _two_digits(scan, at)
    return (first * 100 + rest[0], rest[1]) if rest and rest[0] >= 10 else None


def _two_digits(scan: Scan, at: int) -> tuple[int, int] | None:
    tens = CARDINALS.get(word(scan, at))
    if not tens or word(scan, at) in ("a", "an"):
        return None
    if tens < 20:
        return tens, at + 1
    unit_at = at + 1 + is_compound(scan, at + 1)
    unit = CARDINALS.get(word(scan, unit_at), 0)
    if 0 < unit < 10 and word(scan, unit_at) not in ("a", "an"):
        return tens + unit, unit_at + 1
    return tens, at + 1


def figure_decade(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "1990s", "’90s", "1990's"."""
    at = index + 1
    if word(scan, at) in {"s", "'s", "’s"} and scan.glued(at):
        last = at + 1
    else:
        return None
    year = int(scan.lower[index])
    first = index
    if len(scan.lower[index]) == 2:
        marked = index > floor and word(scan, index - 1) in APOSTROPHES and scan.glued(index)
        if (
            year % 10
            or year < 20
            or _is_weather(scan, index)
            or not (marked or (word(scan, index - 1) == "the" and year >= 50 and word(scan, at) == "s"))
        ):
            return None
        if marked:
            first -= 1
        year = century_of(year) if year >= 69 else year + 1900
    elif (
        year % 10
        or not 1000 <= year <= 2100
        or (scan.lower[at] != "s" and word(scan, index - 1) not in {"the", "early", "late", "mid", "-"})
    ):
        return None
    period = holding("century" if year % 100 == 0 and word(scan, index - 1) != "early" and year < 2000 else "decade", dt.date(year, 1, 1))
    if first > floor and word(scan, first - 1) == "the":
        first -= 1
    return Reading(first=first, last=last, form=Known(period), rule="decade")


def _is_weather(scan: Scan, index: int) -> bool:
    """Whether the sentence speaks of degrees: "temperatures in the 80s"."""
    first, last = scan.sentence_at(index)
    near = scan.lower[max(first, index - _WINDOW) : min(last, index + _WINDOW)]
    return any(text in _WEATHER for text in near)


def decade_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "the nineties", "the Roaring Twenties"; not "in her forties"."""
    before = word(scan, index - 1)
    if before not in {"the", "early", "late", "mid", "-", "roaring", "swinging"} or index - 1 < floor:
        return None
    first = index - 1 if before == "the" else index
    return Reading(
        first=first, last=index + 1, form=Known(holding("decade", dt.date(1900 + DECADES[scan.lower[index]], 1, 1))), rule="decade"
    )


def bare_year(scan: Scan, index: int, floor: int) -> Reading | None:
    if not is_year(scan, index):
        return None
    if len(scan) > index + 2 and word(scan, index + 1) in DASHES and scan.glued(index + 1) and scan.glued(index + 2):
        run = integer(scan, index + 2)
        if run is not None and _run_on(scan, index) is None:
            return None
    if not _reads_as_year(scan, index) or _names_part(scan, index + 1):
        return None
    first = index
    if first - 1 >= floor and word(scan, first - 1) == "year" and word(scan, first - 2) != "fiscal":
        first -= 1
        if word(scan, first - 1) in {"the", "calendar"} and first - 1 >= floor:
            first -= 1
    elif first - 1 >= floor and word(scan, first - 1) == "fiscal":
        first -= 1
    elif first - 2 >= floor and word(scan, first - 1) == "year" and word(scan, first - 2) == "fiscal":
        first -= 2
    fiscal = first < index and "fiscal" in scan.lower[first:index]
    ends = _run_on(scan, index)
    if ends is not None:
        form = Known(holding("year", dt.date(ends[0], 1, 1)), holding("year", dt.date(ends[1], 1, 1)))
        return Reading(first=first, last=index + 3, form=form, rule="year")
    return Reading(first=first, last=index + 1, form=Calendar(year=int(scan.lower[index]), ambiguous=fiscal), rule="year")


def _run_on(scan: Scan, index: int) -> tuple[int, int] | None:
    """The years of "1982–1992", "2008-09", "2014/15"."""
    dash = word(scan, index + 1)
    if (
        not (dash in DASHES or dash == "/")
        or not (scan.glued(index + 1) and scan.glued(index + 2))
        or (word(scan, index + 3) == dash and scan.glued(index + 3))
    ):
        return None
    first, second = int(scan.lower[index]), integer(scan, index + 2)
    if second is None:
        return None
    if len(scan.lower[index + 2]) == 2:
        second += first // 100 * 100
        second += 100 if second < first else 0
    return (first, second) if first < second <= 2100 and is_year_number(second) else None


def is_year_number(value: int) -> bool:
    """Whether the number can be the year of something in the news."""
    return 1000 <= value <= 2100


def _reads_as_year(scan: Scan, index: int) -> bool:
    """Whether four digits are a year and no count, number of a thing, or code."""
    year = int(scan.lower[index])
    before = word(scan, index - 1) if index > 0 and scan.sentence_of[index] == scan.sentence_of[index - 1] else ""
    if before in _COUNT_CUES or before in CURRENCIES:
        return False
    if index and scan.glued(index) and before in {"-", "/", ".", ":", "&", "=", "+", "_", ","}:
        return _is_joined_year(scan, index)
    if word(scan, index + 1) in {":", "/", "@", "&", "="} and scan.glued(index + 1) and scan.glued(index + 2):
        return _run_on(scan, index) is not None
    if before == "." and scan.glued(index - 1) and word(scan, index - 2) in {"no", "nos"}:
        return False
    if is_compound(scan, index + 1) and scan.kinds[index + 2] is TokenKind.WORD:
        # "2000-strong", "1500-metre", but "a 2024-like year"
        return False
    if not 1500 <= year <= 2100:
        return before in {"in", "since", "of", "until", "year"} and not _counts(scan, index + 1)
    if before in _LAWS and is_capitalised(scan, index - 1):
        return False
    if (before == "of" and word(scan, index - 2) in _AMOUNT_NOUNS) or _opens_count(scan, index):
        return False
    if integer(scan, index + 1, 4) is not None and integer(scan, index + 2, 4) is not None:
        return False  # a number to dial
    if before in _YEAR_CUES:
        return not ((year % 100 == 0 or before == "by") and _counts(scan, index + 1))
    if year < 1800 and before not in {"(", ",", "and", "-", "–", "to"}:
        return False
    return not _counts(scan, index + 1) or (
        year % 10 != 0 and year >= 1900 and before in {"the", "a", "its", "'s", "’s", "their", "his", "her", "and", "to"}
    )


def _opens_count(scan: Scan, index: int) -> bool:
    """Whether the figure opens a range that is no range of years: "2000 - 2500 calories"."""
    if word(scan, index + 1) not in DASHES and word(scan, index + 1) not in {"to", "or"}:
        return False
    other = integer(scan, index + 2, 6)
    return other is not None and other >= 1000 and (not is_year(scan, index + 2) or (other % 100 == 0 and _counts(scan, index + 3)))


def _names_part(scan: Scan, index: int) -> bool:
    """Whether "quarter", "half" or "period" follows, with or without its number: the year then belongs to that."""
    at = index + (word(scan, index) == "fiscal")
    at += word(scan, at) in ORDINALS
    at += is_compound(scan, at)
    return word(scan, at) in {"quarter", "half", "period"} and word(scan, at + 1) != "of"


def _is_joined_year(scan: Scan, index: int) -> bool:
    """As in "mid-1990", "1982-1992", "pre-2014", "post-1959", "(x)-2014"."""
    return (scan.lower[index - 1] in DASHES and word(scan, index - 2) in {"mid", "pre", "post", "early", "late", "end", "then"}) or (
        scan.lower[index - 1] in DASHES and index >= 2 and is_year(scan, index - 2)
    )  # fmt: skip


def _counts(scan: Scan, index: int) -> bool:
    """Whether a plural noun in small letters stands at `index`, which a figure before it would count."""
    if index >= len(scan) or scan.kinds[index] is not TokenKind.WORD:
        return False
    text = scan.words[index]
    return text in _PLURALS or (
        text.islower() and len(text) > 3 and text.endswith("s") and not text.endswith(("ss", "us", "is", "as"))
    )  # fmt: skip


def spelled_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """A year in words that stands alone: "in nineteen ninety-one", "the year two thousand"."""
    found = spelled_year(scan, index)
    if not found:
        return None
    year, last = found
    before = word(scan, index - 1)
    first = index
    if before == "year" and index - 1 >= floor:
        first = index - 1 - (word(scan, index - 2) == "the" and index - 2 >= floor)
    elif scan.lower[index] in ("two", "twenty") and before not in {"in", "since", "until", "by", "of"}:
        return None
    if _counts(scan, last) or word(scan, last) in {"hundred", "thousand", "million", "billion", "percent", "dollars", "dollar", "cents"}:
        return None
    return Reading(first=first, last=last, form=Calendar(year=year), rule="year")
