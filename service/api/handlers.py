"""The operations as HTTP has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import State
from litestar.dto import AbstractDTO
from litestar.handlers.base import BaseRouteHandler
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Reference, Schema
from litestar.params import JSONBody
from litestar.typing import FieldDefinition

from service.model import ExtractReport, Report
from service.settings import Settings
from service.version import VERSION

from . import jobs, problems, renderings
from .negotiation import JSON, Connection, best, gives_json, reads_json
from .problems import Problem, Refused
from .wire import CheckRequest, CompareReport, CompareRequest, ExtractRequest, Health

T = TypeVar("T")


class Posted(Generic[T]):
    """The bytes of a body that holds a T: the worker decodes it, not the event loop."""

    def __init__(self, body: bytes) -> None:
        self.body = body


EMPTY = Posted[Any](b"")  # Litestar passes no data at all where a body is empty


class PostedDTO(AbstractDTO[Any]):
    """Hands a body on as `Posted`, and documents it as what it holds."""

    def decode_bytes(self, value: bytes) -> Posted[Any]:
        """The body as it is."""
        return Posted(value)

    @classmethod
    def create_for_field_definition(cls, field_definition: FieldDefinition, handler_id: str, backend_cls: Any = None) -> None:
        """Nothing to prepare."""

    @classmethod
    def create_openapi_schema(cls, field_definition: FieldDefinition, handler_id: str, schema_creator: Any) -> Reference | Schema:  # noqa: ARG003
        """The schema of what the body holds."""
        schema: Reference | Schema = schema_creator.for_field_definition(field_definition.inner_types[0])
        return schema

    @classmethod
    def generate_field_definitions(cls, model_type: Any) -> Any:  # noqa: ARG003
        """None: the body is not taken apart here."""
        yield from ()

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:  # noqa: ARG003
        """None are."""
        return False


def refusals(*kinds: problems.ProblemKind) -> dict[int, ResponseSpec]:
    """How an operation's problems are declared."""
    found: dict[int, ResponseSpec] = {}
    for status, title in sorted({problems.KINDS[kind] for kind in kinds}):
        before = f"{found[status].description}; " if status in found else ""
        found[status] = ResponseSpec(Problem, generate_examples=False, description=before + title, media_type=problems.MEDIA_TYPE)
    return found


REFUSALS = refusals(
    "bad-request",
    "invalid-json",
    "nested-too-deeply",
    "bad-encoding",
    "duplicate-key",
    "not-acceptable",
    "too-large",
    "unsupported-media-type",
    "invalid-fields",
    "internal-error",
)


async def answer(job: Callable[[bytes, Settings], bytes], body: bytes, state: State) -> Response[bytes]:
    """What a job answers, as JSON."""
    return Response(await state.pool.run(job, body, state.settings), media_type=MediaType.JSON, status_code=200)


def success(report: type[Any], description: str) -> dict[int, ResponseSpec]:
    """How an operation's success is declared."""
    return {200: ResponseSpec(report, generate_examples=False, description=description)}


REPORTS = (JSON, *renderings.RENDERERS)


def gives_report(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a request whose Accept rules out every form of a report."""
    best(connection, REPORTS)


@post(
    "/v1/check",
    operation_id="check",
    summary="Check a dossier",
    description="Finds every figure and date of the documents, aligns what speaks of the same thing, and reports how the sources relate.",
    tags=["check"],
    status_code=200,
    guards=[gives_report, reads_json],
    dto=PostedDTO,
    return_dto=None,
    responses=success(Report, "The report: findings first, and everything they stand on.") | REFUSALS,
)
async def check(request: Request[Any, Any, Any], state: State, data: JSONBody[Posted[CheckRequest]] = EMPTY) -> Response[bytes]:
    """The report on a dossier, in the media type that the client likes best."""
    media_type = best(request, REPORTS)
    if media_type == JSON:
        return await answer(jobs.check, data.body, state)
    content = await state.pool.run(renderings.rendered, data.body, state.settings, media_type)
    return Response(content, media_type=renderings.content_type(media_type), headers=renderings.headers(media_type), status_code=200)


@post(
    "/v1/extract",
    operation_id="extract",
    summary="Extract claims",
    description="Finds every figure and date of each document and says what it claims.",
    tags=["check"],
    status_code=200,
    guards=[gives_json, reads_json],
    dto=PostedDTO,
    return_dto=None,
    responses=success(ExtractReport, "The claims of each document, in the order of its text.") | REFUSALS,
)
async def extract(data: JSONBody[Posted[ExtractRequest]] = EMPTY, *, state: State) -> Response[bytes]:
    """The claims of each document."""
    return await answer(jobs.extract, data.body, state)


@post(
    "/v1/compare",
    operation_id="compare",
    summary="Compare claims",
    description="Aligns claims that the caller already has, from an extraction or from elsewhere, and reports how they relate.",
    tags=["check"],
    status_code=200,
    guards=[gives_json, reads_json],
    dto=PostedDTO,
    return_dto=None,
    responses=success(CompareReport, "Topics and findings.") | REFUSALS,
)
async def compare(data: JSONBody[Posted[CompareRequest]] = EMPTY, *, state: State) -> Response[bytes]:
    """Topics and findings of claims."""
    return await answer(jobs.compare, data.body, state)


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
    if not state.warm.is_set():
        raise Refused("not-ready", "Tables are still being loaded; ask again in a second.", headers={"Retry-After": "1"})
    return Health("ready", VERSION)


@cache
def contract() -> bytes:
    """The OpenAPI document, made once."""
    from .openapi import document  # noqa: PLC0415 - it documents the handlers above

    return document()


@get("/schema/openapi.json", include_in_schema=False, sync_to_thread=True)
def schema() -> Response[bytes]:
    """The OpenAPI document of this service."""
    return Response(contract(), media_type="application/vnd.oai.openapi+json")


DOCUMENTED = [check, extract, compare, live, ready]
HANDLERS = [*DOCUMENTED, schema]
