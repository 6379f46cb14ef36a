"""What the operations answer to requests that are as they should be."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

VALLEY = {
    "id": "valley/1",
    "source": "Valley Post",
    "published_at": "2025-06-12",
    "text": "At least 17 people died in the Arvel valley flood on Tuesday. The damage is put at €25 million.",
}
UPLAND = {
    "id": "upland",
    "source": "Upland News",
    "published_at": "2025-06-12",
    "text": "The Arvel valley flood killed 11 people on Tuesday.",
}


async def post(client: httpx.AsyncClient, path: str, body: Any) -> Any:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


async def test_check_reports_a_conflict_with_its_claims(client: httpx.AsyncClient) -> None:
    report = await post(client, "/v1/check", {"documents": [VALLEY, UPLAND]})
    assert set(report) == {"summary", "findings", "topics", "claims", "documents", "warnings"}
    claims = {claim["id"]: claim for claim in report["claims"]}
    conflicts = [finding for finding in report["findings"] if finding["relation"] == "conflict"]
    assert [{claims[name]["span"]["text"] for name in finding["claims"]} for finding in conflicts] == [{"17", "11"}]
    assert report["summary"]["findings"]["conflict"] == 1
    assert [document["id"] for document in report["documents"]] == ["valley/1", "upland"]


async def test_spans_quote_the_text_and_values_are_numbers(client: httpx.AsyncClient) -> None:
    report = await post(client, "/v1/check", {"documents": [VALLEY]})
    for claim in report["claims"]:
        for span in (claim["span"], claim["expression"], claim["sentence"]):
            assert VALLEY["text"][span["start"] : span["end"]] == span["text"]
    money = next(claim["quantity"] for claim in report["claims"] if "€" in claim["span"]["text"])
    assert money["nominal"] == 25_000_000
    assert money["unit"]["symbol"] == "EUR"


async def test_extract_gives_what_check_reads(client: httpx.AsyncClient) -> None:
    found = await post(client, "/v1/extract", {"documents": [VALLEY, UPLAND]})
    report = await post(client, "/v1/check", {"documents": [VALLEY, UPLAND]})
    assert [claim for document in found["documents"] for claim in document["claims"]] == report["claims"]


async def test_compare_finds_in_extracted_claims_what_check_finds(client: httpx.AsyncClient) -> None:
    report = await post(client, "/v1/check", {"documents": [VALLEY, UPLAND]})
    labels = [{key: value for key, value in document.items() if key != "text"} for document in (VALLEY, UPLAND)]
    compared = await post(client, "/v1/compare", {"claims": report["claims"], "documents": labels})
    assert compared["findings"] == report["findings"]
    assert compared["topics"] == report["topics"]


async def test_compare_takes_the_least_that_can_be_compared(client: httpx.AsyncClient) -> None:
    def claim(name: str, value: float) -> dict[str, Any]:
        sentence = f"The dam at Lower Arvel holds {value} million litres."
        begin = sentence.index(str(value))
        return {
            "id": f"{name}:1",
            "document_id": name,
            "kind": "quantity",
            "span": {"start": begin, "end": begin + len(str(value)), "text": str(value)},
            "sentence": {"start": 0, "end": len(sentence), "text": sentence},
            "quantity": {"nominal": value, "unit": {"name": "litre", "dimension": "volume"}},
            "measure": {"head": "dam", "text": "The dam"},
        }

    answer = await post(client, "/v1/compare", {"claims": [claim("a", 4.5), claim("b", 9.5)]})
    assert [finding["relation"] for finding in answer["findings"]] == ["conflict"]


async def test_html_is_read_as_its_article(client: httpx.AsyncClient) -> None:
    article = "<article><h1>Flood</h1><p>The river rose 4.2&nbsp;metres &amp; killed 11 people.</p></article>"
    page = f"<html><body><nav>Home 24</nav>{article}</body></html>"
    found = await post(client, "/v1/extract", {"documents": [{"id": "p", "html": page}]})
    [document] = found["documents"]
    assert "rose 4.2" in document["text"]
    assert "Home" not in document["text"]
    for claim in document["claims"]:
        assert document["text"][claim["span"]["start"] : claim["span"]["end"]] == claim["span"]["text"]
    assert [claim["span"]["text"] for claim in document["claims"]][-1] == "11"
    report = await post(client, "/v1/check", {"documents": [{"id": "p", "html": page}]})
    assert report["documents"][0]["text"] == document["text"]


@pytest.mark.parametrize("html", ["", "<html></html>", "<script>let a = 12000;</script>", "<!-- 11 people -->"])
async def test_html_without_text_is_a_warning(client: httpx.AsyncClient, html: str) -> None:
    report = await post(client, "/v1/check", {"documents": [{"id": "p", "html": html}, UPLAND]})
    assert [(warning["code"], warning["document_id"]) for warning in report["warnings"]] == [("html_empty", "p")]
    assert {claim["document_id"] for claim in report["claims"]} == {"upland"}


async def test_other_languages_are_read_with_a_warning(client: httpx.AsyncClient) -> None:
    for language, codes in (
        ("en", []),
        ("en-GB", []),
        ("EN", []),
        ("de", ["language_unsupported"]),
        ("zh-Hant-TW", ["language_unsupported"]),
    ):
        report = await post(client, "/v1/extract", {"documents": [{**UPLAND, "language": language}]})
        assert [warning["code"] for warning in report["warnings"]] == codes
        assert report["documents"][0]["claims"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-06-12", "2025-06-10"),
        ("2025-06-12T23:59:59-11:00", "2025-06-10"),
        ("2025-06-12T00:00:00.123Z", "2025-06-10"),
        (None, None),
    ],
)
async def test_relative_dates_count_from_the_day_as_written(client: httpx.AsyncClient, moment: str | None, day: str | None) -> None:
    found = await post(client, "/v1/extract", {"documents": [{**UPLAND, "published_at": moment}]})
    assert [claim["date"]["lower"] for claim in found["documents"][0]["claims"] if claim["kind"] == "date"] == [day]
    assert [warning["code"] for warning in found["warnings"]] == ([] if day else ["unresolved_dates"])


async def test_reference_date_stands_in_for_a_missing_day(client: httpx.AsyncClient) -> None:
    body = {"documents": [{**UPLAND, "published_at": None}], "options": {"reference_date": "2025-06-12"}}
    for path in ("/v1/extract", "/v1/check"):
        found = await post(client, path, body)
        claims = found["claims"] if path == "/v1/check" else found["documents"][0]["claims"]
        assert [claim["date"]["lower"] for claim in claims if claim["kind"] == "date"] == ["2025-06-10"]
        assert found["warnings"] == []


@pytest.mark.parametrize(("unit", "encoding", "width"), [("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1), ("code_point", "utf-32-le", 4)])
async def test_offsets_count_what_the_caller_asks_for(client: httpx.AsyncClient, unit: str, encoding: str, width: int) -> None:
    text = "🌊🌊 Die Fähre: 11 people died — “at least” 1,200 were hurt. 𝟏𝟐 boats sank."
    body = {"documents": [{"id": "a", "text": text}], "options": {"offset_unit": unit}}
    encoded = text.encode(encoding)
    for path in ("/v1/extract", "/v1/check"):
        found = await post(client, path, body)
        claims = found["claims"] if path == "/v1/check" else found["documents"][0]["claims"]
        assert len(claims) >= 2
        for claim in claims:
            for span in (claim["span"], claim["expression"], claim["sentence"]):
                assert encoded[span["start"] * width : span["end"] * width].decode(encoding) == span["text"]


async def test_same_request_same_bytes(client: httpx.AsyncClient) -> None:
    body = {"documents": [VALLEY, UPLAND], "options": {"relations": ["agree", "conflict", "changed", "compatible"]}}
    first, second = await client.post("/v1/check", json=body), await client.post("/v1/check", json=body)
    assert first.content == second.content


async def test_no_options_are_the_default_options(client: httpx.AsyncClient) -> None:
    plain = await client.post("/v1/check", json={"documents": [VALLEY, UPLAND]})
    spelt_out = {
        "relations": ["conflict", "compatible", "changed"],
        "reference_date": None,
        "min_confidence": 0,
        "offset_unit": "code_point",
    }
    assert (await client.post("/v1/check", json={"documents": [VALLEY, UPLAND], "options": spelt_out})).content == plain.content


async def test_health(client: httpx.AsyncClient) -> None:
    for state in ("live", "ready"):
        answer = await client.get(f"/health/{state}")
        assert (answer.status_code, answer.json()["status"]) == (200, state)
