"""The report as one self-contained page: no script, nothing from elsewhere, every text of a document escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from service.model import Document, Report

from .view import view


def page(report: Report, documents: Sequence[Document]) -> str:
    """The page for `report`; `documents` give the texts that its offsets, in code points, refer to."""
    return environment().get_template("report.html").render(view=view(report, documents), style=Markup(style()), policy=policy())


def policy() -> str:
    """The Content-Security-Policy that the page needs: its own style sheet, by hash, and nothing else (CSP Level 3)."""
    return f"default-src 'none'; style-src '{style_hash()}'; base-uri 'none'; form-action 'none'"


@cache
def style() -> str:
    """The page's style sheet."""
    return asset("report.css").read_text(encoding="utf-8")


@cache
def style_hash() -> str:
    """The style sheet's hash as a CSP source expression."""
    digest = hashlib.sha256(style().encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def asset(name: str) -> Traversable:
    """A static file of this package."""
    return files(__package__) / "assets" / name


@cache
def environment() -> Environment:
    """The templates, each compiled once; they escape every value, and a name that they don't know is an error."""
    return Environment(
        loader=PackageLoader("service.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
