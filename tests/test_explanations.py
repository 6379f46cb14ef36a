"""Explanations word for word, from tests/corpus/explanations: texts in, sentences out."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from service import Document, Options, check

TABLES = sorted((Path(__file__).parent / "corpus" / "explanations").glob("*.toml"))
SOURCES = ("The Vell Post", "Orla Radio", "Tarn Daily")
PUBLISHED = dt.date(2024, 11, 20)
ROWS = [row for path in TABLES for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]]


@pytest.mark.parametrize("row", ROWS, ids=[row["texts"][0][:40] for row in ROWS])
def test_says(row: dict[str, Any]) -> None:
    sources = zip("abc", SOURCES, row["texts"], strict=False)
    documents = [Document(id=name, text=text, source=source, published_at=PUBLISHED) for name, source, text in sources]
    relations = (row["relation"],) if "relation" in row else Options().relations
    findings = check(documents, Options(relations=relations)).findings
    said = [finding.explanation for finding in findings if finding.kind != "date" or len(row["says"]) == len(findings)]
    assert said == row["says"]


def test_there_are_sixty() -> None:
    assert len({sentence for row in ROWS for sentence in row["says"]}) >= 60
