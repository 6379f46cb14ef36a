"""Laws that hold for every text: quotes are exact, intervals are ordered, and what is unrelated changes nothing."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service import Claim, Document, Options, check, extract
from tests.texts import anything, articles, glued

PUBLISHED = dt.date(2024, 11, 14)
ALL = Options(relations=("conflict", "compatible", "changed", "agree"))
UNRELATED = "The orchestra has a new conductor, and the audience likes him."
UNRELATED_DOCUMENT = Document(
    id="zoo",
    source="Zoo Weekly",
    published_at=PUBLISHED,
    text="Four lion cubs were born at the zoo in Brisbane. The keepers feed them every morning.",
)
texts = articles | glued | anything


def document(text: str, name: str = "a") -> Document:
    return Document(id=name, source=name.upper(), text=text, published_at=PUBLISHED)


def claims_of(text: str) -> list[Claim]:
    return extract([document(text)])[0]


def statements(documents: list[Document]) -> set[tuple[Any, ...]]:
    """What a report says, without the numbering."""
    findings = check(documents, ALL).findings
    return {(f.kind, f.check, f.relation, f.severity, f.slip, f.confidence, frozenset(f.claims), f.explanation) for f in findings}


@given(texts)
def test_spans_quote_the_text(text: str) -> None:
    for claim in claims_of(text):
        for span in filter(None, (claim.span, claim.expression, claim.sentence)):
            assert text[span.start : span.end] == span.text
        assert claim.span.text.strip() == claim.span.text != ""
        assert claim.expression.start <= claim.span.start < claim.span.end <= claim.expression.end


@given(texts)
def test_spans_stand_in_order_without_overlap(text: str) -> None:
    spans = [claim.span for claim in claims_of(text)]
    assert all(left.end <= right.start for left, right in pairwise(spans))


@given(texts)
def test_intervals_are_ordered(text: str) -> None:
    for claim in claims_of(text):
        if quantity := claim.quantity:
            bounds = [bound for bound in (quantity.lower, quantity.nominal, quantity.upper) if bound is not None]
            assert bounds == sorted(bounds) != []
            assert quantity.precision > 0
        if (date := claim.date) and date.lower and date.upper:
            assert date.lower <= date.upper
        if claim.time.lower and claim.time.upper:
            assert claim.time.lower <= claim.time.upper


@given(articles)
def test_an_unrelated_paragraph_changes_no_claim(text: str) -> None:
    alone = claims_of(text)
    assert claims_of(f"{text}\n\n{UNRELATED}") == alone
    shift = len(UNRELATED) + 2
    after = claims_of(f"{UNRELATED}\n\n{text}")
    assert [(c.span.start - shift, c.quantity, c.date, c.measure, c.time) for c in after] == [
        (c.span.start, c.quantity, c.date, c.measure, c.time) for c in alone
    ]


@settings(max_examples=50)
@given(articles, articles)
def test_an_unrelated_document_changes_no_finding(first: str, second: str) -> None:
    documents = [document(first, "a"), document(second, "b")]
    alone = statements(documents)
    together = statements([*documents, UNRELATED_DOCUMENT])
    assert {statement for statement in together if not any(claim.startswith("zoo:") for claim in statement[6])} == alone


@settings(max_examples=50)
@given(articles, articles, articles)
def test_the_order_of_documents_changes_no_finding(first: str, second: str, third: str) -> None:
    documents = [document(first, "a"), document(second, "b"), document(third, "c")]
    assert statements(documents) == statements(documents[::-1])


@given(articles)
def test_a_text_does_not_conflict_with_itself(text: str) -> None:
    inside = {finding[:2] for finding in statements([document(text)]) if finding[2] == "conflict"}
    assume(not inside)
    assert not [finding for finding in statements([document(text, "a"), document(text, "b")]) if finding[2] == "conflict"]


@given(texts, st.sampled_from(["a", "b"]))
def test_reports_repeat(text: str, name: str) -> None:
    assert check([document(text, name)], ALL) == check([document(text, name)], ALL)
