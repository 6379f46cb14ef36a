"""Threads against processes for this workload: throughput, and how soon the event loop answers meanwhile.

python benchmarks/workers.py [SECONDS]
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

from service.api.jobs import Job, perform
from service.api.warmup import warm_up
from service.api.work import Pool
from service.settings import Settings

SEED = Path(__file__).parent.parent / "seeds" / "01-troops-in-kursk.json"
WORKERS = 2
JOB = Job(operation="check")
Run = Callable[[bytes], Awaitable[object]]


async def measured(name: str, run: Run, body: bytes, seconds: float) -> None:
    """Keeps every worker busy, and prints jobs a second and the lateness of a timer in the same event loop."""
    until = time.perf_counter() + seconds
    late: list[float] = []
    done = 0

    async def client() -> None:
        nonlocal done
        while time.perf_counter() < until:
            await run(body)
            done += 1

    async def timer() -> None:
        while time.perf_counter() < until:
            due = time.perf_counter() + 0.005
            await asyncio.sleep(0.005)
            late.append(time.perf_counter() - due)

    await asyncio.gather(timer(), *(client() for _ in range(2 * WORKERS)))
    cuts = quantiles([*late, *late], n=100)
    print(f"{name:>12} {done / seconds:7.1f} jobs/s   event loop late: p50 {1000 * cuts[49]:6.1f} ms, p99 {1000 * cuts[98]:6.1f} ms")


async def main(seconds: float = 5.0) -> None:
    """A dossier, and the largest body of the same, both ways."""
    settings = Settings(workers=WORKERS, log_level="error")
    warm_up()
    dossier = SEED.read_bytes()
    large = b'{"documents": [{"id": "a", "text": "' + b"Up to 12,000 soldiers arrived on Oct. 5, officials said. " * 5_000 + b'"}]}'
    pool = Pool(settings)
    pool.start()
    await pool.ready.wait()
    with ThreadPoolExecutor(WORKERS) as threads:
        loop = asyncio.get_running_loop()

        def in_thread(body: bytes) -> Awaitable[object]:
            return loop.run_in_executor(threads, perform, JOB, body, settings)

        def in_process(body: bytes) -> Awaitable[object]:
            return pool.run(JOB, body)

        for title, body in (("seed dossier", dossier), (f"one text of {len(large) // 1000} kB", large)):
            print(title)
            await measured("1 by 1", _serial(settings), body, seconds)
            await measured("2 threads", in_thread, body, seconds)
            await measured("2 processes", in_process, body, seconds)
    await pool.close()


def _serial(settings: Settings) -> Run:
    async def run(body: bytes) -> object:
        await asyncio.sleep(0)
        return perform(JOB, body, settings)

    return run


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
