"""Cuts a text into tokens and sentences in one pass of one pattern, in time linear in its length."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain
from operator import add

from service.lexicon import load
from service.model import Scan, TokenKind

_BLANK = r"\s\u200b-\u200f\u2060\ufeff"
_LETTER = r"[^\W\d_\u00bc-\u00be\u2150-\u215e]"  # a vulgar fraction counts as a letter for Python: here it is a symbol
# One token and the blanks after it. No quantifier nests in another,
# so no input makes the pattern backtrack. A web address is one token, since its numbers are no figures; then comes a
# shortcut for plain words, which are most of any text.
_TOKEN = re.compile(
    r"(?:(?:https?://|www\.)\S*[^\s.,;:!?)\]\"'”’]"
    r"|[a-zA-Z]{2,}(?![a-zA-Z'’\u0080-\U0010ffff])"
    r"|\d+(?:[.,，．]\d+)*"
    rf"|{_LETTER}(?:\.{_LETTER}(?!{_LETTER}))+"
    rf"|{_LETTER}+(?:[\u0300-\u036f]+{_LETTER}*)*(?:(?<=n)['’]t\b)?"
    r"|['’](?:s|ll|re|ve|d|m)\b"
    rf"|[^{_BLANK}])[{_BLANK}]*"
)
_INVISIBLE_END = re.compile(rf"(?<=[^{_BLANK}])[{_BLANK}]+\Z")
_LEADING = re.compile(rf"[{_BLANK}]*")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_BREAK = re.compile(r"[.!?…][\"'”’)\]»]{0,3}(?=\s)|\n")
_WIDE = {"，": ",", "．": "."}
_WORD, _NUMBER, _SYMBOL = TokenKind
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«-–—•*")
_FULL_STOPS = frozenset(".!?…")
_CONTINUING = frozenset([",", "and", "the", "of", "a", "in", "to", "for", "by"])
# Tokens of a sentence; a longer one (a list, a table, a text without stops) is read in pieces, so that no step that looks
# over a sentence costs more than linear time.
_LONGEST_SENTENCE = 200
# Tokens from the first to the last number of a chain that may still be figures.
_LONGEST_CHAIN = 16
_TIES = frozenset("-‐‑–—/")
# Letters that are looked at of a word; longer ones are addresses, or none.
_LONGEST_WORD = 64
# Lines of a text that was broken at a fixed width, as wire copy is: most are full, none is much longer.
_WRAPPED_MIN, _WRAPPED_MAX, _WRAPPED_LINES = 50, 90, 4


def scan(text: str) -> Scan:
    """Tokens and sentences of `text`.

    A number is digits with single points or commas between them ("12,000", "1.5"); a word is letters, an initialism
    with its inner points ("U.S"), a clitic ("’s") or a web address; anything else visible is a symbol of one character.
    Numbers that hyphens or slashes tie into a long chain are symbols too: a code, and no figures.
    """
    leading = _LEADING.match(text)
    pieces = _TOKEN.findall(text, leading.end() if leading else 0)
    words = [piece.rstrip() for piece in pieces]
    if _INVISIBLE.search(text):
        words = [_INVISIBLE_END.sub("", piece) for piece in pieces]
    *starts, _ = accumulate(map(len, pieces), initial=leading.end() if leading else 0)
    ends = list(map(add, starts, map(len, words)))
    kinds = [_WORD if word.isalpha() else _NUMBER if word[0].isdecimal() else _WORD if word[-1].isalpha() else _SYMBOL for word in words]
    lower = list(map(str.lower, words))
    if max(map(len, lower), default=0) > _LONGEST_WORD:
        lower = [word[:_LONGEST_WORD] if kind is _WORD else word for word, kind in zip(lower, kinds, strict=True)]
    for first, last in _chains(words, kinds, starts, ends):
        kinds[first:last] = [_SYMBOL] * (last - first)
    if not text.isascii():
        lower = [_fold_digits(word) if kind is _NUMBER else word for word, kind in zip(lower, kinds, strict=True)]
    sentences = _sentences(text, words, lower, starts)
    return Scan(
        text=text,
        words=tuple(words),
        lower=tuple(lower),
        kinds=tuple(kinds),
        starts=tuple(starts),
        ends=tuple(ends),
        sentences=sentences,
        sentence_of=tuple(chain.from_iterable([number] * (last - first) for number, (first, last) in enumerate(sentences))),
    )


def _chains(words: list[str], kinds: list[TokenKind], starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """The token ranges of more numbers tied together than a date, a telephone number or an ISBN has: "1-1-1-1-1-1-1-1-1"."""
    done = 0
    for first in [index for index, kind in enumerate(kinds[:-2]) if kind is _NUMBER and words[index + 1] in _TIES]:
        if first < done:
            continue
        last = first
        while (
            last + 2 < len(words)
            and words[last + 1] in _TIES
            and kinds[last + 2] is _NUMBER
            and starts[last + 1] == ends[last]
            and starts[last + 2] == ends[last + 1]
        ):
            last += 2
        done = last + 1
        if last - first > _LONGEST_CHAIN:
            yield first, done


def _fold_digits(word: str) -> str:
    if word.isascii():
        return word
    return "".join(str(unicodedata.digit(char, char)) if char.isdigit() else _WIDE.get(char, char) for char in word)


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load("abbreviations")
    return frozenset(table["never_final"]), frozenset(table["maybe_final"]), frozenset(table["openers"])


def _sentences(text: str, words: list[str], lower: list[str], starts: list[int]) -> tuple[tuple[int, int], ...]:
    """Half-open token ranges; a sentence ends at a full stop, at a blank line, or at the end of a line that was not wrapped."""
    if not words:
        return ()
    wrapped = _is_wrapped(text)
    firsts = [0]
    for match in _BREAK.finditer(text):
        index = bisect_left(starts, match.end())
        if index >= len(words) or index <= firsts[-1]:
            continue
        if match.group() != "\n":
            boundary = _stops(words, lower, index)
        else:
            lines = text.count("\n", match.start(), starts[index])
            boundary = lines > 1 or (not wrapped and not _goes_on(words, lower, index))
        if boundary:
            firsts.append(index)
    ends = [*firsts[1:], len(words)]
    return tuple(piece for first, last in zip(firsts, ends, strict=True) for piece in _pieces(lower, first, last))


def _pieces(lower: list[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The sentence from token `first` to `last`, in pieces that are no longer than a sentence may be; a piece ends at a comma if it can."""
    while last - first > _LONGEST_SENTENCE:
        cut = first + _LONGEST_SENTENCE
        comma = next((index for index in range(cut, cut - _LONGEST_SENTENCE // 2, -1) if lower[index - 1] in {",", ";", "|"}), cut)
        yield first, comma
        first = comma
    yield first, last


def _is_wrapped(text: str) -> bool:
    """Whether the text was broken into lines of a fixed width, so that a single line end means nothing."""
    lines = [len(line) for line in text[:4000].split("\n") if line.strip()]
    full = sum(_WRAPPED_MIN <= length <= _WRAPPED_MAX for length in lines)
    return full >= _WRAPPED_LINES and full * 2 > len(lines) and max(lines) <= _WRAPPED_MAX + 20


def _goes_on(words: list[str], lower: list[str], index: int) -> bool:
    """Whether the sentence goes on over a single line end before token `index`."""
    return words[index][0].islower() or lower[index - 1] in _CONTINUING


def _stops(words: list[str], lower: list[str], index: int) -> bool:
    """Whether a sentence ends between token `index - 1` and token `index`, which a blank divides."""
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
    never, maybe, openers = _abbreviations()
    stem = lower[before - 1]
    if stem in never:
        return words[before - 1].islower() and stem in {"no", "art", "fig", "sec", "mar", "sept"} and not head.isdigit()
    if stem in maybe or (len(stem) == 1 and stem.isalpha()) or "." in stem:
        return lower[after] in openers
    return True
