"""What goes out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .claim import Claim
from .finding import Finding
from .topic import Topic

WarningCode = Literal["unresolved_dates", "language_unsupported", "html_empty", "text_truncated", "figure_out_of_range"]


class Warning(Struct, frozen=True, kw_only=True, gc=False):
    """Something that the service could not do for one document, said instead of silence."""

    code: WarningCode
    document_id: str | None
    detail: str


class ReportDocument(Struct, frozen=True, kw_only=True, gc=False):
    """A document as the report speaks of it; `text` is given where the service made it (from HTML)."""

    id: str
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published_at: dt.date | None = None
    text: Annotated[str | None, Meta(description="The text that offsets refer to, for documents posted as HTML.")] = None


class Summary(Struct, frozen=True, kw_only=True, gc=False):
    """Counts for a first glance."""

    documents: int
    claims: int
    topics: int
    findings: dict[str, int]


class Report(Struct, frozen=True, kw_only=True, gc=False):
    """The answer to a check: findings first, and everything they stand on."""

    summary: Summary
    findings: tuple[Finding, ...]
    topics: tuple[Topic, ...]
    claims: tuple[Claim, ...]
    documents: tuple[ReportDocument, ...]
    warnings: tuple[Warning, ...] = ()


class DocumentClaims(Struct, frozen=True, kw_only=True, gc=False):
    """The claims of one document."""

    id: str
    claims: tuple[Claim, ...]
    text: Annotated[str | None, Meta(description="The text that offsets refer to, for documents posted as HTML.")] = None


class ExtractReport(Struct, frozen=True, kw_only=True, gc=False):
    """The answer to an extraction."""

    documents: tuple[DocumentClaims, ...]
    warnings: tuple[Warning, ...] = ()
