"""The SI factors of the lexicon against pint, and canonical values against pint's own conversion."""

from __future__ import annotations

from decimal import Decimal

import pint
import pytest

from service.lexicon import load
from service.lexicon.units import convert, factor_of, factors, units

REGISTRY: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
EXPRESSIONS: dict[str, str] = load("factors")["expression"]
SI = {
    "metre": "meter", "square metre": "meter**2", "cubic metre": "meter**3", "metre per second": "meter/second",
    "newton metre": "newton*meter", "metre per cubic metre": "meter/meter**3", "cubic metre per metre": "meter**3/meter",
    "metre per square second": "meter/second**2", "cubic metre per second": "meter**3/second", "kilogram per second": "kilogram/second",
    "bit per second": "bit/second", "kilogram per cubic metre": "kilogram/meter**3", "candela per square metre": "candela/meter**2",
    "pascal second": "pascal*second", "square metre per second": "meter**2/second", "kilogram per metre": "kilogram/meter",
}  # fmt: skip
OURS = {"percentage", "percentage point"}  # what pint has no SI unit for


@pytest.mark.parametrize("name", sorted(name for name, factor in factors().items() if factor.unit not in OURS))
def test_factor_is_pints(name: str) -> None:
    factor = factors()[name]
    target = SI.get(factor.unit, factor.unit)
    expression = EXPRESSIONS[name]
    for value in (Decimal(0), Decimal(1), Decimal("7.25")):
        if factor.plus:
            expected = REGISTRY.Quantity(value, expression).to(target).magnitude
        else:
            expected = (value * REGISTRY.parse_expression(expression)).to(target).magnitude
        assert float(convert(value, factor)) == pytest.approx(float(expected), rel=1e-12)


def test_every_unit_of_a_physical_dimension_has_a_factor() -> None:
    dimensions = {
        "length",
        "mass",
        "time",
        "area",
        "volume",
        "speed",
        "temperature",
        "power",
        "energy",
        "force",
        "pressure",
        "data storage",
    }
    without = sorted(name for name, unit in units().names.items() if unit.dimension in dimensions and factor_of(unit) is None)
    assert without == load("factors")["without"]["names"]


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("feet", "foot"),
        ("miles per hour", "mile per hour"),
        ("degrees celsius", "degree celsius"),
        ("barrels of oil equivalent", "barrel of oil equivalent"),
        ("centuries", "century"),
        ("pounds per square inch", "pound per square inch"),
        ("kilowatt hours", "kilowatt hour"),
        ("hertz", "hertz"),
        ("per cent", "percentage"),
    ],
)
def test_plurals_are_surfaces(surface: str, name: str) -> None:
    words = tuple(surface.split())
    assert dict(units().surfaces[words[0]])[words].name == name
