"""Keys, rates, hosts, origins, proxies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from click.testing import CliRunner

from service.api.access import MOST_CLIENTS, Keys, Rates, digest, known_host, mint
from service.api.problems import Refused
from service.cli import main
from service.settings import from_environment
from tests.servers import Served, served

KEY, ENTRY = mint("desk")
OTHER, OTHER_ENTRY = mint("archive")
BODY = {"documents": [{"id": "a", "text": "5 dogs died."}]}
LET_IN = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture(scope="module")
def guarded() -> Iterator[Served]:
    with served(
        workers="1",
        api_keys=f"{ENTRY}, {OTHER_ENTRY}",
        rate_per_minute="30",
        cors_origins="https://desk.example.org",
        allowed_hosts="127.0.0.1,*.example.org",
        trusted_proxies="127.0.0.1",
    ) as server:
        yield server


@pytest.fixture
async def caller(guarded: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=guarded.url) as found:
        yield found


@pytest.mark.parametrize("path", ["/v1/check", "/v1/extract", "/v1/compare", "/v1/check/stream", "/v1/check/"])
@pytest.mark.parametrize("given", [None, "Bearer", "Bearer nonsense", f"Basic {KEY}", KEY, f"Bearer {digest(KEY)}", "Bearer \xff"])
async def test_nobody_without_a_key_gets_in(caller: httpx.AsyncClient, path: str, given: str | None) -> None:
    headers = [] if given is None else [(b"authorization", given.encode("latin-1"))]
    answer = await caller.post(path, json=BODY, headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="figurecheck"')
    assert answer.json()["type"].endswith(":unauthorized")
    assert KEY not in answer.text


async def test_keys_get_in_and_health_needs_none(caller: httpx.AsyncClient, guarded: Served) -> None:
    for key in (KEY, OTHER):
        assert (await caller.post("/v1/check", json=BODY, headers={"Authorization": f"bearer {key}"})).status_code == 200
    for path in ("/health/live", "/health/ready", "/metrics", "/schema/openapi.json"):
        assert (await caller.get(path)).status_code == 200
    assert guarded.logged('"key":"desk"')
    assert KEY not in guarded.log
    contract = (await caller.get("/schema/openapi.json")).json()
    assert contract["paths"]["/v1/check"]["post"]["security"] == [{"key": []}]


async def test_a_key_has_its_share_and_no_more(caller: httpx.AsyncClient) -> None:
    answers = [await caller.post("/v1/extract", json=BODY, headers={"Authorization": f"Bearer {OTHER}"}) for _ in range(40)]
    assert {answer.status_code for answer in answers} == {200, 429}
    refused = answers[-1]
    assert refused.json()["type"].endswith(":too-many-requests")
    assert (refused.json()["limit"], 1 <= int(refused.headers["retry-after"]) <= 2) == (30, True)
    assert (await caller.post("/v1/extract", json=BODY, headers=LET_IN)).status_code == 200, "another key has its own"


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.test", 400), ("example.org", 400), ("a.example.org", 200), ("A.B.EXAMPLE.ORG:8443", 200), ("127.0.0.1:1", 200)],
)
async def test_only_known_names_are_answered_to(caller: httpx.AsyncClient, host: str, status: int) -> None:
    answer = await caller.get("/schema/openapi.json", headers={"Host": host})
    assert answer.status_code == status
    assert (await caller.get("/health/ready", headers={"Host": host})).status_code == 200
    assert status == 200 or answer.json()["type"].endswith(":unknown-host")


async def test_pages_of_the_origin_may_call(caller: httpx.AsyncClient) -> None:
    asked = {"Origin": "https://desk.example.org", "Access-Control-Request-Method": "POST"}
    preflight = await caller.options("/v1/check", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "https://desk.example.org"
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    answer = await caller.post("/v1/check", json=BODY, headers={**LET_IN, "Origin": "https://desk.example.org"})
    assert answer.headers["access-control-allow-origin"] == "https://desk.example.org"
    assert "Origin" in answer.headers["vary"]
    refused = await caller.post("/v1/check", json=BODY, headers={"Origin": "https://desk.example.org"})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, "https://desk.example.org")


async def test_other_pages_may_not(caller: httpx.AsyncClient) -> None:
    for origin in ("https://evil.test", "null", "https://desk.example.org.evil.test"):
        preflight = await caller.options("/v1/check", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
        assert "access-control-allow-origin" not in preflight.headers


def test_a_key_is_kept_as_its_digest() -> None:
    result = CliRunner().invoke(main, ["key", "desk"])
    key, entry = (line.split()[1] for line in result.output.splitlines())
    settings = from_environment({"FIGURECHECK_API_KEYS": entry})
    assert Keys(settings.api_keys).owner(f"Bearer {key}") == "desk"
    assert key not in entry


def test_a_key_in_place_of_its_digest_is_refused_without_saying_it() -> None:
    with pytest.raises(ValueError, match="FIGURECHECK_API_KEYS") as refused:
        from_environment({"FIGURECHECK_API_KEYS": f"desk:{KEY}"})
    assert KEY not in str(refused.value)


def test_a_bucket_refills_evenly() -> None:
    rates = Rates(60)
    for _ in range(60):
        rates.spend("a", 100.0)
    with pytest.raises(Refused):
        rates.spend("a", 100.0)
    rates.spend("b", 100.0)
    with pytest.raises(Refused):
        rates.spend("a", 100.9)
    rates.spend("a", 101.0)


def test_no_more_clients_are_remembered_than_there_is_room_for() -> None:
    rates = Rates(1)
    for number in range(3 * MOST_CLIENTS):
        rates.spend(str(number), 0.0)
    with pytest.raises(Refused):
        rates.spend(str(3 * MOST_CLIENTS - 1), 0.0)
    assert len(rates) <= MOST_CLIENTS


@pytest.mark.parametrize(
    ("host", "known"), [("[::1]:80", True), ("[::1]", True), ("", False), ("a", False), ("x.b.c", True), ("b.c", False)]
)
def test_names_of_hosts(host: str, known: bool) -> None:
    assert known_host(host, ("[::1]", "*.b.c")) is known
    assert known_host(host, ())
