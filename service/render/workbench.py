"""The workbench: the page on which texts are pasted and a report is read, its files, and the sample dossiers it offers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from . import html

ASSETS = {"workbench.css": "text/css", "workbench.js": "text/javascript"}


@dataclass(frozen=True)
class Sample:
    """A sample dossier: its file, the title of its first text, and how many texts it has."""

    name: str
    title: str
    documents: int


@cache
def page(keys: bool = False) -> str:
    """The workbench as HTML; `keys` tells whether the service asks for one."""
    return html.environment().get_template("workbench.html").render(samples=samples(), keys=keys)


def policy() -> str:
    """Its Content-Security-Policy: own scripts and styles, the report in a frame that inherits it, and no other host."""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{html.style_hash()}'; connect-src 'self'; img-src data:; "
        "frame-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _assets() -> dict[str, bytes]:
    return {name: html.asset(name).read_bytes() for name in ASSETS}


def asset(name: str) -> bytes:
    """A file of the page; KeyError where it has none of that name."""
    return _assets()[name]


@cache
def samples() -> tuple[Sample, ...]:
    """The sample dossiers that are installed, in the order of their names."""
    found = []
    for path in sorted(_seeds().glob("*.json")):
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        found.append(Sample(path.name, documents[0].get("title") or path.stem, len(documents)))
    return tuple(found)


def sample(name: str) -> bytes:
    """A sample dossier as JSON; KeyError where there is none of that name."""
    if name not in {known.name for known in samples()}:
        raise KeyError(name)
    return (_seeds() / name).read_bytes()


def _seeds() -> Path:
    """Where samples are: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("service")))
    inside = package / "seeds"
    return inside if inside.is_dir() else package.parent / "seeds"
