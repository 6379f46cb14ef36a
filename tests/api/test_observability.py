"""What can be seen from outside: ids, traces, metrics, logs; and what must not be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service.api.access import mint
from service.api.jobs import Tally
from service.api.tracing import request_id_of, spans_to, trace_of
from tests.servers import Served, served

KEY, ENTRY = mint("desk")
SECRET = "Zarquon"
BODY = {
    "documents": [
        {"id": f"{SECRET}-1", "title": f"{SECRET} falls", "source": SECRET, "text": f"At least 17 people died in {SECRET} on 3 May 2024."},
        {"id": f"{SECRET}-2", "html": f"<p>The {SECRET} flood killed 11 people.</p>", "url": f"https://{SECRET}.test/"},
    ]
}  # fmt: skip
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture(scope="module")
def watched() -> Iterator[Served]:
    with served(workers="2", api_keys=ENTRY, log_level="debug") as server:
        yield server


@pytest.fixture
def caller(watched: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=watched.url, headers={"Authorization": f"Bearer {KEY}"}) as found:
        yield found


def test_the_ids_of_a_caller_are_kept(caller: httpx.Client, watched: Served) -> None:
    headers = {"X-Request-ID": "desk/2024:17", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    answer = caller.post("/v1/check", json=BODY, headers=headers)
    assert answer.headers["x-request-id"] == "desk/2024:17"
    version, trace, span, flags = answer.headers["traceparent"].split("-")
    assert (version, trace, flags) == ("00", TRACE, "01")
    assert span != "00f067aa0ba902b7"
    [line] = [json.loads(line) for line in watched.logged("desk/2024:17")]
    assert line["event"] == "request"
    assert (line["trace_id"], line["status"], line["documents"], line["key"]) == (TRACE, 200, 2, "desk")
    assert set(line["stages"]) == {"decode", "read", "extract", "interpret", "align", "judge", "render"}


def test_problems_carry_the_id(caller: httpx.Client) -> None:
    answer = caller.post("/v1/check", json={}, headers={"X-Request-ID": "abc"})
    assert (answer.json()["request_id"], answer.headers["x-request-id"]) == ("abc", "abc")


@pytest.mark.parametrize("given", [None, "", "a b", "x" * 129, '"', "é", "a\tb"])
def test_ids_that_could_do_harm_are_replaced(given: str | None) -> None:
    minted = request_id_of(given)
    assert re.fullmatch("[0-9a-f]{24}", minted)
    assert minted != request_id_of(given)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "nonsense",
        f"00-{TRACE}-00f067aa0ba902b7",
        f"00-{TRACE}-00f067aa0ba902b7-01-more",
        f"00-{TRACE.upper()}-00f067aa0ba902b7-01",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"ff-{TRACE}-00f067aa0ba902b7-01",
    ],
)
def test_traces_that_are_none_are_begun_anew(given: str | None) -> None:
    trace = trace_of(given)
    assert trace.parent_id is None
    assert trace.trace_id != TRACE


def test_a_trace_of_a_later_version_is_understood() -> None:
    assert trace_of(f"cc-{TRACE}-00f067aa0ba902b7-01-what-the-future-brings").trace_id == TRACE


def test_metrics_count_the_work_of_every_process(caller: httpx.Client) -> None:
    before = numbers(caller.get("/metrics").text)
    for _ in range(20):
        assert caller.post("/v1/check", json=BODY, headers={"Accept-Encoding": "identity"}).status_code == 200
    assert caller.post("/v1/check", json={}).status_code == 422
    assert caller.get("/nothing").status_code == 404
    after = numbers(caller.get("/metrics").text)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('figurecheck_requests_total{method="POST",route="/v1/check",status="200"}') == 20
    assert more('figurecheck_request_seconds_count{route="/v1/check"}') == 21
    assert more('figurecheck_requests_total{method="GET",route="other",status="404"}') == 1
    assert more('figurecheck_problems_total{problem="invalid-fields"}') == 1
    assert more("figurecheck_documents_total") == 40
    assert more('figurecheck_claims_total{kind="quantity"}') == 40
    assert more('figurecheck_findings_total{kind="value",relation="conflict"}') == 20
    for stage in ("decode", "extract", "interpret", "align", "judge", "render"):
        assert more(f'figurecheck_stage_seconds_count{{stage="{stage}"}}') == 20
    assert after["figurecheck_requests_in_flight"] == 1
    assert (after["figurecheck_queue_length"], after["figurecheck_workers"], after["figurecheck_ready"]) == (0, 2, 1)


def test_nothing_of_a_text_or_a_key_is_seen(caller: httpx.Client, watched: Served) -> None:
    """Neither in the log nor in a metric, whatever is wrong with a request; a problem quotes no text."""
    caller.post("/v1/check", json=BODY)
    caller.post("/v1/extract", json=BODY)
    caller.post(f"/v1/{SECRET}", json=BODY)
    caller.get(f"/v1/check?{SECRET}={SECRET}")
    bad: list[Any] = [f'{{"documents": "{SECRET}"}}', f"{SECRET}", f'{{"documents": [{{"id": "a", "text": ["{SECRET}"]}}]}}']
    for body in bad:
        answer = caller.post("/v1/check", content=body, headers={"Content-Type": "application/json"})
        assert SECRET not in answer.text
    caller.post("/v1/check/stream", content=json.dumps(BODY), headers={"Content-Type": "application/x-ndjson"})
    caller.post("/v1/check", json=BODY, headers={"Authorization": f"Bearer {SECRET}"})
    exposition = caller.get("/metrics").text
    for place in (watched.log, exposition):
        assert SECRET not in place
        assert KEY not in place
        assert ENTRY.partition(":")[2] not in place
    for line in watched.log.splitlines():
        assert {"event", "level", "timestamp"} <= json.loads(line).keys()


def test_a_span_a_request_and_one_a_stage() -> None:
    exporter = InMemorySpanExporter()
    finished = spans_to(SimpleSpanProcessor(exporter))
    trace = trace_of(f"00-{TRACE}-00f067aa0ba902b7-01")
    finished(trace, "/v1/check", 200, 0.5, Tally(documents=2, stages={"extract": 0.1, "align": 0.2}))
    extract, align, request = exporter.get_finished_spans()
    assert request.context is not None
    assert request.parent is not None
    assert (f"{request.context.trace_id:032x}", f"{request.context.span_id:016x}") == (TRACE, trace.span_id)
    assert f"{request.parent.span_id:016x}" == "00f067aa0ba902b7"
    assert extract.end_time == align.start_time
    assert {extract.parent and extract.parent.span_id, align.parent and align.parent.span_id} == {request.context.span_id}


def test_a_trace_that_begins_here_has_the_id_of_its_answer() -> None:
    exporter = InMemorySpanExporter()
    trace = trace_of(None)
    spans_to(SimpleSpanProcessor(exporter))(trace, "/v1/check", 503, 0.5, None)
    [request] = exporter.get_finished_spans()
    assert request.context is not None
    assert (f"{request.context.trace_id:032x}", f"{request.context.span_id:016x}") == (trace.trace_id, trace.span_id)


def numbers(exposition: str) -> dict[str, float]:
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in exposition.splitlines()) if name and name[0] != "#"}
