"""The workbench over HTTP: its page, its files, its samples, and that it can be switched off."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from service.api.app import create_app
from service.settings import Settings

SEEDS = Path(__file__).parents[2] / "seeds"


async def test_the_page_loads_its_own_files_only(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    addresses = re.findall(r'(?:src|href)="(?!data:|#)([^"]+)"', answer.text)
    assert addresses
    for address in addresses:
        assert (await client.get(f"/{address}")).status_code == 200


async def test_every_sample_can_be_checked(client: httpx.AsyncClient) -> None:
    samples = re.findall(r'data-sample="([^"]+)"', (await client.get("/")).text)
    assert [sample.rpartition("/")[2] for sample in samples] == sorted(path.name for path in SEEDS.glob("*.json"))
    for sample in samples:
        dossier = await client.get(f"/{sample}")
        assert dossier.headers["content-type"] == "application/json"
        report = await client.post("/v1/check", content=dossier.content, headers={"Content-Type": "application/json"})
        assert json.loads(report.content)["findings"]


@pytest.mark.parametrize(
    "path", ["/workbench/report.html", "/workbench/..%2fhtml.py", "/workbench/samples/..%2f..%2fpyproject.toml", "/workbench/"]
)
async def test_nothing_else_is_served(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_it_can_be_switched_off() -> None:
    def paths(settings: Settings) -> set[str]:
        return {route.path for route in create_app(settings).app.routes}

    added = {"/", "/workbench/{name:str}", "/workbench/samples/{name:str}"}
    assert paths(Settings()) - paths(Settings(workbench=False)) == added
