"""Starts the service on a free port, posts the first sample dossier, prints the findings as a table, stops the service."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import msgspec
from rich.console import Console

from service.model import Report
from service.render.table import findings_table

SEEDS = Path(__file__).parent.parent / "seeds"
PATIENCE = 60.0  # seconds


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait(url: str, server: subprocess.Popen[bytes]) -> None:
    """Returns once the service says that it is ready; raises RuntimeError where it never does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the service did not become ready")


def main() -> None:
    """The whole demonstration."""
    dossier = sorted(SEEDS.glob("*.json"))[0]
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "service.cli", "serve", "--port", str(port)], stderr=subprocess.DEVNULL) as server:
        try:
            wait(url, server)
            ready = time.perf_counter()
            request = urllib.request.Request(f"{url}/v1/check", dossier.read_bytes(), {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                report = msgspec.json.decode(answer.read(), type=Report)
            answered = time.perf_counter()
        finally:
            server.terminate()
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(f"POST {url}/v1/check  {dossier.relative_to(SEEDS.parent)}")
    console.print(findings_table(report))
    console.print(f"Ready after {ready - began:.1f} s, answered in {(answered - ready) * 1000:.0f} ms.", highlight=False)


if __name__ == "__main__":
    main()
