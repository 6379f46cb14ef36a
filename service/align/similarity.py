"""How much two claims look like the same claim: a few features, and a score from weights that are data."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from math import exp, log
from operator import mul

from msgspec import Struct

from service.lexicon import load

from .signature import Signature, is_base
from .words import light_verbs, opposites, weight_of

FEATURES = (
    "bias", "left", "right", "near", "near_in", "words", "cover", "head_same", "head_in", "head_other", "measure", "subject",
    "agent_other", "bearer_other", "event_same", "event_other", "opposite", "fate_same", "fate_other", "named_other",
    "cue_same", "cue_other", "role_other", "unit_other", "per_other", "place_other", "direction_other", "contrast",
    "whole_other", "count_other", "others", "equal", "names", "names_other", "other_age", "rare_unit", "alone", "elsewhere", "kind_other",
)  # fmt: skip


# Families that every news text has; a shared unit of another (inches, tonnes, degrees) says something by itself, the less the
# more sentences have it.
_FREQUENT = frozenset({"count", "currency", "percentage", "time", "date", "ordinal", "score", "scale"})


# How many features evidence names at most, and from which weight on.
_TOLD, _WEIGHTY = 6, 0.2


class Score(Struct, frozen=True):
    """How alike two claims are: with the value counted (`link`), and by their context alone (`context`); both from 0 to 1.

    `terms` is what each of FEATURES adds to the log odds, `rivalry` what is taken off.
    """

    link: float
    context: float
    shared: tuple[str, ...]
    terms: tuple[float, ...]
    rivalry: float


def features(first: Signature, second: Signature) -> list[float]:
    """The features of a pair, in the order of FEATURES; symmetric."""
    one, two = first.claim, second.claim
    q1, q2 = one.quantity, two.quantity
    heads = bool(first.head and second.head)
    others = len(first.figures) + len(second.figures)
    names = first.names & second.names
    both = first.words.keys() & second.words.keys()
    cover = max(_held(first.words, both, first.words_total), _held(second.words, both, second.words_total))
    fewest = min(len(first.names), len(second.names))
    return [
        1.0,
        _cosine(first.left, second.left, first.left_norm * second.left_norm),
        _cosine(first.right, second.right, first.right_norm * second.right_norm),
        _cosine(first.near, second.near, first.near_norm * second.near_norm),
        (_held(first.near, both, first.near_total) + _held(second.near, both, second.near_total)) / 2,
        sum([first.words[stem] * second.words[stem] for stem in sorted(both)]) / (first.words_norm * second.words_norm) if both else 0.0,
        cover,
        weight_of(first.head) if first.head is not None and first.head == second.head else 0.0,
        (float(first.head in second.words) + float(second.head in first.words)) / 2 if heads else 0.0,
        float(heads and first.head != second.head and first.head not in second.words and second.head not in first.words),
        _dice(first.measure, second.measure),
        _dice(first.subject, second.subject),
        min(_unlike(first.agent, second.agent), _absent(first.agent, second.names), _absent(second.agent, first.names)),
        _unlike(first.bearer, second.bearer),
        float(first.event is not None and first.event == second.event and first.event not in light_verbs()),
        float(first.event is not None and second.event is not None and first.event != second.event),
        float((first.event, second.event) in opposites()),
        float(first.fate is not None and first.fate == second.fate),
        float(first.fate is not None and second.fate is not None and first.fate != second.fate),
        float(first.named != second.named),
        float(first.cue is not None and first.cue == second.cue),
        float(first.cue != second.cue and ("from" in (first.cue, second.cue) or "by" in (first.cue, second.cue))),
        float(first.role != second.role and "forecast" not in (first.role, second.role)),
        float(q1 is not None and q2 is not None and q1.unit != q2.unit and not first.family == second.family == "count"),
        float(q1 is not None and q2 is not None and q1.per != q2.per),
        float(_other_place(first, second)),
        float(q1 is not None and q2 is not None and q1.direction is not None and q2.direction is not None and q1.direction != q2.direction),
        float(_contrast(first, second) or (heads and _crossed(first, second))),
        _unlike(first.whole, second.whole),
        float(_other_count(first, second)),
        2 * len(first.figures & second.figures) / others if others else 0.0,
        float(first.value == second.value and is_base(first.cue) == is_base(second.cue)),
        len(names) / fewest if fewest else 0.0,
        float(fewest > 0 and not names),
        float("age" in (one.role, two.role) and not first.bearer & second.bearer),
        _rare_unit(first, second),
        float(first.alone and second.alone) * cover,
        float(first.value in second.beside or second.value in first.beside),
        float(_other_kind(first, second)),
    ]


def score(first: Signature, second: Signature) -> Score:
    """How alike two claims of one family are."""
    kind = "date" if first.family == "date" else "quantity"
    terms = tuple(map(mul, _weights(kind), features(first, second)))
    rivalry = _rivalry(first, second, kind)
    total = sum(terms) - rivalry
    context = total - terms[_EQUAL]
    shared = tuple(sorted((first.near.keys() & second.near.keys()) | (first.words.keys() & second.words.keys() & first.names)))
    return Score(_logistic(total), _logistic(context), shared[:8], terms, rivalry)


def deciding(found: Score) -> dict[str, float]:
    """The features that weigh most in a score, with what each adds to the log odds, weightiest first."""
    told = [(name, term) for name, term in zip(FEATURES, found.terms, strict=True) if abs(term) >= _WEIGHTY and name != "bias"]
    if found.rivalry >= _WEIGHTY:
        told.append(("rivalry", -found.rivalry))
    told.sort(key=lambda feature: (-abs(feature[1]), feature[0]))
    return {name: round(term, 2) for name, term in told[:_TOLD]}


def hopeless(first: Signature, second: Signature, least: float) -> bool:
    """Whether two claims of one family stay below `least` for certain, whatever the features that cost most to compute say."""
    kind = "date" if first.family == "date" else "quantity"
    weight = _named(kind)
    most = weight["free"] - _rivalry(first, second, kind)
    if not first.near.keys().isdisjoint(second.near):  # near is left and right together
        most += weight["near"]
        if not first.left.keys().isdisjoint(second.left):
            most += weight["left"]
        if not first.right.keys().isdisjoint(second.right):
            most += weight["right"]
    if first.head is not None and first.head == second.head:
        most += weight["head_same"]
    if not first.measure.isdisjoint(second.measure):
        most += weight["measure"]
    if not first.subject.isdisjoint(second.subject):
        most += weight["subject"]
    if not first.figures.isdisjoint(second.figures):
        most += weight["others"]
    if first.fate is not None and first.fate == second.fate:
        most += weight["fate_same"]
    if first.value == second.value:
        most += weight["equal"]
    if first.alone and second.alone:
        most += weight["alone"]
    if not first.names.isdisjoint(second.names):
        most += weight["names"]
    if first.event is not None and first.event == second.event:
        most += weight["event_same"]
    if first.cue is not None and first.cue == second.cue:
        most += weight["cue_same"]
    if _rare_unit(first, second) > 0:
        most += weight["rare_unit"]
    return most < log(least / (1 - least))


_EQUAL = FEATURES.index("equal")
# Features that `hopeless` looks at one by one; all other positive ones it grants.
_LOOKED_AT = (
    "left", "right", "near", "head_same", "measure", "subject", "others", "fate_same", "equal", "alone", "names", "event_same", "cue_same",
    "rare_unit",
)  # fmt: skip


@cache
def _named(kind: str) -> dict[str, float]:
    """Weights by name, those below zero as zero; `free` is the bias with every positive weight that is not looked at."""
    table = dict(zip(FEATURES, _weights(kind), strict=True))
    positive = {name: max(0.0, weight) for name, weight in table.items()}
    free = table["bias"] + sum(positive[name] for name in FEATURES if name not in (*_LOOKED_AT, "bias"))
    return {**positive, "free": free}


def _rivalry(first: Signature, second: Signature, kind: str) -> float:
    """What is taken off the score because a claim has at most one counterpart among the sentences of the other document.

    Were all of n sentences alike, each would be the one with a chance of one in n: log n in the logistic's terms, of
    which a part is counted, as the words already tell most of the sentences apart; three times that for dates of other
    predicates, as a long text dates many events. Where both tell of one happening, only the sentences with its predicate
    are rivals.
    """
    share: float = load("alignment")["rivalry"][kind]
    if kind == "date" and first.event is not None and second.event is not None:
        if first.event == second.event and _same_happening(first, second):
            return share * log(max(1, first.alike) * max(1, second.alike)) / 2
        if first.event != second.event:
            share *= 3
    return share * log(first.rivals * second.rivals) / 2


@cache
def _weights(kind: str) -> tuple[float, ...]:
    table: Mapping[str, float] = load("alignment")[kind]
    return tuple(float(table.get(name, 0.0)) for name in FEATURES)


def _same_happening(first: Signature, second: Signature) -> bool:
    """Whether two sentences with one predicate share more than it: a name, or another word beside their dates."""
    if first.event in light_verbs():
        return False
    return not first.names.isdisjoint(second.names) or bool((first.near.keys() & second.near.keys()) - {first.event})


def _cosine(one: Mapping[str, float], two: Mapping[str, float], norms: float) -> float:
    if not norms or one.keys().isdisjoint(two):
        return 0.0
    if len(two) < len(one):
        one, two = two, one
    return sum([weight * two[stem] for stem, weight in one.items() if stem in two]) / norms


def _held(bag: Mapping[str, float], both: Set[str], total: float) -> float:
    """The share of a bag's weight, `total` in all, that lies on words which both sentences hold."""
    return sum([weight for stem, weight in bag.items() if stem in both]) / total if both and total else 0.0


