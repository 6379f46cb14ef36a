"""What alignment leaves out to save time would not have been linked anyway."""

from __future__ import annotations

from hypothesis import given

from service import Document, extract
from service.align.blocking import candidates
from service.align.signature import signatures
from service.align.similarity import hopeless, score
from tests.texts import articles

LEAST = 0.15


@given(articles, articles)
def test_a_hopeless_pair_scores_below_the_threshold(first: str, second: str) -> None:
    claims = extract([Document(id="a", text=first), Document(id="b", text=second)])
    signed = signatures([*claims[0], *claims[1]], {})
    for one, two in candidates(signed):
        if hopeless(signed[one], signed[two], LEAST):
            assert score(signed[one], signed[two]).link < LEAST


def test_some_pairs_are_hopeless() -> None:
    claims = extract(
        [Document(id="a", text="The city paid $1.5m for a park."), Document(id="b", text="Fish sold for $9 a kilo in the city.")]
    )
    signed = signatures([*claims[0], *claims[1]], {})
    assert any(hopeless(signed[one], signed[two], LEAST) for one, two in candidates(signed))
