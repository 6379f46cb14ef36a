"""The operations as the contract declares them to the framework; operations.py answers them."""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody

from service.model import ExtractReport, Report

from . import problems
from .media import NDJSON
from .problems import Problem
from .wire import CheckRequest, CompareReport, CompareRequest, ExtractRequest


def refusals(*kinds: problems.ProblemKind) -> dict[int, ResponseSpec]:
    """How an operation's problems are declared."""
    found: dict[int, ResponseSpec] = {}
    for status, title in sorted({problems.KINDS[kind] for kind in kinds}):
        before = f"{found[status].description}; " if status in found else ""
        found[status] = ResponseSpec(Problem, generate_examples=False, description=before + title, media_type=problems.MEDIA_TYPE)
    return found


# A path that is served refuses in every way but as one that is not, or with another method.
REFUSALS = refusals(*(kind for kind in problems.KINDS if kind not in ("not-found", "method-not-allowed")))
STREAM_REFUSALS = refusals(
    "unknown-host",
    "unauthorized",
    "not-acceptable",
    "unsupported-media-type",
    "too-many-requests",
    "head-too-large",
    "internal-error",
    "not-ready",
    "overloaded",
)
KEPT = (
    " The answer carries an ETag: the same body to the same version gives the same bytes, and 304 where If-None-Match says so."
    " JSON and MessagePack both ways; gzip and zstd both ways."
)


def success(report: type[Any], description: str) -> dict[int, ResponseSpec]:
    """How an operation's success is declared."""
    return {200: ResponseSpec(report, generate_examples=False, description=description)}


@post(
    "/v1/check",
    operation_id="check",
    summary="Check a dossier",
    description="Finds every figure and date of the documents, aligns what speaks of the same thing, and reports how the sources relate."
    + KEPT,
    tags=["check"],
    status_code=200,
    responses=success(Report, "The report: findings first, and everything they stand on.") | REFUSALS,
)
async def check(data: JSONBody[CheckRequest]) -> Response[bytes]:
    """The report on a dossier."""
    raise NotImplementedError


@post(
    "/v1/extract",
    operation_id="extract",
    summary="Extract claims",
    description="Finds every figure and date of each document and says what it claims." + KEPT,
    tags=["check"],
    status_code=200,
    responses=success(ExtractReport, "The claims of each document, in the order of its text.") | REFUSALS,
)
async def extract(data: JSONBody[ExtractRequest]) -> Response[bytes]:
    """The claims of each document."""
    raise NotImplementedError


@post(
    "/v1/compare",
    operation_id="compare",
    summary="Compare claims",
    description="Aligns claims that the caller already has, from an extraction or from elsewhere, and reports how they relate." + KEPT,
    tags=["check"],
    status_code=200,
    responses=success(CompareReport, "Topics and findings.") | REFUSALS,
)
async def compare(data: JSONBody[CompareRequest]) -> Response[bytes]:
    """Topics and findings of claims."""
    raise NotImplementedError


@post(
    "/v1/check/stream",
    operation_id="check_stream",
    summary="Check many dossiers",
    description="A dossier a line in, a report a line out, in the same order, each as soon as it is ready. A line that cannot be served is "
    "answered with a problem on its line, and the rest goes on. Read while you write: lines are taken no faster than reports are.",
    tags=["check"],
    status_code=200,
    media_type=NDJSON,
    responses={200: ResponseSpec(bytes, generate_examples=False, description="A report or a problem a line.", media_type=NDJSON)}
    | STREAM_REFUSALS,
)
async def check_stream() -> Response[bytes]:
    """A report for each dossier, in the order of the lines."""
    raise NotImplementedError


OPERATIONS = [check, extract, compare, check_stream]
