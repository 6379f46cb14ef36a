"""Which media types and codings are read and given (RFC 9110, sections 8.3, 8.4 and 12.5); Litestar looks at none of it by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.message import Message

from .coding import CODINGS, Coding
from .media import JSON, MSGPACK, NDJSON
from .problems import Refused
from .renderings import RENDERERS

Headers = Mapping[str, str]  # by lower-case name; a field that is given several times is one list
BODIES = (JSON, MSGPACK)
REPORTS = (JSON, *RENDERERS, MSGPACK)
_SYNONYMS = {
    "application/x-msgpack": MSGPACK,
    "application/vnd.msgpack": MSGPACK,
    "application/jsonl": NDJSON,
    "application/ndjson": NDJSON,
}
_CODINGS: dict[str, Coding] = {"": "identity", "identity": "identity", "gzip": "gzip", "x-gzip": "gzip", "zstd": "zstd"}


def taken(headers: Headers, offers: Sequence[str]) -> str:
    """The media type of the body, one of `offers`; raises Refused where it says another, or none."""
    given = headers.get("content-type")
    accepted = {"Accept": ", ".join(offers)}
    if given is None:
        raise Refused("unsupported-media-type", f"Say what the body is with Content-Type: {offers[0]}.", headers=accepted)
    media_type, charset = _parsed(given)
    if media_type not in offers:
        raise Refused("unsupported-media-type", f"This path reads {' and '.join(offers)}, not {given[:100]}.", headers=accepted)
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise Refused("unsupported-media-type", f"This path reads UTF-8, not {charset[:100]}.", headers=accepted)
    return media_type


def coding(headers: Headers) -> Coding:
    """The coding of the body; raises Refused where it is none that is read, or more than one."""
    given = headers.get("content-encoding", "").strip().lower()
    found = _CODINGS.get(given)
    if found is None:
        raise Refused(
            "unsupported-media-type",
            f"This path reads bodies as they are or in one of {', '.join(CODINGS)}, not {given[:100]}.",
            headers={"Accept-Encoding": ", ".join(CODINGS)},
        )
    return found


def encoding(headers: Headers) -> Coding:
    """The coding that the client likes best, the first of several; raises Refused where it rules all of them out."""
    wanted = headers.get("accept-encoding", "")
    if not wanted:
        return "identity"
    weights = _coding_weights(wanted)
    anything = weights.get("*")
    found, most = "identity", 0.0
    for offer in (*CODINGS, "identity"):
        # RFC 9110, section 12.5.3: identity is acceptable unless it, or *, is ruled out by name.
        weight = weights.get(offer, anything if anything is not None else 0.001 if offer == "identity" else 0.0)
        if weight > most:
            found, most = offer, weight
    if not most:
        raise Refused("not-acceptable", f"This path answers in {', '.join(CODINGS)} or as it is.")
    return _CODINGS[found]


def best(headers: Headers, offers: Sequence[str]) -> str:
    """Which of `offers` a request likes best, the first of several; refuses one whose Accept rules all of them out."""
    wanted = headers.get("accept", "")
    if wanted in {"", "*/*", offers[0]}:
        return offers[0]
    found = max(offers, key=lambda offer: weight(wanted, offer))
    if weight(wanted, found) <= 0:
        raise Refused("not-acceptable", f"This path answers in {', '.join(offers)}.")
    return found


def weight(header: str, media_type: str) -> float:
    """How much an Accept header likes `media_type`: the most specific range that matches it decides."""
    closest, found = -1, 0.0
    for item in header.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        media_range = _SYNONYMS.get(media_range, media_range)
        specificity = {media_type: 2, media_type.partition("/")[0] + "/*": 1, "*/*": 0}.get(media_range, -1)
        if specificity > closest:
            closest, found = specificity, _weight(parameters)
    return found


def _coding_weights(header: str) -> dict[str, float]:
    """What an Accept-Encoding header says of each coding that it names."""
    found: dict[str, float] = {}
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        if name:
            found[{"x-gzip": "gzip"}.get(name, name)] = _weight(parameters)
    return found


def _weight(parameters: list[str]) -> float:
    """The q of a range; 1 where none is given, or none that can be read."""
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
    if content_type in BODIES:
        return content_type, ""
    message = Message()
    message["content-type"] = content_type
    media_type = message.get_content_type()
    return _SYNONYMS.get(media_type, media_type), str(message.get_content_charset() or "")
