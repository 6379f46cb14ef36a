"""The report as tables for spreadsheets: one row a finding, or one row a claim (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from service.model import Claim, Finding, Report, ReportDocument

from . import words
from .text import one_line

# Spreadsheets run cells that begin so as formulas (OWASP, CSV Injection), East Asian ones also their full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LONGEST = 40
_SIDES = ("first", "second")
_SIDE = ("claim", "source", "published_at", "figure", "expression", "read_as", "sentence", "start", "end")
_FINDING = (
    "finding", "relation", "kind", "severity", "confidence", "explanation", "topic", "check", "slip", "difference", "difference_unit",
    "difference_share", "both_true_from", "both_true_to", "assumption",
)  # fmt: skip
_CLAIM = (
    "claim", "document", "source", "published_at", "kind", "figure", "expression", "start", "end", "read_as", "lower", "upper",
    "lower_closed", "upper_closed", "nominal", "qualifier", "direction", "approximate", "unit", "unit_symbol", "dimension",
    "per", "date_type", "timex", "first_day", "last_day", "modifier", "measure", "measured", "subject", "event", "whole",
    "places", "role", "from_day", "to_day", "attribution", "confidence", "sentence", "findings",
)  # fmt: skip

Cell = str | int | float | bool | Decimal | dt.date | None


def findings(report: Report) -> str:
    """One row a finding, worst first, with its first two claims in full and the ids of any others."""
    claims = {claim.id: claim for claim in report.claims}
    documents = {document.id: document for document in report.documents}
    topics = {topic.id: topic.label for topic in report.topics}
    header = [*_FINDING, *(f"{side}_{name}" for side in _SIDES for name in _SIDE), "other_claims"]
    return _table(header, (_finding(finding, claims, documents, topics) for finding in report.findings))


def claims(report: Report) -> str:
    """One row a claim, in the order of the documents and of their texts."""
    documents = {document.id: document for document in report.documents}
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        for claim in dict.fromkeys(finding.claims):
            found.setdefault(claim, []).append(finding.id)
    return _table(_CLAIM, (_claim(claim, documents.get(claim.document_id), found.get(claim.id, [])) for claim in report.claims))


def _finding(finding: Finding, claims: dict[str, Claim], documents: dict[str, ReportDocument], topics: dict[str, str]) -> list[Cell]:
    difference, overlap = finding.difference, finding.overlap
    row: list[Cell] = [finding.id, finding.relation, finding.kind, finding.severity, finding.confidence, finding.explanation]
    row += [topics.get(finding.topic or ""), finding.check, finding.slip]
    row += [difference.absolute, difference.unit, difference.relative] if difference else [None] * 3
    row += [overlap.lower_date or overlap.lower, overlap.upper_date or overlap.upper] if overlap else [None] * 2
    row.append(finding.assumption)
    members = [claims[claim] for claim in dict.fromkeys(finding.claims) if claim in claims]
    for place in range(len(_SIDES)):
        row += _side(members[place], documents.get(members[place].document_id)) if place < len(members) else [None] * len(_SIDE)
    return [*row, " ".join(claim.id for claim in members[len(_SIDES) :])]


def _side(claim: Claim, document: ReportDocument | None) -> list[Cell]:
    return [
        claim.id,
        (document.source if document else None) or claim.document_id,
        document.published_at if document else None,
        claim.span.text,
        claim.expression.text,
        words.claim(claim),
        claim.sentence.text if claim.sentence else None,
        claim.span.start,
        claim.span.end,
    ]


def _claim(claim: Claim, document: ReportDocument | None, found: list[str]) -> list[Cell]:
    quantity, date, measure = claim.quantity, claim.date, claim.measure
    row: list[Cell] = [claim.id, claim.document_id, document.source if document else None, document.published_at if document else None]
    row += [claim.kind, claim.span.text, claim.expression.text, claim.span.start, claim.span.end, words.claim(claim)]
    if quantity:
        row += [quantity.lower, quantity.upper, quantity.lower_closed, quantity.upper_closed, quantity.nominal, quantity.qualifier]
        row += [quantity.direction, quantity.approximate, quantity.unit.name, quantity.unit.symbol, quantity.unit.dimension]
        row.append(quantity.per.name if quantity.per else None)
    else:
        row += [None] * 12
    row += [date.type, date.timex, date.lower, date.upper, date.modifier] if date else [None] * 5
    row += [measure.head, measure.text, measure.subject, measure.event, measure.whole, "; ".join(measure.place)]
    row += [claim.role, claim.time.lower, claim.time.upper, claim.attribution, claim.confidence]
    return [*row, claim.sentence.text if claim.sentence else None, " ".join(found)]


def _table(header: Sequence[str], rows: Iterable[list[Cell]]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return held.getvalue()


def _cell(value: Cell) -> str:
    """A cell: figures plain, text on one line and never a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < _LONGEST else str(value)
    if isinstance(value, str):
        text = one_line(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return "" if value is None else str(value)
