"""What the checks share: the text around figures, the values a figure allows, and the finding on a sum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from service.judge.interval import Interval, gap, overlap
from service.judge.severity import severity_of_sum
from service.judge.slips import SLIPS, slip_towards
from service.judge.values import as_share, reading
from service.judge.wording import amount, figure, listed, name, number, quote, short, span
from service.model import Check, Claim, Difference, Evidence, Finding, Quantity, Relation

from .view import View

_LEAD = 32
WORD = re.compile(r"[^\W\d_]+")
_LEADS = frozenset({"to", "at", "from"})
_HUNDRED = Decimal(100)
_LARGE = 10**6
# Figures beyond so many places, large or small, take no part in sums.
_PLACES = 18
# "Half", "a third" and "one in five" are said of shares within three points.
_IN_WORDS = Decimal(3)
# "Half a percent" and the like are rounded to about a tenth of one.
_SPELLED = Decimal("0.1")
# "Nearly half" comes from below, and may be a tenth short.
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|just under|just short of|not quite)\b", re.IGNORECASE)
_SHORT = Decimal("0.9")
# A sum that holds by a bound alone and misses the figure itself by this share is worth a look.
_BESIDE = Decimal("0.1")


_END: Mapping[Relation, str] = {
    "conflict": ", not {}",
    "compatible": "; {} can stand beside it, as the bound leaves room for both",
    "agree": ", which fits {}",
}


def between(first: Claim, second: Claim) -> str:
    """The text from the end of one figure to the start of a later one of the same sentence; empty for others."""
    if first.sentence is None or first.sentence != second.sentence or first.document_id != second.document_id:
        return ""
    start = first.sentence.start
    return first.sentence.text[first.span.end - start : max(first.span.end, second.span.start) - start]


def before(claim: Claim, length: int = _LEAD) -> str:
    """The text before a figure and what qualifies it, within its sentence."""
    home = claim.sentence or claim.expression
    at = min(claim.expression.start, claim.span.start) - home.start
    return home.text[max(0, at - length) : at]


def lead(claim: Claim) -> str:
    """The preposition or other word that leads a figure in ("to" in "to about $5 billion"), lower case; empty at the start."""
    home = claim.sentence or claim.expression
    start = max(0, claim.span.start - home.start - _LEAD)
    own = claim.expression.start - home.start - start
    words = list(WORD.finditer(home.text[start : claim.span.start - home.start]))
    for word in reversed(words):
        if word.start() < own or word.group().lower() in _LEADS:
            return word.group().lower()
    return ""


def tail(claim: Claim, length: int = 40) -> str:
    """The text right after a figure, within its sentence."""
    home = claim.sentence or claim.expression
    at = claim.span.end - home.start
    return home.text[at : at + length]


def allowed(claim: Claim, scale: Claim | None = None) -> Interval | None:
    """All values that a figure allows, rounding and approximation counted, in its unit or that of `scale`; None where that can't be."""
    quantity = claim.quantity
    if quantity is None:
        return None
    interval = reading(quantity, scale.quantity if scale and scale.quantity else quantity)
    if interval is None:
        return None
    if _is_nearly(claim) and interval.lower is not None and quantity.nominal is not None and quantity.nominal > 0:
        return Interval(interval.lower * _SHORT, interval.upper)
    if interval.is_point and quantity.precision > 1 and scale in (None, claim):
        return interval.widened(quantity.precision / 2, quantity.precision / 2)
    return interval


def percent(claim: Claim) -> Interval | None:
    """The values in percent that a share allows, whether written as a percentage or in words; None for what is no share."""
    quantity = claim.quantity
    if quantity is None or quantity.unit.dimension not in ("percentage", "count") or quantity.unit.name == "percentage point":
        return None
    if quantity.unit.dimension == "percentage":
        interval = allowed(claim)
        spelled = interval is not None and not any(character.isdigit() for character in claim.span.text)
        return interval.widened(_SPELLED, _SPELLED) if interval is not None and spelled and (quantity.nominal or 1) < 1 else interval
    if not is_fraction(claim):
        return None
    lower = None if quantity.lower is None else quantity.lower * _HUNDRED
    upper = None if quantity.upper is None else quantity.upper * _HUNDRED
    nearly = _is_nearly(claim) or (quantity.approximate and quantity.qualifier == "about")
    below = lower * (1 - _SHORT) if nearly and lower else _IN_WORDS
    above = _IN_WORDS if not _is_nearly(claim) else Decimal(1)
    bare = lower is not None and upper is not None
    return Interval(lower, upper).widened(max(below, _IN_WORDS) if bare else Decimal(0), above if bare else Decimal(0))


