"""Hyphens and dashes that tie a number to what stands beside it."""

from __future__ import annotations

from service.model import Scan

HYPHENS = frozenset("-‐‑")
DASHES = HYPHENS | frozenset("–—")


def joins(scan: Scan, at: int, marks: frozenset[str] = HYPHENS) -> bool:
    """Whether token `at` is one of `marks` and touches the tokens on both sides: "12-minute", "5–13"; False past the end of the text."""
    return at < len(scan.words) and scan.words[at] in marks and scan.glued(at) and scan.glued(at + 1)
