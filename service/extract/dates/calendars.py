"""Dates by the calendar: months with their day and year, numeric dates, years, decades."""

from __future__ import annotations

import datetime as dt
import re

from service.model import Scan, TokenKind

from .forms import Calendar, Known, Reading
from .periods import holding
from .vocabulary import (
    APOSTROPHES,
    CALENDAR_PREPOSITIONS,
    CARDINALS,
    DASHES,
    DECADES,
    DOUBTFUL_MONTHS,
    MONTHS,
    ORDINALS,
    SHIFTS,
    WEEKDAYS,
    integer,
    is_capitalised,
    is_compound,
    word,
    word_list,
)

_ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_YEAR_WORDS = {"this": 0, "last": -1, "next": 1, "same": 0}
_NOT_AFTER_DAY = word_list("not_after_day")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})|(\d{4})\.(\d{1,2})\.(\d{1,2})")
_CURRENCIES = frozenset("$£€¥₹#№")
# A figure of thousands without its comma is a count where one of these stands right before it.
_COUNT_CUES = word_list("count_cues")
_YEAR_CUES = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "throughout",
        "through",
        "of",
        "year",
        "fiscal",
        "early",
        "late",
        "mid",
        "circa",
        "c",
        "around",
        "between",
        "for",
        "summer",
        "winter",
        "spring",
        "autumn",
        "fall",
        "both",
        "into",
        "past",
        "than",
        "pre",
        "post",
        "vs",
        "versus",
        "season",
        "dated",
        "published",
        "class",
        "ending",
        "ended",
        "beginning",
        "starting",
    ]
)


def day_at(scan: Scan, index: int) -> tuple[int, int] | None:
    """A day of the month in digits or words that starts at `index`, and where it ends: "13", "13th", "twenty-first"."""
    day = integer(scan, index, 2)
    if day is not None:
        last = index + 1
        if scan.lower[last : last + 1] and word(scan, last) in _ORDINAL_SUFFIXES and scan.glued(last):
            last += 1
        return (day, last) if 1 <= day <= 31 else None
    text = word(scan, index)
    if text in ORDINALS:
        return ORDINALS[text], index + 1
    if text in ("twenty", "thirty"):
        at = index + 1 + is_compound(scan, index + 1)
        unit = ORDINALS.get(word(scan, at), 10)
        if unit < 10:
            return CARDINALS[text] + unit, at + 1
        if at > index + 1 or word(scan, index - 1) in MONTHS:
            unit = CARDINALS.get(word(scan, at), 10)
            if 0 < unit < 10:
                return CARDINALS[text] + unit, at + 1
    return None


def day_before(scan: Scan, end: int, floor: int) -> tuple[int, int] | None:
    """A day of the month whose last token is just before `end`, and where it starts."""
    for first in range(end - 1, max(floor, end - 3) - 1, -1):
        found = day_at(scan, first)
        if found and found[1] == end:
            if first - 2 >= floor and is_compound(scan, first - 1) and word(scan, first - 2) in ("twenty", "thirty"):
                continue
            return found[0], first
    return None


def is_year(scan: Scan, index: int) -> bool:
    """Whether the token is four plain digits from 1000 to 2100, and no part of a longer figure."""
    year = integer(scan, index)
    if year is None or not (1000 <= year <= 2100) or len(scan.lower[index]) != 4:
        return False
    following = word(scan, index + 1)
    if following in {"%", "percent", "million", "billion", "trillion", "°"} or (
        following and scan.glued(index + 1) and following[0].isalpha() and following != "s"
    ):
        return False
    return not (scan.glued(index) and (word(scan, index - 1) in _CURRENCIES or word(scan, index - 1)[0].isalnum()))


