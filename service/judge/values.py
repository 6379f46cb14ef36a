"""How two quantities of one measure relate: the same, both possible as worded, or not both true."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from service.model import Quantity, Unit

from .interval import Interval, gap, of, overlap

# Rounding licence: a figure stands for all values that round to it, but hardly for one more than a twentieth away. A small
# number with a written decimal unit ("1 percent" for 0.96) may use the whole half place.
_ROUNDING_SHARE = Decimal("0.05")
# "About" and "some" are read as within a twentieth, or within half of the last place that is not zero ("about 50" for 54).
_ABOUT_SHARE = Decimal("0.05")
_SAME_SHARE = Decimal("0.025")
_WIDEST_SHARE = Decimal("0.2")
_HALF = Decimal("0.5")
# "Dozens" or "thousands" end softly: half as much again is still the same manner of speaking.
_SOFT = Decimal("1.5")
# Counts are never rounded below this: 296 is not 300 in news.
_COUNT_EXACT_BELOW = 1000
DAYS = {"second": Decimal(1) / 86400, "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7),
         "month": Decimal("30.44"), "quarter": Decimal("91.31"), "year": Decimal("365.25"), "decade": Decimal("3652.5")}  # fmt: skip
# Shares of a temperature mean nothing on a scale with a zero of its own: they are taken of this many degrees.
_WARM = Decimal(20)
# The size of a degree in kelvins.
_DEGREES = {"degree celsius": Decimal(1), "degree fahrenheit": Decimal(5) / 9, "kelvin": Decimal(1)}
# "More than n" is said of a figure not far above n: one that exceeds it by a fifth would have been put higher.
_OVERSTATED = Decimal("1.2")
_MAGNITUDE = Decimal(20)
_ROOM = 20
_ROUGH = 1000
# Coins that are a hundredth of their currency.
_HUNDREDTHS = dict.fromkeys(("cent", "penny", "pence", "eurocent", "centavo", "paisa", "sen", "fen", "kopek", "ore"), Decimal("0.01"))
_BOUNDS = frozenset({"at_least", "more_than", "at_most", "less_than"})
_LOWER = frozenset({"at_least", "more_than"})
_STRICT = frozenset({"more_than", "less_than"})


class Comparison(Struct, frozen=True, kw_only=True):
    """How two quantities relate; `difference` and `overlap` are in the first one's unit."""

    relation: str
    difference: Decimal = Decimal(0)
    relative: Decimal | None = None
    overlap: Interval | None = None
    reasons: tuple[str, ...] = ()


class _Side(Struct, frozen=True):
    """A quantity in the unit in which two are compared."""

    interval: Interval
    nominal: Decimal | None
    half_place: Decimal
    quantity: Quantity


def compare(first: Quantity, second: Quantity) -> Comparison | None:
    """The relation of two quantities of one measure: `agree`, `compatible` or `conflict`; None where they can't be compared.

    Other currencies and other denominators can't; units of one dimension are converted.
    """
    sides = _common(first, second)
    if sides is None:
        return None
    one, two, back = sides
    converted = (first.unit.name != second.unit.name and first.unit.dimension != "currency") or (first.per != second.per)
    relation, reasons = _relation(one, two, converted)
    distance = _distance(one, two)
    smaller = min((abs(value) for value in (_figure(one), _figure(two)) if value), default=None)
    shared = overlap(one.interval, two.interval) if relation == "compatible" else None
    if converted:
        reasons = (*reasons, "unit_conversion")
    return Comparison(
        relation=relation,
        difference=distance * back,
        relative=as_share(distance, smaller) if smaller else None,
        overlap=_in_unit_of(first, shared, back) if shared else None,
        reasons=reasons,
    )


def as_share(distance: Decimal, base: Decimal) -> Decimal:
    """A difference divided by a figure, to four places as long as decimals have room for them."""
    share = distance / base
    return round(share, 4) if share.adjusted() < _ROOM else share


def reading(quantity: Quantity, scale: Quantity) -> Interval | None:
    """What a quantity allows, rounding and approximation included, in the unit of `scale`; None where that can't be."""
    sides = _common(scale, quantity)
    if sides is None:
        return None
    _, side, back = sides
    slack = _rounding(side, side)
    if side.quantity.approximate and side.nominal is not None:
        slack = max(slack, abs(side.nominal) * _ABOUT_SHARE)
    return _in_unit_of(scale, side.interval.widened(slack, slack), back)


