"""Figures of one sentence that stand in one equation, by their place in it; what one text leaves out, another may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from service.judge.values import compare
from service.model import Claim, Finding

from .view import View

# The place of a figure in an equation (part, whole, share) → the figure.
Frame = Mapping[str, Claim]


def findings(
    view: View, frames_of: Callable[[tuple[Claim, ...]], Iterable[Frame]], check: Callable[[Frame, View], Finding | None]
) -> list[Finding]:
    """What `check` says of each frame, and of frames of two documents that share a linked figure and lack each other's.

    A joined frame takes from the second document only what the first leaves out, and only where the figure that they
    share is the same in both: what differs is reported as a disagreement of its own.
    """
    found: list[Finding] = []
    open_frames: dict[str, list[tuple[str, Frame]]] = {}
    for sentence in view.sentences:
        for frame in frames_of(sentence):
            made = check(frame, view)
            if made is not None:
                found.append(made)
                continue
            for place, claim in frame.items():
                open_frames.setdefault(claim.id, []).append((place, frame))
    seen: set[tuple[str, ...]] = set()
    for one, two in view.links:
        if one.document_id == two.document_id or one.id not in open_frames or two.id not in open_frames or not _same(one, two):
            continue
        for place, frame in open_frames[one.id]:
            for other_place, other in open_frames[two.id]:
                joined = _joined(frame, other) if place == other_place else None
                made = check(joined, view) if joined else None
                if made is not None and made.claims not in seen:
                    seen.add(made.claims)
                    found.append(made)
    return found


def _same(one: Claim, two: Claim) -> bool:
    compared = compare(one.quantity, two.quantity) if one.quantity and two.quantity else None
    return compared is not None and compared.relation == "agree"


def _joined(frame: Frame, other: Frame) -> Frame | None:
    return {**other, **frame} if other.keys() - frame.keys() else None
