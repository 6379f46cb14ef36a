"""Report → MessagePack: the same tree as the JSON, decimals as integers where they are whole and as floats elsewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

_GREATEST = 2**64 - 1  # MessagePack has no longer integers


def encode(report: msgspec.Struct) -> bytes:
    """A report as MessagePack; dates are strings, as they are in JSON."""
    return msgspec.msgpack.encode(_wire(msgspec.to_builtins(report, builtin_types=(Decimal,))))


def _wire(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _wire(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_wire(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) <= _GREATEST >> 1 else float(value)
    return value
