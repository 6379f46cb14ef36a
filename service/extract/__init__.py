"""Document → mentions: every figure and every date of a text, with exact offsets."""

from __future__ import annotations

from service.model import Document, Extraction

from . import dates, quantities
from .merge import merge
from .scan import scan


def find_mentions(document: Document, most: int | None = None) -> Extraction:
    """The mentions of a document, in the order of its text, none overlapping another.

    Where there are more than `most`, reading stops there and `end` says where.
    """
    text = scan(document.text)
    enough = None if most is None else most + 1
    figures, names = quantities.find(text, enough)
    # Where the figures fill the measure, dates behind the last of them would be given up anyway.
    until = figures[-1].last if enough is not None and len(figures) >= enough else None
    moments = dates.find(text, document.published_at, enough, until)
    mentions = merge(text, figures, moments)
    if most is None or max(len(figures), len(moments), len(mentions)) <= most:
        return Extraction(document=document, scan=text, mentions=mentions, names=names)
    # Up to where the figures and the dates were both read, there is all that there is.
    read = min((found[-1].last for found in (figures, moments) if len(found) > most), default=len(text))
    mentions = tuple(mention for mention in mentions if mention.last <= read)[:most]
    return Extraction(document=document, scan=text, mentions=mentions, names=names, end=mentions[-1].span.end if mentions else 0)
