"""Tables: one row each, readable by any CSV reader, no cell a formula."""

from __future__ import annotations

import csv
import io

import pytest

from service.render import csv as tables

from .samples import hostile, rich


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_a_row_a_finding() -> None:
    found, _ = rich()
    table = rows(tables.findings(found))
    assert [row["finding"] for row in table] == [finding.id for finding in found.findings]
    second, sixth = table[1], table[5]
    assert (second["relation"], second["severity"], second["confidence"]) == ("conflict", "major", "0.88")
    assert (second["difference"], second["difference_share"], second["slip"]) == ("9000", "0.75", "digits_swapped")
    assert (second["first_source"], second["first_figure"], second["second_read_as"]) == ("Valley Post", "12,000", "about 21,000")
    assert (sixth["both_true_from"], sixth["both_true_to"], sixth["other_claims"]) == ("10000", "12000", "delta-news:1")


def test_a_row_a_claim() -> None:
    found, _ = rich()
    table = rows(tables.claims(found))
    assert [row["claim"] for row in table] == [claim.id for claim in found.claims]
    assert (table[1]["upper"], table[1]["qualifier"], table[1]["findings"]) == ("12000", "at_most", "f2 f6")
    assert (table[0]["first_day"], table[0]["timex"], table[0]["nominal"]) == ("2025-03-06", "2025-03-06", "")
    assert table[2]["nominal"] == "1900000000"


@pytest.mark.parametrize("make", [tables.findings, tables.claims])
def test_no_cell_is_a_formula_or_breaks_its_row(make: object) -> None:
    found, _ = hostile()
    table = tables.findings(found) if make is tables.findings else tables.claims(found)
    assert table.count("\n") == table.count("\r\n") == len(rows(table)) + 1
    figures = {"difference", "difference_share", "both_true_from"}
    for row in rows(table):
        for name, cell in row.items():
            assert name in figures or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert "\x00" not in cell
    assert table.encode()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("＝1", "'＝1"),
        ("-5 degrees", "'-5 degrees"),
        ("a=b", "a=b"),
        (None, ""),
        (True, "true"),
    ],
)
def test_cells(value: str | bool | None, cell: str) -> None:
    assert tables._cell(value) == cell
