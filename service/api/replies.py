"""A job's answer as HTTP has it: negotiated, validated with an ETag, given up where nobody waits for it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from . import renderings
from .exchange import GONE, exchange_of
from .jobs import Job
from .negotiation import BODIES, best, coding, encoding, taken

# Texts may be under embargo: no cache but the client's own, and that one asks before it answers.
CACHE_CONTROL = "private, no-cache"


async def reply(request: Request[Any, Any, Any], state: State, operation: str, body: bytes, offers: Sequence[str]) -> Response[Any]:
    """What the operation answers to a body, in the media type and coding that the client likes best."""
    job = Job(
        operation=operation,
        takes=taken(request, BODIES),
        gives=best(request, offers),
        coding=coding(request),
        encoding=encoding(request),
    )
    headers = {"Cache-Control": CACHE_CONTROL, "Vary": "Accept, Accept-Encoding", "ETag": tag(state, job, body)}
    if headers["ETag"] in _tags(request.headers.get("if-none-match", "")):
        return Response(None, status_code=304, headers=headers)
    work = asyncio.ensure_future(state.pool.run(job, body))
    gone = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            return Response(None, status_code=GONE)
        content, tally = work.result()
    finally:
        work.cancel()
        gone.cancel()
    exchange_of(request.scope).tally = tally
    state.metrics.work(tally)
    if job.encoding != "identity":
        headers["Content-Encoding"] = job.encoding
    if job.gives in renderings.RENDERERS:
        headers |= renderings.headers(job.gives)
    return Response(content, media_type=renderings.content_type(job.gives), headers=headers, status_code=200)


def tag(state: State, job: Job, body: bytes) -> str:
    """A strong validator: a digest of everything that the bytes of the answer follow from."""
    settings = state.settings
    parts = (state.pool.fingerprint, *_fields(job), str(settings.max_claims), str(settings.max_claims_per_document), "")
    found = hashlib.blake2b("\n".join(parts).encode(), digest_size=18)
    found.update(body)
    return f'"{found.hexdigest()}"'


def _fields(job: Job) -> tuple[str, ...]:
    return job.operation, job.takes, job.gives, job.coding, job.encoding


def _tags(if_none_match: str) -> frozenset[str]:
    """The validators of an If-None-Match header, weak ones as strong (RFC 9110, section 13.1.2)."""
    return frozenset(entry.strip().removeprefix("W/") for entry in if_none_match.split(","))