def year_after(scan: Scan, index: int, comma: bool = True) -> tuple[int | None, int | None, int] | None:
    """A year that follows a month or day at `index`: (year, shift from this year, where it ends)."""
    at = index
    if comma and word(scan, at) == ",":
        at += 1
    if is_year(scan, at):
        # "on March 12, 2000 people": a count, as its round figure and the plural after it tell.
        return int(scan.lower[at]), None, at + 1
    at = index
    if word(scan, at) == "of":
        at += 1
        if is_year(scan, at):
            return int(scan.lower[at]), None, at + 1
        short = integer(scan, at, 2)
        if short is not None and len(scan.lower[at]) == 2 and short > 31:
            return _century(short), None, at + 1
    if word(scan, at) in _YEAR_WORDS and word(scan, at + 1) == "year" and word(scan, at) != "same":
        return None, _YEAR_WORDS[word(scan, at)], at + 2
    if word(scan, index) in APOSTROPHES and scan.glued(index + 1):
        short = integer(scan, index + 1, 2)
        if short is not None and len(scan.lower[index + 1]) == 2:
            return _century(short), None, index + 2
    spelled = spelled_year(scan, index)
    if spelled:
        return spelled[0], None, spelled[1]
    return None


def _century(short: int) -> int:
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


def month_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """A month by name with what stands beside it: "Nov. 13, 2024", "13 November", "last October", "May"."""
    name = scan.lower[index]
    month = MONTHS[name]
    first, last = index, index + 1
    if name not in ("may", "march", "june", "july") and len(name) < 5 and word(scan, last) == "." and scan.glued(last):
        last += 1
    day, to_day, day_first = _day_before_month(scan, index, floor)
    if day is not None:
        first = day_first
    else:
        day, to_day, last = _day_after_month(scan, last)
    separator = word(scan, last)
    year = year_shift = None
    if separator in DASHES | {"/"} and scan.glued(last) and scan.glued(last + 1) and is_year(scan, last + 1):
        year, last = int(scan.lower[last + 1]), last + 2
    elif (
        separator in {"-", "/"}
        and day is not None
        and scan.glued(last)
        and (short := integer(scan, last + 1, 2)) is not None
        and scan.glued(last + 1)
    ):
        year, last = _century(short), last + 2
    else:
        found = year_after(scan, last)
        if found and not (found[0] and day is None and separator == "," and not _closes(scan, found[2])):
            year, year_shift, last = found
    shift = None
    before = word(scan, first - 1)
    if first - 1 >= floor and before in SHIFTS and year is None:
        shift = SHIFTS[before]
        first -= 1
    bare = day is None and year is None and year_shift is None and shift is None
    if bare and not _is_month(scan, index, last):
        return None
    if not bare and name in DOUBTFUL_MONTHS and not is_capitalised(scan, index) and year is None and not _is_day_evidence(scan, index, day):
        return None
    if day is None and first - 1 >= floor and word(scan, first - 1) == "the" and shift is not None:
        first -= 1
    form = Calendar(year=year, month=month, day=day, to_day=to_day, shift=shift, year_shift=year_shift)
    return Reading(first=first, last=last, form=form, rule="month")


def _is_day_evidence(scan: Scan, index: int, day: int | None) -> bool:
    """Whether a month in small letters that is another word too ("may 5") has a day that shows it is one."""
    return (day is not None and scan.lower[index] not in ("may", "march", "mar", "dec")) or word(scan, index + 2) in _ORDINAL_SUFFIXES or (
        word(scan, index - 1) in _ORDINAL_SUFFIXES | {"of"} | set(ORDINALS)
    )  # fmt: skip


def _closes(scan: Scan, index: int) -> bool:
    """Whether what follows is no noun that a figure could count ("In May, 2000 people")."""
    return (
        index >= len(scan)
        or scan.kinds[index] is not TokenKind.WORD
        or not (scan.words[index].islower() and scan.lower[index].endswith("s"))
    )


