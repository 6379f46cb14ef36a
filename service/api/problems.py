"""Problem details (RFC 9457): the one shape of every answer that is not a success."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .media import PROBLEM

MEDIA_TYPE = PROBLEM
TYPE_PREFIX = "urn:problem-type:figurecheck:"
INTERNAL = "The failure has been logged; the request was not carried out."

ProblemKind = Literal[
    "bad-request",
    "invalid-json",
    "invalid-msgpack",
    "bad-compression",
    "nested-too-deeply",
    "bad-encoding",
    "duplicate-key",
    "unknown-host",
    "unauthorized",
    "not-found",
    "method-not-allowed",
    "not-acceptable",
    "too-slow",
    "too-large",
    "unsupported-media-type",
    "invalid-fields",
    "too-many-requests",
    "head-too-large",
    "internal-error",
    "not-ready",
    "overloaded",
    "deadline-exceeded",
    "worker-lost",
]

KINDS: Mapping[ProblemKind, tuple[int, str]] = {
    "bad-request": (400, "The request cannot be served as it is"),
    "invalid-json": (400, "The body is not valid JSON"),
    "invalid-msgpack": (400, "The body is not valid MessagePack"),
    "bad-compression": (400, "The body is not what its Content-Encoding says"),
    "nested-too-deeply": (400, "The body is nested too deeply"),
    "bad-encoding": (400, "Text in the body is not UTF-8"),
    "duplicate-key": (400, "The body gives a key twice in one object"),
    "unknown-host": (400, "The request is not for this host"),
    "unauthorized": (401, "The request carries no key that is known here"),
    "not-found": (404, "There is nothing at this path"),
    "method-not-allowed": (405, "This path does not take this method"),
    "not-acceptable": (406, "No media type that this path answers in is acceptable to the client"),
    "too-slow": (408, "The body did not arrive in time"),
    "too-large": (413, "The body is too large"),
    "unsupported-media-type": (415, "The body is of a media type or coding that this path does not read"),
    "invalid-fields": (422, "Some fields of the body are not as they should be"),
    "too-many-requests": (429, "This client has used up its share for now"),
    "head-too-large": (431, "The head of the request is too large"),
    "internal-error": (500, "The service failed on this request"),
    "not-ready": (503, "The service is still warming up"),
    "overloaded": (503, "The service has more work than it can take on"),
    "deadline-exceeded": (503, "The work took too long and was given up"),
    "worker-lost": (503, "The process that worked on this ended before its answer"),
}


class Fault(Struct, frozen=True, omit_defaults=True):
    """One thing wrong with one field."""

    pointer: Annotated[str, Meta(description="JSON Pointer (RFC 6901) to the field in the request's body; empty for the whole body.")]
    detail: str
    limit: Annotated[int | None, Meta(description="The limit that the field exceeds.")] = None
    actual: Annotated[int | None, Meta(description="What the field holds of what is limited.")] = None


def beyond(pointer: str, actual: int, what: str, limit: int) -> Fault:
    """The fault of a field that holds more than it may."""
    return Fault(pointer, f"{actual} {what} are more than the limit of {limit}.", limit, actual)


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Problem details as RFC 9457 has them, with a pointer to each field at fault."""

    type: Annotated[str, Meta(description="URI of the kind of problem.")]
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: str
    instance: Annotated[str, Meta(description="The path that was asked.")]
    errors: Annotated[tuple[Fault, ...], Meta(description="Every field at fault, the first hundred of them.")] = ()
    limit: Annotated[int | None, Meta(description="The limit that was exceeded.")] = None
    actual: Annotated[int | None, Meta(description="What the request held of what is limited, where that is known.")] = None
    line: Annotated[int | None, Meta(description="Of a stream, the line that was not served, counted from 1.")] = None
    request_id: Annotated[str | None, Meta(description="The X-Request-ID of the answer, as the service's log has it.")] = None


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of the service
    """A request that is answered with a problem."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        errors: tuple[Fault, ...] = (),
        limit: int | None = None,
        actual: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.limit = limit
        self.actual = actual
        self.headers = dict(headers or {})

    def problem(self, instance: str, request_id: str | None = None, line: int | None = None) -> Problem:
        """The problem details of this refusal, for a request to the path `instance`, or for one line of it."""
        status, title = KINDS[self.kind]
        return Problem(
            type=TYPE_PREFIX + self.kind,
            title=title,
            status=status,
            detail=self.detail,
            instance=instance,
            errors=self.errors,
            limit=self.limit,
            actual=self.actual,
            line=line,
            request_id=request_id,
        )
