"""What most independent sources support, who stands outside, and which documents count as one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from service import Document, Options, check
from service.judge.syndication import one_source
from service.model import Consensus

PUBLISHED = dt.date(2024, 11, 20)
STORY = "The ferry Orla carried {} passengers to Vell on Monday."
LONG = (
    "The ferry Orla carried {} passengers to Vell on Monday, the harbour office said, as the first ship since the storm that closed "
    "the port for nine days. Families waited on the quay from early in the morning, and many of them had slept in the old customs "
    "house. The mayor thanked the crew and promised that a second ship would follow as soon as the wind allowed it."
)


def consensus(*figures: str, text: str = STORY) -> Consensus:
    documents = [Document(id=f"d{number}", text=text.format(figure), published_at=PUBLISHED) for number, figure in enumerate(figures)]
    found = [topic.consensus for topic in check(documents).topics if topic.consensus and topic.consensus.unit == "count"]
    assert len(found) == 1
    assert found[0] is not None
    return found[0]


def test_two_against_one() -> None:
    agreed = consensus("12,450", "12,450", "14,250")
    assert (agreed.lower, agreed.upper, agreed.support, agreed.sources) == (Decimal("12445"), Decimal("12455"), 2, 3)
    assert [(stance.documents, stance.position) for stance in agreed.stances] == [
        (("d0",), "inside"),
        (("d1",), "inside"),
        (("d2",), "outside"),
    ]
    assert agreed.stances[2].distance == Decimal("1790")


def test_nobody_agrees() -> None:
    agreed = consensus("12,450", "14,250", "17,000")
    assert (agreed.lower, agreed.upper, agreed.support, agreed.sources, agreed.stances) == (None, None, 1, 3, ())


def test_bounds_narrow_what_is_agreed() -> None:
    agreed = consensus("more than 12,000", "up to 13,000", "12,450")
    assert agreed.support == agreed.sources == 3
    assert {stance.position for stance in agreed.stances} == {"inside"}


def test_copies_count_once() -> None:
    agreed = consensus("12,450", "12,450", "12,450", text=LONG)
    assert (agreed.support, agreed.sources) == (1, 1)
    assert agreed.stances[0].documents == ("d0", "d1", "d2")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_copies_are_found_in_any_order(order: tuple[int, ...]) -> None:
    texts = [LONG.format("12,450"), LONG.format("14,250").replace("The mayor", "Harbour mayor Lena Rusk"), STORY.format("12,450")]
    documents = [Document(id=f"d{number}", text=text) for number, text in enumerate(texts)]
    assert one_source([documents[place] for place in order]) == {"d0": "d0", "d1": "d0", "d2": "d2"}


def test_short_texts_are_no_copies() -> None:
    documents = [Document(id=name, text=STORY.format("12,450")) for name in "ab"]
    assert one_source(documents) == {"a": "a", "b": "b"}


def test_dates_have_days() -> None:
    texts = [
        "The treaty with Orland was signed on 13 November 2023 in Vell.",
        "The treaty with Orland was signed in November 2023 in Vell.",
    ]
    report = check([Document(id=name, text=text) for name, text in zip("ab", texts, strict=True)], Options())
    agreed = next(topic.consensus for topic in report.topics if topic.kind == "date")
    assert agreed is not None
    assert (agreed.lower_date, agreed.upper_date, agreed.support) == (dt.date(2023, 11, 13), dt.date(2023, 11, 13), 2)
