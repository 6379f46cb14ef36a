"""One request and its answer: what is known of them while they last."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, cast

from .jobs import Tally
from .tracing import Trace, request_id_of, trace_of

KEY = "figurecheck"  # of a scope
GONE = 499  # the status that logs and metrics give to a request whose client hung up


class Exchange:
    """One request and its answer."""

    def __init__(self, scope: Mapping[str, Any]) -> None:
        self.headers = headers = headers_of(scope)
        self.request_id = request_id_of(headers.get("x-request-id"))
        self.trace: Trace = trace_of(headers.get("traceparent"))
        self.path: str = scope["path"]
        self.address = scope["client"][0] if scope.get("client") else ""
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
    def payer(self) -> str:
        """Whose rate the request counts for: that of its key, else that of its address."""
        return f"key {self.key}" if self.key else f"address {self.address}"

    @property
    def seconds(self) -> float:
        """Since the head of the request was there."""
        return time.perf_counter() - self.began


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a head by lower-case name; one that is given several times is one list (RFC 9110, section 5.2)."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        field, content = name.decode("latin-1"), value.decode("latin-1")
        found[field] = f"{found[field]}, {content}" if field in found else content
    return found


def exchange_of(scope: Any) -> Exchange:
    """The exchange that a scope belongs to."""
    return cast("Exchange", scope[KEY])
