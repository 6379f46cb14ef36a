"""JSON and MessagePack, plain and compressed, and answers that still hold."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import httpx
import msgpack
import pytest
import zstandard

from service.api.coding import compress, decompress
from service.api.examples import FAULTY, REQUESTS
from service.api.problems import Refused
from tests.conftest import MAX_BODY_BYTES

JSON, MSGPACK = "application/json", "application/msgpack"
DOSSIER = REQUESTS["check"]["conflict"]
BODY = json.dumps(DOSSIER).encode()


async def post(client: httpx.AsyncClient, content: bytes, path: str = "/v1/check", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in {"content_type": JSON, **headers}.items()}
    return await client.post(path, content=content, headers=named)


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, bodies in REQUESTS.items() for name in bodies])
async def test_both_wires_say_the_same(client: httpx.AsyncClient, path: str, name: str) -> None:
    body = REQUESTS[path][name]
    plain = await post(client, json.dumps(body).encode(), f"/v1/{path}")
    packed = await post(client, msgpack.packb(body), f"/v1/{path}", content_type=MSGPACK, accept=MSGPACK)
    assert (plain.status_code, packed.status_code) == (200, 200)
    assert packed.headers["content-type"] == MSGPACK
    assert msgpack.unpackb(packed.content) == plain.json()


@pytest.mark.parametrize("path", FAULTY)
async def test_both_wires_find_the_same_faults(client: httpx.AsyncClient, path: str) -> None:
    plain = (await post(client, json.dumps(FAULTY[path]).encode(), f"/v1/{path}")).json()
    packed = (await post(client, msgpack.packb(FAULTY[path]), f"/v1/{path}", content_type=MSGPACK)).json()
    assert packed["errors"] == plain["errors"]
    assert packed["status"] == 422


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "invalid-msgpack"),
        (b"\xc1", "invalid-msgpack"),
        (b"{}", "invalid-msgpack"),
        (msgpack.packb(DOSSIER)[:-1], "invalid-msgpack"),
        (msgpack.packb(DOSSIER) + b"\x00", "invalid-msgpack"),
        (msgpack.packb({1: 2}), "invalid-msgpack"),
        (msgpack.packb({b"documents": []}), "invalid-msgpack"),
        (msgpack.packb({"documents": b""}), "invalid-msgpack"),
        (msgpack.packb({"options": {"min_confidence": float("nan")}}), "invalid-msgpack"),
        (msgpack.packb(msgpack.Timestamp(1)), "invalid-msgpack"),
        (b"\xdd\xff\xff\xff\xff", "invalid-msgpack"),
        (b"\xdf\xff\xff\xff\xff", "invalid-msgpack"),
        (b"\x91" * 100_000, "nested-too-deeply"),
        (b"\x91" * 100 + b"\x00", "nested-too-deeply"),
        (b"\x82\xa1a\x01\xa1a\x02", "duplicate-key"),
        (b"\x81\xa1\xff\x01", "bad-encoding"),
        (b"\x81\xa1a\xa3\xed\xa0\x80", "bad-encoding"),
    ],
)
async def test_what_is_no_messagepack(client: httpx.AsyncClient, body: bytes, kind: str) -> None:
    answer = await post(client, body, content_type=MSGPACK)
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (400, kind)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_numbers_of_messagepack(client: httpx.AsyncClient) -> None:
    body = {"documents": [{"id": "a", "text": "5 dogs"}], "options": {"min_confidence": 0.5}}
    assert (await post(client, msgpack.packb(body), content_type=MSGPACK)).status_code == 200
    body["options"] = {"min_confidence": 2**63}
    assert (await post(client, msgpack.packb(body), content_type=MSGPACK)).status_code == 422


CODED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "identity": bytes,
}


@pytest.mark.parametrize("coding", CODED)
async def test_compressed_bodies(client: httpx.AsyncClient, coding: str) -> None:
    answer = await post(client, CODED[coding](BODY), content_encoding=coding)
    assert answer.json() == (await post(client, BODY)).json()


async def test_members_and_frames_after_each_other(client: httpx.AsyncClient) -> None:
    half = len(BODY) // 2
    for coding, encode in CODED.items():
        assert (await post(client, encode(BODY[:half]) + encode(BODY[half:]), content_encoding=coding)).status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("damage", ["cut short", "not compressed", "trailing", "empty", "damaged"])
async def test_damaged_bodies(client: httpx.AsyncClient, coding: str, damage: str) -> None:
    whole = CODED[coding](BODY)
    body = {
        "cut short": whole[:-5],
        "not compressed": BODY,
        "trailing": whole + b"trailing",
        "empty": b"",
        "damaged": whole[:20] + bytes(20) + whole[40:],
    }[damage]
    answer = await post(client, body, content_encoding=coding)
    assert answer.status_code == 400
    assert answer.json()["type"].rpartition(":")[2] in {"bad-compression", "invalid-json"}


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
async def test_bombs(client: httpx.AsyncClient, coding: str) -> None:
    answer = await post(client, CODED[coding](bytes(300_000_000)), content_encoding=coding)
    assert (answer.status_code, answer.json()["limit"]) == (413, MAX_BODY_BYTES)


async def test_gzip_of_gzip_is_not_unpacked_twice(client: httpx.AsyncClient) -> None:
    answer = await post(client, gzip.compress(gzip.compress(BODY)), content_encoding="gzip")
    assert answer.json()["type"].endswith(":bad-encoding")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_no_more_than_the_limit_is_unpacked(coding: Any) -> None:
    for length in (0, 1, 999, 1_000):
        assert decompress(compress(b"x" * length, coding), coding, 1_000) == b"x" * length
    for length in (1_001, 50_000_000):
        with pytest.raises(Refused, match="too-large"):
            decompress(compress(b"x" * length, coding), coding, 1_000)


def test_compression_is_the_same_every_time() -> None:
    assert compress(BODY, "gzip") == compress(BODY, "gzip")
    assert compress(BODY, "gzip")[4:8] == bytes(4), "no time"


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip, zstd;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0, zstd;q=0", None),
        ("br", None),
        ("identity", None),
        ("*", "zstd"),
        ("zstd;q=0, *", "gzip"),
        ("identity;q=0.5, gzip;q=0.1", None),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("", None),
    ],
)
async def test_compressed_answers(client: httpx.AsyncClient, accept: str, coding: str | None) -> None:
    async with client.stream("POST", "/v1/check", content=BODY, headers={"Content-Type": JSON, "Accept-Encoding": accept}) as answer:
        raw = b"".join([piece async for piece in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == coding
    plain = (
        zlib.decompress(raw, zlib.MAX_WBITS | 16)
        if coding == "gzip"
        else zstandard.ZstdDecompressor().decompress(raw)
        if coding == "zstd"
        else raw
    )
    assert json.loads(plain)["summary"]["documents"] == 2
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("accept", ["identity;q=0", "*;q=0", "br, identity;q=0", "gzip;q=0, zstd;q=0, identity;q=0"])
async def test_codings_that_the_client_rules_out(client: httpx.AsyncClient, accept: str) -> None:
    assert (await post(client, BODY, accept_encoding=accept)).status_code == 406


async def test_an_answer_that_still_holds(client: httpx.AsyncClient) -> None:
    first = await post(client, BODY)
    tag = first.headers["etag"]
    for wanted in (tag, f'W/{tag}, "x"', f'"x",{tag}'):
        again = await post(client, BODY, if_none_match=wanted)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "private, no-cache"
    for other in ('"x"', "*", ""):
        again = await post(client, BODY, if_none_match=other)
        assert (again.status_code, again.content) == (200, first.content)


async def test_each_form_of_an_answer_has_its_own_tag(client: httpx.AsyncClient) -> None:
    answers = [
        await post(client, BODY),
        await post(client, BODY + b" "),
        await post(client, BODY, path="/v1/extract"),
        await post(client, BODY, accept=MSGPACK),
        await post(client, BODY, accept="text/html"),
        await post(client, BODY, accept_encoding="identity"),
        await post(client, BODY, accept_encoding="gzip"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["etag"] for answer in answers}) == len(answers)


async def test_problems_are_not_kept(client: httpx.AsyncClient) -> None:
    answer = await post(client, b"{}")
    assert (answer.status_code, answer.headers["cache-control"]) == (422, "no-store")
    assert "etag" not in answer.headers
