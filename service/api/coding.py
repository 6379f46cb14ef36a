"""Content codings (RFC 9110, section 8.4): which are read and given, and never more bytes than the limit."""

from __future__ import annotations

import gzip
import zlib
from typing import Literal

import zstandard

from .problems import Refused

Coding = Literal["identity", "gzip", "zstd"]

CODINGS: tuple[Coding, ...] = ("zstd", "gzip")  # those that save something, the better first
_GZIP = zlib.MAX_WBITS | 16
_PIECE = 256  # bytes of zstd read at a time: four of them can stand for 128 KiB, so that this many stand for 8 MiB at most


def decompress(body: bytes, coding: Coding, limit: int) -> bytes:
    """The body behind its coding; raises Refused where it is damaged or longer than `limit` bytes."""
    if coding == "identity":
        return body
    try:
        plain = _gunzip(body, limit) if coding == "gzip" else _unzstd(body, limit)
    except (zlib.error, zstandard.ZstdError, EOFError):
        raise Refused("bad-compression", f"The body is not whole {coding} data.") from None
    if len(plain) > limit:
        raise Refused("too-large", f"A body may have {limit} bytes, this one has more once it is decompressed.", limit=limit)
    return plain


def _gunzip(body: bytes, limit: int) -> bytes:
    """Every member of gzip data, up to a byte more than `limit`; raises zlib.error or EOFError."""
    found = bytearray()
    rest = body
    while rest:
        member = zlib.decompressobj(_GZIP)
        found += member.decompress(rest, limit + 1 - len(found))
        if len(found) > limit:
            return bytes(found)
        if not member.eof:
            raise EOFError
        rest = member.unused_data
    return bytes(found)


def _unzstd(body: bytes, limit: int) -> bytes:
    """Every frame of Zstandard data, up to a byte more than `limit`; raises ZstdError or EOFError."""
    found = bytearray()
    rest = body
    # A window of at most 8 MiB, as RFC 9659 asks of zstd over HTTP.
    decompressor = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024)
    while rest:
        frame = decompressor.decompressobj()
        for start in range(0, len(rest), _PIECE):
            found += frame.decompress(rest[start : start + _PIECE])
            if len(found) > limit:
                return bytes(found[: limit + 1])
            if frame.eof:
                rest = frame.unused_data + rest[start + _PIECE :]
                break
        else:
            raise EOFError
    return bytes(found)


def compress(content: bytes, coding: Coding) -> bytes:
    """The content in a coding, the same bytes every time."""
    match coding:
        case "gzip":
            return gzip.compress(content, compresslevel=5, mtime=0)
        case "zstd":
            return zstandard.ZstdCompressor(level=3).compress(content)
        case "identity":
            return content
