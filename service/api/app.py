"""The application: handlers, how failures become problems, and what happens at start and stop."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from service.settings import Settings, from_environment

from . import contract, operations, workbench
from .edge import Edge
from .exchange import exchange_of
from .handlers import HANDLERS
from .logs import log
from .parts import Parts, parts_of
from .problems import INTERNAL, MEDIA_TYPE, ProblemKind, Refused
from .template import Started
from .tracing import exporter

KIND_OF_STATUS: Mapping[int, ProblemKind] = {
    404: "not-found",
    405: "method-not-allowed",
}


def create_app(settings: Settings | None = None, template: Started | None = None) -> Edge:
    """The ASGI application; settings come from the environment where none are given (ValueError where they are unfit)."""
    settings = settings or from_environment()
    parts = parts_of(settings, template)
    app = Litestar(
        [*operations.handlers(parts), *HANDLERS, contract.schema, *(workbench.HANDLERS if settings.workbench else ())],
        state=State({"parts": parts}),
        lifespan=[_lifespan],
        exception_handlers={Refused: _refused, HTTPException: _http_exception, Exception: _failed},
        openapi_config=None,
        logging_config=None,
    )
    return Edge(app, parts, exporter() if settings.tracing else None)


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncGenerator[None, None]:
    """Warms the tables while the port is already open, so that liveness answers at once and readiness tells the truth."""
    parts: Parts = app.state.parts
    if not parts.keys:
        log.warning("no API keys are set: everybody is let in")
    parts.pool.start()
    try:
        yield
    finally:
        await parts.pool.close()


def _answer(request: Request[Any, Any, Any], refusal: Refused) -> Response[Any]:
    exchange = exchange_of(request.scope)
    exchange.problem = refusal.kind
    problem = refusal.problem(request.url.path, exchange.request_id)
    headers = {"Cache-Control": "no-store", **refusal.headers}
    return Response(msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _refused(request: Request[Any, Any, Any], refusal: Refused) -> Response[Any]:
    return _answer(request, refusal)


def _http_exception(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """A refusal by the framework, in our words: its own may quote the request or its code."""
    kind = KIND_OF_STATUS.get(error.status_code)
    if kind is None:
        if error.status_code >= 500:
            return _failed(request, error)
        kind = "bad-request"
    if kind == "method-not-allowed":
        detail = f"This path does not take {request.method}."
    elif kind == "not-found":
        detail = "The paths of this service are listed at /schema/openapi.json."
    else:
        detail = "The request cannot be read."
    return _answer(request, Refused(kind, detail, headers=error.headers))


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of the service: the log has the stack, the client learns no internals."""
    log.error("request failed", exc_info=error)
    return _answer(request, Refused("internal-error", INTERNAL))
