"""Dossiers that nobody would write keep the laws; so do those that once broke one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.target import PIECES, check

FOUND = sorted((Path(__file__).parent / "found").glob("[!.]*"))


@settings(max_examples=300)
@given(st.lists(st.integers(0, len(PIECES) - 1), max_size=120).map(bytes))
def test_pieces_of_news_glued_together(data: bytes) -> None:
    check(data)


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_anything(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found(path: Path) -> None:
    check(path.read_bytes())


def test_what_reached_new_code() -> None:
    """The longest inputs of a coverage-guided run, one in hexadecimal a line."""
    for line in (Path(__file__).parent / "corpus.txt").read_text(encoding="ascii").splitlines():
        check(bytes.fromhex(line))