def point_like(quantity: Quantity) -> bool:
    """Whether the text gives one figure, exact or approximate."""
    return quantity.nominal is not None and quantity.qualifier in ("exact", "about")


def _relation(one: _Side, two: _Side, converted: bool) -> tuple[str, tuple[str, ...]]:
    first, second = one.quantity, two.quantity
    if point_like(first) and point_like(second):
        return _points(one, two, converted)
    if first.qualifier == "vague" or second.qualifier == "vague":
        return _vague(one, two)
    if one.interval == two.interval:
        return "agree", ("same_interval",)
    if one.nominal is not None and one.nominal == two.nominal and _same_side(first, second):
        return "agree", ("same_figure",)
    if first.qualifier == second.qualifier == "range" and (one.interval.lower == two.interval.lower) != (
        one.interval.upper == two.interval.upper
    ):
        return "conflict", ("one_end_differs",)
    if first.qualifier == second.qualifier and first.qualifier in ("more_than", "less_than", "at_most") and _far(one, two):
        return "conflict", ("bounds_far_apart",)
    if _beyond(one, two) or _beyond(two, one):
        return "conflict", ("far_beyond_bound",)
    if overlap(one.interval, two.interval) is not None:
        return "compatible", ("intervals_overlap",)
    if _at_open_end(one, two) or _at_open_end(two, one):
        return "conflict", ("at_the_bound",)
    if one.nominal is not None and one.nominal == two.nominal and max(_coarse(one), _coarse(two)):
        return "compatible", ("within_rounding",)
    slack = _slack(one, converted) + _slack(two, converted)
    if overlap(one.interval.widened(slack, slack), two.interval) is not None:
        return "compatible", ("within_rounding",)
    return "conflict", ("intervals_apart",)


def _points(one: _Side, two: _Side, converted: bool) -> tuple[str, tuple[str, ...]]:
    assert one.nominal is not None
    assert two.nominal is not None
    apart = abs(one.nominal - two.nominal)
    if not apart:
        return "agree", ("same_value",)
    approximate = one.quantity.approximate or two.quantity.approximate
    place = max(_place(one), _place(two))
    size = max(abs(one.nominal), abs(two.nominal))
    if one.quantity.unit.name in _DEGREES:
        size = min(size, _WARM)
    if apart <= max(_rounding(one, two), _rounding(two, one)):
        return "agree", ("same_value_rounded",)
    if converted and apart <= size * (_ABOUT_SHARE if approximate else _ROUNDING_SHARE):
        return "agree", ("same_value_converted",)
    leeway = min(size * _ABOUT_SHARE, max(_leeway(one), _leeway(two)))
    if approximate and apart <= min(leeway, size * _SAME_SHARE):
        return "agree", ("approximately_same",)
    if approximate and apart <= max(leeway, place):
        return "compatible", ("within_approximation",)
    if apart <= place:
        return "compatible", ("within_rounding",)
    return "conflict", ("values_apart",)


def _vague(one: _Side, two: _Side) -> tuple[str, tuple[str, ...]]:
    both = one.quantity.qualifier == two.quantity.qualifier
    if one.interval == two.interval:
        return "agree", ("same_wording",)
    if both:
        shared = overlap(one.interval, two.interval)
        return ("compatible", ("intervals_overlap",)) if shared else ("conflict", ("orders_of_magnitude_apart",))
    vague, other = (one, two) if one.quantity.qualifier == "vague" else (two, one)
    soft = Interval(
        None if vague.interval.lower is None else vague.interval.lower / _SOFT,
        None if vague.interval.upper is None else vague.interval.upper * _SOFT,
    )
    inside = overlap(soft, other.interval)
    return ("compatible", ("within_vague",)) if inside else ("conflict", ("outside_vague",))


def _rounding(side: _Side, other: _Side) -> Decimal:
    """How far the other value may lie from a figure and still be what it rounds; beside decimals, a whole number is rounded."""
    if side.nominal is None:
        return Decimal(0)
    if side.half_place <= 0:
        whole = side.nominal == side.nominal.to_integral_value()
        decimal = other.nominal is not None and other.nominal != other.nominal.to_integral_value()
        return _HALF if whole and decimal and side.quantity.unit == other.quantity.unit else Decimal(0)
    return side.half_place if _one_place(side) else min(side.half_place, abs(side.nominal) * _ROUNDING_SHARE)


