"""What schemathesis has to be told: MessagePack is the JSON packed, lines are bodies one below the other; by SCHEMATHESIS_HOOKS."""

from __future__ import annotations

import json
from typing import Any

import msgpack
import schemathesis

JSON, MSGPACK, NDJSON = "application/json", "application/msgpack", "application/x-ndjson"


@schemathesis.hook
def before_load_schema(_: Any, raw_schema: dict[str, Any]) -> None:
    """Says what MessagePack bodies and answers hold, which generators of clients are told is binary."""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for described in (operation.get("requestBody", {}), operation["responses"].get("200", {})):
                content = described.get("content", {})
                if MSGPACK in content and JSON in content:
                    content[MSGPACK] = {"schema": content[JSON]["schema"]}


@schemathesis.hook
def filter_body(_: Any, body: Any) -> bool:
    """Leaves out bodies that give an id twice, or bounds the wrong way round, which JSON Schema cannot forbid."""
    if not isinstance(body, dict):
        return True
    for name in ("documents", "claims"):
        items = [item for item in body[name] if isinstance(item, dict)] if isinstance(body.get(name), list) else []
        ids = [item["id"] for item in items if isinstance(item.get("id"), str)]
        if len(set(ids)) < len(ids) or not all(_ordered(item.get(key)) for item in items for key in ("quantity", "date", "time")):
            return False
    return True


def _ordered(ends: Any) -> bool:
    """Whether a lower end lies below an upper one, where there are both."""
    lower, upper = (ends.get("lower"), ends.get("upper")) if isinstance(ends, dict) else (None, None)
    return type(lower) is not type(upper) or lower is None or lower <= upper if isinstance(lower, str | int | float) else True


@schemathesis.serializer(MSGPACK)
def packed(_: Any, value: Any) -> Any:
    """A body as MessagePack."""
    return value if isinstance(value, bytes) else msgpack.packb(value, default=str, unicode_errors="surrogatepass")


@schemathesis.deserializer(MSGPACK)
def unpacked(_: Any, response: Any) -> Any:
    """An answer of MessagePack."""
    return msgpack.unpackb(response.content)


@schemathesis.serializer(NDJSON)
def lines(_: Any, value: Any) -> Any:
    """Lines as they are, or a value on one line."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@schemathesis.deserializer(NDJSON)
def answered(_: Any, response: Any) -> Any:
    """The lines of an answer, each of which has to be JSON."""
    return response.text if all(isinstance(json.loads(line), dict) for line in response.text.splitlines()) else None