def _is_month(scan: Scan, index: int, last: int) -> bool:
    """Whether a month's name alone means the month: "in May", not "may" or "Theresa May"."""
    name = scan.lower[index]
    before, after = word(scan, index - 1), word(scan, last)
    if not is_capitalised(scan, index):
        return name not in DOUBTFUL_MONTHS and len(name) > 4 and before in CALENDAR_PREPOSITIONS
    if len(name) < 4 and name != "may":
        return last > index + 1 and before in CALENDAR_PREPOSITIONS
    if name not in DOUBTFUL_MONTHS:
        return not (is_capitalised(scan, last) and is_capitalised(scan, index - 1) and before not in CALENDAR_PREPOSITIONS)
    if is_capitalised(scan, last) and before not in {"in", "since", "until", "by", "during", "early", "late", "mid"}:
        return False
    if scan.sentence_of[index] != scan.sentence_of[index - 1] and index:
        return name not in ("may", "march") and after in APOSTROPHES | {"'s", "’s"}
    if name == "may" and after in {"'s", "’s", "has", "had", "said", "was"}:
        return False
    if before in CALENDAR_PREPOSITIONS or before in DASHES or before == "(":
        return True
    return (
        before in {"the", "a", "its", "their", "his", "her", "'s", "’s"}
        and after.isalpha()
        and after not in {"on", "and", "of", "to", "for", "in"}
    )


def _day_before_month(scan: Scan, index: int, floor: int) -> tuple[int | None, int | None, int]:
    """The day before a month's name: (first day, last day of a range, where it starts)."""
    end = index
    if word(scan, end - 1) in {"of"} or (word(scan, end - 1) in {"-", "/"} and scan.glued(end) and scan.glued(end - 1)):
        end -= 1
    found = day_before(scan, end, floor)
    if not found:
        return None, None, index
    day, first = found
    before = word(scan, first - 1)
    if before in _CURRENCIES or (first - 1 >= floor and scan.glued(first) and (before in {",", ".", ":", "/"} or before[0].isalnum())):
        return None, None, index
    in_words = scan.lower[first] in ORDINALS
    if in_words and end == index and before not in {"the", "on"}:
        return None, None, index
    if first - 1 >= floor and word(scan, first - 1) == "the":
        first -= 1
    at = first - 1
    if at > floor and (word(scan, at) in DASHES or word(scan, at) in {"to", "through", "till", "until"}):
        start = day_before(scan, at, floor)
        if start and start[0] < day and not (word(scan, start[1] - 1) in MONTHS or word(scan, start[1] - 2) in MONTHS):
            begin = start[1]
            if begin - 1 >= floor and word(scan, begin - 1) == "the":
                begin -= 1
            return start[0], day, begin
    return day, None, first


def _day_after_month(scan: Scan, index: int) -> tuple[int | None, int | None, int]:
    """The day after a month's name: (first day, last day of a range, where it ends)."""
    at = index
    if word(scan, at) == "the" or (word(scan, at) in {"/", "-"} and scan.glued(at) and scan.glued(at + 1)):
        at += 1
    found = day_at(scan, at)
    if not found or (at == index and scan.glued(at) and scan.lower[at - 1] == "."):
        return None, None, index
    day, last = found
    following = word(scan, last)
    if following in _NOT_AFTER_DAY or (
        following in {"/", ".", ":"} and scan.glued(last) and integer(scan, last + 1) is not None and scan.glued(last + 1)
    ):
        return None, None, index
    at = last
    if following in DASHES or following in {"to", "through", "till", "until", "thru"}:
        at += 1
        at += word(scan, at) == "the"
        end = day_at(scan, at)
        if end and day < end[0] and word(scan, end[1]) not in MONTHS and word(scan, end[1]) not in _NOT_AFTER_DAY:
            glued = following in DASHES
            closed = (
                end[1] >= len(scan) or scan.kinds[end[1]] is not TokenKind.WORD or scan.sentence_of[end[1]] != scan.sentence_of[last - 1]
            )
            suffixed = scan.lower[end[1] - 1] in _ORDINAL_SUFFIXES or scan.lower[at] in ORDINALS
            if (glued or closed or suffixed) and word(scan, end[1]) not in {"%", ":"}:
                return day, end[0], end[1]
    return day, None, last


