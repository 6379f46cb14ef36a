"""The server: uvicorn with llhttp and libuv, and bounds that it lacks: on heads, on how long a client may take, on how many there are."""

from __future__ import annotations

import asyncio
import gc
import signal
from typing import Any

import httptools
import msgspec
import uvicorn
import uvloop
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service.settings import Settings

from .app import create_app
from .edge import Edge
from .logs import configure, log
from .problems import MEDIA_TYPE, Refused
from .template import Started

_BACKLOG = 512
_LINGER_SECONDS = 2.0  # for a client to read why it is refused
_PHRASES = {400: "Bad Request", 431: "Request Header Fields Too Large"}


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 on one connection, closed where the head of a request or the taking of an answer does not come to an end.

    llhttp refuses fields that are malformed, lengths given twice or beside a transfer coding (RFC 9112, sections 5 and 6.3).
    Refused here: heads that are too long, name no host or two (section 3.2). An upgrade to another protocol is passed over, as
    RFC 9110, section 7.8 allows; trailers are dropped (section 6.5.1), since nobody checks them.
    """

    settings = Settings()

    def connection_made(self, transport: Any) -> None:
        """A client has connected: one too many is let go at once."""
        lingering: Any = _Lingering(transport, self)
        super().connection_made(lingering)
        self._head_timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None
        self._in_head = True
        self._head_bytes = 0  # of target and fields that are read
        self._unread = 0  # bytes that came while a head went on and on
        self._plain = b""  # a head without its wish for another protocol
        self._refusal: Refused | None = None
        self._deaf = False  # after a request that cannot be told from the next one
        if len(self.connections) > self.settings.max_connections:
            transport.abort()
        else:
            self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Bytes have come, of a head or of a body."""
        if self._deaf:
            return
        self._unset_keepalive_if_required()
        if self._between_requests() and self._head_timer is None:
            self._expect_head()
        if self._in_head and self._unread > self.settings.max_head_bytes:
            self._refuse(self._head_too_large())
        else:
            self._feed(data)
        if not self._between_requests():
            self._cancel_head_timer()

    def _feed(self, data: bytes) -> None:
        """Has bytes parsed; a head that asks for another protocol a second time, without that."""
        self._unread = self._unread + len(data) if self._in_head else 0
        while data:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                data = self._plain + data[upgrade.args[0] :]
                self.parser = httptools.HttpRequestParser(self)
            except httptools.HttpParserError:
                self._refuse(self._refusal or Refused("bad-request", "This is no HTTP/1.1 that can be read."))
                return
            else:
                return

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._in_head = True
        self._head_bytes = 0

    def on_url(self, url: bytes) -> None:
        """A piece of the target."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head, or one that comes behind a body."""
        if self._in_head:
            super().on_header(name, value)
            self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        """The head is there."""
        version, method = self.parser.get_http_version(), self.parser.get_method()
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and version == "1.1"):
            raise self._refused(Refused("bad-request", "A request names one host, in one Host field."))
        if method == b"CONNECT":
            raise self._refused(Refused("bad-request", "This is no proxy."))
        self._unread = 0
        if self.parser.should_upgrade():
            fields = b"".join(b"%s: %s\r\n" % field for field in self.headers if field[0] != b"upgrade")
            self._plain = b"%s %s HTTP/%s\r\n%s\r\n" % (method, self.url, version.encode(), fields)
        else:
            super().on_headers_complete()
            self._in_head = False

    def on_message_complete(self) -> None:
        """The body is there."""
        if not self.parser.should_upgrade():
            super().on_message_complete()
            self._in_head = True

    def _count(self, length: int) -> None:
        self._head_bytes += length
        if self._head_bytes > self.settings.max_head_bytes:
            raise self._refused(self._head_too_large())

    def _head_too_large(self) -> Refused:
        most = self.settings.max_head_bytes
        return Refused("head-too-large", f"Target and fields may have {most} bytes, this request has more.", limit=most)

    def _refused(self, refusal: Refused) -> Refused:
        """To be raised through the parser, which tells an exception as its own."""
        self._refusal = refusal
        return refusal

    def _refuse(self, refusal: Refused) -> None:
        """Answers with a problem and closes the connection; silently, where a request before this one is not yet answered."""
        self._deaf = True
        log.info("request that cannot be read", problem=refusal.kind)
        if not self._between_requests():
            if self._in_head:
                self.cycle.keep_alive = False
                return
            if self.pipeline or self.cycle.response_started:
                self.transport.abort()
                return
        problem = refusal.problem(self.url.decode("ascii", "replace")[:200] if self.scope else "")
        body = msgspec.json.encode(problem)
        lines = [f"HTTP/1.1 {problem.status} {_PHRASES[problem.status]}", f"content-type: {MEDIA_TYPE}", f"content-length: {len(body)}"]
        self.transport.write("\r\n".join([*lines, "connection: close", "", ""]).encode() + body)
        # Closed at once, with bytes unread, the answer could be lost on its way (RFC 9112, section 9.6).
        self.transport.write_eof()
        self.loop.call_later(_LINGER_SECONDS, self._abort)

    def receiving(self) -> bool:
        """Whether a body is still on its way that nobody waits for any more."""
        return self.cycle is not None and self.cycle.response_complete and self.cycle.more_body

    def listen_no_more(self) -> None:
        """Has what still comes thrown away."""
        self._deaf = True
        self.flow.resume_reading()

    def pause_writing(self) -> None:
        """More of an answer waits than the client takes."""
        super().pause_writing()
        self._watch_sending(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The client has taken it."""
        super().resume_writing()
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


class _Lingering:
    """A transport that is closed for writing only, for a while, where a client still sends: closed at once, with bytes unread,
    the connection would be reset and the answer lost on its way (RFC 9112, section 9.6).
    """

    def __init__(self, transport: Any, protocol: BoundedProtocol) -> None:
        self._transport, self._protocol = transport, protocol
        self._lingers = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._lingers or bool(self._transport.is_closing())

    def close(self) -> None:
        if not self._protocol.receiving():
            self._transport.close()
        elif not self.is_closing():
            self._lingers = True
            self._transport.write_eof()
            self._protocol.listen_no_more()
            self._protocol.loop.call_later(_LINGER_SECONDS, self._transport.abort)


def run(settings: Settings, template: Started | None = None) -> int:
    """Serves until a signal ends it; gives the exit status: 0 after SIGTERM or SIGINT, 1 where the service could not start."""
    configure(settings)
    try:
        edge = create_app(settings, template)
    except ImportError:
        log.error("tracing needs the extra: figurecheck[tracing]")
        return 1
    gc.collect()
    gc.freeze()  # what is there now stays: no collection looks at it
    server = uvicorn.Server(config(edge, settings))
    status = 0

    async def watched() -> None:
        """Serves, and stops where the tables cannot be loaded: a service that never becomes ready helps nobody."""
        nonlocal status
        failed = asyncio.create_task(edge.parts.pool.failed.wait())
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
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(watched())
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
