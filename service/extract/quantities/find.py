"""The one pass over the tokens of a text that finds its quantities and the names that hold numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from msgspec.structs import replace

from service.extract.hyphens import HYPHENS
from service.extract.numbers import candidates
from service.extract.ordinals import WORDS as ORDINALS
from service.lexicon import load
from service.lexicon.units import units
from service.model import Mention, Scan, TokenKind, Unit

from .ages import is_told_age
from .amounts import COUNT, Amount, amount_at
from .bounds import bounds_of
from .directions import direction_of
from .moments import MONTHS
from .names import name_at
from .nouns import counts_after
from .quantity import canonical, quantity_of, with_unit
from .ranges import joined
from .ranks import rank_at
from .rates import rate_of
from .ratings import rating_at

_NAMES: dict[str, Any] = load("names")
_COMPOUNDS = frozenset(_NAMES["compound_nouns"])
_THINGS = frozenset(_NAMES["compound_things"])
_AFTER_THING = frozenset(
    word for name in ("prepositions", "conjunctions", "be", "auxiliaries", "modals") for word in load("function_words")[name]
)
_ONE_NEVER_BEFORE = frozenset(_NAMES["one_never_before"])
_ONE_NEVER_AFTER = frozenset(_NAMES["one_never_after"])
_AFTER_LEVEL = frozenset(load("directions")["level"]["before"])
_BOUNDS = frozenset({"at_least", "more_than", "at_most", "less_than"})
_AGE_OF = frozenset({("age", "of"), ("ages", "of"), ("aged", "between"), ("ages", "between")})
_AGED = frozenset({"aged", "age", "ages"})
_TURNING = frozenset({"turn", "turns", "turned", "turning"})
_AGE_BOUNDS = frozenset({("younger", "than"), ("older", "than")})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "'s", "’s"})
_PERSONS = frozenset(_NAMES["persons"])
_DEICTIC = frozenset({"this", "last", "next", "earlier", "when", "before", "today"})
# What stands between an amount and the one it is set against, in how many words, and from which size on no unit is needed.
_AGAINST = frozenset({"from", "to", "against", "versus", "vs", "vs.", "compared", "with", "than", "up", "down", ",", "and", "or", "a"})
_SET_AGAINST, _LARGE = 4, Decimal(100_000)
_AGE_UNITS = frozenset({"year", "month", "week", "day"})


class Found(NamedTuple):
    """The quantities of a text in order, none overlapping another, and the token ranges of names that hold numbers.

    `until` is the token where reading stopped, None where the whole text was read.
    """

    mentions: tuple[Mention, ...]
    names: tuple[tuple[int, int], ...]
    until: int | None


def most_numbers(most: int) -> int:
    """How many numbers of a text are looked at where `most` quantities are wanted: in news, four in five are quantities of their own."""
    return 2 * most


def find(scan: Scan, most: int | None = None) -> Found:
    """What is found in a text; reading stops once there are `most` quantities, or `most_numbers` were looked at."""
    numbers = candidates(scan)
    until: int | None = None
    if most is not None and len(numbers) > most_numbers(most):
        until = numbers[most_numbers(most)]
        del numbers[most_numbers(most) :]
    mentions: list[Mention] = []
    names: list[tuple[int, int]] = []
    done = 0
    for index in numbers:
        if index < done:
            continue
        if most is not None and len(mentions) >= most:
            until = mentions[-1].last
            break
        placed = rank_at(scan, index) or rating_at(scan, index)
        if placed:
            mentions.append(placed)
            done = placed.after
            continue
        if scan.lower[index] in ORDINALS:
            continue
        name = name_at(scan, index)
        if name:
            names.append(name)
            done = max(done, name[1])
            continue
        amount = amount_at(scan, index)
        if amount is None or amount.first < done or not _is_figure(scan, amount):
            done = max(done, amount.number.last if amount else _past_digits(scan, index))
            continue
        join = joined(scan, amount)
        done = join.last
        if not join.amounts:
            names.append((amount.first, join.last))
        for low, high, unit in join.amounts:
            mention = _mention(scan, low, high, unit, mentions[-1] if mentions else None)
            if join.score:
                mention = replace(mention, rule="score")
            mention = _with_currency(scan, mentions[-1], mention) if mentions else mention
            merged = _two_bounds(scan, mentions[-1], mention) if mentions else None
            if merged:
                mentions[-1] = merged
            else:
                mentions.append(mention)
            done = max(done, mention.after)  # "40 cases per 100,000 people" is one figure
    return Found(_with_points(scan, mentions), tuple(names), None if until is None else max(until, done))


def _with_currency(scan: Scan, last: Mention, mention: Mention) -> Mention:
    """A large number with the currency of the amount it is set against: "to 1.24 billion euros from 1.57 billion"."""
    one, two = last.quantity, mention.quantity
    if one is None or two is None or one.unit.dimension != "currency" or two.unit != COUNT or two.precision < _LARGE or two.per is not None:
        return mention
    between = scan.lower[last.after : mention.before]
    if not 0 < len(between) <= _SET_AGAINST or not _AGAINST.issuperset(between) or _counts(scan, mention):
        return mention
    return replace(mention, quantity=with_unit(two, one.unit), rule="unit")


def _counts(scan: Scan, mention: Mention) -> bool:
    """Whether a noun stands behind the figure, which it counts."""
    return mention.last < len(scan) and scan.kinds[mention.last] is TokenKind.WORD and counts_after(scan, mention.last)


def _with_points(scan: Scan, mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions, with index levels in the points that their sentence counts the change in: "lost 162 points to 7,425.81"."""
    pointed = {scan.sentence_of[mention.first] for mention in mentions if mention.quantity and mention.quantity.unit.dimension == "point"}
    if not pointed:
        return tuple(mentions)
    return tuple(_pointed(scan, mention) if scan.sentence_of[mention.first] in pointed else mention for mention in mentions)


