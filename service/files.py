"""Files in, a report out: what `figurecheck check` does."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import click
from msgspec.structs import replace
from rich.console import Console, RenderableType
from rich.progress import track

from service.api import jobs, renderings
from service.api.decode import decode
from service.api.media import JSON
from service.api.problems import Refused
from service.api.wire import CheckRequest, DocumentIn, day_of
from service.model import Document, Report
from service.render.json import encode
from service.render.table import findings_table
from service.settings import Settings

CONFLICTS, UNUSABLE = 1, 2  # exit statuses
MUCH = 2_000_000  # characters; some seconds of work
UNLIMITED = Settings(max_documents=sys.maxsize, max_characters=sys.maxsize, max_claims=sys.maxsize, max_claims_per_document=sys.maxsize)
WIDTH = 120  # columns where the output is no terminal
FORMATS = {
    "table": "",
    "json": JSON,
    "html": renderings.HTML,
    "csv": renderings.CSV,
    "claims-csv": renderings.CSV,
    "annotations": renderings.ANNOTATIONS,
}


def checked(files: tuple[str, ...], form: str, output: str | None, published_at: str | None, min_confidence: float | None) -> int:
    """Checks files and writes the report in one of `FORMATS`; gives the exit status."""
    try:
        request = _request(files, published_at)
    except UnusableError as error:
        click.echo(f"figurecheck: {error}", err=True)
        return UNUSABLE
    if min_confidence is not None:
        request = replace(request, options=replace(request.options, min_confidence=min_confidence))
    report = jobs.check(request, UNLIMITED, followed=_watched)
    try:
        _write(_rendered(request, report, form), output)
    except OSError as error:
        click.echo(f"figurecheck: {output}: {error.strerror or error}", err=True)
        return UNUSABLE
    return CONFLICTS if any(finding.relation == "conflict" for finding in report.findings) else 0


def _rendered(request: CheckRequest, report: Report, form: str) -> bytes | RenderableType:
    """The report in one of `FORMATS`."""
    if form == "table":
        return findings_table(report)
    if form == "json":
        return encode(report) + b"\n"
    rows: Literal["findings", "claims"] = "claims" if form == "claims-csv" else "findings"
    asked = replace(request, options=replace(request.options, csv=rows, offset_unit="code_point"))
    if request.options.offset_unit != "code_point":
        report = jobs.check(asked, UNLIMITED)
    return renderings.text_of(asked, report, FORMATS[form]).encode()


def _write(content: bytes | RenderableType, output: str | None) -> None:
    """Writes bytes as they are and a table as wide as the terminal, or `WIDTH` where there is none."""
    if isinstance(content, bytes):
        if output:
            Path(output).write_bytes(content)
        else:
            click.echo(content, nl=False)
    elif output:
        with Path(output).open("w", encoding="utf-8") as file:
            Console(file=file, width=WIDTH).print(content)
    else:
        console = Console()
        (console if console.is_terminal else Console(width=WIDTH)).print(content)


class UnusableError(Exception):
    """Input that cannot be checked, and why."""


def _request(files: tuple[str, ...], published_at: str | None) -> CheckRequest:
    """The dossier that the files make, each text file under its path as id."""
    try:
        day_of(published_at)
    except ValueError:
        raise UnusableError(f"--published-at {published_at}: give a day, such as 2024-11-14") from None
    contents = {name: _read(name) for name in files}
    if len(contents) < len(files):
        raise UnusableError("a file is given twice")
    dossiers = [name for name, content in contents.items() if _is_dossier(name, content)]
    if not dossiers:
        documents = tuple(_document(name, content, published_at) for name, content in contents.items())
        return CheckRequest(documents=documents)
    if len(files) > 1 or published_at:
        raise UnusableError(f"{dossiers[0]}: a JSON dossier is checked by itself, its documents carry their own days")
    try:
        return decode(contents[dossiers[0]], CheckRequest, UNLIMITED)
    except Refused as refusal:
        faults = "".join(f"\n  {fault.pointer or '(all)'}: {fault.detail}" for fault in refusal.errors)
        raise UnusableError(f"{dossiers[0]}: {refusal.detail if not faults else 'not a dossier:'}{faults}") from None


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnusableError(f"{name}: {error.strerror or error}") from None


def _is_dossier(name: str, content: bytes) -> bool:
    return name.lower().endswith(".json") or (name == "-" and content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"))


def _document(name: str, content: bytes, published_at: str | None) -> DocumentIn:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableError(f"{name}: not UTF-8 text (byte {error.start})") from None
    page = name.lower().endswith((".html", ".htm"))
    return DocumentIn(id=name, text=None if page else text, html=text if page else None, published_at=published_at)


def _watched(documents: Sequence[Document]) -> Iterable[Document]:
    """The documents, with a progress bar on standard error where somebody watches and there is much to do."""
    console = Console(stderr=True)
    idle = not console.is_terminal or sum(len(document.text) for document in documents) < MUCH
    return track(documents, "Reading", console=console, transient=True, disable=idle)
