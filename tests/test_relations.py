"""The relation of two quantities, from the table tests/corpus/judge/relations.toml; symmetric, whatever the order."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.judge.values import compare
from service.model import Canonical, Qualifier, Quantity, Unit

TABLE = Path(__file__).parent / "corpus" / "judge" / "relations.toml"
SIGNS: dict[str, Qualifier] = {"~": "about", ">": "more_than", ">=": "at_least", "<": "less_than", "<=": "at_most", "": "exact"}
METRES = {"km": ("kilometre", Decimal(1000)), "mile": ("mile", Decimal("1609.344"))}
NOTATION = re.compile(r"([~<>]=?|)([\d.e]+?)(?:\.\.(<?)([\d.e]+))?(?: (\S+))?")


def quantity(written: str) -> Quantity:
    match = NOTATION.fullmatch(written)
    assert match, written
    sign, figure, open_end, end, unit = match.groups()
    value = Decimal(figure)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    qualifier: Qualifier = ("vague" if open_end else "range") if end else SIGNS[sign]
    lower = None if qualifier in ("at_most", "less_than") else value
    upper = Decimal(end) if end else None if qualifier in ("at_least", "more_than") else value
    name, factor = METRES.get(unit or "", ("", Decimal(0)))
    return Quantity(
        lower=lower, upper=upper, lower_closed=qualifier != "more_than", upper_closed=qualifier not in ("less_than", "vague"),
        nominal=None if end else value, qualifier=qualifier, approximate=qualifier == "about",
        precision=Decimal(1).scaleb(exponent) if "e" in figure or "." in figure else Decimal(1), unit=unit_of(unit, name),
        canonical=Canonical(lower and lower * factor, upper and upper * factor, None if end else value * factor, "metre") if name else None,
    )  # fmt: skip


def unit_of(unit: str | None, length: str) -> Unit:
    if length:
        return Unit(length, unit, "length")
    if unit == "%":
        return Unit("percentage", "%", "percentage")
    return Unit({"USD": "dollar", "EUR": "euro"}[unit], unit, "currency") if unit else Unit("count")


@pytest.mark.parametrize("row", tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"], ids=lambda row: " | ".join(row["pair"]))
def test_relation(row: dict[str, Any]) -> None:
    first, second = (quantity(written) for written in row["pair"])
    for found in (compare(first, second), compare(second, first)):
        assert (found.relation if found else "") == row["relation"]
