"""Which request this is: W3C trace context and request id, taken over or minted; spans for OpenTelemetry where they are wanted.

https://www.w3.org/TR/trace-context/ version 1.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from service.version import VERSION

from .jobs import Tally

_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._~:/+=@-]{1,128}")


class Trace(Struct, frozen=True):
    """A place in a trace: the trace, this service's span in it, the caller's span if there is one, and the flags."""

    trace_id: str
    span_id: str
    parent_id: str | None
    flags: str

    @property
    def parent(self) -> str:
        """The span of this service as a `traceparent` header."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


def trace_of(header: str | None) -> Trace:
    """The trace of a `traceparent` header, or a new one where there is none that is valid."""
    found = _TRACEPARENT.fullmatch(header or "")
    span_id = os.urandom(8).hex()
    if found is None or (found[4] and header is not None and header.startswith("00")):
        return Trace(os.urandom(16).hex(), span_id, None, "00")
    return Trace(found[1], span_id, found[2], f"{int(found[3], 16) & 1:02x}")


def request_id_of(header: str | None) -> str:
    """The caller's request id where it is harmless, else a new one."""
    return header if header and _REQUEST_ID.fullmatch(header) else os.urandom(12).hex()


Spans = Callable[[Trace, str, int, float, Tally | None], None]
"""Takes a finished request: its trace, route, status and seconds, and what its work came to."""


def exporter() -> Spans:
    """Sends spans over OTLP/HTTP to where OTEL_EXPORTER_OTLP_* say; raises ImportError without the extra `tracing`."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an optional extra
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    return spans_to(BatchSpanProcessor(OTLPSpanExporter()))


def spans_to(processor: Any) -> Spans:
    """A span a request, and below it one a stage, for a span processor of OpenTelemetry.

    A stage's span is as long as all its goes together, after those before it: stages alternate from document to document.
    """
    from opentelemetry import trace as api  # noqa: PLC0415 - an optional extra
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator  # noqa: PLC0415

    class Ids(RandomIdGenerator):
        """Gives the span of a request the id that its answer carries."""

        given: Trace | None = None

        def generate_trace_id(self) -> int:
            return int(self.given.trace_id, 16) if self.given else super().generate_trace_id()

        def generate_span_id(self) -> int:
            return int(self.given.span_id, 16) if self.given else super().generate_span_id()

    ids = Ids()
    provider = TracerProvider(resource=Resource.create({"service.name": "figurecheck", "service.version": VERSION}), id_generator=ids)
    provider.add_span_processor(processor)
    tracer = provider.get_tracer("figurecheck")

    def finished(trace: Trace, route: str, status: int, seconds: float, tally: Tally | None) -> None:
        end = time.time_ns()
        began = end - int(seconds * 1e9)
        context = api.set_span_in_context(api.INVALID_SPAN)
        if trace.parent_id:
            flags = api.TraceFlags(int(trace.flags, 16))
            parent = api.SpanContext(int(trace.trace_id, 16), int(trace.parent_id, 16), is_remote=True, trace_flags=flags)
            context = api.set_span_in_context(api.NonRecordingSpan(parent))
        ids.given = trace
        span = tracer.start_span(route, context=context, kind=api.SpanKind.SERVER, start_time=began)
        ids.given = None
        span.set_attributes({"http.route": route, "http.response.status_code": status})
        if tally is not None:
            span.set_attributes({"figurecheck.documents": tally.documents, "figurecheck.claims": sum(tally.claims.values())})
            at = began
            for stage, duration in tally.stages.items():
                inner = tracer.start_span(stage, context=api.set_span_in_context(span), start_time=at)
                at += int(duration * 1e9)
                inner.end(end_time=at)
        span.end(end_time=end)

    return finished
