"""Tells numbers that are part of a name, a label, a date or a clock time from figures."""

from __future__ import annotations

import re
from typing import Any

from service.extract.numbers import number_at
from service.lexicon import load
from service.lexicon.units import units
from service.model import Scan, TokenKind

from .measures import is_title, unit_after
from .money import currency_before

_TABLE: dict[str, Any] = load("names")
_LABELS = frozenset(_TABLE["labels"])
_WEAK = frozenset(_TABLE["weak_labels"])
_INSTRUMENTS = frozenset(_TABLE["year_instruments"])
_RACES = frozenset(_TABLE["races"])
_AFTER_NAMES = frozenset(_TABLE["after_names"])
_TITLE_WORDS = frozenset({"minutes", "hours", "days"})
_STREETS = frozenset(_TABLE["streets"])
_CALLED = frozenset(_TABLE["called"])
MONTHS = frozenset(_TABLE["months"])
_TIME_BEFORE = frozenset(_TABLE["time_before"])
_AMOUNT_BEFORE = frozenset(_TABLE["counts_before"])
_AMOUNTS_OF = frozenset(_TABLE["amounts_of"])
_HYPHEN_NAMES = frozenset(_TABLE["hyphen_names"])
_NOT_NAMES = frozenset(_TABLE["not_names"])
_PEOPLE = frozenset(_TABLE["plurals"])
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_HYPHENS = frozenset("-‐‑–—")
_UNITS = units()
_WORDS = re.compile(r"['’]s\b|[^\W\d_]+|[0-9]+|\S")
_PAIRS: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _TABLE["pairs"]:
    _words = tuple(_WORDS.findall(_phrase))
    _PAIRS.setdefault(next(word for word in reversed(_words)), []).append(_words)
_MAX_CHAIN = 12


def name_at(scan: Scan, index: int) -> tuple[int, int] | None:
    """The token range of the name, date, time or label whose number is token `index`, or None where it is a figure."""
    pair = _pair(scan, index)
    if pair:
        return pair
    if scan.kinds[index] is TokenKind.NUMBER:
        return (
            _telephone(scan, index)
            or _glued(scan, index)
            or _clock(scan, index)
            or _date(scan, index)
            or _labelled(scan, index)
            or _followed(scan, index)
            or _race(scan, index)
            or _instrument(scan, index)
        )
    return _labelled_word(scan, index)


def _pair(scan: Scan, index: int) -> tuple[int, int] | None:
    for end in (index + 1, index + 2):
        for words in _PAIRS.get(scan.lower[end - 1], ()) if end <= len(scan) else ():
            first = end - len(words)
            if 0 <= first <= index and scan.lower[first:end] == words:
                if first == index and words[0] != "one":
                    continue
                following = end < len(scan) and scan.glued(end) and (scan.kinds[end] is TokenKind.WORD or scan.words[end] == "%")
                if not following:
                    return first, end
    return None


def _glued(scan: Scan, index: int) -> tuple[int, int] | None:
    """Digits that letters or further digits touch: "5G", "XC40", "COVID-19", "1-800-555", "10th", "24/7", "9/11"."""
    after, before = index + 1, index - 1
    if after < len(scan) and scan.glued(after):
        word = scan.lower[after]
        if word in _ORDINAL_ENDS or word in {"s", "'s", "’s"}:
            label = before >= 0 and scan.lower[before] in _LABELS and scan.words[before][0].isupper()
            return before if label else index, after + 1
        if scan.words[after] == "/" and scan.glued(after + 1) and after + 1 < len(scan) and scan.kinds[after + 1] is TokenKind.NUMBER:
            return _slashed(scan, index)
        if scan.words[after] in {"@", "#", "_", "^"}:
            return index, after + 1
    if index and scan.glued(index):
        word = scan.words[before]
        if scan.kinds[before] is TokenKind.WORD and not _is_money(scan, before):
            return before, after
        if word in {"#", "_", "@", "^"} or (word == "+" and before and scan.glued(before) and scan.kinds[before - 1] is TokenKind.WORD):
            return before, after
        if word == "." and before and scan.glued(before) and scan.kinds[before - 1] is TokenKind.WORD:  # "ID.3"
            return before - 1, after
        if word in _HYPHENS and before and (scan.glued(before) or _is_initials(scan, before - 1)):
            return _hyphened(scan, index)
        if (
            word in {"/", ":"}
            and before
            and scan.glued(before)
            and scan.kinds[before - 1] is TokenKind.WORD
            and scan.lower[before - 1] not in _UNITS.symbols
        ):
            return index, after
    if (
        after + 1 < len(scan)
        and scan.words[after] in _HYPHENS
        and scan.glued(after)
        and scan.glued(after + 1)
        and scan.kinds[after + 1] is TokenKind.NUMBER
    ):
        return _chain(scan, index)
    return None


