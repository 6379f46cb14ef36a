"""Parts against their total: "20 people, 11 in Ohio and nine in Iowa"; "including" and "among them" tell of some parts only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from service.judge.interval import Interval
from service.lexicon import load
from service.model import Claim, Finding

from . import sums
from .view import View

# Structure, not meaning: what may stand between a total and its first part, between parts, and before the last.
_STRONG = re.compile(r"[^.;:—–()]{0,60}?(?:\s*[—–]\s*|\s-\s|:\s*|\(|\bconsisting of\s|\bmade up of\s|\bcomprising\s)$")
_WEAK = re.compile(r"[^.;:—–()]{0,60}?,\s*$")
_NEXT = re.compile(r"[^.:()\d]{0,60}?(?:,|;)\s*$")
_LAST = re.compile(r"[^.:()\d]{0,60}?[,;]?\s+and\s+(?:another\s+|the\s+(?:other|remaining|last)\s+)?$")
_INCLUDING = re.compile(r"[^.;:()\d]{0,50}?,?\s*\b(?:including|among them|among whom were)\s+(?:at least\s+|some\s+|about\s+)?$")
_OF = re.compile(r"\b[Oo]f\s+(?:(?:the|its|their|all|some|about)\s+){0,2}$")
_OF_WHICH = re.compile(r"[^.;:—–()\d]{0,60}?,?\s*\bof\s+(?:which|whom|these|them)\s+$")
_PLACED = re.compile(r"[^.;:()\d]{0,40}?\s(in|at|from|for|on|near)\s[^.;:()\d]{1,40},\s*$")
_END = re.compile(r"[,;.)—–]")
_GOES_ON = re.compile(r"[^.]{0,20},\s*(?:among|as well|in addition|plus|and)\b")
# "11 people died in Ohio": a place within a few words.
_IN_PLACE = re.compile(r"(?:\s+[^\W\d_]+){0,7}?\s+(?:in|at|near)\s+(?:the\s+)?[A-Z]")
_PLACE_REACH = 80
_OF_THEM = re.compile(r"\s*of\s+(?:them|whom|these|those)\b")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _MOST = 2, 6
_AFTER = 30


def find(view: View) -> list[Finding]:
    """A finding for each total with a full list of parts, and for each part that is more than the whole it is said to be in."""
    found: list[Finding | None] = []
    for sentence in view.sentences:
        if len(sentence) < _FEWEST:
            continue
        found.extend(_sum(total, parts, view, complete=complete) for total, parts, complete in _lists(sentence))
        for total, part in itertools.pairwise(sentence):
            if _includes(total, part):
                found.append(_inside(total, part, view))
    found.extend(_linked(view))
    return [made for made in found if made is not None]


def _linked(view: View) -> Iterator[Finding | None]:
    """Findings on parts told by place ("11 in Ohio and nine in Iowa") against a total elsewhere that alignment links with one of them.

    Only within one document or between documents of one day: a total that grows from day to day outgrows its parts.
    """
    lists: dict[str, tuple[Claim, ...]] = {}
    for sentence in view.sentences:
        for place in range(1, len(sentence)):
            near = sentence[max(0, place - _MOST) : place + 1]
            parts = _tail_list(near, "some")
            if parts and all(_by_place(part) for part in parts) and not any(_may_be_total(claim, parts) for claim in near):
                lists.update(dict.fromkeys((part.id for part in parts), parts))
    seen: set[tuple[str, ...]] = set()
    for one, two in view.links:
        for part, total in ((one, two), (two, one)):
            parts = lists.get(part.id, ())
            key = (total.id, *(claim.id for claim in parts))
            if parts and total.id not in lists and key not in seen and _same_day(part, total, view) and _may_be_total(total, parts):
                seen.add(key)
                yield _sum(total, parts, view, complete=True)


def _by_place(part: Claim) -> bool:
    return sums.is_count(part) and _IN_PLACE.match(sums.tail(part, _PLACE_REACH)) is not None


def _may_be_total(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a figure is larger than each of the parts, of their unit and kind, and not told by place itself."""
    return sums.is_count(total) and not _by_place(total) and all(_may_be_part(part, total, same=True) for part in parts)


def _same_day(one: Claim, two: Claim, view: View) -> bool:
    first, second = view.documents.get(one.document_id), view.documents.get(two.document_id)
    return first is second or (first is not None and second is not None and first.published_at == second.published_at)


def _lists(sentence: Sequence[Claim]) -> Iterator[tuple[Claim, tuple[Claim, ...], bool]]:
    """Totals with the lists of their parts, before them or behind them, and whether the list is complete as far as its form tells."""
    taken: set[str] = set()
    for place, total in enumerate(sentence):
        if total.id in taken or (not sums.is_count(total) and not _is_money(total)):
            continue
        opening = _opening(total, sentence[place + 1]) if place + 1 < len(sentence) else None
        parts = _parts(total, sentence[place + 1 : place + 2 + _MOST], opening) if opening else ()
        if parts:
            taken.update(part.id for part in parts)
            yield total, parts, opening != "of"
        elif place >= _FEWEST and _summed_up(total, sentence[place - 1]):
            behind = _tail_list(sentence[max(0, place - _MOST) : place], "unsure")
            if behind and all(_may_be_part(part, total, same=False) for part in behind):
                yield total, behind, True


def _opening(total: Claim, first: Claim) -> str | None:
    """How a list of parts begins: `sign` (colon, dash or parenthesis), `of` ("of whom", "Of the 90 seats, 50"), `comma`, or not."""
    gap = sums.between(total, first)
    if _OF_WHICH.match(gap) or (_WEAK.match(gap) and _OF.search(sums.before(total))):
        return "of"
    if _STRONG.match(gap):
        return "sign"
    placed = _PLACED.match(gap)
    if not _WEAK.match(gap) or (placed and sums.tail(first).lstrip().startswith(placed.group(1) + " ")):
        return None  # "18 in Ohio, 10 in Iowa and five in Utah": the first is no total but one of them
    return "comma"


