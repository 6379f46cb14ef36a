"""The operations as functions from a request's bytes to an answer's bytes; each raises Refused where it must."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from service import pipeline
from service.model import Document, DocumentClaims, ExtractReport, Options, Report, Warning
from service.render.json import encode
from service.settings import Settings

from .decode import decode
from .wire import CheckRequest, CompareReport, CompareRequest, DocumentIn, ExtractRequest


def check(body: bytes, settings: Settings) -> bytes:
    """The report on a dossier."""
    return encode(report(decode(body, CheckRequest, settings)))


def report(request: CheckRequest, watched: Callable[[Sequence[Document]], Iterable[Document]] = iter) -> Report:
    """The report on a dossier as posted; `watched` may follow the documents as they are read."""
    documents = [document.read() for document in request.documents]
    plain = replace(request.options, offset_unit="code_point")
    claims = [pipeline.extract([document], plain)[0] for document in watched(documents)]
    found = pipeline.report(documents, claims, request.options)
    texts = _texts(request.documents, documents)
    return replace(
        found,
        documents=tuple(replace(document, text=texts.get(document.id)) for document in found.documents),
        warnings=_empty_pages(request.documents, documents) + found.warnings,
    )


def extract(body: bytes, settings: Settings) -> bytes:
    """The claims of each document."""
    request = decode(body, ExtractRequest, settings)
    documents = [document.read() for document in request.documents]
    options = Options(reference_date=request.options.reference_date, offset_unit=request.options.offset_unit)
    found = pipeline.extract(documents, options)
    texts = _texts(request.documents, documents)
    return encode(
        ExtractReport(
            documents=tuple(
                DocumentClaims(id=document.id, claims=tuple(claims), text=texts.get(document.id))
                for document, claims in zip(documents, found, strict=True)
            ),
            warnings=_empty_pages(request.documents, documents)
            + pipeline.warnings(documents, [claim for claims in found for claim in claims]),
        )
    )


def compare(body: bytes, settings: Settings) -> bytes:
    """Topics and findings of claims that the caller has."""
    request = decode(body, CompareRequest, settings)
    claims = [claim.claim() for claim in request.claims]
    named = {label.id: label.document() for label in request.documents}
    for claim in claims:
        named.setdefault(claim.document_id, Document(id=claim.document_id, text=""))
    topics, findings = pipeline.compare(claims, tuple(named.values()), request.options)
    return encode(CompareReport(topics=topics, findings=findings))


def _texts(posted: tuple[DocumentIn, ...], documents: list[Document]) -> dict[str, str]:
    """The texts that the service made itself, by document."""
    return {document.id: document.text for before, document in zip(posted, documents, strict=True) if before.html is not None}


def _empty_pages(posted: tuple[DocumentIn, ...], documents: list[Document]) -> tuple[Warning, ...]:
    return tuple(
        Warning(code="html_empty", document_id=document.id, detail="No text was found in this page's HTML.")
        for before, document in zip(posted, documents, strict=True)
        if before.html is not None and not document.text
    )