def number_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """Dates that begin with digits: "2024-11-13", "13/11/2024", "13.11.2024", "1949", "the 1990s"."""
    text = scan.lower[index]
    if index > floor and scan.glued(index) and (scan.kinds[index - 1] is TokenKind.WORD or scan.lower[index - 1] in _CURRENCIES):
        return None
    if text.isdecimal():
        if len(text) <= 4:
            numeric = _numeric(scan, index)
            if numeric:
                return numeric
        if len(text) == 4 or len(text) == 2:
            return _decade(scan, index, floor) or _year(scan, index, floor)
        return None
    dotted = _DOTTED.fullmatch(text) if len(text) <= 10 else None
    if dotted:
        groups = [int(group) for group in dotted.groups() if group]
        form = _year_first(*groups) if dotted[4] else _day_month(groups[0], groups[1], groups[2], len(dotted[3]), day_first=True)
        return Reading(first=index, last=index + 1, form=form, rule="numeric") if form else None
    return None


def _numeric(scan: Scan, index: int) -> Reading | None:
    separator = word(scan, index + 1)
    if separator not in {"/", "-", "‑", "‐"} or not (scan.glued(index + 1) and scan.glued(index + 2)):
        return None
    if index and scan.glued(index) and scan.lower[index - 1] in {"/", "-", "+", "."}:
        return None
    first, second = integer(scan, index), integer(scan, index + 2)
    if first is None or second is None:
        return None
    width = len(scan.lower[index])
    if word(scan, index + 3) == separator and scan.glued(index + 3) and scan.glued(index + 4):
        third = integer(scan, index + 4)
        if third is None or (word(scan, index + 5) == separator and scan.glued(index + 5)):
            return None
        third_width = len(scan.lower[index + 4])
        if width == 4:
            form = _year_first(first, second, third)
        else:
            form = _day_month(first, second, third, third_width, day_first=False) if third_width in (2, 4) and width < 3 else None
        return Reading(first=index, last=index + 5, form=form, rule="numeric") if form else None
    if word(scan, index + 3) == separator and scan.glued(index + 3):
        return None
    if width == 4 and len(scan.lower[index + 2]) <= 2 and 1900 <= first <= 2100 and 1 <= second <= 12 and _is_year_month(scan, index):
        return Reading(first=index, last=index + 3, form=Calendar(year=first, month=second), rule="numeric")
    if len(scan.lower[index + 2]) == 4 and 1900 <= second <= 2100 and 1 <= first <= 12:
        return Reading(first=index, last=index + 3, form=Calendar(year=second, month=first), rule="numeric")
    before = word(scan, index - 1)
    if separator == "/" and 1 <= first <= 12 and 1 <= second <= 31 and width < 3 and len(scan.lower[index + 2]) < 3:
        weekday = before in WEEKDAYS or (word(scan, index - 2) in WEEKDAYS and before in {",", "."})
        if weekday or (before in {"on", "by", "until", "since", "from", "dated"} and (first, second) != (9, 11)):
            return Reading(first=index, last=index + 3, form=Calendar(month=first, day=second), rule="numeric")
    return None


def _is_year_month(scan: Scan, index: int) -> bool:
    """As in "2015-03" is a month; "2015-16" and "2020/21" are years that run on, and "2004-05" most likely is one too."""
    year, second = int(scan.lower[index]), scan.lower[index + 2]
    return not (len(second) == 2 and int(second) == (year + 1) % 100)


def _year_first(year: int, month: int, day: int) -> Calendar | None:
    return Calendar(year=year, month=month, day=day) if 1000 <= year <= 2100 and _exists(year, month, day) else None


def _day_month(first: int, second: int, year: int, width: int, day_first: bool) -> Calendar | None:
    """A date in figures with the year last. Americans write the month first, nearly all others the day; with dots it is the day."""
    if width == 2:
        year = _century(year)
    if not 1000 <= year <= 2100:
        return None
    readings = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    valid = [pair for pair in readings if _exists(year, *pair)]
    if not valid or (day_first and valid[0] != readings[0]):
        return None
    month, day = valid[0]
    return Calendar(year=year, month=month, day=day, ambiguous=not day_first and len(valid) > 1 and first != second)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _decade(scan: Scan, index: int, floor: int) -> Reading | None:
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
        if year % 10 or year < 20 or not (marked or (word(scan, index - 1) == "the" and year >= 50 and word(scan, at) == "s")):
            return None
        if marked:
            first -= 1
        year = _century(year) if year >= 69 else year + 1900
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


