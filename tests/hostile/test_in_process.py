"""Every hostile text: the right answer, in the time that a plain text takes."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from service.api import jobs
from service.settings import Settings
from tests.hostile.texts import TEXTS

MORE = 0.05  # seconds
ROUNDS = 3
SLACK = 2.0  # times vary on a busy machine
CHARACTERS_A_CLAIM = 40  # of the plain text
DEAR = ("dashes", "slashes")  # ten thousand figures that are none, each looked at
PLAIN = (
    "At least 17 people died when the river Arvel flooded the valley on Tuesday, 12 March 2024, officials said. "
    "The water rose by 2.5 metres in under three hours. Some 1,200 people were brought to safety, and about 40% of the houses "
    "have no power. "
)
# What is read, where it is not obvious that anything is, or that nothing is: the figures' quotes, or how many there are.
READ: dict[str, list[str] | int] = {
    "400 nines": [],
    "50,000 nines": [],
    "ones": 1_000,
    "dates": 400,
    "division by nothing": [],
    "full width": ["１２,０００", "１２ March ２０２０"],
    "Devanagari": ["१२,०००", "१२.५%"],
    "micro": ["5 μm", "5 µm"],
    "empty": [],
}


def report(text: str) -> Any:
    """The answer to a text."""
    body = json.dumps({"documents": [{"id": "a", "text": text, "published_at": "2024-11-14"}]}).encode()
    return json.loads(jobs.answer("extract", body, Settings()))


def seconds(text: str) -> float:
    """The shortest of some rounds: what others do on the machine only ever adds to it."""
    body = json.dumps({"documents": [{"id": "a", "text": text, "published_at": "2024-11-14"}]}).encode()
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        jobs.answer("check", body, Settings())
        found.append(time.perf_counter() - began)
    return min(found)


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in DEAR])
def test_a_hostile_text_takes_no_longer_than_a_plain_one(name: str) -> None:
    """A plain text of its length, or of as many claims where that is longer: claims are what costs."""
    text = TEXTS[name]
    claims = len(report(text)["documents"][0]["claims"])
    length = max(len(text), claims * CHARACTERS_A_CLAIM)
    plain = (PLAIN * (length // len(PLAIN) + 1))[:length]
    assert seconds(text) < SLACK * seconds(plain) + MORE


@pytest.mark.parametrize("name", DEAR)
def test_texts_whose_candidates_come_to_nothing_are_read_in_linear_time(name: str) -> None:
    text = TEXTS[name]
    assert seconds(text) < SLACK * 2 * seconds(text[: len(text) // 2]) + MORE


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str) -> None:
    found = [claim["span"]["text"] for claim in report(TEXTS[name])["documents"][0]["claims"]]
    assert (len(found) if isinstance(READ[name], int) else found) == READ[name]


def test_figures_of_other_scripts_have_the_same_values() -> None:
    claims = [report(text)["documents"][0]["claims"][0] for text in ("12,000 people", "１２,０００ people", "१२,००० people")]
    assert {claim["quantity"]["nominal"] for claim in claims} == {12_000}


def test_days_that_do_not_exist_have_no_days() -> None:
    for claim in report(TEXTS["no such days"])["documents"][0]["claims"]:
        assert (claim["date"] or {}).get("lower") is None or claim["span"]["text"] in {"2021", "2023", "2020"}, claim


def test_products_are_not_made_of_words_in_a_row() -> None:
    for claim in report(TEXTS["one hundred million"])["documents"][0]["claims"]:
        assert claim["quantity"]["nominal"] in (None, 100_000_000)


def test_a_text_that_is_cut_short_says_so() -> None:
    text = TEXTS["ones"]
    [warning] = report(text)["warnings"]
    assert (warning["code"], warning["document_id"]) == ("text_truncated", "a")
    assert f"Read up to offset 1999 of {len(text)}" in warning["detail"]


def test_a_document_that_is_given_up_is_named() -> None:
    settings = Settings(max_claims=5, max_claims_per_document=3)
    body = json.dumps({"documents": [{"id": name, "text": "1 dog, 2 cats, 3 cows, 4 pigs"} for name in "abc"]}).encode()
    for operation in ("extract", "check"):
        found = json.loads(jobs.answer(operation, body, settings))
        assert [(warning["code"], warning["document_id"]) for warning in found["warnings"]] == [("text_truncated", name) for name in "abc"]
        assert ["3 claims a document" in warning["detail"] for warning in found["warnings"]] == [True, False, False]
        assert "offset 0 of" in found["warnings"][2]["detail"]
