"""Report → JSON, the same bytes for the same report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(decimal_format="number")


def encode(report: msgspec.Struct) -> bytes:
    """A report as UTF-8 JSON; values are JSON numbers, and whole ones are written without an exponent."""
    encoded = _encoder.encode(report)
    if b"E+" not in encoded:
        return encoded
    return _encoder.encode(_plain(msgspec.to_builtins(report, builtin_types=(Decimal, dt.date))))


def _plain(value: Any) -> Any:
    """A tree with each Decimal in plain notation: 1E+6 becomes 1000000."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return Decimal(f"{value:f}") if isinstance(value, Decimal) else value
