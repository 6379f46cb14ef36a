"""Writes the parts of the README that follow from the code: the settings table, and the answer to its request.

python scripts/readme.py           rewrites README.md
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec

from service.api import jobs
from service.settings import Settings, variable

README = Path(__file__).parent.parent / "README.md"


def settings_table() -> str:
    """Every setting with its variable, default and meaning, as Markdown."""
    properties = msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]
    rows = [f"| `{variable(name)}` | `{field['default']}` | {field['description']} |" for name, field in properties.items()]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])


def request(readme: str) -> bytes:
    """The body that the README's curl posts."""
    found = re.search(r"<!-- request -->.*?-d '(.*?)'\n", readme, re.DOTALL)
    if found is None:
        raise ValueError("the README has no request")
    return found[1].encode()


def answer(body: bytes) -> str:
    """The findings that the service answers to it, as the README shows them."""
    findings = json.loads(jobs.answer("check", body, Settings()))["findings"]
    return f"```json\n{json.dumps(findings, indent=2, ensure_ascii=False)}\n```"


def filled(readme: str, name: str, content: str) -> str:
    """The README with the part between the markers `name` replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return pattern.sub(lambda match: f"{match[1]}{content}\n{match[2]}", readme)


def current(readme: str) -> str:
    """The README as it should be."""
    return filled(filled(readme, "settings", settings_table()), "answer", answer(request(readme)))


if __name__ == "__main__":
    README.write_text(current(README.read_text(encoding="utf-8")), encoding="utf-8")
