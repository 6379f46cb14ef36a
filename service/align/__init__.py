"""Claims → topics: which claims of a dossier speak of the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import Claim, Document, Topic


def align(claims: Sequence[Claim], documents: Sequence[Document]) -> tuple[Topic, ...]:
    """Topics of two claims or more, each with the links that hold it together; ordered by their first claim."""
    return ()
