"""What comes in: a document, and the span that quotes a piece of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

MOST = 2**53 - 1
"""The greatest integer that every reader of JSON understands (RFC 8259, section 6)."""


class Document(Struct, frozen=True, kw_only=True, gc=False):
    """One text of a dossier, as plain text.

    `published_at` is the day that relative dates ("last week") are resolved against.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published_at: dt.date | None = None
    language: str = "en"

    @property
    def name(self) -> str:
        """What a reader calls this document: its source, else its id."""
        return self.source or self.id


class Span(Struct, frozen=True, order=True, forbid_unknown_fields=True, gc=False):
    """A piece of a document's text, quoted exactly; offsets count Unicode code points unless options say otherwise."""

    start: Annotated[int, Meta(ge=0, le=MOST, description="Offset of the first character.")]
    end: Annotated[int, Meta(ge=0, le=MOST, description="Offset after the last character.")]
    text: Annotated[str, Meta(description="The characters in between, as written.")]
