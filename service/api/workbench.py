"""The workbench over HTTP: one page, its files, the samples. Left out where the setting says so."""

from __future__ import annotations

from collections.abc import Callable

from litestar import Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from service.render import workbench

from .media import JSON
from .problems import Refused

HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"}


@get("/", include_in_schema=False, sync_to_thread=True)
def page(state: State) -> Response[str]:
    """The page."""
    return Response(
        workbench.page(bool(state.parts.keys)), media_type="text/html", headers={**HEADERS, "Content-Security-Policy": workbench.policy()}
    )


@get("/workbench/{name:str}", include_in_schema=False, sync_to_thread=True)
def asset(name: FromPath[str]) -> Response[bytes]:
    """A file of the page."""
    return Response(_found(workbench.asset, name), media_type=workbench.ASSETS[name], headers=HEADERS)


@get("/workbench/samples/{name:str}", include_in_schema=False, sync_to_thread=True)
def sample(name: FromPath[str]) -> Response[bytes]:
    """A sample dossier."""
    return Response(_found(workbench.sample, name), media_type=JSON, headers=HEADERS)


def _found(read: Callable[[str], bytes], name: str) -> bytes:
    try:
        return read(name)
    except KeyError:
        raise Refused("not-found", "The workbench has no such file.") from None


HANDLERS = [page, asset, sample]
