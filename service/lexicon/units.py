"""Unit knowledge: names, surfaces, symbols and dimensions of units, and what one of them is in SI units.

Names and surfaces are quantulum3's (its packaged data, read without its parser, whose first use takes two seconds)
with the additions and corrections of units.toml; the factors of factors.toml are pint's, and a test compares them.
"""

from __future__ import annotations

import json
import re
from decimal import Context, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from service.model import Unit

from . import load

_PREFIXES = {"p": "pico", "n": "nano", "µ": "micro", "m": "milli", "k": "kilo", "M": "mega", "G": "giga", "T": "tera"}
_IRREGULAR = {
    "foot": "feet",
    "century": "centuries",
    "penny": "pence",
    "henry": "henries",
    "inch": "inches",
    "torr": "torr",
    "stone": "stone",
}
_INVARIANT = frozenset(
    {"percent", "cent", "celsius", "fahrenheit", "centigrade", "hertz", "lux", "horsepower", "c", "f", "mm", "km", "kg", "kgs", "kms"}
)
_WORDS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*|[0-9]+|[^\s-]")
_CONTEXT = Context(prec=34)

Surface = tuple[tuple[str, ...], Unit]


class Factor(Struct, frozen=True):
    """What one unit is in the SI unit of its dimension: value × `times` + `plus`."""

    times: Decimal
    unit: str
    plus: Decimal = Decimal(0)


class Units(Struct, frozen=True):
    """All units: by name; surfaces by their first word, longest first; symbols as they are written."""

    names: dict[str, Unit]
    surfaces: dict[str, tuple[Surface, ...]]
    symbols: dict[str, Unit]
    glued: dict[str, Unit]
    spaced: frozenset[str]
    glued_only: frozenset[str]


def words_of(surface: str) -> tuple[str, ...]:
    """A surface as the lower-case words that the scanner cuts it into, without hyphens."""
    return tuple(_WORDS.findall(surface.lower()))


def plural(surface: str) -> str:
    """The plural of a unit's surface: its head noun is the word before "per", "of", "a", "an", else the last one."""
    head, joint, rest = surface, "", ""
    for mark in (" per ", " of ", " a ", " an ", " celsius", " fahrenheit", " centigrade", " c", " f", " sterling", "-per-", "-an-"):
        at = surface.find(mark)
        if at > 0 and (mark not in {" c", " f"} or surface.endswith(mark)):
            head, joint, rest = surface[:at], mark, surface[at + len(mark) :]
            break
    stem, word = re.fullmatch(r"(.*?)([^\s-]*)", head).groups()  # type: ignore[union-attr]
    if word in _INVARIANT:
        many = word
    elif word in _IRREGULAR:
        many = _IRREGULAR[word]
    elif word.endswith(("s", "x", "ch")):
        many = word + "es"
    elif word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        many = word[:-1] + "ies"
    else:
        many = word + "s"
    return stem + many + joint + rest


@cache
def units() -> Units:
    """The unit tables, read once."""
    own = load("units")
    dropped, unwritten = frozenset(own["drop_surfaces"]), frozenset(own["drop_symbols"])
    ours = {entry["name"]: entry for entry in own["unit"]}
    names: dict[str, Unit] = {}
    surfaces: dict[tuple[str, ...], Unit] = {}
    symbols: dict[str, Unit] = {}

    def put(entry: dict[str, Any], unit: Unit, keep: frozenset[str], write: frozenset[str]) -> None:
        spoken = [surface for surface in entry.get("surfaces", ()) if surface.lower() not in keep]
        written = [symbol for symbol in entry.get("symbols", ()) if symbol not in write]
        if not spoken and not written and unit.name not in ours:
            return
        names.setdefault(unit.name, unit)
        for surface in spoken:
            surfaces.setdefault(words_of(surface), unit)
            surfaces.setdefault(words_of(plural(surface.lower())), unit)
        for symbol in written:
            symbols.setdefault(symbol, unit)
        for prefix in entry.get("prefixes", ()):
            if prefix in own["prefixes_in_use"] and spoken:
                name, main = _PREFIXES[prefix], entry.get("symbol")
                prefixed = Unit(name + unit.name, prefix + main if main else None, unit.dimension)
                put({"surfaces": [name + surface for surface in spoken], "symbols": [prefix + main] if main else []}, prefixed, keep, write)

    for entry in own["unit"]:
        put(entry, Unit(entry["name"], entry.get("symbol"), entry["dimension"]), frozenset(), frozenset())
    packaged: dict[str, dict[str, Any]] = json.loads((files("quantulum3") / "units.json").read_text(encoding="utf-8"))
    for name, theirs in packaged.items():
        low = name.lower()
        if theirs["entity"] == "currency" or low in {"count", "unk", "dimensionless"}:
            continue
        symbol = next(iter(theirs.get("symbols", ())), None)
        if low in ours:  # ours say how it is written; theirs may still add prefixes
            put({"symbol": symbol, "prefixes": theirs.get("prefixes", ()), "surfaces": theirs["surfaces"]}, names[low], dropped, unwritten)
            continue
        dimension = "proportion" if theirs["entity"] == "dimensionless" else theirs["entity"]
        put(theirs | {"symbol": symbol}, Unit(low, symbol, dimension), dropped, unwritten)

    index: dict[str, list[Surface]] = {}
    for words, unit in surfaces.items():
        index.setdefault(words[0], []).append((words, unit))
    return Units(
        names=names,
        surfaces={first: tuple(sorted(found, key=lambda surface: (-len(surface[0]), surface[0]))) for first, found in index.items()},
        symbols={symbol: unit for symbol, unit in symbols.items() if len(symbol) > 1 or not symbol.isalpha()},
        glued={letter: names[name] for letter, name in own["single"]["glued"].items()},
        spaced=frozenset(own["single"]["spaced"]),
        glued_only=frozenset(own["single"]["glued_only"]),
    )


@cache
def factors() -> dict[str, Factor]:
    """The SI factor of every unit that has one, by name."""
    return {
        name: Factor(Decimal(row[0]), row[1], Decimal(row[2]) if len(row) > 2 else Decimal(0))
        for name, row in load("factors")["factor"].items()
    }


def factor_of(unit: Unit) -> Factor | None:
    """What `unit` is in SI units, or None where it has no fixed one (money, counts, points).

    Composed units ("ampere per square centimetre", "litre per kilometre") are worked out from their parts.
    """
    return _factor(unit.name)


@cache
def _factor(name: str) -> Factor | None:
    known = factors().get(name)
    if known:
        return known
    over, per, under = name.rpartition(" per ")
    if per:
        top, bottom = _factor(over), _factor(under)
        if top and bottom and not top.plus and not bottom.plus:
            return Factor(_CONTEXT.divide(top.times, bottom.times), f"{top.unit} per {bottom.unit}")
        return None
    for power, word in ((2, "square "), (3, "cubic ")):
        if name.startswith(word):
            base = _factor(name.removeprefix(word))
            return Factor(_CONTEXT.power(base.times, power), word + base.unit) if base and not base.plus else None
    return None


def convert(value: Decimal, factor: Factor) -> Decimal:
    """`value` in SI units."""
    return _CONTEXT.add(_CONTEXT.multiply(value, factor.times), factor.plus)
