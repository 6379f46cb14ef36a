"""Parts against their total: "20 people, 11 in Ohio and nine in Iowa"; "including" and "among them" tell of some parts only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.judge import explain
from service.judge.interval import Interval, overlap
from service.model import Claim, Finding

from . import sums
from .view import View

# What may stand between a total and its first part, between parts, and before the last: structure, not meaning.
_OPENS = re.compile(r"[^.;:—–()]{0,60}?(?:\s[—–-]\s|[—–]|:\s|\(|,\s|\bconsisting of\s|\bmade up of\s|\bcomprising\s)\s*$")
_NEXT = re.compile(r"[^.;:()\d]{0,60}?(?:,\s*|,?\s+and\s+|;\s*|;\s*and\s+)$")
_LAST = re.compile(r"[^.;:()\d]{0,60}?,?\s+and\s+(?:another\s+|the\s+(?:other|remaining)\s+)?$")
_SOME = re.compile(
    r"\b(?:includ\w+|among|such as|at least|of (?:them|whom|which)|"
    r"mostly|mainly|least|down|up|from|compared|than|after|before|since|most|aged?|each)\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 6


def find(view: View) -> list[Finding]:
    """A conflict for each total whose full list of parts adds up to another figure."""
    found = []
    for sentence in view.sentences:
        listed: set[str] = set()
        for place, total in enumerate(sentence):
            parts = _parts(total, sentence[place + 1 :]) if total.id not in listed else ()
            listed.update(part.id for part in parts)
            if parts and (made := _check(total, parts, view)):
                found.append(made)
    return found


def _parts(total: Claim, following: Sequence[Claim]) -> tuple[Claim, ...]:
    """The parts listed after a total, if the list is complete as far as its form tells; else none."""
    if not sums.is_plain(total) or total.quantity is None or len(following) < _FEWEST or sums.is_share(total):
        return ()
    parts: list[Claim] = []
    previous = total
    for claim in following[:_MOST]:
        gap = sums.between(previous, claim)
        opens = _OPENS.match(gap) if not parts else _NEXT.match(gap)
        if opens is None or _SOME.search(gap) or not _is_part(claim, total):
            break
        last = bool(parts) and _LAST.match(gap) is not None
        parts.append(claim)
        previous = claim
        if last:
            return tuple(parts) if not _SOME.search(sums.tail(claim, 30)) else ()
    return ()


def _is_part(part: Claim, total: Claim) -> bool:
    """Whether a figure may be a part: the same unit, the same thing or nothing new counted, and less than the total."""
    one, whole = part.quantity, total.quantity
    if one is None or whole is None or not sums.is_plain(part) or one.unit != whole.unit or one.nominal is None or whole.nominal is None:
        return False
    if part.role in ("age", "ordinal", "change", "rate") or one.nominal >= whole.nominal or one.nominal <= 0:
        return False
    return part.measure.head is None or part.measure.head == total.measure.head


def _check(total: Claim, parts: tuple[Claim, ...], view: View) -> Finding | None:
    expected = Interval.point(total.quantity.nominal * 0) if total.quantity and total.quantity.nominal is not None else None
    if expected is None:
        return None
    for part in parts:
        expected += sums.allowed(part)
    stated = sums.allowed(total)
    if overlap(expected, stated) is not None:
        return None
    listed = ", ".join(f"“{part.span.text}”" for part in parts[:-1]) + f" and “{parts[-1].span.text}”"
    assert total.quantity is not None
    return sums.finding(
        "parts_total",
        (total, *parts),
        view.topic_of(total, *parts),
        says=f"{explain.name(total, view.documents)} gives “{explain.quote(total)}” as {listed}, which add up to ",
        expected=expected,
        stated=stated,
        unit=total.quantity.unit.symbol or total.quantity.unit.name,
        assumption="that the list is complete",
        reconcile="",
        confidence=0.7,
    )
