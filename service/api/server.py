"""The server: uvicorn, with bounds that it lacks on how long a client may take for a head or an answer, and how many there are."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.settings import Settings

from .app import create_app
from .exchange import Edge
from .logs import configure, log

_BACKLOG = 512


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 on one connection: closed where the head of a request or the taking of an answer does not come to an end."""

    settings = Settings()

    def connection_made(self, transport: Any) -> None:
        """A client has connected: one too many is let go at once."""
        super().connection_made(transport)
        self._head_timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None
        if len(self.connections) > self.settings.max_connections:
            transport.abort()
        else:
            self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Bytes have come, of a head or of a body."""
        if self._between_requests() and self._head_timer is None:
            self._expect_head()
        super().data_received(data)
        if not self._between_requests():
            self._cancel_head_timer()

    def pause_writing(self) -> None:
        """More of an answer waits than the client takes."""
        super_pause = getattr(super(), "pause_writing", None)
        if super_pause:
            super_pause()
        self._watch_sending(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The client has taken it."""
        super_resume = getattr(super(), "resume_writing", None)
        if super_resume:
            super_resume()
        self._cancel_send_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end."""
        self._cancel_head_timer()
        self._cancel_send_timer()
        super().connection_lost(exc)

    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _expect_head(self) -> None:
        self._head_timer = self.loop.call_later(self.settings.header_seconds, self._abort)

    def _abort(self) -> None:
        if not self.transport.is_closing() or self.transport.get_write_buffer_size():
            self.transport.abort()

    def _watch_sending(self, left: int) -> None:
        self._send_timer = self.loop.call_later(self.settings.send_seconds, self._check_sending, left)

    def _check_sending(self, before: int) -> None:
        """Cuts off a client that has taken nothing since."""
        left = self.transport.get_write_buffer_size()
        if left >= before:
            self.transport.abort()
        else:
            self._watch_sending(left)

    def _cancel_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _cancel_send_timer(self) -> None:
        if self._send_timer is not None:
            self._send_timer.cancel()
            self._send_timer = None


def run(settings: Settings) -> int:
    """Serves until a signal ends it; gives the exit status: 0 after SIGTERM or SIGINT, 1 where the service could not start."""
    configure(settings)
    try:
        edge = create_app(settings)
    except ImportError:
        log.error("tracing needs the extra: figurecheck[tracing]")
        return 1
    server = uvicorn.Server(config(edge, settings))
    status = 0

    async def watched() -> None:
        """Serves, and stops where the tables cannot be loaded: a service that never becomes ready helps nobody."""
        nonlocal status
        failed = asyncio.create_task(edge.app.state.pool.failed.wait())
        serving = asyncio.create_task(server.serve())
        await asyncio.wait({failed, serving}, return_when=asyncio.FIRST_COMPLETED)
        if failed.done():
            status = 1
            server.should_exit = True
        failed.cancel()
        await serving

    # uvicorn drains on these, then raises them anew for whoever was there before: nobody is.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    asyncio.run(watched())
    return status or int(not server.started)


def config(edge: Edge, settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the application."""
    protocol = type("Protocol", (BoundedProtocol,), {"settings": settings})
    return uvicorn.Config(
        edge,
        host=settings.host,
        port=settings.port,
        http=protocol,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