def _leeway(side: _Side) -> Decimal:
    """How far "about" may reach by the figure's own digits: "about 1.5292" is meant to the third decimal, if not to the fourth.

    The less round a number, the more exactly it is meant: M. Krifka, "Approximate interpretations of number words" (2007).
    """
    nominal = side.quantity.nominal
    if not side.quantity.approximate or not nominal or side.nominal is None:
        return Decimal(0)
    place = nominal.normalize().as_tuple().exponent
    assert isinstance(place, int)
    return Decimal(1).scaleb(place + 1) * abs(side.nominal / nominal)


def _place(side: _Side) -> Decimal:
    """The widest reading of a figure's rounding: half of its last written place that is not zero."""
    if side.nominal is None:
        return Decimal(0)
    half = side.half_place
    if side.quantity.approximate and side.quantity.nominal:
        digits = side.quantity.nominal.normalize().as_tuple()
        place = Decimal(1).scaleb(digits.exponent) if isinstance(digits.exponent, int) else Decimal(0)
        half = max(half, place / 2 * abs(side.nominal / side.quantity.nominal))
    return min(half, abs(side.nominal) * _WIDEST_SHARE)


def _one_place(side: _Side) -> bool:
    """Whether the last written place is one of a small number with decimals or a unit word, where rounding to it is usual."""
    quantity = side.quantity
    return quantity.unit.dimension != "count" and quantity.precision <= 1


def _slack(side: _Side, converted: bool) -> Decimal:
    """How much the end of a bound may give: its rounding, more where it is approximate or converted."""
    end = side.nominal if side.nominal is not None else _figure(side)
    if end is None:
        return Decimal(0)
    if converted:
        return abs(end) * _ROUNDING_SHARE
    return abs(end) * _SAME_SHARE / 2 if side.quantity.approximate else Decimal(0)


def _coarse(side: _Side) -> bool:
    """Whether a figure is plain and written in thousands or more, so that "33 million" may be said of a little more."""
    return side.quantity.qualifier == "exact" and side.quantity.precision >= _ROUGH


def _at_open_end(bound: _Side, other: _Side) -> bool:
    """Whether a figure is exactly the one that "fewer than n" or "more than n" shuts out: "fewer than 146" of 146."""
    return (
        bound.quantity.qualifier in _STRICT
        and other.quantity.qualifier == "exact"
        and bound.nominal is not None
        and bound.nominal == other.nominal
        and _is_precise(other.quantity)
    )


def _is_precise(quantity: Quantity) -> bool:
    """Whether a figure is too precise to be a rounded one: three places that are not zero, or a count that ends in none."""
    if not quantity.nominal:
        return False
    places = len(quantity.nominal.normalize().as_tuple().digits)
    small = quantity.unit.dimension == "count" and abs(quantity.nominal) < _COUNT_EXACT_BELOW
    return places >= 3 or (small and quantity.nominal % 10 != 0)


def _far(one: _Side, two: _Side) -> bool:
    """Whether two figures differ by so much that "more than" the one would not be said of the other."""
    figures = [abs(side.nominal) for side in (one, two) if side.nominal]
    return len(figures) == 2 and min(figures) * _OVERSTATED < max(figures)


def _beyond(bound: _Side, other: _Side) -> bool:
    """Whether a figure exceeds "more than n" by an order of magnitude and more, so that nobody would have put it that way."""
    low = other.interval.lower
    return (
        bound.quantity.qualifier == "more_than" and bool(bound.nominal) and low is not None and low > abs(bound.nominal or low) * _MAGNITUDE
    )


def _same_side(first: Quantity, second: Quantity) -> bool:
    """Whether both are bounds on one side, or one is a bound and the other approximate: "more than" and "at least"."""
    if first.qualifier in _BOUNDS and second.qualifier in _BOUNDS:
        return (first.qualifier in _LOWER) == (second.qualifier in _LOWER)
    return False


