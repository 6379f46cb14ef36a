"""The picture of a topic: one row a source on a common axis, as an SVG element that stretches to any width.

Number-line signs: a filled dot is a figure or a closed end, a ring an open end, an arrow no end; what the text gives
as approximate is faded and broken. Places are per cents and letters pixels, so that a narrow screen keeps legible words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from service.model import Canonical, Claim, Consensus, Quantity, ReportDocument, Topic

from . import axis as axes
from . import words
from .text import one_line, shorten, visible

_ROW, _TOP, _FOOT = 48, 6, 44
_TRACK = 32
_SOURCE_LIMIT, _VALUE_LIMIT, _VALUES_SHOWN = 26, 24, 2
# Ends closer than this, in per cent of the width, are drawn as one dot.
_POINT = 1.0
_VAGUE = ("vague", "about")


@dataclass(frozen=True)
class Mark:
    """A claim on the axis; an end is None where open to that side, and a point has both ends the same."""

    claim: str
    low: float | None
    high: float | None
    low_closed: bool
    high_closed: bool
    soft: bool


@dataclass(frozen=True)
class Row:
    """A source, its claims, what they say in words, and their marks: not every claim has a place on the axis."""

    document: str
    source: str
    claims: tuple[str, ...]
    words: tuple[str, ...]
    marks: tuple[Mark, ...]


def topic(
    subject: Topic,
    claims: Mapping[str, Claim],
    documents: Mapping[str, ReportDocument],
    *,
    name: str,
    letters: Mapping[str, str] | None = None,
    limit: int = 40,
) -> str:
    """The picture of `subject`, or nothing where there is nothing to compare on an axis: fewer than two marks that differ.

    `name` makes the ids of the element unique on its page; `letters` names the claims that matter here (others are
    drawn pale); at most `limit` sources are shown, those with a letter first and in its order.
    """
    members = [claims[claim] for claim in subject.claims if claim in claims]
    dates = subject.kind == "date"
    unit, marks = ("", [_day_mark(claim) for claim in members]) if dates else _marks(members)
    drawn = [mark for mark in marks if mark is not None]
    ends = [end for mark in drawn for end in (mark.low, mark.high) if end is not None]
    band = _band(subject.consensus, unit, members, dates)
    scale = axes.of_days(int(end) for end in ends) if dates else axes.of_values([*ends, *(band or ())], unit)
    if scale is None or len({(mark.low, mark.high, mark.soft) for mark in drawn}) < 2:
        return ""
    rows = _rows(members, {mark.claim: mark for mark in drawn}, documents)
    letters = letters or {}
    order = {claim: place for place, claim in enumerate(letters)}
    shown = sorted(rows, key=lambda row: min((order[claim] for claim in row.claims if claim in order), default=len(order)))[:limit]
    return _draw(subject.label, shown, len(rows) - len(shown), scale, band, name, letters)


def _rows(members: Sequence[Claim], marks: Mapping[str, Mark], documents: Mapping[str, ReportDocument]) -> list[Row]:
    by_document: dict[str, list[Claim]] = {}
    for claim in members:
        by_document.setdefault(claim.document_id, []).append(claim)
    return [
        Row(
            document=document,
            source=one_line((documents[document].source if document in documents else None) or document),
            claims=tuple(claim.id for claim in found),
            words=tuple(visible(words.claim(claim)) for claim in found),
            marks=tuple(marks[claim.id] for claim in found if claim.id in marks),
        )
        for document, found in by_document.items()
    ]


def _marks(members: Sequence[Claim]) -> tuple[str, list[Mark | None]]:
    """The unit of the axis, and the claims' marks in it: the first claim's unit where they can be converted."""
    quantities = [claim.quantity for claim in members if claim.quantity is not None]
    if not quantities:
        return "", [None for _ in members]
    first = quantities[0]
    if all((quantity.unit.name, quantity.per) == (first.unit.name, first.per) for quantity in quantities):
        return words.unit(first.unit, first.per), [_mark(claim.id, claim.quantity, None, None) for claim in members]
    canonical = first.canonical.unit if first.canonical else ""
    factor = _factor(first)
    unit = words.unit(first.unit, first.per) if factor is not None else words.unit_name(canonical)
    return unit, [_mark(claim.id, claim.quantity, canonical, factor) for claim in members]


def _factor(quantity: Quantity) -> float | None:
    """How many canonical units one unit as written has; None for scales with another zero point, or where it can't be told."""
    if quantity.canonical is None or quantity.unit.dimension == "temperature":
        return None
    pairs = zip(_ends(quantity), _ends(quantity.canonical), strict=True)
    return next((canonical / written for written, canonical in pairs if written and canonical), None)


