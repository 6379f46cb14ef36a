"""The report in other media types: what a client asks for, it gets, as what it is."""

from __future__ import annotations

import csv
import json
from typing import Any

import httpx
import pytest

DOSSIER: dict[str, Any] = {
    "documents": [
        {"id": "valley", "source": "Valley Post", "text": "🌊 At least 17 people died in the Arvel valley flood. Damage: €25 million."},
        {
            "id": "upland",
            "url": "https://upland.example/flood",
            "html": "<body><nav>12 stories</nav><article><p>The Arvel valley\n flood <b>killed 11</b> people.</p></article></body>",
        },
    ]
}


async def asked(client: httpx.AsyncClient, accept: str, **options: Any) -> httpx.Response:
    answer = await client.post("/v1/check", json=DOSSIER | {"options": options}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv", "text/csv; header=present; charset=utf-8"),
        ("text/html;q=0.5, text/csv", "text/csv; header=present; charset=utf-8"),
        ("application/ld+json", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'),
        ("application/json;q=0, */*", "text/html; charset=utf-8"),
    ],
)
async def test_the_client_chooses(client: httpx.AsyncClient, accept: str, content_type: str) -> None:
    assert (await asked(client, accept)).headers["content-type"] == content_type


async def test_a_page_runs_no_script_and_loads_nothing(client: httpx.AsyncClient) -> None:
    answer = await asked(client, "text/html")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_table_of_claims_has_a_row_for_each(client: httpx.AsyncClient) -> None:
    report = (await asked(client, "application/json")).json()
    rows = list(csv.DictReader((await asked(client, "text/csv", csv="claims")).text.splitlines()))
    assert [row["claim"] for row in rows] == [claim["id"] for claim in report["claims"]]


async def test_annotations_count_code_points_whatever_the_option_says(client: httpx.AsyncClient) -> None:
    plain, other = [await asked(client, "application/ld+json", offset_unit=unit) for unit in ("code_point", "utf16")]
    assert plain.content == other.content
    text = DOSSIER["documents"][0]["text"]
    selectors = [item["target"]["selector"] for item in plain.json()["first"]["items"]]
    quote, position = selectors[0]
    assert text[position["start"] : position["end"]] == quote["exact"]


async def test_quotes_of_a_page_are_the_page_s_own(client: httpx.AsyncClient) -> None:
    items = json.loads((await asked(client, "application/ld+json")).text)["first"]["items"]
    [quote] = [item["target"]["selector"][0] for item in items if item["target"]["source"] == "https://upland.example/flood"]
    assert quote["exact"] == "11"
    assert quote["prefix"].endswith("The Arvel valley\n flood killed ")
    assert quote["suffix"].startswith(" people.")


async def test_what_cannot_be_served_is_a_problem_in_any_media_type(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/check", json={"documents": []}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
