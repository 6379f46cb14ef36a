"""A running service for the tests that speak HTTP, and what property tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import httpx
import hypothesis
import pytest

from scripts.demo import free_port, wait

MAX_BODY_BYTES = 400_000

# The same examples every time, so that a run repeats; no deadline, since a busy machine proves nothing about the code.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """The address of a real server process, ready for work."""
    port = free_port()
    environment = {**os.environ, "FIGURECHECK_MAX_BODY_BYTES": str(MAX_BODY_BYTES), "FIGURECHECK_MAX_CHARACTERS": "300000"}
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            wait(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
    assert server.returncode == 0, "a service that is told to stop ends with status 0"


@pytest.fixture(scope="session")
async def client(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of that server."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as found:
        yield found
