"""The processes that do the work: a template that is warm, and the workers that are forked from it.

    python -m service.api.worker FD      the template, on a connected AF_UNIX SOCK_SEQPACKET socket

A worker that is forked from a warm process starts in milliseconds and shares its tables, so that a worker can be ended at
any time: past a deadline, or when nobody waits any more. The template speaks in packets: it gets its settings and says
`ready FINGERPRINT` or `failed WHY`; then `fork` with a socket gives `pid N`, `kill N` ends a worker, and `gone N` tells of
one that ended. A worker speaks in frames on its own socket: a head and a body each way, in any length.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.metadata
import logging
import math
import os
import select
import signal
import socket
import sys
import traceback
import warnings
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from service.settings import Settings
from service.version import VERSION

from .jobs import Job, Tally, perform
from .problems import Fault, ProblemKind, Refused
from .warmup import warm_up

LENGTHS = 12  # bytes in front of a frame: four for the length of its head, eight for that of its body
PACKET = 1 << 20
_PIECE = 1 << 18
_MUCH = 1 << 20  # bytes of a body or an answer; memory that such a job took is given back at once
_NICE = 5  # so that where cores are short, liveness and refusals do not wait for the work
_READ_BY = ("msgspec", "quantulum3", "pint", "dateparser", "trafilatura", "lxml", "zstandard")


class Done(Struct, frozen=True, tag="done"):
    """A job's answer is the body of the frame."""

    tally: Tally


class Refusal(Struct, frozen=True, tag="refused"):
    """A job was refused: the fields of a `Refused`."""

    kind: ProblemKind
    detail: str
    errors: tuple[Fault, ...]
    limit: int | None
    actual: int | None
    headers: dict[str, str]


class Failure(Struct, frozen=True, tag="failed"):
    """A job met a fault of the service: what it was and where, nothing of what was worked on."""

    error: str
    frames: tuple[str, ...]


Outcome = Done | Refusal | Failure

encode_head = msgspec.msgpack.Encoder().encode
decode_job = msgspec.msgpack.Decoder(Job).decode
decode_outcome = msgspec.msgpack.Decoder(Outcome).decode


def frame(head: bytes, body: bytes) -> bytes:
    """What stands in front of a body: both lengths, and the head."""
    return len(head).to_bytes(4) + len(body).to_bytes(8) + head


def lengths(front: bytes) -> tuple[int, int]:
    """The lengths of head and body."""
    return int.from_bytes(front[:4]), int.from_bytes(front[4:LENGTHS])


def where(error: BaseException) -> tuple[str, ...]:
    """The frames of an error's stack, innermost last, without anything that a text could have put in."""
    return tuple(f"{Path(entry.filename).name}:{entry.lineno} {entry.name}" for entry in traceback.extract_tb(error.__traceback__)[-20:])


def fingerprint() -> str:
    """A digest of everything that an answer depends on besides its request: code, tables, and the libraries that read."""
    found = hashlib.blake2b(f"{VERSION} {sys.version} {zlib.ZLIB_RUNTIME_VERSION}".encode(), digest_size=16)
    for name in _READ_BY:
        found.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    package = Path(__file__).parent.parent
    for path in sorted(path for path in package.rglob("*") if path.suffix in {".py", ".toml", ".html", ".css"}):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def serve_jobs(channel: socket.socket, settings: Settings) -> None:
    """Does the jobs that come, one at a time, until the other end is closed."""
    longest = math.ceil(settings.deadline_seconds) + 2
    while front := _exactly(channel, LENGTHS):
        head_length, body_length = lengths(front)
        job, body = decode_job(_exactly(channel, head_length)), _exactly(channel, body_length)
        # Whoever waits ends this process at the deadline; the alarm does it where there is nobody left to do so.
        signal.alarm(longest)
        outcome, content = _done(job, body, settings)
        signal.alarm(0)
        head = encode_head(outcome)
        channel.sendall(frame(head, content) + content if len(content) < _PIECE else frame(head, content))
        if len(content) >= _PIECE:
            channel.sendall(content)
        if max(len(body), len(content)) > _MUCH:
            del body, content, outcome
            _give_memory_back()


