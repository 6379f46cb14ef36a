"""A dossier as checks see it: claims by document and sentence, the topic each belongs to, and which claims are linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from service.model import Claim, Document, Topic


class View(Struct, frozen=True):
    """`sentences` holds the claims of each sentence in the order of the text; `topic` maps a claim's id to its topic.

    `links` are the pairs of claims that alignment takes for one figure.
    """

    sentences: tuple[tuple[Claim, ...], ...]
    documents: Mapping[str, Document]
    topic: Mapping[str, Topic]
    links: tuple[tuple[Claim, Claim], ...]

    @classmethod
    def of(cls, topics: Sequence[Topic], claims: Sequence[Claim], documents: Mapping[str, Document]) -> View:
        grouped: dict[tuple[str, int], list[Claim]] = {}
        for claim in sorted(claims, key=lambda claim: (claim.document_id, claim.span.start, claim.id)):
            grouped.setdefault((claim.document_id, (claim.sentence or claim.expression).start), []).append(claim)
        by_id = {claim.id: claim for claim in claims}
        pairs = ((by_id[link.first], by_id[link.second]) for topic in topics for link in topic.links)
        return cls(
            tuple(tuple(group) for group in grouped.values()),
            documents,
            {claim: topic for topic in topics for claim in topic.claims},
            tuple(pairs),
        )

    def topic_of(self, *claims: Claim) -> str | None:
        """The id of the first topic that holds one of the claims."""
        return next((self.topic[claim.id].id for claim in claims if claim.id in self.topic), None)
