"""The command line: `figurecheck serve` and `figurecheck check FILE...`."""

from __future__ import annotations

import click

from service.settings import from_environment
from service.version import VERSION

UNUSABLE = 2


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
    import uvicorn  # noqa: PLC0415 - a check of files needs no server

    try:
        settings = from_environment()
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    uvicorn.run(
        "service.api:create_app",
        factory=True,
        host=host or settings.host,
        port=settings.port if port is None else port,
        workers=workers or settings.workers,
        log_level=settings.log_level,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