def is_share(claim: Claim) -> bool:
    """Whether a claim is a percentage."""
    return claim.quantity is not None and claim.quantity.unit.name == "percentage" and claim.quantity.per is None


def is_fraction(claim: Claim) -> bool:
    """Whether a claim is a share in words: half, two-thirds, one in five."""
    quantity = claim.quantity
    if quantity is None or quantity.unit.dimension != "count" or quantity.per is not None:
        return False
    value = next((end for end in (quantity.nominal, quantity.lower, quantity.upper) if end is not None), None)
    return value is not None and 0 < value < 1


def is_plain(claim: Claim) -> bool:
    """Whether a claim is one positive figure, exact or approximate, no rate, no share and no duration."""
    quantity = claim.quantity
    return (
        quantity is not None
        and quantity.nominal is not None
        and quantity.nominal > 0
        and abs(quantity.nominal.adjusted()) <= _PLACES
        and quantity.per is None
        and claim.kind == "quantity"
        and quantity.unit.dimension != "percentage"
        and not is_fraction(claim)
        and claim.role not in ("age", "ordinal", "score")
    )


def alike(one: Claim, two: Claim) -> bool:
    """Whether two claims are plain figures of one unit."""
    return bool(one.quantity and two.quantity and is_plain(one) and is_plain(two) and same_unit(one.quantity, two.quantity))


def is_bare(claim: Claim) -> bool:
    """Whether a figure has no noun of its own: what it counts was named before."""
    return claim.expression.text.strip().lower() == claim.span.text.strip().lower()


def is_count(claim: Claim) -> bool:
    """Whether a claim is a plain whole number of things."""
    quantity = claim.quantity
    return is_plain(claim) and quantity is not None and quantity.unit.dimension == "count" and quantity.precision >= 1


def unit_of(quantity: Quantity) -> str:
    """The unit as explanations name it: the code of a currency, the name of any other."""
    return (quantity.unit.symbol if quantity.unit.dimension == "currency" else None) or quantity.unit.name


