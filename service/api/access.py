"""Who may ask for work, how often, and from which pages: keys, rates, hosts, origins."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from .problems import Refused

MOST_CLIENTS = 10_000  # whose rate is remembered at a time
_PREFLIGHT_SECONDS = "600"
_ASKED = "Accept, Accept-Encoding, Authorization, Content-Encoding, Content-Type, If-None-Match, X-Request-ID, traceparent"
_SHOWN = "ETag, Retry-After, X-Request-ID, traceparent"


def mint(name: str) -> tuple[str, str]:
    """A new key, and the line for the setting that lets it in: the key itself is kept nowhere."""
    key = secrets.token_urlsafe(32)
    return key, f"{name}:{digest(key)}"


def digest(key: str) -> str:
    """How a key is kept. Keys are random and long: a fast digest is enough, there is nothing to guess."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


class Keys:
    """The keys that are let in, by digest."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._digests = {name: known for name, _, known in (entry.partition(":") for entry in entries)}

    def __bool__(self) -> bool:
        return bool(self._digests)

    def owner(self, authorization: str | None) -> str:
        """The name of the key in an Authorization header (RFC 6750); raises Refused where it is none of ours.

        Every known digest is compared, each in constant time, so that the time says nothing about any of them.
        """
        scheme, _, key = (authorization or "").partition(" ")
        given = digest(key.strip())
        found = [name for name, known in self._digests.items() if hmac.compare_digest(given, known)]
        if scheme.lower() != "bearer" or not found:
            detail = "Send a key: Authorization: Bearer KEY." if authorization is None else "The key is not known here."
            raise Refused("unauthorized", detail, headers={"WWW-Authenticate": 'Bearer realm="figurecheck"'})
        return found[0]


class Rates:
    """A bucket of tokens a client, refilled evenly; a full one lets a minute's requests through at once."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def spend(self, client: str, now: float | None = None) -> None:
        """Takes a token from a client's bucket; raises Refused where it is empty."""
        if not self._most:
            return
        now = time.monotonic() if now is None else now
        tokens, since = self._buckets.pop(client, (float(self._most), now))
        tokens = min(self._most, tokens + (now - since) * self._most / 60)
        enough = tokens >= 1
        self._buckets[client] = (tokens - 1 if enough else tokens, now)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        if not enough:
            wait = math.ceil((1 - tokens) * 60 / self._most)
            raise Refused(
                "too-many-requests",
                f"{self._most} requests a minute are the limit; ask again in {wait} s.",
                limit=self._most,
                headers={"Retry-After": str(wait)},
            )


def known_host(host: str, allowed: Sequence[str]) -> bool:
    """Whether a Host header names one of the allowed hosts, its port aside."""
    if not allowed:
        return True
    name = host.lower().rpartition("]")[0] + "]" if host.startswith("[") else host.lower().partition(":")[0]
    return any(name == entry or (entry.startswith("*.") and name.endswith(entry[1:])) for entry in map(str.lower, allowed))


class CORS:
    """Which pages may call the service (Fetch standard, section 3.2); cookies play no part."""

    def __init__(self, origins: Sequence[str]) -> None:
        self._all = "*" in origins
        self._origins = frozenset(origins)

    def preflight(self, method: str, headers: Mapping[str, str]) -> bool:
        """Whether a request is a preflight that is answered here."""
        return bool(self._origins) and method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers

    def allowed(self, origin: str | None) -> dict[str, str]:
        """What a preflight is answered, besides `headers`: nothing where the origin is not allowed."""
        if not self.headers(origin):
            return {}
        return {
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": _ASKED,
            "access-control-max-age": _PREFLIGHT_SECONDS,
        }

    def headers(self, origin: str | None) -> list[tuple[bytes, bytes]]:
        """What every answer to a page of `origin` carries."""
        if not self._origins or origin is None:
            return []
        vary = [] if self._all else [(b"vary", b"Origin")]
        if not self._all and origin not in self._origins:
            return vary
        allowed = b"*" if self._all else origin.encode("latin-1")
        return [(b"access-control-allow-origin", allowed), (b"access-control-expose-headers", _SHOWN.encode()), *vary]
