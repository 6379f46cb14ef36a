"""Where requests are worked on: off the event loop, a bounded number at a time.

The jobs take bytes and give bytes, so that threads could become processes here and nowhere else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """A bounded set of workers for CPU-bound jobs."""

    def __init__(self, threads: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="work")

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `job` gives, or raises, once a worker has come to it."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: job(*args, **kwargs))

    def close(self) -> None:
        """Let go of the workers; jobs that have not begun are dropped."""
        self._executor.shutdown(wait=False, cancel_futures=True)