def decade_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "the nineties", "the Roaring Twenties"; not "in her forties"."""
    before = word(scan, index - 1)
    if before not in {"the", "early", "late", "mid", "-", "roaring", "swinging"} or index - 1 < floor:
        return None
    first = index - 1 if before == "the" else index
    return Reading(
        first=first, last=index + 1, form=Known(holding("decade", dt.date(1900 + DECADES[scan.lower[index]], 1, 1))), rule="decade"
    )


def _year(scan: Scan, index: int, floor: int) -> Reading | None:
    if not is_year(scan, index):
        return None
    if len(scan) > index + 2 and word(scan, index + 1) in DASHES and scan.glued(index + 1) and scan.glued(index + 2):
        run = integer(scan, index + 2)
        if run is not None and len(scan.lower[index + 2]) not in (2, 4):
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
    return Reading(first=first, last=index + 1, form=Calendar(year=int(scan.lower[index]), ambiguous=fiscal), rule="year")


def _reads_as_year(scan: Scan, index: int) -> bool:
    """Whether four digits are a year and no count, number of a thing, or code."""
    year = int(scan.lower[index])
    before = word(scan, index - 1) if index > 0 and scan.sentence_of[index] == scan.sentence_of[index - 1] else ""
    if before in _COUNT_CUES or before in _CURRENCIES:
        return False
    if index and scan.glued(index) and before in {"-", "/", ".", ":", "&", "=", "+", "_", ","}:
        return _is_joined_year(scan, index)
    if word(scan, index + 1) in {":", "/", "@", "&", "="} and scan.glued(index + 1) and scan.glued(index + 2):
        return False
    if is_compound(scan, index + 1) and scan.kinds[index + 2] is TokenKind.WORD:
        # "2000-strong", "1500-metre", but "a 2024-like year"
        return False
    if not 1500 <= year <= 2100:
        return before in {"in", "since", "of", "until", "year"} and not _counts(scan, index + 1)
    if before in _YEAR_CUES:
        return not (year % 100 == 0 and _counts(scan, index + 1))
    if year < 1800 and before not in {"(", ",", "and", "-", "–", "to"}:
        return False
    return not _counts(scan, index + 1) or (
        year % 10 != 0 and year >= 1900 and before in {"the", "a", "its", "'s", "’s", "their", "his", "her", "and", "to"}
    )


def _names_part(scan: Scan, index: int) -> bool:
    """Whether "quarter", "half" or "period" follows, with or without its number: the year then belongs to that."""
    at = index + (word(scan, index) == "fiscal")
    at += word(scan, at) in ORDINALS
    at += is_compound(scan, at)
    return word(scan, at) in {"quarter", "half", "period"} and word(scan, at + 1) != "of"


def _is_joined_year(scan: Scan, index: int) -> bool:
    """As in "mid-1990", "1982-1992", "pre-2014", "post-1959", "(x)-2014"."""
    return (scan.lower[index - 1] in HYPHENS_AND_DASHES and word(scan, index - 2) in {"mid", "pre", "post", "early", "late", "then"}) or (
        scan.lower[index - 1] in HYPHENS_AND_DASHES and index >= 2 and is_year(scan, index - 2)
    )  # fmt: skip


HYPHENS_AND_DASHES = DASHES


def _counts(scan: Scan, index: int) -> bool:
    """Whether a plural noun in small letters stands at `index`, which a figure before it would count."""
    if index >= len(scan) or scan.kinds[index] is not TokenKind.WORD:
        return False
    text = scan.words[index]
    return text in {"people", "men", "women", "children", "police", "metres", "km", "kg", "mph"} or (
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
