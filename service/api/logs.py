"""Logs as JSON, a line an event, on standard error: what happened to which request, never what a text or a key says.

The service's own lines come from structlog, the server's from the standard library; both end up the same.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

from service.settings import Settings

from .worker import where

Event = MutableMapping[str, Any]

log: structlog.stdlib.BoundLogger = structlog.get_logger("figurecheck")


def configure(settings: Settings) -> None:
    """Sends every log line of the process through here."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_messages,
    ]
    level = getattr(logging, settings.log_level.upper())
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_json)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer(serializer=_json)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(level)


def without_messages(_: Any, __: str, event: Event) -> Event:
    """In place of an exception, its type and where it came from: its message may quote what was being read."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["frames"] = where(error)
    return event


def _json(event: Event, **_: Any) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
