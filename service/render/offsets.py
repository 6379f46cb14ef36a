"""Offsets in the unit that the caller's strings are made of: code points, UTF-16 units (browsers, Java) or UTF-8 bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from service.model import Claim, OffsetUnit, Span


def in_unit(claims: Sequence[Claim], text: str, unit: OffsetUnit) -> list[Claim]:
    """The claims of one document with all their spans in `unit`; `text` is the document's. One pass over the text."""
    if unit == "code_point" or text.isascii():
        return list(claims)
    known = _offsets(text, (end for claim in claims for span in _spans(claim) for end in (span.start, span.end)), unit)
    return [
        replace(
            claim,
            span=_moved(claim.span, known),
            expression=_moved(claim.expression, known),
            sentence=claim.sentence and _moved(claim.sentence, known),
        )
        for claim in claims
    ]


def _spans(claim: Claim) -> tuple[Span, ...]:
    return (claim.span, claim.expression, claim.sentence) if claim.sentence else (claim.span, claim.expression)


def _moved(span: Span, known: dict[int, int]) -> Span:
    return replace(span, start=known[span.start], end=known[span.end])


def _offsets(text: str, wanted: Iterable[int], unit: OffsetUnit) -> dict[int, int]:
    """Where each wanted code point lies in `unit`."""
    known: dict[int, int] = {}
    last = count = 0
    for offset in sorted(set(wanted)):
        piece = text[last:offset]
        count += len(piece.encode("utf-8", "surrogatepass")) if unit == "utf8" else len(piece.encode("utf-16-le", "surrogatepass")) // 2
        known[offset] = count
        last = offset
    return known
