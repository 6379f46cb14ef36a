"""How many slips of the pen are found: real texts, one figure changed in one of them in a known way, the report read for it.

    python -m benchmarks.planting FILE...      dossiers (JSON request bodies) and pairs of texts (JSON lines with `a` and `b`)

Changed are figures and dates that another text of the dossier states too: the same value and unit in a sentence that shares
words. A change counts as caught where a conflict or a sum that does not come out quotes the changed figure and did not stand
in the report on the unchanged texts. Of pairs with a `label`, only those labelled consistent take part.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from service import Claim, Document, Report, check

SAMPLES = sorted((Path(__file__).parent.parent / "seeds").glob("*.json"))
SCALES = {"thousand": "million", "million": "billion", "billion": "million", "trillion": "billion", "m": "bn", "bn": "m"}
UNITS = {
    "miles": "kilometres", "mile": "kilometre", "kilometres": "miles", "kilometers": "miles", "km": "miles", "feet": "metres",
    "metres": "feet", "meters": "feet", "acres": "hectares", "hectares": "acres", "pounds": "kilograms", "tons": "pounds",
    "$": "€", "€": "$", "£": "$", "percent": "percentage points", "dollars": "euros", "euros": "dollars",
}  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SLIPS = {
    "swap": ("digits_swapped",), "drop": ("digit_dropped",), "magnitude": ("magnitude",),
    "unit": ("unit_swapped", "currency_swapped", "percent_points"), "weekday": (None,), "year": ("year_off_by_one",),
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{4,}")
# Counts up to three stand in any text; that two texts have them says nothing.
SMALL = Decimal(3)
SHARED = 2


class Plant(NamedTuple):
    """One change: in the text of `document`, the characters of a claim's span become `written`."""

    way: str
    document: str
    start: int
    end: int
    written: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=SAMPLES, help="default: the sample dossiers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=40, help="changes per dossier at most")
    parser.add_argument("--show", action="store_true", help="print what was missed, and slips named otherwise")
    arguments = parser.parse_args()
    planted, caught, named, told = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    dossiers = texts = 0
    for path in arguments.files:
        for documents in dossiers_of(path):
            dossiers, texts = dossiers + 1, texts + len(documents)
            before = check(documents)
            told.update(f"{finding.kind} {finding.check or ''}".strip() for finding in before.findings if finding.relation == "conflict")
            dice = random.Random(f"{arguments.seed} {documents[0].text[:200]}")
            plants = list(changes(documents, before, dice))
            for plant in dice.sample(plants, min(len(plants), arguments.most)):
                planted[plant.way] += 1
                slips = found(documents, plant, before)
                caught[plant.way] += bool(slips)
                named[plant.way] += not slips.isdisjoint(SLIPS[plant.way])
                if arguments.show and slips.isdisjoint(SLIPS[plant.way]):
                    show(documents, plant, slips)
    print(f"{dossiers} dossiers of {texts} texts; unchanged they report {sum(told.values())} conflicts: {dict(sorted(told.items()))}")
    print(f"{'change':<12}{'planted':>8}{'caught':>8}{'slip named':>12}")
    for way in (*SLIPS, "all"):
        counts = [sum(table.values()) if way == "all" else table[way] for table in (planted, caught, named)]
        if counts[0]:
            print(f"{way:<12}{counts[0]:>8}{counts[1] / counts[0]:>8.1%}{counts[2] / counts[0]:>12.1%}")


