"""Quarters and halves of a year: "third-quarter", "Q3 2022", "the year-ago quarter", "the corresponding period last year"."""

from __future__ import annotations

from service.model import Scan

from .amounts import ordinal_before, with_article
from .forms import Anaphor, Offset, Part, Reading
from .periods import Grain
from .vocabulary import (
    DASHES,
    ORDINALS,
    SHIFTS,
    integer,
    is_compound,
    word,
    word_list,
)
from .years import is_year, year_after

_SAME = frozenset({"same", "corresponding", "comparable", "year-ago", "equivalent"})
_QUARTER_CUES = frozenset({"in", "for", "during", "of", "throughout", "through", "by", "over", "to", "from"})
_NOT_AFTER_QUARTER = frozenset({"of", "century", "mile", "final", "back", "finals"})
_MATCH_WORDS = word_list("match_words")
_HALF_WORDS = _MATCH_WORDS | word_list("half_words")


def quarter(scan: Scan, index: int, floor: int, unit: str) -> Reading | None:
    """A quarter or half by number, or by the text around: "third-quarter", "the fiscal first quarter of 2024", "the latest quarter"."""
    if unit not in ("quarter", "half", "period"):
        return None
    grain: Grain = "half" if unit == "half" else "quarter"
    end = index - 1 if is_compound(scan, index - 1) else index
    first, number, count = _numbered(scan, index, end, floor, unit)
    if number is not None and (number > (4 if grain == "quarter" else 2) or unit == "period"):
        return None
    fiscal = False
    if first - 1 >= floor and (word(scan, first - 1) == "fiscal" or (is_compound(scan, first - 1) and word(scan, first - 2) == "fiscal")):
        first -= 1 if word(scan, first - 1) == "fiscal" else 2
        fiscal = True
    year, year_shift, first = _year_before(scan, first, floor)
    if number is None and year is None and year_shift is None:
        return _unnumbered(scan, index, first, floor, unit)
    if end == index or word(scan, index + 1) == "of" or year is not None:
        first = with_article(scan, first, floor)
    last = index + 1
    if year is None and year_shift is None:
        found = year_of(scan, last)
        if found:
            year, year_shift, last = found
        elif (number is not None and _is_played(scan, index, unit)) or (unit == "half" and (number is None or word(scan, last) == "of")):
            return None
    form = Part(grain=grain, number=number, year=year, year_shift=year_shift, count=count, fiscal=fiscal)
    return _year_ago_after(scan, Reading(first=first, last=last, form=form, rule="quarter"))


def _numbered(scan: Scan, index: int, end: int, floor: int, unit: str) -> tuple[int, int | None, int]:
    """Where a quarter's number starts, the number, and how many quarters: "third", "first two", "last" where a year follows."""
    first, number = ordinal_before(scan, end, floor)
    before = word(scan, index - 1)
    if number is None and unit == "quarter" and index - 2 >= floor and before in {"two", "three"} and word(scan, index - 2) == "first":
        return index - 2, 1, 2 if before == "two" else 3
    if (
        number is None
        and unit != "period"
        and before in {"last", "final"}
        and index - 1 >= floor
        and word(scan, index + 1) == "of"
        and is_year(scan, index + 2)
    ):
        return index - 1, 4 if unit == "quarter" else 2, 1
    return first, number, 1


def _unnumbered(scan: Scan, index: int, first: int, floor: int, unit: str) -> Reading | None:
    """As in "the quarter", "the latest period", "the same quarter of last year": the number is that of the quarter last spoken of."""
    if first - 1 < floor or unit == "half":
        return None
    before = word(scan, first - 1)
    if before in _SAME:
        return _same_period(scan, index, first - 1, floor, "quarter")
    if before == "latest":
        return Reading(first=with_article(scan, first - 1, floor), last=index + 1, form=Anaphor("quarter"), rule="quarter")
    if before == "the" and unit == "quarter" and word(scan, first - 2) in _QUARTER_CUES and word(scan, index + 1) not in _NOT_AFTER_QUARTER:
        return _year_ago_after(scan, Reading(first=first - 1, last=index + 1, form=Anaphor("quarter"), rule="quarter"))
    return None


def _is_played(scan: Scan, index: int, unit: str) -> bool:
    """Whether the sentence around a "fourth quarter" or "second half" is about a match: by its words, or by a score ("20-13")."""
    first, last = scan.sentence_at(index)
    words = _HALF_WORDS if unit == "half" else _MATCH_WORDS
    for at in range(max(first, index - 25), min(last, index + 25)):
        if scan.lower[at] in words:
            return True
        if (
            scan.lower[at] in DASHES
            and integer(scan, at - 1, 3) is not None
            and integer(scan, at + 1, 3) is not None
            and scan.glued(at + 1)
        ):
            return True
    return False


