"""Servers for tests that need settings of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.demo import free_port, wait


class Served:
    """A server process: where it listens, and what it has logged so far."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._log = log

    @property
    def log(self) -> str:
        """Everything that it has written."""
        return self._log.read_text(encoding="utf-8")

    def logged(self, text: str) -> list[str]:
        """The lines that hold `text`, waited for: an answer may be there before it is logged."""
        for _ in range(100):
            if text in self.log:
                break
            time.sleep(0.02)
        return [line for line in self.log.splitlines() if text in line]


@contextmanager
def served(**settings: str) -> Iterator[Served]:
    """A server that is ready, with settings by their names; it is stopped in the end, and has to stop with status 0."""
    port = free_port()
    environment = {**os.environ, **{f"FIGURECHECK_{name.upper()}": value for name, value in settings.items()}}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as errors:
            process = subprocess.Popen([sys.executable, "-m", "service.cli", "serve", "--port", str(port)], env=environment, stderr=errors)
        try:
            wait(f"http://127.0.0.1:{port}", process)
            yield Served(process, port, log)
        finally:
            process.terminate()
            status = process.wait(30)
    assert status == 0, "a service that is told to stop ends with status 0"


def long_dossier(documents: int = 600) -> dict[str, object]:
    """A dossier that keeps a worker busy for seconds."""
    sentence = "At least {} people died in the Arvel flood on 12 March 2024, up from {} a day before, and it cost ${}m, officials said. "
    return {
        "documents": [
            {"id": str(number), "text": "".join(sentence.format(number + 3 * n, n + 2, number * n + 1) for n in range(8))}
            for number in range(documents)
        ]
    }


def processes(root: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{root}/task/{root}/children").read_text(encoding="ascii").split()
    return [root, *(below for child in children for below in processes(int(child)))]


def memory(server: Served) -> float:
    """Proportional set size of all its processes in MB: what they share counts once."""
    found = 0
    for process in processes(server.process.pid):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                found += int(line.split()[1])
    return found / 1024
