"""Document → mentions: every figure and every date of a text, with exact offsets."""

from __future__ import annotations

from service.model import Document, Extraction

from . import dates, quantities
from .merge import merge
from .quantities import most_numbers
from .scan import scan

__all__ = ["find_mentions", "most_numbers"]


def find_mentions(document: Document, most: int | None = None) -> Extraction:
    """The mentions of a document, in the order of its text, none overlapping another.

    Where there are more than `most`, or too many numbers that are no figures, reading stops there and `end` says where.
    """
    text = scan(document.text)
    enough = None if most is None else most + 1
    figures, names, until = quantities.find(text, enough)
    moments = dates.find(text, document.published_at, enough, until)
    mentions = merge(text, figures, moments)
    if most is None or (until is None and max(len(moments), len(mentions)) <= most):
        return Extraction(document=document, scan=text, mentions=mentions, names=names)
    # Up to where the figures and the dates were both read, there is all that there is.
    read = len(text) if until is None else until
    if len(moments) > most:
        read = min(read, moments[-1].last)
    kept = tuple(mention for mention in mentions if mention.last <= read)[:most]
    end = text.ends[read - 1] if read and len(kept) < most else kept[-1].span.end if kept else 0
    return Extraction(document=document, scan=text, mentions=kept, names=names, end=end)
