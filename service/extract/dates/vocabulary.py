"""The words of date expressions, read once from `lexicon/dates.toml`, and the few looks at tokens that every rule takes."""

from __future__ import annotations

from typing import Any, cast

from service.extract.hyphens import joins
from service.lexicon import load
from service.model import Scan

from .periods import Grain

_TABLE: dict[str, Any] = load("dates")

MONTHS: dict[str, int] = _TABLE["months"]
WEEKDAYS: dict[str, int] = _TABLE["weekdays"]
WEEKDAY_PLURALS: dict[str, int] = _TABLE["weekday_plurals"]
UNITS: dict[str, str] = _TABLE["units"]
SHORT_UNITS: dict[str, str] = _TABLE["short_units"]
PLURAL_UNITS = frozenset(_TABLE["words"]["plural_units"])
DOUBTFUL_MONTHS = frozenset(_TABLE["words"]["doubtful_months"])
DOUBTFUL_WEEKDAYS = frozenset(_TABLE["words"]["doubtful_weekdays"])
CALENDAR_PREPOSITIONS = frozenset(_TABLE["words"]["calendar_prepositions"])
SHIFTS: dict[str, int] = _TABLE["shifts"]
ORDINALS: dict[str, int] = _TABLE["ordinals"]
CARDINALS: dict[str, int] = _TABLE["numbers"]
DECADES: dict[str, int] = _TABLE["decades"]
SEASONS: dict[str, tuple[str, int]] = {name: (code, month) for name, (code, month) in _TABLE["seasons"].items()}
DAY_PARTS: dict[str, str] = _TABLE["day_parts"]
DAYS: dict[str, int] = _TABLE["days"]
REFERENCES: dict[str, str] = _TABLE["references"]
REFERENCE_ADJECTIVES: dict[str, str] = _TABLE["reference_adjectives"]
SETS: dict[str, str] = _TABLE["sets"]
MODIFIERS: dict[str, str] = _TABLE["modifiers"]
PREPOSITIONS: dict[str, str] = _TABLE["prepositions"]
# Bounds of an amount by their last word, longest first: the words, and what they make of it.
BOUNDS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _meaning in sorted(_TABLE["bounds"].items(), key=lambda entry: -len(entry[0])):
    BOUNDS.setdefault(_words.split()[-1], []).append((tuple(_words.split()), _meaning))
HOLIDAYS: dict[str, dict[str, Any]] = _TABLE["holidays"]

DASHES = frozenset("-‐‑–—−~")
APOSTROPHES = frozenset("'’‘")

# TIMEX3 letters of the units of a duration; a decade is ten years, a century a hundred (ISO 8601 has no letter for them).
UNIT_LETTERS = {
    "second": ("PT", "S", 1), "minute": ("PT", "M", 1), "hour": ("PT", "H", 1), "day": ("P", "D", 1), "night": ("P", "D", 1),
    "weekend": ("P", "WE", 1), "week": ("P", "W", 1), "fortnight": ("P", "W", 2), "month": ("P", "M", 1), "quarter": ("P", "M", 3),
    "half": ("P", "M", 6), "year": ("P", "Y", 1), "decade": ("P", "Y", 10), "century": ("P", "Y", 100), "millennium": ("P", "Y", 1000),
}  # fmt: skip
# How a unit is counted on the calendar: the grain, and how many of it.
_CALENDAR_UNITS = {"night": ("day", 1), "fortnight": ("week", 2), "millennium": ("century", 10)}


def calendar_unit(unit: str) -> tuple[Grain, int] | None:
    """The calendar grain of a unit and how many of it the unit holds; None for parts of a day."""
    if unit in ("second", "minute", "hour", "period"):
        return None
    grain, factor = _CALENDAR_UNITS.get(unit, (unit, 1))
    return cast(Grain, grain), factor


def word(scan: Scan, index: int) -> str:
    """The folded token, or an empty string outside the text."""
    lower = scan.lower
    return lower[index] if 0 <= index < len(lower) else ""


def integer(scan: Scan, index: int, digits: int = 4) -> int | None:
    """The value of a token of at most `digits` plain digits, else None."""
    text = word(scan, index)
    return int(text) if text.isdecimal() and len(text) <= digits else None


def is_compound(scan: Scan, index: int) -> bool:
    """Whether token `index` is a hyphen glued to the words on both sides."""
    return joins(scan, index)


def same_sentence(scan: Scan, first: int, last: int) -> bool:
    """Whether both tokens stand in one sentence."""
    return first >= 0 and last < len(scan) and scan.sentence_of[first] == scan.sentence_of[last]


def is_capitalised(scan: Scan, index: int) -> bool:
    """Whether the token is a word with a capital initial."""
    return 0 <= index < len(scan) and scan.words[index][0].isupper()


def word_list(name: str) -> frozenset[str]:
    """The word list of that name in the lexicon."""
    return frozenset(_TABLE["words"][name])
