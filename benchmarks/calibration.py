"""Whether confidence means what it says: of findings given at 0.8 to 0.9, how many are right.

    python -m benchmarks.calibration FOLDER [--fit]

FOLDER holds pairs of texts as JSON lines: `a`, `b`, a `label` (conflict or another), and optionally `links` (`a` and `b` as offsets,
and a `relation`) or the spans of one link (`a_span`, `b_span`). With links, a finding on two figures is right where a link joins
the same figures in the same relation; without, only conflicts are judged, by the label. `--fit` prints the weights of
service/lexicon/confidence.toml that fit best, and the table that five-fold cross-validation gives with them.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from service import Document, Options, Report, check
from service.judge.confidence import FEATURES, features
from service.model import Finding

ALL = Options(relations=("conflict", "compatible", "changed", "agree"))
BANDS = 10
# So many rows with links, which tell of different stories, make a dossier of two long texts.
GROUPS = (10, 50)
FOLDS = 5
STEPS, RATE, RIDGE = 800, 0.5, 0.005


class Case(NamedTuple):
    """A finding: the set it is from, its relation, its features, the stated confidence, and whether it is right."""

    table: str
    relation: str
    values: tuple[float, ...]
    stated: float
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    if arguments.folder is None:
        print("Calibration needs a folder of labelled pairs of texts; there is none in this repository.")
        return
    cases = [case for path in sorted(arguments.folder.glob("*.jsonl")) for case in cases_of(path)]
    for relation in ("conflict", "changed", "compatible", "agree"):
        show(f"{relation}, as stated", [(case.stated, case.right) for case in cases if case.relation == relation])
    for table in dict.fromkeys(case.table for case in cases):
        show(
            f"conflicts of {table}, as stated",
            [(case.stated, case.right) for case in cases if case.table == table and case.relation == "conflict"],
        )
    show("all, as stated", [(case.stated, case.right) for case in cases])
    if arguments.fit:
        fitted(cases)


def cases_of(path: Path) -> Iterator[Case]:
    """The findings on the rows of a file that its labels can judge: each row by itself, and rows with links in groups as well."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for size in (1, *GROUPS) if "links" in rows[0] else (1,):
        for start in range(0, len(rows), size):
            yield from _cases(path.stem, rows[start : start + size])


def _cases(table: str, rows: Sequence[dict[str, Any]]) -> Iterator[Case]:
    starts: dict[str, list[int]] = {"a": [], "b": []}
    texts = {"a": "", "b": ""}
    for row in rows:
        for name, text in texts.items():
            starts[name].append(len(text))
            texts[name] = f"{text}{row[name]}\n\n"
    report = check([Document(id=name, text=text, source=name.upper()) for name, text in texts.items()], ALL)
    claims = {claim.id: claim for claim in report.claims}
    for finding in report.findings:
        sides = {claims[claim].document_id: claims[claim].span for claim in finding.claims}
        if finding.kind == "arithmetic" or sides.keys() != {"a", "b"}:
            continue
        places = {name: bisect_right(starts[name], span.start) - 1 for name, span in sides.items()}
        row = rows[places["a"]]
        if places["a"] != places["b"]:
            right: bool | None = False
        else:
            shifted = {
                name: (span.start - starts[name][places[name]], span.end - starts[name][places[name]]) for name, span in sides.items()
            }
            right = judged(finding, shifted, row)
        if right is not None:
            yield Case(table, finding.relation, values_of(finding, report), finding.confidence, right)


def judged(finding: Finding, sides: dict[str, tuple[int, int]], row: dict[str, Any]) -> bool | None:
    """Whether a finding is right; None where the row does not tell. What is the same is compatible, too."""
    if "links" in row:
        met = [link["relation"] for link in row["links"] if meet(sides["a"], link["a"]) and meet(sides["b"], link["b"])]
        return finding.relation in met or (finding.relation == "compatible" and "agree" in met)
    if "a_span" in row and not (meet(sides["a"], row["a_span"]) and meet(sides["b"], row["b_span"])):
        return None
    return bool(row["label"] == "conflict") if finding.relation == "conflict" else None


def meet(one: Sequence[int], two: Sequence[int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def values_of(finding: Finding, report: Report) -> tuple[float, ...]:
    claims = {claim.id: claim for claim in report.claims}
    links = (link for topic in report.topics if topic.id == finding.topic for link in topic.links)
    link = next(link for link in links if {link.first, link.second} == set(finding.claims))
    return features(finding.relation, link, claims[link.first], claims[link.second], finding.slip)


def show(title: str, judged_at: Sequence[tuple[float, bool]]) -> None:
    """The table of one group: band, findings, mean of what is stated, share that is right."""
    if not judged_at:
        return
    print(f"\n{title}: {len(judged_at)} findings, {share(judged_at):.0%} right\n{'band':<12}{'findings':>9}{'stated':>8}{'right':>8}")
    for band in range(BANDS):
        held = [(stated, right) for stated, right in judged_at if min(int(stated * BANDS), BANDS - 1) == band]
        if held:
            mean = sum(stated for stated, _ in held) / len(held)
            print(f"{band / BANDS:.1f}-{(band + 1) / BANDS:.1f}{'':<5}{len(held):>9}{mean:>8.2f}{share(held):>8.2f}")


def share(judged_at: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in judged_at) / len(judged_at)


def fitted(cases: Sequence[Case]) -> None:
    """The tables of what weights say of the findings that they were not fitted on, and the weights fitted on all."""
    held: dict[str, list[tuple[float, bool]]] = {relation: [] for relation in ("conflict", "changed", "compatible", "agree")}
    for fold in range(FOLDS):
        weights = fit([case for number, case in enumerate(cases) if number % FOLDS != fold])
        for case in cases[fold::FOLDS]:
            held[case.relation].append((probability(weights, case.values), case.right))
    for relation, found in held.items():
        show(f"{relation}, cross-validated", found)
    show("all, cross-validated", [one for found in held.values() for one in found])
    print("\n[weights]")
    print("\n".join(f"{name} = {weight:.2f}" for name, weight in zip(FEATURES, fit(cases), strict=True)))


def fit(cases: Sequence[Case]) -> list[float]:
    """Logistic regression by gradient descent, each set counting as much as its root: many rows of one kind do not drown the others."""
    sizes = {table: sum(case.table == table for case in cases) for table in {case.table for case in cases}}
    weights = [0.0] * len(FEATURES)
    scale = [sizes[case.table] ** -0.5 for case in cases]
    total = sum(scale)
    for _ in range(STEPS):
        slope = [RIDGE * weight for weight in weights]
        for case, weight in zip(cases, scale, strict=True):
            miss = (probability(weights, case.values) - case.right) * weight / total
            for place, value in enumerate(case.values):
                slope[place] += miss * value
        weights = [weight - RATE * change for weight, change in zip(weights, slope, strict=True)]
    return weights


def probability(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1 / (1 + exp(-sum(weight * value for weight, value in zip(weights, values, strict=True))))


if __name__ == "__main__":
    main()
