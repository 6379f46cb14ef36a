"""The report in the media types other than JSON that a client may ask for (RFC 9110, section 12): page, table, annotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec.structs import replace

from service.model import Document, Report

from .wire import CheckRequest

HTML, CSV, ANNOTATIONS = "text/html", "text/csv", "application/ld+json"
# Web Annotation Protocol, section 4: the profile that JSON-LD is in.
_PROFILE = 'profile="http://www.w3.org/ns/anno.jsonld"'


_CONTENT_TYPES = {
    HTML: f"{HTML}; charset=utf-8",
    CSV: f"{CSV}; header=present; charset=utf-8",
    ANNOTATIONS: f"{ANNOTATIONS}; {_PROFILE}",
}


class Renderer(Protocol):
    """A report, and the texts that its offsets in code points refer to, as text."""

    def __call__(self, request: CheckRequest, report: Report, documents: list[Document], /) -> str: ...


def plain(request: CheckRequest) -> CheckRequest:
    """The request with offsets in code points, as all of `RENDERERS` need them."""
    return replace(request, options=replace(request.options, offset_unit="code_point"))


def text_of(request: CheckRequest, report: Report, media_type: str) -> str:
    """A report that is already there, on `request`, in one of `RENDERERS`."""
    documents = [Document(id=document.id, text=document.text or "", language=document.language) for document in request.documents]
    return RENDERERS[media_type](request, report, documents)


def headers(media_type: str) -> dict[str, str]:
    """What a browser must know of an answer: what it is, and that a page runs no script and loads nothing."""
    found = {"X-Content-Type-Options": "nosniff"}
    if media_type == HTML:
        from service.render.html import policy  # noqa: PLC0415 - a template engine that JSON never needs

        found["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'"
    return found


def content_type(media_type: str) -> str:
    """The Content-Type of an answer."""
    return _CONTENT_TYPES.get(media_type, media_type)


def _page(_: CheckRequest, report: Report, documents: list[Document]) -> str:
    from service.render import html  # noqa: PLC0415 - a template engine that JSON never needs

    return html.page(report, documents)


def _table(request: CheckRequest, report: Report, _: list[Document]) -> str:
    from service.render import csv  # noqa: PLC0415 - as above

    return csv.claims(report) if request.options.csv == "claims" else csv.findings(report)


def _annotations(request: CheckRequest, report: Report, documents: list[Document]) -> str:
    from service.render import annotations  # noqa: PLC0415 - as above, and an HTML parser

    return annotations.page(report, documents, {document.id: document.html for document in request.documents if document.html is not None})


RENDERERS: Mapping[str, Renderer] = {HTML: _page, CSV: _table, ANNOTATIONS: _annotations}
