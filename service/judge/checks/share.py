"""A share against the counts it stands beside: "548 of 8,030 inmates, or seven percent"; "nearly half, 330 of the 600"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.model import Claim, Finding

from . import frames, sums
from .view import View

_OF = re.compile(
    r"\s*(?:[^\W\d_]+\s+){0,2}?(?:out\s+)?of\s+"
    r"(?:(?:the|its|their|his|her|all|a\s+total\s+of|some|about|[^\W\d_]+['’]s|more than|nearly)\s+){0,3}$",
    re.IGNORECASE,
)
# A share restates the counts beside it only in parentheses, after "or", or between dashes and commas, with nothing else said between.
_QUALIFIERS = r"(?:about|nearly|almost|roughly|some|around|just over|just under|more than|less than|well over|over)"
_BESIDE = re.compile(rf"(?:\s+[^\W\d_]+){{0,4}}(?:,\s*(?:or|that is|i\.e\.)?|\s*\(|\s*[—–-])\s*(?:or\s+)?{_QUALIFIERS}?\s*$", re.IGNORECASE)
# "Of the 600 workers, 330, or 55 percent"; "55 percent of the 600 workers, or 330".
_OPENS = re.compile(r"\b(?:of|among)\s+(?:(?:the|its|their|all|some|about|more than|nearly)\s+){0,2}$", re.IGNORECASE)
_COMMA = re.compile(r"(?:\s+[^\W\d_]+){1,4},\s*(?:only\s+|just\s+|some\s+|about\s+)?$")
_RESTATED = re.compile(r"\s*(?:[^\W\d_]+\s*){0,4}(?:,\s*or|\(|[—–])\s*(?:about\s+|some\s+)?$")
_WHOLE_OF = re.compile(r"\s*of\s+(?:the|its|their|all|a total of|some|about)\s+(?:(?:[^\W\d_]+\s+){1,3}of\s+)?(?:about\s+|some\s+)?$")
_HUNDRED = Decimal(100)


def find(view: View) -> list[Finding]:
    """A finding for each share beside its two counts, or beside one of them where another document has the other."""
    return frames.findings(view, _frames, _check)


def _frames(sentence: Sequence[Claim]) -> Iterator[frames.Frame]:
    """The part, its whole and the share that restates them."""
    taken: set[str] = set()
    for place, claim in enumerate(sentence):
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        if following is None or claim.id in taken:
            continue
        frame: dict[str, Claim] = {}
        if _is_part(claim, following):
            frame = {"part": claim, "whole": following}
            frame |= _share_beside(sentence, place)
        elif _is_whole(claim, following):
            frame = {"part": following, "whole": claim}
            third = sentence[place + 2] if place + 2 < len(sentence) else None
            if third is not None and _is_share(third) and _RESTATED.match(sums.between(following, third)):
                frame["share"] = third
        elif _is_share(claim) and place + 2 < len(sentence) and _OF.match(sums.between(claim, following)):
            third = sentence[place + 2]
            if sums.alike(following, third) and _RESTATED.match(sums.between(following, third)):
                frame = {"share": claim, "whole": following, "part": third}
        elif whole := _restated_whole(sentence, place):
            frame = {"part": claim, "share": following, "whole": whole}
        elif sums.is_count(claim) and _is_share(following) and _RESTATED.match(sums.between(claim, following)):
            frame = {"part": claim, "share": following}
        if frame:
            taken.update(found.id for found in frame.values())
            yield frame


def _restated_whole(sentence: Sequence[Claim], place: int) -> Claim | None:
    """The whole in "1,100 jobs, or 5 percent of its 22,000 staff" and "…, about 5 percent of its staff of 22,000"."""
    if place + 2 >= len(sentence):
        return None
    part, share, whole = sentence[place : place + 3]
    if not (_is_share(share) and sums.alike(part, whole) and _smaller(part, whole) and _BESIDE.match(sums.between(part, share))):
        return None
    return whole if _WHOLE_OF.match(sums.between(share, whole)) else None


def _share_beside(sentence: Sequence[Claim], place: int) -> dict[str, Claim]:
    """The share right behind or right before "548 of 8,030", which begins at `place`."""
    if (
        place + 2 < len(sentence)
        and _is_share(sentence[place + 2])
        and _BESIDE.match(sums.between(sentence[place + 1], sentence[place + 2]))
    ):
        behind = sums.tail(sentence[place + 2])
        return (
            {}
            if re.match(r"\s*(?:of(?!\s+(?:the\s+total|all|them|those)\b)|more|less|fewer|higher|lower|up|down)\b", behind)
            else {"share": sentence[place + 2]}
        )
    if place and _is_share(sentence[place - 1]) and _BESIDE.match(sums.between(sentence[place - 1], sentence[place])):
        return {"share": sentence[place - 1]}
    return {}


def _is_share(claim: Claim) -> bool:
    quantity = claim.quantity
    stated = sums.is_share(claim) or sums.is_fraction(claim)
    return stated and quantity is not None and claim.role != "change" and quantity.direction is None


def _is_part(part: Claim, whole: Claim) -> bool:
    """Whether two figures of one unit stand as "548 of the 8,030"."""
    return sums.alike(part, whole) and _smaller(part, whole) and _OF.match(sums.between(part, whole)) is not None


def _is_whole(whole: Claim, part: Claim) -> bool:
    """Whether two figures of one unit stand as "of the 600 workers, 330"."""
    opens = sums.alike(part, whole) and _smaller(part, whole) and _OPENS.search(sums.before(whole)) is not None
    new = part.measure.head not in (None, whole.measure.head) and not sums.is_bare(part)
    return opens and not new and _COMMA.match(sums.between(whole, part)) is not None


def _smaller(part: Claim, whole: Claim) -> bool:
    one, two = part.quantity, whole.quantity
    return one is not None and two is not None and one.nominal is not None and two.nominal is not None and one.nominal <= two.nominal


def _check(frame: frames.Frame, view: View) -> Finding | None:
    part, whole, share = (frame.get(name) for name in ("part", "whole", "share"))
    if part is None or whole is None or share is None:
        return None
    quotient, stated = sums.divided(sums.allowed(part), sums.allowed(whole)), sums.percent(share)
    if quotient is None or stated is None:
        return None
    operands = (part, whole, share)
    return sums.finding(
        "share",
        view,
        operands,
        share,
        says=f"{sums.quoted(part, operands, view)} of {sums.quoted(whole, operands, view, whole=True)} is",
        expected=quotient.scaled(_HUNDRED),
        allows=stated,
        unit="percentage",
        assumption="that the share is that of these two counts",
        confidence=0.85,
    )