def _figure(side: _Side) -> Decimal | None:
    if side.nominal is not None:
        return side.nominal
    ends = [end for end in (side.interval.lower, side.interval.upper) if end is not None]
    return sum(ends, Decimal(0)) / len(ends) if ends else None


def _distance(one: _Side, two: _Side) -> Decimal:
    if one.nominal is not None and two.nominal is not None:
        return abs(one.nominal - two.nominal)
    return gap(one.interval, two.interval)


def _common(first: Quantity, second: Quantity) -> tuple[_Side, _Side, Decimal] | None:
    """Both in one unit, and what one of it is in the first one's unit."""
    per = _per_factor(first.per, second.per)
    if per is None or first.unit.dimension != second.unit.dimension:
        return None
    if first.unit.name == second.unit.name and first.unit.symbol == second.unit.symbol:
        return _side(first, Decimal(1)), _side(second, per), Decimal(1)
    if first.unit.dimension == "currency":
        if first.unit.symbol == second.unit.symbol or (
            first.unit.name == second.unit.name and None in (first.unit.symbol, second.unit.symbol)
        ):
            minor = _HUNDREDTHS.get(second.unit.name, Decimal(1)) / _HUNDREDTHS.get(first.unit.name, Decimal(1))
            return _side(first, Decimal(1)), _side(second, per * minor), Decimal(1)
        return None
    one, two = _factor(first), _factor(second)
    if one is None or two is None or first.canonical is None or second.canonical is None or first.canonical.unit != second.canonical.unit:
        return None
    return _canonical(first, one, Decimal(1)), _canonical(second, two, per), 1 / one


def _per_factor(first: Unit | None, second: Unit | None) -> Decimal | None:
    """What a rate per `second` is multiplied with to be one per `first`; "a share" may go unsaid, a time may not."""
    if first is None or second is None:
        told = first or second
        return None if told is not None and told.name in DAYS else Decimal(1)
    if first.name == second.name:
        return Decimal(1)
    if first.name in DAYS and second.name in DAYS:
        return DAYS[first.name] / DAYS[second.name]
    return None


def _in_unit_of(quantity: Quantity, interval: Interval, back: Decimal) -> Interval:
    """An interval of the scale two quantities are compared on, in the unit of one of them; degrees have a zero of their own."""
    scaled = interval.scaled(back)
    factor = _DEGREES.get(quantity.unit.name)
    if factor is None or quantity.canonical is None or quantity.nominal is None or back == 1 / factor == 1:
        return scaled
    zero = quantity.nominal - (quantity.canonical.nominal or Decimal(0)) / factor
    return Interval(
        None if scaled.lower is None else scaled.lower + zero,
        None if scaled.upper is None else scaled.upper + zero,
        scaled.lower_closed,
        scaled.upper_closed,
    )


def _factor(quantity: Quantity) -> Decimal | None:
    """The size of the written unit in the canonical one."""
    if quantity.canonical is None:
        return None
    if quantity.unit.name in _DEGREES:
        return _DEGREES[quantity.unit.name]
    for written, converted in (
        (quantity.nominal, quantity.canonical.nominal),
        (quantity.lower, quantity.canonical.lower),
        (quantity.upper, quantity.canonical.upper),
    ):
        if written and converted:
            return abs(converted / written)
    return None


def _side(quantity: Quantity, factor: Decimal) -> _Side:
    nominal = None if quantity.nominal is None else quantity.nominal * factor
    return _Side(of(quantity).scaled(factor), nominal, _half_place(quantity) * factor, quantity)


def _canonical(quantity: Quantity, factor: Decimal, per: Decimal) -> _Side:
    canonical = quantity.canonical
    assert canonical is not None
    interval = Interval(canonical.lower, canonical.upper, quantity.lower_closed, quantity.upper_closed).scaled(per)
    nominal = None if canonical.nominal is None else canonical.nominal * per
    return _Side(interval, nominal, _half_place(quantity) * factor * per, quantity)


def _half_place(quantity: Quantity) -> Decimal:
    exact = quantity.unit.dimension == "count" and quantity.nominal is not None and abs(quantity.nominal) < _COUNT_EXACT_BELOW
    if exact and quantity.nominal == quantity.nominal.to_integral_value():  # type: ignore[union-attr]
        return Decimal(0)
    return quantity.precision / 2
