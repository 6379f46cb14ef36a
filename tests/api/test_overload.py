"""More than there is room for, longer than there is time for, and processes that die."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from scripts.demo import free_port
from tests.servers import Served, long_dossier, served

SHORT = {"documents": [{"id": "a", "text": "5 dogs died."}]}
LONG = json.dumps(long_dossier()).encode()
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def tight() -> Iterator[Served]:
    with served(
        workers="1",
        max_queue="1",
        max_in_flight="6",
        max_in_flight_bytes="3000000",
        deadline_seconds="0.8",
        header_seconds="0.5",
        body_seconds="0.6",
        send_seconds="1",
    ) as server:
        yield server


@pytest.fixture
async def caller(tight: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=tight.url, timeout=20) as found:
        yield found


def metric(exposition: str, name: str) -> float:
    return sum(float(value) for value in re.findall(rf"^{re.escape(name)}(?:{{.*}})? (\S+)$", exposition, re.MULTILINE))


async def settled(client: httpx.AsyncClient) -> None:
    """Returns once nothing but this question is in flight."""
    for _ in range(100):
        if metric((await client.get("/metrics")).text, "figurecheck_requests_in_flight") <= 1:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("requests are left over")


async def test_work_ends_at_its_deadline(caller: httpx.AsyncClient) -> None:
    began = time.perf_counter()
    answer = await caller.post("/v1/check", content=LONG, headers=JSON)
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (503, "deadline-exceeded")
    assert answer.headers["retry-after"]
    assert time.perf_counter() - began < 3
    assert (await caller.post("/v1/check", json=SHORT)).status_code == 200, "the worker is free again"


async def test_beyond_the_queue_there_is_no_admission(caller: httpx.AsyncClient) -> None:
    async def later(seconds: float) -> httpx.Response:
        await asyncio.sleep(seconds)
        return await caller.post("/v1/check", content=LONG, headers=JSON)

    answers = await asyncio.gather(*(later(0.02 * number) for number in range(5)))
    kinds = [answer.json()["type"].rpartition(":")[2] for answer in answers]
    assert set(kinds) == {"deadline-exceeded", "overloaded"}
    assert kinds.count("overloaded") >= 2
    assert all(answer.headers["retry-after"] for answer in answers)


async def test_no_more_are_in_flight_than_may_be(tight: Served, caller: httpx.AsyncClient) -> None:
    waiting = [await begun(tight, 100) for _ in range(6)]
    answer = await caller.post("/v1/check", json=SHORT)
    assert (answer.status_code, answer.json()["limit"]) == (503, 6)
    assert (await caller.get("/health/live")).status_code == 200
    for _, writer in waiting:
        writer.close()
    await settled(caller)
    assert (await caller.post("/v1/check", json=SHORT)).status_code == 200


async def test_no_more_bytes_are_in_flight_than_may_be(tight: Served, caller: httpx.AsyncClient) -> None:
    _, writer = await begun(tight, 2_999_990)
    answer = await caller.post("/v1/check", json=SHORT)
    assert (answer.status_code, answer.json()["limit"]) == (503, 3_000_000)
    writer.close()
    await settled(caller)
    assert (await caller.post("/v1/check", json=SHORT)).status_code == 200


async def test_a_client_that_drips(tight: Served, caller: httpx.AsyncClient) -> None:
    reader, writer = await begun(tight, 100)
    for _ in range(4):
        writer.write(b" ")
        await asyncio.sleep(0.1)
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"too-slow" in answer
    writer.close()
    await settled(caller)


@pytest.mark.parametrize("head", [b"", b"POST /v1/check HTTP/1.1\r\nHost: a\r\nX"])
async def test_a_head_that_never_ends(tight: Served, head: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", tight.port)
    writer.write(head)
    assert await asyncio.wait_for(reader.read(), 3) == b""
    writer.close()


async def test_a_second_head_that_never_ends(tight: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", tight.port)
    writer.write(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
    await asyncio.wait_for(reader.readuntil(b"}"), 3)
    writer.write(b"GET /health")
    assert await asyncio.wait_for(reader.read(), 3) == b""
    writer.close()


async def test_a_client_that_takes_nothing() -> None:
    """It is cut off: more waits for it than the kernel's buffers hold."""
    body = json.dumps({"documents": [{"id": str(number), "text": "12,000 men and 5 dogs. " * 1_000} for number in range(8)]}).encode()
    with served(workers="1", send_seconds="1") as server, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect(("127.0.0.1", server.port))
        connection.settimeout(10)
        connection.sendall(
            b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )
        await asyncio.sleep(6)
        got = bytearray()
        with suppress(ConnectionResetError):
            while piece := connection.recv(65_536):
                got += piece
        [length] = re.findall(rb"content-length: (\d+)", got)
        assert len(got) < int(length)


