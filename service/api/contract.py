"""The handler that gives the OpenAPI document."""

from __future__ import annotations

from functools import cache

from litestar import Response, get
from litestar.datastructures import State


@cache
def contract(keys: bool) -> bytes:
    """The OpenAPI document, made once; `keys` tells whether a key is needed."""
    from .openapi import document  # noqa: PLC0415 - made when it is asked for

    return document(keys)


@get("/schema/openapi.json", include_in_schema=False, sync_to_thread=True)
def schema(state: State) -> Response[bytes]:
    """The OpenAPI document of this service."""
    return Response(
        contract(bool(state.parts.keys)), media_type="application/vnd.oai.openapi+json", headers={"Cache-Control": "public, max-age=300"}
    )
