"""Whether time explains a difference: figures of one measure that the texts place at different times or stages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from service.lexicon import load
from service.memo import remembered
from service.model import Claim, Document

# What time can do: within a year and a half a level may become several times as large, but a thousandfold is a slip.
_MOST_BY_TIME = Decimal(5)
_MOST_BY_YEARS = Decimal(100)
# What is asked for or expected may be far from what comes about, but not by a slip of magnitude.
_MOST_BY_STAGE = Decimal(100)
_LONG = 540
_MONTH = 31
# How many words before and after a figure may tell its stage.
_STAGE_BEFORE, _STAGE_AFTER = 12, 6
_CLOSE_OF_DAY = "session:close"
# Names of days and months that are as often something else.
_AMBIGUOUS = frozenset({"may", "mar", "march", "sun", "sat", "mon"})

_RESTATED = 80
_RESTATES = re.compile(r"(?<![\d.,])\d[\d.,]{0,20}(?: [^\W\d_]+){0,3},? or (?:about |nearly |some )?[^\w ]?$")
_BASE_DAY = re.compile(
    r"\b(?:from|than|versus|against|compared (?:with|to))\b[^.;]{0,40}?\d[^.;]{0,20}? ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# Of amounts of money and shares, what is looked for is expected; of people it is not.
_LOOK_REACH = 120
_LOOKED_FOR = frozenset({"currency", "percentage"})
_LOOKING = re.compile(r"\b(?:looking|look|looks|looked|hoping|hoped|braced|pencill?ed in) for\b[^.;]*$", re.IGNORECASE)
_COUNTING = re.compile(
    r"\b(exit|official|unofficial|partial|final|preliminary|provisional|first|second|third|advance|flash|initial|early)"
    r" (?:polls?|results?|count|tally|returns|estimates?|reading|figures)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+|\d{1,2}[:.]\d\d|\d+|[;—–]")
_PARTS = re.compile(r"\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](quarter|half)\b(?! of the (?:game|match))", re.IGNORECASE)
_PART_OF_YEAR = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\b|\b(\d{1,2}):?(\d\d)\s*(?:GMT|UTC|EDT|EST|BST|CET)\b", re.IGNORECASE)


def explained(
    first: Claim,
    second: Claim,
    documents: tuple[Document | None, Document | None],
    beside: tuple[Sequence[Claim], Sequence[Claim]] = ((), ()),
) -> str | None:
    """Why two differing figures need not contradict each other, or None: a reason in one word, for the evidence.

    `beside` holds the claims of either one's sentence.
    """
    apart = _days_apart(first, second)
    here, there = stages(first), stages(second)
    if ("forecast" in here or "demand" in here) != ("forecast" in there or "demand" in there) and ratio(first, second) < _MOST_BY_STAGE:
        return "different_stages"
    one, two = moments(first), moments(second)
    if not _possible(first, second, apart, told=bool(apart) or _apart(one, two)):
        return None
    if apart:
        return "different_times"
    if _other_period(first, second) or _running_total(first, second):
        return "different_periods"
    if _other_count(first, second):
        return "different_stages"
    if ("revised" in here) != ("revised" in there):
        return "revised"
    if _apart(one, two):
        return "different_times"
    if _other_session(first, second) or _other_close(first, second, one, two, beside):
        return "different_times"
    if not one & two and ("period:before" in one) != ("period:before" in two):
        return "different_periods"
    if _grew(first, second, documents):
        return "later_report"
    return None


def _other_count(first: Claim, second: Claim) -> bool:
    """Whether two figures are of other counts or estimates of one thing: an exit poll, official results; the first, the second."""
    told = [_COUNTING.search(claim.home.text) for claim in (first, second)]
    if told[0] is None or told[1] is None:
        return any(match is not None and match.group(1).lower() == "exit" for match in told)
    return told[0].group(1).lower() != told[1].group(1).lower()


def _other_session(first: Claim, second: Claim) -> bool:
    """Whether two figures are set against those of different weekdays ("compared with 12 Monday"), and so are of different days."""
    bases = [_BASE_DAY.search(claim.home.text, claim.end) for claim in (first, second)]
    return bases[0] is not None and bases[1] is not None and bases[0].group(1)[:3].lower() != bases[1].group(1)[:3].lower()


def _other_close(
    first: Claim, second: Claim, one: frozenset[str], two: frozenset[str], beside: tuple[Sequence[Claim], Sequence[Claim]]
) -> bool:
    """Whether both figures are of a close, one of a day's gain and one of a day's loss: a market closes once a day."""
    if _CLOSE_OF_DAY not in one or _CLOSE_OF_DAY not in two:
        return False
    moves = [_moves((claim, *claims)) for claim, claims in ((first, beside[0]), (second, beside[1]))]
    return sorted(moves) == ["down", "up"]


def _moves(claims: Sequence[Claim]) -> str:
    """The direction that the changes among some claims share, or nothing."""
    told = {claim.quantity.direction for claim in claims if claim.quantity is not None and claim.quantity.direction is not None}
    return told.pop() if len(told) == 1 else ""


def moments(claim: Claim) -> frozenset[str]:
    """The times that the text names for a figure: weekdays, months, years, clock times, moments of a day, periods."""
    return _read(claim.home.text, claim.begin, claim.end)[0]


def stages(claim: Claim) -> frozenset[str]:
    """The stages that the text names for a figure: forecast, demand, revised."""
    found = _read(claim.home.text, claim.begin, claim.end)[1]
    if (
        claim.quantity is not None
        and claim.quantity.unit.dimension in _LOOKED_FOR
        and _LOOKING.search(claim.home.text, max(0, claim.begin - _LOOK_REACH), claim.begin)
    ):
        found |= {"forecast"}
    return found | {"forecast"} if claim.role == "forecast" and claim.time.timex is not None else found


@cache
def _flow_verbs() -> frozenset[str]:
    return frozenset(load("stages")["scope"]["flows"])


def _possible(first: Claim, second: Claim, apart: int | None, *, told: bool) -> bool:
    """Whether time could do it at all: levels move so far and no further. `told` is that the texts name two periods."""
    if "change" in (first.role, second.role) or _running_total(first, second):
        return True
    period = (apart is not None and abs(apart) > _LONG) or (told and _flows(first) and _flows(second))
    return ratio(first, second) < (_MOST_BY_YEARS if period else _MOST_BY_TIME)


def _flows(claim: Claim) -> bool:
    """Whether a figure is what came about in a period (jobs added, cars sold), and no level that time moves only so far."""
    return claim.role in ("change", "rate") or claim.measure.event in _flow_verbs()


def ratio(first: Claim, second: Claim) -> Decimal:
    """How many times the smaller of two figures goes into the larger; 1 where there is nothing to divide."""
    one, two = _figure(first), _figure(second)
    return max(abs(one), abs(two)) / min(abs(one), abs(two)) if one and two else Decimal(1)


def _running_total(first: Claim, second: Claim) -> bool:
    """Whether one is a total since a day, the other is not, and the total is the larger: it holds more than one occasion."""
    since = [claim.time.lower is not None and claim.time.upper is None for claim in (first, second)]
    one, two = _figure(first), _figure(second)
    if since[0] == since[1] or one is None or two is None:
        return False
    return (one >= two) if since[0] else (two >= one)


def _figure(claim: Claim) -> Decimal | None:
    quantity = claim.quantity
    if quantity is None:
        return None
    return next((end for end in (quantity.nominal, quantity.upper, quantity.lower) if end is not None), None)


def _days_apart(first: Claim, second: Claim) -> int | None:
    """Days between the stated scopes of two claims, negative where the second comes first; None where they meet or are not told."""
    one, two = first.time, second.time
    if one.upper is not None and two.lower is not None and one.upper < two.lower:
        return (two.lower - one.upper).days
    if two.upper is not None and one.lower is not None and two.upper < one.lower:
        return -(one.lower - two.upper).days
    return None


def _other_period(first: Claim, second: Claim) -> bool:
    """Whether one figure is about a part of the other's time, and no larger: in July, and since 1990."""
    one, two = first.time, second.time
    if one.lower is None or two.lower is None or (one.lower, one.upper) == (two.lower, two.upper):
        return False
    small, large = _figure(first), _figure(second)
    ends = one.upper or dt.date.max, two.upper or dt.date.max
    if two.lower >= one.lower and ends[1] <= ends[0]:
        small, large = large, small
    elif not (one.lower >= two.lower and ends[0] <= ends[1]):
        return False
    longer = abs((one.lower - two.lower).days) + min(_LONG, abs((ends[0] - ends[1]).days))
    return longer > _MONTH and small is not None and large is not None and small <= large


