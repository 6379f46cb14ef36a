"""Finds quantities: exact spans of figures with their units, bounds, rates and directions."""

from __future__ import annotations

from .find import find, most_numbers

__all__ = ["find", "most_numbers"]
