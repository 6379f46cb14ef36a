"""A change against its levels: "rose 3.9% to 1.63 billion from 1.57 billion", "up 25.75 points, or 1.5%, to 1,746.46"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from service.judge.interval import Interval
from service.lexicon import load
from service.model import Claim, Finding, Quantity

from . import frames, sums
from .view import View

_REACH = 4
_LONGEST = 90
_HUNDRED = Decimal(100)
_TO, _FROM = frozenset({"to", "at"}), frozenset({"from"})
# Coins that are a hundredth of the level's unit: a fall of 25 cents to $12.
_COINS = frozenset({"cent", "penny", "pence"})
_OR = re.compile(r"\s*[,(—–-]?\s*(?:or|that is)?\s*(?:about|nearly|some)?\s*$")
_CLAUSE = re.compile(r";|\b(?:and|but|while|whereas|as|when|after|before|because|if|who|which|that|with)\b")
_ARTICLE = re.compile(r"\s*,\s*an?\s+(?:about\s+)?$")
_ASSUMPTION = "that the change is measured between these levels"
_ALTERNATIVE = re.compile(r"(?:\bor\b|\()")


def find(view: View) -> list[Finding]:
    """A finding for each percentage of change whose levels stand beside it, or in another document's account of it."""
    return frames.findings(view, _frames, _check)


def _frames(sentence: Sequence[Claim]) -> Iterator[frames.Frame]:
    """The percentage, the step in absolute terms, the level reached and the base, as far as a clause has them."""
    text = sentence[0].sentence.text.lower() if sentence[0].sentence else ""
    if len(sentence) < 2 or any(word in text for word in _adjusted()):
        return
    taken: set[str] = set()
    for place, claim in enumerate(sentence):
        if sums.is_share(claim) and (claim.role == "change" or (claim.quantity and claim.quantity.direction)):
            frame = _around(sentence, place)
            taken.update(found.id for found in frame.values())
            if len(frame) > 1:
                yield frame
    for place, claim in enumerate(sentence):
        if claim.id in taken or not sums.is_plain(claim):
            continue
        figures = [other for other in sentence[place + 1 : place + 1 + _REACH] if other.kind == "quantity"]
        base = _first(figures[:1], _FROM, claim)
        level, start = _first(figures[:1], _TO, claim), _first(figures[1:2], _FROM, claim)
        if base is not None and sums.lead(claim) in _TO:
            yield {"level": claim, "base": base}
        elif level is not None and start is not None and claim.role == "change":
            taken.add(level.id)
            yield {"step": claim, "level": level, "base": start}


def _around(sentence: Sequence[Claim], place: int) -> frames.Frame:
    """The frame of the percentage at `place`: what follows it, and what it is put behind."""
    percent = sentence[place]
    frame = {"percent": percent}
    after = list(sentence[place + 1 : place + 1 + _REACH])
    if place and _is_other_form(sentence[place - 1], percent):
        frame["step"] = sentence[place - 1]
    elif after and _is_other_form(percent, after[0]):
        frame["step"] = after.pop(0)
    after = after[: next((number for number, claim in enumerate(after) if sums.is_share(claim)), len(after))]
    level = _first(after, _TO)
    if level is not None and _one_clause(percent, level):
        frame["level"] = level
    else:
        frame |= _before(sentence, place - ("step" in frame and frame["step"] is sentence[place - 1]))
    if "level" in frame and "base" not in frame:
        base = _first(after, _FROM, frame["level"]) or _first(after, None, frame["level"])
        if base is not None and _CLAUSE.search(sums.between(frame["level"], base).replace("compared with", "")) is None:
            frame["base"] = base
    return frame


def _one_clause(first: Claim, second: Claim) -> bool:
    """Whether nothing between two figures begins another clause ("grew 4 percent, and the toll was raised to 5 crowns")."""
    gap = sums.between(first, second)
    return len(gap) <= _LONGEST and _CLAUSE.search(gap) is None


def _is_other_form(first: Claim, second: Claim) -> bool:
    """Whether two figures are one change in percent and in absolute terms: "25.75 points, or 1.5 percent"."""
    gap = sums.between(first, second)
    step = second if sums.is_share(first) else first
    return sums.is_plain(step) and step.role == "change" and _OR.match(gap) is not None and _ALTERNATIVE.search(gap) is not None


