"""Words and rules that are data: TOML files, read once, and the one function that reads them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The table `name`.toml of this package as a dictionary; treat it as frozen.

    Raises FileNotFoundError where there is no such table.
    """
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
