"""Starts the process that workers are forked from (worker.py); imports next to nothing, so that it can be what happens first."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from typing import NamedTuple


class Started(NamedTuple):
    """A template that loads its tables, this end of the socket to it, and when it began."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    began: float


def start() -> Started:
    """Starts a template; it ends once its socket is closed."""
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    control.setblocking(False)
    with theirs:
        command = [sys.executable, "-m", "service.api.worker", str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    return Started(process, control, time.perf_counter())
