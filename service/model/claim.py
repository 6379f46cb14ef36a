"""A claim: one figure or date, interpreted."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .date import Date
from .document import Span
from .mention import Kind
from .quantity import Quantity

Role = Literal["level", "change", "rate", "share", "part", "limit", "forecast", "ordinal", "age", "score"]


class Measure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What is counted or measured, and of whom and where."""

    head: Annotated[str | None, Meta(description="Lemma of the noun that is counted or measured: troop, revenue.")] = None
    text: Annotated[
        str | None, Meta(description="The phrase as written, then its bearer where that is another phrase: heart transplants, the clinic.")
    ] = None
    place: Annotated[tuple[str, ...], Meta(description="Places that the clause names, as written.")] = ()
    subject: Annotated[str | None, Meta(description="The bearer of the figure: an organisation, person, instrument.")] = None
    event: Annotated[str | None, Meta(description="Lemma of the predicate: kill, sell, win.")] = None
    whole: Annotated[str | None, Meta(description="What a share or part is taken of: GDP, the inmates.")] = None


class TimeScope(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The days that a claim speaks of; null where open or not told."""

    lower: dt.date | None = None
    upper: dt.date | None = None
    timex: str | None = None


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """Who says that what amounts to how much, when, and in which role."""

    id: str
    document_id: str
    kind: Kind
    span: Span
    expression: Span
    quantity: Quantity | None = None
    date: Date | None = None
    measure: Measure = Measure()
    role: Role = "level"
    time: TimeScope = TimeScope()
    attribution: Annotated[str | None, Meta(description="Who says so, as written.")] = None
    sentence: Annotated[Span | None, Meta(description="The sentence that holds the figure.")] = None
    confidence: Annotated[float, Meta(ge=0, le=1)] = 1.0

    @property
    def home(self) -> Span:
        """The sentence of the claim, its expression where the sentence is not given."""
        return self.sentence or self.expression

    @property
    def begin(self) -> int:
        """Where in `home` the figure begins."""
        return self.span.start - self.home.start

    @property
    def end(self) -> int:
        """Where in `home` the figure ends."""
        return self.span.end - self.home.start
