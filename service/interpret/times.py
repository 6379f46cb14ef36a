"""The time that a claim speaks of, from the dates that stand beside its figure."""

from __future__ import annotations

import datetime as dt

from service.model import Date, Mention, TimeScope

from .phrases import Sentence

_DAY = dt.timedelta(days=1)
# A date in another clause, or beyond another figure, must stand this many tokens nearer to count as near.
_CLAUSE_COST, _FIGURE_COST = 12, 8
_FAR = 60


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


def time_of(sentence: Sentence, mention: Mention) -> TimeScope:
    """The scope of the nearest date of the figure's clause, else of its sentence; an empty scope where there is none."""
    best: tuple[int, Date] | None = None
    for other in sentence.mentions:
        date = other.date
        if date is None or other is mention or date.type not in ("DATE", "TIME") or (date.lower is None and date.upper is None):
            continue
        left, right = (mention.last, other.first) if other.first >= mention.last else (other.last, mention.first)
        between = sentence.tags[left - sentence.first : right - sentence.first]
        distance = len(between) + _CLAUSE_COST * sum(letter in "s;.:" for letter in between)
        distance += _FIGURE_COST * sum(left <= rival.first < right and rival.kind == "quantity" for rival in sentence.mentions)
        if other.first < mention.first:
            distance += 2
        if distance < _FAR and (best is None or distance < best[0]):
            best = distance, date
    return scope_of(best[1]) if best else TimeScope()
