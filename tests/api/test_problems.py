"""Every refusal: its status, its type, and a pointer to each field at fault, all of them at once."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from service.api.problems import TYPE_PREFIX
from tests.conftest import MAX_BODY_BYTES

JSON = {"Content-Type": "application/json"}
DOCUMENT = {"id": "a", "text": "11 people died."}
CLAIM: dict[str, Any] = {
    "id": "a:1",
    "document_id": "a",
    "kind": "quantity",
    "span": {"start": 0, "end": 2, "text": "11"},
    "quantity": {"nominal": 11},
}


def problem_of(answer: httpx.Response, status: int, kind: str) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == TYPE_PREFIX + kind
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == answer.request.url.path
    assert problem["request_id"] == answer.headers["x-request-id"]
    return problem


BODIES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "invalid-json"),
    ("blank", b" \n", "invalid-json"),
    ("cut short", b'{"documents": [', "invalid-json"),
    ("two values", b"{} {}", "invalid-json"),
    ("trailing comma", b'{"documents": [],}', "invalid-json"),
    ("single quotes", b"{'documents': []}", "invalid-json"),
    ("raw NUL in a string", b'{"documents": [{"id": "\0", "text": ""}]}', "invalid-json"),
    ("raw line feed in a string", b'{"a": "\n"}', "invalid-json"),
    ("NaN", b'{"documents": [], "options": {"min_confidence": NaN}}', "invalid-json"),
    ("Infinity", b'{"options": {"min_confidence": -Infinity}}', "invalid-json"),
    ("5,000 digits", b'{"options": {"min_confidence": ' + b"9" * 5000 + b"}}", "invalid-json"),
    ("5,000 decimals", b'{"options": {"min_confidence": 0.' + b"9" * 5000 + b"}}", "invalid-json"),
    ("a vast exponent", b'{"options": {"min_confidence": 1e999999999}}', "invalid-json"),
    ("a vast exponent, spelt long", b'{"options": {"min_confidence": 1e' + b"0" * 5000 + b"1}}", "invalid-json"),
    ("100,000 open arrays", b"[" * 100_000, "nested-too-deeply"),
    ("100,000 open objects", b'{"a":' * 50_000, "nested-too-deeply"),
    ("100,000 arrays, closed", b"[" * 100_000 + b"]" * 100_000, "nested-too-deeply"),
    ("byte FF", b'{"documents": [{"id": "\xff", "text": ""}]}', "bad-encoding"),
    ("Latin-1", '{"documents": [{"id": "é", "text": ""}]}'.encode("latin-1"), "bad-encoding"),
    ("UTF-8 of a surrogate", b'{"documents": [{"id": "a", "text": "\xed\xa0\x80"}]}', "bad-encoding"),
    ("overlong UTF-8", b'{"documents": [{"id": "a", "text": "\xc0\xaf"}]}', "bad-encoding"),
    ("UTF-16 with mark", '{"documents": []}'.encode("utf-16"), "bad-encoding"),
    ("UTF-16 without mark", '{"documents": []}'.encode("utf-16-le"), "bad-encoding"),
    ("UTF-32", '{"documents": []}'.encode("utf-32"), "bad-encoding"),
    ("lone high surrogate", b'{"documents": [{"id": "a", "text": "\\ud800"}]}', "bad-encoding"),
    ("lone low surrogate in a key", b'{"\\uDC00": 1}', "bad-encoding"),
    ("key given twice", b'{"documents": [{"id": "a", "text": "1 man", "text": "2 men"}]}', "duplicate-key"),
    ("key given twice, once escaped", b'{"documents": [], "docu\\u006dents": []}', "duplicate-key"),
]


@pytest.mark.parametrize(("body", "kind"), [pytest.param(body, kind, id=name) for name, body, kind in BODIES])
@pytest.mark.parametrize("path", ["/v1/check", "/v1/extract", "/v1/compare"])
async def test_what_is_no_json(client: httpx.AsyncClient, path: str, body: bytes, kind: str) -> None:
    problem_of(await client.post(path, content=body, headers=JSON), 400, kind)


def check(**changes: Any) -> dict[str, Any]:
    return {"documents": [DOCUMENT], **changes}


def claims(**changes: Any) -> dict[str, Any]:
    return {"claims": [{**CLAIM, **changes}]}


FIELDS: list[tuple[str, str, Any, list[str]]] = [
    ("no object", "check", [], [""]),
    ("null", "check", None, [""]),
    ("a number", "extract", 5, [""]),
    ("nothing given", "check", {}, ["/documents"]),
    ("no documents", "check", {"documents": []}, ["/documents"]),
    ("documents null", "extract", {"documents": None}, ["/documents"]),
    ("documents an object", "check", {"documents": {"0": DOCUMENT}}, ["/documents"]),
    ("unknown field", "check", check(document=1), ["/document"]),
    ("unknown field of a document", "extract", {"documents": [{**DOCUMENT, "lang": "en"}]}, ["/documents/0/lang"]),
    ("unknown field with / and ~", "extract", {"documents": [{**DOCUMENT, "a/b~c": 1}]}, ["/documents/0/a~1b~0c"]),
    ("unknown option", "check", check(options={"relation": ["agree"]}), ["/options/relation"]),
    ("option of check on extract", "extract", check(options={"relations": ["agree"]}), ["/options/relations"]),
    ("no id", "check", {"documents": [{"text": "x"}]}, ["/documents/0/id"]),
    ("neither text nor html", "check", {"documents": [{"id": "a"}]}, ["/documents/0"]),
    ("text and html", "check", {"documents": [{**DOCUMENT, "html": "<p>11</p>"}]}, ["/documents/0"]),
    ("text null", "check", {"documents": [{"id": "a", "text": None}]}, ["/documents/0"]),
    ("text a number", "check", {"documents": [{"id": "a", "text": 5}]}, ["/documents/0/text"]),
    ("id empty", "check", {"documents": [{**DOCUMENT, "id": ""}]}, ["/documents/0/id"]),
    ("id of 201", "check", {"documents": [{**DOCUMENT, "id": "i" * 201}]}, ["/documents/0/id"]),
    ("id with NUL", "check", {"documents": [{**DOCUMENT, "id": "a\0b"}]}, ["/documents/0/id"]),
    ("id ends in a line feed", "check", {"documents": [{**DOCUMENT, "id": "a\n"}]}, ["/documents/0/id"]),
    ("id with a C1 control", "check", {"documents": [{**DOCUMENT, "id": "a\x85"}]}, ["/documents/0/id"]),
    ("same id", "check", {"documents": [DOCUMENT, {"id": "b", "text": ""}, DOCUMENT, DOCUMENT]}, ["/documents/2/id", "/documents/3/id"]),
    ("no such day", "check", {"documents": [{**DOCUMENT, "published_at": "2023-02-29"}]}, ["/documents/0/published_at"]),
    ("no such month", "check", {"documents": [{**DOCUMENT, "published_at": "2020-13-45"}]}, ["/documents/0/published_at"]),
    ("no such hour", "check", {"documents": [{**DOCUMENT, "published_at": "2024-11-14T25:00:00Z"}]}, ["/documents/0/published_at"]),
    ("no zone", "check", {"documents": [{**DOCUMENT, "published_at": "2024-11-14T10:00:00"}]}, ["/documents/0/published_at"]),
    ("a day in words", "check", {"documents": [{**DOCUMENT, "published_at": "yesterday"}]}, ["/documents/0/published_at"]),
    ("a day as a number", "check", {"documents": [{**DOCUMENT, "published_at": 20241114}]}, ["/documents/0/published_at"]),
    ("no language tag", "check", {"documents": [{**DOCUMENT, "language": "en_US"}]}, ["/documents/0/language"]),
    ("unknown relation", "check", check(options={"relations": ["conflict", "same"]}), ["/options/relations/1"]),
    ("relation twice", "check", check(options={"relations": ["agree", "agree"]}), ["/options/relations/1"]),
    ("no relation", "check", check(options={"relations": []}), ["/options/relations"]),
    ("confidence of 2", "check", check(options={"min_confidence": 2}), ["/options/min_confidence"]),
    ("options a list", "check", check(options=[]), ["/options"]),
    ("offset unit", "extract", check(options={"offset_unit": "bytes"}), ["/options/offset_unit"]),
    ("text too long", "check", {"documents": [{"id": "a", "text": "x" * 300_001}]}, ["/documents/0/text"]),
    ("documents too many", "check", {"documents": [{"id": str(n), "text": ""} for n in range(10_000)]}, ["/documents"]),
    (
        "everything at once",
        "check",
        {
            "documents": [{"id": "", "text": 1}, {"idd": "a", "text": "x", "html": "y"}],
            "options": {"min_confidence": "high", "x": 1},
            "y": 0,
        },
        [
            "/documents/0/id", "/documents/0/text", "/documents/1", "/documents/1/id", "/documents/1/idd",
            "/options/min_confidence", "/options/x", "/y",
        ],
    ),
    ("claim without value", "compare", claims(quantity=None), ["/claims/0/quantity"]),
    ("date without date", "compare", claims(kind="date"), ["/claims/0/date"]),
    ("claim without span", "compare", {"claims": [{key: CLAIM[key] for key in CLAIM if key != "span"}]}, ["/claims/0/span"]),
    ("unknown field of a unit", "compare", claims(quantity={"unit": {"name": "m", "si": 1}}), ["/claims/0/quantity/unit/si"]),
    ("a quantity that is text", "compare", claims(quantity={"nominal": "many"}), ["/claims/0/quantity/nominal"]),
    ("bounds the wrong way round", "compare", claims(quantity={"lower": 2, "upper": 1.5}), ["/claims/0/quantity/upper"]),
    ("a quantity beyond measure", "compare", claims(quantity={"lower": -1e101, "upper": 1e300}),
        ["/claims/0/quantity/lower", "/claims/0/quantity/upper"]),
    ("a kind of the wrong shape", "compare", claims(kind={}), ["/claims/0/kind"]),
    ("everything of the wrong shape", "compare", {key: {"a": []} for key in ("claims", "documents", "options")},
        ["/claims", "/documents", "/options/a"]),
    ("a list of the wrong things", "check", {"documents": [None, 5, "a", [], {}], "options": {"relations": [{}, [], {}]}},
        ["/documents/0", "/documents/1", "/documents/2", "/documents/3", "/documents/4", "/documents/4/id",
         "/options/relations/0", "/options/relations/1", "/options/relations/2"]),
    ("claim ids alike", "compare", {"claims": [CLAIM, CLAIM]}, ["/claims/1/id"]),
    ("labels alike", "compare", {"claims": [CLAIM], "documents": [{"id": "a"}, {"id": "a"}]}, ["/documents/1/id"]),
    ("a label with text", "compare", {"claims": [CLAIM], "documents": [{"id": "a", "text": ""}]}, ["/documents/0/text"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body", "pointers"), [pytest.param(*row, id=name) for name, *row in FIELDS])
async def test_fields_at_fault_each_with_a_pointer(client: httpx.AsyncClient, path: str, body: Any, pointers: list[str]) -> None:
    problem = problem_of(await client.post(f"/v1/{path}", content=json.dumps(body), headers=JSON), 422, "invalid-fields")
    assert sorted(error["pointer"] for error in problem["errors"]) == pointers
    assert all(error["detail"].endswith(".") for error in problem["errors"])


async def test_no_more_than_a_hundred_faults_are_listed(client: httpx.AsyncClient) -> None:
    body = {"documents": [{"text": 5} for _ in range(900)]}
    assert len(problem_of(await client.post("/v1/check", json=body), 422, "invalid-fields")["errors"]) == 100


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/xml",
        "application/jsonx",
        "application/problem+json",
        "application/json; charset=utf-16",
        "nonsense",
        "",
    ],
)
async def test_media_types_that_are_not_read(client: httpx.AsyncClient, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    answer = await client.post("/v1/check", content=json.dumps(check()).encode(), headers=headers)
    problem_of(answer, 415, "unsupported-media-type")
    assert answer.headers["accept"] == "application/json, application/msgpack"


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON", "application/json; charset=UTF-8", 'application/json;charset="utf-8"']
)
async def test_media_types_that_are_read(client: httpx.AsyncClient, content_type: str) -> None:
    answer = await client.post("/v1/check", content=json.dumps(check()).encode(), headers={"Content-Type": content_type})
    assert answer.status_code == 200


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd, gzip", "nonsense"])
async def test_codings_that_are_not_read(client: httpx.AsyncClient, coding: str) -> None:
    answer = await client.post("/v1/check", content=b"{}", headers={**JSON, "Content-Encoding": coding})
    problem_of(answer, 415, "unsupported-media-type")
    assert answer.headers["accept-encoding"] == "zstd, gzip"


@pytest.mark.parametrize(
    "accept",
    [
        "application/xml",
        "image/*",
        "application/json;q=0",
        "*/*;q=0",
        "application/json;q=0, application/xml",
        "nonsense",
        "image/*, application/json;q=0.000",
    ],
)
async def test_answers_that_the_client_rules_out(client: httpx.AsyncClient, accept: str) -> None:
    problem_of(await client.post("/v1/check", json=check(), headers={"Accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize(
    "accept",
    ["*/*", "application/*", "application/json", "image/png, application/json;q=0.1", "*/*;q=0, application/json", "APPLICATION/JSON"],
)
async def test_answers_that_the_client_accepts(client: httpx.AsyncClient, accept: str) -> None:
    assert (await client.post("/v1/check", json=check(), headers={"Accept": accept})).status_code == 200


async def test_a_body_too_large_by_its_length(client: httpx.AsyncClient) -> None:
    body = b" " * (MAX_BODY_BYTES + 1)
    problem = problem_of(await client.post("/v1/check", content=body, headers=JSON), 413, "too-large")
    assert (problem["limit"], problem["actual"]) == (MAX_BODY_BYTES, len(body))


async def test_a_body_too_large_without_a_length(client: httpx.AsyncClient) -> None:
    async def chunks() -> Any:
        for _ in range(MAX_BODY_BYTES // 50_000 + 1):
            yield b" " * 50_000

    problem = problem_of(await client.post("/v1/check", content=chunks(), headers=JSON), 413, "too-large")
    assert problem["limit"] == MAX_BODY_BYTES


async def test_a_body_of_the_largest_size_is_read(client: httpx.AsyncClient) -> None:
    body = json.dumps(check()).encode()
    answer = await client.post("/v1/check", content=body + b" " * (MAX_BODY_BYTES - len(body)), headers=JSON)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/v1", "/v1/check/", "/v1/nothing", "/schema", "/schema/swagger", "/docs", "/%00", "/v1/check%2F..%2F"])
async def test_unknown_paths(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code in {404, 405}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/check", "POST"),
        ("PUT", "/v1/extract", "POST"),
        ("POST", "/health/live", "GET"),
        ("DELETE", "/schema/openapi.json", "GET"),
    ],
)
async def test_wrong_methods(client: httpx.AsyncClient, method: str, path: str, allowed: str) -> None:
    answer = await client.request(method, path)
    problem_of(answer, 405, "method-not-allowed")
    assert allowed in answer.headers["allow"]


async def test_a_byte_order_mark_is_harmless(client: httpx.AsyncClient) -> None:
    plain = await client.post("/v1/check", json=check())
    marked = await client.post("/v1/check", content=b"\xef\xbb\xbf" + json.dumps(check()).encode(), headers=JSON)
    assert marked.content == plain.content


async def test_escapes_of_a_whole_pair_are_one_character(client: httpx.AsyncClient) -> None:
    body = b'{"documents": [{"id": "a", "text": "\\ud83c\\uDF0A 11 people died."}]}'
    [document] = (await client.post("/v1/extract", content=body, headers=JSON)).json()["documents"]
    assert [claim["span"]["start"] for claim in document["claims"]] == [2]
