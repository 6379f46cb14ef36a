"""What strangers write, made fit to show."""

from __future__ import annotations

import pytest

from service.model import Span
from service.render.text import encodable, one_line, shorten, visible, window


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, “quoted” — Ελληνικά, עברית, 👩‍🚒", "plain, “quoted” — Ελληνικά, עברית, 👩‍🚒"),
        ("a\u202eb\u2066c\u200f", "a⟦RLO⟧b⟦LRI⟧c⟦RLM⟧"),
        ("bell\x07 nul\x00 del\x7f c1\x9b", "bell␇ nul␀ del␡ c1⟦9B⟧"),
        ("soft\u00adhyphen\u200bspace\ufeff", "soft⟦SHY⟧hyphen⟦ZWSP⟧space⟦BOM⟧"),
        ("lone \ud800 non \uffff", "lone � non �"),
        ("tab\tline\nreturn\r\nend", "tab\tline\nreturn\nend"),
        ("Tiếng Việt, e\u0301", "Tiếng Việt, e\u0301"),
        ("Z" + "\u0300" * 90 + "!", "Z" + "\u0300" * 4 + "…!"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(text).encode()


def test_one_line() -> None:
    assert one_line("  a\n\n b\u00a0c\t") == "a b c"


def test_shorten() -> None:
    assert shorten("short", 10) == "short"
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("W" * 20, 10) == "W" * 9 + "…"


def test_a_window_keeps_to_the_sentence_and_within_reach() -> None:
    text = "First. " + "x " * 300 + "12,000 " + "y " * 300 + "end. Last."
    start = text.index("12,000")
    inner, sentence = Span(start, start + 6, "12,000"), Span(7, len(text) - 6, text[7:-6])
    begin, end = window(text, inner, sentence, 50)
    assert start - 50 <= begin <= start
    assert start + 6 <= end <= start + 56
    assert text[begin - 1] == " "
    assert text[end] == " "
    assert window("Up to 12,000.", Span(6, 12, "12,000"), Span(0, 13, "Up to 12,000."), 50) == (0, 13)


def test_encodable_replaces_nothing_but_surrogates() -> None:
    assert encodable("a\x00\u202e\ud83c") == "a\x00\u202e\ufffd"
