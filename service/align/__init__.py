"""Claims → topics: which claims of a dossier speak of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from service.lexicon import load
from service.model import Claim, Document, Topic

from .blocking import candidates
from .signature import Signature, signatures
from .similarity import Score, score
from .topics import topics_of


def align(claims: Sequence[Claim], documents: Sequence[Document]) -> tuple[Topic, ...]:
    """Topics of two claims or more, each with the links that hold it together; ordered by their first claim."""
    ordered = sorted(claims, key=lambda claim: (claim.document_id, claim.span.start, claim.span.end, claim.id))
    signed = signatures(ordered, {document.id: document.title for document in documents if document.title})
    return topics_of(signed, _assigned(signed))


def _assigned(signed: Sequence[Signature]) -> list[tuple[int, int, Score]]:
    """One-to-one links between the claims of every two sentences: the best pair first, then the best of what is left."""
    threshold = load("alignment")["threshold"]
    between: dict[tuple[int, int], list[tuple[float, int, int, Score]]] = defaultdict(list)
    for first, second in candidates(signed):
        found = score(signed[first], signed[second])
        if found.link >= threshold["link"]:
            between[signed[first].sentence, signed[second].sentence].append((-found.link, first, second, found))
    links = []
    for pairs in between.values():
        taken: set[int] = set()
        for _, first, second, found in sorted(pairs, key=lambda pair: pair[:3]):
            if first not in taken and second not in taken:
                taken |= {first, second}
                links.append((first, second, found))
    return links
