"""Cuts a text into tokens and sentences in one pass of one pattern, in time linear in its length."""

from __future__ import annotations

import re
import unicodedata

from service.lexicon import load
from service.model import Scan, TokenKind

# Alternatives start with different characters, and no quantifier nests in another: no input makes the pattern backtrack far.
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_](?:\.[^\W\d_](?![^\W\d_]))+|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*(?:n['’]t\b)?|['’](?:s|ll|re|ve|d|m)\b)"
    r"|(?P<symbol>[^\s\u200b-\u200f\u2060\ufeff])"
)
_KINDS = {"number": TokenKind.NUMBER, "word": TokenKind.WORD, "symbol": TokenKind.SYMBOL}
_FULL_STOPS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«-–—•*")
_WRAPPED_MIN, _WRAPPED_MAX, _WRAPPED_LINES = 50, 90, 4


def scan(text: str) -> Scan:
    """Tokens and sentences of `text`.

    A number is digits with single points or commas between them ("12,000", "1.5"); a word is letters, an initialism
    with its inner points ("U.S"), or a clitic ("’s"); anything else visible is a symbol of one character.
    """
    words: list[str] = []
    lower: list[str] = []
    kinds: list[TokenKind] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        kind = _KINDS[match.lastgroup or "symbol"]
        words.append(word)
        lower.append(_fold_digits(word) if kind is TokenKind.NUMBER and not word.isascii() else word.lower())
        kinds.append(kind)
        starts.append(match.start())
        ends.append(match.end())
    sentences = _sentences(text, words, lower, starts, ends)
    sentence_of: list[int] = []
    for number, (first, last) in enumerate(sentences):
        sentence_of.extend([number] * (last - first))
    return Scan(
        text=text, words=tuple(words), lower=tuple(lower), kinds=tuple(kinds), starts=tuple(starts), ends=tuple(ends),
        sentences=tuple(sentences), sentence_of=tuple(sentence_of),
    )  # fmt: skip


def _fold_digits(word: str) -> str:
    return "".join(str(unicodedata.digit(char, char)) if char.isdigit() else char for char in word)


def _sentences(text: str, words: list[str], lower: list[str], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    table = load("abbreviations")
    never, maybe, openers = frozenset(table["never_final"]), frozenset(table["maybe_final"]), frozenset(table["openers"])
    wrapped = _is_wrapped(text)
    sentences: list[tuple[int, int]] = []
    first = 0
    count = len(words)
    for index in range(1, count):
        gap = starts[index] - ends[index - 1]
        if not gap:
            continue
        between = text[ends[index - 1] : starts[index]]
        if "\n" in between and (not wrapped or between.count("\n") > 1):
            boundary = between.count("\n") > 1 or not _goes_on(words, lower, index)
        else:
            boundary = _stops(words, lower, index, never, maybe, openers)
        if boundary:
            sentences.append((first, index))
            first = index
    if count:
        sentences.append((first, count))
    return sentences


def _is_wrapped(text: str) -> bool:
    """Whether the text was broken into lines of a fixed width, so that a single line end means nothing."""
    lines = [len(line) for line in text[:4000].split("\n") if line.strip()]
    full = sum(_WRAPPED_MIN <= length <= _WRAPPED_MAX for length in lines)
    return full >= _WRAPPED_LINES and full * 2 > len(lines) and max(lines) <= _WRAPPED_MAX + 20


def _goes_on(words: list[str], lower: list[str], index: int) -> bool:
    """Whether the sentence goes on over a single line end before token `index`."""
    return words[index][0].islower() or lower[index - 1] in {",", "and", "the", "of", "a", "in", "to", "for", "by"}


def _stops(words: list[str], lower: list[str], index: int, never: frozenset[str], maybe: frozenset[str], openers: frozenset[str]) -> bool:
    """Whether a sentence ends between token `index - 1` and token `index`, which are not glued."""
    before = index - 1
    while before > 0 and words[before] in _CLOSERS and index - before < 4:
        before -= 1
    if words[before] not in _FULL_STOPS:
        return False
    after = index
    while after < len(words) - 1 and words[after] in _OPENERS and after - index < 3:
        after += 1
    head = words[after][0]
    if head.islower() or not (head.isalnum() or head in "$£€#@"):
        return False
    if words[before] != "." or before == 0:
        return True
    stem = lower[before - 1]
    if stem in never:
        return words[before - 1].islower() and stem in {"no", "art", "fig", "sec", "mar", "sept"} and not head.isdigit()
    if stem in maybe or len(stem) == 1 or "." in stem:
        return lower[after] in openers
    return True
