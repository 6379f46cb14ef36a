"""Claims → topics: which claims of a dossier speak of the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from service.lexicon import load
from service.model import Claim, Document, Topic

from .blocking import candidates
from .signature import Signature, signatures
from .similarity import Score, hopeless, score
from .topics import topics_of


def align(claims: Sequence[Claim], documents: Sequence[Document]) -> tuple[Topic, ...]:
    """Topics of two claims or more, each with the links that hold it together; ordered by their first claim."""
    ordered = sorted(claims, key=lambda claim: (claim.document_id, claim.span.start, claim.span.end, claim.id))
    signed = signatures(ordered, {document.id: document.title for document in documents if document.title})
    return topics_of(signed, _assigned(signed))


def _assigned(signed: Sequence[Signature]) -> list[tuple[int, int, Score]]:
    """Links, the best pair first and then the best of what is left, by these rules.

    Between two sentences a claim has one counterpart at most. Between two documents it has one at most whose figure
    differs, and none where an equal one is as likely: the same figure may be repeated, a disagreement needs its place.
    """
    threshold = load("alignment")["threshold"]
    least: float = threshold["link"]
    pairs = (pair for pair in candidates(signed) if not hopeless(signed[pair[0]], signed[pair[1]], least))
    scored = ((first, second, score(signed[first], signed[second])) for first, second in pairs)
    likely = [(first, second, found) for first, second, found in scored if found.link >= least]
    links = []
    by_sentence: set[tuple[int, int]] = set()
    by_document: set[tuple[int, str]] = set()
    for first, second, found in sorted(likely, key=lambda link: (-link[2].link, link[0], link[1])):
        one, two = signed[first], signed[second]
        sentences = {(first, two.sentence), (second, one.sentence)}
        documents = {(first, two.claim.document_id), (second, one.claim.document_id)}
        if sentences & by_sentence or (one.value != two.value and documents & by_document):
            continue
        by_sentence |= sentences
        by_document |= documents
        links.append((first, second, found))
    return links