def _grew(first: Claim, second: Claim, documents: tuple[Document | None, Document | None]) -> bool:
    """Whether the later document has the larger toll, as tolls go."""
    days = [document.published_at if document else None for document in documents]
    one, two = _figure(first), _figure(second)
    if (
        days[0] is None
        or days[1] is None
        or days[0] == days[1]
        or one is None
        or two is None
        or not _is_toll(first)
        or not _is_toll(second)
    ):
        return False
    return (days[0] < days[1]) == (one < two)


def _is_toll(claim: Claim) -> bool:
    """Whether a claim counts something that only grows while a story runs."""
    if claim.quantity is None or claim.quantity.unit.dimension != "count":
        return False
    tolls: list[str] = load("tolls")["words"]
    return any(word in tolls for word in (claim.measure.event or "", claim.measure.head or ""))


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], tuple[tuple[str, str], ...], frozenset[str]]:
    table, names = load("stages"), load("calendar_names")
    moments = {word: f"session:{name}" for name, words in table["moments"].items() for word in words}
    moments |= {word: f"day:{name}" for name, words in table["days"].items() for word in words}
    for kind in ("weekdays", "months"):
        moments |= {word: f"{kind}:{row[0]}" for row in names[kind] for word in row if word not in _AMBIGUOUS}
    stages = {word: name for name, words in table["stages"].items() for word in words}
    periods = tuple((phrase, f"period:{name}") for name, phrases in table["periods"].items() for phrase in phrases)
    return moments, stages, periods, frozenset(table["breaks"]["words"])


