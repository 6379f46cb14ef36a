"""The command line: `figurecheck serve` and `figurecheck check FILE...`."""

from __future__ import annotations

import re
import sys

import click
from msgspec.structs import replace

from service.settings import from_environment
from service.version import VERSION

FORMATS = ("table", "json", "html", "csv", "claims-csv", "annotations")


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
    given = {"host": host, "port": port, "workers": workers}
    try:
        settings = replace(from_environment(), **{name: value for name, value in given.items() if value is not None})
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    # The tables take as long to load as the server does: both at once.
    from service.api.template import start  # noqa: PLC0415 - each command imports what it needs

    template = start()
    from service.api import server  # noqa: PLC0415 - as above

    sys.exit(server.run(settings, template))


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
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to make of the report.")
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
    from service.files import checked  # noqa: PLC0415 - as above

    sys.exit(checked(files, "json" if as_json else form, output, published_at, min_confidence))


if __name__ == "__main__":
    main()
