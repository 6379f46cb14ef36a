"""Which pairs of claims are worth comparing: those of one family that share words, found by an index and bounded in number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .signature import Signature

# The likeliest counterparts that a claim may have in one other document. Counting by document keeps the pairs of two
# documents the same whatever else is in the dossier, up to some 250 claims.
_PER_DOCUMENT = 5
# How many claims that share a word are looked at for one claim: all of a dossier of some dozen documents, the nearest of a larger one.
_POSTING = 160
# Two claims that share less than a common word are not compared.
_LEAST = 0.2
# Pairs that are compared in all, so that a dossier of ten thousand claims takes seconds: the more claims, the fewer likely ones for each.
_BUDGET, _FEWEST, _MOST = 24_000, 2, 96


def candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pairs of indices (the lower first) in order, at most a fixed number per claim: cost is near-linear in the claims."""
    count = len(signatures)
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys: list[list[tuple[str, str]]] = []
    for index, signature in enumerate(signatures):
        own = [(signature.family, word) for word in signature.words]
        if signature.head is not None and signature.head not in signature.words:
            own.append((signature.family, signature.head))
        keys.append(own)
        for key in own:
            postings[key].append(index)
    most = max(_FEWEST, min(_MOST, _BUDGET // max(1, count)))
    reach = min(_POSTING, 4 * most)
    place = dict.fromkeys(postings, 0)
    pairs: list[tuple[int, int]] = []
    for index, signature in enumerate(signatures):
        votes: defaultdict[int, float] = defaultdict(float)
        for key in keys[index]:
            at = place[key] = place[key] + 1
            weight = signature.words.get(key[1], 1.0)
            for other in postings[key][at : at + reach]:
                votes[other] += weight
        shared = [other for other, vote in votes.items() if vote >= _LEAST]
        taken: defaultdict[str, int] = defaultdict(int)
        likely = []
        for other in sorted(shared, key=lambda other: (-votes[other], other)):
            document = signatures[other].claim.document_id
            if signatures[other].sentence != signature.sentence and taken[document] < _PER_DOCUMENT:
                taken[document] += 1
                likely.append(other)
                if len(likely) == most:
                    break
        pairs.extend((index, other) for other in sorted(likely))
    return pairs
