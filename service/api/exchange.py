"""The outermost layer: every request gets an id and a trace, a bounded time for its body, a line in the log, a place in the metrics."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any, cast

import msgspec
import structlog
from litestar import Litestar

from service.settings import Settings

from .access import CORS, known_host
from .jobs import Tally
from .logs import log
from .metrics import Metrics
from .problems import MEDIA_TYPE, Refused
from .tracing import Spans, Trace, request_id_of, trace_of

KEY = "figurecheck"  # of a scope
GONE = 499  # the status that logs and metrics give to a request whose client hung up
QUIET = frozenset({"/health/live", "/health/ready", "/metrics"})


class Gate:
    """How many requests for work are in flight, and how many bytes of their bodies."""

    def __init__(self, settings: Settings) -> None:
        self._most = settings.max_in_flight
        self._most_bytes = settings.max_in_flight_bytes
        self.requests = 0
        self.bytes = 0

    def enter(self, exchange: Exchange, length: int) -> None:
        """Lets a request in whose body will have `length` bytes; raises Refused where there is no room for it."""
        if self.requests >= self._most:
            raise Refused("overloaded", f"{self.requests} requests are in flight already.", limit=self._most, headers={"Retry-After": "1"})
        if self.bytes + length > self._most_bytes:
            raise self._too_many_bytes()
        self.requests += 1
        self.bytes += length
        exchange.inside, exchange.reserved = True, length

    def charge(self, exchange: Exchange, length: int) -> None:
        """Takes note of bytes beyond those that were reserved, or that they are gone; raises Refused where there is no room for them."""
        if length > 0 and self.bytes + length > self._most_bytes:
            raise self._too_many_bytes()
        self.bytes += length
        exchange.reserved += length

    def leave(self, exchange: Exchange) -> None:
        """Makes room again."""
        if exchange.inside:
            self.requests -= 1
            self.bytes -= exchange.reserved
            exchange.inside, exchange.reserved = False, 0

    def _too_many_bytes(self) -> Refused:
        return Refused("overloaded", "Too many bytes are in flight already.", limit=self._most_bytes, headers={"Retry-After": "1"})


class Exchange:
    """One request and its answer."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.request_id = request_id_of(headers.get("x-request-id"))
        self.trace: Trace = trace_of(headers.get("traceparent"))
        self.began = time.perf_counter()
        self.status = GONE
        self.received = 0
        self.sent = 0
        self.complete = False  # the body
        self.streaming = False
        self.inside = False
        self.reserved = 0
        self.key: str | None = None
        self.problem: str | None = None
        self.tally: Tally | None = None

    @property
    def seconds(self) -> float:
        """Since the head of the request was there."""
        return time.perf_counter() - self.began


def exchange_of(scope: Any) -> Exchange:
    """The exchange that a scope belongs to."""
    return cast("Exchange", scope[KEY])


class Edge:
    """Wraps the application."""

    def __init__(self, app: Litestar, settings: Settings, gate: Gate, metrics: Metrics, spans: Spans | None) -> None:
        self.app = app
        self._settings = settings
        self._gate = gate
        self._metrics = metrics
        self._spans = spans
        self._cors = CORS(settings.cors_origins)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, or the life of the application."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        exchange = Exchange(headers)
        scope[KEY] = exchange
        extra = [
            (b"x-request-id", exchange.request_id.encode()),
            (b"traceparent", exchange.trace.parent.encode()),
            *self._cors.headers(headers.get("origin")),
        ]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=exchange.request_id, trace_id=exchange.trace.trace_id)

        async def received() -> Any:
            return await self._receive(exchange, receive)

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message["headers"], *extra]
            elif message["type"] == "http.response.body":
                exchange.sent += len(message["body"])
            await send(message)

        self._metrics.in_flight.inc()
        try:
            # Probes name an address, not a host.
            if scope["path"] not in QUIET and not known_host(headers.get("host", ""), self._settings.allowed_hosts):
                await send_problem(Refused("unknown-host", "This service does not answer to that name."), scope, sent)
            elif self._cors.preflight(scope["method"], headers):
                await _send(sent, 204, self._cors.allowed(headers.get("origin")), b"")
            else:
                await self.app(scope, received, sent)
        finally:
            self._gate.leave(exchange)
            self._metrics.in_flight.dec()
            self._finished(scope, exchange)

    async def _receive(self, exchange: Exchange, receive: Any) -> Any:
        """The next piece of a body, if it comes in time."""
        if exchange.complete:
            return await receive()
        limit = self._settings.body_seconds
        due = limit if exchange.streaming else exchange.began + limit - time.perf_counter()
        try:
            async with asyncio.timeout(max(due, 0.0)):
                message = await receive()
        except TimeoutError:
            exchange.complete = True
            detail = f"The body has to arrive within {limit:g} seconds."
            raise Refused("too-slow", detail, limit=round(limit), headers={"Connection": "close"}) from None
        if message["type"] == "http.request":
            exchange.received += len(message["body"])
            exchange.complete = not message["more_body"]
            if exchange.inside and not exchange.streaming and exchange.received > exchange.reserved:
                self._gate.charge(exchange, exchange.received - exchange.reserved)
        return message

    def _finished(self, scope: Any, exchange: Exchange) -> None:
        """Counts and logs what has become of a request."""
        template = scope.get("path_template")
        route = template if isinstance(template, str) else "other"
        seconds = exchange.seconds
        method = str(scope.get("method"))
        self._metrics.request(route, method, exchange.status, seconds)
        if exchange.problem:
            self._metrics.problems.labels(exchange.problem).inc()
        tally = exchange.tally
        if self._spans and route not in QUIET:
            self._spans(exchange.trace, route, exchange.status, seconds, tally)
        level = log.debug if route in QUIET else log.info
        facts: dict[str, Any] = {"problem": exchange.problem, "key": exchange.key}
        if tally is not None:
            facts |= {
                "documents": tally.documents,
                "characters": tally.characters,
                "claims": sum(tally.claims.values()),
                "findings": sum(tally.findings.values()),
                "stages": tally.stages,
            }
        level(
            "request",
            method=method,
            route=route,
            status=exchange.status,
            seconds=round(seconds, 6),
            received=exchange.received,
            sent=exchange.sent,
            **{name: fact for name, fact in facts.items() if fact is not None},
        )


async def send_problem(refusal: Refused, scope: Any, send: Any) -> None:
    """Answers with a problem."""
    exchange = exchange_of(scope)
    exchange.problem = refusal.kind
    problem = refusal.problem(scope["path"], exchange.request_id)
    headers = {"content-type": MEDIA_TYPE, "cache-control": "no-store", **{name.lower(): value for name, value in refusal.headers.items()}}
    await _send(send, problem.status, headers, msgspec.json.encode(problem))


async def _send(send: Any, status: int, headers: Mapping[str, str], body: bytes) -> None:
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    if body:
        encoded.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body, "more_body": False})
