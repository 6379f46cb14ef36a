"""Finds phrases of a table that end or start at a token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from service.model import Scan

_WORDS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*|[0-9]+|\S")


class Phrases:
    """Phrases with a value each, looked up from their last or their first word; the longest one wins."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        rows = [(tuple(_WORDS.findall(phrase.lower())), value) for value, phrases in table.items() for phrase in phrases]
        rows.sort(key=lambda row: (-len(row[0]), row))
        self._by_last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, value in rows:
            self._by_last.setdefault(words[-1], []).append((words, value))
            self._by_first.setdefault(words[0], []).append((words, value))

    def ending_at(self, scan: Scan, last: int, floor: int = 0) -> tuple[int, str] | None:
        """The phrase whose tokens end before token `last`: its first token and its value."""
        for words, value in self._by_last.get(scan.lower[last - 1], ()) if last > floor else ():
            first = last - len(words)
            if first >= floor and scan.lower[first:last] == words:
                return first, value
        return None

    def starting_at(self, scan: Scan, first: int, ceiling: int) -> tuple[int, str] | None:
        """The phrase whose tokens start at token `first`: the token after it and its value."""
        for words, value in self._by_first.get(scan.lower[first], ()) if first < ceiling else ():
            last = first + len(words)
            if last <= ceiling and scan.lower[first:last] == words:
                return last, value
        return None
