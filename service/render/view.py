"""What the page shows, worked out from a report: numbered findings with their quotes, topics, documents cut at their figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from service.model import Claim, Document, Finding, Report, ReportDocument, Span, Topic, Unit

from . import svg, words
from .text import one_line, shorten, visible, window

# A quote shows its sentence, but no more than this many characters on either side of the figure.
_REACH = 260
_SOURCES_IN_FINDING = 8
_LONG = 150
_NAME_LIMIT, _TITLE_LIMIT, _LINE_LIMIT = 80, 200, 500
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NO_IRI = frozenset('<>"{}|\\^`')
_WORD = re.compile(r"[^\W\d_]{2,}")
_PARAGRAPHS = re.compile(r"\n\s*")
_WORST_FIRST = {"conflict": 0, "changed": 1, "compatible": 2, "agree": 3}


@dataclass(frozen=True)
class Reference:
    """A link to a finding: its number and its relation."""

    number: int
    relation: str

    @property
    def anchor(self) -> str:
        return f"f-{self.number}"


@dataclass(frozen=True)
class Source:
    """A document as its reader knows it; `url` only where it is safe to follow."""

    anchor: str
    name: str
    title: str
    url: str
    published: str


@dataclass(frozen=True)
class Quote:
    """A claim in its own words: the figure, the words that qualify it, and what stands around them."""

    letter: str
    anchor: str
    source: Source
    before: str
    opening: str
    figure: str
    closing: str
    after: str
    reading: str
    particulars: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FindingView:
    """A finding with all that is needed to judge it."""

    number: int
    finding: Finding
    kind: str
    relation: str
    sign: str
    meaning: str
    confidence: str
    explanation: str
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]
    picture: str
    topic: TopicView | None

    @property
    def anchor(self) -> str:
        return f"f-{self.number}"


@dataclass(frozen=True)
class Statement:
    """A line of a topic's table: who says what, and where that stands."""

    anchor: str
    source: Source
    figure: str
    reading: str
    position: str
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class TopicView:
    """A topic with its consensus in words, its picture and what each source says."""

    number: int
    label: str
    consensus: str
    picture: str
    statements: tuple[Statement, ...]

    @property
    def anchor(self) -> str:
        return f"t-{self.number}"


@dataclass(frozen=True)
class Piece:
    """A run of a document's text; a figure where it has an anchor."""

    text: str
    anchor: str = ""
    reading: str = ""
    relation: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class DocumentView:
    """A document's text as paragraphs of pieces."""

    source: Source
    paragraphs: tuple[tuple[Piece, ...], ...]
    figures: str


@dataclass(frozen=True)
class View:
    """The whole page."""

    headline: str
    counts: tuple[tuple[str, str, int], ...]
    scope: str
    findings: tuple[FindingView, ...]
    topics: tuple[TopicView, ...]
    documents: tuple[DocumentView, ...]
    warnings: tuple[str, ...]

    @property
    def long(self) -> bool:
        """Whether the page is so long that a browser should lay it out piece by piece."""
        return len(self.findings) + len(self.topics) > _LONG


def view(report: Report, documents: Sequence[Document]) -> View:
    """What the page shows of `report`, whose offsets count code points of the texts of `documents`."""
    return _Builder(report, documents).view()


