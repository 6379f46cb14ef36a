"""Which media types are read and given (RFC 9110, sections 8.3, 8.4 and 12.5.1); Litestar looks at neither by itself."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from .problems import Refused

JSON = "application/json"
Connection = ASGIConnection[Any, Any, Any, Any]


def reads_json(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a body that does not say it is JSON in UTF-8, or that is compressed."""
    given = connection.headers.get("content-type")
    offer = {"Accept": JSON}
    if given is None:
        raise Refused("unsupported-media-type", f"Say what the body is with Content-Type: {JSON}.", headers=offer)
    media_type, charset = _parsed(given)
    if media_type != JSON:
        raise Refused("unsupported-media-type", f"This path reads {JSON}, not {given[:100]}.", headers=offer)
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise Refused("unsupported-media-type", f"This path reads UTF-8, not {charset[:100]}.", headers=offer)
    coding = connection.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", ""}:
        raise Refused(
            "unsupported-media-type", f"This path reads bodies as they are, not {coding[:100]}.", headers={"Accept-Encoding": "identity"}
        )


def gives_json(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a request whose Accept rules JSON out."""
    wanted = connection.headers.getall("accept", [])
    if wanted and not accepts(", ".join(wanted), JSON):
        raise Refused("not-acceptable", f"This path answers in {JSON}.")


def best(connection: Connection, offers: Sequence[str]) -> str:
    """Which of `offers` a request likes best, the first of several; refuses one whose Accept rules all of them out."""
    wanted = ", ".join(connection.headers.getall("accept", [])) or "*/*"
    found = max(offers, key=lambda offer: weight(wanted, offer))
    if weight(wanted, found) <= 0:
        raise Refused("not-acceptable", f"This path answers in {', '.join(offers)}.")
    return found


def accepts(header: str, media_type: str) -> bool:
    """Whether an Accept header lets `media_type` through."""
    return weight(header, media_type) > 0


def weight(header: str, media_type: str) -> float:
    """How much an Accept header likes `media_type`: the most specific range that matches it decides."""
    closest, found = -1, 0.0
    for item in header.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        specificity = {media_type: 2, media_type.partition("/")[0] + "/*": 1, "*/*": 0}.get(media_range, -1)
        if specificity > closest:
            closest, found = specificity, _weight(parameters)
    return found


def _weight(parameters: list[str]) -> float:
    """The q of a media range; 1 where none is given, or none that can be read."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 1.0
    return 1.0


def _parsed(content_type: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header, in lower case."""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_type(), str(message.get_content_charset() or "")
