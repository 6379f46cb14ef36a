"""Tells numbers that are part of a name or a label from figures."""

from __future__ import annotations

import re
from typing import Any

from service.extract.hyphens import DASHES, HYPHENS, joins
from service.lexicon import load
from service.model import Scan, TokenKind

from .marks import glued_name, is_money, telephone
from .measures import is_title
from .moments import MONTHS, clock, date
from .nouns import counts_after, measured_after
from .results import is_result

_TABLE: dict[str, Any] = load("names")
_LABELS = frozenset(_TABLE["labels"])
_ABBREVIATED = frozenset(_TABLE["abbreviated_labels"])
_ONLY_CAPITAL = frozenset(_TABLE["capital_labels"])
_WEAK = frozenset(_TABLE["weak_labels"])
_INSTRUMENTS = frozenset(_TABLE["year_instruments"])
_ISSUERS = frozenset(_TABLE["issuers"])
_RACES = frozenset(_TABLE["races"])
_AFTER_NAMES = frozenset(_TABLE["after_names"])
_TITLE_WORDS = frozenset({"minutes", "hours", "days"})
_AIRLINERS = frozenset(_TABLE["airliners"])
_FILINGS = frozenset(_TABLE["filings"])
_NAME_VERBS = frozenset(_TABLE["name_verbs"])
_STREETS = frozenset(_TABLE["streets"])
_NOT_NAMES = frozenset(_TABLE["not_names"])
_NO_NAME = frozenset(word for words in load("function_words").values() if isinstance(words, list) for word in words) | _NOT_NAMES
_WORDS = re.compile(r"['’]s\b|[^\W\d_]+|[0-9]+|\S")
_PAIRS: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _TABLE["pairs"]:
    _words = tuple(_WORDS.findall(_phrase))
    _PAIRS.setdefault(next(word for word in reversed(_words)), []).append(_words)


def name_at(scan: Scan, index: int) -> tuple[int, int] | None:
    """The token range of the name, date, time or label whose number is token `index`, or None where it is a figure."""
    pair = _pair(scan, index)
    if pair:
        return pair
    if scan.kinds[index] is TokenKind.NUMBER:
        return (
            telephone(scan, index)
            or glued_name(scan, index)
            or clock(scan, index)
            or date(scan, index)
            or _airliner(scan, index)
            or _filing(scan, index)
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


def _labelled(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "Route 66", "No. 2", "iPhone 12", "Apple Watch 5": a label, or a capital in mid-sentence, before a plain number."""
    text = scan.lower[index]
    before = index - 1
    if before >= 0 and scan.words[before] == "." and before and scan.lower[before - 1] in _ABBREVIATED and scan.glued(before):
        before -= 1
    if before < 0 or scan.kinds[before] is not TokenKind.WORD or "," in text:
        return None
    after = index + 1
    word = scan.lower[before]
    if joins(scan, after, DASHES) and word not in _LABELS and is_result(scan, index, after + 2):
        return None  # "beat Italy 20–9"
    if after < len(scan) and scan.glued(after) and len(scan.words[after]) == 1 and scan.words[after].isupper() and word in _LABELS:
        return before, after + 1  # "seat 12B"
    if after < len(scan) and (scan.words[after] in "%°" or (scan.glued(after) and scan.words[after] not in ".,;:)!?'\"’”-–")):
        return None
    if word in _LABELS:
        # "game 300 people", "part 5 percent": weak labels give way to what is counted
        if word in _WEAK and not scan.words[before][0].isupper() and counts_after(scan, after):
            return None
        if measured_after(scan, after):
            return None
        if word in _WEAK and scan.words[before].islower() and word in _ONLY_CAPITAL:
            return None
        return before, _past_suffix(scan, after)
    if len(text) > 4 or "." in text or is_money(scan, before):
        return None
    first = scan.sentence_at(index)[0]
    capital = scan.words[before][0].isupper() and word not in _NOT_NAMES and word not in MONTHS
    opens = before == first and not scan.words[before].isupper() and not _is_subject(scan, before, after)
    if not capital or opens or counts_after(scan, after) or measured_after(scan, after):
        return None
    if after < len(scan) and scan.lower[after] in {"percent", "per", "million", "billion", "thousand", "hundred", "of", "out"}:
        return None
    return before, _past_suffix(scan, after)


def _is_subject(scan: Scan, noun: int, after: int) -> bool:
    """Whether a noun that opens the sentence and the number behind it are a name, as a verb right behind both tells: "Studio 54 closed"."""
    word = scan.lower[noun]
    if after >= len(scan) or word in _NO_NAME or word.endswith(("s", "ly", "ing", "ed")) or scan.kinds[after] is not TokenKind.WORD:
        return False
    verb = scan.words[after]
    return verb in _NAME_VERBS or (verb.islower() and verb.endswith("ed") and len(verb) > 4)


def _filing(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "Form 10-K", "its 8-K"."""
    last = index + 3
    if not joins(scan, index + 1) or not scan.words[index + 2].isupper() or "".join(scan.lower[index:last]) not in _FILINGS:
        return None
    return (index - 1, last) if index and scan.lower[index - 1] == "form" else (index, last)


def _airliner(scan: Scan, index: int) -> tuple[int, int] | None:
    """Boeing's airliners go by number: "its 737-800 fleet", "the 787 Dreamliner"; not "747 passengers"."""
    after = index + 1
    if scan.lower[index] not in _AIRLINERS or after >= len(scan):
        return None
    if joins(scan, after, DASHES) and scan.kinds[after + 1] is TokenKind.NUMBER:
        return index, after + 2
    return (index, after) if scan.words[after][0].isupper() and not counts_after(scan, after) else None


def _past_suffix(scan: Scan, after: int) -> int:
    """Past a further number that belongs to a label: "ISO 3888-2", "Boeing 737-800", "Photo 3 of 12", "Image 1 of / 25"."""
    if after + 1 < len(scan) and scan.lower[after] == "of":
        total = after + 2 if scan.words[after + 1] == "/" else after + 1
        if total < len(scan) and scan.kinds[total] is TokenKind.NUMBER and not counts_after(scan, total + 1):
            return total + 1
    if joins(scan, after, DASHES) and scan.kinds[after + 1] is TokenKind.NUMBER:
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
        and not counts_after(scan, index + 1)
        and not measured_after(scan, index + 1)
    ):
        return before, index + 1
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


def _race(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "the 100m hurdles", "200-metre freestyle" as names of events."""
    at = index + 1
    if at < len(scan) and scan.words[at] in HYPHENS:
        at += 1
    if at + 1 >= len(scan) or scan.lower[at] not in {"m", "metre", "metres", "meter", "meters"} or scan.lower[at + 1] not in _RACES:
        return None
    return index, at + 1


def _instrument(scan: Scan, index: int) -> tuple[int, int] | None:
    """Reads "the 10-year note", "2-year Treasuries", "30-year fixed mortgage": the instrument's name."""
    at = index + 1
    if at + 2 >= len(scan) or scan.words[at] not in HYPHENS or scan.lower[at + 1] not in {"year", "yr", "month"}:
        return None
    for after in range(at + 2, min(at + 5, len(scan))):
        if scan.lower[after] in _INSTRUMENTS:
            return index, at + 2
        if scan.kinds[after] is not TokenKind.WORD or (scan.lower[after] not in _ISSUERS and scan.lower[after] not in load("demonyms")):
            break
    return None
