"""Everything about the running service that a deployment may set, each with its environment variable and a safe default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

PREFIX = "FIGURECHECK_"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one service process; the environment variable of a field is FIGURECHECK_ and its name in capitals."""

    host: Annotated[str, Meta(min_length=1, description="Address to listen on; 0.0.0.0 for every interface.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one.")] = 8000
    workers: Annotated[int, Meta(ge=1, le=64, description="Processes that share the port; each takes about 150 MB.")] = 1
    threads: Annotated[int, Meta(ge=1, le=64, description="Requests that one process works on at the same time.")] = 2
    max_body_bytes: Annotated[int, Meta(ge=1024, description="Longest request body, in bytes (413 beyond it).")] = 10_485_760
    max_documents: Annotated[int, Meta(ge=1, description="Most documents in one request (422 beyond it).")] = 1_000
    max_claims: Annotated[int, Meta(ge=1, description="Most claims in one request to compare (422 beyond it).")] = 20_000
    max_characters: Annotated[int, Meta(ge=1, description="Longest text or HTML of a document, in characters (422).")] = 1_000_000
    keep_alive_seconds: Annotated[int, Meta(ge=1, description="How long an idle connection is kept open.")] = 75
    grace_seconds: Annotated[int, Meta(ge=0, description="How long running requests may take to finish after a stop signal.")] = 30
    workbench: Annotated[bool, Meta(description="Whether a page for trying it is served at /.")] = True
    log_level: Annotated[str, Meta(pattern="^(debug|info|warning|error)$", description="Least level that is logged.")] = "info"


def variable(field: str) -> str:
    """The environment variable of a field."""
    return PREFIX + field.upper()


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings as the environment has them.

    Raises ValueError that names the variable where a value is unfit, or where a FIGURECHECK_ variable is none of ours
    (a misspelt limit that silently does nothing is worse than a service that does not start).
    """
    fields = {variable(name): name for name in Settings.__struct_fields__}
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    if unknown := sorted(given.keys() - fields.keys()):
        raise ValueError(f"unknown setting {', '.join(unknown)}; there are {', '.join(fields)}")
    for name, value in given.items():
        try:
            msgspec.convert({fields[name]: value}, Settings, strict=False)
        except msgspec.ValidationError as error:
            raise ValueError(f"{name}: {str(error).partition(' - at ')[0]}, got {value!r}") from None
    return msgspec.convert({fields[name]: value for name, value in given.items()}, Settings, strict=False)