def _year_ago_after(scan: Scan, reading: Reading) -> Reading:
    """Joins "a year ago" or "last year" to the quarter it stands behind: "the quarter a year ago"."""
    at = reading.last
    if (
        word(scan, at) in {"a", "one"}
        and word(scan, at + 1) == "year"
        and word(scan, at + 2) in {"ago", "earlier"}
        and not isinstance(reading.form, Part)
    ):
        return Reading(first=reading.first, last=at + 3, form=Part(grain="quarter", years_ago=1), rule="quarter")
    return reading


def _same_period(scan: Scan, index: int, first: int, floor: int, grain: Grain) -> Reading | None:
    """As in "the corresponding period last year", "the same quarter of 1988"."""
    if word(scan, index + 1) in {"a", "one"} and word(scan, index + 2) == "year" and word(scan, index + 3) in {"ago", "earlier"}:
        return Reading(first=with_article(scan, first, floor), last=index + 4, form=Part(grain=grain, years_ago=1), rule="quarter")
    found = year_of(scan, index + 1)
    if not found:
        return None
    year, year_shift, last = found
    return Reading(
        first=with_article(scan, first, floor), last=last, form=Part(grain=grain, year=year, year_shift=year_shift), rule="quarter"
    )


def _year_before(scan: Scan, first: int, floor: int) -> tuple[int | None, int | None, int]:
    """A year before a quarter: "1988 second quarter", "this year's third quarter"."""
    if first - 1 >= floor and is_year(scan, first - 1):
        fiscal = first - 2 >= floor and word(scan, first - 2) == "fiscal"
        return int(scan.lower[first - 1]), None, first - 1 - fiscal
    owned = first - 3 >= floor and word(scan, first - 1) in {"'s", "’s"} and word(scan, first - 2) == "year"
    if owned and word(scan, first - 3) in SHIFTS:
        return None, SHIFTS[word(scan, first - 3)], first - 3
    return None, None, first


def year_of(scan: Scan, at: int) -> tuple[int | None, int | None, int] | None:
    """A year after a quarter, with "of", "in" or nothing between."""
    if word(scan, at) in {"of", "in"}:
        inner = at + 1 + (word(scan, at + 1) == "fiscal")
        if is_year(scan, inner):
            return int(scan.lower[inner]), None, inner + 1
        if word(scan, inner) in {"last", "this", "next"} and word(scan, inner + 1) == "year":
            return None, SHIFTS[word(scan, inner)], inner + 2
        if word(scan, inner) == "the" and word(scan, inner + 1) == "year":
            return None, 0, inner + 2
        return None
    return year_after(scan, at)


def year_ago(scan: Scan, index: int, last: int, floor: int, grain: tuple[Grain, int]) -> Reading:
    """As in "the year-ago quarter", "year-earlier profit"."""
    first = index
    if word(scan, first - 1) in _SAME and first - 1 >= floor:
        first -= 1
    at = last
    number = ORDINALS.get(word(scan, at))
    at += number is not None
    head = word(scan, at)
    if head == "-" and number is not None:
        at += 1
        head = word(scan, at)
    if head in {"quarter", "period", "half"}:
        first = with_article(scan, first, floor)
        part: Grain = "half" if head == "half" else "quarter"
        return Reading(first=first, last=at + 1, form=Part(grain=part, number=number, years_ago=1), rule="year ago")
    return Reading(first=first, last=last, form=Offset(grain=grain[0], count=-grain[1], from_focus=True), rule="year ago")


def heads_part(scan: Scan, index: int) -> bool:
    """Whether a quarter or half follows, which "this year's" then belongs to."""
    at = index + (word(scan, index) in ORDINALS)
    return word(scan, at + is_compound(scan, at)) in {"quarter", "half"}


def quarter_code_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "Q3", "Q4 2023", "2018Q4", "H1 2024", "FY2008"."""
    letter = scan.lower[index]
    number = integer(scan, index + 1, 4)
    if number is None or not scan.glued(index + 1):
        return None
    last = index + 2
    if letter == "fy":
        year = number if number > 100 else 2000 + number
        return None if not 1900 <= year <= 2100 else Reading(first=index, last=last, form=_fiscal_year(year), rule="year")
    if number > (4 if letter == "q" else 2) or number < 1:
        return None
    grain: Grain = "quarter" if letter == "q" else "half"
    if word(scan, last) in {"visa", "visas"}:
        return None
    year_told = year_shift = None
    first = index
    at = last + (word(scan, last) in {"-", "/"} and scan.glued(last) and scan.glued(last + 1))
    found = year_of(scan, at)
    if found:
        year_told, year_shift, last = found
    elif index - 1 >= floor and is_year(scan, index - 1):
        year_told, first = int(scan.lower[index - 1]), index - 1
    elif index - 2 >= floor and word(scan, index - 1) == "-" and scan.glued(index) and is_year(scan, index - 2):
        year_told, first = int(scan.lower[index - 2]), index - 2
    if year_told is None and not scan.words[index].isupper():
        return None
    return Reading(first=first, last=last, form=Part(grain=grain, number=number, year=year_told, year_shift=year_shift), rule="quarter")


def _fiscal_year(year: int) -> Part:
    return Part(grain="year", year=year, fiscal=True)
