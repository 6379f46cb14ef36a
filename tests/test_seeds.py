"""Each sample dossier gives the findings that seeds/*.expected.toml states, and none that it forbids."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from service import Document, Options, Report, check

SEEDS = Path(__file__).parent.parent / "seeds"
DOSSIERS = sorted(SEEDS.glob("*.json"))


class Dossier(msgspec.Struct, forbid_unknown_fields=True):
    documents: list[Document]
    options: Options = Options()


def report_on(path: Path) -> Report:
    dossier = msgspec.json.decode(path.read_bytes(), type=Dossier)
    return check(dossier.documents, Options(relations=("conflict", "compatible", "changed", "agree")))


def claims_at(report: Report, place: list[str]) -> set[str]:
    """Ids of the claims of a document whose expression or span reads as quoted."""
    name, quote = place
    return {c.id for c in report.claims if c.document_id == name and quote in (c.span.text, c.expression.text)}


def matches(report: Report, want: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that join claims at all the places of `want` and have its other keys."""
    groups = [claims_at(report, place) for place in want["claims"]]
    assert all(groups), f"not every place of {want['claims']} has a claim"
    keys = {key: value for key, value in want.items() if key not in {"claims", "why"}}
    found = (msgspec.to_builtins(f) for f in report.findings if all(group & set(f.claims) for group in groups))
    return [f for f in found if all(f[key] in value if isinstance(value, list) else f[key] == value for key, value in keys.items())]


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_findings(path: Path) -> None:
    report = report_on(path)
    expected = tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))
    missing = [want for want in expected["finding"] if not matches(report, want)]
    assert not missing
    wrong = [want for want in expected["silent"] if matches(report, {"relation": "conflict", **want})]
    assert not wrong
    conflicts = [f for f in report.findings if f.relation == "conflict"]
    wanted = {id(f) for f in conflicts for want in expected["finding"] if want["relation"] == "conflict" and joins(report, f.claims, want)}
    assert not [f.explanation for f in conflicts if id(f) not in wanted]


def joins(report: Report, claims: tuple[str, ...], want: dict[str, Any]) -> bool:
    return all(claims_at(report, place) & set(claims) for place in want["claims"])


def test_there_are_three() -> None:
    assert len(DOSSIERS) >= 3
