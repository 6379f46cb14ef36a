"""Texts that are made to hurt: each is answered, with 200, and soon. A time here is no benchmark, it tells linear from quadratic."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

SECONDS = 20.0

TEXTS: dict[str, str] = {
    "400 nines": "9" * 400,
    "50,000 nines": "9" * 50_000,
    "groups of three": "1" + " 000" * 5_000,
    "two and": "two and " * 3_000,
    "ones": "1 " * 20_000,
    "units": "5 kg m s A K mol " * 200,
    "one hundred million": "one hundred million " * 500,
    "1e400": "1e400 m",
    "vast exponent": "1E+999999999 dollars",
    "vast power": "10^999999999",
    "division by nothing": "1/0 m",
    "dates": "12 March 2020 " * 400,
    "long ago": "999999999999 years ago",
    "no such days": "31 February 2020, 2020-13-45, 30.02.2021, Feb. 29, 2023, 99/99/9999",
    "full width": "１２，０００ people, on １２ March ２０２０",
    "Devanagari": "१२,००० people, १२.५%",
    "spaces": "12\u00a0000 people, 5\u2009km, 3\u200b000 dogs, 7\u202fkg",
    "micro": "5 μm and 5 µm",
    "minus": "−5 degrees, –5 degrees, - 5 degrees, 3−5 km",
    "right to left": "\u202e000,21 troops\u202c of \u2067 12,000 \u2069",
    "combining": "1\u03012\u0301,000 people; 1\u20e32\u20e3",
    "NUL": "12\0000 people\0",
    "emoji": "👩‍👩‍👧‍👦 " * 2_000 + "12 dogs",
    "brackets": "(" * 20_000 + "12" + ")" * 20_000,
    "dots": "." * 50_000 + " 12 dogs",
    "dashes": "1-" * 10_000 + "1",
    "slashes": "1/" * 10_000 + "1",
    "commas": "1," * 10_000 + "1",
    "percent signs": "5" + "%" * 30_000,
    "dollar signs": "$" * 30_000 + "5",
    "to": "5 to " * 5_000,
    "between and": "between 5 and " * 4_000,
    "up to up to": "up to " * 8_000 + "5",
    "one long word": "a" * 100_000 + " 5 dogs",
    "capitals": "Aa " * 20_000 + "5 dogs",
    "quotes": '"' * 20_000 + "5 dogs said",
    "empty": "",
    "line feeds": "\n" * 50_000 + "5 dogs",
}


async def answer(client: httpx.AsyncClient, path: str, body: Any) -> Any:
    began = time.perf_counter()
    found = await client.post(path, json=body)
    assert found.status_code == 200, found.text
    assert time.perf_counter() - began < SECONDS
    return found.json()


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TEXTS.items()])
async def test_hostile_text(client: httpx.AsyncClient, text: str) -> None:
    report = await answer(client, "/v1/check", {"documents": [{"id": "a", "text": text, "published_at": "2024-11-14"}]})
    for claim in report["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["span"]["text"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 5_000 + "5 dogs",
        "<div>" * 200 + "5 dogs" + "</div>" * 200,
        "<" * 50_000,
        "&amp;" * 20_000,
        "<!--" * 5_000,
        "<p>\0 5 dogs</p>",
    ],
    ids=["open paragraphs", "nested", "angles", "entities", "comments", "NUL"],
)
async def test_hostile_page(client: httpx.AsyncClient, html: str) -> None:
    await answer(client, "/v1/extract", {"documents": [{"id": "a", "html": html}]})


async def test_a_thousand_tiny_documents(client: httpx.AsyncClient) -> None:
    await answer(client, "/v1/check", {"documents": [{"id": str(n), "text": f"{n} people died."} for n in range(1_000)]})


async def test_one_document_many_times(client: httpx.AsyncClient) -> None:
    report = await answer(client, "/v1/check", {"documents": [{"id": str(n), "text": "11 people died in the flood."} for n in range(500)]})
    assert report["findings"] == []


async def test_all_figures_alike(client: httpx.AsyncClient) -> None:
    texts = ["The river killed 11 people. " * 400, "The river killed 11 people. " * 400]
    await answer(client, "/v1/check", {"documents": [{"id": str(n), "text": text} for n, text in enumerate(texts)]})


async def test_claims_beyond_any_measure(client: httpx.AsyncClient) -> None:
    def claim(name: str, value: float) -> dict[str, Any]:
        return {
            "id": name,
            "document_id": name,
            "kind": "quantity",
            "span": {"start": 0, "end": 1, "text": "1"},
            "quantity": {"nominal": value},
            "measure": {"head": "dog"},
        }

    await answer(client, "/v1/compare", {"claims": [claim("a", 1e100), claim("b", 1e-100), claim("c", 0), claim("d", -1e100)]})


async def test_liveness_while_the_service_is_busy(client: httpx.AsyncClient) -> None:
    body = {"documents": [{"id": "a", "text": "12 March 2020, 5 km, $5m. " * 8_000}]}
    work = [asyncio.create_task(client.post("/v1/extract", json=body)) for _ in range(3)]
    for _ in range(10):
        began = time.perf_counter()
        assert (await client.get("/health/live")).status_code == 200
        assert time.perf_counter() - began < 1
    assert [found.status_code for found in await asyncio.gather(*work)] == [200, 200, 200]


async def test_a_client_that_hangs_up(url: str, client: httpx.AsyncClient) -> None:
    host, port = url.removeprefix("http://").split(":")
    for sent in (
        b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Le",
        b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
    ):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert (await client.get("/health/ready")).status_code == 200
