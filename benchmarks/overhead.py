"""What HTTP adds to the work itself: POST /v1/check over the loopback against the same job called in process.

python benchmarks/overhead.py [ROUNDS] [REPEATS]

Over HTTP: from the first byte of a request written to the last byte of its answer read, on a connection that is kept, with
every setting at its default; so with parsing, routing, guards, the way to a worker process and back, ETag, metrics, and the
log line. In process: `service.api.jobs.perform` on the same bytes with the same settings: the body decoded and audited, the
pipeline, the report encoded. The two take turns, with bodies of their own so that nothing is answered by a validator. The
difference of the medians is the overhead. GET /health/live beside them is a request that does no work.

Both run in processes that are as warm as they get; the client is a blocking socket that looks for the length and no more.
"""

from __future__ import annotations

import gc
import json
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from service.api import jobs
from service.api.warmup import warm_up
from service.settings import Settings
from tests.servers import served

SEED = Path(__file__).parent.parent / "seeds" / "01-troops-in-kursk.json"
PARAGRAPH = "Up to {}00 soldiers arrived in the region on Oct. 5, the ministry said on Wednesday, at a cost of ${}m, about 2.3% of GDP."
JOB = jobs.Job(operation="check")
BODIES: dict[str, Callable[[int], bytes]] = {
    "one paragraph": lambda number: json.dumps(
        {"documents": [{"id": "a", "published_at": "2024-11-14", "text": PARAGRAPH.format(number % 900 + 100, number)}]}
    ).encode(),
    "seed dossier": lambda number: SEED.read_text(encoding="utf-8").replace("12,000", f"{number % 900 + 100},000").encode(),
}


class Client:
    """One connection, one request at a time."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> None:
        """Sends a request and reads its answer; raises ValueError where that is no 200."""
        self._socket.sendall(request)
        answer = self._socket.recv(1 << 18)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._socket.recv(1 << 18)
        head = answer[:end].lower()
        if not head.startswith(b"http/1.1 200 "):
            raise ValueError(head.decode())
        left = int(head.partition(b"content-length: ")[2].partition(b"\r")[0]) - (len(answer) - end - 4)
        while left > 0:
            left -= len(self._socket.recv(left))


def post(body: bytes) -> bytes:
    """The request with that body."""
    head = b"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main(rounds: int = 300, repeats: int = 3) -> None:
    """Prints a line a repeat: medians and minimums in milliseconds."""
    settings = Settings()
    warm_up()
    gc.collect()
    gc.freeze()
    with served() as server:
        client = Client(server.port)
        live = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        print(f"{'':>16} {'over HTTP':>16} {'in process':>16} {'overhead':>16} {'liveness':>16}   (median, minimum; ms)")
        number = 0
        for name, body_of in BODIES.items():
            for _ in range(repeats):
                over, within, null = [], [], []
                for _ in range(rounds):
                    number += 1
                    body = body_of(number)
                    request = post(body)
                    over.append(seconds(lambda request=request: client.ask(request)))  # type: ignore[misc]
                    within.append(seconds(lambda body=body: jobs.perform(JOB, body, settings)))  # type: ignore[misc]
                    null.append(seconds(lambda: client.ask(live)))
                pairs = [(1000 * median(found), 1000 * min(found)) for found in (over, within, null)]
                pairs.insert(2, (pairs[0][0] - pairs[1][0], pairs[0][1] - pairs[1][1]))
                print(f"{name:>16} " + " ".join(f"{middle:8.2f}{least:8.2f}" for middle, least in pairs), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
