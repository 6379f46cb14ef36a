"""Joins two amounts: ranges ("10 to 12 thousand", "$5-$10"), and lists that share a unit ("7- or 8-inch")."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from service.model import Scan, TokenKind, Unit

from .amounts import Amount, amount_at, scaled_like
from .directions import is_change
from .results import is_result

_DASHES = frozenset("-‐‑–—~∼")
_LIST_TIES = frozenset({"to", "and", "or", ",", "and/or"})
_MAX_LIST = 6
_VOTES = frozenset({"vote", "votes", "voted", "voting", "ballot", "verdict"})


class Joined(Struct, frozen=True):
    """Amounts that were read together, each with the upper end of its range, if any, and its unit; `last` ends them all.

    No amounts means that the numbers are a score or record ("9-2"); `score` that they are the two sides of a vote or result.
    """

    amounts: tuple[tuple[Amount, Amount | None, Unit | None], ...]
    last: int
    score: bool = False


def joined(scan: Scan, low: Amount) -> Joined:
    """`low` with the amounts that it makes a range or shares a unit with."""
    single = Joined(((low, None, low.unit),), low.last)
    if low.number.vague_upper is not None:
        return single
    if low.hanging:
        return _listed(scan, low)
    at, tie = _tie(scan, low)
    if not tie:
        return single
    high = _amount(scan, at)
    if high is None or high.number.vague_upper is not None:
        return single
    # "rose 3.9% to 1.63 billion": a percentage takes no magnitude from the level behind it
    grown = low if low.unit is not None and low.unit.dimension == "percentage" else scaled_like(low, high)
    same = low.unit is None or high.unit is None or low.unit == high.unit
    unit = low.unit or high.unit
    if tie == "of":
        # "90 million of the 2.4 billion pesos": the part takes the unit of its whole
        return Joined(((low, None, high.unit),), low.last) if low.unit is None and low.number.scaled else single
    if (
        tie == "or"
        and low.unit is None
        and low.number.written == high.number.written
        and 0 < high.value - low.value <= max(Decimal(1), low.value // 4)
    ):
        return Joined(((grown, high, unit),), high.last)  # "three or four calls", "10 or 12 days"
    if tie == "or" or (tie == "and" and not _is_between(scan, low.first)):
        return single
    if not same:
        return single
    if _is_poll(scan, low, high, tie):
        return Joined(((low, None, unit), (high, None, unit)), high.last, score=True)
    if tie == "-":
        if _is_vote(scan, low, high):
            return Joined(((low, None, None), (high, None, None)), high.last, score=True)
        if low.unit is None and high.unit is None and not high.signed and scan.words[low.last] not in "~∼" and _is_score(scan, low, high):
            return _result(scan, low, high)
        if grown.value > high.value and low.unit is None and high.unit is None:
            return single
        return Joined(((grown, high, unit),), high.last)
    if tie == "to":
        if _is_vote(scan, low, high):
            return Joined(((low, None, None), (high, None, None)), high.last, score=True)
        if is_change(scan, low.first, explicit=low.unit is not None):
            shared = high.unit or (unit if _is_from(scan, low.first) else None)
            return Joined(((grown, None, unit), (high, None, shared)), high.last)
        if grown.value > high.value and not _is_from(scan, low.first) and (low.unit is None or low.unit != high.unit):
            score = low.unit is None and high.unit is None and high.value >= 0
            return _result(scan, low, high) if score else single  # "won 3 to 1", "a 3 to 1 margin"
        if low.unit is not None and high.unit is None and not high.number.scaled and low.unit.dimension != "currency":
            return single
    return Joined(((grown, high, unit),), high.last)


def _result(scan: Scan, low: Amount, high: Amount) -> Joined:
    """Both sides of a result; nothing where two such numbers are none."""
    return Joined(((low, None, None), (high, None, None)) if is_result(scan, low.first, high.last) else (), high.last, score=True)


def _listed(scan: Scan, low: Amount) -> Joined:
    """Amounts whose hyphens wait for one unit: "7- or 8-inch", "two-, three- and four-storey", "10- to 15-year"."""
    members, tie = [low], ""
    while members[-1].hanging and len(members) < _MAX_LIST:
        at = members[-1].last + 1
        while at < len(scan) and scan.lower[at] in _LIST_TIES:
            tie = scan.lower[at]
            at += 1
        following = (
            amount_at(scan, at) if at < len(scan) and (scan.kinds[at] is TokenKind.NUMBER or scan.kinds[at] is TokenKind.WORD) else None
        )
        if following is None or following.first != at:
            return Joined(((low, None, low.unit),), low.last)
        members.append(following)
    unit, last = members[-1].unit, members[-1].last
    if tie == "to" and len(members) == 2 and members[0].value < members[1].value:
        return Joined(((scaled_like(low, members[1]), members[1], unit),), last)
    return Joined(tuple((member, None, unit) for member in members), last)


def _tie(scan: Scan, low: Amount) -> tuple[int, str]:
    """What ties `low` to an amount after it, and the token at which that starts; an empty tie where nothing does."""
    at = low.last
    if at + 1 >= len(scan):
        return at, ""
    word = scan.lower[at]
    if word in _DASHES:
        if scan.glued(at) and scan.lower[at + 1] == "to" and scan.glued(at + 1):  # "10-to-15"
            return at + 3, "to"
        tight = scan.glued(at) and scan.glued(at + 1)
        loose = not scan.glued(at) and not scan.glued(at + 1) and word != "—"
        return (at + 1, "-") if tight or loose else (at, "")
    if scan.sentence_of[at] != scan.sentence_of[low.first]:
        return at, ""
    if word == "up" and scan.lower[at + 1] == "to" and _is_from(scan, low.first):
        return at + 2, "to"
    if word in {"to", "through"}:
        return at + 1, "to"
    if word in {"and", "or"}:
        return at + 1, word
    if word == "of" and scan.lower[at + 1] in {"the", "its", "their", "a", "an", "some"}:
        return at + 2, "of"
    return at, ""


def _amount(scan: Scan, at: int) -> Amount | None:
    """The amount that starts at token `at`, with its currency or sign."""
    for index in range(at, min(at + 4, len(scan))):
        if (
            scan.kinds[index] is TokenKind.NUMBER
            or index == at
            or scan.kinds[index] is TokenKind.SYMBOL
            or scan.kinds[index - 1] is TokenKind.SYMBOL
        ):
            amount = amount_at(scan, index)
            if amount is not None:
                return amount if amount.first == at else None
    return None


def _is_between(scan: Scan, first: int) -> bool:
    return any(scan.lower[index] == "between" for index in range(max(0, first - 4), first))


def _is_from(scan: Scan, first: int) -> bool:
    return any(scan.lower[index] in {"from", "between"} for index in range(max(0, first - 3), first))


def _is_vote(scan: Scan, low: Amount, high: Amount) -> bool:
    """Whether two bare whole numbers are the sides of a vote: "voted 425 to 2", "a 52-48 vote"."""
    if low.unit is not None or high.unit is not None or low.number.scaled or high.number.scaled:
        return False
    near = (*scan.lower[max(0, low.first - 4) : low.first], *scan.lower[high.last : high.last + 2])
    return any(word in _VOTES for word in near)


def _is_poll(scan: Scan, low: Amount, high: Amount, tie: str) -> bool:
    """Whether two percentages, the greater first, are the sides of a vote or poll: "passed 52% to 48%", "led by 46-40 percent"."""
    unit = high.unit or low.unit
    if tie not in {"to", "-"} or unit is None or unit.dimension != "percentage" or low.value <= high.value:
        return False
    return not _is_from(scan, low.first) and not is_change(scan, low.first, explicit=low.unit is not None)


def _is_score(scan: Scan, low: Amount, high: Amount) -> bool:
    """Whether two bare numbers with a hyphen are a score or record: small, and nothing counted after them."""
    if low.number.scaled or high.number.scaled or low.value >= 200 or high.value >= 200 or low.number.written == "words":
        return False
    at = high.last
    counted = (
        at < len(scan)
        and scan.kinds[at] is TokenKind.WORD
        and len(scan.lower[at]) > 3
        and scan.lower[at].endswith("s")
        and not scan.glued(at)
    )
    return low.value >= high.value or not (counted or (at < len(scan) and scan.lower[at] in {"people", "men", "women", "children"}))