def same_unit(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities are in one unit, written alike."""
    return first.unit.name == second.unit.name and first.unit.symbol == second.unit.symbol and first.per == second.per


def divided(part: Interval | None, whole: Interval | None) -> Interval | None:
    """The quotients of two intervals of positive values, open above where the part is; None where that can't be told."""
    if part is None or whole is None or part.lower is None or whole.lower is None or whole.upper is None or whole.lower <= 0:
        return None
    return Interval(part.lower / whole.upper, None if part.upper is None else part.upper / whole.lower)


def told(claims: Sequence[Claim], view: View) -> str:
    """Who says so ("In AP, ") where one document has all the figures; empty where each is given with its source."""
    return f"In {name(claims[0], view.documents)}, " if len({claim.document_id for claim in claims}) == 1 else ""


def quoted(claim: Claim, claims: Sequence[Claim], view: View, *, whole: bool = False) -> str:
    """A figure in quotation marks (`whole`: with what it counts), and its source where the figures are from several."""
    marked = f"“{quote(claim) if whole else figure(claim)}”"
    return marked if told(claims, view) else f"{marked} ({name(claim, view.documents)})"


def finding(
    check: Check,
    view: View,
    operands: tuple[Claim, ...],
    stated: Claim,
    *,
    says: str,
    expected: Interval,
    allows: Interval,
    unit: str,
    assumption: str,
    confidence: float,
    more: str = "",
    stated_as: str | None = None,
    ends: Mapping[Relation, str] | None = None,
) -> Finding:
    """The finding on one sum, whether it comes out or not.

    `says` is the clause up to its result; `expected` is what the other operands give and `allows` what `stated` does, both
    in `unit`; `more` follows the result ("each"); `stated_as` quotes what is stated where that is a word, and
    `ends` replaces the end of the sentence where nothing is stated. `confidence` is how sure it is that
    these figures belong together.
    """
    relation = _relation(expected, allows, operands, stated)
    apart = gap(expected, allows)
    base = min((abs(end) for end in (expected.lower, expected.upper, allows.lower, allows.upper) if end), default=None)
    relative = as_share(apart, base) if base else None
    slip = (
        slip_towards(stated.quantity, expected)
        if relation == "conflict" and stated.quantity and not (stated_as or ends or None in (expected.lower, expected.upper))
        else None
    )
    marked = f"“{stated_as}”" if stated_as else quoted(stated, operands, view, whole=True)
    end = (ends or {}).get(relation) or _END[relation].format(marked)
    hint = f"; {SLIPS[slip[0]]}, {amount(slip[1], unit)} would fit" if slip else ""
    text = f"{told(operands, view)}{says} {in_words(expected, unit)}{more}{end}{hint}."
    return Finding(
        id="",
        kind="arithmetic",
        relation=relation,
        severity=severity_of_sum(relation, relative),
        confidence=sure(confidence, operands),
        topic=view.topic_of(stated, *operands),
        claims=tuple(dict.fromkeys(claim.id for claim in operands)),
        check=check,
        assumption=assumption,
        difference=Difference(apart, relative, unit) if apart and relation == "conflict" else None,
        slip=slip[0] if slip else None,
        explanation=text[0].upper() + text[1:],
        evidence=Evidence(score=confidence, reasons=(check,)),
    )


def sure(confidence: float, claims: Sequence[Claim]) -> float:
    """How sure a check is, by the figure that was read with most doubt."""
    return round(confidence * min(claim.confidence for claim in claims), 2)


def in_words(interval: Interval, unit: str) -> str:
    """A computed interval: about 3.8 percent; 40 to 45 percent; more than 20."""
    lower, upper = interval.lower, interval.upper
    if lower is None or upper is None:
        if lower is not None:
            return f"{amount(_told(lower, unit), unit)} or more"
        return f"{amount(short(upper), unit)} or less" if upper is not None else "any number"
    if lower == upper:
        told = _told(lower, unit)
        return amount(told, unit) if told == lower else f"about {amount(told, unit)}"
    if upper - lower == 1 and lower == lower.to_integral_value():
        return f"{number(lower)} or {amount(upper, unit)}"
    middle = (lower + upper) / 2
    if upper - lower <= abs(middle) / 20:
        return f"about {amount(short(middle), unit)}"
    return span(short(lower), short(upper), unit)


def _told(value: Decimal, unit: str) -> Decimal:
    """A computed value as it is told: whole counts as they are, others to four significant digits."""
    exact = short(value, 4)
    return value if exact == value or (unit == "count" and value == value.to_integral_value() and abs(value) < _LARGE) else short(value)


def result(claims: Sequence[Claim], operands: Sequence[Claim], view: View) -> str:
    """Quoted figures in a row: those of `claims`, out of the `operands` of one sum."""
    return listed([quoted(claim, operands, view) for claim in claims])


def _relation(expected: Interval, allows: Interval, operands: Sequence[Claim], stated: Claim) -> Relation:
    if overlap(expected, allows) is None:
        return "conflict"
    if not any(claim.quantity and claim.quantity.qualifier not in ("exact", "about") for claim in operands):
        return "agree"
    nominal = stated.quantity.nominal if stated.quantity else None
    near = nominal is None or expected.widened(abs(nominal) * _BESIDE, abs(nominal) * _BESIDE).contains(nominal)
    return "agree" if near else "compatible"


def _is_nearly(claim: Claim) -> bool:
    return _NEARLY.search(claim.expression.text[: max(0, claim.span.start - claim.expression.start)]) is not None
