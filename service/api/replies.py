"""A job's answer as HTTP has it: validated with an ETag, given up where nobody waits for it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any

from . import renderings
from .exchange import Exchange
from .jobs import Job
from .parts import Parts

# Texts may be under embargo: no cache but the client's own, and that one asks before it answers.
CACHE_CONTROL = "private, no-cache"


async def reply(parts: Parts, exchange: Exchange, job: Job, body: bytes, receive: Any, send: Any) -> None:
    """Answers a body with what its job comes to."""
    headers = {"cache-control": CACHE_CONTROL, "vary": "Accept, Accept-Encoding", "etag": tag(parts, job, body)}
    if headers["etag"] in _tags(exchange.headers.get("if-none-match", "")):
        await _send(send, 304, headers, b"")
        return
    content = await _done(parts, exchange, job, body, receive)
    if content is None:
        return
    headers |= {"content-type": renderings.content_type(job.gives), "content-length": str(len(content))}
    if job.encoding != "identity":
        headers["content-encoding"] = job.encoding
    if job.gives in renderings.RENDERERS:
        headers |= renderings.headers(job.gives)
    await _send(send, 200, headers, content)


async def _send(send: Any, status: int, headers: Mapping[str, str], content: bytes) -> None:
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": content, "more_body": False})


async def _done(parts: Parts, exchange: Exchange, job: Job, body: bytes, receive: Any) -> bytes | None:
    """The answer to a body; None where the client hangs up before it is there: then the work is given up."""
    waiting = asyncio.current_task()
    gone = False

    async def listen() -> None:
        nonlocal gone
        await receive()
        gone = True
        if waiting is not None:
            waiting.cancel()

    listener = asyncio.get_running_loop().create_task(listen())
    try:
        content, exchange.tally = await parts.pool.run(job, body)
    except asyncio.CancelledError:
        if not gone or waiting is None or waiting.uncancel():
            raise
        return None
    finally:
        listener.cancel()
    return content


def tag(parts: Parts, job: Job, body: bytes) -> str:
    """A strong validator: a digest of everything that the bytes of the answer follow from."""
    settings = parts.settings
    limits = str(settings.max_claims), str(settings.max_claims_per_document)
    facts = (parts.pool.fingerprint, job.operation, job.takes, job.gives, job.coding, job.encoding, *limits, "")
    found = hashlib.blake2b("\n".join(facts).encode(), digest_size=18)
    found.update(body)
    return f'"{found.hexdigest()}"'


def _tags(if_none_match: str) -> frozenset[str]:
    """The validators of an If-None-Match header, weak ones as strong (RFC 9110, section 13.1.2)."""
    return frozenset(entry.strip().removeprefix("W/") for entry in if_none_match.split(","))
