"""The page: everything is there, linked both ways, and no document can put a tag into it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service import Document, check
from service.model import Report
from service.render import html
from service.render.view import safe_url, view

from .samples import HOSTILE, claim, hostile, quantity, report, rich

TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "svg", "defs", "pattern", "line", "symbol", "path", "circle", "header",
    "p", "h1", "ul", "li", "span", "nav", "main", "section", "h2", "h3", "article", "use", "bdi", "div", "figure", "figcaption",
    "blockquote", "mark", "b", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "desc", "g", "rect", "text",
}  # fmt: skip
ATTRIBUTES = re.compile(r"^(?!on|style$|srcdoc$|src$)[a-zA-Z0-9-]+$")


class Page(HTMLParser):
    """What a page holds: tags, attributes, ids, links, text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.fixture(params=[rich, hostile], ids=["rich", "hostile"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(html.page(*request.param()))


def test_only_tags_and_attributes_of_the_template(page: Page) -> None:
    assert page.tags <= TAGS
    assert all(ATTRIBUTES.match(name) for name in page.attributes)


def test_links_lead_somewhere_and_ids_are_unique(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert all(link[1:] in page.ids for link in page.links if link.startswith("#"))
    assert all(link.startswith(("#", "https://")) for link in page.links)


def test_hostile_words_are_text() -> None:
    page = Page(html.page(*hostile()))
    assert HOSTILE[0] in page.said
    assert HOSTILE[3] in page.said
    assert "⟦RLO⟧reversed ⟦LRI⟧isolated⟦RLM⟧" in page.said


def test_the_policy_is_the_hash_of_the_style_sheet() -> None:
    source = html.page(*rich())
    [style] = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in source
    assert "default-src &#39;none&#39;" in source


def test_every_figure_is_marked_in_its_text_and_links_to_its_findings() -> None:
    found, documents = rich()
    shown = view(found, documents)
    for document, drawn in zip(documents, shown.documents, strict=True):
        pieces = [piece for paragraph in drawn.paragraphs for piece in paragraph]
        marked = [piece.text for piece in pieces if piece.anchor]
        assert marked == [claim.span.text for claim in found.claims if claim.document_id == document.id]
        assert "".join(piece.text for piece in pieces) == document.text.replace("\n", "")
    numbers = {
        piece.anchor: [reference.number for reference in piece.references]
        for drawn in shown.documents
        for p in drawn.paragraphs
        for piece in p
    }
    for number, finding in enumerate(found.findings, 1):
        for quote in shown.findings[number - 1].quotes:
            assert number in numbers[quote.anchor]
        assert len(shown.findings[number - 1].quotes) == len(finding.claims)


def test_findings_say_what_they_stand_on() -> None:
    found, documents = rich()
    first = view(found, documents).findings[0]
    assert (first.relation, first.confidence) == ("Conflict", "93%")
    assert dict(first.facts) == {
        "Looks like": "thousand, million or billion mixed up",
        "Apart by": "1.71 billion EUR (900%)",
        "In common": "repairs",
    }
    [one, two] = first.quotes
    assert (one.letter, one.source.name, one.source.published, one.figure) == ("A", "Valley Post", "8 March 2025", "1.9 billion euros")
    assert one.before == "Repairs will cost "
    assert one.after == ". The wave ran 40 kilometres down the valley."
    assert (two.reading, two.particulars) == ("190 million EUR", (("says", "the ministry"),))


def test_a_quote_needs_no_document() -> None:
    found, documents = rich()
    quotes = view(found, []).findings[1].quotes
    assert [quote.before + quote.opening + quote.figure + quote.closing + quote.after for quote in quotes] == [
        quote.before + quote.opening + quote.figure + quote.closing + quote.after for quote in view(found, documents).findings[1].quotes
    ]


def test_a_sentence_without_end_is_cut_around_the_figure() -> None:
    document = Document(id="a", text="word " * 5000 + "12,000 people " + "word " * 5000)
    [quote] = view(_one_finding(document), [document]).findings[0].quotes
    assert quote.before.startswith("… word")
    assert quote.after.endswith("word …")
    assert len(quote.before + quote.after) < 600


def _one_finding(document: Document) -> Report:
    one = claim(1, document, "12,000", quantity=quantity("12000", "12000"))
    template = rich()[0].findings[0]
    return report([document], [one], [], [type(template)(
        id="f1", kind="arithmetic", relation="conflict", severity="minor", confidence=0.5, topic=None, claims=(one.id,), explanation="No."
    )])  # fmt: skip


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a?b=1#c", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://news.example/%0aalert(1)", False),
        ("data:text/html,<script>", False),
        ("//news.example/a", False),
        ("https:news", False),
        ("https://news.example/a b", False),
        ("https://news.example/\u202e", False),
        ("https://[news", False),
        ('https://news.example/"><b>', False),
        ("https://news.example/" + "a" * 2000, False),
        ("", False),
        (None, False),
    ],
)
def test_addresses_that_may_be_followed(url: str | None, safe: bool) -> None:
    assert safe_url(url) == (url if safe else "")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert html.page(*rich()) == html.page(*rich())


def test_nothing_found() -> None:
    documents = [Document(id="a", text="Nothing to count here.")]
    page = Page(html.page(check(documents), documents))
    assert "No conflict in 1 document" in page.said
    assert "Nothing to report" in page.said


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
def test_any_text_makes_a_page_of_the_same_tags(texts: list[str]) -> None:
    source, title, before, after = texts
    document = Document(id=source or "a", source=source, title=title, url=after, text=f"{before}12,000{after}")
    one = claim(1, document, "12,000", quantity=quantity("12000", "12000"), attribution=title)
    other = Document(id=(source or "a") + "'", text=f"{after} 13,000 {before}")
    two = claim(1, other, "13,000", quantity=quantity("13000", "13000"))
    template = rich()[0]
    topic = type(template.topics[0])(id="t1", label=title, kind="quantity", claims=(one.id, two.id))
    finding = type(template.findings[0])(
        id="f1",
        kind="value",
        relation="conflict",
        severity="minor",
        confidence=0.5,
        topic="t1",
        claims=(one.id, two.id),
        explanation=before,
    )
    made = html.page(report([document, other], [one, two], [topic], [finding]), [document, other])
    assert made.encode()
    assert Page(made).tags <= TAGS
    pictures = re.findall(r'<svg class="picture".*?</svg>(?=\n|</div>)', made, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        ET.fromstring(picture)
