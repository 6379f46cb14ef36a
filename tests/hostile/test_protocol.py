"""HTTP itself as a weapon: heads that never end, requests that two parsers would tell apart differently, wishes for another protocol."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from typing import Any

import pytest

BODY = b'{"documents": [{"id": "a", "text": "5 dogs died."}]}'
JSON = b"Content-Type: application/json\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
LIVE = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"

Send = Any


def post(fields: bytes, rest: bytes = BODY) -> bytes:
    return b"POST /v1/check HTTP/1.1\r\nHost: a\r\n" + JSON + fields + b"\r\n" + rest


@pytest.fixture
async def say(url: str) -> Send:
    """Sends bytes, in pieces if there are several, and gives all that comes back until the service closes, or says no more."""
    host, port = url.removeprefix("http://").split(":")

    async def said(*pieces: bytes, silence: float = 5.0, until: bytes = b"") -> bytes:
        reader, writer = await asyncio.open_connection(host, int(port))
        found = b""
        with suppress(ConnectionError, TimeoutError):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.02)
            while not until or until not in found:
                async with asyncio.timeout(silence):
                    piece = await reader.read(1 << 16)
                if not piece:
                    break
                found += piece
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        return found

    return said


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


SMUGGLED = {
    "a length and a transfer coding": LENGTH + b"Transfer-Encoding: chunked\r\n",
    "two lengths": LENGTH + b"Content-Length: 3\r\n",
    "a length twice": LENGTH + LENGTH,
    "a list of lengths": b"Content-Length: %d, %d\r\n" % (len(BODY), len(BODY)),
    "a length with a sign": b"Content-Length: +%d\r\n" % len(BODY),
    "a length in hexadecimal": b"Content-Length: 0x10\r\n",
    "a blank before the colon": b"Content-Length : %d\r\n" % len(BODY),
    "a folded field": LENGTH + b"X: a\r\n b\r\n",
    "a bare line feed": LENGTH + b"X: a\nTransfer-Encoding: chunked\r\n",
    "a bare carriage return": LENGTH + b"X: a\rTransfer-Encoding: chunked\r\n",
    "NUL": LENGTH + b"X: a\0b\r\n",
    "a coding that is no coding": b"Transfer-Encoding: xchunked\r\n",
    "chunked, and then not": b"Transfer-Encoding: chunked, identity\r\n",
    "two hosts": LENGTH + b"Host: b\r\n",
}


@pytest.mark.parametrize("fields", SMUGGLED.values(), ids=SMUGGLED)
async def test_what_two_parsers_could_read_differently_is_not_read(say: Send, fields: bytes) -> None:
    answer = await say(post(fields) + LIVE)
    assert statuses(answer) == [400], "and what follows is not taken for a request"
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert json.loads(body)["type"].endswith(":bad-request")


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health/live HTTP/1.1\r\n\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /h\xe9 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /health/live HTTP/1.1\nHost: a\n\n",
    ],
    ids=["no host", "CONNECT", "HTTP/2", "TLS", "a target in Latin-1", "line feeds alone"],
)
async def test_heads_that_are_none(say: Send, head: bytes) -> None:
    assert statuses(await say(head)) == [400]


CHUNKS = {
    "line feeds alone": b"3\nabc\n0\n\n",
    "a negative size": b"-3\r\nabc\r\n0\r\n\r\n",
    "a size beyond any number": b"f" * 17 + b"\r\nabc",
    "longer than it says": b"3\r\nabcdef\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("chunks", CHUNKS.values(), ids=CHUNKS)
async def test_chunks_that_are_none(say: Send, chunks: bytes) -> None:
    assert statuses(await say(post(b"Transfer-Encoding: chunked\r\n", chunks) + LIVE)) == [400]


async def test_chunks_that_are_some(say: Send) -> None:
    chunks = b"".join(b"1;name=value\r\n%c\r\n" % byte for byte in BODY) + b"0\r\nContent-Encoding: gzip\r\nHost: b\r\n\r\n"
    answer = await say(post(b"Transfer-Encoding: chunked\r\n", chunks) + LIVE, until=b'"live"')
    assert statuses(answer) == [200, 200], "what comes behind the chunks is nobody's field"


@pytest.mark.parametrize(
    "pieces",
    [
        [b"GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"],
        [b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"],
        [b"GET /health/live HTTP/1.1\r\nHost: a\r\n" + b"a: b\r\n" * 40_000 + b"\r\n"],
        [b"GET /health/live HTTP/1.1\r\nHost: a\r\nX: ", *[b"x" * 20_000] * 10],
        [b"GET /health/live HTTP/1.1\r\nHost: a\r\n", *[b"a: b\r\n" * 4_000] * 10],
    ],
    ids=["a long field", "a long target", "many fields", "a field that goes on", "fields that go on"],
)
async def test_heads_beyond_measure(say: Send, pieces: list[bytes]) -> None:
    answer = await say(*pieces)
    if answer:  # whoever still sends may learn of the end before the answer
        assert statuses(answer) == [431]
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["limit"] == 65_536
    else:
        assert len(pieces) > 1


async def test_a_wish_for_another_protocol_is_passed_over(say: Send) -> None:
    """As some clients of HTTP/2 have it in their first request (RFC 7540, section 3.2), a body along with it."""
    upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n" + LENGTH
    answer = await say(post(upgrade) * 3 + LIVE, until=b'"live"')
    assert statuses(answer) == [200] * 4
    assert answer.count(b'"5 dogs"') == answer.count(b'"text":"5 dogs"') > 0


async def test_requests_in_a_row_are_answered_in_a_row(say: Send) -> None:
    answer = await say(post(LENGTH) + LIVE + post(LENGTH) + LIVE, until=b"never", silence=1)
    assert statuses(answer) == [200] * 4
    assert [answer.find(b'"live"') < answer.rfind(b'"claims"'), answer.find(b'"claims"') < answer.find(b'"live"')] == [True, True]


async def test_an_answer_is_given_before_what_follows_is_found_to_be_nonsense(say: Send) -> None:
    answer = await say(post(LENGTH) + b"nonsense\r\n\r\n" + LIVE)
    assert statuses(answer) == [200]
    assert b'"claims"' in answer


async def test_ten_thousand_requests_in_a_row(say: Send) -> None:
    answer = await say(LIVE * 10_000 + b"nonsense\r\n\r\n", silence=30)
    assert statuses(answer) == [200] * 10_000


async def test_a_body_that_is_waited_for_and_refused(say: Send) -> None:
    """Nobody knows whether it comes: what comes next must not be taken for it."""
    head = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n"
    answer = await say(head, LIVE)
    assert statuses(answer) == [415]
    assert b"connection: close" in answer.lower()


async def test_a_body_that_is_waited_for_and_wanted(say: Send) -> None:
    answer = await say(post(b"Expect: 100-continue\r\n" + LENGTH, b""), BODY, until=b'"claims"')
    assert statuses(answer) == [100, 200]
