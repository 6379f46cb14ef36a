"""Months by name, with the day and year beside them."""

from __future__ import annotations

import re

from service.model import Scan, TokenKind

from .forms import Calendar, Reading
from .vocabulary import (
    APOSTROPHES,
    CALENDAR_PREPOSITIONS,
    CARDINALS,
    DASHES,
    DOUBTFUL_MONTHS,
    MONTHS,
    ORDINALS,
    SHIFTS,
    integer,
    is_capitalised,
    is_compound,
    word,
    word_list,
)
from .years import CURRENCIES, century_of, is_year, year_after

# "July 13,2009" without a space after its comma comes as one figure.
_JOINED = re.compile(r"(\d{1,2}),(1[0-9]{3}|20[0-9]{2})")
_ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_MONTH_CUES = frozenset({"in", "since", "until", "of", "during", "late", "early", "mid"})
_DAY_LINKS = frozenset({"to", "through", "till", "until", "thru", "and", "&"})
_YEAR_SEPARATORS = DASHES | {"/"}
_DAY_ENDINGS = _ORDINAL_SUFFIXES | {"of"} | frozenset(ORDINALS)
_POSSESSIVES = APOSTROPHES | {"'s", "’s"}
_NOT_AFTER_DAY = word_list("not_after_day")


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
    year = year_shift = None
    joined = _JOINED.fullmatch(word(scan, last)) if day is None else None
    separator = word(scan, last)
    if joined and 1 <= int(joined[1]) <= 31:
        day, year, last = int(joined[1]), int(joined[2]), last + 1
        separator = ""
    elif separator in _YEAR_SEPARATORS and scan.glued(last) and scan.glued(last + 1) and is_year(scan, last + 1):
        year, last = int(scan.lower[last + 1]), last + 2
    elif (
        separator in {"-", "/"}
        and day is not None
        and scan.glued(last)
        and (short := integer(scan, last + 1, 2)) is not None
        and scan.glued(last + 1)
    ):
        year, last = century_of(short), last + 2
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
        word(scan, index - 1) in _DAY_ENDINGS
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
        return before in (CALENDAR_PREPOSITIONS if last > index + 1 else _MONTH_CUES) and not is_capitalised(scan, last)
    if name not in DOUBTFUL_MONTHS:
        return not (is_capitalised(scan, last) and is_capitalised(scan, index - 1) and before not in CALENDAR_PREPOSITIONS)
    if is_capitalised(scan, last) and before not in {"in", "since", "until", "by", "during", "early", "late", "mid"}:
        return False
    if scan.sentence_of[index] != scan.sentence_of[index - 1] and index:
        return name not in ("may", "march") and after in _POSSESSIVES
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
    if before in CURRENCIES or (first - 1 >= floor and scan.glued(first) and (before in {",", ".", ":", "/"} or before[0].isalnum())):
        return None, None, index
    in_words = scan.lower[first] in ORDINALS
    if in_words and end == index and before not in {"the", "on"}:
        return None, None, index
    if first - 1 >= floor and word(scan, first - 1) == "the":
        first -= 1
    at = first - 1
    if at > floor and (word(scan, at) in DASHES or word(scan, at) in _DAY_LINKS):
        start = day_before(scan, at, floor)
        # "5 and 6 May" are two days that follow each other; "5 and 16 May" are no range.
        apart = word(scan, at) in {"and", "&"} and start is not None and start[0] + 1 != day
        if start and start[0] < day and not apart and not (word(scan, start[1] - 1) in MONTHS or word(scan, start[1] - 2) in MONTHS):
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
    if following in DASHES or following in _DAY_LINKS:
        at += 1
        at += word(scan, at) == "the"
        end = day_at(scan, at)
        apart = following in {"and", "&"} and end is not None and end[0] != day + 1
        if end and not apart and day < end[0] and word(scan, end[1]) not in MONTHS and word(scan, end[1]) not in _NOT_AFTER_DAY:
            glued = following in DASHES
            closed = (
                end[1] >= len(scan) or scan.kinds[end[1]] is not TokenKind.WORD or scan.sentence_of[end[1]] != scan.sentence_of[last - 1]
            )
            suffixed = scan.lower[end[1] - 1] in _ORDINAL_SUFFIXES or scan.lower[at] in ORDINALS
            if (glued or closed or suffixed) and word(scan, end[1]) not in {"%", ":"}:
                return day, end[0], end[1]
    return day, None, last
