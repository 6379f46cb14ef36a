"""What the operations take and give, as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from service.html import text_of
from service.model import Document, Finding, OffsetUnit, Options, Topic, Warning
from service.settings import Settings

from .claims import ClaimIn, audit_claims
from .decode import step
from .problems import Fault, beyond

Identifier = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        pattern="^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
        description="Any name without control characters; slashes are fine. Unique in a request.",
    ),
]
Label = Annotated[str, Meta(max_length=2_000)]
UNIQUE = {"uniqueItems": True}  # as near as JSON Schema comes to ids that differ
Moment = Annotated[
    str,
    Meta(
        description="A date, or a date-time as RFC 3339 has it; its calendar day as written counts.",
        extra_json_schema={"format": "moment"},
    ),
]


class DocumentLabel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document without its text: whose it is and of what day."""

    id: Identifier
    title: Label | None = None
    source: Annotated[Label | None, Meta(description="Who published it, as a reader knows them.")] = None
    url: Label | None = None
    published_at: Moment | None = None

    def document(self) -> Document:
        """The document, with no text."""
        return Document(id=self.id, text="", title=self.title, source=self.source, url=self.url, published_at=day_of(self.published_at))


class DocumentIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text of a dossier; give exactly one of `text` and `html`."""

    id: Identifier
    text: Annotated[str | None, Meta(description="Plain text; offsets refer to it as it is.")] = None
    html: Annotated[str | None, Meta(description="A page; its article becomes the text, which the answer then returns.")] = None
    title: Label | None = None
    source: Annotated[Label | None, Meta(description="Who published it, as a reader knows them.")] = None
    url: Label | None = None
    published_at: Moment | None = None
    language: Annotated[str, Meta(pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="BCP 47 tag; English is read.")] = "en"

    def read(self) -> Document:
        """The document as text."""
        return Document(
            id=self.id,
            text=self.text if self.html is None and self.text is not None else text_of(self.html or ""),
            title=self.title,
            source=self.source,
            url=self.url,
            published_at=day_of(self.published_at),
            language=self.language,
        )


class ExtractOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of an extraction."""

    reference_date: Annotated[dt.date | None, Meta(description="The day for relative dates in documents that carry none.")] = None
    offset_unit: Annotated[OffsetUnit, Meta(description="What offsets count.")] = "code_point"


class CheckRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dossier to check."""

    documents: Annotated[tuple[DocumentIn, ...], Meta(min_length=1, extra_json_schema=UNIQUE)]
    options: Options = Options()

    @classmethod
    def audit(cls, body: Any, settings: Settings) -> Iterator[Fault]:
        """Faults of documents and options that types cannot say."""
        yield from audit_documents(body, settings)
        yield from audit_options(body)


class ExtractRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents to extract claims from."""

    documents: Annotated[tuple[DocumentIn, ...], Meta(min_length=1, extra_json_schema=UNIQUE)]
    options: ExtractOptions = ExtractOptions()

    @classmethod
    def audit(cls, body: Any, settings: Settings) -> Iterator[Fault]:
        """Faults of documents that types cannot say."""
        yield from audit_documents(body, settings)


class CompareRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims to compare, and optionally the documents that they are from."""

    claims: Annotated[tuple[ClaimIn, ...], Meta(extra_json_schema=UNIQUE)]
    documents: Annotated[
        tuple[DocumentLabel, ...], Meta(description="Sources, titles and days of the claims' documents.", extra_json_schema=UNIQUE)
    ] = ()
    options: Annotated[Options, Meta(description="Claims carry their days and offsets; reference_date and offset_unit do nothing.")] = (
        Options()
    )

    @classmethod
    def audit(cls, body: Any, settings: Settings) -> Iterator[Fault]:
        """Faults of claims, documents and options that types cannot say."""
        yield from audit_claims(body, settings)
        yield from audit_labels(body, settings)
        yield from audit_options(body)


class CompareReport(Struct, frozen=True, kw_only=True):
    """How the claims relate."""

    topics: tuple[Topic, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[Warning, ...] = ()


class Health(Struct, frozen=True):
    """The state of the service."""

    status: Annotated[str, Meta(description="`live` or `ready`.")]
    version: str


def day_of(moment: str | None) -> dt.date | None:
    """The calendar day of a date or an RFC 3339 date-time, as written; raises ValueError where it is neither."""
    if moment is None:
        return None
    if len(moment) > 10:
        try:
            msgspec.convert(moment, Annotated[dt.datetime, Meta(tz=True)])
        except msgspec.ValidationError as error:
            raise ValueError(moment) from error
    return msgspec.convert(moment[:10], dt.date)


def audit_documents(body: Any, settings: Settings) -> Iterator[Fault]:
    """What types cannot say of posted documents: one of text and html, lengths, days, ids that differ."""
    yield from audit_labels(body, settings)
    for at, document in items(body, "documents"):
        given = [key for key in ("text", "html") if document.get(key) is not None]
        if len(given) != 1:
            yield Fault(at, "Give exactly one of text and html.")
        for key in given:
            content = document[key]
            if isinstance(content, str) and len(content) > settings.max_characters:
                yield beyond(step(at, key), len(content), "characters", settings.max_characters)


def audit_labels(body: Any, settings: Settings) -> Iterator[Fault]:
    """What types cannot say of documents, with or without text."""
    first: dict[str, str] = {}
    count = 0
    for at, document in items(body, "documents"):
        count += 1
        name, moment = document.get("id"), document.get("published_at")
        if isinstance(name, str):
            if name.endswith("\n"):
                yield Fault(step(at, "id"), "Control characters have no place in an id.")
            if first.setdefault(name, at) != at:
                yield Fault(step(at, "id"), f"Same id as {first[name]}.")
        if isinstance(moment, str):
            try:
                day_of(moment)
            except ValueError:
                yield Fault(step(at, "published_at"), "Neither a date (2024-11-14) nor an RFC 3339 date-time (2024-11-14T09:30:00Z).")
    if count > settings.max_documents:
        yield beyond("/documents", count, "documents", settings.max_documents)


def audit_options(body: Any) -> Iterator[Fault]:
    """What types cannot say of options: a relation is asked for once."""
    options = body.get("options") if isinstance(body, dict) else None
    relations = options.get("relations") if isinstance(options, dict) else None
    if isinstance(relations, list):
        for number, relation in enumerate(relations):
            if relation in relations[:number][:8]:
                yield Fault(f"/options/relations/{number}", "This relation is asked for twice.")


def items(body: Any, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a list of the body, each with its JSON Pointer."""
    found = body.get(key) if isinstance(body, dict) else None
    for number, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield f"/{key}/{number}", item
