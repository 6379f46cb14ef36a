"""The OpenAPI document: operations as Litestar reads them off the handlers, schemas as msgspec decodes and encodes them.

python -m service.api.openapi FILE      writes it
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Tag

from service.model import Claim, ExtractReport, Report
from service.settings import Settings
from service.version import VERSION

from . import jobs
from .claims import ClaimIn
from .examples import FAULTY, REQUESTS
from .handlers import DOCUMENTED
from .media import JSON, MSGPACK, NDJSON
from .problems import MEDIA_TYPE, Fault, Problem, Refused
from .renderings import RENDERERS
from .wire import CheckRequest, CompareReport, CompareRequest, DocumentIn, ExtractRequest, Health

REF = "#/components/schemas/{name}"
# As binary, so that client generators hand it on instead of encoding it as JSON.
BINARY = {"type": "string", "format": "binary"}
LINES = "One JSON text a line: in, what POST /v1/check takes; out, a Report or a Problem with its `line`."
STREAM, METRICS = "check_stream", "metrics"
PLAIN = {STREAM, METRICS}
SPARING = {Problem.__name__, Fault.__name__}  # leave out what has nothing to say
REQUEST_TYPES = (CheckRequest, ExtractRequest, CompareRequest)
RESPONSE_TYPES = (Report, ExtractReport, CompareReport, Health, Problem)
# Keywords that validators heed and client generators pass over.
ONE_CONTENT = {
    "if": {"properties": {"html": {"type": "string"}}, "required": ["html"]},
    "then": {"properties": {"text": {"type": "null"}}},
    "else": {"properties": {"text": {"type": "string"}}, "required": ["text"]},
}
VALUES_OF_KIND = {"quantity": ("quantity",), "date": ("date",), "duration": ("quantity", "date")}
VALUE_OF_KIND = {
    "if": {"properties": {"kind": {"const": "date"}}},
    "then": {"properties": {"date": {"type": "object"}}, "required": ["date"]},
    "else": {"properties": {"quantity": {"type": "object"}}, "required": ["quantity"]},
}
KEY = "key"
KEY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key that the service knows; where it has none, none is asked for.",
}
SHOWN_HEADERS = {
    "ETag": ("A strong validator: the same body to the same version gives the same bytes.", ("200", "304")),
    "X-Request-ID": ("The id of the request, the caller's own where it sent one.", ("200",)),
}
DESCRIPTION = (
    "Reads several texts about one story, finds every figure and date, works out what each one claims, and reports where the "
    "sources disagree. Stateless: what is posted is answered and forgotten. Unknown fields and options are errors; errors are "
    "problem details (RFC 9457) with a JSON Pointer to every field at fault."
)


def document(keys: bool = False) -> bytes:
    """The OpenAPI 3.1 document as JSON, the same bytes every time; `keys` tells whether a key is needed."""
    config = OpenAPIConfig(
        title="Figurecheck",
        version=VERSION,
        description=DESCRIPTION,
        tags=[Tag("check", "Figures of texts, and how they relate."), Tag("health", "Probes.")],
        create_examples=False,
    )
    found = Litestar(DOCUMENTED, openapi_config=config, logging_config=None).openapi_schema.to_schema()
    found["components"] = {"schemas": _schemas(), "securitySchemes": {KEY: KEY_SCHEME}}
    for operation in _operations(found):
        _complete(operation, keys)
        _exemplify(operation)
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _schemas() -> dict[str, Any]:
    """Every struct by its name, as its decoder takes it; of what is only ever given, every field is promised."""
    _, taken = msgspec.json.schema_components(REQUEST_TYPES, ref_template=REF)
    _, given = msgspec.json.schema_components(RESPONSE_TYPES, ref_template=REF)
    for name, schema in given.items():
        if name not in taken and name not in SPARING:
            schema["required"] = list(schema["properties"])
            for field in schema["properties"].values():
                field.pop("default", None)
    taken[DocumentIn.__name__] |= ONE_CONTENT
    taken[ClaimIn.__name__] |= VALUE_OF_KIND
    return {name: _as_written(schema) for name, schema in sorted({**given, **taken, **_claims_by_kind(given[Claim.__name__])}.items())}


def _claims_by_kind(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim that is given, as a union which `kind` tells apart: which of `quantity` and `date` a kind has, and which is null."""
    found: dict[str, Any] = {}
    mapping = {}
    for kind, values in VALUES_OF_KIND.items():
        name = kind.capitalize() + Claim.__name__
        properties = {**claim["properties"], "kind": {"const": kind, "type": "string"}}
        for value in ("quantity", "date"):
            variant = 0 if value in values else 1
            properties[value] = claim["properties"][value]["anyOf"][variant]
        found[name] = {**claim, "title": name, "properties": properties}
        mapping[kind] = REF.format(name=name)
    union = {"oneOf": [{"$ref": ref} for ref in mapping.values()], "discriminator": {"propertyName": "kind", "mapping": mapping}}
    return {**found, Claim.__name__: {"title": Claim.__name__, "description": claim["description"], **union}}


