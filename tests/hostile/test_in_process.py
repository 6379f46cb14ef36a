"""Every hostile text: the right answer, in the time that a plain text takes."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any

import pytest

from service.api import jobs
from service.api.coding import Coding, compress
from service.api.problems import Refused
from service.settings import Settings
from tests.api.test_problems import BODIES
from tests.hostile.texts import PAGES, TEXTS

MORE = 0.05  # seconds
ROUNDS = 20
FEW = 100  # claims that a text may have beyond prose and still be compared with it
# News of an accident, and news that is little but figures: a claim every 230 characters, and one every 40; company results have
# one every 30.
PROSE = (
    "Rescue teams went on searching the lower town on Wednesday for people who had not been heard of since the river Arvel broke "
    "through the old flood wall during the night. The mayor said that most families had been warned in time and had found shelter "
    "in schools and churches on the hill, but that nobody could say yet how many had stayed behind to look after their animals. "
    "At least 17 people are known to have died. Water still stood in the cellars of the hospital, which had to send its patients to "
    "neighbouring towns, and the railway to the coast will be closed until the bridge has been inspected. The government promised "
    "help without red tape; the opposition asked why the wall, whose weak spots had been pointed out by engineers after the storms "
    "of 2019, was never repaired. About 1,200 houses are without power. “We will clear the mud first and argue later,” a fire chief "
    "told reporters as his crew pumped out the library. Farmers further down the valley fear for the harvest, since much of the grain "
    "had not been brought in. Forecasters expect more rain at the weekend, although less of it than fell in the first days of the month. "
)
FIGURES = (
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


def seconds(text: str, form: str = "text") -> float:
    """How long the service's work on a text or a page takes, decoding and encoding included."""
    return seconds_of(json.dumps({"documents": [{"id": "a", form: text, "published_at": "2024-11-14"}]}).encode())


def seconds_of(body: bytes, coding: Coding = "identity") -> float:
    """How long the service's work on a body takes, refusals included."""
    began = time.perf_counter()
    with suppress(Refused):
        jobs.perform(jobs.Job(operation="check", coding=coding), body, Settings())
    return time.perf_counter() - began


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_takes_no_longer_than_a_plain_one(name: str) -> None:
    """No more than 50 ms beyond a plain text of its length: prose, or news full of figures where it holds as many as that."""
    text = TEXTS[name]
    claims = len(report(text)["documents"][0]["claims"])
    plain = (PROSE * (len(text) // len(PROSE) + 1))[: len(text)]
    if claims > len(report(plain)["documents"][0]["claims"]) + FEW:
        plain = (FIGURES * (len(text) // len(FIGURES) + 1))[: len(text)]
    ours, theirs = [], []
    for _ in range(ROUNDS):  # what else the machine does only ever adds: once fast enough is fast enough
        ours.append(seconds(text))
        theirs.append(seconds(plain))
        if min(ours) < min(theirs) + MORE:
            break
    assert min(ours) < min(theirs) + MORE


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_hostile_page_takes_no_longer_than_a_plain_one(page: str) -> None:
    text = (PROSE * (len(page) // len(PROSE) + 1))[: len(page)]
    plain = f"<html><body><article>{''.join(f'<p>{sentence}.</p>' for sentence in text.split('. '))}</article></body></html>"
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(page, "html"))
        theirs.append(seconds(plain, "html"))
        if min(ours) < min(theirs) + MORE:
            break
    assert min(ours) < min(theirs) + MORE


BOMB = bytes(100_000_000)
REFUSED: dict[str, tuple[bytes, Coding]] = {name: (body, "identity") for name, body, _ in BODIES} | {
    "gzip bomb": (compress(BOMB, "gzip"), "gzip"),
    "zstd bomb": (compress(BOMB, "zstd"), "zstd"),
    "gzip of gzip": (compress(compress(b"{}", "gzip"), "gzip"), "gzip"),
    "ten thousand tiny documents": (json.dumps({"documents": [{"id": str(n), "text": ""} for n in range(10_000)]}).encode(), "identity"),
}


@pytest.mark.parametrize(("body", "coding"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_refused_at_once(body: bytes, coding: Coding) -> None:
    assert min(seconds_of(body, coding) for _ in range(ROUNDS)) < MORE


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


def test_numbers_that_are_no_figures_are_not_read_without_end() -> None:
    text = "2-1 " * 200_000
    [warning] = report(text)["warnings"]
    assert (warning["code"], warning["document_id"]) == ("text_truncated", "a")
    assert f"Read up to offset 4003 of {len(text)} (code points): the limit is 2000 numbers a document" in warning["detail"]


def test_a_document_that_is_given_up_is_named() -> None:
    settings = Settings(max_claims=5, max_claims_per_document=3)
    body = json.dumps({"documents": [{"id": name, "text": "1 dog, 2 cats, 3 cows, 4 pigs"} for name in "abc"]}).encode()
    for operation in ("extract", "check"):
        found = json.loads(jobs.answer(operation, body, settings))
        assert [(warning["code"], warning["document_id"]) for warning in found["warnings"]] == [("text_truncated", name) for name in "abc"]
        assert ["3 claims a document" in warning["detail"] for warning in found["warnings"]] == [True, False, False]
        assert "offset 0 of" in found["warnings"][2]["detail"]
