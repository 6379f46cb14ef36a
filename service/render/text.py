"""Text of strangers made fit to show: what can't be seen or would turn the line around gets a visible name."""

from __future__ import annotations

import re

from service.model import Span

# Unicode Bidirectional Algorithm (UAX #9), explicit formatting characters, by the abbreviations that it gives them.
_DIRECTIONS = {
    0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip
_INVISIBLE = {0x200B: "ZWSP", 0x2060: "WJ", 0xFEFF: "BOM", 0x00AD: "SHY", 0x2028: "LSEP", 0x2029: "PSEP"}
_KEPT = frozenset({0x09, 0x0A})
_TABLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in _KEPT},  # Control Pictures block
    0x7F: "␡",
    **{code: f"⟦{code:02X}⟧" for code in range(0x80, 0xA0)},
    **{code: f"⟦{name}⟧" for code, name in (_DIRECTIONS | _INVISIBLE).items()},
}
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_UNENCODABLE = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TO_SHOW = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# More marks on one letter than any living orthography stacks; a pile of them runs over the lines above and below.
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILE = re.compile(f"({_MARKS}{{4}}){_MARKS}+")
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` with controls, direction overrides and invisible characters named, and what UTF-8 or XML can't hold replaced.

    Line breaks and tabs stay; so do the joiners that emoji and Indic scripts need.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _PILE.sub(r"\1…", text)
    if not _TO_SHOW.search(text):
        return text
    return _UNENCODABLE.sub("\ufffd", text.replace("\r\n", "\n").translate(_TABLE))


def encodable(text: str) -> str:
    """`text` as it is, but for lone surrogates, which no encoding of Unicode can hold."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` as `visible` shows it, on one line."""
    return _SPACES.sub(" ", visible(text)).strip()


def shorten(text: str, limit: int) -> str:
    """`text` cut at a word, where one is near, so that it has at most `limit` characters, an ellipsis included."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", limit * 2 // 3)
    return (cut[:space] if space > 0 else cut).rstrip(" ,;:–-") + "…"


def window(text: str, inner: Span, outer: Span | None, reach: int) -> tuple[int, int]:
    """The characters of `text` to quote around `inner`: `outer` where it is near, at most `reach` away on either side.

    A cut falls between words where there is a space within the reach.
    """
    start, end = (outer.start, outer.end) if outer else (inner.start - reach, inner.end + reach)
    start, end = max(0, min(start, inner.start)), min(len(text), max(end, inner.end))
    start = max(start, inner.start - reach)
    end = min(end, inner.end + reach)
    if start > 0 and (outer is None or start != outer.start):
        space = text.find(" ", start, inner.start)
        start = space + 1 if space >= 0 else start
    if end < len(text) and (outer is None or end != outer.end):
        space = text.rfind(" ", inner.end, end)
        end = space if space >= 0 else end
    return start, end