def _is_money(scan: Scan, index: int) -> bool:
    """Whether the word at `index` can be a currency before digits: "EUR50", "RM120", "Rs500"."""
    return currency_before(scan, index + 1) is not None


def _slashed(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "24/7", "9/11", "2020/21" as no figures, unless the two make a proper fraction."""
    number = number_at(scan, index)
    if number is not None and (number.fraction or number.last > index + 2):
        return None
    last = index + 3
    while last + 1 < len(scan) and last < index + _MAX_CHAIN and scan.words[last] == "/" and scan.glued(last) and scan.glued(last + 1):
        last += 2
    return index, last


def _hyphened(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "COVID-19", "F-16", "TA-125": letters, hyphen, digits; not "sub-7", "minus-260", "mid-30", "four-5"."""
    word = scan.words[index - 2]
    if scan.lower[index - 2] in _HYPHEN_NAMES and not _counts(scan, index + 1):
        return index - 2, index + 1
    if len(word) == 1 and word.isupper():
        return index - 2, index + 1
    if scan.kinds[index - 2] is not TokenKind.WORD or scan.lower[index - 2] in _NOT_NAMES or scan.words[index - 1] not in "-‐‑":
        return None
    if word[0].isupper() or len(word) < 3 or word.islower():
        return index - 2, index + 1
    return None


def _telephone(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "call 911", "(415) 777-8815", "777-8815" as numbers to call."""
    text = scan.lower[index]
    if len(text) != 3 or not text.isdecimal():
        return None
    at = index + 1
    if at < len(scan) and scan.words[at] == ")" and index and scan.words[index - 1] == "(":
        at += 1
    elif index and scan.lower[index - 1] in _CALLED and not _counts(scan, at):
        return index, at
    if at < len(scan) and scan.kinds[at] is TokenKind.NUMBER and len(scan.lower[at]) == 3 and scan.words[at - 1] == ")":
        at += 1
    if (
        at + 1 < len(scan)
        and scan.words[at] in _HYPHENS
        and scan.glued(at)
        and scan.glued(at + 1)
        and len(scan.lower[at + 1]) == 4
        and scan.lower[at + 1].isdecimal()
    ):
        return index, at + 2
    return None


def _followed(scan: Scan, index: int) -> tuple[int, int] | None:
    """Names that a number opens: "11 News", "301 Mission Street", "981 P.2d 613", and page counters such as "1 / 10"."""
    at = index + 1
    if at + 1 >= len(scan) or "," in scan.lower[index]:
        return None
    if scan.words[at] == "/" and not scan.glued(at) and scan.kinds[at + 1] is TokenKind.NUMBER:
        return index, at + 2
    if not scan.words[at][0].isupper() or scan.sentence_of[at] != scan.sentence_of[index]:
        return None
    if scan.lower[at] in _AFTER_NAMES or (scan.lower[at] in _TITLE_WORDS and is_title(scan, at, at + 1)):
        return index, at + 1
    if len(scan.words[at]) == 1 and scan.words[at + 1] == ".":  # reporters of law: "P.2d", "F.3d"
        for after in range(at + 2, min(at + 5, len(scan))):
            if scan.kinds[after] is TokenKind.NUMBER and not scan.glued(after):
                return index, after + 1
    for after in range(at, min(at + 4, len(scan))):
        if not scan.words[after][0].isupper():
            return None
        if after > at and scan.lower[after] in _STREETS:
            return index, after + 1
    return None


def _is_initials(scan: Scan, index: int) -> bool:
    """Whether token `index` is in capitals, so that a hyphen apart from it still makes a name: "COVID -19"."""
    return scan.kinds[index] is TokenKind.WORD and len(scan.words[index]) > 2 and scan.words[index].isupper()


def _chain(scan: Scan, index: int) -> tuple[int, int] | None:
    """Three or more groups of digits with hyphens: telephone numbers, dates, records ("1-222-2222", "2020-13-45", "10-4-2")."""
    last, links = index + 1, 0
    while (
        last + 1 < len(scan)
        and links < _MAX_CHAIN
        and scan.words[last] in _HYPHENS
        and scan.glued(last)
        and scan.glued(last + 1)
        and scan.kinds[last + 1] is TokenKind.NUMBER
    ):
        last += 2
        links += 1
    if links < 2:
        return None
    return index, last


def _clock(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "10:45", "10.45pm", "11 a.m.", "1:36.6"."""
    last = index + 1
    if (
        last + 1 < len(scan)
        and scan.words[last] == ":"
        and scan.glued(last)
        and scan.glued(last + 1)
        and scan.kinds[last + 1] is TokenKind.NUMBER
    ):
        last += 2
        if last + 1 < len(scan) and scan.words[last] == ":" and scan.glued(last) and scan.glued(last + 1):
            last += 2
        return index, last + 1 if last < len(scan) and scan.lower[last] in {"am", "pm", "a.m", "p.m"} else last
    if (
        last < len(scan)
        and scan.lower[last] in {"am", "pm", "a.m", "p.m", "o'clock", "o’clock", "noon", "gmt"}
        and len(scan.words[index]) <= 5
    ):
        return index, last + 1
    return None


def _date(scan: Scan, index: int) -> tuple[int, int] | None:
    """Days beside a month and years: "March 29", "11 February", "2018", "A.D. 1000"."""
    text = scan.lower[index]
    before = _word_before(scan, index)
    last = index + 1
    following = scan.lower[last] if last < len(scan) and not scan.glued(last) else ""
    if text.isdecimal() and len(text) <= 2 and 0 < int(text) <= 31:
        if before in MONTHS and not _counts(scan, last):
            return index, last
        if (
            following in MONTHS
            and (following != "may" or scan.words[last][0].isupper())
            and following not in {"march", "mar", "second", "sec"}
        ) or (following == "march" and scan.words[last] == "March"):
            return index, last
    if text.isdecimal() and len(text) == 4 and 1000 <= int(text) <= 2199 and _is_year(scan, index, before):
        return index, last
    return None


def _is_year(scan: Scan, index: int, before: str) -> bool:
    """Whether four bare digits are a year: 1900 to 2100 unless they count something, earlier ones after a word of time."""
    last = index + 1
    if last < len(scan):
        if scan.glued(last) and (scan.kinds[last] is TokenKind.WORD or scan.words[last] in "%+°"):
            return False
        if scan.lower[last] in {"percent", "per", "million", "billion", "thousand"} or _measured(scan, last):
            return False
    if index and scan.words[index - 1] in "$£€¥":
        return False
    year = int(scan.lower[index])
    if before in _AMOUNT_BEFORE or (before == "of" and index > 1 and scan.lower[index - 2] in _AMOUNTS_OF):
        return False
    counts = _counts(scan, last)
    if before in {"and", "to"} and len(scan.lower[index - 2]) == 4 and scan.lower[index - 2].isdecimal() and not counts:
        return _is_year(scan, index - 2, _word_before(scan, index - 2))
    if before in _TIME_BEFORE or before in MONTHS:
        return year >= 1900 or not counts
    if year < 1900 or year > 2100 or (last + 1 < len(scan) and scan.words[last] in _HYPHENS and _is_range(scan, last)):
        return False
    # "the 2019 results", "Intel 2018 sales" name a year; 2000 things are as often counted
    return not counts or (1950 <= year <= 2049 and year != 2000)


def _is_range(scan: Scan, dash: int) -> bool:
    """Whether four digits, the dash at token `dash` and what follows measure or count something: "2000 - 2500 calories"."""
    after = dash + 1
    if scan.kinds[after] is not TokenKind.NUMBER or len(scan.lower[after]) < 4:
        return False
    return _measured(scan, after + 1) or _counts(scan, after + 1)


def _labelled(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "Route 66", "No. 2", "iPhone 12", "Apple Watch 5": a label, or a capital in mid-sentence, before a plain number."""
    text = scan.lower[index]
    before = index - 1
    if (
        before >= 0
        and scan.words[before] == "."
        and before
        and scan.lower[before - 1] in {"no", "nos", "vol", "fig", "sec", "art", "ch", "pg", "pp", "rt"}
        and scan.glued(before)
    ):
        before -= 1
    if before < 0 or scan.kinds[before] is not TokenKind.WORD or "," in text:
        return None
    after = index + 1
    word = scan.lower[before]
    if after < len(scan) and scan.glued(after) and len(scan.words[after]) == 1 and scan.words[after].isupper() and word in _LABELS:
        return before, after + 1  # "seat 12B"
    if after < len(scan) and (scan.words[after] in "%°" or (scan.glued(after) and scan.words[after] not in ".,;:)!?'\"’”-–")):
        return None
    if word in _LABELS:
        # "game 300 people", "part 5 percent": weak labels give way to what is counted
        if word in _WEAK and not scan.words[before][0].isupper() and _counts(scan, after):
            return None
        if _measured(scan, after):
            return None
        if word in _WEAK and scan.words[before].islower() and word in {"match", "test", "turn", "case", "question", "train", "bus"}:
            return None
        return before, _past_suffix(scan, after)
    if len(text) > 4 or "." in text or _is_money(scan, before):
        return None
    first = scan.sentence_at(index)[0]
    capital = scan.words[before][0].isupper() and word not in _NOT_NAMES and word not in MONTHS
    if not capital or (before == first and not scan.words[before].isupper()) or _counts(scan, after) or _measured(scan, after):
        return None
    if after < len(scan) and scan.lower[after] in {"percent", "per", "million", "billion", "thousand", "hundred", "of", "out"}:
        return None
    return before, _past_suffix(scan, after)


def _past_suffix(scan: Scan, after: int) -> int:
    """Past a further number that a hyphen joins to a name: "ISO 3888-2", "Boeing 737-800"."""
    if (
        after + 1 < len(scan)
        and scan.words[after] in _HYPHENS
        and scan.glued(after)
        and scan.glued(after + 1)
        and scan.kinds[after + 1] is TokenKind.NUMBER
    ):
        return after + 2
    return after


def _labelled_word(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "Chapter Eleven", "Flight Ten": a label with a capital before a number word with a capital."""
    before = index - 1
    if before < 0 or not scan.words[index][0].isupper() or not scan.words[before][0].isupper() or scan.kinds[before] is not TokenKind.WORD:
        return None
    if (
        before > scan.sentence_at(index)[0]
        and scan.lower[before] not in _NOT_NAMES
        and not _counts(scan, index + 1)
        and not _measured(scan, index + 1)
    ):
        return before, index + 1
    return None


def _race(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "the 100m hurdles", "200-metre freestyle" as names of events."""
    at = index + 1
    if at < len(scan) and scan.words[at] in "-‐‑":
        at += 1
    if at + 1 >= len(scan) or scan.lower[at] not in {"m", "metre", "metres", "meter", "meters"} or scan.lower[at + 1] not in _RACES:
        return None
    return index, at + 1


def _instrument(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "the 10-year note", "2-year Treasuries", "30-year fixed mortgage": the instrument's name."""
    at = index + 1
    if at + 2 >= len(scan) or scan.words[at] not in "-‐‑" or scan.lower[at + 1] not in {"year", "yr", "month"}:
        return None
    for after in range(at + 2, min(at + 5, len(scan))):
        if scan.lower[after] in _INSTRUMENTS:
            return index, at + 2
        if scan.kinds[after] is not TokenKind.WORD or scan.lower[after] not in {
            "us",
            "u.s",
            "treasury",
            "government",
            "german",
            "benchmark",
            "fixed",
            "rate",
            "japanese",
            "italian",
            "uk",
            "british",
        }:
            break
    return None


def _word_before(scan: Scan, index: int) -> str:
    """The word before token `index`, a full stop or comma between left out."""
    at = index - 1
    if at > 0 and scan.words[at] in {".", ","}:
        at -= 1
    return scan.lower[at] if at >= 0 and scan.kinds[at] is TokenKind.WORD else ""


def _counts(scan: Scan, at: int) -> bool:
    """Whether a noun in the plural stands at token `at` or after one adjective: something is counted."""
    for index in range(at, min(at + 2, len(scan))):
        if scan.kinds[index] is not TokenKind.WORD or scan.glued(index):
            return False
        word = scan.lower[index]
        if word in _PEOPLE:
            return True
        if word in _TABLE["no_plural"]:
            return False
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return True
    return False


def _measured(scan: Scan, at: int) -> bool:
    """Whether a unit of measurement stands at token `at`."""
    return unit_after(scan, at, True) is not None
