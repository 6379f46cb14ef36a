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

from . import workbench
from .access import Keys, Rates
from .exchange import Edge, Gate, exchange_of
from .handlers import HANDLERS
from .logs import log
from .metrics import Metrics
from .problems import MEDIA_TYPE, ProblemKind, Refused
from .tracing import exporter
from .work import Pool

KIND_OF_STATUS: Mapping[int, ProblemKind] = {
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
}


def create_app(settings: Settings | None = None) -> Edge:
    """The ASGI application; settings come from the environment where none are given (ValueError where they are unfit)."""
    settings = settings or from_environment()
    metrics = Metrics()
    gate = Gate(settings)
    pool = Pool(settings, lambda why: metrics.lost.labels(why).inc())
    metrics.watch(lambda: pool.queue, lambda: len(pool.pids), pool.ready.is_set)
    state = {
        "settings": settings,
        "pool": pool,
        "gate": gate,
        "metrics": metrics,
        "api_keys": Keys(settings.api_keys),
        "rates": Rates(settings.rate_per_minute),
    }
    app = Litestar(
        [*HANDLERS, *workbench.HANDLERS] if settings.workbench else HANDLERS,
        state=State(state),
        lifespan=[_lifespan],
        exception_handlers={Refused: _refused, HTTPException: _http_exception, Exception: _failed},
        request_max_body_size=settings.max_body_bytes,
        openapi_config=None,
        logging_config=None,
    )
    return Edge(app, settings, gate, metrics, exporter() if settings.tracing else None)


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncGenerator[None, None]:
    """Warms the tables while the port is already open, so that liveness answers at once and readiness tells the truth."""
    settings: Settings = app.state.settings
    if not settings.api_keys:
        log.warning("no API keys are set: everybody is let in")
    app.state.pool.start()
    try:
        yield
    finally:
        await app.state.pool.close()


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
    limit: int | None = None
    actual: int | None = None
    if kind == "too-large":
        limit = request.app.state.settings.max_body_bytes
        length = request.headers.get("content-length", "")
        actual = int(length) if length.isdecimal() and len(length) < 20 else None
        detail = f"A body may have {limit} bytes" + (f", this one has {actual}." if actual else ".")
    elif kind == "method-not-allowed":
        detail = f"This path does not take {request.method}."
    elif kind == "not-found":
        detail = "The paths of this service are listed at /schema/openapi.json."
    else:
        detail = "The request cannot be read."
    return _answer(request, Refused(kind, detail, limit=limit, actual=actual, headers=error.headers))


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of the service: the log has the stack, the client learns no internals."""
    log.error("request failed", exc_info=error)
    return _answer(request, Refused("internal-error", "The failure has been logged; the request was not carried out."))
