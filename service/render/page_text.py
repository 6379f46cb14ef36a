"""The text of an HTML page as a browser counts it, and where a quote of the extracted text stands in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from lxml import etree, html  # type: ignore[import-untyped]

from service.model import Span

# Lines looked for in vain; an extraction that has so little to do with its page is not worth more searching.
_GIVEN_UP_AFTER = 50


class PageText:
    """A page's `document.body.textContent`, in which the text extracted from it is found again though its spaces differ.

    `find` is made for spans in the order of the text: of two equal lines, it takes the one after the line it found last.
    """

    def __init__(self, source: str, extracted: str) -> None:
        self.text = text_content(source)
        self._extracted = extracted
        self._starts = [0, *accumulate(len(line) for line in extracted.split("\n"))]
        self._starts = [start + number for number, start in enumerate(self._starts)]
        self._squeezed, self._places = _squeeze(self.text)
        self._lines: dict[int, tuple[int, list[int]]] = {}
        self._cursor = self._misses = 0

    def find(self, span: Span) -> tuple[int, int] | None:
        """Where `span` of the extracted text stands in the page, as offsets into `text`; None where its line isn't found."""
        number = bisect_right(self._starts, span.start) - 1
        start = self._starts[number]
        if number not in self._lines:
            self._lines[number] = self._seek(self._extracted[start : self._starts[number + 1] - 1])
        at, places = self._lines[number]
        first, last = bisect_left(places, span.start - start), bisect_left(places, span.end - start)
        if at < 0 or first == last or span.end >= self._starts[number + 1]:
            return None
        return self._places[at + first], self._places[at + last - 1] + 1

    def _seek(self, line: str) -> tuple[int, list[int]]:
        squeezed, places = _squeeze(line)
        if not squeezed or self._misses >= _GIVEN_UP_AFTER:
            return -1, []
        at = self._squeezed.find(squeezed, self._cursor)
        if at < 0:
            at = self._squeezed.find(squeezed)
        if at < 0:
            self._misses += 1
        else:
            self._cursor = at + len(squeezed)
        return at, places


def text_content(source: str) -> str:
    """`document.body.textContent` of a page; nothing where it can't be read as one."""
    # Bytes, because a string that declares an encoding is refused; line ends as HTML's input stream has them.
    data = source.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except etree.ParserError:
        return ""
    body = root.find("body")
    return "".join(body.itertext()) if body is not None else ""


def _squeeze(text: str) -> tuple[str, list[int]]:
    """`text` without spaces and unprintable characters, and where each character that is left stands in it."""
    places = [place for place, character in enumerate(text) if character.isprintable() and not character.isspace()]
    return "".join([text[place] for place in places]), places
