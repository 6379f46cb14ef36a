"""What resolving gives, and what it goes by: the sense of an expression, and what the text spoke of before it."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from service.model import DateType

from .forms import Calendar, Form, Part, Season, Weekday
from .periods import Period

# A sentence so far back that nothing reaches it.
NEVER = -99


class Focus(Struct, frozen=True):
    """What the text last spoke of: `period`, and the last quarter with the sentence that named it."""

    period: Period | None = None
    sentence: int = -1
    quarter: Period | None = None
    quarter_sentence: int = NEVER
    # A day of the year that a narrative is set in, once the text has named one that is past.
    story: dt.date | None = None
    story_sentence: int = NEVER
    # How many dates of long ago the text has told: one is a mention, several are a narrative.
    told: int = 0
    # Whether the text has spoken from its day of publication ("Thursday", "last week"), as news does and history does not.
    current: bool = False


class Sense(Struct, frozen=True):
    """The period meant (`to` is the last of a range), or why there is none: `timex` stands for the unknown."""

    period: Period | None = None
    to: Period | None = None
    timex: str | None = None
    type: DateType = "DATE"
    relative: bool = False
    ambiguous: bool = False
    time: str = ""
    resolved: bool = True


class Place(Struct, frozen=True):
    """Where a form is resolved: the day of publication, what the text last spoke of, and whether it speaks of the future."""

    published: dt.date | None
    focus: Focus
    outlook: int
    sentence: int


def unknown_timex(form: Form) -> str | None:
    """The TIMEX3 value of what cannot be resolved, with X for what is not known."""
    match form:
        case Weekday():
            return f"XXXX-WXX-{form.weekday}"
        case Part() if form.number:
            return f"XXXX-{'Q' if form.grain == 'quarter' else 'H'}{form.number}"
        case Season():
            return f"XXXX-{form.code}"
        case Calendar() if form.month and form.day:
            return f"XXXX-{form.month:02d}-{form.day:02d}"
        case Calendar() if form.month:
            return f"XXXX-{form.month:02d}"
        case Calendar() if form.day:
            return f"XXXX-XX-{form.day:02d}"
    return None