def _before(sentence: Sequence[Claim], place: int) -> dict[str, Claim]:
    """Levels that the figure at `place` is put behind: "$30 million, down 25 percent"; "to $5 from $4, a 25 percent rise"."""
    last = sentence[place - 1] if place > 0 else None
    if last is None:
        return {}
    gap, noun = sums.between(last, sentence[place]), _noun(sentence[place])
    if not _behind().search(gap) and not (noun and _ARTICLE.match(gap)):
        return {}
    if last.quantity is not None and last.quantity.qualifier == "range" and sums.lead(last) == "from" and not sums.is_share(last):
        return {"range": last}
    if not sums.is_plain(last):
        return {}
    earlier = sentence[place - 2] if place > 1 else None
    if earlier is not None and sums.alike(earlier, last) and {sums.lead(earlier), sums.lead(last)} in ({"to", "from"}, {"at", "from"}):
        return {"base": earlier, "level": last} if sums.lead(earlier) == "from" else {"level": earlier, "base": last}
    if earlier is not None and earlier.role == "change" and sums.is_plain(earlier) and sums.lead(last) in _TO:
        return {"step": earlier, "level": last}
    return {"level": last} if sums.lead(last) != "from" else {}


def _noun(percent: Claim) -> int:
    """The sign of the noun right behind a percentage ("a 20 percent gain"); 0 where there is none."""
    word = sums.WORD.match(sums.tail(percent).lstrip())
    table = load("checks")["change"]
    return 0 if word is None else 1 if word.group().lower() in table["up"] else -1 if word.group().lower() in table["down"] else 0


def _first(claims: Sequence[Claim], cues: frozenset[str] | None, like: Claim | None = None) -> Claim | None:
    """The first plain figure led in by one of the words (None: by what leads in a base), in the unit of `like` where that is given."""
    for claim in claims:
        if not sums.is_plain(claim) or claim is like or (like is not None and not sums.alike(claim, like)):
            continue
        if sums.lead(claim) in cues if cues is not None else _based().search(sums.before(claim)):
            return claim
    return None


def _check(frame: frames.Frame, view: View) -> Finding | None:
    percent, level, base, step, run = (frame.get(name) for name in ("percent", "level", "base", "step", "range"))
    if percent is None:
        return _in_units(step, level, base, view) if step and level and base else None
    sign, stated = _sign(percent), sums.percent(percent)
    if stated is None or not sign:
        return None
    noun = "rise" if sign > 0 else "fall"
    operands: tuple[Claim, ...]
    if run is not None and run.quantity is not None:
        operands, expected = (percent, run), _between_levels(*_ends(run.quantity, sign), sign)
        says = f"a {noun} in {sums.quoted(run, operands, view, whole=True)} is"
    elif level is not None and base is not None and sums.alike(base, level):
        operands, expected = (percent, level, base), _between_levels(sums.allowed(level), sums.allowed(base), sign)
        says = f"a {noun} from {sums.quoted(base, operands, view)} to {sums.quoted(level, operands, view)} is"
    elif level is not None and step is not None and _is_step(step, level):
        operands, expected = (percent, step, level), _from_step(step, level, sign)
        says = f"a {noun} of {sums.quoted(step, operands, view)} to {sums.quoted(level, operands, view)} is"
    else:
        return None
    if expected is None or (expected.upper is not None and expected.upper < 0):
        return None  # the words say one direction, the levels another: not the change between these two
    return sums.finding(
        "change",
        view,
        operands,
        percent,
        says=says,
        expected=expected,
        allows=stated,
        unit="percentage",
        assumption=_ASSUMPTION,
        confidence=0.85,
    )


