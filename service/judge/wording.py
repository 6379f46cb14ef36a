"""Figures, units, days and names of sources as a sentence in a newspaper has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from functools import cache

from service.lexicon import load
from service.model import Claim, Document

_LARGE = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_PLACES = 3
_LONGEST = 90
# Beyond so many places a figure is told by its power of ten.
_LONGEST_NUMBER = 24
_PERCENT = frozenset({"percentage", "%"})
_PLURALS = {"foot": "feet", "inch": "inches", "penny": "pence", "century": "centuries", "pound-mass": "pounds"}
_SAME = frozenset({"celsius", "fahrenheit", "yen", "yuan", "hertz", "mach", "lux", "horsepower", "stone"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def name(claim: Claim, documents: Mapping[str, Document]) -> str:
    """What a reader calls the claim's document."""
    document = documents.get(claim.document_id)
    return document.name if document else claim.document_id


def quote(claim: Claim) -> str:
    """The claim as written, on one line; its figure alone where it is long."""
    text = " ".join(claim.expression.text.split())
    home = claim.sentence
    if claim.quantity is not None and claim.quantity.qualifier == "range" and home is not None:
        before = home.text[: claim.expression.start - home.start].rstrip()
        text = next((f"{word} {text}" for word in ("between", "from") if before.casefold().endswith(f" {word}")), text)
    return text if len(text) <= _LONGEST else figure(claim)


def figure(claim: Claim) -> str:
    """The figure or date as written, on one line."""
    return " ".join(claim.span.text.split())


def listed(items: Sequence[str]) -> str:
    """Items in a row: a; a and b; a, b and c."""
    return " and ".join((*((", ".join(items[:-1]),) if len(items) > 1 else ()), *items[-1:]))


def number(value: Decimal) -> str:
    """A figure with thousands separators, millions in words, and neither exponent nor idle zeros."""
    if value and abs(value.adjusted()) >= _LONGEST_NUMBER:
        return f"{value:.2e}"
    value = short(value, _LONGEST_NUMBER)
    size = abs(value)
    for scale, word in _LARGE:
        scaled = value / scale
        if size >= scale and scaled == round(scaled, _PLACES):
            return f"{_plain(scaled)} {word}"
    if size >= 1 and value != value.to_integral_value():
        value = round(value, 2)
    return _plain(value)


def short(value: Decimal, digits: int = 3) -> Decimal:
    """A computed value to a few significant digits."""
    return Context(prec=digits).plus(value)


def amount(value: Decimal, unit: str) -> str:
    """A figure with its unit (a name or symbol): 9,000; 3.5 percent; $5 million; 12 kilometres; 1 day."""
    figure = number(value)
    if unit == "count":
        return figure
    if unit in _signs() and "." in figure and not figure[-1].isalpha():
        figure = f"{value:,.2f}"
    if unit in _PERCENT:
        return f"{figure} percent"
    sign = _signs().get(unit)
    if sign:
        return f"-{sign}{figure[1:]}" if figure.startswith("-") else f"{sign}{figure}"
    return f"{figure} {unit if abs(value) == 1 else plural(unit)}"


def span(lower: Decimal, upper: Decimal, unit: str) -> str:
    """A range with its unit: 40 to 45 percent; $47,500 to $52,500."""
    return f"{amount(lower, unit) if unit in _signs() else number(lower)} to {amount(upper, unit)}"


def plural(unit: str) -> str:
    """The plural of a unit's name: feet, degrees celsius, kilometres per hour; symbols and codes stay as they are."""
    head, per, rest = unit.partition(" per ")
    first, _, second = head.partition(" ")
    if not first.islower() or len(unit) <= 2 or not first.replace("-", "").isalpha():
        return unit
    if first == "degree":
        return f"degrees {second.title()}".rstrip() + per + rest
    stem, space, last = head.rpartition(" ")
    return f"{stem}{space}{_PLURALS.get(last) or (last if last in _SAME or last.endswith('s') else last + 's')}{per}{rest}"


def day(value: dt.date) -> str:
    """A day as news writes it: 13 November 2024."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _plain(value: Decimal) -> str:
    text = format(value.normalize(), ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _signs() -> dict[str, str]:
    """Currencies with a sign of one character, by code."""
    table = load("money")["currency"]
    return {code: sign for code, row in table.items() for sign in row.get("signs", ())[:1] if len(sign) == 1}
