"""Puts quantities and dates of one text together: a figure inside a date is no quantity, a duration is both."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from service.model import Mention, Scan


def merge(scan: Scan, figures: Sequence[Mention], moments: Sequence[Mention]) -> tuple[Mention, ...]:
    """One list in the order of the text, without overlaps.

    A duration takes over the quantity that stands in it ("over 70 years": more than 70 years). Any other overlap
    is decided for the date: "2024", "Nov. 5–13", "two weeks ago" are no quantities.
    """
    merged: list[Mention] = []
    at = 0
    for moment in moments:
        inside: list[Mention] = []
        while at < len(figures) and figures[at].first < moment.last:
            if figures[at].last <= moment.first:
                merged.append(figures[at])
            else:
                inside.append(figures[at])
            at += 1
        merged.append(_joined(scan, moment, inside))
    merged.extend(figures[at:])
    return tuple(merged)


def _joined(scan: Scan, moment: Mention, inside: Sequence[Mention]) -> Mention:
    timed = [figure for figure in inside if figure.quantity is not None and figure.quantity.unit.dimension == "time"]
    if moment.kind != "duration" or len(timed) != 1:
        return moment if moment.kind == "date" or moment.quantity else replace(moment, kind="date")
    figure = timed[0]
    before, after = min(moment.before, figure.before), max(moment.after, figure.after)
    return replace(moment, quantity=figure.quantity, before=before, after=after, expression=scan.span(before, after))