def _in_units(step: Claim, level: Claim, base: Claim, view: View) -> Finding | None:
    """The finding on a change told in the unit of its levels: "rose by eight to 45 from 40"."""
    to, start, stated = sums.allowed(level), sums.allowed(base), sums.allowed(step)
    if to is None or start is None or stated is None or step.quantity is None or not (sums.alike(step, level) and sums.alike(level, base)):
        return None
    if to.lower is None or to.upper is None or start.lower is None or start.upper is None:
        return None
    low, high = to.lower - start.upper, to.upper - start.lower
    operands = (step, level, base)
    return sums.finding(
        "change",
        view,
        operands,
        step,
        says=f"from {sums.quoted(base, operands, view)} to {sums.quoted(level, operands, view)} is",
        expected=Interval(low, high) if low >= 0 else Interval(-high, -low),
        allows=stated,
        unit=sums.unit_of(step.quantity),
        assumption=_ASSUMPTION,
        confidence=0.85,
    )


def _ends(run: Quantity, sign: int) -> tuple[Interval | None, Interval | None]:
    """Level and base of a change that was read as one range."""
    if run.lower is None or run.upper is None:
        return None, None
    low, high = (Interval.point(end).widened(run.precision / 2, run.precision / 2) for end in (run.lower, run.upper))
    return (high, low) if sign > 0 else (low, high)


def _sign(percent: Claim) -> int:
    """1 for a rise, -1 for a fall, 0 where the text does not tell."""
    direction = percent.quantity.direction if percent.quantity else None
    if direction:
        return 1 if direction == "up" else -1
    noun = _noun(percent)
    if noun:
        return noun
    table, verbs = load("checks")["change"], load("directions")["verbs"]
    words = (percent.measure.head or "", percent.measure.event or "")
    if any(word in table["down"] or word in verbs["down"] for word in words):
        return -1
    return 1 if any(word in table["up"] or word in verbs["up"] for word in words) else 0


def _is_step(step: Claim, level: Claim) -> bool:
    """Whether a figure before the percentage is the same change in absolute terms, less than the level."""
    one, two = step.quantity, level.quantity
    if not sums.is_plain(level) or one is None or two is None or one.nominal is None or two.nominal is None:
        return False
    same = sums.same_unit(one, two) or one.unit.name == "point" or (one.unit.name in _COINS and two.unit.dimension == "currency")
    return same and one.nominal * _factor(step, level) < two.nominal


def _between_levels(level: Interval | None, base: Interval | None, sign: int) -> Interval | None:
    """The size of the change in percent that two levels allow."""
    ratio = sums.divided(level, base)
    if ratio is None or ratio.lower is None or ratio.upper is None:
        return None
    low, high = (ratio.lower - 1) * _HUNDRED, (ratio.upper - 1) * _HUNDRED
    return Interval(low, high) if sign > 0 else Interval(-high, -low)


def _from_step(step: Claim, level: Claim, sign: int) -> Interval | None:
    by, to = sums.allowed(step), sums.allowed(level)
    if by is None or to is None or by.lower is None or by.upper is None or to.lower is None or to.upper is None:
        return None
    factor = _factor(step, level)
    if to.lower <= by.upper * factor:
        return None
    low = by.lower * factor / (to.upper - sign * by.lower * factor)
    high = by.upper * factor / (to.lower - sign * by.upper * factor)
    return Interval(low * _HUNDRED, high * _HUNDRED)


def _factor(step: Claim, level: Claim) -> Decimal:
    """The size of the step's unit in the level's."""
    coin = step.quantity is not None and step.quantity.unit.name in _COINS
    return Decimal("0.01") if coin and level.quantity is not None and level.quantity.unit.name not in _COINS else Decimal(1)


@cache
def _adjusted() -> tuple[str, ...]:
    return tuple(load("checks")["change"]["adjusted"])


@cache
def _behind() -> re.Pattern[str]:
    """What stands between a level and the percentage by which it moved."""
    table = load("checks")["change"]
    moved, nouns = "|".join(table["moved"]), "|".join((*table["up"], *table["down"]))
    lead = rf"(?:which is\s+)?(?:{moved})|(?:or )?an?\s+(?:\w+\s+)?(?:{nouns})\s+of|or"
    return re.compile(rf"^\s*[,(—–-]?\s*(?:{lead})\s*(?:by|about|nearly|almost|some)?\s*$")


@cache
def _based() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('checks')['change']['base'])})\s+(?:(?:just|about|some|only|a|the)\s+)*$")
