"""The handlers beside the operations: probes and metrics."""

from __future__ import annotations

from litestar import Response, get
from litestar.datastructures import State
from litestar.openapi import ResponseSpec

from service.version import VERSION

from . import metrics
from .declared import OPERATIONS, refusals, success
from .problems import Refused
from .wire import Health


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


DOCUMENTED = [*OPERATIONS, live, ready, exposition]
HANDLERS = [live, ready, exposition]
