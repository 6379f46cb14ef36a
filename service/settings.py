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
    workers: Annotated[int, Meta(ge=1, le=64, description="Processes that do the work, one request each at a time.")] = 2
    max_head_bytes: Annotated[int, Meta(ge=1024, description="Longest target and fields of a request, in bytes (431).")] = 65_536
    max_body_bytes: Annotated[int, Meta(ge=1024, description="Longest request body, also once decompressed, in bytes (413).")] = 10_485_760
    max_documents: Annotated[int, Meta(ge=1, description="Most documents in one request (422).")] = 1_000
    max_characters: Annotated[int, Meta(ge=1, description="Longest text or HTML of a document, in characters (422).")] = 1_000_000
    max_claims: Annotated[
        int, Meta(ge=1, description="Most claims in one request: more to compare are refused (422), no more are read (a warning says so).")
    ] = 20_000
    max_claims_per_document: Annotated[
        int, Meta(ge=1, description="Most claims read of one document, out of twice as many numbers (a warning says so).")
    ] = 1_000
    max_depth: Annotated[int, Meta(ge=8, le=200, description="Most arrays and objects of a body inside each other (400).")] = 16
    max_connections: Annotated[int, Meta(ge=1, description="Most open connections; one more is closed at once.")] = 1_000
    max_in_flight: Annotated[
        int, Meta(ge=1, description="Most requests for work at a time, those included whose body is on its way (503).")
    ] = 128
    max_in_flight_bytes: Annotated[int, Meta(ge=1024, description="Most bytes of their bodies, all together (503).")] = 268_435_456
    max_queue: Annotated[int, Meta(ge=0, description="Most requests that wait for a worker (503).")] = 64
    deadline_seconds: Annotated[
        float, Meta(gt=0, description="Longest time from a whole body to its answer; then the work is ended (503).")
    ] = 20.0
    header_seconds: Annotated[float, Meta(gt=0, description="Longest time for the head of a request; then the connection is closed.")] = (
        10.0
    )
    body_seconds: Annotated[float, Meta(gt=0, description="Longest time for a body, or between two pieces of a stream (408).")] = 20.0
    send_seconds: Annotated[float, Meta(gt=0, description="Longest time that a client takes none of its answer; then it is cut off.")] = (
        20.0
    )
    keep_alive_seconds: Annotated[int, Meta(ge=1, description="How long an idle connection is kept open.")] = 75
    grace_seconds: Annotated[int, Meta(ge=0, description="How long running requests may take to finish after a stop signal.")] = 45
    api_keys: Annotated[
        tuple[Annotated[str, Meta(pattern="^[A-Za-z0-9._-]{1,64}:[0-9a-f]{64}$")], ...],
        Meta(
            description="Who may post: NAME:SHA-256 of the key in hexadecimal, as `figurecheck key NAME` makes them; none lets everybody."
        ),
    ] = ()
    rate_per_minute: Annotated[
        int, Meta(ge=0, description="Requests for work a minute, by key or else by client address (429); 0 for no limit.")
    ] = 0
    cors_origins: Annotated[tuple[str, ...], Meta(description="Origins whose pages may call the service; * for all.")] = ()
    allowed_hosts: Annotated[
        tuple[str, ...], Meta(description="Host names that the service answers to, *.example.org for all below; none lets every name.")
    ] = ()
    trusted_proxies: Annotated[
        tuple[str, ...], Meta(description="Addresses or networks whose X-Forwarded-For and -Proto are believed.")
    ] = ()
    tracing: Annotated[bool, Meta(description="Whether spans go to an OpenTelemetry collector (needs the extra `tracing`).")] = False
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
    values = {fields[name]: _listed(value) if fields[name] in _LISTS else value for name, value in given.items()}
    for name, value in given.items():
        try:
            msgspec.convert({fields[name]: values[fields[name]]}, Settings, strict=False)
        except msgspec.ValidationError as error:
            got = "" if name == variable("api_keys") else f", got {value!r}"
            raise ValueError(f"{name}: {str(error).partition(' - at ')[0]}{got}") from None
    return msgspec.convert(values, Settings, strict=False)


_LISTS = frozenset(name for name, default in zip(Settings.__struct_fields__, Settings.__struct_defaults__, strict=True) if default == ())


def _listed(value: str) -> tuple[str, ...]:
    """The items of a list, which commas divide."""
    return tuple(item.strip() for item in value.split(",") if item.strip())
