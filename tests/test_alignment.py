"""What alignment leaves out to save time would not have been linked anyway, and what it links it gives its grounds for."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given

from service import Document, check, extract
from service.align.blocking import candidates
from service.align.signature import signatures
from service.align.similarity import FEATURES, hopeless, score
from tests.texts import articles

LEAST = 0.15
SEEDS = Path(__file__).parent.parent / "seeds"


@given(articles, articles)
def test_a_hopeless_pair_scores_below_the_threshold(first: str, second: str) -> None:
    claims = extract([Document(id="a", text=first), Document(id="b", text=second)])
    signed = signatures([*claims[0], *claims[1]], {})
    for one, two in candidates(signed):
        if hopeless(signed[one], signed[two], LEAST):
            assert score(signed[one], signed[two]).link < LEAST


def test_many_pairs_of_a_dossier_are_left_out() -> None:
    dossier = json.loads((SEEDS / "01-troops-in-kursk.json").read_text(encoding="utf-8"))
    claims = extract([Document(id=document["id"], text=document["text"]) for document in dossier["documents"]])
    signed = signatures([claim for found in claims for claim in found], {})
    pairs = candidates(signed)
    assert sum(hopeless(signed[one], signed[two], LEAST) for one, two in pairs) > len(pairs) / 3


def test_evidence_names_the_features_that_decided() -> None:
    texts = {"a": "The quake in Harrow killed 12 people on Friday.", "b": "At least 21 people died in the Harrow quake, the mayor said."}
    report = check([Document(id=name, text=text) for name, text in texts.items()])
    (conflict,) = (finding for finding in report.findings if finding.relation == "conflict")
    assert conflict.evidence is not None
    features = conflict.evidence.features
    assert set(features) <= {*FEATURES, "rivalry"}
    assert [abs(weight) for weight in features.values()] == sorted((abs(weight) for weight in features.values()), reverse=True)
    assert features["fate_same"] > 1
    assert {"harrow", "quake"} <= set(conflict.evidence.shared)
