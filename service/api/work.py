"""Where requests are worked on: in processes of their own, a bounded number at a time, each for a bounded time.

Processes and not threads: the stages hold the interpreter's lock, so that threads neither gain anything nor leave the
event loop alone, and a thread cannot be ended (benchmarks/workers.py measures both).
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import msgspec

from service.settings import Settings

from .jobs import Job, Tally
from .logs import log
from .problems import INTERNAL, Refused
from .template import Started, start
from .worker import LENGTHS, PACKET, Done, Failure, Refusal, decode_outcome, encode_head, frame, lengths

_PAUSE_SECONDS = 1.0  # before another template, where one has died
_AT_ONCE = 1 << 18  # bytes; a longer body is not copied behind its head
_BUFFER = 1 << 18


class LostError(Exception):
    """A worker ended in the middle of a job."""


class Worker:
    """One process and the socket that leads to it."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.channel = channel
        self.busy = False
        self._buffer = memoryview(bytearray(_BUFFER))

    async def do(self, head: bytes, body: bytes) -> tuple[Done | Refusal | Failure, bytes]:
        """What the job comes to; raises LostError where the worker ends before that."""
        loop = asyncio.get_running_loop()
        front = frame(head, body)
        try:
            if len(body) < _AT_ONCE:
                await loop.sock_sendall(self.channel, front + body)
            else:
                await loop.sock_sendall(self.channel, front)
                await loop.sock_sendall(self.channel, body)
            got = 0
            while got < LENGTHS:
                got += await self._more(self._buffer[got:])
            head_length, body_length = lengths(bytes(self._buffer[:LENGTHS]))
            whole = LENGTHS + head_length + body_length
            # Most answers fit into the buffer that is there already.
            found = self._buffer if whole <= len(self._buffer) else memoryview(bytearray(whole))
            if found is not self._buffer:
                found[:got] = self._buffer[:got]
            while got < whole:
                got += await self._more(found[got:whole])
        except OSError as error:
            raise LostError from error
        head_end = LENGTHS + head_length
        return decode_outcome(found[LENGTHS:head_end]), bytes(found[head_end:whole])

    async def _more(self, room: memoryview) -> int:
        got = await asyncio.get_running_loop().sock_recv_into(self.channel, room)
        if not got:
            raise LostError
        return got


