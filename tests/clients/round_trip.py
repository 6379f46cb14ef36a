"""The Python client that openapi-python-client makes of the contract, against a running service.

python round_trip.py URL KEY      with the generated package on the path
"""

from __future__ import annotations

import json
import sys
from io import BytesIO

from figurecheck_client import AuthenticatedClient, Client
from figurecheck_client.api.check import check, check_stream, compare, extract
from figurecheck_client.api.health import live, metrics, ready
from figurecheck_client.models import (
    CheckRequest,
    ClaimIn,
    ClaimInKind,
    CompareReport,
    CompareRequest,
    DateClaim,
    DocumentIn,
    ExtractReport,
    ExtractRequest,
    Health,
    Options,
    OptionsRelationsItem,
    Problem,
    QuantityClaim,
    QuantityIn,
    Report,
    Span,
)
from figurecheck_client.types import File

FLOOD = [
    DocumentIn(id="a", source="Valley Post", text="At least 17 people died in the Arvel valley flood on Tuesday."),
    DocumentIn(id="b", source="Upland News", text="The Arvel valley flood on Tuesday killed 11 people."),
]


def problem(parsed: object, status: int) -> Problem:
    """The problem that an answer is."""
    assert isinstance(parsed, Problem), parsed
    assert parsed.status == status, parsed
    return parsed


def long(characters: int) -> CheckRequest:
    """A dossier of so many characters, and some more."""
    return CheckRequest(documents=[DocumentIn(id="a", text="x" * characters)])


def main(url: str, key: str) -> None:
    """Every operation, and every problem that a client has to live with."""
    client = AuthenticatedClient(base_url=url, token=key)
    assert isinstance(live.sync(client=client), Health)
    assert isinstance(ready.sync(client=client), Health)
    assert "figurecheck_requests_total" in str(metrics.sync(client=client))

    request = CheckRequest(documents=FLOOD, options=Options(relations=[OptionsRelationsItem.CONFLICT]))
    answer = check.sync_detailed(client=client, body=request)
    report = answer.parsed
    assert isinstance(report, Report)
    [finding] = report.findings
    assert (finding.relation.value, finding.claims) == ("conflict", ["a:1", "b:2"]), finding
    claim, day = report.claims[:2]
    assert isinstance(claim, QuantityClaim)
    assert (claim.span.text, claim.quantity.lower) == ("17", 17)
    assert isinstance(day, DateClaim)
    assert day.date.type_.value == "DATE"
    again = check.sync_detailed(client=client, body=request, if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")

    extracted = extract.sync(client=client, body=ExtractRequest(documents=FLOOD))
    assert isinstance(extracted, ExtractReport)
    assert [len(document.claims) for document in extracted.documents] == [2, 2]

    claims = [
        ClaimIn(
            id=f"{name}:1", document_id=name, kind=ClaimInKind.QUANTITY, span=Span(0, 2, str(value)), quantity=QuantityIn(nominal=value)
        )
        for name, value in (("a", 17), ("b", 11))
    ]
    assert isinstance(compare.sync(client=client, body=CompareRequest(claims=claims)), CompareReport)

    lines = "\n".join([json.dumps(request.to_dict()), "nonsense", json.dumps(request.to_dict())])
    streamed = check_stream.sync_detailed(client=client, body=File(payload=BytesIO(lines.encode())))
    first, second, third = [json.loads(line) for line in streamed.content.splitlines()]
    assert Report.from_dict(first) == Report.from_dict(third) == report
    assert Problem.from_dict(second).line == 2

    problem(check.sync(client=client, body=File(payload=BytesIO(b"\xc1"))), 400)
    problem(check.sync(client=Client(base_url=url), body=request), 401)  # type: ignore[arg-type]
    problem(check.sync(client=client, body=long(10_000)), 413)
    faulty = problem(check.sync(client=client, body=CheckRequest(documents=[])), 422)
    assert faulty.errors
    assert faulty.errors[0].pointer == "/documents"
    problem(check.sync(client=client, body=long(7_000)), 503)
    print("Python client: round trip complete")


if __name__ == "__main__":
    main(*sys.argv[1:])