@remembered(4096)
def _read(sentence: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """Moments and stages named in the clause of a sentence that holds the characters from `start` to `end`."""
    moment_of, stage_of, periods, breaks = _tables()
    begin, stop = 0, len(sentence)
    tokens = list(_TOKEN.finditer(sentence))
    for match, after in zip(tokens, [*tokens[1:], None], strict=True):
        word = match.group().lower()
        if (word in breaks and not (word == "from" and after and not after.group()[0].isdigit())) or word in ";—–":
            if match.end() <= start:
                begin = match.end()
            elif match.start() >= end:
                stop = match.start()
                break
    clause = sentence[begin:stop]
    words = [word.lower() for word in _TOKEN.findall(clause)]
    staged = [
        *(word.lower() for word in _TOKEN.findall(sentence[begin:start])[-_STAGE_BEFORE:]),
        *(word.lower() for word in _TOKEN.findall(sentence[end:stop])[:_STAGE_AFTER]),
    ]
    low = clause.lower()
    found = {moment_of[word] for word in words if word in moment_of}
    found |= {"clock:" + "".join(group or "" for group in match.groups()).lower() for match in _CLOCK.finditer(clause)}
    found |= {f"part:{_PART_OF_YEAR[match.group(1).lower()]}{match.group(2)[0].lower()}" for match in _PARTS.finditer(clause)}
    found |= {f"year:{word}" for word in words if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")}
    found |= {name for phrase, name in periods if phrase in low and _beside(clause, low.index(phrase), start - begin, end - begin)}
    return frozenset(found), frozenset(stage_of[word] for word in staged if word in stage_of)


def _beside(clause: str, at: int, start: int, end: int) -> bool:
    """Whether the phrase at an offset of a clause is about the figure from `start` to `end`: no other figure stands between.

    One that the figure only restates does not count: "a year ago it made $5 million, or 8 cents a share".
    """
    if at < start:
        restated = _RESTATES.search(clause[max(at, start - _RESTATED) : start])
        end = max(at, start - _RESTATED) + restated.start() if restated else start
        return not any(char.isdigit() for char in clause[at:end])
    return not any(char.isdigit() for char in clause[end:at])


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of moments name different ones of a kind, or one a part of the trading day and the other a whole day."""
    first, second = _by_kind(one), _by_kind(two)
    if any(not first[kind] & second[kind] for kind in first.keys() & second.keys()):
        return True
    return _part_of_day(first, second) or _part_of_day(second, first)


def _by_kind(moments: frozenset[str]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for moment in moments:
        kinds.setdefault(moment.partition(":")[0], set()).add(moment)
    return kinds


def _part_of_day(first: dict[str, set[str]], second: dict[str, set[str]]) -> bool:
    named = {"weekdays", "day"}
    return "session" in first and not named & first.keys() and bool(named & second.keys()) and "session" not in second
