"""The application by itself: before it is warm, and when it fails."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest

from service.api import logs, worker
from service.api.app import create_app
from service.api.edge import Edge
from service.api.jobs import Job
from service.settings import Settings


@pytest.fixture
def app() -> Edge:
    """An application that has never been started."""
    return create_app(Settings())


@pytest.fixture
async def cold(app: Edge) -> AsyncIterator[httpx.AsyncClient]:
    """A client of it."""
    transport = httpx.ASGITransport(cast("Any", app))
    async with httpx.AsyncClient(base_url="http://cold", transport=transport) as client:
        yield client


async def test_not_ready_before_it_is_warm(cold: httpx.AsyncClient) -> None:
    answer = await cold.get("/health/ready")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["type"].endswith(":not-ready")
    assert (await cold.get("/health/live")).status_code == 200


async def test_a_failure_is_a_problem_without_internals(app: Edge, cold: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*arguments: Any) -> bytes:
        raise KeyError(f"secret {arguments}")

    monkeypatch.setattr(app.parts.pool, "run", fail)
    app.parts.pool.ready.set()
    answer = await cold.post("/v1/extract", json={"documents": [{"id": "a", "text": "secret"}]})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.json()["type"].endswith(":internal-error")
    assert "secret" not in answer.text
    assert "KeyError" not in answer.text


def test_a_failure_is_logged_without_its_message() -> None:
    try:
        raise KeyError("secret")
    except KeyError as error:
        event = logs.without_messages(None, "error", {"event": "failed", "exc_info": error})
    assert event["error"] == "KeyError"
    assert event["frames"][-1].endswith(" test_a_failure_is_logged_without_its_message")
    assert "secret" not in str(event)


async def test_a_failure_of_a_job_is_told_without_what_it_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> bytes:
        raise KeyError("secret")

    monkeypatch.setattr(worker, "perform", fail)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        head = worker.encode_head(Job(operation="check"))
        ours.sendall(worker.frame(head, b"{}") + b"{}")
        ours.shutdown(socket.SHUT_WR)
        worker.serve_jobs(theirs, Settings())
        got = ours.recv(10_000)
    assert b"KeyError" in got
    assert b"secret" not in got


async def test_the_document_loads_nothing_from_elsewhere(cold: httpx.AsyncClient) -> None:
    for path in ("/schema", "/schema/swagger", "/schema/redoc", "/schema/openapi.yaml"):
        assert (await cold.get(path)).status_code == 404