def _pointed(scan: Scan, mention: Mention) -> Mention:
    quantity, last = mention.quantity, mention.last
    if quantity is None or quantity.unit != COUNT or (quantity.nominal or 0) < 100:
        return mention
    if quantity.precision >= 1 and (mention.first == 0 or scan.lower[mention.first - 1] not in {"to", "at"}):
        return mention
    if last < len(scan) and scan.kinds[last] is TokenKind.WORD and scan.lower[last] not in _AFTER_LEVEL:
        return mention
    return replace(mention, quantity=with_unit(quantity, units().names["point"]), rule="unit")


def _past_digits(scan: Scan, index: int) -> int:
    """Past groups of digits side by side that are too long for a number."""
    last = index + 1
    while last < len(scan) and scan.kinds[last] is TokenKind.NUMBER and len(scan.words[last]) == 3:
        last += 1
    return last


def _mention(scan: Scan, low: Amount, high: Amount | None, unit: Unit | None, previous: Mention | None) -> Mention:
    last = (high or low).last
    bounds = bounds_of(scan, low.first, last)
    qualifier, approximate, before = bounds.qualifier, bounds.approximate, bounds.before
    rate = rate_of(scan, last, (unit or COUNT).dimension == "count")
    age = _age(scan, before, last, unit, low)
    direction = (
        None if age or low.number.vague_upper is not None else direction_of(scan, before, last, unit or COUNT, _is_counted(low, unit))
    )
    if previous is not None and previous.quantity is not None and _restates(scan, previous.after, before):
        direction = direction or previous.quantity.direction
        if (
            qualifier == "exact"
            and scan.words[previous.after] == "("
            and unit is not None
            and previous.quantity.unit.dimension == unit.dimension
        ):
            qualifier = previous.quantity.qualifier if previous.quantity.qualifier in _BOUNDS else qualifier
    after = max(bounds.after, rate[0] if rate else last, age[0] if age else last)
    quantity = quantity_of(low, high, qualifier, approximate, direction, age[1] if age else unit, rate[1] if rate and not age else None)
    return Mention(
        kind="quantity", span=scan.span(low.first, last), expression=scan.span(before, after), first=low.first, last=last,
        before=before, after=after, quantity=quantity, rule="age" if age else _rule(low, unit),
    )  # fmt: skip


def _is_counted(low: Amount, unit: Unit | None) -> bool:
    """Whether an amount counts things: a whole number without a unit."""
    return unit is None and not low.number.fraction and low.value == int(low.value)


def _two_bounds(scan: Scan, one: Mention, two: Mention) -> Mention | None:
    """A lower and an upper bound of one figure as a range: "at least 20 and at most 100", "more than 5 but less than 10"."""
    first, second = one.quantity, two.quantity
    if first is None or second is None or two.before - one.after != 1 or scan.lower[one.after] not in {"and", "but", "or"}:
        return None
    if first.unit not in {second.unit, COUNT}:
        return None
    low, high = (first, second) if first.upper is None else (second, first)
    if low.lower is None or high.upper is None or low.upper is not None or high.lower is not None or low.lower >= high.upper:
        return None
    quantity = replace(
        second,
        lower=low.lower,
        upper=high.upper,
        lower_closed=low.lower_closed,
        upper_closed=high.upper_closed,
        nominal=None,
        qualifier="range",
        canonical=canonical(low.lower, high.upper, None, second.unit),
    )
    return replace(
        two,
        span=scan.span(one.first, two.last),
        expression=scan.span(one.before, two.after),
        first=one.first,
        before=one.before,
        quantity=quantity,
    )


def _rule(low: Amount, unit: Unit | None) -> str:
    if low.number.vague_upper is not None:
        return "vague"
    if unit is None:
        return "fraction" if low.number.fraction else "count"
    return {"currency": "money", "percentage": "percent"}.get(unit.dimension, "unit")


