"""Requests that the OpenAPI document shows; their answers are not written down but computed, so they cannot be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TROOPS = [
    {
        "id": "wire",
        "source": "Harbour Wire",
        "published_at": "2024-11-14",
        "text": "Up to 12,000 North Korean soldiers are in the Kursk region, officials said on Wednesday, Nov. 13, 2024.",
    },
    {
        "id": "daily",
        "source": "Meridian Daily",
        "published_at": "2024-11-14",
        "text": "Some 21,000 North Korean soldiers are in the Kursk region, officials said on Wednesday.",
    },
]
_PAGE = {
    "id": "page",
    "published_at": "2024-11-08",
    "html": "<html><body><nav>Home</nav><article><p>Sales rose 4.2% to €1.5bn last week.</p></article></body></html>",
}
_SHIPS = [
    {
        "id": "a:1",
        "document_id": "a",
        "kind": "quantity",
        "span": {"start": 9, "end": 11, "text": "17"},
        "sentence": {"start": 0, "end": 44, "text": "At least 17 people died in the valley flood."},
        "quantity": {"nominal": 17, "qualifier": "at_least"},
        "measure": {"head": "person", "text": "people", "event": "die"},
    },
    {
        "id": "b:1",
        "document_id": "b",
        "kind": "quantity",
        "span": {"start": 0, "end": 2, "text": "11"},
        "sentence": {"start": 0, "end": 35, "text": "11 people died in the valley flood."},
        "quantity": {"nominal": 11},
        "measure": {"head": "person", "text": "people", "event": "die"},
    },
]

REQUESTS: Mapping[str, Mapping[str, dict[str, Any]]] = {
    "check": {
        "conflict": {"documents": _TROOPS},
        "every relation, offsets for browsers": {
            "documents": _TROOPS,
            "options": {"relations": ["conflict", "compatible", "changed", "agree"], "offset_unit": "utf16"},
        },
    },
    "extract": {
        "text": {"documents": _TROOPS[:1]},
        "page": {"documents": [_PAGE], "options": {"offset_unit": "utf8"}},
    },
    "compare": {
        "death toll": {"claims": _SHIPS, "documents": [{"id": "a", "source": "Valley Post"}, {"id": "b", "source": "Upland News"}]}
    },
}
"""By operation and name, bodies that the service answers with 200."""

FAULTY: Mapping[str, dict[str, Any]] = {
    "check": {"documents": [{"id": "wire", "text": "12,000 soldiers", "lang": "en"}, {"id": "wire"}]},
    "extract": {"documents": [{"id": "wire", "text": "12,000 soldiers", "published_at": "14 November"}]},
    "compare": {"claims": [{"id": "a:1", "document_id": "a", "kind": "quantity"}]},
}
"""By operation, a body that the service answers with 422."""
