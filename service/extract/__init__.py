"""Document → mentions: every figure and every date of a text, with exact offsets."""

from __future__ import annotations

from service.model import Document, Extraction

from . import dates, quantities
from .merge import merge
from .scan import scan


def find_mentions(document: Document) -> Extraction:
    """The mentions of a document, in the order of its text, none overlapping another."""
    text = scan(document.text)
    figures, names = quantities.find(text)
    moments = dates.find(text, document.published_at)
    return Extraction(document=document, scan=text, mentions=merge(text, figures, moments), names=names)
