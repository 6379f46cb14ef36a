"""How sure a finding is: the chance that the two claims speak of one thing and stand in the relation that is stated.

A logistic model of a few features; its weights are in lexicon/confidence.toml and were fitted with
benchmarks/calibration.py on labelled pairs of texts.
"""

from __future__ import annotations

from math import exp, log

from service.lexicon import load
from service.model import Claim, Link, Slip

FEATURES = ("conflict", "changed", "compatible", "agree", "alike", "slip", "bound", "ratio")
# Slips that two figures hardly fit by chance: a disagreement that fits one is the more likely a slip about one thing.
SPECIFIC: tuple[Slip, ...] = ("digits_swapped", "magnitude", "unit_swapped", "currency_swapped", "day_month_swapped", "year_off_by_one")
_RELATIONS = 4
_LEAST, _MOST = 0.01, 0.99
_FARTHEST = 4.6
# Powers of ten that two figures may lie apart to be divided at all: beyond them they are as far apart as can be told.
_COMPARABLE = range(-4, 5)


def features(relation: str, link: Link, first: Claim, second: Claim, slip: Slip | None) -> tuple[float, ...]:
    """The features of a finding, in the order of FEATURES."""
    return (
        *(float(relation == name) for name in FEATURES[:_RELATIONS]),
        _logit(link.context),
        float(slip in SPECIFIC),
        float(_is_bound(first) != _is_bound(second)),
        _ratio(first, second),
    )


def confidence_of(relation: str, link: Link, first: Claim, second: Claim, slip: Slip | None) -> float:
    """From 0.01 to 0.99; of findings given at 0.8 to 0.9, about 85 in a hundred are right on the pairs that it was fitted on."""
    weights: dict[str, float] = load("confidence")["weights"]
    values = features(relation, link, first, second, slip)
    score = sum(weights[name] * value for name, value in zip(FEATURES, values, strict=True))
    return round(min(_MOST, max(_LEAST, 1 / (1 + exp(-score)))), 2)


def _is_bound(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.qualifier not in ("exact", "about")


def _ratio(first: Claim, second: Claim) -> float:
    """How many times as large one figure is as the other, as a logarithm, up to a hundred times; 0 where that can't be told."""
    one, two = (claim.quantity.nominal if claim.quantity else None for claim in (first, second))
    if not one or not two or one * two < 0:
        return 0.0
    times = float(max(abs(one), abs(two)) / min(abs(one), abs(two))) if one.adjusted() - two.adjusted() in _COMPARABLE else 0.0
    return min(_FARTHEST, log(times)) if times else _FARTHEST


def _logit(chance: float) -> float:
    held = min(_MOST, max(_LEAST, chance))
    return log(held / (1 - held))
