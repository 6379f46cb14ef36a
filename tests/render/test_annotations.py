"""Annotations: what the Web Annotation Data Model asks for, and quotes that are found again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.model import Span
from service.render.annotations import page
from service.render.page_text import PageText, text_content

from .samples import hostile, rich

# Web Annotation Data Model, sections 3.1, 3.2.5, 4.2.4, 4.2.5, 5.1, 5.2: the keys that each type must and may have here.
MODEL: dict[str, tuple[set[str], set[str]]] = {
    "AnnotationCollection": ({"@context", "id", "type", "label", "total"}, {"first"}),
    "AnnotationPage": ({"id", "type", "items"}, {"startIndex"}),
    "Annotation": ({"id", "type", "motivation", "body", "target"}, set()),
    "TextualBody": ({"type", "value", "format", "language", "purpose"}, set()),
    "TextQuoteSelector": ({"type", "exact"}, {"prefix", "suffix"}),
    "TextPositionSelector": ({"type", "start", "end"}, set()),
    "Text": ({"id", "type", "language"}, set()),
}
MOTIVATIONS = {"assessing", "describing"}


def parts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [part for item in value for part in parts(item)]
    if isinstance(value, dict):
        return [value, *(part for item in value.values() for part in parts(item))]
    return []


@pytest.mark.parametrize("make", [rich, hostile])
def test_every_part_is_as_the_model_has_it(make: Any) -> None:
    collection = json.loads(page(*make()))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for part in parts(collection):
        if "type" not in part:
            assert set(part) == {"source", "selector"}
            continue
        must, may = MODEL[part["type"]]
        assert must <= set(part) <= must | may
        assert part.get("motivation", "describing") in MOTIVATIONS
        assert part.get("purpose", "describing") in MOTIVATIONS
    ids = [part["id"] for part in parts(collection) if "id" in part and part.get("type") != "Text"]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("urn:uuid:") for name in ids)
    assert collection["total"] == len(collection["first"]["items"])


def test_selectors_find_the_figure() -> None:
    found, documents = rich()
    texts = {document.url: document.text for document in documents}
    items = json.loads(page(found, documents))["first"]["items"]
    for claim, item in zip(found.claims, items, strict=True):
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"] == claim.span.text
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_findings_are_bodies_of_their_claims() -> None:
    found, documents = rich()
    items = json.loads(page(found, documents))["first"]["items"]
    [item] = [item for item in items if item["body"][0]["value"].startswith("21,000")]
    assert [body["purpose"] for body in item["body"]] == ["describing", "assessing"]
    assert item["body"][1]["value"] == f"Conflict: {found.findings[1].explanation}"


def test_an_address_that_may_not_be_followed_is_no_source() -> None:
    items = json.loads(page(*hostile()))["first"]["items"]
    assert [item["target"]["source"]["type"] for item in items] == ["Text", "Text"]


PAGE = (
    "<!doctype html><html><head><title>12</title></head><body><nav>12 stories</nav><script>x = 12</script><article><h1>Flood</h1>"
    "<p>Some&nbsp;<b>12,000</b>\r\n   people &amp; 3 dogs&#8203; left.</p><!-- 12,000 --><p>Some 12,000 people left.</p>"
    "<p>It cost &euro;5m.</p></article></body></html>"
)
EXTRACTED = "Flood\nSome 12,000 people & 3 dogs left.\nSome 12,000 people left.\nIt cost €5m.\nNot on the page: 7."


@pytest.mark.parametrize(
    ("quote", "after", "around"),
    [
        ("12,000", 0, "Some\xa0|12,000|\n   people"),
        ("3", 0, "people & |3| dogs"),
        ("12,000", 20, "Some |12,000| people left."),
        ("€5m", 0, "It cost |€5m|."),
    ],
)
def test_quotes_are_found_in_the_page(quote: str, after: int, around: str) -> None:
    original = PageText(PAGE, EXTRACTED)
    for name in ("12,000", quote):  # in the order of the text
        start = EXTRACTED.index(name, after if name == quote else 0)
        found = original.find(Span(start, start + len(name), name))
    assert found is not None
    before, exact, suffix = around.split("|")
    assert original.text[found[0] : found[1]] == exact
    assert original.text[: found[0]].endswith(before)
    assert original.text[found[1] :].startswith(suffix)


def test_what_is_not_on_the_page_is_not_found() -> None:
    start = EXTRACTED.index("7")
    assert PageText(PAGE, EXTRACTED).find(Span(start, start + 1, "7")) is None
    assert PageText("", EXTRACTED).find(Span(6, 10, "Some")) is None
    assert PageText(PAGE, EXTRACTED).find(Span(0, 11, "Flood\nSome ")) is None


def test_text_content_is_the_body_s_alone() -> None:
    assert text_content(PAGE).startswith("12 storiesx = 12FloodSome")
    assert text_content("just text") == "just text"
    assert text_content("<?xml version='1.0' encoding='latin-1'?><p>é</p>") == "é"
    assert text_content("\x00\ud800") in {"", "?", "\ufffd", "\ufffd?"}
