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
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _MOST = 2, 6
_AFTER = 30


def find(view: View) -> list[Finding]:
    """A finding for each total with a full list of parts, and for each part that is more than the whole it is said to be in."""
    found = []
    for sentence in view.sentences:
        if len(sentence) < _FEWEST:
            continue
        for total, parts in _lists(sentence):
            found.append(_sum(total, parts, view))
        for total, part in itertools.pairwise(sentence):
            if _includes(total, part):
                found.append(_inside(total, part, view))
    return [finding for finding in found if finding is not None]


def _lists(sentence: Sequence[Claim]) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """Totals with the full lists of their parts: before them, or after them with "in all"."""
    taken: set[str] = set()
    for place, total in enumerate(sentence):
        if total.id in taken or (not sums.is_count(total) and not _is_money(total)):
            continue
        parts = _parts(total, sentence[place + 1 : place + 1 + _MOST + 1])
        if parts:
            taken.update(part.id for part in parts)
            yield total, parts
        elif place >= _FEWEST and _summed_up(total, sentence[place - 1]):
            behind = _tail_list(sentence[:place])
            if behind and all(_may_be_part(part, total, same=False) for part in behind):
                yield total, behind


def _parts(total: Claim, following: Sequence[Claim]) -> tuple[Claim, ...]:
    """The parts listed after a total, if the list is complete as far as its form tells; else none."""
    parts: list[Claim] = []
    previous, strong = total, False
    for claim in following[:_MOST]:
        gap = sums.between(previous, claim)
        if not parts:
            strong = _STRONG.match(gap) is not None
            if not strong and not _WEAK.match(gap):
                return ()
        last = bool(parts) and _LAST.match(gap) is not None
        if (parts and not last and not _NEXT.match(gap)) or _partial(gap) or not _may_be_part(claim, total, same=not strong):
            return ()
        parts.append(claim)
        previous = claim
        if last:
            behind = sums.tail(claim, _AFTER)
            more = (
                len(parts) < len(following)
                and _NEXT.match(sums.between(claim, following[len(parts)]))
                and not _partial(sums.between(claim, following[len(parts)]))
            )
            return () if _partial_end(behind) or (more and _like(following[len(parts)], total)) else tuple(parts)
    return ()


def _tail_list(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The figures joined by commas and one "and" that end with the last of `claims`."""
    last = claims[-1]
    found = [last]
    for place in range(len(claims) - 2, max(-1, len(claims) - 1 - _MOST), -1):
        gap = sums.between(claims[place], claims[place + 1])
        joins = _LAST.match(gap) if len(found) == 1 else _NEXT.match(gap)
        if not joins or _partial(gap):
            break
        found.insert(0, claims[place])
    return tuple(found) if len(found) >= _FEWEST else ()


def _summed_up(total: Claim, previous: Claim) -> bool:
    gap, behind = sums.between(previous, total).casefold(), sums.tail(total).casefold()
    phrases = load("checks")["parts"]["all"]
    lead = next((phrase for phrase in phrases if gap.rstrip().endswith(phrase)), None)
    return (lead is not None or any(behind.lstrip().startswith(phrase) for phrase in phrases)) and not _partial(
        gap.removesuffix(lead or "") if lead else gap
    )


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


def _partial(gap: str) -> bool:
    """Whether words between two figures say that the list is not the whole, or not a list."""
    text = gap.casefold()
    return not _some().isdisjoint(_WORD.findall(text)) or any(phrase in text for phrase in _phrases())


def _partial_end(behind: str) -> bool:
    head = re.split(r"[,;.—–]", behind, maxsplit=1)[0]
    return _partial(head) or re.match(r"[^.]{0,20},\s*(?:among|as well|in addition|plus|and)\b", behind) is not None


@cache
def _some() -> frozenset[str]:
    return frozenset(word for word in load("checks")["parts"]["some"] if " " not in word)


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(word for word in load("checks")["parts"]["some"] if " " in word)


def _sum(total: Claim, parts: tuple[Claim, ...], view: View) -> Finding | None:
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
        says=f"{sums.result(parts, operands, view)} add up to",
        expected=expected,
        allows=stated,
        unit=sums.unit_of(total.quantity),
        assumption="that the list of parts is complete",
        confidence=0.75,
    )


def _includes(total: Claim, part: Claim) -> bool:
    """Whether a figure is said to be inside the one before it: "12 people, including five children"."""
    plain = sums.is_count(total) and sums.is_count(part)
    return plain and _INCLUDING.match(sums.between(total, part)) is not None


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
