"""The report as W3C Web Annotations: each claim an annotation of its document, for any tool that can show them.

Web Annotation Data Model (W3C Recommendation, 23 February 2017), serialised in its JSON-LD context. Positions count
code points, as the model asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

import msgspec

from service.model import Claim, Document, Finding, Report, ReportDocument, Span

from . import words
from .page_text import PageText
from .text import encodable
from .view import safe_url, texts

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Name space of the ids made here (RFC 9562, version 5): the same claim of the same document has the same id in every run.
_NAMESPACE = UUID("8e7b2a44-6c1d-5f0e-9b63-1d5a0c7f3e92")
_AROUND = 32


def page(report: Report, documents: Sequence[Document], pages: Mapping[str, str] | None = None) -> str:
    """The annotations of all claims as one collection with one page, in JSON-LD.

    `documents` give the texts that the report's offsets, in code points, refer to; `pages` the HTML, by document id, of
    those that were made from HTML: their quotes are then given as the page itself has them.
    """
    held = texts(report, documents)
    described = {document.id: document for document in report.documents}
    languages = {document.id: document.language for document in documents}
    findings: dict[str, list[Finding]] = {}
    for finding in report.findings:
        for claim in dict.fromkeys(finding.claims):
            findings.setdefault(claim, []).append(finding)
    original = {name: PageText(html, held.get(name, "")) for name, html in (pages or {}).items()}
    items = [
        _annotation(
            claim,
            described.get(claim.document_id) or ReportDocument(id=claim.document_id),
            held.get(claim.document_id),
            original.get(claim.document_id),
            languages.get(claim.document_id, "en"),
            findings.get(claim.id, []),
        )
        for claim in report.claims
    ]
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "id": _id("collection", *(item["id"] for item in items)),
        "type": "AnnotationCollection",
        "label": "Figures and dates, and how the sources relate on them",
        "total": len(items),
    }
    if items:
        collection["first"] = {"id": _id("page", collection["id"]), "type": "AnnotationPage", "startIndex": 0, "items": items}
    return msgspec.json.format(msgspec.json.encode(collection), indent=1).decode()


def _annotation(
    claim: Claim, document: ReportDocument, text: str | None, original: PageText | None, language: str, findings: Sequence[Finding]
) -> dict[str, Any]:
    bodies = [_body(f"{claim.span.text}: {words.claim(claim)}", "describing")]
    bodies += [_body(f"{words.RELATIONS[finding.relation]}: {finding.explanation}", "assessing") for finding in findings]
    target = {"source": _source(document, text, language), "selector": _selectors(claim.span, text, original)}
    return {
        "id": _id("claim", document.id, document.url or "", claim.id, claim.span.text),
        "type": "Annotation",
        "motivation": "assessing" if findings else "describing",
        "body": bodies,
        "target": target,
    }


def _body(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": encodable(value), "format": "text/plain", "language": "en", "purpose": purpose}


def _source(document: ReportDocument, text: str | None, language: str) -> str | dict[str, str]:
    """The document's address, or where it has none that is safe to follow a name made from what it is."""
    return safe_url(document.url) or {
        "id": _id("document", document.id, text or ""),
        "type": "Text",
        "language": encodable(language),
    }


def _selectors(span: Span, text: str | None, original: PageText | None) -> list[dict[str, Any]]:
    if original is not None and text is not None:
        found = original.find(span)
        if found is not None:
            return _quoted(original.text, *found)
        # Only what stands on the figure's own line is sure to stand in the page around it.
        first = text.rfind("\n", max(0, span.start - _AROUND), span.start) + 1
        last = text.find("\n", span.end, span.end + _AROUND)
        return [_quote(text, span.start, span.end, first, len(text) if last < 0 else last)]
    if text is None:
        return [{"type": "TextQuoteSelector", "exact": encodable(span.text)}, _position(span.start, span.end)]
    return _quoted(text, span.start, span.end)


def _quoted(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [_quote(text, start, end, 0, len(text)), _position(start, end)]


def _quote(text: str, start: int, end: int, first: int, last: int) -> dict[str, Any]:
    before, after = text[max(first, start - _AROUND) : start], text[end : min(last, end + _AROUND)]
    selector = {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": before, "suffix": after}
    return {name: encodable(value) for name, value in selector.items()}


def _position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _id(kind: str, *parts: str) -> str:
    return uuid5(_NAMESPACE, encodable("\0".join((kind, *parts)))).urn
