"""What is counted, for Prometheus: one registry, since every request passes through the one process that speaks HTTP."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from .jobs import Tally

CONTENT_TYPE = CONTENT_TYPE_PLAIN_1_0_0
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40)
_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Metrics:
    """The metrics of one service. Labels come from the code alone: routes, statuses, kinds, stages."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call] # a series more for each, which nobody asks for
        self.registry = CollectorRegistry()
        registry = self.registry
        ProcessCollector(registry=registry)
        self._requests = Counter("figurecheck_requests", "Requests answered.", ["route", "method", "status"], registry=registry)
        self._latency = Histogram(
            "figurecheck_request_seconds",
            "Time from a request's head to the end of its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.in_flight = Gauge("figurecheck_requests_in_flight", "Requests that are being answered.", registry=registry)
        self.queue = Gauge("figurecheck_queue_length", "Requests that wait for a worker.", registry=registry)
        self.workers = Gauge("figurecheck_workers", "Processes that do the work.", registry=registry)
        self.ready = Gauge("figurecheck_ready", "1 once every table is warm.", registry=registry)
        self.lost = Counter("figurecheck_workers_replaced", "Workers that were replaced.", ["reason"], registry=registry)
        self.problems = Counter("figurecheck_problems", "Answers that are problems.", ["problem"], registry=registry)
        self._documents = Counter("figurecheck_documents", "Documents read.", registry=registry)
        self._characters = Counter("figurecheck_characters", "Characters of their texts and pages.", registry=registry)
        self._claims = Counter("figurecheck_claims", "Claims found.", ["kind"], registry=registry)
        self._findings = Counter("figurecheck_findings", "Findings reported.", ["kind", "relation"], registry=registry)
        self._stages = Histogram(
            "figurecheck_stage_seconds", "Time of a request's work in each stage.", ["stage"], buckets=_SECONDS, registry=registry
        )

    def watch(self, queue: Callable[[], float], workers: Callable[[], float], ready: Callable[[], float]) -> None:
        """Where the gauges look when they are asked."""
        self.queue.set_function(queue)
        self.workers.set_function(workers)
        self.ready.set_function(ready)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._latency.labels(route).observe(seconds)

    def work(self, tally: Tally) -> None:
        """A job was done."""
        self._documents.inc(tally.documents)
        self._characters.inc(tally.characters)
        for kind, count in tally.claims.items():
            self._claims.labels(kind).inc(count)
        for finding, count in tally.findings.items():
            self._findings.labels(*finding.split()).inc(count)
        for stage, seconds in tally.stages.items():
            self._stages.labels(stage).observe(seconds)

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
