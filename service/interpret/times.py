"""The time that a claim speaks of, from the dates that stand beside its figure."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import NamedTuple

from service.model import Date, Mention, TimeScope

from .clauses import CLAUSE
from .sentence import Sentence

_DAY = dt.timedelta(days=1)
# A date in another clause, or beyond another figure, must stand this many tokens nearer to count as near. A date in front
# of all figures holds for each of them.
_CLAUSE_COST, _FIGURE_COST, _BEFORE_COST = 12, 25, 2
_FAR = 60
_COMPARING = frozenset({"versus", "vs", "against", "from", "than", "compared", "down", "up"})
# Where the sentence has one date only, figures in between hardly keep it off: "12 people were killed when two buses collided on Monday".
_LONE_COST = 5
_RELATIVES = frozenset({"which", "who", "whose", "that", "whom"})
# No more dates than these on either side are weighed.
_NEAREST = 3


def scope_of(date: Date) -> TimeScope:
    """The days that a dated claim holds for: since is open to the right, until and by to the left."""
    lower, upper = date.lower, date.upper
    if date.modifier == "since":
        upper = None
    elif date.modifier in ("until", "by"):
        lower = None
    elif date.modifier == "before":
        lower, upper = None, lower - _DAY if lower and lower > dt.date.min else lower
    elif date.modifier == "after":
        lower, upper = upper + _DAY if upper and upper < dt.date.max else upper, None
    return TimeScope(lower, upper, date.timex)


class Dates(NamedTuple):
    """The dates of a sentence that denote days, where they and its figures begin."""

    sentence: Sentence
    dates: tuple[Mention, ...]
    starts: tuple[int, ...]
    figures: tuple[int, ...]


def dates_of(sentence: Sentence) -> Dates:
    """What `time_of` needs to know of a sentence, worked out once for all its figures."""
    dates = tuple(mention for mention in sentence.mentions if _has_days(mention.date))
    figures = tuple(mention.first for mention in sentence.mentions if mention.kind == "quantity")
    return Dates(sentence, dates, tuple(date.first for date in dates), figures)


def _has_days(date: Date | None) -> bool:
    return date is not None and date.type in ("DATE", "TIME") and not (date.lower is None and date.upper is None)


def time_of(dates: Dates, mention: Mention) -> TimeScope:
    """The scope of the nearest date of the figure's clause, else of its sentence; an empty scope where there is none."""
    if not dates.dates:
        return TimeScope()
    at = bisect_left(dates.starts, mention.first)
    near = dates.dates[max(0, at - _NEAREST) : at + _NEAREST]
    distance, best = min(
        ((_distance(dates, mention, date), date) for date in near if date is not mention), key=lambda pair: pair[0], default=(_FAR, None)
    )
    return scope_of(best.date) if best and best.date and distance < _FAR else TimeScope()


def _in_relative(sentence: Sentence, position: int) -> bool:
    """Whether the words before `position` belong to a relative clause: Ohio, which has lost jobs since 1990, …"""
    opening = sentence.tags.rfind("s", max(0, position - CLAUSE), position)
    return opening > 0 and sentence.word(opening) in {"which", "who", "whose"} and sentence.tags[opening - 1] == ","


def _belongs_to_relative(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a date at `end` stands in a relative clause about another noun than the figure's, whose tokens end at `start`.

    In "40 people were hurt in a quake that recalled the one of 2002" it does; in "40 people who died in 2002" it does not.
    """
    opening = next((at for at in range(start, end) if sentence.tags[at] == "s" and sentence.word(at) in _RELATIVES), -1)
    return opening > start and any(letter not in "jnN'i" for letter in sentence.tags[start:opening])


def _distance(dates: Dates, mention: Mention, date: Mention) -> int:
    """Tokens from figure to date, with what a clause or another figure in between costs."""
    ahead = date.first >= mention.last
    left, right = (mention.last, date.first) if ahead else (date.last, mention.first)
    first = dates.sentence.first
    between = dates.sentence.tags[left - first : right - first]
    rivals = bisect_left(dates.figures, right) - bisect_left(dates.figures, left)
    clauses = sum(between.count(letter) for letter in "s;.:")
    if mention.rule == "age" and ("s" in between or "born" in dates.sentence.scan.lower[max(first, date.first - 4) : date.first]):
        return _FAR  # Mora, 62, who was born in 1953
    if ahead and rivals and _COMPARING.intersection(dates.sentence.scan.lower[left:right]):
        return _FAR  # $5.4 billion versus $5.1 billion a year ago
    if ahead and _belongs_to_relative(dates.sentence, left - first, right - first):
        return _FAR
    if not ahead and "," in between and _in_relative(dates.sentence, left - first):
        return _FAR
    cost = _FIGURE_COST if len(dates.dates) > 1 else _LONE_COST
    return len(between) + _CLAUSE_COST * clauses + (cost * rivals if ahead else _BEFORE_COST + rivals)
