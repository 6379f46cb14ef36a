"""Which pairs of claims are worth comparing: those of one family that share words, found by an index and bounded in number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .signature import Signature

# A word that more claims of one family share than this says little: only its nearest claims in order are looked at.
_LONG_POSTING = 48
_NEIGHBOURS = 6
_FEWEST, _MOST = 2, 24
# Pairs that are compared in all, so that a dossier of ten thousand claims takes seconds: the more claims, the fewer likely ones for each.
_BUDGET = 24_000


def candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pairs of indices (the lower first) in order, at most a fixed number per claim: cost is near-linear in the claims."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys: list[list[tuple[str, str]]] = []
    for index, signature in enumerate(signatures):
        words = dict.fromkeys((*signature.words, *((signature.head,) if signature.head else ())), None)
        own = [(signature.family, word) for word in words]
        keys.append(own)
        for key in own:
            postings[key].append(index)
    place = dict.fromkeys(postings, 0)
    most = max(_FEWEST, min(_MOST, _BUDGET // max(1, len(signatures))))
    pairs: list[tuple[int, int]] = []
    for index, signature in enumerate(signatures):
        votes: defaultdict[int, float] = defaultdict(float)
        for key in keys[index]:
            posting = postings[key]
            at = place[key]
            place[key] = at + 1
            later = posting[at + 1 : at + 1 + (_LONG_POSTING if len(posting) <= _LONG_POSTING else _NEIGHBOURS)]
            weight = signature.words.get(key[1], 1.0)
            for other in later:
                votes[other] += weight
        likely = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:most]
        pairs.extend((index, other) for other, _ in sorted(likely) if _may_match(signature, signatures[other]))
    return pairs


def _may_match(first: Signature, second: Signature) -> bool:
    return first.sentence != second.sentence
