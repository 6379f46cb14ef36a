"""Load on a service of its own, over the loopback: throughput and latency against offered load, liveness and memory meanwhile.

python benchmarks/load.py [SECONDS A STEP] [SECONDS OF SOAK]

For a dossier and for single paragraphs, the throughput of as many clients as keep the workers busy, and with open arrivals
from a quarter of that to twice it: arrivals keep to their times whatever the service does, so that a stall shows. At last a
soak, with memory after a tenth of it and at its end. What HTTP adds to the work is measured by benchmarks/overhead.py.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.servers import memory, served

SEED = Path(__file__).parent.parent / "seeds" / "01-troops-in-kursk.json"
WORKERS = 2
CLIENTS = 3 * WORKERS
SHARES = (0.25, 0.5, 0.75, 0.9, 1.0, 1.5, 2.0)
MOST_AT_ONCE = 400  # requests on their way; one more is not sent, and counted as such


def bodies() -> dict[str, list[bytes]]:
    """Bodies by workload, with figures of their own so that nothing is answered from a cache."""
    dossier = SEED.read_text(encoding="utf-8")
    paragraph = "Up to {}00 soldiers arrived in the region on Oct. 5, the ministry said on Wednesday, at a cost of ${}m, about 2.3% of GDP."
    return {
        "seed dossier": [dossier.replace("12,000", f"{12 + number},000").encode() for number in range(50)],
        "one paragraph": [
            json.dumps({"documents": [{"id": "a", "published_at": "2024-11-14", "text": paragraph.format(number, number)}]}).encode()
            for number in range(100, 200)
        ],
    }


class Tally:
    """What a step has come to."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.statuses: Counter[int | str] = Counter()
        self.live: list[float] = []


class Client:
    """As little of an HTTP client as costs next to nothing: keeps connections, reads answers by their Content-Length."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, body: bytes, tally: Tally) -> None:
        """One POST /v1/check."""
        began = time.perf_counter()
        try:
            status: int | str = await self._asked(b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        except (OSError, asyncio.IncompleteReadError) as error:
            status = type(error).__name__
        if status == 200:
            tally.seconds.append(time.perf_counter() - began)
        tally.statuses[status] += 1

    async def _asked(self, rest: bytes) -> int:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        writer.write(b"POST /v1/check HTTP/1.1\r\nHost: load\r\n" + rest)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]))
        if b"connection: close" in head.lower():
            writer.close()
        else:
            self._idle.append((reader, writer))
        return int(head[9:12])


def watch_liveness(port: int, stop: Any, found: Any) -> None:
    """Seconds of GET /health/live, fifty a second, from a process that has nothing else to do."""
    seconds = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not stop.wait(0.02):
        began = time.perf_counter()
        connection.request("GET", "/health/live")
        connection.getresponse().read()
        seconds.append(time.perf_counter() - began)
    found.put(seconds)


async def closed_loop(client: Client, texts: list[bytes], seconds: float, tally: Tally) -> float:
    """Requests a second that so many clients get answered who each wait for their answer."""

    async def caller(first: int) -> None:
        number = first
        while time.perf_counter() < until:
            await client.post(texts[number % len(texts)], tally)
            number += 1

    until = time.perf_counter() + seconds
    await asyncio.gather(*(caller(number) for number in range(CLIENTS)))
    return len(tally.seconds) / seconds


async def open_loop(client: Client, texts: list[bytes], rate: float, seconds: float, tally: Tally) -> None:
    """Requests at even times, whether or not the ones before are answered."""
    began = time.perf_counter()
    running: set[asyncio.Task[None]] = set()
    for number in range(int(rate * seconds)):
        wait = began + number / rate - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        if len(running) >= MOST_AT_ONCE:
            tally.statuses["not sent"] += 1
            continue
        task = asyncio.create_task(client.post(texts[number % len(texts)], tally))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)


def percentile(values: list[float], share: int) -> float:
    """In milliseconds."""
    return 1000 * quantiles(values, n=100)[share - 1] if len(values) > 1 else float("nan")


async def step(name: str, client: Client, run: Any) -> Tally:
    """Runs one step with liveness watched, and prints its line."""
    tally = Tally()
    stop, found = multiprocessing.Event(), multiprocessing.Queue()
    watcher = multiprocessing.Process(target=watch_liveness, args=(client.port, stop, found))
    watcher.start()
    began = time.perf_counter()
    await run(tally)
    seconds = time.perf_counter() - began
    stop.set()
    tally.live = await asyncio.to_thread(found.get)
    watcher.join()
    statuses = " ".join(f"{status}:{count}" for status, count in sorted(tally.statuses.items(), key=str))
    print(
        f"{name:>16} {len(tally.seconds) / seconds:8.1f} {percentile(tally.seconds, 50):8.1f} {percentile(tally.seconds, 99):8.1f} "
        f"{percentile(tally.live, 99):8.1f}  {statuses}",
        flush=True,
    )
    return tally


async def main(seconds: float = 8.0, soak: float = 0.0) -> None:
    """All of it."""
    with served(workers=str(WORKERS), log_level="warning") as server:
        client = Client(server.port)
        print(f"{WORKERS} workers, {os.cpu_count()} cores, load from the same machine; memory at start {memory(server):.0f} MB")
        for workload, texts in bodies().items():
            print(f"\n{workload}")
            print(f"{'offered':>16} {'answered':>8} {'p50 ms':>8} {'p99 ms':>8} {'live p99':>8}  statuses")
            most: list[float] = []

            async def saturate(tally: Tally, texts: list[bytes] = texts, most: list[float] = most) -> None:
                most.append(await closed_loop(client, texts, seconds, tally))

            await step(f"{CLIENTS} clients", client, saturate)
            for share in SHARES:
                rate = share * most[0]

                async def offer(tally: Tally, texts: list[bytes] = texts, rate: float = rate) -> None:
                    await open_loop(client, texts, rate, seconds, tally)

                await step(f"{rate:.0f}/s ({share:g})", client, offer)
        if soak:
            texts = [text for workload in bodies().values() for text in workload]
            await closed_loop(client, texts, soak / 10, Tally())
            early = memory(server)
            tally = Tally()
            rate = await closed_loop(client, texts, 0.9 * soak, tally)
            late = memory(server)
            print(f"\nsoak of {soak:.0f} s at {rate:.0f}/s: {early:.1f} MB after {soak / 10:.0f} s, {late:.1f} MB at the end", end="")
            print(f" ({100 * (late - early) / early:+.1f}%), {dict(tally.statuses)}")


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
