"""The command line: `figurecheck serve` and `figurecheck check FILE...`."""

from __future__ import annotations

import re
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
from service.settings import Settings, from_environment
from service.version import VERSION

CONFLICTS, UNUSABLE = 1, 2
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="figurecheck")
def main() -> None:
    """Finds the figures in several texts and reports where they disagree."""


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that share the port.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Run the HTTP service.

    Options win over the environment; the README lists every FIGURECHECK_ variable.
    """
    from service.api import server  # noqa: PLC0415 - a check of files needs no server

    given = {"host": host, "port": port, "workers": workers}
    try:
        settings = replace(from_environment(), **{name: value for name, value in given.items() if value is not None})
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    sys.exit(server.run(settings))


@main.command()
@click.argument("name")
def key(name: str) -> None:
    """Make an API key for NAME: the key itself, to hand over, and the entry for FIGURECHECK_API_KEYS."""
    from service.api.access import mint  # noqa: PLC0415 - as above

    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name):
        raise click.UsageError("a name has 1 to 64 letters, digits, points, dashes and underscores")
    secret, entry = mint(name)
    click.echo(f"key    {secret}\nentry  {entry}")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True, help="What to make of the report.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON, as POST /v1/check answers; --format json for short.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
@click.option("--published-at", metavar="DATE", help="The day of text files, for dates such as “last week”.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out findings below this confidence.")
def check(
    files: tuple[str, ...], form: str, as_json: bool, output: str | None, published_at: str | None, min_confidence: float | None
) -> None:
    """Check text files (.txt, .html) against each other, or one JSON dossier by itself; - is standard input.

    Exit status: 0 no conflict, 1 conflicts, 2 input that cannot be used.
    """
    try:
        request = _request(files, published_at)
    except UnusableError as error:
        click.echo(f"figurecheck: {error}", err=True)
        sys.exit(UNUSABLE)
    if min_confidence is not None:
        request = replace(request, options=replace(request.options, min_confidence=min_confidence))
    report = jobs.check(request, UNLIMITED, followed=_watched)
    try:
        _write(_rendered(request, report, "json" if as_json else form), output)
    except OSError as error:
        click.echo(f"figurecheck: {output}: {error.strerror or error}", err=True)
        sys.exit(UNUSABLE)
    sys.exit(CONFLICTS if any(finding.relation == "conflict" for finding in report.findings) else 0)


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


if __name__ == "__main__":
    main()
