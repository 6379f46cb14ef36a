"""How much is in flight."""

from __future__ import annotations

from service.settings import Settings

from .exchange import Exchange
from .problems import Refused


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
            detail = f"{self.requests} requests are in flight already."
            raise Refused("overloaded", detail, limit=self._most, actual=self.requests, headers={"Retry-After": "1"})
        if self.bytes + length > self._most_bytes:
            raise self._too_many_bytes(length)
        self.requests += 1
        self.bytes += length
        exchange.inside, exchange.reserved = True, length

    def charge(self, exchange: Exchange, length: int) -> None:
        """Takes note of bytes beyond those that were reserved, or that they are gone; raises Refused where there is no room for them."""
        if length > 0 and self.bytes + length > self._most_bytes:
            raise self._too_many_bytes(length)
        self.bytes += length
        exchange.reserved += length

    def leave(self, exchange: Exchange) -> None:
        """Makes room again."""
        if exchange.inside:
            self.requests -= 1
            self.bytes -= exchange.reserved
            exchange.inside, exchange.reserved = False, 0

    def _too_many_bytes(self, length: int) -> Refused:
        detail = f"{self.bytes} bytes are in flight already, there is no room for {length} more."
        return Refused("overloaded", detail, limit=self._most_bytes, actual=self.bytes + length, headers={"Retry-After": "1"})
