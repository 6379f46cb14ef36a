"""The whole way on one screen: documents in, report out; pure, no clock, no environment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

import msgspec

from service.align import align
from service.extract import find_mentions
from service.interpret import interpret
from service.judge import judge
from service.model import Claim, Document, Finding, Options, Report, ReportDocument, Summary, Topic, Warning
from service.render.offsets import in_unit

DEFAULTS = Options()
LANGUAGES = frozenset({"en", "eng"})


Watch = Callable[[str], AbstractContextManager[object]]
"""Gives a context for the stage it names: whoever measures a stage enters and leaves with it."""


def unwatched(_: str) -> AbstractContextManager[object]:
    """Nobody watches."""
    return nullcontext()


class Read(NamedTuple):
    """What was read of a document; `end` is the offset where reading stopped, None where the whole text was read."""

    claims: tuple[Claim, ...]
    end: int | None


def extract(documents: Sequence[Document], options: Options = DEFAULTS) -> list[list[Claim]]:
    """The claims of each document, in the order of the documents and of their texts."""
    return [in_unit(read(document).claims, document.text, options.offset_unit) for document in dated(documents, options)]


def read(document: Document, most: int | None = None, watch: Watch = unwatched) -> Read:
    """The claims of one document, or the first `most` of them; offsets are code points."""
    with watch("extract"):
        found = find_mentions(document, most)
    with watch("interpret"):
        return Read(interpret(found), found.end)


def check(documents: Sequence[Document], options: Options = DEFAULTS) -> Report:
    """The report on a dossier: what its documents claim, and how the claims relate.

    Document ids must be unique; raises ValueError where two are the same.
    """
    documents = dated(documents, options)
    return report(documents, extract(documents), options)


def report(
    documents: Sequence[Document], found: Sequence[Sequence[Claim]], options: Options = DEFAULTS, watch: Watch = unwatched
) -> Report:
    """The report on documents whose claims are already extracted, document by document, with offsets in code points."""
    documents = dated(documents, options)
    claims = [claim for of_document in found for claim in of_document]
    topics, findings = compare(claims, documents, options, watch)
    return Report(
        summary=Summary(
            documents=len(documents),
            claims=len(claims),
            topics=len(topics),
            findings=dict(sorted(Counter(finding.relation for finding in findings).items())),
        ),
        findings=findings,
        topics=topics,
        claims=tuple(
            claim
            for document, of_document in zip(documents, found, strict=True)
            for claim in in_unit(of_document, document.text, options.offset_unit)
        ),
        documents=tuple(ReportDocument(id=d.id, source=d.source, title=d.title, url=d.url, published_at=d.published_at) for d in documents),
        warnings=warnings(documents, claims),
    )


def compare(
    claims: Sequence[Claim], documents: Sequence[Document] = (), options: Options = DEFAULTS, watch: Watch = unwatched
) -> tuple[tuple[Topic, ...], tuple[Finding, ...]]:
    """Topics and findings of claims that are already there; documents tell their sources, titles and dates."""
    with watch("align"):
        topics = align(claims, documents)
    with watch("judge"):
        return judge(topics, claims, documents, options)


def warnings(documents: Sequence[Document], claims: Sequence[Claim]) -> tuple[Warning, ...]:
    """What could not be read as it should, by document."""
    unresolved = Counter(claim.document_id for claim in claims if claim.date is not None and not claim.date.resolved)
    found = []
    for document in documents:
        if document.language.partition("-")[0].lower() not in LANGUAGES:
            detail = f"The document is in {document.language}; only English is read, so figures may be missed or misread."
            found.append(Warning(code="language_unsupported", document_id=document.id, detail=detail))
        if unresolved[document.id] and document.published_at is None:
            detail = f"{unresolved[document.id]} relative dates have no days: the document has no published_at."
            found.append(Warning(code="unresolved_dates", document_id=document.id, detail=detail))
    return tuple(found)


def dated(documents: Sequence[Document], options: Options) -> tuple[Document, ...]:
    """The documents, those without a day with that of the options; raises ValueError where two ids are the same."""
    if len({document.id for document in documents}) < len(documents):
        raise ValueError("document ids must be unique")
    if options.reference_date is None:
        return tuple(documents)
    return tuple(
        document if document.published_at else msgspec.structs.replace(document, published_at=options.reference_date)
        for document in documents
    )
