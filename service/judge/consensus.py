"""What most independent sources of a topic support, and who stands outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from heapq import heappop, heappush

from msgspec.structs import replace

from service.model import Claim, Consensus, Stance, Topic

from .interval import Interval, gap, overlap
from .moments import day, days_of
from .values import reading

_LOW, _HIGH = Decimal("-Infinity"), Decimal("Infinity")


def with_consensus(topic: Topic, claims: Mapping[str, Claim], source: Mapping[str, str]) -> Topic:
    """The topic with its consensus, where its claims can be put on one scale; otherwise as it was.

    Where no two sources agree there is no interval and nobody stands outside: then `support` is 1 and the rest is empty.
    """
    members = [claims[claim] for claim in topic.claims]
    dated = members[0].kind == "date" or members[0].quantity is None
    scale = next((claim.quantity for claim in members if claim.quantity is not None), None)
    intervals: dict[str, Interval] = {}
    for claim in members:
        found = days_of(claim.date) if dated and claim.date else reading(claim.quantity, scale) if claim.quantity and scale else None
        if found is not None:
            intervals[claim.id] = found
    if not intervals:
        return topic
    by_source: dict[str, list[Claim]] = {}
    for claim in members:
        by_source.setdefault(source.get(claim.document_id, claim.document_id), []).append(claim)
    agreed, support = _most_supported([[intervals[claim.id] for claim in said if claim.id in intervals] for said in by_source.values()])
    stances: tuple[Stance, ...] = ()
    if support == 1 < len(by_source):
        agreed = Interval(None, None)
    else:
        stances = tuple(_stance(said, intervals, agreed) for _, said in sorted(by_source.items()))
    unit = "day" if dated or scale is None else (scale.unit.symbol or scale.unit.name)
    consensus = Consensus(
        lower=None if dated else agreed.lower,
        upper=None if dated else agreed.upper,
        lower_date=day(agreed.lower) if dated else None,
        upper_date=day(agreed.upper) if dated else None,
        unit=unit,
        support=support,
        sources=len(by_source),
        stances=stances,
    )
    return replace(topic, consensus=consensus)


def _most_supported(sources: list[list[Interval]]) -> tuple[Interval, int]:
    """The interval inside most sources' intervals (the lowest of several), and their number; a sweep over the ends."""
    starts = sorted(
        (
            _LOW if held.lower is None else held.lower,
            not held.lower_closed,
            number,
            _HIGH if held.upper is None else held.upper,
            held.upper_closed,
        )
        for number, intervals in enumerate(sources)
        for held in dict.fromkeys(intervals)
    )
    ends: list[tuple[Decimal, bool, int]] = []
    open_now: Counter[int] = Counter()
    best, most = Interval(None, None), 0
    for lower, lower_open, number, upper, upper_closed in starts:
        while ends and (ends[0][0] < lower or (ends[0][0] == lower and (lower_open or not ends[0][1]))):
            gone = heappop(ends)[2]
            open_now[gone] -= 1
            if not open_now[gone]:
                del open_now[gone]
        heappush(ends, (upper, upper_closed, number))
        open_now[number] += 1
        if len(open_now) > most:
            most = len(open_now)
            first = ends[0]
            best = Interval(None if lower == _LOW else lower, None if first[0] == _HIGH else first[0], not lower_open, first[1])
    return best, most


def _stance(said: list[Claim], intervals: Mapping[str, Interval], agreed: Interval) -> Stance:
    own = [intervals[claim.id] for claim in said if claim.id in intervals]
    documents = tuple(sorted({claim.document_id for claim in said}))
    ids = tuple(claim.id for claim in said)
    if not own:
        return Stance(documents=documents, claims=ids, position="silent")
    if any(overlap(interval, agreed) is not None for interval in own):
        return Stance(documents=documents, claims=ids, position="inside")
    return Stance(documents=documents, claims=ids, position="outside", distance=min(gap(interval, agreed) for interval in own))