def _restates(scan: Scan, end: int, first: int) -> bool:
    """Whether the figure says the one before it over again: "162 points, or 2.1%", "0.25 points (0.01%)"."""
    return scan.lower[end:first] in {(",", "or"), ("or",), ("(",)}


def _age(scan: Scan, before: int, last: int, unit: Unit | None, amount: Amount) -> tuple[int, Unit] | None:
    """Reads "15-year-old", "60 years old", "18 months of age", "aged 62", ", 62,": where the words end, and the unit."""
    lower = scan.lower
    after_age = lower[max(before - 2, 0) : before] in _AGE_OF or (before > 0 and lower[before - 1] in _AGED)
    if unit is not None:
        if unit.name not in _AGE_UNITS:
            return None
        at = last + 1 if last < len(scan) and scan.words[last] in HYPHENS else last
        if at < len(scan) and lower[at] in {"old", "olds"}:
            return at + 1, unit
        if lower[at : at + 2] == ("of", "age"):
            return at + 2, unit
        return (last, unit) if after_age or _over_age(scan, before) else None
    if not 0 < amount.value < 130 or amount.value != int(amount.value):
        return None
    if after_age or _over_age(scan, before) or (before and lower[before - 1] in _TURNING and _is_alone(scan, last)):
        return last, _YEAR
    if is_told_age(scan, before, last):
        return last, _YEAR
    comma = before > 1 and scan.words[before - 1] == ","
    person = comma and (lower[before - 2] in _PERSONS or (amount.value > 9 and _is_phrase(scan, before - 2)))
    named = comma and scan.words[before - 2][0].isupper() and scan.kinds[before - 2] is TokenKind.WORD
    closed = last < len(scan) and scan.words[last] in {",", ".", ";"} and not scan.glued(last + 1)
    if person and closed and (lower[before - 2] in _PERSONS or scan.words[last] == ","):
        return last, _YEAR
    if named and closed and amount.number.written == "digits" and amount.value > 4 and lower[before - 2] not in MONTHS:
        return (last, _YEAR) if scan.words[last] == "," else None
    return None


def _is_alone(scan: Scan, last: int) -> bool:
    """Whether no noun follows that the figure before token `last` could count: "turned 80 in May", "turns 40"."""
    return last >= len(scan) or scan.kinds[last] is not TokenKind.WORD or scan.lower[last] in _AFTER_LEVEL or scan.lower[last] in _DEICTIC


def _is_phrase(scan: Scan, at: int) -> bool:
    """Whether the word at token `at` ends a short noun phrase with a determiner: "the actress, 33,"."""
    return (
        scan.words[at].isalpha()
        and scan.lower[at] not in units().surfaces
        and any(scan.lower[index] in _DETERMINERS for index in range(max(at - 3, 0), at))
    )


def _over_age(scan: Scan, before: int) -> bool:
    """Whether the words that bound the figure speak of age: "over the age of 21", "aged under 18"."""
    bounded = scan.lower[before : before + 5]
    return (
        ("age" in bounded and "of" in bounded) or bounded[:2] in _AGE_BOUNDS or bounded[:3] in {("as", "young", "as"), ("as", "old", "as")}
    )


_YEAR = Unit("year", "yr", "time")


def _is_figure(scan: Scan, amount: Amount) -> bool:
    """Whether the amount is a figure at all: not the pronoun "one", "four-door", digits glued to letters."""
    last, index = amount.last, amount.number.first
    if last < len(scan) and scan.glued(last) and scan.kinds[last] is TokenKind.WORD and amount.number.written != "words":
        return scan.lower[last] == "x"
    if amount.noun and scan.lower[amount.noun] in _COMPOUNDS and amount.unit is None and amount.number.value < 100:
        return False
    if amount.noun and scan.lower[amount.noun] in _THINGS and amount.unit is None and not _has_noun(scan, amount.noun):
        return False
    if amount.unit is None and scan.lower[index] == "one" and amount.number.last == index + 1:
        return _is_one(scan, amount)
    return True


def _has_noun(scan: Scan, at: int) -> bool:
    """Whether the compound that ends with token `at` stands before a noun: "a four-cylinder engine", not "a four-cylinder or a diesel"."""
    after = at + 1
    return after < len(scan) and scan.kinds[after] is TokenKind.WORD and scan.lower[after] not in _AFTER_THING


def _is_one(scan: Scan, amount: Amount) -> bool:
    """Whether "one" counts: "one proposal", "one of the screens"; not "no one", "the one that"."""
    index, last = amount.number.first, amount.last
    before = scan.lower[index - 1] if index and scan.sentence_of[index - 1] == scan.sentence_of[index] else ""
    if before in _ONE_NEVER_AFTER or (index and scan.words[index - 1] in HYPHENS and scan.glued(index)):
        return False
    if last >= len(scan):
        return False
    following = scan.lower[last]
    if following == "of":
        return True
    if amount.noun:
        return False
    return scan.kinds[last] is TokenKind.WORD and following not in _ONE_NEVER_BEFORE
