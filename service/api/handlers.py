"""What the framework answers, and the operations as it documents them: those are answered by operations.py."""

from __future__ import annotations

from functools import cache
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody

from service.model import ExtractReport, Report
from service.version import VERSION

from . import metrics, problems
from .media import NDJSON
from .problems import Problem, Refused
from .wire import CheckRequest, CompareReport, CompareRequest, ExtractRequest, Health


def refusals(*kinds: problems.ProblemKind) -> dict[int, ResponseSpec]:
    """How an operation's problems are declared."""
    found: dict[int, ResponseSpec] = {}
    for status, title in sorted({problems.KINDS[kind] for kind in kinds}):
        before = f"{found[status].description}; " if status in found else ""
        found[status] = ResponseSpec(Problem, generate_examples=False, description=before + title, media_type=problems.MEDIA_TYPE)
    return found


REFUSALS = refusals(
    "bad-request",
    "unknown-host",
    "invalid-json",
    "invalid-msgpack",
    "bad-compression",
    "nested-too-deeply",
    "bad-encoding",
    "duplicate-key",
    "unauthorized",
    "not-acceptable",
    "too-slow",
    "too-large",
    "unsupported-media-type",
    "invalid-fields",
    "too-many-requests",
    "head-too-large",
    "internal-error",
    "not-ready",
    "overloaded",
    "deadline-exceeded",
    "worker-lost",
)
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


@get(
    "/health/live",
    operation_id="live",
    summary="Is the process alive?",
    description="Answers as long as the process can answer at all.",
    tags=["health"],
    responses=success(Health, "It is."),
    sync_to_thread=False,
)
def live() -> Health:
    """Whether the process can answer."""
    return Health("live", VERSION)


@get(
    "/health/ready",
    operation_id="ready",
    summary="Is the service ready for work?",
    description="Answers 200 once every table is loaded, 503 before.",
    tags=["health"],
    responses=success(Health, "It is.") | refusals("not-ready"),
    sync_to_thread=False,
)
def ready(state: State) -> Health:
    """Whether every table is warm."""
    if not state.parts.pool.ready.is_set():
        raise Refused("not-ready", "Tables are still being loaded; ask again in a second.", headers={"Retry-After": "1"})
    return Health("ready", VERSION)


@get(
    "/metrics",
    operation_id="metrics",
    summary="Metrics",
    description="Counts and times of the whole service, all of its processes, in Prometheus' text format.",
    tags=["health"],
    media_type="text/plain",
    responses={200: ResponseSpec(str, generate_examples=False, description="The metrics.", media_type="text/plain")},
    sync_to_thread=False,
)
def exposition(state: State) -> Response[bytes]:
    """All metrics."""
    return Response(state.parts.metrics.exposition(), media_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


@cache
def contract(keys: bool) -> bytes:
    """The OpenAPI document, made once; `keys` tells whether a key is needed."""
    from .openapi import document  # noqa: PLC0415 - it documents the handlers above

    return document(keys)


@get("/schema/openapi.json", include_in_schema=False, sync_to_thread=True)
def schema(state: State) -> Response[bytes]:
    """The OpenAPI document of this service."""
    return Response(
        contract(bool(state.parts.keys)), media_type="application/vnd.oai.openapi+json", headers={"Cache-Control": "public, max-age=300"}
    )


DOCUMENTED = [check, extract, compare, check_stream, live, ready, exposition]
HANDLERS = [*DOCUMENTED, schema]