def safe_url(url: str | None) -> str:
    """`url` where it is an absolute http(s) address of characters that an IRI may have (RFC 3987), else nothing."""
    if not url or len(url) > 2000 or any(c in _NO_IRI or c.isspace() or not c.isprintable() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def texts(report: Report, documents: Sequence[Document]) -> dict[str, str]:
    """The text that offsets refer to, by document id: the report's own where it gives one."""
    found = {document.id: document.text for document in documents}
    found.update({document.id: document.text for document in report.documents if document.text is not None})
    return found


class _Builder:
    """The look-ups that all parts of the page share."""

    def __init__(self, report: Report, documents: Sequence[Document]) -> None:
        self.report = report
        self.texts = texts(report, documents)
        self.documents: dict[str, ReportDocument] = {document.id: document for document in report.documents}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in report.claims}
        self.anchors = {claim.id: f"c-{number}" for number, claim in enumerate(report.claims, 1)}
        self.sources = {document.id: _source(number, document) for number, document in enumerate(report.documents, 1)}
        references: dict[str, list[Reference]] = {}
        for number, finding in enumerate(report.findings, 1):
            for claim in dict.fromkeys(finding.claims):
                references.setdefault(claim, []).append(Reference(number, finding.relation))
        self.references = {claim: tuple(found) for claim, found in references.items()}

    def view(self) -> View:
        report = self.report
        topics = {topic.id: self.topic(number, topic) for number, topic in enumerate(report.topics, 1)}
        by_id = {topic.id: topic for topic in report.topics}
        findings = tuple(self.finding(number, finding, topics, by_id) for number, finding in enumerate(report.findings, 1))
        counts = tuple(
            (relation, words.MEANINGS[relation], sum(finding.relation == relation for finding in report.findings))
            for relation in words.RELATIONS
        )
        return View(
            headline=_headline(report),
            counts=tuple(count for count in counts if count[2]),
            scope=_scope(report),
            findings=findings,
            topics=tuple(topics.values()),
            documents=tuple(self.document(document) for document in report.documents),
            warnings=tuple(self.warning(warning.document_id, warning.detail) for warning in report.warnings),
        )

    def warning(self, document: str | None, detail: str) -> str:
        source = self.sources.get(document or "")
        said = shorten(one_line(detail), _LINE_LIMIT)
        return f"{source.name}: {said}" if source else said

    def finding(self, number: int, finding: Finding, topics: Mapping[str, TopicView], by_id: Mapping[str, Topic]) -> FindingView:
        members = [self.claims[claim] for claim in dict.fromkeys(finding.claims) if claim in self.claims]
        letters = {claim.id: _letter(place) for place, claim in enumerate(members)}
        topic = by_id.get(finding.topic or "")
        picture = ""
        if topic is not None and finding.relation != "agree" and finding.kind != "arithmetic":
            picture = svg.topic(
                topic, self.claims, self.documents, name=f"picture-f{number}", letters=letters, limit=max(_SOURCES_IN_FINDING, len(members))
            )
        return FindingView(
            number=number,
            finding=finding,
            kind=words.label(finding.kind),
            relation=words.RELATIONS[finding.relation],
            sign=words.SIGNS[finding.relation],
            meaning=words.MEANINGS[finding.relation],
            confidence=words.percent(finding.confidence),
            explanation=shorten(one_line(finding.explanation), _LINE_LIMIT),
            facts=_facts(finding, self.unit(finding.claims), " ".join(claim.sentence.text for claim in members if claim.sentence)),
            quotes=tuple(self.quote(claim, letters[claim.id]) for claim in members),
            picture=picture,
            topic=topics.get(finding.topic or ""),
        )

    def quote(self, claim: Claim, letter: str) -> Quote:
        text, shift = self.texts.get(claim.document_id), 0
        if text is None:
            held = claim.sentence or claim.expression
            text, shift = held.text, held.start
        span, expression = _moved(claim.span, shift), _moved(claim.expression, shift)
        start, end = window(text, span, _moved(claim.sentence, shift) if claim.sentence else None, _REACH)
        opening = max(start, min(expression.start, span.start))
        closing = min(end, max(expression.end, span.end))
        sentence = claim.sentence
        cut = sentence is None or start > sentence.start - shift, sentence is None or end < sentence.end - shift
        return Quote(
            letter=letter,
            anchor=self.anchors[claim.id],
            source=self.source(claim.document_id),
            before=("… " if cut[0] and start > 0 else "") + _folded(text[start:opening]).lstrip(),
            opening=_folded(text[opening : span.start]),
            figure=shorten(one_line(claim.span.text), _TITLE_LIMIT),
            closing=_folded(text[span.end : closing]),
            after=_folded(text[closing:end]).rstrip() + (" …" if cut[1] and end < len(text) else ""),
            reading=visible(words.claim(claim)),
            particulars=tuple((name, shorten(one_line(value), _NAME_LIMIT)) for name, value in words.particulars(claim)),
        )

    def source(self, document: str) -> Source:
        return self.sources.get(document) or Source(
            anchor="", name=shorten(one_line(document), _NAME_LIMIT), title="", url="", published=""
        )

    def topic(self, number: int, topic: Topic) -> TopicView:
        positions = {claim: stance.position for stance in (topic.consensus.stances if topic.consensus else ()) for claim in stance.claims}
        return TopicView(
            number=number,
            label=shorten(one_line(topic.label), _TITLE_LIMIT) or "one topic",
            consensus=self.consensus(topic),
            picture=svg.topic(topic, self.claims, self.documents, name=f"picture-t{number}"),
            statements=tuple(
                Statement(
                    anchor=self.anchors[claim.id],
                    source=self.source(claim.document_id),
                    figure=shorten(one_line(claim.expression.text), _NAME_LIMIT),
                    reading=visible(words.claim(claim)),
                    position=positions.get(claim.id, ""),
                    references=self.references.get(claim.id, ()),
                )
                for claim in (self.claims[claim] for claim in topic.claims if claim in self.claims)
            ),
        )

    def consensus(self, topic: Topic) -> str:
        consensus = topic.consensus
        if consensus is None or not consensus.sources or consensus.support < 2:
            return ""
        if consensus.lower_date or consensus.upper_date:
            value = words.days(consensus.lower_date, consensus.upper_date)
        else:
            value = words.between(consensus.lower, consensus.upper, consensus.unit, self.unit(topic.claims))
        if not value:
            return ""
        said = f"{consensus.support} of {consensus.sources} independent sources support {value}."
        outside = [
            self.source(stance.documents[0]).name for stance in consensus.stances if stance.position == "outside" and stance.documents
        ]
        return f"{said} Outside: {', '.join(outside)}." if outside else said

    def unit(self, claims: Sequence[str]) -> Unit | None:
        """The unit of the first of some claims that has one."""
        quantities = (self.claims[claim].quantity for claim in claims if claim in self.claims)
        return next((quantity.unit for quantity in quantities if quantity is not None), None)

    def document(self, document: ReportDocument) -> DocumentView:
        text = self.texts.get(document.id, "")
        claims = [claim for claim in self.report.claims if claim.document_id == document.id]
        pieces = _pieces(text, claims, self.anchors, self.references)
        return DocumentView(
            source=self.source(document.id),
            paragraphs=_paragraphs(pieces),
            figures=words.counted(len(claims), "figure or date", "figures and dates"),
        )


