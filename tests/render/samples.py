"""Reports made by hand, so that the tests of the page stand on the structs alone: one rich, one hostile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from service.model import (
    Canonical,
    Claim,
    Consensus,
    Date,
    Difference,
    Document,
    Evidence,
    Finding,
    Kind,
    Measure,
    Overlap,
    Quantity,
    Report,
    ReportDocument,
    Span,
    Stance,
    Summary,
    TimeScope,
    Topic,
    Unit,
    Warning,
)

EURO = Unit("euro", "EUR", "currency")
KILOMETRE, MILE = Unit("kilometre", "km", "length"), Unit("mile", "mi", "length")


def span(text: str, quote: str, after: int = 0) -> Span:
    """Where `quote` stands in `text`."""
    start = text.index(quote, after)
    return Span(start, start + len(quote), quote)


def sentence(text: str, inner: Span) -> Span:
    """The line of `text` that holds `inner`, as its sentence."""
    start = text.rfind("\n", 0, inner.start) + 1
    end = text.find("\n", inner.end)
    end = len(text) if end < 0 else end
    return Span(start, end, text[start:end])


def quantity(low: str | None, high: str | None, **keys: Any) -> Quantity:
    """A quantity between two ends; a point where they are the same."""
    lower, upper = (Decimal(end) if end is not None else None for end in (low, high))
    values: dict[str, Any] = {"lower_closed": True, "upper_closed": True, "nominal": lower if low == high else None} | keys
    return Quantity(lower=lower, upper=upper, **values)


def day(first: str, last: str | None = None, **keys: Any) -> Date:
    """A date of one day, or of a span of days."""
    return Date(type="DATE", timex=first, lower=dt.date.fromisoformat(first), upper=dt.date.fromisoformat(last or first), **keys)


def claim(number: int, document: Document, figure: str, expression: str | None = None, **keys: Any) -> Claim:
    """A claim at the first place where `expression` stands in the document."""
    around = span(document.text, expression or figure)
    inner = span(document.text, figure, around.start)
    kind: Kind = "date" if keys.get("date") else "quantity"
    return Claim(
        id=f"{document.id}:{number}",
        document_id=document.id,
        kind=kind,
        span=inner,
        expression=around,
        sentence=sentence(document.text, inner),
        **keys,
    )


def report(
    documents: Sequence[Document], claims: Sequence[Claim], topics: Sequence[Topic], findings: Sequence[Finding], **keys: Any
) -> Report:
    """A report on `documents`."""
    return Report(
        summary=Summary(documents=len(documents), claims=len(claims), topics=len(topics), findings={}),
        findings=tuple(findings),
        topics=tuple(topics),
        claims=tuple(claims),
        documents=tuple(ReportDocument(id=d.id, source=d.source, title=d.title, url=d.url, published_at=d.published_at) for d in documents),
        **keys,
    )


def rich() -> tuple[Report, list[Document]]:
    """A dam that burst, told by four papers: conflicts, a changed figure, compatible ranges, dates, two units, a check."""
    texts = {
        "valley-post": (
            "Valley Post",
            "Dam gives way above Ostrava Bridge",
            "2025-03-08",
            "The dam burst on 6 March 2025, and water stood in the streets.\nUp to 12,000 people had to leave their homes, the district"
            " council said on Friday.\n\nRepairs will cost 1.9 billion euros. The wave ran 40 kilometres down the valley.",
        ),
        "morning-echo": (
            "Morning Echo",
            "Thousands flee the water",
            "2025-03-08",
            "About 21,000 people left their homes after the dam broke on 7 March 2025.\nThe wave travelled 25 miles.\n\nRepairs are put at"
            " 190 million euros, the ministry said.",
        ),
        "river-wire": (
            "River Wire",
            "After the flood",
            "2025-03-20",
            "Between 10,000 and 12,500 residents were moved to safety.\nNow 4,300 are still in shelters.\n\nThe dam broke on 6 March 2025.",
        ),
        "delta-news": (
            "Delta News Agency of the Lower Valley and the Coast",
            "Shelters fill",
            "2025-03-09",
            "More than 10,000 were evacuated, and 9,800 sleep in shelters.",
        ),
    }
    documents = [
        Document(
            id=name,
            source=source,
            title=title,
            published_at=dt.date.fromisoformat(date),
            text=text,
            url=f"https://news.example/{name}?a=1&b=2",
        )
        for name, (source, title, date, text) in texts.items()
    ]
    post, echo, wire, delta = documents
    people = Measure(head="person", text="people", event="leave")
    metres = Canonical(Decimal(40000), Decimal(40000), Decimal(40000), "metre")
    claims = [
        claim(1, post, "6 March 2025", date=day("2025-03-06")),
        claim(
            2,
            post,
            "12,000",
            "Up to 12,000 people",
            quantity=quantity(None, "12000", lower_closed=False, nominal=Decimal(12000), qualifier="at_most"),
            measure=people,
            attribution="the district council",
        ),
        claim(3, post, "1.9 billion euros", quantity=quantity("1.9e9", "1.9e9", unit=EURO)),
        claim(4, post, "40 kilometres", quantity=quantity("40", "40", unit=KILOMETRE, canonical=metres)),
        claim(
            1,
            echo,
            "21,000",
            "About 21,000 people",
            quantity=quantity("21000", "21000", qualifier="about", approximate=True),
            measure=people,
        ),
        claim(2, echo, "7 March 2025", date=day("2025-03-07")),
        claim(
            3,
            echo,
            "25 miles",
            quantity=quantity("25", "25", unit=MILE, canonical=Canonical(Decimal(40234), Decimal(40234), Decimal(40234), "metre")),
        ),
        claim(4, echo, "190 million euros", quantity=quantity("190e6", "190e6", unit=EURO), attribution="the ministry"),
        claim(1, wire, "10,000 and 12,500", "Between 10,000 and 12,500 residents", quantity=quantity("10000", "12500", qualifier="range")),
        claim(
            2, wire, "4,300", quantity=quantity("4300", "4300"), time=TimeScope(dt.date(2025, 3, 20), dt.date(2025, 3, 20), "2025-03-20")
        ),
        claim(3, wire, "6 March 2025", date=day("2025-03-06")),
        claim(
            1,
            delta,
            "10,000",
            "More than 10,000",
            quantity=quantity("10000", None, lower_closed=False, upper_closed=False, nominal=Decimal(10000), qualifier="more_than"),
        ),
        claim(2, delta, "9,800", quantity=quantity("9800", "9800")),
    ]
    topics = [
        Topic(
            id="t1",
            label="people who left their homes",
            kind="quantity",
            claims=("valley-post:2", "morning-echo:1", "river-wire:1", "delta-news:1"),
            consensus=Consensus(
                lower=Decimal(10000),
                upper=Decimal(12000),
                unit="count",
                support=3,
                sources=4,
                stances=(Stance(documents=("morning-echo",), claims=("morning-echo:1",), position="outside", distance=Decimal(9000)),),
            ),
        ),
        Topic(
            id="t2",
            label="the day the dam broke",
            kind="date",
            claims=("valley-post:1", "morning-echo:2", "river-wire:3"),
            consensus=Consensus(lower_date=dt.date(2025, 3, 6), upper_date=dt.date(2025, 3, 6), support=2, sources=3),
        ),
        Topic(id="t3", label="cost of repairs", kind="quantity", claims=("valley-post:3", "morning-echo:4")),
        Topic(id="t4", label="length of the wave", kind="quantity", claims=("valley-post:4", "morning-echo:3")),
        Topic(id="t5", label="people in shelters", kind="quantity", claims=("river-wire:2", "delta-news:2")),
    ]
    findings = [
        Finding(
            id="f1",
            kind="value",
            relation="conflict",
            severity="critical",
            confidence=0.93,
            topic="t3",
            claims=("valley-post:3", "morning-echo:4"),
            difference=Difference(Decimal("1.71e9"), Decimal(9), "euro"),
            slip="magnitude",
            explanation="Valley Post puts the repairs at 1.9 billion euros, Morning Echo at 190 million: ten times less.",
            evidence=Evidence(score=0.9, shared=("repairs",)),
        ),
        Finding(
            id="f2",
            kind="value",
            relation="conflict",
            severity="major",
            confidence=0.88,
            topic="t1",
            claims=("valley-post:2", "morning-echo:1"),
            difference=Difference(Decimal(9000), Decimal("0.75"), "count"),
            slip="digits_swapped",
            explanation="Valley Post has up to 12,000 people leaving their homes, Morning Echo about 21,000.",
            evidence=Evidence(score=0.8, shared=("people", "homes")),
        ),
        Finding(
            id="f3",
            kind="date",
            relation="conflict",
            severity="minor",
            confidence=0.7,
            topic="t2",
            claims=("valley-post:1", "morning-echo:2"),
            difference=Difference(Decimal(1), None, "day"),
            explanation="Valley Post dates the break of the dam to 6 March 2025, Morning Echo to the day after.",
        ),
        Finding(
            id="f4",
            kind="arithmetic",
            check="rate_total",
            relation="compatible",
            severity="info",
            confidence=0.5,
            topic=None,
            claims=("delta-news:2", "river-wire:2"),
            assumption="The shelters emptied at an even pace.",
            explanation="From 9,800 to 4,300 in eleven days is 500 a day.",
        ),
        Finding(
            id="f5",
            kind="value",
            relation="changed",
            severity="info",
            confidence=0.66,
            topic="t5",
            claims=("delta-news:2", "river-wire:2"),
            explanation="9,800 slept in shelters on 9 March, 4,300 on 20 March.",
        ),
        Finding(
            id="f6",
            kind="value",
            relation="compatible",
            severity="info",
            confidence=0.81,
            topic="t1",
            claims=("valley-post:2", "river-wire:1", "delta-news:1"),
            overlap=Overlap(Decimal(10000), Decimal(12000), "count"),
            explanation="Up to 12,000, between 10,000 and 12,500 and more than 10,000 can all be true.",
        ),
        Finding(
            id="f7",
            kind="value",
            relation="agree",
            severity="info",
            confidence=0.97,
            topic="t4",
            claims=("valley-post:4", "morning-echo:3"),
            explanation="40 kilometres and 25 miles are the same.",
        ),
    ]
    warning = Warning(code="unresolved_dates", document_id="delta-news", detail="1 relative date has no days.")
    return report(documents, claims, topics, findings, warnings=(warning,)), documents


HOSTILE = [
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "' onmouseover='window.hacked = 1' x='",
    "</style></title></textarea></svg><svg onload=window.hacked=1>",
    "]]><!--<![CDATA[--><b>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "\u202ereversed \u2066isolated\u200f",
    "bell \x07 null \x00 escape \x1b[31m delete \x7f \x9b next",
    "surrogate \ud800 nonchar \ufffe",
    '=HYPERLINK("http://evil.example","x")',
    "Z\u0353\u0353\u0353\u0353" + "\u0353\u0300\u0301" * 60,
    "W" * 3000,
    "javascript:window.hacked=1",
]


def hostile() -> tuple[Report, list[Document]]:
    """Two documents of which every word is an attack, with a finding, a topic and a warning that repeat them."""
    documents, claims = [], []
    for number, turn in enumerate((HOSTILE, HOSTILE[::-1])):
        words = " 12 ".join(turn)
        document = Document(
            id=f"{HOSTILE[number]} {number}",
            source=f"{HOSTILE[1]} {HOSTILE[6]} {number}",
            title=" ".join(turn[:8]),
            url=("javascript:window.hacked=1", 'https://news.example/"><script>window.hacked=1</script>')[number],
            published_at=dt.date(2025, 3, 8),
            text=f"{words}\n\n{words} 12 {words}",
        )
        documents.append(document)
        claims.append(
            claim(
                1,
                document,
                " 12 ",
                quantity=quantity("12", "12", unit=Unit(HOSTILE[0], HOSTILE[1], HOSTILE[2])),
                measure=Measure(head=HOSTILE[0], text=HOSTILE[3], place=tuple(HOSTILE), subject=HOSTILE[6], whole=HOSTILE[7]),
                attribution=" ".join(HOSTILE),
            )
        )
    ids = tuple(claim.id for claim in claims)
    topic = Topic(id=HOSTILE[1], label=" ".join(HOSTILE), kind="quantity", claims=ids)
    finding = Finding(
        id=HOSTILE[0],
        kind="value",
        relation="conflict",
        severity="major",
        confidence=0.5,
        topic=topic.id,
        claims=ids,
        difference=Difference(Decimal("1E+999999999"), Decimal("1E+400"), HOSTILE[0]),
        overlap=Overlap(Decimal("-1E+999999"), None, HOSTILE[1]),
        assumption=" ".join(HOSTILE),
        explanation=" ".join(HOSTILE),
        evidence=Evidence(score=1, shared=tuple(HOSTILE)),
    )
    warning = Warning(code="html_empty", document_id=documents[0].id, detail=" ".join(HOSTILE))
    return report(documents, claims, [topic], [finding], warnings=(warning,)), documents
