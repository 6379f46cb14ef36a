"""What a request for work has to pass before a byte of its body is read."""

from __future__ import annotations

from .exchange import Exchange
from .parts import Parts
from .problems import Refused


def known(parts: Parts, exchange: Exchange) -> None:
    """Refuses a request without a key that is known, where keys are set, and a client that asks more often than it may."""
    if parts.keys:
        exchange.key = parts.keys.owner(exchange.headers.get("authorization"))
    parts.rates.spend(exchange.payer)


def admitted(parts: Parts, exchange: Exchange) -> None:
    """Refuses a request that there is no room for, its body included; the exchange makes room again at its end."""
    length = exchange.headers.get("content-length", "0")
    expected = int(length) if length.isdecimal() and len(length) < 20 else 0
    most = parts.settings.max_body_bytes
    if expected > most:
        raise Refused("too-large", f"A body may have {most} bytes, this one has {expected}.", limit=most, actual=expected)
    _enter(parts, exchange, expected)


def admitted_stream(parts: Parts, exchange: Exchange) -> None:
    """Refuses a stream that there is no room for; the bytes of its lines count as they come."""
    _enter(parts, exchange, 0)


def _enter(parts: Parts, exchange: Exchange, expected: int) -> None:
    if not parts.pool.ready.is_set():
        raise Refused("not-ready", "Tables are still being loaded; ask again in a second.", headers={"Retry-After": "1"})
    if parts.pool.full:
        raise parts.pool.overloaded()
    parts.gate.enter(exchange, expected)
