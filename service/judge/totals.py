"""A figure that is the sum of two of the other text."""

from __future__ import annotations

from service.lexicon import load
from service.model import Claim

from .siblings import Siblings, beside

# Nouns that cover people of every kind.
_ANYONE = frozenset(load("tolls")["anyone"])


def is_sum(total: Claim, part: Claim, siblings: Siblings) -> bool:
    """Whether a figure is the sum of two counts of one noun that stand beside each other in the other text: 17 of 11 and six."""
    one, whole = part.quantity, total.quantity
    if (
        "score" in (part.role, total.role)
        or one is None
        or whole is None
        or one.nominal is None
        or whole.nominal is None
        or one.unit != whole.unit
        or one.unit.name != "count"
    ):
        return False
    return any(
        other.quantity is not None and other.id != part.id and other.quantity.unit == one.unit and other.quantity.nominal is not None
        and _adds_to(total, part, other)
        and other.quantity.nominal + one.nominal == whole.nominal
        for other in beside(part, siblings)
    )  # fmt: skip


def _adds_to(total: Claim, part: Claim, other: Claim) -> bool:
    """Whether two counts are of things that one event befell and that the total's noun covers: militants and soldiers are people."""
    if part.measure.event is None or part.measure.event != other.measure.event or part.measure.head is None:
        return False
    return part.measure.head == other.measure.head or total.measure.head in _ANYONE
