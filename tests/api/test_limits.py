"""Every limit that is hit says what it is, and what was asked for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from service.settings import Settings
from tests.servers import Served, long_dossier, served

JSON = {"Content-Type": "application/json"}
LIMITS = {
    "max_head_bytes": 2_000,
    "max_body_bytes": 60_000,
    "max_documents": 3,
    "max_characters": 500,
    "max_claims": 6,
    "max_claims_per_document": 4,
    "max_depth": 8,
    "max_connections": 40,
    "max_in_flight": 4,
    "max_in_flight_bytes": 100_000,
}
# Those that take a server of their own, or time to hit: tests/api/test_overload.py, and test_access.py for the rate.
ELSEWHERE = {"max_queue", "deadline_seconds", "header_seconds", "body_seconds", "send_seconds", "rate_per_minute"}
NO_REFUSALS = {"keep_alive_seconds", "grace_seconds"}


@pytest.fixture(scope="module")
def small() -> Iterator[Served]:
    with served(**{name: str(limit) for name, limit in LIMITS.items()}) as server:
        yield server


@pytest.fixture
async def caller(small: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=small.url, timeout=20) as found:
        yield found


def test_every_limit_is_tried() -> None:
    limits = {name for name in Settings.__struct_fields__ if name.startswith(("max_", "rate_")) or name.endswith("_seconds")}
    assert limits == LIMITS.keys() | ELSEWHERE | NO_REFUSALS


def documents(count: int, text: str = "5 dogs") -> dict[str, Any]:
    return {"documents": [{"id": str(number), "text": text} for number in range(count)]}


def nested(depth: int) -> Any:
    return {"a": nested(depth - 1)} if depth > 1 else {}


def claims(count: int) -> dict[str, Any]:
    claim = {"document_id": "a", "kind": "quantity", "span": {"start": 0, "end": 1, "text": "5"}, "quantity": {"nominal": 5}}
    return {"claims": [{**claim, "id": str(number)} for number in range(count)]}


@pytest.mark.parametrize(
    ("path", "body", "status", "limit", "actual"),
    [
        ("check", documents(4), 422, 3, 4),
        ("extract", documents(1, "x" * 501), 422, 500, 501),
        ("compare", claims(7), 422, 6, 7),
        ("check", nested(9), 400, 8, 9),
        ("check", {**documents(1), "options": nested(400)}, 400, 8, 401),
    ],
    ids=["documents", "characters", "claims", "depth", "a great depth"],
)
async def test_fields_beyond_a_limit(caller: httpx.AsyncClient, path: str, body: Any, status: int, limit: int, actual: int) -> None:
    answer = await caller.post(f"/v1/{path}", json=body)
    problem = answer.json()
    assert (answer.status_code, problem["limit"], problem["actual"]) == (status, limit, actual)
    if status == 422:
        assert [(error["limit"], error["actual"]) for error in problem["errors"]] == [(limit, actual)]


async def test_a_depth_beyond_any_parser(caller: httpx.AsyncClient) -> None:
    answer = await caller.post("/v1/check", content=b"[" * 50_000, headers=JSON)
    assert (answer.status_code, answer.json()["limit"]) == (400, 8)


async def test_a_body_beyond_its_limit(caller: httpx.AsyncClient) -> None:
    answer = await caller.post("/v1/check", content=b" " * 60_001, headers=JSON)
    assert (answer.status_code, answer.json()["limit"], answer.json()["actual"]) == (413, 60_000, 60_001)


async def test_a_head_beyond_its_limit(caller: httpx.AsyncClient) -> None:
    answer = await caller.get("/health/live", headers={"X": "x" * 2_000})
    assert (answer.status_code, answer.json()["limit"]) == (431, 2_000)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_claims_beyond_a_limit_are_not_read_and_that_is_said(caller: httpx.AsyncClient) -> None:
    report = (await caller.post("/v1/extract", json=documents(2, "1 dog, 2 cats, 3 cows, 4 pigs, 5 hens"))).json()
    assert [len(document["claims"]) for document in report["documents"]] == [4, 2]
    assert [warning["document_id"] for warning in report["warnings"]] == ["0", "1"]
    assert [warning["detail"].rpartition(": ")[2] for warning in report["warnings"]] == [
        "the limit is 4 claims a document.",
        "the limit is 6 claims a request.",
    ]


async def test_requests_and_bytes_beyond_what_may_be_in_flight(small: Served, caller: httpx.AsyncClient) -> None:
    writers = []
    head = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

    async def begin(length: int) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", small.port)
        writer.write(head % length)
        await writer.drain()
        await asyncio.sleep(0.05)
        writers.append(writer)

    await begin(60_000)
    body = json.dumps(documents(1)).encode().ljust(50_000)
    answer = await caller.post("/v1/check", content=body, headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert (answer.json()["limit"], answer.json()["actual"]) == (100_000, 110_000)
    for _ in range(3):
        await begin(10)
    answer = await caller.post("/v1/check", json=documents(1))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert (answer.json()["limit"], answer.json()["actual"]) == (4, 4)
    for writer in writers:
        writer.close()


async def test_a_refusal_does_not_wait_for_the_body(small: Served, caller: httpx.AsyncClient) -> None:
    """All of these are decided by the head alone."""
    head = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    for media_type, length, status in ((b"text/plain", 10, b"415"), (b"application/json", 60_001, b"413")):
        reader, writer = await asyncio.open_connection("127.0.0.1", small.port)
        writer.write(head % (media_type, length))
        assert (await asyncio.wait_for(reader.readline(), 5))[9:12] == status
        writer.close()
    assert (await caller.get("/health/live")).status_code == 200


async def test_one_connection_too_many_is_closed(small: Served) -> None:
    connections = [await asyncio.open_connection("127.0.0.1", small.port) for _ in range(60)]
    await asyncio.sleep(0.1)
    closed = 0
    for reader, writer in connections:
        try:
            async with asyncio.timeout(0.01):
                closed += await reader.read() == b""
        except TimeoutError:
            pass
        except ConnectionError:
            closed += 1
        writer.close()
    assert 20 <= closed <= 24
    await asyncio.sleep(0.1)


async def test_the_queue_says_how_long_it_is() -> None:
    body = json.dumps(long_dossier(300)).encode()
    with served(workers="1", max_queue="1") as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as caller:
            tasks = [asyncio.create_task(caller.post("/v1/check", content=body, headers=JSON)) for _ in range(2)]
            await asyncio.sleep(0.4)
            answer = await caller.post("/v1/check", json=documents(1))
            assert (answer.status_code, answer.json()["limit"], answer.json()["actual"]) == (503, 1, 1)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
