"""The claims that stand in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.model import Claim

# The claims of each sentence, by document and where the sentence starts.
Siblings = Mapping[tuple[str, int], Sequence[Claim]]


def beside(claim: Claim, siblings: Siblings) -> Sequence[Claim]:
    """The claims of a claim's sentence, itself among them."""
    return siblings.get((claim.document_id, claim.sentence.start), ()) if claim.sentence is not None else ()
