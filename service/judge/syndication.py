"""Which documents are copies of one text: agency copy that several outlets print counts as one source.

The shared shingles are counted exactly: a dossier has tens of documents, not millions, so minhash libraries (datasketch brings
scipy, rensa a compiled sketch) would trade exactness for a speed that nothing here needs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from service.model import Document

_WORD = re.compile(r"\w+")
_LENGTH = 6
_FEWEST = 20
# Two articles that share this much of the shorter one's runs of six words are copies; quotations alone stay below it.
_COPIED = 0.5


def one_source(documents: Sequence[Document]) -> dict[str, str]:
    """Document id → the id of the first document (by id) that it is a copy of, itself where it is none.

    Runs of six words (Broder's shingles) are compared with the first document that holds them, so the cost is linear
    in the length of the texts.
    """
    first_with: dict[tuple[str, ...], str] = {}
    source: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for document in sorted(documents, key=lambda document: document.id):
        words = _WORD.findall(document.text.casefold())
        runs = set(zip(*(words[offset:] for offset in range(_LENGTH)), strict=False))
        sizes[document.id] = len(runs)
        known = runs & first_with.keys()
        shared = Counter(map(first_with.__getitem__, known))
        first_with.update(dict.fromkeys(runs - known, document.id))
        likely, count = min(shared.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        shorter = min(len(runs), sizes.get(likely, 0))
        source[document.id] = source[likely] if shorter >= _FEWEST and count >= _COPIED * shorter else document.id
    return source
