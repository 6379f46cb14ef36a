"""Reads places in an order: "the 22nd prime minister", "the fourth-largest city", "ranked 25th", "peaked at No. 3", "on lap 60".

An ordinal is a claim where the text states it of something; where it only picks out one of a row that the text tells of ("the
second goal came late"), names a thing or orders what is said, it is none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct

from service.extract.hyphens import DASHES, HYPHENS, joins
from service.extract.number import Number
from service.extract.numbers import number_at
from service.extract.ordinals import WORDS, ordinal_at
from service.lexicon import load
from service.model import Mention, Qualifier, Scan, TokenKind

from .amounts import Amount
from .nouns import counts_after
from .phrases import Phrases
from .quantity import quantity_of

_TABLE: dict[str, Any] = load("ranks")
_FUNCTION: dict[str, Any] = load("function_words")
_STRONG = frozenset(_TABLE["verbs"]["strong"])
_WEAK = frozenset(_TABLE["verbs"]["weak"])
_TRANSITIVE = frozenset(_TABLE["verbs"]["transitive"])
_FILL = frozenset(_TABLE["verbs"]["fill"])
_AFTER = frozenset(_TABLE["after"]["words"])
_LIST = frozenset(_TABLE["after"]["list"])
_BOUNDS = Phrases(_TABLE["bounds"])
_STEPS = Phrases(_TABLE["steps"])
_PLACE = frozenset(_TABLE["nouns"]["place"])
_ROW = frozenset(_TABLE["nouns"]["row"])
_SERIES = frozenset(_TABLE["nouns"]["series"])
_NEVER = frozenset(_TABLE["nouns"]["never"])
_LONG_ROW = frozenset(_TABLE["nouns"]["long_row"])
_OFFICE = frozenset(_TABLE["nouns"]["office"])
_RUNNING = frozenset(_TABLE["nouns"]["running"])
_RUNNING_BEFORE = frozenset(_TABLE["running"]["before"])
_LABELS = frozenset(_TABLE["labels"]["words"])
_SUPERLATIVES = frozenset(_TABLE["superlative"]["words"])
_NO_SUPERLATIVES = frozenset(_TABLE["superlative"]["never"])
_CLOSED = frozenset(
    word
    for name in ("determiners", "pronouns", "prepositions", "conjunctions", "subordinators", "be", "auxiliaries", "modals")
    for word in _FUNCTION[name]
) | {"to", "not", "n't"}
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose", "'s", "’s"})
_STATED = frozenset(_FUNCTION["be"]) | {"become", "becomes", "became", "remain", "remains", "as", "mark", "marks", "marked", "least"}
_APPOSED = frozenset({",", "(", "—", "–"})
_ENDING = frozenset({",", ".", ")", "—", "–", "of", "to", "by", "and", "in", "from", "for", "on"})
_RANKING = ("rank", "peak", "chart", "debut")
# what can stand right before the number of a place that is no ordinal
_LEADS = (
    _LABELS
    | _RUNNING
    | {"top", "."}
    | {words.split()[-1] for kind in _TABLE["bounds"].values() for words in kind}
    | {verb for verb in _STRONG if verb.startswith(_RANKING)}
)
_CHARTS = frozenset({"chart", "charts", "billboard", "list", "table", "ranking", "rankings"})
_TOP_BEFORE = frozenset({"in", "into", "inside", "within", "outside", "the"})
_REACH, _OBJECT, _PHRASE = 4, 7, 3
_LARGE, _SMALL = 11, 4


class _Rank(Struct, frozen=True):
    """A place: its number and its tokens, those of the words that bound it taken in from `before` on."""

    value: Decimal
    first: int
    last: int
    qualifier: Qualifier = "exact"
    before: int = -1
    high: Decimal | None = None


def rank_at(scan: Scan, index: int) -> Mention | None:
    """The rank whose number starts at token `index`, as a mention with the rule `ordinal`; None where there is none."""
    ordinal = ordinal_at(scan, index)
    if ordinal is not None:
        rank = _of_ordinal(scan, index, *ordinal)
    elif not index or scan.lower[index - 1] not in _LEADS or scan.lower[index] in WORDS:
        return None
    else:
        rank = _numbered(scan, index) or _bare(scan, index) or _running(scan, index) or _top(scan, index)
    return _mention(scan, rank) if rank else None


def _mention(scan: Scan, rank: _Rank) -> Mention:
    before = rank.before if rank.before >= 0 else rank.first
    low = Amount(number=Number(value=rank.value, first=rank.first, last=rank.last), value=rank.value, first=rank.first, last=rank.last)
    high = None
    if rank.high is not None:
        high = Amount(number=Number(value=rank.high, first=rank.first, last=rank.last), value=rank.high, first=rank.first, last=rank.last)
    return Mention(
        kind="quantity", span=scan.span(rank.first, rank.last), expression=scan.span(before, rank.last), first=rank.first, last=rank.last,
        before=before, after=rank.last, quantity=quantity_of(low, high, rank.qualifier, False, None, None, None), rule="ordinal",
    )  # fmt: skip


def _of_ordinal(scan: Scan, first: int, value: Decimal, last: int) -> _Rank | None:
    """The rank that an ordinal states, by the noun behind it or by the verb before it."""
    floor, ceiling = scan.sentence_at(first)
    if _is_name(scan, first, last, floor, ceiling):
        return None
    following = last + joins(scan, last)
    hyphen = following > last
    word = scan.lower[following] if following < ceiling else ""
    superlative = value > 1 and _is_superlative(scan, following, ceiling)
    qualifier, before = _bounded(scan, first, floor, stepped=superlative or word in _RUNNING)
    rank = _Rank(value, first, last, qualifier, before)
    previous = scan.lower[first - 1] if first > floor else ""
    if word in _PLACE and not scan.words[following].isupper():
        idle = (value == 1 and previous == "the") or (previous in {"a", "an"} and scan.lower[following + 1 : following + 2] == ("to",))
        return None if idle else rank
    if superlative:
        return rank
    if hyphen:
        return None
    if value > 1 and word in _ROW:
        return rank
    if value > 1 and _states_noun(scan, first, last, value, floor, ceiling):
        return rank
    return rank if _follows_verb(scan, before if before >= 0 else first, last, value, floor, ceiling) else None


def _is_name(scan: Scan, first: int, last: int, floor: int, ceiling: int) -> bool:
    """Whether the ordinal, a word with a capital, is part of a name: "Fifth Avenue", "Southeast Fourth Street"."""
    if scan.kinds[first] is TokenKind.NUMBER or not scan.words[first][0].isupper():
        return False
    beside = (first - 1 if first > floor else -1, last if last < ceiling else -1)
    return any(at >= 0 and scan.words[at][0].isupper() for at in beside)


def _bounded(scan: Scan, first: int, floor: int, stepped: bool = False) -> tuple[Qualifier, int]:
    """What bounds the place, and where those words begin; -1 where nothing does.

    `stepped` tells that the place is one of a row that is gone through, of laps or of the largest: only then can "the" stand between.
    """
    definite = first > floor and scan.lower[first - 1] == "the"
    edge = first - 1 if definite else first
    found = _BOUNDS.ending_at(scan, edge, floor)
    if definite and found and not stepped and found[1] != "at_least":
        found = None  # "behind the 22nd premier"
    if stepped and not found:
        found = _STEPS.ending_at(scan, edge, floor)
    return (found[1], found[0]) if found else ("exact", -1)  # type: ignore[return-value]


def _is_superlative(scan: Scan, at: int, ceiling: int) -> bool:
    """Whether a superlative stands at token `at`, with more of its phrase behind it: "largest city", "most abundant", "best-paid"."""
    if at >= ceiling or scan.kinds[at] is not TokenKind.WORD:
        return False
    word = scan.lower[at]
    if word in {"most", "least"}:
        return at + 1 < ceiling and (scan.lower[at + 1] not in _CLOSED or scan.words[at + 1] in HYPHENS) and scan.lower[at + 1] != "."
    return word in _SUPERLATIVES or (len(word) > 4 and word.endswith("est") and word not in _NO_SUPERLATIVES)


def _states_noun(scan: Scan, first: int, last: int, value: Decimal, floor: int, ceiling: int) -> bool:
    """Whether the noun behind the ordinal makes it a claim: "the 59th lap", "was the sixth album", "her third daughter"."""
    at = last
    if scan.lower[at : at + 1] in {("and",), ("or",), ("to",)} and at + 1 < ceiling:
        coordinate = ordinal_at(scan, at + 1)  # the 45th and 46th persons
        at = coordinate[1] if coordinate else at
    while at < ceiling and scan.words[at][0].isupper() and scan.kinds[at] is TokenKind.WORD and at - last < _REACH:
        if scan.lower[at] in _NEVER:
            return False
        if scan.lower[at] in _OFFICE:
            return True
        at += 1
    words = _nouns(scan, at, ceiling)
    if not words or (words[0] in _NEVER and not (value >= _LARGE and words[0] in _LONG_ROW)):
        return False
    if value >= _LARGE:
        return not any(word in _NEVER and word not in _LONG_ROW for word in words[:2])
    if any(word in _NEVER for word in words[:2]) and not _SERIES.intersection(words[:1]):
        return False
    before = scan.lower[first - 1] if first > floor else ""
    lead = scan.lower[first - 2] if before == "the" and first - 1 > floor else ""
    apposed = lead in _APPOSED and at + len(words) < ceiling and scan.lower[at + len(words)] in _ENDING
    stated = before in _POSSESSIVES or lead in _STATED or apposed
    return stated and (value >= _SMALL or bool(_SERIES.intersection(words)))


def _nouns(scan: Scan, at: int, ceiling: int) -> list[str]:
    """The words in small letters from token `at` on that can belong to one noun phrase; a few of them."""
    words: list[str] = []
    while at < ceiling and len(words) < _PHRASE and scan.kinds[at] is TokenKind.WORD and scan.lower[at] not in _CLOSED:
        words.append(scan.lower[at])
        at += 1 + 2 * joins(scan, at + 1)
    return words


def _follows_verb(scan: Scan, first: int, last: int, value: Decimal, floor: int, ceiling: int) -> bool:
    """Whether the ordinal is a bare place behind a verb of rank: "ranked 25th", "is currently ninth in the table", "third in the poll"."""
    following = scan.lower[last] if last < ceiling else ""
    listed = following in _LIST or scan.lower[last : last + 3] == ("all", "-", "time")
    if (
        not listed
        and following not in _AFTER
        and last < ceiling
        and (scan.kinds[last] is not TokenKind.SYMBOL or scan.words[last] in DASHES)
    ):
        return False
    verb = _verb(scan, first, floor)
    if verb in _STRONG:
        return listed or value > 1 or verb.startswith(("rank", "finish", "place"))
    if not listed or value == 1:
        return False
    at = first - 1 if first - 1 > floor and scan.lower[first - 1] == "the" else first
    previous = scan.lower[at - 1] if at > floor else ""
    return bool(verb) or previous in _APPOSED or (previous not in _CLOSED and _ranked_object(scan, first, floor))


def _verb(scan: Scan, first: int, floor: int) -> str:
    """The verb of rank right before the place, words such as "currently" or "at" between them left out; empty where there is none."""
    for at in range(first - 1, max(floor - 1, first - 2 - _REACH), -1):
        word = scan.lower[at]
        if word in _STRONG or word in _WEAK:
            return word
        if word not in _FILL and word not in _LABELS and word != ".":
            return ""
    return ""


def _ranked_object(scan: Scan, first: int, floor: int) -> bool:
    return any(scan.lower[at] in _TRANSITIVE for at in range(max(floor, first - _OBJECT), first))


def _ends_place(scan: Scan, last: int, ceiling: int) -> bool:
    """Whether nothing follows at token `last` that a number before it could count."""
    if last >= ceiling or scan.lower[last] in _CLOSED or scan.lower[last] in _AFTER or scan.lower[last] in _PLACE:
        return True
    return (
        scan.kinds[last] is TokenKind.SYMBOL
        and scan.words[last] not in "%°$£€/+"
        and scan.words[last] not in DASHES
        and not scan.glued(last + 1)
    )


def _numbered(scan: Scan, index: int) -> _Rank | None:
    """Reads "peaked at number 25", "debuted at No. 3", "the No. 2 spot"."""
    floor, ceiling = scan.sentence_at(index)
    label = index - 1
    if scan.words[label] == "." and label > floor and scan.glued(label):
        label -= 1
    if label < floor or scan.lower[label] not in _LABELS:
        return None
    number = _whole(scan, index)
    if number is None or not _ends_place(scan, number.last, ceiling):
        return None
    following = scan.lower[number.last] if number.last < ceiling else ""
    qualifier, before = _bounded(scan, label, floor)
    edge = before if before >= 0 else label
    verb = _verb(scan, edge, floor)
    if following in _PLACE or verb in _STRONG or (verb and (following in _LIST or scan.lower[edge - 1] in {"to", "at"})):
        return _Rank(number.value, index, number.last, qualifier, edge)
    return None


def _bare(scan: Scan, index: int) -> _Rank | None:
    """Reads "ranked above 10 in the league", "finished lower than 12th on the list"."""
    floor, ceiling = scan.sentence_at(index)
    qualifier, before = _bounded(scan, index, floor)
    edge = before if before >= 0 else index
    verb = scan.lower[edge - 1] if edge > floor else ""
    if not verb.startswith(_RANKING):
        return None
    number = _whole(scan, index)
    if number is None or number.last >= ceiling or scan.lower[number.last] not in _LIST:
        return None
    listed = verb.startswith("rank") or _CHARTS.intersection(scan.lower[number.last : min(ceiling, number.last + _OBJECT)])
    return _Rank(number.value, index, number.last, qualifier, edge) if listed else None


def _top(scan: Scan, index: int) -> _Rank | None:
    """Reads "finished in the top 10" as at most 10, "outside the top 10" as more."""
    floor, ceiling = scan.sentence_at(index)
    top = index - 1
    if top - 1 < floor or scan.lower[top] != "top" or scan.lower[top - 1] not in _TOP_BEFORE:
        return None
    number = _whole(scan, index)
    if number is None or number.value < 2 or not _ends_place(scan, number.last, ceiling):
        return None
    if not _verb(scan, top, floor):
        return None
    edge = top - 1
    if scan.lower[edge] == "the" and edge > floor and scan.lower[edge - 1] in _TOP_BEFORE:
        edge -= 1
    outside = scan.lower[edge] == "outside"
    return _Rank(number.value, index, number.last, "more_than" if outside else "at_most", edge)


def _running(scan: Scan, index: int) -> _Rank | None:
    """Reads "on lap 60", "in episode 3 of season 5", "until Series 8", "in Weeks 15–17"."""
    floor, ceiling = scan.sentence_at(index)
    noun = index - 1
    if noun - 1 < floor or scan.lower[noun] not in _RUNNING or scan.lower[noun - 1] not in _RUNNING_BEFORE:
        return None
    number = _whole(scan, index)
    if number is None or (number.written == "words" and number.value < 2):
        return None
    last, high = number.last, None
    if joins(scan, last, DASHES) and scan.kinds[last + 1] is TokenKind.NUMBER:
        other = _whole(scan, last + 1)
        if other is None or other.value <= number.value:
            return None
        last, high = other.last, other.value
    if not _ends_place(scan, last, ceiling) or counts_after(scan, last):
        return None
    if high is not None:
        return _Rank(number.value, index, last, high=high)
    qualifier, before = _bounded(scan, noun, floor, stepped=True)
    return _Rank(number.value, index, last, qualifier, before)


def _whole(scan: Scan, index: int) -> Number | None:
    """The plain whole number below a thousand at token `index`."""
    number = number_at(scan, index)
    if number is None or number.scaled or number.fraction or number.vague_upper is not None or not 0 < number.value < 1000:
        return None
    return number if number.value == int(number.value) and number.precision == 1 else None