def _done(job: Job, body: bytes, settings: Settings) -> tuple[Outcome, bytes]:
    try:
        content, tally = perform(job, body, settings)
    except Refused as refused:
        refusal = Refusal(refused.kind, refused.detail, refused.errors, refused.limit, refused.actual, dict(refused.headers))
        return refusal, b""
    except Exception as error:
        return Failure(type(error).__name__, where(error)), b""
    return Done(tally), content


def _exactly(channel: socket.socket, length: int) -> bytes:
    """So many bytes; none where the other end is closed."""
    if length <= _PIECE:
        found = channel.recv(length, socket.MSG_WAITALL)
        return found if len(found) == length else b""
    buffer = bytearray(length)
    view, at = memoryview(buffer), 0
    while at < length:
        got = channel.recv_into(view[at:])
        if not got:
            return b""
        at += got
    return bytes(buffer)


def _give_memory_back() -> None:
    gc.collect()
    try:
        import ctypes  # noqa: PLC0415 - only after large jobs

        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return  # not the GNU C library; its memory is its own affair


class Template:
    """A warm process that forks workers when it is told to."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: set[int] = set()
        self._woken, self._wakes = socket.socketpair()
        for end in (self._woken, self._wakes):
            end.setblocking(False)

    def run(self) -> None:
        """Warms up, then forks and ends workers until the other end is closed."""
        # The service's own process stops this one; a signal to the whole group must not cut its requests short.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        try:
            warm_up()
            found = fingerprint()
        except Exception as error:
            self._control.send(f"failed {type(error).__name__} at {' < '.join(reversed(where(error)))}".encode())
            return
        given = self._control.recv(PACKET)
        if not given:
            return  # the service has not come to its start
        settings = msgspec.json.decode(given, type=Settings)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wakes.fileno())
        gc.collect()
        gc.freeze()  # tables stay shared: no collection touches them
        self._control.send(f"ready {found}".encode())
        while True:
            readable, _, _ = select.select([self._control, self._woken], [], [])
            if self._woken in readable:
                self._woken.recv(4096)
                self._bury()
            if self._control in readable and not self._heed(settings):
                break
        for child in self._children:
            os.kill(child, signal.SIGKILL)

    def _heed(self, settings: Settings) -> bool:
        """Does what one packet says; false where the other end is closed."""
        packet, descriptors, _, _ = socket.recv_fds(self._control, 64, 1)
        verb, _, argument = packet.decode().partition(" ")
        if verb == "fork":
            with socket.socket(fileno=descriptors[0]) as channel:
                child = os.fork()
                if child == 0:
                    self._be_worker(channel, settings)
            self._children.add(child)
            self._control.send(f"pid {child}".encode())
        elif verb == "kill" and int(argument) in self._children:
            os.kill(int(argument), signal.SIGKILL)
        return bool(verb)

    def _be_worker(self, channel: socket.socket, settings: Settings) -> None:
        """The rest of a worker's life."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.nice(_NICE)
        for other in (self._control, self._woken, self._wakes):
            other.close()
        try:
            serve_jobs(channel, settings)
        except OSError:
            pass  # the other end is gone
        finally:
            os._exit(0)

    def _bury(self) -> None:
        """Takes note of the workers that have ended."""
        for child in sorted(self._children):
            if os.waitpid(child, os.WNOHANG)[0]:
                self._children.discard(child)
                self._control.send(f"gone {child}".encode())


def main(arguments: Sequence[str]) -> Literal[0]:
    """Runs the template."""
    warnings.simplefilter("ignore")
    logging.disable()  # libraries that read pages log pieces of them
    # Where the service is gone, its workers end when they notice.
    with socket.socket(fileno=int(arguments[0])) as control, suppress(BrokenPipeError, ConnectionResetError):
        Template(control).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
