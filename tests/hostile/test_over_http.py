"""Requests that are made to hurt: each is answered as it should be, and soon; a time here tells linear from quadratic, no more."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from contextlib import suppress
from typing import Any

import httpx
import pytest

from tests.hostile.texts import PAGES, TEXTS
from tests.servers import memory, served

SECONDS = 20.0


async def answer(client: httpx.AsyncClient, path: str, body: Any) -> Any:
    began = time.perf_counter()
    found = await client.post(path, json=body)
    assert found.status_code == 200, found.text
    assert time.perf_counter() - began < SECONDS
    return found.json()


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TEXTS.items()])
async def test_hostile_text(client: httpx.AsyncClient, text: str) -> None:
    report = await answer(client, "/v1/check", {"documents": [{"id": "a", "text": text, "published_at": "2024-11-14"}]})
    for claim in report["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["span"]["text"]


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
async def test_hostile_page(client: httpx.AsyncClient, html: str) -> None:
    await answer(client, "/v1/extract", {"documents": [{"id": "a", "html": html}]})


async def test_a_thousand_tiny_documents(client: httpx.AsyncClient) -> None:
    await answer(client, "/v1/check", {"documents": [{"id": str(n), "text": f"{n} people died."} for n in range(1_000)]})


async def test_one_document_many_times(client: httpx.AsyncClient) -> None:
    report = await answer(client, "/v1/check", {"documents": [{"id": str(n), "text": "11 people died in the flood."} for n in range(500)]})
    assert report["findings"] == []


async def test_all_figures_alike(client: httpx.AsyncClient) -> None:
    texts = ["The river killed 11 people. " * 400, "The river killed 11 people. " * 400]
    await answer(client, "/v1/check", {"documents": [{"id": str(n), "text": text} for n, text in enumerate(texts)]})


async def test_claims_beyond_any_measure(client: httpx.AsyncClient) -> None:
    def claim(name: str, value: float) -> dict[str, Any]:
        return {
            "id": name,
            "document_id": name,
            "kind": "quantity",
            "span": {"start": 0, "end": 1, "text": "1"},
            "quantity": {"nominal": value},
            "measure": {"head": "dog"},
        }

    await answer(client, "/v1/compare", {"claims": [claim("a", 1e100), claim("b", 1e-100), claim("c", 0), claim("d", -1e100)]})


async def test_liveness_while_the_service_is_busy(client: httpx.AsyncClient) -> None:
    body = {"documents": [{"id": "a", "text": "12 March 2020, 5 km, $5m. " * 8_000}]}
    work = [asyncio.create_task(client.post("/v1/extract", json=body)) for _ in range(3)]
    for _ in range(10):
        began = time.perf_counter()
        assert (await client.get("/health/live")).status_code == 200
        assert time.perf_counter() - began < 1
    assert [found.status_code for found in await asyncio.gather(*work)] == [200, 200, 200]


async def test_a_client_that_hangs_up(url: str, client: httpx.AsyncClient) -> None:
    host, port = url.removeprefix("http://").split(":")
    for sent in (
        b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Le",
        b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
    ):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert (await client.get("/health/ready")).status_code == 200


async def test_two_hundred_of_the_largest_jobs_at_once() -> None:
    """As many as there is room for are taken, the others are told so at once; nobody waits longer than the deadline."""
    text = "Up to 12,000 soldiers arrived on Oct. 5 at a cost of $1.5bn, officials said. " * 6_000
    body = json.dumps({"documents": [{"id": str(number), "text": text} for number in range(4)]}).encode()
    head = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    limits = {"max_body_bytes": "2000000", "max_in_flight_bytes": "40000000", "deadline_seconds": "4", "max_queue": "10"}

    async def job(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with suppress(ConnectionError):
            writer.write(head % len(body) + body)
            await writer.drain()
        status = int((await reader.readline())[9:12])
        writer.close()
        return status

    with served(**limits) as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=10) as client:
            jobs = [asyncio.create_task(job(server.port)) for _ in range(200)]
            for _ in range(20):
                began = time.perf_counter()
                assert (await client.get("/health/live")).status_code == 200
                assert time.perf_counter() - began < 1
            statuses = Counter(await asyncio.gather(*jobs))
            assert statuses.keys() <= {200, 503}
            assert statuses[503] > 100
            assert (await client.post("/v1/check", json={"documents": [{"id": "a", "text": "5 dogs"}]})).status_code == 200


async def test_memory_stays_flat() -> None:
    """A second pass over every hostile text takes no more memory than the first one did."""
    with served(workers="1") as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
            after = []
            for _ in range(3):
                for text in TEXTS.values():
                    await answer(client, "/v1/extract", {"documents": [{"id": "a", "text": text}]})
                after.append(memory(server))
            assert after[2] < 1.05 * after[0] + 2, after