def _ends(value: Quantity | Canonical) -> tuple[float | None, ...]:
    return tuple(_float(end) for end in (value.lower, value.upper, value.nominal))


def _mark(claim: str, quantity: Quantity | None, canonical: str | None, factor: float | None) -> Mark | None:
    """The mark of a quantity as written, or where `canonical` is given in that unit divided by `factor`."""
    if quantity is None:
        return None
    low, high, nominal = _ends(quantity)
    if canonical is not None:
        if quantity.canonical is None or quantity.canonical.unit != canonical:
            return None
        low, high, nominal = (end / (factor or 1) if end is not None else None for end in _ends(quantity.canonical))
    soft = quantity.approximate or quantity.qualifier in _VAGUE
    if nominal is not None and quantity.qualifier in ("exact", "about"):
        low = high = nominal
    if low is None and high is None:
        return None
    return Mark(claim, low, high, quantity.lower_closed, quantity.upper_closed, soft)


def _day_mark(claim: Claim) -> Mark | None:
    date = claim.date
    if date is None or date.lower is None or date.upper is None:
        return None
    low, high = float(date.lower.toordinal()), float(date.upper.toordinal())
    if date.modifier in ("since", "after"):
        return Mark(claim.id, low if date.modifier == "since" else high, None, date.modifier == "since", False, False)
    if date.modifier in ("until", "by", "before"):
        return Mark(claim.id, None, low if date.modifier == "before" else high, False, date.modifier != "before", False)
    return Mark(claim.id, low, high, True, True, date.modifier is not None)


def _float(value: Decimal | None) -> float | None:
    if value is None:
        return None
    number = float(value)
    return number if abs(number) < axes.LARGEST else None


def _band(consensus: Consensus | None, unit: str, members: Sequence[Claim], dates: bool) -> tuple[float, float] | None:
    if consensus is None or consensus.support < 2:
        return None
    if dates:
        if consensus.lower_date is None or consensus.upper_date is None:
            return None
        return consensus.lower_date.toordinal(), consensus.upper_date.toordinal()
    low, high = _float(consensus.lower), _float(consensus.upper)
    first = next((claim.quantity.unit for claim in members if claim.quantity), None)
    same = first is not None and consensus.unit in (first.name, first.symbol, unit)
    return (low, high) if same and low is not None and high is not None else None


def _draw(
    title: str,
    rows: Sequence[Row],
    left_out: int,
    scale: axes.Axis,
    band: tuple[float, float] | None,
    name: str,
    letters: Mapping[str, str],
) -> str:
    foot = _TOP + _ROW * len(rows)
    height = foot + _FOOT
    label = one_line(title) or "one topic"
    root = ET.Element(
        "svg", {"class": "picture", "role": "img", "width": "100%", "height": str(height), "aria-labelledby": f"{name}-title {name}-desc"}
    )
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = f"What each source says: {shorten(label, 80)}"
    ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = _described(rows, left_out)
    if band is not None:
        _draw_band(root, scale, band, foot)
    for tick in scale.ticks:
        _line(root, "grid", tick.x, tick.x, _TOP, foot + 5)
        anchor = "start" if tick.x < 8 else "end" if tick.x > 92 else "middle"
        _text(root, "tick", f"{0 if anchor == 'start' else 100 if anchor == 'end' else tick.x}%", foot + 20, tick.text, anchor)
    _line(root, "axis", 0, 100, foot, foot)
    _text(root, "unit", "100%", foot + 38, shorten(one_line(scale.title), 40), "end")
    if left_out:
        _text(root, "unit", "0", foot + 38, f"and {left_out} more sources", "start")
    for number, row in enumerate(rows):
        _draw_row(root, row, _TOP + _ROW * number, scale, letters)
    return ET.tostring(root, encoding="unicode")


def _described(rows: Sequence[Row], left_out: int) -> str:
    said = "; ".join(f"{row.source}: {', '.join(dict.fromkeys(row.words))}" for row in rows)
    return f"{said}; and {left_out} more sources." if left_out else f"{said}."