def _as_written(schema: Any) -> Any:
    """A schema in which decimals are JSON numbers, and moments are dates or date-times."""
    if isinstance(schema, list):
        return [_as_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    written = {key: _as_written(item) for key, item in schema.items()}
    match schema.get("format"):
        case "decimal":
            written["type"] = "number"
            del written["format"]
        case "moment":
            del written["type"], written["format"]
            written["anyOf"] = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
    return written


def _operations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in found["paths"].values():
        yield from path.values()


def _complete(operation: dict[str, Any], keys: bool) -> None:
    """Adds what Litestar does not read off a handler: keys, media types and codings, validators."""
    name = operation["operationId"]
    if operation["tags"] == ["check"]:
        operation["security"] = [{KEY: []}] if keys else [{KEY: []}, {}]
    if name == STREAM:
        operation["requestBody"] = {"required": True, "content": {NDJSON: {"schema": BINARY | {"description": LINES}}}}
        operation["responses"]["200"]["content"] = {NDJSON: {"schema": BINARY | {"description": LINES}}}
    if name not in jobs.OPERATIONS:
        return
    for described in (operation["requestBody"], operation["responses"]["200"]):
        described["content"][MSGPACK] = {"schema": BINARY | {"description": "What the JSON says, as MessagePack."}}
    operation["parameters"] = [
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "description": "Validators of answers that the caller has: if one of them still holds, the answer is 304 without a body.",
            "schema": {"type": "string"},
        }
    ]
    operation["responses"]["304"] = {"description": "The caller's answer still holds."}
    for header, (description, statuses) in SHOWN_HEADERS.items():
        for status in statuses:
            headers = operation["responses"][status].setdefault("headers", {})
            headers[header] = {"description": description, "required": True, "schema": {"type": "string"}}
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _exemplify(operation: dict[str, Any]) -> None:
    """Adds examples to an operation: what it takes, and what it answers to just that."""
    name = operation["operationId"]
    del operation["deprecated"]
    if name in PLAIN:
        return
    if name not in jobs.OPERATIONS:
        _content(operation, "200", JSON)["example"] = msgspec.to_builtins(Health(name, VERSION))
        return
    bodies = REQUESTS[name]
    operation["requestBody"]["content"][JSON]["examples"] = {key: {"value": body} for key, body in bodies.items()}
    if name == "check":
        operation["responses"]["200"]["content"] |= {media_type: {"schema": {"type": "string"}} for media_type in RENDERERS}
    _content(operation, "200", JSON)["examples"] = {key: {"value": answer(name, body)} for key, body in bodies.items()}
    _content(operation, "422", MEDIA_TYPE)["examples"] = {"faulty fields": {"value": answer(name, FAULTY[name])}}


def _content(operation: dict[str, Any], status: str, media_type: str) -> dict[str, Any]:
    content: dict[str, Any] = operation["responses"][status]["content"][media_type]
    return content


def answer(operation: str, body: dict[str, Any]) -> Any:
    """What an operation answers to a body, numbers as they are on the wire."""
    try:
        return msgspec.Raw(jobs.answer(operation, msgspec.json.encode(body), Settings()))
    except Refused as refusal:
        return msgspec.Raw(msgspec.json.encode(refusal.problem(f"/v1/{operation}")))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(document())
