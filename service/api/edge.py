"""The outermost layer: every request gets an id and a trace, a bounded time for its body, a line in the log, a place in the metrics."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from litestar import Litestar

from .access import CORS, known_host
from .exchange import KEY, Exchange, exchange_of
from .logs import log
from .parts import Parts
from .problems import MEDIA_TYPE, Refused
from .tracing import Spans

QUIET = frozenset({"/health/live", "/health/ready", "/metrics"})


class Edge:
    """Stands before the framework, which answers."""

    def __init__(self, app: Litestar, parts: Parts, spans: Spans | None) -> None:
        self.app = app
        self.parts = parts
        self._settings = parts.settings
        self._gate = parts.gate
        self._metrics = parts.metrics
        self._spans = spans
        self._cors = CORS(parts.settings.cors_origins)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, or the life of the application."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        exchange = Exchange(scope)
        headers = exchange.headers
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
                # Where a client waits to be told to go on, and is not, nobody knows whether its body comes yet (RFC 9110, section 10.1.1).
                unread = [(b"connection", b"close")] if "expect" in headers and not exchange.received else []
                message["headers"] = [*message["headers"], *extra, *unread]
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
            self._metrics.work(tally)
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
