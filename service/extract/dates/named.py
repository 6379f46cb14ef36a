"""Dates by name: seasons, holidays; and words that point at no day: references and sets."""

from __future__ import annotations

from msgspec import Struct

from service.model import Scan, TokenKind

from .forms import Fixed, Holiday, Offset, Reading, Season
from .periods import Grain
from .vocabulary import (
    DASHES,
    HOLIDAYS,
    REFERENCE_ADJECTIVES,
    REFERENCES,
    SEASONS,
    SETS,
    SHIFTS,
    integer,
    is_capitalised,
    is_compound,
    word,
    word_list,
)
from .years import is_year, spelled_year, year_after

_ADJECTIVES = word_list("adjectives")
_SEASON_CUES = word_list("season_cues")


# Read in small letters too: nothing else is written so.
_UNMISTAKABLE = frozenset(
    {"christmas", "christmas eve", "christmas day", "easter", "thanksgiving", "halloween", "new year's eve", "new year's day"}
)


class _Name(Struct, frozen=True):
    words: tuple[str, ...]
    name: str


def _names() -> dict[str, tuple[_Name, ...]]:
    found: dict[str, list[_Name]] = {}
    for table in ("fixed", "nth", "easter"):
        for name in HOLIDAYS[table]:
            words = tuple(_split(name))
            found.setdefault(words[0], []).append(_Name(words, name))
    return {first: tuple(sorted(names, key=lambda entry: -len(entry.words))) for first, names in found.items()}


def _split(name: str) -> list[str]:
    words: list[str] = []
    for part in name.split():
        if part.endswith("'s"):
            words += [part[:-2], "'s"]
        elif part.endswith(("'", ".")):
            words += [part[:-1], part[-1]]
        else:
            words.append(part)
    return words


_BY_FIRST_WORD = _names()
HOLIDAY_STARTERS = frozenset(_BY_FIRST_WORD)


def holiday_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "Thanksgiving", "last Christmas", "Easter 2018"; the names stand in the lexicon."""
    for entry in _BY_FIRST_WORD[scan.lower[index]]:
        last = index + len(entry.words)
        if tuple(word.replace("’", "'") for word in scan.lower[index:last]) != entry.words:
            continue
        if not is_capitalised(scan, index) and entry.name not in _UNMISTAKABLE:
            continue
        if is_capitalised(scan, last) or is_compound(scan, last):
            return None
        if word(scan, last) in {"week", "weekend"}:
            grain: Grain = "week" if word(scan, last) == "week" else "weekend"
            return Reading(first=index, last=last + 1, form=Offset(grain=grain, count=0, anchor=Holiday(name=entry.name)), rule="holiday")
        year = year_shift = shift = None
        found = year_after(scan, last)
        if found:
            year, year_shift, last = found
        first = index
        if first - 1 >= floor and word(scan, first - 1) in SHIFTS:
            first, shift = first - 1, SHIFTS[word(scan, first - 1)]
        return Reading(first=first, last=last, form=Holiday(name=entry.name, year=year, shift=shift, year_shift=year_shift), rule="holiday")
    return None


def season_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "last summer", "the winter of 2019", "spring 2020"; "spring" and "fall" alone are other words too."""
    code, month = SEASONS[scan.lower[index]]
    first, last = index, index + 1
    year = year_shift = None
    if is_year(scan, last):
        year, last = int(scan.lower[last]), last + 1
    else:
        found = year_after(scan, last, comma=False)
        if found and found[0] is not None and word(scan, found[2]) in DASHES and integer(scan, found[2] + 1, 2) == (found[0] + 1) % 100:
            found = (found[0], None, found[2] + 2)
        if found is None and word(scan, last) == "of" and (spelled := spelled_year(scan, last + 1)):
            found = (spelled[0], None, spelled[1])
        if found:
            year, year_shift, last = found
    shift = None
    before = word(scan, index - 1)
    determined = False
    if first - 1 >= floor:
        if before in SHIFTS and before not in {"past", "present"}:
            first, shift = first - 1, SHIFTS[before]
        elif before == "the" and (year is not None or word(scan, first - 2) in _SEASON_CUES):
            first, determined = first - 1, True
        elif before in {"each", "every"}:
            return Reading(first=first - 1, last=last, form=Fixed("SET", f"XXXX-{code}"), rule="set")
    alone = before in _SEASON_CUES and scan.lower[index] in {"summer", "winter", "autumn"} and not word(scan, index + 1)[:1].isalpha()
    if year is None and year_shift is None and shift is None and not alone:
        if not determined or (scan.kinds[min(last, len(scan) - 1)] is TokenKind.WORD and word(scan, last) in {"of", "in"}):
            return None
        if word(scan, last)[:1].isalpha() and scan.lower[index] in {"fall", "spring"}:
            return None
    return Reading(
        first=first, last=last, form=Season(code=code, month=month, year=year, shift=shift, year_shift=year_shift), rule="season"
    )


def reference_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "now", "currently", "more recently", "right now"."""
    text = scan.lower[index]
    first, last = index, index + 1
    before = word(scan, index - 1)
    if text in {"recently", "soon"}:
        if before in {"as", "how"} or (text == "soon" and before in {"too", "so"}):
            return None
        if before == "more" and first - 1 >= floor:
            first -= 1
        if text == "soon" and word(scan, last) in {"after", "as", "afterwards", "before"}:
            return None
    if text == "shortly" and word(scan, last) in {"before", "after", "afterwards", "thereafter"}:
        return None
    if text == "now" and before == "right" and first - 1 >= floor:
        first -= 1
    return Reading(first=first, last=last, form=Fixed("DATE", REFERENCES[text]), rule="reference")


def era_rule(scan: Scan, index: int, floor: int) -> Reading | None:
    """As in "in the past", "the near future", "the present"; not "the past week"."""
    text = scan.lower[index]
    first, after = index - 1, word(scan, index + 1)
    if first < floor:
        return None
    if text == "future" and word(scan, first) in {"near", "foreseeable", "distant", "immediate"} and first - 1 >= floor:
        first -= 1
    if text in {"present", "moment"} and word(scan, first) == "at":
        return Reading(first=index, last=index + 1, form=Fixed("DATE", "PRESENT_REF"), rule="reference") if text == "present" else None
    if word(scan, first) != "the":
        return None
    cue = word(scan, first - 1) if first - 1 >= floor else ""
    if text in {"present", "moment"} and (cue not in {"for", "at"} or after in {"of", "when", "that"}):
        return None
    if text == "past" and (cue not in {"in", "of", "from"} or after[:1].isalnum()):
        return None
    if text == "future" and (after in {"of", "tense"} or (after[:1].isalpha() and cue not in {"in", "for", "into"})):
        return None
    return Reading(first=first, last=index + 1, form=Fixed("DATE", REFERENCE_ADJECTIVES[text]), rule="reference")


def set_rule(scan: Scan, index: int, _floor: int) -> Reading | None:
    """As in "daily", "annually", "every day" is read with its unit."""
    if is_capitalised(scan, index) and index and scan.sentence_of[index] == scan.sentence_of[index - 1]:
        return None
    if (
        scan.lower[index] in _ADJECTIVES
        and word(scan, index + 1)[:1].isalpha()
        and word(scan, index + 1) not in {"and", "in", "by", "at", "to", "for", "on"}
    ):
        return None
    return Reading(first=index, last=index + 1, form=Fixed("SET", SETS[scan.lower[index]]), rule="set")
