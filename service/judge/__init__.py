"""Topics → findings: how claims relate, whether sums come out, how bad it is, and one plain sentence for each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from service.model import Claim, Document, Finding, Options, Topic

from .checks import run_checks
from .consensus import with_consensus
from .occasions import DIFFERING, without_other_occasions
from .pairs import RELATIONS, pair_findings
from .syndication import one_source

_SEVERITIES = ("critical", "major", "minor", "info")


def judge(
    topics: Sequence[Topic], claims: Sequence[Claim], documents: Sequence[Document], options: Options
) -> tuple[tuple[Topic, ...], tuple[Finding, ...]]:
    """The topics with their consensus, and the findings that `options` asks for, worst first."""
    by_id = {claim.id: claim for claim in claims}
    sources = {document.id: document for document in documents}
    siblings: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        if claim.sentence is not None:
            siblings.setdefault((claim.document_id, claim.sentence.start), []).append(claim)
    asked = {*options.relations, *DIFFERING}
    found = [finding for topic in topics for finding in pair_findings(topic, by_id, sources, asked, siblings)]
    found = without_other_occasions(found, by_id, siblings)
    found.extend(run_checks(topics, claims, sources))
    wanted = [finding for finding in found if finding.relation in options.relations and finding.confidence >= options.min_confidence]
    wanted.sort(key=lambda finding: _rank(finding, by_id))
    source = one_source(documents)
    told = tuple(with_consensus(topic, by_id, source) for topic in topics)
    return told, tuple(replace(finding, id=f"f{number}") for number, finding in enumerate(wanted, 1))


def _rank(finding: Finding, claims: dict[str, Claim]) -> tuple[int, int, float, list[tuple[str, int]]]:
    places = [(claims[claim].document_id, claims[claim].span.start) for claim in finding.claims]
    return RELATIONS.index(finding.relation), _SEVERITIES.index(finding.severity), -finding.confidence, places
