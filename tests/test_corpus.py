"""Runs every table of tests/corpus: a text in, its claims out. CONTRIBUTING.md says how a row is written."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service import Claim, Document, extract

TABLES = sorted((Path(__file__).parent / "corpus").glob("*.toml"))


def rows() -> list[Any]:
    found = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        kinds = frozenset(table.get("kinds", ["quantity", "date", "duration"]))
        default = table.get("published_at")
        for number, row in enumerate(table["row"], 1):
            found.append(pytest.param(kinds, {"published_at": default, **row}, id=f"{path.stem}-{number}"))
    return found


@pytest.mark.parametrize(("kinds", "row"), rows())
def test_row(kinds: frozenset[str], row: dict[str, Any]) -> None:
    """`claims` lists every claim of the table's kinds, in order; of each, only the keys that the row gives are compared."""
    document = Document(id="t", text=row["text"], published_at=row["published_at"] or None)
    claims = [claim for claim in extract([document])[0] if claim.kind in kinds]
    wanted = row.get("claims", [])
    assert [claim.span.text for claim in claims] == [want["span"] for want in wanted]
    for claim, want in zip(claims, wanted, strict=True):
        got = flat(claim)
        assert {key: got[key] for key in want} == want


def flat(claim: Claim) -> dict[str, Any]:
    """A claim as the tables speak of it: one level, an empty string for null, dates as dates."""
    quantity, date, measure = claim.quantity, claim.date, claim.measure
    fields: dict[str, Any] = {
        "kind": claim.kind,
        "span": claim.span.text,
        "expression": claim.expression.text,
        "role": claim.role,
        "head": measure.head,
        "measure": measure.text,
        "subject": measure.subject,
        "event": measure.event,
        "whole": measure.whole,
        "place": list(measure.place),
        "attribution": claim.attribution,
        "time_lower": claim.time.lower,
        "time_upper": claim.time.upper,
    }
    if quantity:
        fields |= {
            "lower": quantity.lower,
            "upper": quantity.upper,
            "lower_closed": quantity.lower_closed,
            "upper_closed": quantity.upper_closed,
            "nominal": quantity.nominal,
            "qualifier": quantity.qualifier,
            "direction": quantity.direction,
            "approximate": quantity.approximate,
            "unit": quantity.unit.name,
            "symbol": quantity.unit.symbol,
            "dimension": quantity.unit.dimension,
            "per": quantity.per.name if quantity.per else None,
            "precision": quantity.precision,
            "canonical": quantity.canonical.nominal if quantity.canonical else None,
            "canonical_unit": quantity.canonical.unit if quantity.canonical else None,
        }
    if date:
        fields |= {
            "type": date.type,
            "timex": date.timex,
            "date_lower": date.lower,
            "date_upper": date.upper,
            "modifier": date.modifier,
            "relative": date.relative,
            "resolved": date.resolved,
            "ambiguous": date.ambiguous,
        }
    return {key: "" if value is None else value for key, value in fields.items()}


def test_there_are_tables() -> None:
    assert TABLES