def _parts(total: Claim, following: Sequence[Claim], opening: str) -> tuple[Claim, ...]:
    """The parts listed behind a total; none where the words between them say that this is no list of all its parts."""
    parts: list[Claim] = []
    previous, words = total, "unsure" if opening == "of" else "some"
    for place, claim in enumerate(following[:_MOST]):
        gap = sums.between(previous, claim)
        last = bool(parts) and _LAST.match(gap) is not None
        if parts and not last and not _NEXT.match(gap):
            return ()
        if _holds(gap, words) or not _may_be_part(claim, total, same=opening == "comma"):
            return ()
        parts.append(claim)
        previous = claim
        if last:
            after = following[place + 1] if place + 1 < len(following) else None
            goes_on = after is not None and _like(after, total) and _NEXT.match(sums.between(claim, after)) is not None
            return () if goes_on or _qualified(sums.tail(claim, _AFTER), words) else tuple(parts)
    return ()


def _tail_list(claims: Sequence[Claim], words: str) -> tuple[Claim, ...]:
    """The figures joined by commas and one "and" that end with the last of `claims`."""
    last = claims[-1]
    found = [last]
    for place in range(len(claims) - 2, max(-1, len(claims) - 1 - _MOST), -1):
        gap = sums.between(claims[place], claims[place + 1])
        joins = _LAST.match(gap) if len(found) == 1 else _NEXT.match(gap)
        if not joins or _holds(gap, words):
            break
        found.insert(0, claims[place])
    return tuple(found) if len(found) >= _FEWEST else ()


def _summed_up(total: Claim, previous: Claim) -> bool:
    """Whether a figure sums up those before it: "24 in all", "for a total of 24"."""
    gap, behind = sums.between(previous, total).casefold(), sums.tail(total).casefold().lstrip()
    phrases = load("checks")["parts"]["all"]
    lead = next((phrase for phrase in phrases if gap.rstrip().endswith(phrase)), None)
    if lead is None and not any(behind.startswith(phrase) for phrase in phrases):
        return False
    return not _holds(gap.rstrip().removesuffix(lead or ""), "some")


def _is_money(claim: Claim) -> bool:
    return sums.is_plain(claim) and claim.quantity is not None and claim.quantity.unit.dimension == "currency"


def _like(part: Claim, total: Claim) -> bool:
    return sums.is_plain(part) and part.quantity is not None and total.quantity is not None and part.quantity.unit == total.quantity.unit


def _may_be_part(part: Claim, total: Claim, *, same: bool) -> bool:
    """Whether a figure may be a part: the same unit, less than the total, and (`same`) nothing new counted."""
    if not _like(part, total) or part.role in ("change", "rate", "share"):
        return False
    one, whole = part.quantity, total.quantity
    if one is None or whole is None or one.nominal is None or whole.nominal is None or one.nominal >= whole.nominal:
        return False
    return not same or part.measure.head in (None, total.measure.head) or sums.is_bare(part)


def _holds(text: str, words: str) -> bool:
    """Whether a text has one of the lexicon's words that say that a list is not the whole, or not a list."""
    single, phrases = _words(words)
    low = text.casefold()
    return not single.isdisjoint(_WORD.findall(low)) or any(phrase in low for phrase in phrases)


def _qualified(behind: str, words: str) -> bool:
    """Whether what follows the last part takes the list back or goes on with it."""
    return _holds(_END.split(behind, maxsplit=1)[0], words) or _GOES_ON.match(behind) is not None


@cache
def _words(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """A word list of the lexicon: single words, and phrases."""
    words = load("checks")["parts"][name]
    return frozenset(word for word in words if " " not in word), tuple(word for word in words if " " in word)


def _sum(total: Claim, parts: tuple[Claim, ...], view: View, *, complete: bool) -> Finding | None:
    expected = Interval.point(Decimal(0))
    for part in parts:
        held = sums.allowed(part)
        if held is None:
            return None
        expected += held
    stated = sums.allowed(total)
    if stated is None or total.quantity is None:
        return None
    operands = (total, *parts)
    return sums.finding(
        "parts_total",
        view,
        operands,
        total,
        says=f"{sums.result(parts, operands, view)} {'add up' if complete else 'alone add up'} to",
        expected=expected if complete else Interval(expected.lower, None),
        allows=stated,
        unit=sums.unit_of(total.quantity),
        assumption="that the list of parts is complete" if complete else "that none is counted twice",
        confidence=0.75,
    )


def _includes(total: Claim, part: Claim) -> bool:
    """Whether a figure is said to be inside the one before it: "12 people, including five children"."""
    plain = sums.is_count(total) and sums.is_count(part)
    gap = sums.between(total, part)
    return plain and (_INCLUDING.match(gap) is not None or (_WEAK.match(gap) is not None and _OF_THEM.match(sums.tail(part)) is not None))


def _inside(total: Claim, part: Claim, view: View) -> Finding | None:
    held, stated = sums.allowed(part), sums.allowed(total)
    if held is None or stated is None:
        return None
    operands = (total, part)
    return sums.finding(
        "parts_total",
        view,
        operands,
        total,
        says=f"with {sums.quoted(part, operands, view, whole=True)} among them, the whole is",
        expected=Interval(held.lower, None),
        allows=stated,
        unit="count",
        assumption="that those included are of the same kind",
        confidence=0.75,
    )
