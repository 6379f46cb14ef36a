"""Finds quantities: exact spans of figures with their units, bounds, rates and directions."""

from __future__ import annotations

from .find import find

__all__ = ["find"]
