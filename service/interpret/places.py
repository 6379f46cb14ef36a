"""The places that a clause names: behind a preposition of place, as a genitive, or in a chain with commas."""

from __future__ import annotations

from functools import cache

from service.lexicon import load

from .sentence import Sentence

# What may stand between places of one list.
_CHAINS = frozenset({",", "c", ",c", ",d", "cd", ",cd"})
_LONGEST = 4
# More places than these no sentence of prose has.
_MOST = 12


@cache
def _names() -> dict[str, frozenset[str]]:
    """Names of places in lower case, by their first word."""
    table = load("places")
    names: dict[str, set[str]] = {}
    for kind in ("countries", "regions", "us_states", "cities"):
        for name in table[kind]:
            names.setdefault(name.lower().split()[0].rstrip("."), set()).add(name.lower().rstrip("."))
    return {first: frozenset(group) for first, group in sorted(names.items())}


@cache
def _locative() -> frozenset[str]:
    return frozenset(load("places")["prepositions"])


@cache
def _kinds() -> frozenset[str]:
    return frozenset(load("places")["kinds_after"])


def place_at(sentence: Sentence, position: int) -> int:
    """How many tokens from `position` on form the name of a place; 0 where none starts there."""
    scan, index = sentence.scan, sentence.first + position
    group = _names().get(scan.lower[index])
    if group is None or not scan.words[index][0].isupper():
        return 0
    for length in range(min(_LONGEST, sentence.last - index), 0, -1):
        if " ".join(scan.lower[index : index + length]) in group:
            return length
    return 0


def places_in(sentence: Sentence, skip: tuple[int, int] | None = None) -> tuple[tuple[int, str], ...]:
    """Position and name of each place that the sentence locates something at, in its order; `skip` is left out (who says so)."""
    found: list[tuple[int, str]] = []
    names, kinds, tags = _names(), _kinds(), sentence.tags
    end = 0
    located = False
    words = sentence.scan.lower[sentence.first : sentence.last]
    if names.keys().isdisjoint(words) and kinds.isdisjoint(words):
        return ()
    for position, word in enumerate(words):
        start, length = position, 0
        if position < end or (word not in names and word not in kinds) or tags[position] not in "Nnpj":
            continue
        if word in names:
            length = place_at(sentence, position)
        if not length and word in kinds:
            start, length = _named_kind(sentence, position)
        if not length or start < end or (skip and skip[0] <= start < skip[1]):
            continue
        gap = tags[end:start]
        chained = located and gap in _CHAINS
        named = sentence.at(start - 1) == "," and sentence.at(start - 2) == "N" and _located(sentence, start - 2, start - 1)
        end = start + length
        located = chained or named or _located(sentence, start, end)
        if located:
            found.append((start, sentence.text(start, end)))
            if len(found) == _MOST:
                break
    return tuple(found)


def _named_kind(sentence: Sentence, kind: int) -> tuple[int, int]:
    """Start and length of a name that a word such as "region" or "County" shows to be a place: Orange County, Kursk oblast."""
    start = kind
    while sentence.at(start - 1) == "N" and kind - start < _LONGEST:
        start -= 1
    capital = sentence.scan.words[sentence.first + kind][0].isupper()
    return start, (kind - start + capital) if start < kind else 0


def _located(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.at(end) == "'":
        return True
    before = start - 1
    while before >= 0 and sentence.tags[before] in "djN'" and start - before < _LONGEST:
        before -= 1
    if sentence.at(end) in "nN" and not any(sentence.word(position) in _kinds() for position in range(end, end + 3)):
        return False
    if sentence.word(before) == "of" and sentence.at(before - 1) == "N":
        return False  # Bank of Scotland
    return sentence.at(before) in "io" and sentence.word(before) in _locative()
