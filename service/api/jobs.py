"""The operations as functions from a request's bytes to an answer's bytes; each raises Refused where it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from service import pipeline
from service.extract import most_numbers
from service.model import Claim, Document, DocumentClaims, ExtractReport, Finding, Options, Report, Warning
from service.pipeline import Read, Watch, unwatched
from service.render import json, msgpack
from service.render.offsets import in_unit
from service.settings import Settings

from . import renderings
from .coding import Coding, compress, decompress
from .decode import decode
from .media import JSON, MSGPACK
from .wire import CheckRequest, CompareReport, CompareRequest, DocumentIn, ExtractRequest


class Job(Struct, frozen=True, kw_only=True):
    """What to do with a body: which operation, in which media types and codings it comes and goes."""

    operation: str
    takes: str = JSON
    gives: str = JSON
    coding: Coding = "identity"
    encoding: Coding = "identity"


class Tally(Struct, kw_only=True):
    """What a job amounted to; counts and seconds, nothing of the texts."""

    documents: int = 0
    characters: int = 0
    claims: dict[str, int] = {}  # by kind
    findings: dict[str, int] = {}  # by kind and relation, a blank between
    stages: dict[str, float] = {}  # seconds, by stage in the order of their first begin


class Clock:
    """Adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Times one go of a stage."""
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - began


def perform(job: Job, body: bytes, settings: Settings) -> tuple[bytes, Tally]:
    """The answer to a body, in the media type and coding that the job asks for, and what it amounted to."""
    clock = Clock()
    request_type, operation = OPERATIONS[job.operation]
    with clock("decode"):
        plain = decompress(body, job.coding, settings.max_body_bytes)
        request = decode(plain, request_type, settings, job.takes)
    if job.gives in renderings.RENDERERS:
        request = renderings.plain(request)
    report = operation(request, settings, clock)
    with clock("render"):
        content = compress(_rendered(request, report, job.gives), job.encoding)
    tally = _tally(request, report)
    tally.stages = {stage: round(seconds, 6) for stage, seconds in clock.seconds.items()}
    return content, tally


def answer(operation: str, body: bytes, settings: Settings) -> bytes:
    """The answer of an operation, JSON to JSON."""
    return perform(Job(operation=operation), body, settings)[0]


def _rendered(request: Any, report: Struct, media_type: str) -> bytes:
    if media_type in renderings.RENDERERS and isinstance(report, Report):
        return renderings.text_of(request, report, media_type).encode()
    return msgpack.encode(report) if media_type == MSGPACK else json.encode(report)


def check(
    request: CheckRequest,
    settings: Settings,
    watch: Watch = unwatched,
    followed: Callable[[Sequence[Document]], Iterable[Document]] = iter,
) -> Report:
    """The report on a dossier as posted; `followed` may follow the documents as they are read."""
    documents = _read(request.documents, request.options, watch)
    reads = list(_claims(followed(documents), settings, watch))
    found = pipeline.report(documents, [read.claims for read in reads], request.options, watch)
    texts = _texts(request.documents, documents)
    return replace(
        found,
        documents=tuple(replace(document, text=texts.get(document.id)) for document in found.documents),
        warnings=_empty_pages(request.documents, documents) + _cut(documents, reads, settings) + found.warnings,
    )


def extract(request: ExtractRequest, settings: Settings, watch: Watch = unwatched) -> ExtractReport:
    """The claims of each document."""
    options = Options(reference_date=request.options.reference_date, offset_unit=request.options.offset_unit)
    documents = _read(request.documents, options, watch)
    reads = list(_claims(documents, settings, watch))
    texts = _texts(request.documents, documents)
    return ExtractReport(
        documents=tuple(
            DocumentClaims(
                id=document.id,
                claims=tuple(in_unit(read.claims, document.text, options.offset_unit)),
                text=texts.get(document.id),
            )
            for document, read in zip(documents, reads, strict=True)
        ),
        warnings=_empty_pages(request.documents, documents)
        + _cut(documents, reads, settings)
        + pipeline.warnings(documents, [claim for read in reads for claim in read.claims]),
    )


def compare(request: CompareRequest, settings: Settings, watch: Watch = unwatched) -> CompareReport:  # noqa: ARG001 - its limits are the decoder's
    """Topics and findings of claims that the caller has."""
    claims = [claim.claim() for claim in request.claims]
    named = {label.id: label.document() for label in request.documents}
    for claim in claims:
        named.setdefault(claim.document_id, Document(id=claim.document_id, text=""))
    topics, findings = pipeline.compare(claims, tuple(named.values()), request.options, watch)
    return CompareReport(topics=topics, findings=findings)


OPERATIONS: Mapping[str, tuple[type[Any], Callable[[Any, Settings, Watch], Struct]]] = {
    "check": (CheckRequest, check),
    "extract": (ExtractRequest, extract),
    "compare": (CompareRequest, compare),
}
"""By name, what an operation takes, and how it is done."""


def _read(posted: Sequence[DocumentIn], options: Options, watch: Watch) -> tuple[Document, ...]:
    with watch("read"):
        return pipeline.dated([document.read() for document in posted], options)


def _claims(documents: Iterable[Document], settings: Settings, watch: Watch) -> Iterator[Read]:
    """What is read of each document: no more claims of one, and of all of them, than there may be."""
    left = settings.max_claims
    for document in documents:
        read = pipeline.read(document, min(left, settings.max_claims_per_document), watch)
        left -= len(read.claims)
        yield read


def _cut(documents: Sequence[Document], reads: Sequence[Read], settings: Settings) -> tuple[Warning, ...]:
    """A word for each document that was not read to its end."""
    found = []
    left = settings.max_claims
    for document, read in zip(documents, reads, strict=True):
        most = min(left, settings.max_claims_per_document)
        left -= len(read.claims)
        if read.end is None:
            continue
        if len(read.claims) < most:
            limit = f"{most_numbers(most)} numbers a document, whether or not they are figures"
        elif most < settings.max_claims_per_document:
            limit = f"{settings.max_claims} claims a request"
        else:
            limit = f"{settings.max_claims_per_document} claims a document"
        detail = f"Read up to offset {read.end} of {len(document.text)} (code points): the limit is {limit}."
        found.append(Warning(code="text_truncated", document_id=document.id, detail=detail))
    return tuple(found)


def _texts(posted: tuple[DocumentIn, ...], documents: Sequence[Document]) -> dict[str, str]:
    """The texts that the service made itself, by document."""
    return {document.id: document.text for before, document in zip(posted, documents, strict=True) if before.html is not None}


def _empty_pages(posted: tuple[DocumentIn, ...], documents: Sequence[Document]) -> tuple[Warning, ...]:
    return tuple(
        Warning(code="html_empty", document_id=document.id, detail="No text was found in this page's HTML.")
        for before, document in zip(posted, documents, strict=True)
        if before.html is not None and not document.text
    )


def _tally(request: Any, report: Struct) -> Tally:
    """The counts of a request and its report."""
    posted = request.documents if isinstance(request, CheckRequest | ExtractRequest) else ()
    claims: Iterable[Claim] = ()
    findings: Sequence[Finding] = ()
    if isinstance(report, Report):
        claims, findings = report.claims, report.findings
    elif isinstance(report, ExtractReport):
        claims = (claim for document in report.documents for claim in document.claims)
    elif isinstance(report, CompareReport):
        findings = report.findings
    return Tally(
        documents=len(posted),
        characters=sum(len(document.text or document.html or "") for document in posted),
        claims=dict(Counter(claim.kind for claim in claims)),
        findings=dict(Counter(f"{finding.kind} {finding.relation}" for finding in findings)),
    )