def _draw_band(root: ET.Element, scale: axes.Axis, band: tuple[float, float], foot: int) -> None:
    left, right = scale.x(band[0]), scale.x(band[1])
    if right - left < 1:
        left, right = max(0.0, left - 0.75), min(100.0, right + 0.75)
    place = {"x": f"{left}%", "y": str(_TOP), "width": f"{round(right - left, 2)}%", "height": str(foot - _TOP)}
    ET.SubElement(root, "rect", {"class": "band", **place})
    ET.SubElement(root, "rect", {"class": "hatch", "fill": "url(#hatch)", **place})


def _draw_row(root: ET.Element, row: Row, top: int, scale: axes.Axis, letters: Mapping[str, str]) -> None:
    marked = list(dict.fromkeys(letters[claim] for claim in row.claims if claim in letters))
    group = ET.SubElement(root, "g", {"class": "row" if marked or not letters else "row pale"})
    title = shorten(row.source, _SOURCE_LIMIT)
    told = _told(row, letters)
    said = "; ".join(told[:_VALUES_SHOWN]) + ("; …" if len(told) > _VALUES_SHOWN else "")
    # Each half clips its own words, so that wide letters never run into the other half.
    left = ET.SubElement(group, "svg", {"width": "56%", "height": str(top + 22)})
    right = ET.SubElement(group, "svg", {"x": "56%", "width": "44%", "height": str(top + 22)})
    _text(left, "source", "0", top + 16, f"{', '.join(marked)} · {title}" if marked else title, "start")
    _text(right, "value", "100%", top + 16, shorten(said, _VALUE_LIMIT), "end")
    track = top + _TRACK
    _line(group, "track", 0, 100, track, track)
    # Pale marks first, so that the ones that matter lie on top.
    for mark in sorted(row.marks, key=lambda mark: mark.claim in letters):
        pale = bool(letters) and mark.claim not in letters
        _draw_mark(group, mark, track, scale, pale)


def _told(row: Row, letters: Mapping[str, str]) -> list[str]:
    """What a source says, each wording once; the claims with a letter first, and with it where there are several."""
    told = sorted(zip(row.claims, row.words, strict=True), key=lambda pair: pair[0] not in letters)
    several = len(dict.fromkeys(row.words)) > 1
    return list(dict.fromkeys(f"{letters[claim]} {said}" if several and claim in letters else said for claim, said in told))


def _draw_mark(parent: ET.Element, mark: Mark, y: int, scale: axes.Axis, pale: bool) -> None:
    kind = " ".join(filter(None, ("mark", "soft" if mark.soft else "", "pale" if pale else "")))
    group = ET.SubElement(parent, "g", {"class": kind})
    left = scale.x(mark.low) if mark.low is not None else 1.0
    right = scale.x(mark.high) if mark.high is not None else 99.0
    if mark.low is not None and mark.high is not None and right - left < _POINT:
        ET.SubElement(group, "circle", {"class": "dot", "cx": f"{round((left + right) / 2, 2)}%", "cy": str(y), "r": "6.5"})
        return
    _line(group, "bar", left, right, y, y)
    for x, end, closed, arrow in (
        (left, mark.low, mark.low_closed, "M-8,0 l10,-6 v12 z"),
        (right, mark.high, mark.high_closed, "M8,0 l-10,-6 v12 z"),
    ):
        if end is None:
            place = ET.SubElement(group, "svg", {"x": f"{x}%", "y": str(y), "overflow": "visible"})
            ET.SubElement(place, "path", {"class": "arrow", "d": arrow})
        else:
            ET.SubElement(group, "circle", {"class": "dot" if closed else "ring", "cx": f"{x}%", "cy": str(y), "r": "5"})


def _line(parent: ET.Element, kind: str, x1: float, x2: float, y1: float, y2: float) -> None:
    ET.SubElement(parent, "line", {"class": kind, "x1": f"{x1}%", "x2": f"{x2}%", "y1": str(y1), "y2": str(y2)})


def _text(parent: ET.Element, kind: str, x: str, y: float, content: str, anchor: str) -> None:
    ET.SubElement(parent, "text", {"class": kind, "x": x, "y": str(y), "text-anchor": anchor}).text = content
