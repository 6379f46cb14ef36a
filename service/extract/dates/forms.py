"""What a date expression says, before anybody knows the day of publication: the output of reading, the input of resolving."""

from __future__ import annotations

from msgspec import Struct

from service.model import DateModifier, DateType

from .periods import Grain, Period


class Calendar(Struct, frozen=True, kw_only=True):
    """A day, month or year by name, as far as it is told. `shift` is "last" (-1), "this" (0) or "next" (1) before a month or
    day; `year_shift` the same before a year named beside it ("April next year").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    ambiguous: bool = False
    # The last day of a range that shares its month with the first: "Nov. 5–13".
    to_day: int | None = None


class Weekday(Struct, frozen=True):
    """A weekday (ISO number), with "last", "this", "next" before it or a week named beside it."""

    weekday: int
    shift: int | None = None
    week_shift: int | None = None


class Part(Struct, frozen=True, kw_only=True):
    """A quarter or half of a year by number; `number` and year are open where the text leaves them to its context."""

    grain: Grain
    number: int | None = None
    year: int | None = None
    year_shift: int | None = None
    years_ago: int = 0
    count: int = 1
    fiscal: bool = False


class Season(Struct, frozen=True, kw_only=True):
    """A season by its first month, as meteorologists of the northern hemisphere count it."""

    month: int
    code: str
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None


class Holiday(Struct, frozen=True, kw_only=True):
    """A holiday by its name in the lexicon."""

    name: str
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None


class NthWeekday(Struct, frozen=True, kw_only=True):
    """As in "the first Tuesday of November": `number` counts from the end where negative."""

    weekday: int
    number: int
    month: Calendar


class Known(Struct, frozen=True):
    """A period that needs no context: a decade, a century, an ISO week."""

    period: Period
    to: Period | None = None


class Deictic(Struct, frozen=True):
    """A unit counted from the day of publication: "last week" is (week, -1)."""

    grain: Grain
    shift: int


class Anaphor(Struct, frozen=True):
    """A unit counted from the date that the text last spoke of: "that year", "the next day". A `loose` one ("the end of the
    year") is the current one unless the text tells of a time gone by.
    """

    grain: Grain
    shift: int = 0
    loose: bool = False


class Offset(Struct, frozen=True, kw_only=True):
    """As in "three days ago", "a year earlier": so many units from publication, or from the date last spoken of."""

    grain: Grain
    count: int | None
    from_focus: bool = False
    anchor: Form | None = None
    # "the last week of October" counts from the end of its anchor.
    from_end: bool = False
    type: DateType = "DATE"


class Range(Struct, frozen=True):
    """From the first day of one to the last day of the other."""

    lower: Calendar
    upper: Calendar


class Clock(Struct, frozen=True):
    """A time of day, as TIMEX3 writes it after the date ("T10:35", "TNI"), with the day where the text gives one."""

    time: str
    day: Form | None = None


class Fixed(Struct, frozen=True):
    """What denotes no days: a duration, a set, a reference."""

    type: DateType
    timex: str


class Ancient(Struct, frozen=True):
    """A year or century before our era, by its TIMEX3 value: a calendar that begins with year 1 has no days for it."""

    timex: str


Form = Calendar | Weekday | Part | Season | Holiday | NthWeekday | Known | Deictic | Anaphor | Offset | Range | Clock | Fixed | Ancient


class Reading(Struct, frozen=True, kw_only=True):
    """An expression where it stands: tokens `first` up to, not including, `last`; `before` is where its preposition begins."""

    first: int
    last: int
    form: Form
    rule: str
    modifier: DateModifier | None = None
    before: int | None = None