def dossiers_of(path: Path) -> Iterator[list[Document]]:
    """The dossiers of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        yield [document_of(row) for row in json.loads(text)["documents"]]
        return
    for line in text.splitlines():
        row = json.loads(line)
        if row.get("label", "consistent") == "consistent":
            yield [Document(id=name, text=row[name], source=name.upper()) for name in ("a", "b")]


def document_of(row: dict[str, str]) -> Document:
    day = dt.date.fromisoformat(row["published_at"][:10]) if row.get("published_at") else None
    return Document(id=row["id"], text=row["text"], title=row.get("title"), source=row.get("source"), published_at=day)


def changes(documents: list[Document], report: Report, dice: random.Random) -> Iterator[Plant]:
    """One change of each way that a figure allows, for each figure that another document states too."""
    by_value: dict[str, list[Claim]] = {}
    for claim in report.claims:
        by_value.setdefault(value(claim), []).append(claim)
    texts = {document.id: document.text for document in documents}
    for claim in report.claims:
        if stated_elsewhere(claim, by_value[value(claim)]):
            at = claim.span
            for way, written in written_otherwise(texts[claim.document_id][at.start : at.end], dice, changes_level=claim.role == "change"):
                yield Plant(way, claim.document_id, at.start, at.end, written)


def value(claim: Claim) -> str:
    quantity = claim.quantity
    if claim.date is not None and (claim.date.type != "DATE" or claim.span.text.endswith("s")):
        return ""  # clock times, decades, lengths and sets are not miswritten here
    if quantity is not None:
        if quantity.nominal is None or quantity.nominal <= SMALL:
            return ""
        return f"{quantity.nominal.normalize():f} {quantity.unit.name} {quantity.per.name if quantity.per else ''}"
    return (claim.date.timex or "") if claim.date else ""


def stated_elsewhere(claim: Claim, like: list[Claim]) -> bool:
    """Whether another document has the same value in a sentence that shares words; for a date, with the same predicate."""
    own = words(claim)
    others = (other for other in like if other.document_id != claim.document_id and len(own & words(other)) >= SHARED)
    told = [other for other in others if claim.kind != "date" or (claim.measure.event and claim.measure.event == other.measure.event)]
    return bool(value(claim)) and bool(told)


def words(claim: Claim) -> frozenset[str]:
    home = claim.sentence or claim.expression
    return frozenset(WORD.findall(home.text.casefold())) - frozenset(WORD.findall(claim.span.text.casefold()))


def written_otherwise(text: str, dice: random.Random, *, changes_level: bool) -> Iterator[tuple[str, str]]:
    """The ways to miswrite a figure or date, each with one result; only a change is miswritten in percentage points."""
    digits = [place for place, character in enumerate(text) if character.isdigit()]
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    if year:
        yield "year", f"{text[: year.start()]}{int(year.group()) + dice.choice((-1, 1))}{text[year.end() :]}"
    for word, other in pairs_in(text, dict(zip(WEEKDAYS, (*WEEKDAYS[3:], *WEEKDAYS[:3]), strict=True))):
        yield "weekday", text.replace(word, other, 1)
    if any(month in text for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")) or year:
        return
    swaps = [
        (one, two) for one, two in itertools.pairwise(digits) if text[one] != text[two] and not (one == digits[0] and text[two] == "0")
    ]
    if swaps:
        one, two = dice.choice(swaps)
        yield "swap", f"{text[:one]}{text[two]}{text[one + 1 : two]}{text[one]}{text[two + 1 :]}"
    if len(digits) > SHARED:
        plain = text.replace(",", "")
        places = [place for place, character in enumerate(plain) if character.isdigit()]
        point = plain.find(".")
        # Without a digit behind the point a figure is rounded, not miswritten.
        whole = [place for place in places[1:] if point < 0 or place < point]
        if whole:
            gone = dice.choice(whole)
            yield "drop", plain[:gone] + plain[gone + 1 :]
    for word, other in pairs_in(text, SCALES):
        yield "magnitude", re.sub(rf"(?<![^\W\d_]){re.escape(word)}\b", other, text, count=1)
    for word, other in pairs_in(text, UNITS):
        if word != "percent" or changes_level:
            yield "unit", text.replace(word, other, 1)


def pairs_in(text: str, table: dict[str, str]) -> list[tuple[str, str]]:
    """The first entry of a table that stands in a text as a word of its own."""
    held = [(word, other) for word, other in table.items() if re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_]|\.[^\W\d_])", text)]
    return held[:1]


def found(documents: list[Document], plant: Plant, before: Report) -> set[str | None]:
    """The slips of new conflicts that quote the changed figure; None stands for one without a slip."""
    changed = [edited(document, plant) if document.id == plant.document else document for document in documents]
    report = check(changed)
    end = plant.start + len(plant.written)
    at = {
        claim.id
        for claim in report.claims
        if claim.document_id == plant.document and claim.span.start < end and plant.start < claim.span.end
    }
    known = {(finding.kind, finding.check, finding.explanation) for finding in before.findings}
    return {
        finding.slip
        for finding in report.findings
        if finding.relation == "conflict" and at & set(finding.claims) and (finding.kind, finding.check, finding.explanation) not in known
    }


def edited(document: Document, plant: Plant) -> Document:
    text = document.text[: plant.start] + plant.written + document.text[plant.end :]
    return Document(id=document.id, text=text, title=document.title, source=document.source, published_at=document.published_at)


def show(documents: list[Document], plant: Plant, slips: set[str | None]) -> None:
    text = next(document.text for document in documents if document.id == plant.document)
    around = " ".join(text[max(0, plant.start - 60) : plant.end + 60].split())
    outcome = str(sorted(map(str, slips))) if slips else "missed"
    print(f"{outcome}: {plant.way} {text[plant.start : plant.end]!r} -> {plant.written!r} in … {around} …")


if __name__ == "__main__":
    main()
