"""Claims that a caller posts: those of an extraction as they are, or as little of them as can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct, structs

from service.model import Canonical, Claim, Date, Direction, Kind, Measure, Qualifier, Quantity, Role, Span, TimeScope, Unit
from service.settings import Settings

from .problems import Fault, beyond

GREATEST = Decimal("1e100")  # beyond what anybody counts or measures
Value = Annotated[Decimal, Meta(extra_json_schema={"minimum": -1e100, "maximum": 1e100})]
Name = Annotated[str, Meta(min_length=1, max_length=300)]
LOWER: frozenset[Qualifier] = frozenset({"at_least", "more_than"})
UPPER: frozenset[Qualifier] = frozenset({"at_most", "less_than"})
OPEN: frozenset[Qualifier] = frozenset({"more_than", "less_than"})


class CanonicalIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same interval in the SI unit of its dimension."""

    lower: Value | None = None
    upper: Value | None = None
    nominal: Value | None = None
    unit: str


class QuantityIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much: bounds, or a nominal figure with its qualifier, or both."""

    lower: Value | None = None
    upper: Value | None = None
    lower_closed: Annotated[bool | None, Meta(description="Where absent: whether there is a lower bound that is not `more_than`.")] = None
    upper_closed: Annotated[bool | None, Meta(description="Where absent: whether there is an upper bound that is not `less_than`.")] = None
    nominal: Annotated[Value | None, Meta(description="The figure itself; without bounds it is one, as `qualifier` says.")] = None
    qualifier: Annotated[Qualifier | None, Meta(description="Where absent: what the bounds say.")] = None
    direction: Direction | None = None
    approximate: bool | None = None
    unit: Unit = Unit("count")
    per: Unit | None = None
    precision: Annotated[Value | None, Meta(description="Size of the last place written; where absent, of the last digit not 0.")] = None
    canonical: CanonicalIn | None = None

    def quantity(self) -> Quantity:
        """The quantity with everything filled in that follows from what is given."""
        lower, upper, qualifier = self.lower, self.upper, self.qualifier
        if lower is None and upper is None and self.nominal is not None:
            lower = None if qualifier in UPPER else self.nominal
            upper = None if qualifier in LOWER else self.nominal
        lower_closed = lower is not None and qualifier not in OPEN if self.lower_closed is None else self.lower_closed
        upper_closed = upper is not None and qualifier not in OPEN if self.upper_closed is None else self.upper_closed
        nominal = lower if self.nominal is None and lower == upper else self.nominal
        if qualifier is None:
            qualifier = _qualifier(lower, upper, lower_closed, upper_closed)
        written = next((value for value in (nominal, lower, upper) if value is not None), Decimal(1))
        return Quantity(
            lower=lower,
            upper=upper,
            lower_closed=lower_closed,
            upper_closed=upper_closed,
            nominal=nominal,
            qualifier=qualifier,
            direction=self.direction,
            approximate=qualifier in {"about", "vague"} if self.approximate is None else self.approximate,
            unit=self.unit,
            per=self.per,
            precision=_last_place(written) if self.precision is None else self.precision,
            canonical=Canonical(**structs.asdict(self.canonical)) if self.canonical else None,
        )


class ClaimIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim to compare; besides `id`, `document_id`, `kind` and `span` it needs a quantity or a date."""

    id: Name
    document_id: Name
    kind: Kind
    span: Span
    expression: Annotated[Span | None, Meta(description="The span with the words that qualify it; where absent, the span.")] = None
    quantity: QuantityIn | None = None
    date: Date | None = None
    measure: Measure = Measure()
    role: Role = "level"
    time: TimeScope = TimeScope()
    attribution: str | None = None
    sentence: Span | None = None
    confidence: Annotated[float, Meta(ge=0, le=1)] = 1.0

    def claim(self) -> Claim:
        """The claim as the stages know it."""
        return Claim(
            id=self.id,
            document_id=self.document_id,
            kind=self.kind,
            span=self.span,
            expression=self.expression or self.span,
            quantity=self.quantity.quantity() if self.quantity else None,
            date=self.date,
            measure=self.measure,
            role=self.role,
            time=self.time,
            attribution=self.attribution,
            sentence=self.sentence,
            confidence=self.confidence,
        )


def audit_claims(body: Any, settings: Settings) -> Iterator[Fault]:
    """What types cannot say of posted claims: ids that differ, a value of the right kind, bounds in order."""
    claims = body.get("claims") if isinstance(body, dict) else None
    if not isinstance(claims, list):
        return
    if len(claims) > settings.max_claims:
        yield beyond("/claims", len(claims), "claims", settings.max_claims)
        return
    first: dict[str, int] = {}
    for number, claim in enumerate(claims):
        if not isinstance(claim, dict):
            continue
        name, kind = claim.get("id"), claim.get("kind")
        if isinstance(name, str) and first.setdefault(name, number) != number:
            yield Fault(f"/claims/{number}/id", f"Same id as /claims/{first[name]}.")
        if kind in ("quantity", "duration") and claim.get("quantity") is None:
            yield Fault(f"/claims/{number}/quantity", f"A claim of kind {kind} has a quantity.")
        if kind == "date" and claim.get("date") is None:
            yield Fault(f"/claims/{number}/date", "A claim of kind date has a date.")
        quantity = claim.get("quantity")
        yield from _beyond(quantity, f"/claims/{number}/quantity")
        if isinstance(quantity, dict):
            yield from _beyond(quantity.get("canonical"), f"/claims/{number}/quantity/canonical")
        for key in ("quantity", "date", "time"):
            value = claim.get(key)
            lower, upper = (value.get("lower"), value.get("upper")) if isinstance(value, dict) else (None, None)
            if _ordered(lower, upper) is False:
                yield Fault(f"/claims/{number}/{key}/upper", "The upper end lies below the lower end.")


def _beyond(values: Any, at: str) -> Iterator[Fault]:
    """Values that are beyond all measure."""
    for key, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, int | Decimal) and abs(Decimal(value)) > GREATEST:
            yield Fault(f"{at}/{key}", "This is beyond what can be compared (1e100).")


def _ordered(lower: Any, upper: Any) -> bool | None:
    """Whether two ends are in order; None where they cannot be told."""
    if isinstance(lower, int | Decimal) and isinstance(upper, int | Decimal):
        return lower <= upper
    return lower <= upper if isinstance(lower, str) and isinstance(upper, str) else None


def _qualifier(lower: Decimal | None, upper: Decimal | None, lower_closed: bool, upper_closed: bool) -> Qualifier:
    if lower is not None and upper is not None:
        return "exact" if lower == upper else "range"
    if lower is not None:
        return "at_least" if lower_closed else "more_than"
    if upper is not None:
        return "at_most" if upper_closed else "less_than"
    return "vague"


def _last_place(value: Decimal) -> Decimal:
    """The size of the last digit that is not 0: 100 for 12,300, 0.1 for 4.5, 1 for 0."""
    exponent = value.normalize().as_tuple().exponent if value else 0
    return Decimal(f"{Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0):f}")
