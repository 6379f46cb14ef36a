"""The application by itself: before it is warm, and when it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from service.api import jobs
from service.api.app import create_app
from service.settings import Settings


@pytest.fixture
async def cold() -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that has never been started."""
    application: Any = create_app(Settings())
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(base_url="http://cold", transport=transport) as client:
        yield client


async def test_not_ready_before_it_is_warm(cold: httpx.AsyncClient) -> None:
    answer = await cold.get("/health/ready")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["type"].endswith(":not-ready")
    assert (await cold.get("/health/live")).status_code == 200


async def test_a_failure_is_a_problem_without_internals(cold: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(body: bytes, settings: Settings) -> bytes:
        raise KeyError(f"secret {body!r} {settings}")

    monkeypatch.setattr(jobs, "extract", fail)
    answer = await cold.post("/v1/extract", json={"documents": [{"id": "a", "text": "secret"}]})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.json()["type"].endswith(":internal-error")
    assert "secret" not in answer.text
    assert "KeyError" not in answer.text


async def test_the_document_loads_nothing_from_elsewhere(cold: httpx.AsyncClient) -> None:
    for path in ("/schema", "/schema/swagger", "/schema/redoc", "/schema/openapi.yaml"):
        assert (await cold.get(path)).status_code == 404
