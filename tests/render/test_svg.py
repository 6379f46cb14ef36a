"""Pictures: each sign where it belongs, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from service.model import Canonical, Document, Quantity, ReportDocument, Topic
from service.render import svg

from .samples import KILOMETRE, MILE, claim, quantity, rich


def drawn(topic: str, letters: Mapping[str, str] | None = None, limit: int = 40) -> ET.Element:
    found, _ = rich()
    [subject] = [candidate for candidate in found.topics if candidate.id == topic]
    claims = {one.id: one for one in found.claims}
    documents = {document.id: document for document in found.documents}
    return ET.fromstring(svg.topic(subject, claims, documents, name="p", letters=letters, limit=limit))


def picture(*quantities: Quantity) -> str:
    documents = [Document(id=str(number), text="some 5 of them") for number in range(len(quantities))]
    claims = {
        one.id: one for one in (claim(1, document, "5", quantity=value) for document, value in zip(documents, quantities, strict=True))
    }
    named = {document.id: ReportDocument(id=document.id) for document in documents}
    return svg.topic(Topic(id="t", label="them", kind="quantity", claims=tuple(claims)), claims, named, name="p")


def kinds(row: ET.Element) -> list[str]:
    return [
        part.get("class", "") for mark in row.findall("g") for part in mark.iter() if part.get("class") in {"dot", "ring", "arrow", "bar"}
    ]


def test_signs_of_the_number_line() -> None:
    post, echo, wire, delta = drawn("t1").findall("g")
    assert kinds(post) == ["bar", "arrow", "dot"]  # up to 12,000
    assert kinds(echo) == ["dot"]  # about 21,000
    assert "soft" in (echo.findall("g")[0].get("class") or "")
    assert kinds(wire) == ["bar", "dot", "dot"]  # between 10,000 and 12,500
    assert kinds(delta) == ["bar", "ring", "arrow"]  # more than 10,000


def test_the_consensus_is_a_band() -> None:
    [band] = [part for part in drawn("t1").findall("rect") if part.get("class") == "band"]
    assert (band.get("x"), band.get("width")) == ("5.0%", "14.4%")
    assert not drawn("t3").findall("rect")


def test_the_same_in_words() -> None:
    found = drawn("t1")
    assert found.findtext("title") == "What each source says: people who left their homes"
    words = found.findtext("desc") or ""
    assert words.startswith("Valley Post: at most 12,000; Morning Echo: about 21,000; River Wire: 10,000 to 12,500;")


def test_claims_of_a_finding_come_first_and_others_are_pale() -> None:
    rows = drawn("t1", {"river-wire:1": "A", "valley-post:2": "B"}, limit=3).findall("g")
    assert [row.get("class") for row in rows] == ["row", "row", "row pale"]
    sources = [row.findall("svg")[0].findtext("text") for row in rows]
    assert sources == ["A · River Wire", "B · Valley Post", "Morning Echo"]


def test_days_stand_on_a_time_axis() -> None:
    places = [circle.get("cx") for circle in drawn("t2").iter("circle")]
    assert places[0] == places[2] != places[1]


def test_other_units_are_converted_to_the_first() -> None:
    found = drawn("t4")
    units = [text.text for text in found.findall("text") if text.get("class") == "unit"]
    assert units == ["kilometres"]


@pytest.mark.parametrize(
    "quantities",
    [
        (quantity("5", "5"), quantity("5", "5")),
        (quantity("5", "5"), quantity("1E+400", "1E+400")),
        (quantity("5", "5"), quantity(None, None)),
        (quantity("5", "5", unit=KILOMETRE), quantity("5", "5", unit=MILE)),
    ],
)
def test_nothing_to_compare_is_no_picture(quantities: tuple[Quantity, ...]) -> None:
    assert picture(*quantities) == ""


def test_hostile_numbers_are_drawn_or_left_out() -> None:
    canonical = Canonical(None, None, Decimal("1E+999999999"), "metre")
    for one in (
        quantity("-1E+299", "1E+299"),
        quantity("1E-310", "1E-310"),
        quantity("0", None),
        quantity("5", "5", unit=MILE, canonical=canonical),
    ):
        for other in (quantity("5", "5"), quantity("1E+999999999", "1E+999999999"), quantity("-0", "7", unit=KILOMETRE)):
            made = picture(one, other)
            assert not made or ET.fromstring(made).get("role") == "img"
