"""A topic: the claims of several documents that speak of the same thing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .mention import Kind


class Link(Struct, frozen=True, gc=False):
    """Two claims that speak of the same thing, with the strength of that belief (0 to 1) and the words and features that carried it.

    `score` counts equal figures as evidence; `context` leaves the figures out.
    """

    first: str
    second: str
    score: float
    context: float
    evidence: tuple[str, ...] = ()
    features: dict[str, float] = {}


class Stance(Struct, frozen=True, kw_only=True, gc=False):
    """Where one source stands on a topic, seen from the consensus."""

    documents: Annotated[tuple[str, ...], Meta(description="The documents that count as this one source.")]
    claims: tuple[str, ...]
    position: Literal["inside", "outside", "silent"]
    distance: Annotated[Decimal | None, Meta(description="How far outside, in the consensus's unit (days for dates).")] = None


class Consensus(Struct, frozen=True, kw_only=True, gc=False):
    """The interval that most independent sources support."""

    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_date: dt.date | None = None
    upper_date: dt.date | None = None
    unit: str | None = None
    support: Annotated[int, Meta(description="Independent sources inside the interval.")] = 0
    sources: Annotated[int, Meta(description="Independent sources that speak of the topic.")] = 0
    stances: tuple[Stance, ...] = ()


class Topic(Struct, frozen=True, kw_only=True, gc=False):
    """Claims that speak of the same thing; `links` says which pairs, and why."""

    id: str
    label: str
    kind: Kind
    claims: tuple[str, ...]
    links: tuple[Link, ...] = ()
    consensus: Consensus | None = None
