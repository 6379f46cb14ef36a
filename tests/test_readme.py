"""The README says what is so: its settings, its commands, its request and the answer to it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import get_args

import httpx
import msgspec

from scripts import readme
from service.model.finding import Relation, Severity
from service.settings import Settings, variable

ROOT = Path(__file__).parent.parent
README = readme.README.read_text(encoding="utf-8")


def test_every_setting_is_in_the_table() -> None:
    for name in Settings.__struct_fields__:
        assert f"| `{variable(name)}` | `{msgspec.structs.asdict(Settings())[name]}` |" in README, "run `make readme`"
    assert readme.settings_table() in README, "run `make readme`"


async def test_the_request_is_answered_as_shown(client: httpx.AsyncClient) -> None:
    [line] = re.findall(r"curl -s http://127\.0\.0\.1:8000(\S+) -H 'Content-Type: application/json' -d '", README)
    [shown] = re.findall(r"<!-- answer -->\n```json\n(.*?)```", README, re.DOTALL)
    answer = await client.post(line, content=readme.request(README), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["findings"] == json.loads(shown), "run `make readme`"
    assert answer.json()["findings"], "an example without a finding shows nothing"


def test_the_curl_command_is_one_a_shell_runs(url: str) -> None:
    [command] = re.findall(r"```sh\n(curl .*?)```", README, re.DOTALL)
    ran = subprocess.run(["sh", "-c", command.replace("http://127.0.0.1:8000", url)], capture_output=True, check=True)
    assert json.loads(ran.stdout)["findings"]


def test_the_commands_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^    make ([a-z-]+)", README, re.MULTILINE)
    assert targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    paths = re.findall(r"seeds/[\w.-]+", README)
    assert paths
    assert all((ROOT / path).exists() for path in paths)


def test_every_relation_and_severity_is_explained() -> None:
    for word in (*get_args(Relation), *get_args(Severity)):
        assert f"| `{word}` |" in README
