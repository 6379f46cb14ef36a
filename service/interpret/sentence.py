"""One sentence as the interpreter sees it: tokens, their classes, and the mentions among them."""

from __future__ import annotations

from typing import NamedTuple

from service.model import Mention, Scan


class Sentence(NamedTuple):
    """One sentence as the interpreter sees it: its tokens from `first` up to `last`, their classes, and the mentions in it."""

    scan: Scan
    first: int
    last: int
    tags: str
    mentions: tuple[Mention, ...]

    def word(self, position: int) -> str:
        """The token at a position, in lower case; an empty string outside the sentence."""
        return self.scan.lower[self.first + position] if 0 <= position < self.last - self.first else ""

    def behind(self, mention: Mention) -> int:
        """The position right behind the figure of a mention and the words that qualify it; a counted noun may stand there."""
        position = mention.last - self.first
        while self.at(position) == "Q" and position < mention.after - self.first:
            position += 1
        return position

    def at(self, position: int) -> str:
        """The class of the token at a position; `^` before the sentence and `.` behind it."""
        return "^" if position < 0 else self.tags[position] if position < len(self.tags) else "."

    def text(self, start: int, end: int) -> str:
        """The text from one position up to another, line breaks as blanks."""
        final = self.first + end
        if self.word(end) == "." and (self.at(end) == "h" or ("." in self.word(end - 1) and self.scan.glued(final))):
            final += 1  # the last point of U.S. and Inc.
        quoted = self.scan.text[self.scan.starts[self.first + start] : self.scan.ends[final - 1]]
        return " ".join(quoted.split()) if "\n" in quoted else quoted