def _other_place(first: Signature, second: Signature) -> bool:
    """Whether two clauses name places of which neither sentence names any of the other's."""
    if not first.place or not second.place:
        return False
    return not (first.place & (second.place | second.names) or second.place & first.names)


def _contrast(first: Signature, second: Signature) -> bool:
    """Whether two claims name kinds that exclude each other (public and private colleges), or are results of other matches."""
    if _unknown(first, second) and _unknown(second, first):
        return True
    if not first.kinds or not second.kinds:
        return False
    return any(not kinds & second.kinds[group] for group, kinds in first.kinds.items() if group in second.kinds)


def _unknown(score: Signature, other: Signature) -> bool:
    """Whether a side of a result is nowhere named in the other sentence."""
    return any(side.isdisjoint(other.words) for side in score.sides)


def _crossed(first: Signature, second: Signature) -> bool:
    """Whether each counts what a figure beside the other counts: 14 soldiers and 32 militants, 14 militants and 32 soldiers."""
    return first.head != second.head and first.head in second.heads and second.head in first.heads


def _other_kind(first: Signature, second: Signature) -> bool:
    """Whether two measures of one noun are told apart by what modifies it: operating profit, net profit.

    Both must have a modifier that the other sentence lacks: a text may leave one out that all know of.
    """
    if first.head is None or first.head != second.head:
        return False
    one, two = first.modifiers - second.measure, second.modifiers - first.measure
    return bool(one and two) and not (one & second.words.keys() or two & first.words.keys())


