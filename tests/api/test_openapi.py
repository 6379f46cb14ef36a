"""The contract: what is committed is what is served, and its examples are answered as shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from service import Document, extract
from service.api.claims import ClaimIn, QuantityIn
from service.api.examples import FAULTY
from service.model import Claim, Quantity, Report

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"
CONTRACT: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
OPERATIONS = [operation for path in CONTRACT["paths"].values() for operation in path.values()]
POSTS = {path: found["post"] for path, found in CONTRACT["paths"].items() if "post" in found}
EXAMPLES = [
    pytest.param(path, name, id=f"{path}: {name}")
    for path, operation in POSTS.items()
    for name in operation["requestBody"]["content"].get("application/json", {}).get("examples", ())
]


async def test_the_served_document_is_the_committed_one(client: httpx.AsyncClient) -> None:
    answer = await client.get("/schema/openapi.json")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json"
    assert answer.content == COMMITTED.read_bytes(), "openapi/openapi.json is out of date: run `make openapi`"


def test_the_document_is_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "service.api.openapi", str(tmp_path / seed)], check=True, env=environment)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize(("path", "name"), EXAMPLES)
async def test_examples_are_answered_as_shown(client: httpx.AsyncClient, path: str, name: str) -> None:
    operation = POSTS[path]
    body = operation["requestBody"]["content"]["application/json"]["examples"][name]["value"]
    shown = operation["responses"]["200"]["content"]["application/json"]["examples"][name]["value"]
    answer = await client.post(path, json=body)
    assert (answer.status_code, answer.json()) == (200, shown)


@pytest.mark.parametrize("name", FAULTY)
async def test_faulty_examples_are_answered_as_shown(client: httpx.AsyncClient, name: str) -> None:
    [shown] = POSTS[f"/v1/{name}"]["responses"]["422"]["content"]["application/problem+json"]["examples"].values()
    answer = await client.post(f"/v1/{name}", json=FAULTY[name])
    found = {**answer.json()}
    assert found.pop("request_id") == answer.headers["x-request-id"]
    assert (answer.status_code, found) == (422, shown["value"])


def test_examples_show_something() -> None:
    answers = POSTS["/v1/check"]["responses"]["200"]["content"]["application/json"]["examples"]
    assert any(answer["value"]["findings"] for answer in answers.values())


def test_every_operation_says_what_it_is() -> None:
    for operation in OPERATIONS:
        assert operation["operationId"]
        assert operation["summary"]
        assert operation["description"]
    ids = [operation["operationId"] for operation in OPERATIONS]
    assert len(set(ids)) == len(ids)


def given_by(operation: dict[str, Any]) -> set[str]:
    match operation["operationId"]:
        case "metrics":
            return {"text/plain"}
        case "check_stream":
            return {"application/x-ndjson"}
        case "check":
            return {"application/json", "application/msgpack", "text/html", "text/csv", "application/ld+json"}
        case "extract" | "compare":
            return {"application/json", "application/msgpack"}
    return {"application/json"}


def test_problems_are_declared() -> None:
    for operation in POSTS.values():
        expected = {"401", "406", "415", "429", "503"}
        if operation["operationId"] != "check_stream":
            expected |= {"304", "400", "408", "413", "422"}
        assert expected <= operation["responses"].keys()
    for operation in OPERATIONS:
        for status, response in operation["responses"].items():
            if status != "304":
                assert set(response["content"]) == (given_by(operation) if status == "200" else {"application/problem+json"})


def test_unknown_fields_are_errors_wherever_fields_are_taken() -> None:
    schemas = CONTRACT["components"]["schemas"]
    waiting = [POSTS[path]["requestBody"]["content"]["application/json"]["schema"] for path in POSTS if path != "/v1/check/stream"]
    seen: set[str] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
            name = str(item.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                seen.add(name)
                waiting.append(schemas[name])
    assert {"CheckRequest", "DocumentIn", "Options", "ClaimIn", "QuantityIn", "Unit"} <= seen
    assert all(schemas[name]["additionalProperties"] is False for name in seen)


def test_no_reference_leads_nowhere() -> None:
    text = COMMITTED.read_text(encoding="utf-8")
    names = {piece.partition('"')[0] for piece in text.split("#/components/schemas/")[1:]}
    assert names <= CONTRACT["components"]["schemas"].keys()


def test_claims_can_be_posted_as_they_were_given() -> None:
    assert set(ClaimIn.__struct_fields__) == set(Claim.__struct_fields__)
    assert set(QuantityIn.__struct_fields__) == set(Quantity.__struct_fields__)


def test_a_claim_is_of_one_kind_which_tells_its_values() -> None:
    union = CONTRACT["components"]["schemas"]["Claim"]
    assert union["discriminator"]["propertyName"] == "kind"
    assert union["discriminator"]["mapping"].keys() == {"quantity", "date", "duration"}
    texts = "Up to 12,000 soldiers have been there for over 70 years, officials said on Tuesday. A third left in May."
    [found] = extract([Document(id="a", text=texts)])
    assert {claim.kind for claim in found} == {"quantity", "date", "duration"}
    for claim in found:
        schema = CONTRACT["components"]["schemas"][union["discriminator"]["mapping"][claim.kind].rpartition("/")[2]]
        for value in ("quantity", "date"):
            assert ("$ref" in schema["properties"][value]) is (getattr(claim, value) is not None)


async def test_a_report_can_be_decoded(client: httpx.AsyncClient) -> None:
    body = next(iter(POSTS["/v1/check"]["requestBody"]["content"]["application/json"]["examples"].values()))["value"]
    answer = await client.post("/v1/check", json=body)
    report = msgspec.json.decode(answer.content, type=Report)
    assert msgspec.json.Encoder(decimal_format="number").encode(report) == answer.content
