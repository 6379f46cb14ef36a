"""Runs every table of tests/corpus/findings: documents in, findings out.

A row gives `texts` (one document each, `a`, `b`, … in order; `published_at` for all, or one each in `days`) and the
`findings` that must come out, in any order: of each only the keys that the row gives are compared, `spans` being the
figures it joins. A row without findings must stay silent. `kinds` and `relations` of a table say which findings count.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service import Document, Options, check
from service.model import Finding, Report

TABLES = sorted((Path(__file__).parent / "corpus" / "findings").glob("*.toml"))


def rows() -> list[Any]:
    found: list[Any] = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        defaults = {key: table[key] for key in ("kinds", "relations", "published_at") if key in table}
        found.extend(pytest.param({**defaults, **row}, id=f"{path.stem}-{number}") for number, row in enumerate(table["row"], 1))
    return found


@pytest.mark.parametrize("row", rows())
def test_row(row: dict[str, Any]) -> None:
    days = row.get("days", [row.get("published_at")] * len(row["texts"]))
    documents = [
        Document(id=name, text=text, source=name.upper(), published_at=day)
        for name, text, day in zip("abcdefgh", row["texts"], days, strict=False)
    ]
    report = check(documents, Options(relations=tuple(row.get("relations", ("conflict", "changed", "compatible")))))
    kinds = row.get("kinds", ["value", "date", "arithmetic"])
    wanted = row.get("findings", [])
    got = [flat(finding, report) for finding in report.findings if finding.kind in kinds]
    keys = [set(want) for want in wanted]
    assert len(got) == len(wanted), got
    for want, names in zip(wanted, keys, strict=True):
        assert any({name: one[name] for name in names} == want for one in got), (want, got)


def flat(finding: Finding, report: Report) -> dict[str, Any]:
    """A finding as the tables speak of it; an empty string for null."""
    claims = {claim.id: claim for claim in report.claims}
    fields = {
        "kind": finding.kind,
        "relation": finding.relation,
        "check": finding.check,
        "slip": finding.slip,
        "severity": finding.severity,
        "spans": [claims[claim].span.text for claim in finding.claims],
        "explanation": finding.explanation,
    }
    return {key: "" if value is None else value for key, value in fields.items()}


def test_half_of_the_rows_stay_silent() -> None:
    silent = sum("findings" not in row.values[0] for row in rows())
    assert silent * 2 >= len(rows()) - 1
