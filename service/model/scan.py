"""A text cut into tokens and sentences, once; every later step works on token numbers."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

from .document import Span


class TokenKind(IntEnum):
    """What a token is made of."""

    WORD = 0
    NUMBER = 1
    SYMBOL = 2


class Scan(Struct, frozen=True, kw_only=True, gc=False):
    """Tokens and sentences of one text, as parallel tuples indexed by token number.

    `lower` holds the token folded for look-up: lower case, digits of any script as ASCII, typographic apostrophes
    and dashes kept. `sentences` are half-open token ranges that cover every token; `sentence_of[i]` is the number of
    the sentence that token i stands in.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    kinds: tuple[TokenKind, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, index: int) -> bool:
        """Whether token `index` follows the one before it with nothing in between."""
        starts = self.starts
        return 0 < index < len(starts) and starts[index] == self.ends[index - 1]

    def span(self, first: int, last: int) -> Span:
        """The span from token `first` up to, not including, token `last`."""
        return self.slice(self.starts[first], self.ends[last - 1])

    def slice(self, start: int, end: int) -> Span:
        """The span from one character offset to another."""
        return Span(start, end, self.text[start:end])

    def sentence_at(self, token: int) -> tuple[int, int]:
        """The half-open token range of the sentence that holds `token`."""
        return self.sentences[self.sentence_of[token]]
