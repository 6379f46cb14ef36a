"""Report → a table of findings for a terminal: what is at odds, who says what, in their own words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.model import Claim, Finding, Report

CONTEXT = 60  # characters of the sentence shown on either side of a figure
STYLES = {"critical": "bold red", "major": "red", "minor": "yellow", "info": "dim"}
CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233, *range(8234, 8239), *range(8294, 8298)), " ")


def findings_table(report: Report) -> RenderableType:
    """The findings of a report in its order, a line of counts after them."""
    names = {document.id: document.source or document.id for document in report.documents}
    claims = {claim.id: claim for claim in report.claims}
    parts: list[RenderableType] = []
    if report.findings:
        table = Table(show_lines=True, expand=True)
        table.add_column("Finding", max_width=14)
        table.add_column("Who says what", ratio=3)
        table.add_column("Why", ratio=2)
        for finding in report.findings:
            table.add_row(_label(finding), _said(finding, claims, names), clean(finding.explanation))
        parts.append(table)
    parts.extend(_notes(report))
    return Group(*parts)


def clean(text: str) -> Text:
    """Text of a document that cannot drive the terminal: control characters and changes of writing direction become spaces."""
    return Text(text.translate(CONTROL))


def _label(finding: Finding) -> Text:
    lines = [finding.relation, finding.severity, finding.check or finding.slip or finding.kind]
    return Text("\n".join(line.replace("_", " ") for line in lines), style=STYLES[finding.severity])


def _said(finding: Finding, claims: dict[str, Claim], names: dict[str, str]) -> Text:
    said = Text()
    for number, claim in enumerate(claims[name] for name in finding.claims if name in claims):
        said.append("\n" if number else "")
        said.append_text(clean(names.get(claim.document_id, claim.document_id)).append(": ", style="dim"))
        said.append_text(quote(claim))
    return said


def quote(claim: Claim) -> Text:
    """The figure within its sentence, cut to what one reads at a glance, the figure itself in bold."""
    span, sentence = claim.span, claim.sentence or claim.expression
    begin, end = span.start - sentence.start, span.end - sentence.start
    if sentence.text[begin:end] != span.text:  # offsets in another unit than code points
        begin = max(sentence.text.find(span.text), 0)
        end = begin + len(span.text)
    before, after = sentence.text[:begin], sentence.text[end:]
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + "…"
    return Text.assemble("“", clean(before), (clean(span.text).plain, "bold"), clean(after), "”")


def _notes(report: Report) -> Iterator[Text]:
    counted = ", ".join(f"{count} {relation}" for relation, count in report.summary.findings.items()) or "nothing to report"
    yield Text(f"{report.summary.documents} documents, {report.summary.claims} claims, {report.summary.topics} topics: {counted}.")
    for warning in report.warnings:
        about = f"Note on {warning.document_id}" if warning.document_id else "Note"
        yield Text(clean(f"{about}: {warning.detail}").plain, style="yellow")
