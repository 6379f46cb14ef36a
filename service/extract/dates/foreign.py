"""Dates with a month's name in another language: "17 de noviembre de 2024". dateparser knows the names; the span is found here.

dateparser is asked what month a word is, never about running text: one word of bounded length between a day and a year, each
word once (answers are kept), a few words a text, with fixed settings and no clock.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from typing import Any

from service.model import Scan, TokenKind

from .forms import Calendar, Reading
from .vocabulary import MONTHS, integer, word
from .years import is_year

LANGUAGES = ("fr", "de", "es", "it", "pt", "nl", "pl", "uk", "ru", "sv")
MOST_WORDS = 8
_LINKS = frozenset({"de", "di", "d", "del", "do", "of", "."})
_ORDINALS = frozenset({"er", "ro", "o", "º"})


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # noqa: PLC0415  half a second few texts need

    return DateDataParser(
        languages=list(LANGUAGES),
        settings={
            "RELATIVE_BASE": dt.datetime(2000, 1, 1),
            "TIMEZONE": "UTC",
            "PARSERS": ["absolute-time"],
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )


@lru_cache(maxsize=4096)
def month_named(name: str) -> int | None:
    """The number of the month that `name` is in one of the languages, or None."""
    found = _parser().get_date_data(f"17 {name} 2000").date_obj
    return found.month if found is not None and (found.day, found.year) == (17, 2000) else None


def warm() -> None:
    """Loads the languages, so that no request waits for them."""
    for name in ("août", "märz", "enero", "gennaio", "março", "maart", "stycznia", "січня", "января", "maj"):
        month_named(name)


def foreign_word(scan: Scan, index: int) -> int | None:
    """The token between the day at `index` and a year that could be a month's name, or None."""
    if integer(scan, index, 2) is None:
        return None
    at = _skip(scan, index + 1, _LINKS | _ORDINALS)
    if at >= len(scan) or scan.kinds[at] is not TokenKind.WORD or not 3 <= len(scan.lower[at]) <= 12 or scan.lower[at] in MONTHS:
        return None
    return at if is_year(scan, _skip(scan, at + 1, _LINKS)) else None


def foreign_date(scan: Scan, index: int, name: int) -> Reading | None:
    """The date whose day stands at `index` and whose month may be the token `name`."""
    day, month = integer(scan, index, 2), month_named(scan.lower[name])
    if month is None or day is None or not 1 <= day <= 31:
        return None
    year = _skip(scan, name + 1, _LINKS)
    return Reading(first=index, last=year + 1, form=Calendar(year=int(scan.lower[year]), month=month, day=day), rule="foreign")


def _skip(scan: Scan, index: int, links: frozenset[str]) -> int:
    """The first token from `index` that is no link, at most two further on."""
    for _ in range(2):
        if word(scan, index) in links:
            index += 1
    return index
