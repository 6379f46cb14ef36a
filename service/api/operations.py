"""The operations, as handlers that the framework routes to.

They are ASGI handlers, so bodies reach a worker as the bytes that came, and answers leave as the bytes that it gave: binding
them to parameters and back would take longer than everything else that HTTP adds (benchmarks/overhead.py).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from litestar import asgi
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import ASGIRouteHandler

from . import guards
from .exchange import Exchange, exchange_of
from .jobs import Job
from .lines import stream
from .media import NDJSON
from .negotiation import BODIES, REPORTS, best, coding, encoding, taken
from .parts import Parts
from .problems import Refused
from .replies import reply

Operation = Callable[[Parts, Exchange, Any, Any], Awaitable[None]]


def operation(name: str, offers: Sequence[str]) -> Operation:
    """The operation of that name, which answers in one of `offers`: a body in, a body out."""

    async def answered(parts: Parts, exchange: Exchange, receive: Any, send: Any) -> None:
        guards.known(parts, exchange)
        headers = exchange.headers
        gives, encoded = best(headers, offers), encoding(headers)
        job = Job(operation=name, takes=taken(headers, BODIES), gives=gives, coding=coding(headers), encoding=encoded)
        guards.admitted(parts, exchange)
        body = await _whole(receive, parts.settings.max_body_bytes)
        if body is not None:
            await reply(parts, exchange, job, body, receive, send)

    return answered


async def check_stream(parts: Parts, exchange: Exchange, receive: Any, send: Any) -> None:
    """A report for each dossier, in the order of the lines."""
    guards.known(parts, exchange)
    best(exchange.headers, (NDJSON,))
    taken(exchange.headers, (NDJSON,))
    if coding(exchange.headers) != "identity":
        detail = "This path reads lines as they are, not compressed."
        raise Refused("unsupported-media-type", detail, headers={"Accept-Encoding": "identity"})
    guards.admitted_stream(parts, exchange)
    await stream(parts, exchange, receive, send)


OPERATIONS: Mapping[str, Operation] = {
    "/v1/check": operation("check", REPORTS),
    "/v1/extract": operation("extract", BODIES),
    "/v1/compare": operation("compare", BODIES),
    "/v1/check/stream": check_stream,
}


def handlers(parts: Parts) -> list[ASGIRouteHandler]:
    """A handler for each operation of a service that is made of `parts`."""
    return [_handler(path, work, parts) for path, work in OPERATIONS.items()]


def _handler(path: str, work: Operation, parts: Parts) -> ASGIRouteHandler:
    @asgi(path, copy_scope=False)
    async def answered(scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] != "POST":
            raise MethodNotAllowedException(headers={"Allow": "POST"})
        await work(parts, exchange_of(scope), receive, send)

    return answered


async def _whole(receive: Any, most: int) -> bytes | None:
    """The body, None where the client hangs up; raises Refused where it is longer than it may be."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message["body"]
        if len(body) > most:
            raise Refused("too-large", f"A body may have {most} bytes, this one has more.", limit=most)
        if not message["more_body"]:
            return bytes(body)
