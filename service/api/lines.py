"""A stream of dossiers: one JSON text a line in, a report or a problem a line out, in order, with back-pressure both ways."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import msgspec

from .exchange import Exchange
from .jobs import Job
from .media import NDJSON
from .parts import Parts
from .problems import Refused

_JOB = Job(operation="check")


class Line(NamedTuple):
    """One line of a stream, counted from 1; `content` is None where it is longer than a body may be."""

    number: int
    content: bytes | None


class GoneError(Exception):
    """The client has hung up."""


async def stream(parts: Parts, exchange: Exchange, receive: Any, send: Any) -> None:
    """Answers a request while it is read."""
    exchange.streaming = True
    headers = [(b"content-type", NDJSON.encode()), (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    gone = False
    try:
        await _Stream(parts, exchange, receive, send).run()
    except* GoneError:
        gone = True
    if not gone:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Stream:
    """One stream: a reader that starts the work, as many lines ahead as there are workers, and a writer that waits for it."""

    def __init__(self, parts: Parts, exchange: Exchange, receive: Any, send: Any) -> None:
        self._parts = parts
        self._exchange = exchange
        self._receive = receive
        self._send = send
        self._begun: asyncio.Queue[asyncio.Task[bytes] | None] = asyncio.Queue(parts.settings.workers)
        self._number = 0

    async def run(self) -> None:
        """Answers every line; raises a group of GoneError where the client hangs up."""
        async with asyncio.TaskGroup() as group:
            reader = group.create_task(self._read(group))
            while (task := await self._begun.get()) is not None:
                await self._send({"type": "http.response.body", "body": await task + b"\n", "more_body": True})
            reader.cancel()

    async def _read(self, group: asyncio.TaskGroup) -> None:
        try:
            async for line in self._lines():
                await self._begun.put(group.create_task(self._answered(line)))
        except Refused as refusal:
            await self._begun.put(group.create_task(self._refused(refusal, self._number + 1)))
        await self._begun.put(None)
        while (await self._receive())["type"] != "http.disconnect":
            pass
        raise GoneError

    async def _lines(self) -> AsyncIterator[Line]:
        """The lines that are not blank; a line's bytes count as in flight until it is answered."""
        most = self._parts.settings.max_body_bytes
        rest = bytearray()
        searched = 0
        skipping = False
        more = True
        while more:
            message: Any = await self._receive()
            if message["type"] == "http.disconnect":
                raise GoneError
            piece, more = message["body"], message["more_body"]
            self._parts.gate.charge(self._exchange, len(piece))
            rest += piece
            while (end := rest.find(b"\n", searched)) >= 0 or (not more and rest):
                line = bytes(rest if end < 0 else rest[:end])
                self._parts.gate.charge(self._exchange, -int(end >= 0))
                del rest[: len(line) + 1]
                searched = 0
                self._number += 1
                if skipping or len(line) > most:
                    self._parts.gate.charge(self._exchange, -len(line))
                    skipping = False
                    yield Line(self._number, None)
                elif line.strip():
                    yield Line(self._number, line)
                else:
                    self._parts.gate.charge(self._exchange, -len(line))
            searched = len(rest)
            if len(rest) > most:
                self._parts.gate.charge(self._exchange, -len(rest))
                rest.clear()
                searched, skipping = 0, True
        if skipping:
            self._number += 1
            yield Line(self._number, None)

    async def _answered(self, line: Line) -> bytes:
        """The report on a line, or the problem with it."""
        most = self._parts.settings.max_body_bytes
        try:
            if line.content is None:
                raise Refused("too-large", f"A line may have {most} bytes, this one has more.", limit=most)
            if line.number > 1:  # the request itself has paid for the first one
                self._parts.rates.spend(self._exchange.payer)
            content, tally = await self._parts.pool.run(_JOB, line.content, patient=True)
        except Refused as refusal:
            return await self._refused(refusal, line.number)
        finally:
            self._parts.gate.charge(self._exchange, -len(line.content or b""))
        self._parts.metrics.work(tally)
        return bytes(content)

    async def _refused(self, refusal: Refused, number: int) -> bytes:
        self._parts.metrics.problems.labels(refusal.kind).inc()
        return msgspec.json.encode(refusal.problem(self._exchange.path, self._exchange.request_id, number))
