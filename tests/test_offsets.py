"""Offsets in other units: the same characters, whatever a caller's strings are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.model import Claim, OffsetUnit, Span
from service.render.offsets import in_unit

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


def claim(text: str, start: int, end: int) -> Claim:
    span = Span(start, end, text[start:end])
    return Claim(id="a:1", document_id="a", kind="date", span=span, expression=span, sentence=Span(0, len(text), text))


@given(text=TEXTS, cut=st.tuples(st.integers(0, 40), st.integers(0, 40)), unit=st.sampled_from(["utf16", "utf8", "code_point"]))
def test_converted_offsets_cut_out_the_quote(text: str, cut: tuple[int, int], unit: OffsetUnit) -> None:
    start, end = sorted(min(place, len(text)) for place in cut)
    [found] = in_unit([claim(text, start, end)], text, unit)
    encoding, width = {"utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1), "code_point": ("utf-32-le", 4)}[unit]
    encoded = text.encode(encoding)
    for span in (found.span, found.expression, found.sentence):
        assert span is not None
        assert encoded[span.start * width : span.end * width].decode(encoding) == span.text


def test_ascii_is_left_alone() -> None:
    claims = [claim("11 dogs", 0, 2)]
    assert in_unit(claims, "11 dogs", "utf16") == claims
