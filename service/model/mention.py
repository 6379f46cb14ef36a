"""What extraction gives: figures and dates where they stand, before anybody says what they mean."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .date import Date
from .document import Document, Span
from .quantity import Quantity
from .scan import Scan

Kind = Literal["quantity", "date", "duration"]


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """One figure or date in a text.

    `span` is the figure with its unit or currency and nothing else, or the TIMEX3 extent of a date or duration.
    `expression` adds the words that qualify it ("up to", "per day"). `first` and `last` are the half-open token
    range of `span`; `before` and `after` that of `expression`. `rule` names the rule that found it.
    """

    kind: Kind
    span: Span
    expression: Span
    first: int
    last: int
    before: int
    after: int
    quantity: Quantity | None = None
    date: Date | None = None
    rule: str = ""


class Extraction(Struct, frozen=True, kw_only=True, gc=False):
    """A document's text as scanned, with its mentions in the order of the text, none overlapping another.

    `end` is the offset where reading stopped, null where the whole text was read.
    """

    document: Document
    scan: Scan
    mentions: tuple[Mention, ...]
    names: tuple[tuple[int, int], ...] = ()
    end: int | None = None