async def test_a_client_that_hangs_up_frees_its_worker() -> None:
    with served(workers="1") as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as caller:
            reader, writer = await begun(server, len(LONG))
            writer.write(LONG)
            await writer.drain()
            await asyncio.sleep(0.3)
            writer.close()
            began = time.perf_counter()
            assert (await caller.post("/v1/check", json=SHORT)).status_code == 200
            assert time.perf_counter() - began < 1
            exposition = (await caller.get("/metrics")).text
            assert metric(exposition, 'figurecheck_workers_replaced_total{reason="given up"}') == 1
            assert reader is not None


async def test_processes_that_die(tight: Served) -> None:
    """Workers that are killed, idle or at work, cost nobody an answer; nor does the process they come from."""
    with served(workers="2") as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as caller:

            async def asked() -> list[int]:
                return [(await caller.post("/v1/check", json=SHORT)).status_code for _ in range(100)]

            load = [asyncio.create_task(asked()) for _ in range(4)]
            for _ in range(5):
                await asyncio.sleep(0.1)
                os.kill(max(descendants(server.process.pid)), signal.SIGKILL)
            assert {status for task in load for status in await task} == {200}
            template = next(iter(children(server.process.pid)))
            os.kill(template, signal.SIGKILL)
            assert set(await asked()) == {200}
            for _ in range(100):
                if metric((await caller.get("/metrics")).text, "figurecheck_workers") == 2 and template not in children(server.process.pid):
                    break
                await asyncio.sleep(0.05)
            assert (await caller.get("/health/ready")).status_code == 200
            for worker in descendants(server.process.pid):
                os.kill(worker, signal.SIGKILL)
            assert set(await asked()) == {200}
    assert tight.process.poll() is None


async def test_a_service_that_is_told_to_stop_finishes_what_it_has_begun() -> None:
    with served(workers="1") as server:
        body = json.dumps(long_dossier(150)).encode()
        reader, writer = await begun(server, len(body))
        writer.write(body)
        await writer.drain()
        await asyncio.sleep(0.15)
        server.process.terminate()
        answer = await asyncio.wait_for(reader.read(), 20)
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'"summary"' in answer
        with pytest.raises(OSError):  # noqa: PT011 - refused, or reset
            await asyncio.open_connection("127.0.0.1", server.port)
        left = await asyncio.to_thread(server.process.wait, 10)
        assert left == 0
        writer.close()


def test_a_service_whose_tables_cannot_be_loaded_gives_up() -> None:
    environment = {**os.environ, "FIGURECHECK_PORT": str(free_port()), "PYTHONPATH": "/nonexistent"}
    script = "import sys; from service.api import work; sys.executable = '/bin/false'; from service.cli import main; main(['serve'])"
    found = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, timeout=30, check=False)
    assert found.returncode == 1
    assert b"warm-up failed" in found.stderr


async def test_nothing_is_left_behind(tight: Served) -> None:
    with served(workers="2") as server:
        left = {*children(server.process.pid), *descendants(server.process.pid)}
        assert len(left) == 3
        server.process.kill()
        server.process.wait()
        for _ in range(50):
            if not any(alive(process) for process in left):
                break
            await asyncio.sleep(0.1)
        assert not any(alive(process) for process in left)
        server.process.returncode = 0
    assert tight.process.poll() is None


async def begun(server: Served, length: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A request whose head is sent, and nothing of its body; the service has taken note of it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(
        b"POST /v1/check HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % length
    )
    await writer.drain()
    await asyncio.sleep(0.05)
    return reader, writer


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]


def descendants(process: int) -> list[int]:
    """The workers: children of the template."""
    return [worker for template in children(process) for worker in children(template)]


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
