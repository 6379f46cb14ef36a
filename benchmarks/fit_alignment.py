"""Fits the weights of service/lexicon/alignment.toml on labelled pairs of sentences.

    python benchmarks/fit_alignment.py DIRECTORY [--write]

DIRECTORY holds files of one JSON object a line: `a`, `b` (two texts), `label` (conflict, consistent, unrelated), and where
known `links` ({"a": [start, end], "b": [start, end], "relation"}) or one `a_span` and `b_span`. Needs numpy and scipy, which
the service itself does not: run it in an environment of its own. Prints the cross-validated figures of each file (conflict F1,
precision, recall, false alarms per 100 rows that are none; links F1), and with --write puts the weights fitted on all rows.

The model is logistic, with one intercept per file while fitting, as the share of pairs that match differs from file to file.
Weights keep their sign (what tells two claims apart never speaks for them) and are drawn towards PRIOR, what is known before
any row is seen; with few rows of a kind the prior stands. Folds keep rows of one source together.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent.parent))
from service import Claim, Document, extract
from service.align.signature import signatures
from service.align.similarity import FEATURES, features
from service.judge.pairs import judge_pair
from service.judge.siblings import Siblings
from service.lexicon import load
from service.model import Link

TABLE = Path(__file__).parent.parent / "service" / "lexicon" / "alignment.toml"
PRIOR = {
    "left": 1.2, "right": 1.2, "near": 0.5, "near_in": 0.5, "words": 0.5, "cover": 0.5, "head_same": 1.2, "head_in": 0.2,
    "head_other": -0.4, "measure": 0.8, "subject": 0.5, "agent_other": -4.0, "bearer_other": -0.5, "event_same": 0.4,
    "event_other": -0.2, "opposite": -5.0, "fate_same": 2.0, "fate_other": -4.0, "named_other": -0.7, "cue_same": 0.6,
    "cue_other": -0.4, "role_other": -0.8, "unit_other": -0.6, "per_other": -1.5, "place_other": -0.9, "direction_other": -0.3,
    "contrast": -6.0, "whole_other": -0.8, "count_other": -1.2, "others": 1.0, "names": 0.5, "names_other": -0.4, "other_age": -1.5,
    "rare_unit": 0.8, "alone": 1.5, "elsewhere": -1.0,
    "kind_other": -1.5,
}  # fmt: skip
DATE_PRIOR = PRIOR | {"event_same": 0.8, "event_other": -1.0}
USED = [place for place, name in enumerate(FEATURES) if name not in ("bias", "equal")]
EQUAL = FEATURES.index("equal")
STRENGTH = 50.0
ROUNDS, FOLDS = 4, 5
DISAGREE = ("conflict", "changed")


class Pair(NamedTuple):
    kind: str
    vector: list[float]
    relation: str | None
    a: tuple[int, int]
    b: tuple[int, int]
    places: tuple[int, int]
    claims: tuple[Claim, Claim]


class Row(NamedTuple):
    source: str
    group: str
    data: dict[str, Any]
    pairs: list[Pair]
    siblings: Siblings


Model = dict[str, tuple[np.ndarray, float]]


def read(directory: Path) -> list[Row]:
    rows = []
    for path in sorted(directory.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            found = extract([Document(id="a", text=data["a"]), Document(id="b", text=data["b"])])
            siblings = defaultdict(list)
            for claim in (*found[0], *found[1]):
                if claim.sentence is not None:
                    siblings[claim.document_id, claim.sentence.start].append(claim)
            rows.append(Row(path.stem, re.sub(r"[-_]\w{1,6}$", "", data["id"]), data, pairs_of(found), siblings))
    return rows


def pairs_of(found: list[list[Claim]]) -> list[Pair]:
    signed = signatures([*found[0], *found[1]], {})
    left, right = signed[: len(found[0])], signed[len(found[0]) :]
    pairs = []
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            if one.family == two.family:
                kind = "date" if one.family == "date" else "quantity"
                found_relation = relation(one.claim, two.claim)
                pairs.append(Pair(kind, features(one, two), found_relation, at(one.claim), at(two.claim), (i, j), (one.claim, two.claim)))
    return pairs


def relation(first: Claim, second: Claim) -> str | None:
    finding = judge_pair(None, Link(first.id, second.id, 1.0, 1.0), first, second, {})
    return finding.relation if finding else None


def at(claim: Claim) -> tuple[int, int]:
    return claim.span.start, claim.span.end


def touch(one: Any, two: Any) -> bool:
    return bool(one[0] < two[1] and two[0] < one[1])


def named(row: Row, pair: Pair) -> bool:
    """Whether a pair is the one that its row is about, where the row says so."""
    return "a_span" not in row.data or (touch(pair.a, row.data["a_span"]) and touch(pair.b, row.data["b_span"]))


def labels(row: Row, model: Model | None) -> list[tuple[Pair, int, float]]:
    """Pairs with what is known of them: 1 for one claim, 0 for two, and how much each counts; disagreements count most."""
    if "links" in row.data:
        known = [
            (pair, int(any(touch(pair.a, link["a"]) and touch(pair.b, link["b"]) for link in row.data["links"]))) for pair in row.pairs
        ]
        return [(pair, same, 2.0 if pair.relation in DISAGREE else 0.5) for pair, same in known if same or pair.relation in DISAGREE]
    if "a_span" in row.data:
        about = [pair for pair in row.pairs if named(row, pair) and pair.relation]
        if row.data["label"] == "consistent":
            return [(pair, 1, 0.1) for pair in about if pair.relation not in DISAGREE]
        return [(pair, int(row.data["label"] == "conflict"), 0.7) for pair in about]
    conflicts = [pair for pair in row.pairs if pair.relation == "conflict"]
    if row.data["label"] == "conflict":
        return [(max(conflicts, key=lambda pair: score(model, pair)), 1, 0.15)] if conflicts else []
    return [(pair, 0, 0.15) for pair in conflicts]


def score(model: Model | None, pair: Pair) -> float:
    if model is None:
        return sum(pair.vector[1:8])
    weights, bias = model[pair.kind]
    return float(np.dot(weights, [pair.vector[place] for place in USED]) + bias)


def fit(rows: list[Row]) -> Model:
    """The model of some rows; which pair of a conflicting row is meant is guessed anew each round."""
    model: Model | None = None
    for _ in range(ROUNDS):
        model = {kind: solve(rows, kind, model) for kind in ("quantity", "date")}
    assert model is not None
    return model


def solve(rows: list[Row], kind: str, model: Model | None) -> tuple[np.ndarray, float]:
    sources = sorted({row.source for row in rows})
    known = [(row.source, *label) for row in rows for label in labels(row, model) if label[0].kind == kind]
    x = np.array([[pair.vector[place] for place in USED] for _, pair, _, _ in known])
    own = np.array([[float(source == name) for name in sources] for source, _, _, _ in known])
    y, weight = np.array([same for _, _, same, _ in known]), np.array([count for _, _, _, count in known])
    prior = np.array([(DATE_PRIOR if kind == "date" else PRIOR).get(FEATURES[place], 0.0) for place in USED])
    size = len(USED)

    def loss(v: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ v[:size] + own @ v[size:]
        slope = weight * (1 / (1 + np.exp(-z)) - y)
        pull = v[:size] - prior
        value = float((weight * (np.logaddexp(0, z) - y * z)).sum() + STRENGTH / 2 * (pull**2).sum())
        return value, np.concatenate([x.T @ slope + STRENGTH * pull, own.T @ slope])

    bounds = [(None, 0) if sign < 0 else (0, None) for sign in prior] + [(None, None)] * len(sources)
    best = minimize(loss, np.concatenate([prior, np.full(len(sources), -3.0)]), jac=True, bounds=bounds, method="L-BFGS-B").x
    said = (own * (weight * y)[:, None]).sum(axis=0)  # a file without pairs that match has no say in the intercept
    return best[:size], float(np.average(best[size:], weights=np.minimum(said, 1.0)))


def predict(model: Model, row: Row) -> list[Pair]:
    """The links that alignment would make between two sentences, as far as they are reported, with the relation that is."""
    table = load("alignment")
    least = float(np.log(table["threshold"]["link"] / (1 - table["threshold"]["link"])))
    ranked = []
    for pair in row.pairs:
        context = score(model, pair)
        ranked.append((-context - table[pair.kind]["equal"] * pair.vector[EQUAL], pair.places, context, pair))
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for total, (i, j), context, pair in sorted(ranked, key=lambda entry: entry[:2]):
        if -total >= least and i not in left and j not in right:
            left.add(i)
            right.add(j)
            one, two = pair.claims
            link = Link(one.id, two.id, float(1 / (1 + np.exp(total))), float(1 / (1 + np.exp(-context))))
            finding = judge_pair(None, link, one, two, {}, siblings=row.siblings)
            if finding is not None:
                found.append(pair._replace(relation=finding.relation))
    return found


def report(rows: list[Row], models: dict[str, Model]) -> None:
    outcome: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found = predict(models[row.group], row)
        flagged = any(pair.relation == "conflict" and named(row, pair) for pair in found)
        outcome[row.source]["flagged" if row.data["label"] == "conflict" else "false"] += flagged
        outcome[row.source]["conflict" if row.data["label"] == "conflict" else "other"] += 1
        for link in row.data.get("links", ()):
            outcome[row.source]["linked"] += any(touch(pair.a, link["a"]) and touch(pair.b, link["b"]) for pair in found)
        if "links" in row.data:
            outcome[row.source]["links"] += len(row.data["links"])
            outcome[row.source]["made"] += len(found)
    for source, o in outcome.items():
        stated = o["flagged"] + o["false"]
        f1 = 200 * o["flagged"] / max(1, stated + o["conflict"])
        links = f", links F1 {200 * o['linked'] / max(1, o['links'] + o['made']):.1f}" if o["links"] else ""
        print(f"{source}: F1 {f1:.1f}, P {100 * o['flagged'] / max(1, stated):.1f}, R {100 * o['flagged'] / max(1, o['conflict']):.1f}, "
              f"false per 100 {100 * o['false'] / max(1, o['other']):.1f}{links}")  # fmt: skip


def write(model: Model) -> None:
    """Puts the weights of a model into the table, leaving its comments and other values as they are."""
    kind, lines = "", []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        header = re.fullmatch(r"\[(\w+)\]", line)
        name = line.partition(" ")[0]
        kind = header.group(1) if header else kind
        if not header and kind in model and name in FEATURES and name != "equal":
            continue
        lines.append(line)
        if header and kind in model:
            weights, bias = model[kind]
            told = ((FEATURES[place], weight) for place, weight in zip(USED, weights, strict=True) if abs(weight) >= 0.005)
            lines += [f"bias = {bias:.2f}", *(f"{name} = {weight:.2f}" for name, weight in told)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--write", action="store_true", help="put the weights fitted on all rows into the lexicon")
    arguments = parser.parse_args()
    rows = read(arguments.directory)
    groups = sorted({row.group for row in rows})
    np.random.default_rng(0).shuffle(groups)
    folds = {group: number % FOLDS for number, group in enumerate(groups)}
    by_fold = [fit([row for row in rows if folds[row.group] != number]) for number in range(FOLDS)]
    report(rows, {group: by_fold[fold] for group, fold in folds.items()})
    if arguments.write:
        write(fit(rows))


if __name__ == "__main__":
    main()
