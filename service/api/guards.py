"""What a request for work has to pass before a byte of its body is read; coroutines, since Litestar gives a function a thread."""

from __future__ import annotations

from litestar.handlers.base import BaseRouteHandler

from .access import Keys
from .exchange import exchange_of
from .negotiation import Connection
from .problems import Refused


async def authorized(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a request without a key that is known, where keys are set."""
    keys: Keys = connection.app.state.api_keys
    if keys:
        exchange_of(connection.scope).key = keys.owner(connection.headers.get("authorization"))


async def within_rate(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a client that asks more often than it may."""
    connection.app.state.rates.spend(client_of(connection))


async def admitted(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a request that there is no room for, its body included; the exchange makes room again at its end."""
    length = connection.headers.get("content-length", "0")
    expected = int(length) if length.isdecimal() and len(length) < 20 else 0
    most = connection.app.state.settings.max_body_bytes
    if expected > most:
        raise Refused("too-large", f"A body may have {most} bytes, this one has {expected}.", limit=most, actual=expected)
    _enter(connection, expected)


async def admitted_stream(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a stream that there is no room for; the bytes of its lines count as they come."""
    _enter(connection, 0)


def _enter(connection: Connection, expected: int) -> None:
    state = connection.app.state
    if not state.pool.ready.is_set():
        raise Refused("not-ready", "Tables are still being loaded; ask again in a second.", headers={"Retry-After": "1"})
    if state.pool.full:
        raise state.pool.overloaded()
    state.gate.enter(exchange_of(connection.scope), expected)


def client_of(connection: Connection) -> str:
    """Whose rate a request counts for: that of its key, else that of its address."""
    key = exchange_of(connection.scope).key
    return f"key {key}" if key else f"address {connection.client.host if connection.client else ''}"