def _source(number: int, document: ReportDocument) -> Source:
    return Source(
        anchor=f"d-{number}",
        name=shorten(one_line(document.source or document.id), _NAME_LIMIT),
        title=shorten(one_line(document.title or ""), _TITLE_LIMIT),
        url=safe_url(document.url),
        published=words.day(document.published_at) if document.published_at else "",
    )


def _headline(report: Report) -> str:
    conflicts = sum(finding.relation == "conflict" for finding in report.findings)
    sources = words.counted(len(report.documents), "document")
    return f"{words.counted(conflicts, 'conflict') if conflicts else 'No conflict'} in {sources}"


def _scope(report: Report) -> str:
    read = words.counted(len(report.claims), "figure or date", "figures and dates")
    return f"{read} read, {words.counted(len(report.topics), 'topic')} in common."


def _facts(finding: Finding, unit: Unit | None, quoted: str) -> tuple[tuple[str, str], ...]:
    facts = []
    if finding.slip:
        facts.append(("Looks like", words.slip(finding.slip)))
    if finding.check:
        facts.append(("Check", words.check(finding.check)))
    if finding.difference and finding.difference.absolute:
        difference = words.between(finding.difference.absolute, finding.difference.absolute, finding.difference.unit, unit)
        relative = finding.difference.relative
        facts.append(("Apart by", f"{difference} ({words.percent(relative)})" if relative is not None else difference))
    if finding.overlap:
        overlap = finding.overlap
        dated = words.days(overlap.lower_date, overlap.upper_date)
        facts.append(("Both true for", dated or words.between(overlap.lower, overlap.upper, overlap.unit, unit)))
    if finding.assumption:
        facts.append(("Assumes", finding.assumption))
    if finding.evidence and finding.evidence.shared:
        facts.append(("In common", ", ".join(_spelt(finding.evidence.shared, quoted))))
    return tuple((name, shorten(one_line(value), _TITLE_LIMIT)) for name, value in facts)


def _spelt(stems: Sequence[str], quoted: str) -> list[str]:
    """Stems as the first word of the quotes that begins so, since "allianc" and "defenc" are no words."""
    said = list(dict.fromkeys(_WORD.findall(quoted.lower())))
    return list(dict.fromkeys(next((word for word in said if word.startswith(stem)), stem) for stem in stems))


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else f"{_LETTERS[place // 26 % 26]}{place}"


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start - shift, span.end - shift, span.text)


def _folded(text: str) -> str:
    """`text` on one line, with the spaces at its ends kept, as one."""
    inner = one_line(text)
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _pieces(text: str, claims: Sequence[Claim], anchors: Mapping[str, str], references: Mapping[str, tuple[Reference, ...]]) -> list[Piece]:
    pieces, at = [], 0
    for claim in sorted(claims, key=lambda claim: (claim.span.start, -claim.span.end)):
        start, end = claim.span.start, claim.span.end
        if start < at or end > len(text):
            continue
        pieces.append(Piece(text[at:start]))
        found = references.get(claim.id, ())
        relation = min((reference.relation for reference in found), key=_WORST_FIRST.__getitem__, default="")
        pieces.append(Piece(visible(text[start:end]), anchors[claim.id], visible(words.claim(claim)), relation, found))
        at = end
    pieces.append(Piece(text[at:]))
    return pieces


def _paragraphs(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.anchor:
            paragraphs[-1].append(piece)
            continue
        at = 0
        for match in _PARAGRAPHS.finditer(piece.text):
            paragraphs[-1].append(Piece(visible(piece.text[at : match.start()])))
            paragraphs.append([])
            at = match.end()
        paragraphs[-1].append(Piece(visible(piece.text[at:])))
    return tuple(tuple(paragraph) for paragraph in paragraphs if any(piece.anchor or piece.text.strip() for piece in paragraph))
