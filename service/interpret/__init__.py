"""Mention → claim: what is counted, of whom and where, as of when, who says so, in which role."""

from __future__ import annotations

from service.model import Claim, Extraction


def interpret(extraction: Extraction) -> tuple[Claim, ...]:
    """One claim per mention, in the order of the text; ids are the document's id, a colon and a number from 1."""
    scan = extraction.scan
    return tuple(
        Claim(
            id=f"{extraction.document.id}:{number}",
            document_id=extraction.document.id,
            kind=mention.kind,
            span=mention.span,
            expression=mention.expression,
            quantity=mention.quantity,
            date=mention.date,
            sentence=scan.span(*scan.sentence_at(mention.first)),
        )
        for number, mention in enumerate(extraction.mentions, 1)
    )