def _rare_unit(first: Signature, second: Signature) -> float:
    """How much it says that two figures share a unit: something where few texts have it, the less the more sentences have it."""
    one, two = first.claim.quantity, second.claim.quantity
    if one is None or two is None or one.unit != two.unit or first.family in _FREQUENT:
        return 0.0
    return 1 / max(first.rivals, second.rivals)


def _other_count(first: Signature, second: Signature) -> bool:
    """Whether two figures count different things: other nouns, or things on one side and a reading with decimals on the other."""
    if first.family != "count" or (first.fate is not None and first.fate == second.fate):
        return False
    if first.head is None or second.head is None:
        return False
    if any(side.claim.quantity is not None and side.claim.quantity.unit.name == "point" for side in (first, second)):
        return False
    decimals = "." in first.value, "." in second.value
    return decimals[0] != decimals[1] or (first.head != second.head and not first.measure & second.measure)


def _unlike(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of the shorter list of names that the other lacks; 0 where there is nothing to compare."""
    fewest = min(len(one), len(two))
    return 1 - len(one & two) / fewest if fewest else 0.0


def _absent(told: frozenset[str], names: frozenset[str]) -> float:
    """The share of some names that a sentence nowhere holds."""
    return 1 - len(told & names) / len(told) if told else 0.0


def _dice(one: frozenset[str], two: frozenset[str]) -> float:
    total = len(one) + len(two)
    return 2 * len(one & two) / total if total else 0.0


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
