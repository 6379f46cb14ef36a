"""Results of matches and votes: which of two may be of one."""

from __future__ import annotations

from service.model import Claim

from .siblings import Siblings, beside


def shared_result(first: Claim, second: Claim, siblings: Siblings) -> bool:
    """Whether the results that two figures belong to may be of one match or vote, by a number in common or as many votes cast.

    17-14 and 17-10 may, and 6-3 and 5-4; 31-24 and 20-13 are of two matches.
    """
    told = [
        [claim.quantity.nominal for claim in beside(score, siblings) if claim.role == "score" and claim.quantity is not None]
        for score in (first, second)
    ]
    return not set(told[0]).isdisjoint(told[1]) or sum(filter(None, told[0])) == sum(filter(None, told[1]))