class Pool:
    """The workers, who waits for one, and the template they come from.

    `lost` is told why whenever a worker had to be replaced: deadline, hang-up, or died; `template` is one that is started already.
    """

    def __init__(self, settings: Settings, lost: Callable[[str], None] = lambda _: None, template: Started | None = None) -> None:
        self._template = template
        self.ready = asyncio.Event()
        self.failed = asyncio.Event()
        self.fingerprint = ""
        self._settings = settings
        self._lost = lost
        self._workers: dict[int, Worker] = {}
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._pids: asyncio.Queue[int] = asyncio.Queue()
        self._forking = asyncio.Lock()
        self._control: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def queue(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    @property
    def pids(self) -> list[int]:
        """The processes of the workers."""
        return sorted(self._workers)

    @property
    def full(self) -> bool:
        """Whether another request would be turned away."""
        return not self._idle and len(self._waiting) >= self._settings.max_queue

    def start(self) -> None:
        """Starts the template, and with it the workers; `ready` says when they are, `failed` that they never will be."""
        self._spawn(self._keep_template())

    async def run(self, job: Job, body: bytes, *, patient: bool = False) -> tuple[bytes, Tally]:
        """The answer to a body, and what it amounted to.

        Raises Refused: what the job itself refuses; overload, unless `patient`; a deadline passed; a worker lost twice.
        Where it is cancelled, the worker is ended.
        """
        if not self.ready.is_set():
            raise Refused("not-ready", "Tables are still being loaded; ask again in a second.", headers={"Retry-After": "1"})
        if self.full and not patient:
            raise self.overloaded()
        head = encode_head(job)
        limit = self._settings.deadline_seconds
        try:
            if patient:
                worker = await self._take()
                async with asyncio.timeout(limit):
                    return await self._do(worker, head, body)
            async with asyncio.timeout(limit):
                return await self._do(await self._take(), head, body)
        except TimeoutError:
            detail = f"There is no answer after {limit:g} seconds; post less at a time."
            raise Refused("deadline-exceeded", detail, limit=round(limit), headers={"Retry-After": "1"}) from None

    def overloaded(self) -> Refused:
        """The refusal of a request that there is no room for."""
        most, waiting = self._settings.max_queue, len(self._waiting)
        detail = f"{waiting} requests wait already; ask again in a second."
        return Refused("overloaded", detail, limit=most, actual=waiting, headers={"Retry-After": "1"})

    async def close(self) -> None:
        """Lets go of template and workers, whatever they do."""
        self._closed = True
        self.ready.clear()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._workers.values():
            worker.channel.close()
        if self._control is not None:
            self._control.close()

    async def _take(self) -> Worker:
        """An idle worker, once it is the caller's turn; it has to be given back, or ended."""
        if self._idle:
            return self._idle.pop()
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give(turn.result())  # the turn came too late
            elif turn in self._waiting:  # a worker that became idle meanwhile has passed it over
                self._waiting.remove(turn)
            raise

    def _give(self, worker: Worker) -> None:
        """Hands an idle worker to whoever waits longest."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    async def _do(self, worker: Worker, head: bytes, body: bytes) -> tuple[bytes, Tally]:
        """Has it done by a worker; a second time by another, where the first one dies: jobs change nothing."""
        for attempt in (1, 2):
            if attempt > 1:
                worker = await self._take()
            worker.busy = True
            try:
                outcome, content = await worker.do(head, body)
            except LostError:
                self._end(worker, "died")
            except asyncio.CancelledError:
                self._end(worker, "given up")
                raise
            else:
                worker.busy = False
                self._give(worker)
                return self._told(outcome, content)
        raise Refused("worker-lost", "The process that worked on this ended, twice.", headers={"Retry-After": "5"})

    def _told(self, outcome: Done | Refusal | Failure, content: bytes) -> tuple[bytes, Tally]:
        match outcome:
            case Done():
                return content, outcome.tally
            case Refusal():
                raise Refused(
                    outcome.kind,
                    outcome.detail,
                    errors=outcome.errors,
                    limit=outcome.limit,
                    actual=outcome.actual,
                    headers=outcome.headers,
                )
            case Failure():
                log.error("job failed", error=outcome.error, frames=outcome.frames)
                raise Refused("internal-error", INTERNAL)

    def _end(self, worker: Worker, why: str) -> None:
        """Ends a worker and has another one forked in its place."""
        if self._workers.pop(worker.pid, None) is None:
            return
        self._lost(why)
        if worker in self._idle:
            self._idle.remove(worker)
        worker.channel.close()
        with suppress(OSError):
            if self._control is not None:
                self._control.send(f"kill {worker.pid}".encode())
        if not self._closed:
            self._spawn(self._fork())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fork(self) -> None:
        """Adds a worker; where the template has died, its successor fills the places that are empty."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        async with self._forking:
            try:
                if self._control is None:
                    raise OSError
                socket.send_fds(self._control, [b"fork"], [theirs.fileno()])
                pid = await self._pids.get()
                if pid < 0:
                    raise OSError
            except BaseException as error:
                ours.close()
                if isinstance(error, OSError):
                    return
                raise
            finally:
                theirs.close()
        self._workers[pid] = Worker(pid, ours)
        self._give(self._workers[pid])

    async def _keep_template(self) -> None:
        """Starts a template, hears it out, and starts another where it dies."""
        while True:
            template, self._control, began = self._template or start()
            self._template = None
            try:
                await asyncio.get_running_loop().sock_sendall(self._control, msgspec.json.encode(self._settings))
                await self._heard(self._control, began)
            except OSError:
                pass
            finally:
                self._control.close()
                self._control = None
                if self._forking.locked():
                    self._pids.put_nowait(-1)  # nobody will answer
                # It ends once its socket is closed; only a process that is beyond that has to be killed.
                await asyncio.to_thread(_buried, template)
            if not self.ready.is_set():
                log.error("warm-up failed", status=template.returncode)
                self.failed.set()
                return
            log.error("template lost", pid=template.pid)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _heard(self, control: socket.socket, began: float) -> None:
        """Heeds what the template says until it is gone."""
        while packet := await asyncio.get_running_loop().sock_recv(control, PACKET):
            verb, _, argument = packet.decode().partition(" ")
            if verb == "ready":
                self.fingerprint = argument
                self._spawn(self._fill(began))
            elif verb == "failed":
                log.error("tables cannot be loaded", error=argument)
            elif verb == "pid":
                self._pids.put_nowait(int(argument))
            elif verb == "gone" and (worker := self._workers.get(int(argument))) and not worker.busy:
                self._end(worker, "died")

    async def _fill(self, began: float) -> None:
        """Forks as many workers as there are to be."""
        while len(self._workers) < self._settings.workers:
            before = len(self._workers)
            await self._fork()
            if len(self._workers) == before:
                return
        self.ready.set()
        log.info("ready", workers=self.pids, seconds=round(time.perf_counter() - began, 3))


def _buried(template: subprocess.Popen[bytes]) -> None:
    try:
        template.wait(5)
    except subprocess.TimeoutExpired:
        template.kill()
        template.wait()
