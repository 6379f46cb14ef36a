"""Many dossiers over one connection."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from tests.conftest import MAX_BODY_BYTES

NDJSON = {"Content-Type": "application/x-ndjson"}
PATH = "/v1/check/stream"


def dossier(name: str, figure: int = 5) -> bytes:
    return json.dumps({"documents": [{"id": name, "text": f"{figure} dogs died."}]}).encode()


async def lines_of(client: httpx.AsyncClient, content: bytes | AsyncIterator[bytes], **headers: str) -> list[Any]:
    answer = await client.post(PATH, content=content, headers={**NDJSON, **headers})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    assert not answer.text or answer.text.endswith("\n")
    return [json.loads(line) for line in answer.text.splitlines()]


async def test_a_line_a_dossier_in_order(client: httpx.AsyncClient) -> None:
    found = await lines_of(client, b"\n".join(dossier(str(number)) for number in range(50)))
    assert [report["documents"][0]["id"] for report in found] == [str(number) for number in range(50)]


async def test_a_line_is_answered_as_a_request_is(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/check", content=dossier("a"), headers={"Content-Type": "application/json"})
    assert await lines_of(client, dossier("a") + b"\n") == [answer.json()]


async def test_a_bad_line_is_a_problem_and_the_rest_goes_on(client: httpx.AsyncClient) -> None:
    bad = b'{"documents": [{"id": "x", "text": 5}]}'
    found = await lines_of(client, b"\r\n".join([dossier("a"), b"{]", b"", bad, b"\xff", dossier("b")]) + b"\n\n")
    assert [line.get("status", 200) for line in found] == [200, 400, 422, 400, 200]
    assert [line.get("line") for line in found] == [None, 2, 4, 5, None]
    assert found[2]["errors"][0]["pointer"] == "/documents/0/text"


async def test_a_line_that_is_too_long(client: httpx.AsyncClient) -> None:
    long = b'{"documents": [{"id": "a", "text": "' + b"x" * (3 * MAX_BODY_BYTES) + b'"}]}'
    for end in (b"", b"\n", b"\n" + dossier("b")):
        found = await lines_of(client, dossier("a") + b"\n" + long + end)
        assert [(line.get("status"), line.get("line")) for line in found][:2] == [(None, None), (413, 2)]
        assert len(found) == 2 + (end == b"\n" + dossier("b"))


async def test_nothing_in_nothing_out(client: httpx.AsyncClient) -> None:
    assert await lines_of(client, b"") == []
    assert await lines_of(client, b"\n \n") == []


@pytest.mark.parametrize("headers", [{"Content-Type": "application/json"}, {"Accept": "application/json"}, {"Content-Encoding": "gzip"}])
async def test_what_is_no_stream(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.post(PATH, content=dossier("a"), headers={**NDJSON, **headers})
    assert answer.status_code == (406 if "Accept" in headers else 415)


async def test_each_report_comes_as_soon_as_it_is_ready(url: str) -> None:
    """The second line is sent only when the first report is there."""
    reader, writer = await asyncio.open_connection(*address(url))
    writer.write(head(b"Transfer-Encoding: chunked"))
    for name in ("a", "b", "c"):
        line = dossier(name) + b"\n"
        writer.write(b"%x\r\n%s\r\n" % (len(line), line))
        await asyncio.wait_for(reader.readuntil(b'"warnings":[]}\n'), 5)
    writer.write(b"0\r\n\r\n")
    assert b"0\r\n\r\n" in await asyncio.wait_for(reader.read(), 5)
    writer.close()


async def test_lines_are_taken_no_faster_than_reports_are(url: str) -> None:
    """A client that never reads is not read from for ever: sending stalls long before a gigabyte."""
    with socket.create_connection(address(url)) as connection:
        connection.settimeout(1.0)
        connection.sendall(head(b"Content-Length: 1000000000"))
        line = json.dumps({"documents": [{"id": "a", "text": "12,000 men. " * 200}]}).encode() + b"\n"
        sent = 0
        with suppress(TimeoutError):
            while sent < 1_000_000_000:
                connection.sendall(line * 10)
                sent += len(line) * 10
        assert sent < 100_000_000


async def test_a_client_that_hangs_up_in_the_middle(url: str, client: httpx.AsyncClient) -> None:
    for _ in range(5):
        _, writer = await asyncio.open_connection(*address(url))
        writer.write(head(b"Content-Length: 1000000") + (dossier("a") + b"\n") * 50)
        await writer.drain()
        writer.close()
    assert len(await lines_of(client, dossier("a"))) == 1


def address(url: str) -> tuple[str, int]:
    host, _, port = url.removeprefix("http://").partition(":")
    return host, int(port)


def head(length: bytes) -> bytes:
    return (
        b"POST /v1/check/stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\n" + length + b"\r\n\r\n"
    )
