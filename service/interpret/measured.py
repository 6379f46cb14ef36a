"""What an amount with a unit measures: money, percentages, lengths and their like.

Tried in turn: the noun phrase that the figure modifies ("a $800 oven", "a 25 percent tax"), its complement ("30 gigawatts of wind
capacity"), the noun that governs it ("a profit of $5m", "a battery, 4500 mAh"), the subject of the verb ("revenue rose to $7bn").
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service.lexicon import load
from service.model import Mention

from .clauses import Predicate, predicate_after, predicate_before, subject_of
from .phrases import Phrase, innermost, parcels, past_restatement, phrase_at, phrase_before, time_nouns, with_complement
from .sentence import Sentence

_COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
_DIRECTIONS = frozenset({"up", "down", "higher", "lower", "between", "around", "about", "over", "under"})
_GOVERN = frozenset({"of", "at", "as", "with", "by", "to", "from"})
# Prepositions that tie a complement to its noun: the loss of income, demand for office space.
_HOLDING = frozenset({"of", "for", "in", "on"})
_CHANGE_LINKS = frozenset({"in", "of", "for", "to", "on"})
_COMPLEMENT_LINKS = frozenset({"of", "in", "for", "on", "to"})
# Verbs whose object is an amount of their subject; with any other verb the amount is what the subject deals in.
_AMOUNT_VERBS = frozenset(load("verbs")["amount"])


class Measured(NamedTuple):
    """The measured noun phrase, what a share is taken of, and whether a noun of change or share governs the figure."""

    phrase: Phrase | None = None
    whole: Phrase | None = None
    change: str | None = None
    share: bool = False


@cache
def change_nouns() -> dict[str, str]:
    """Nouns of change, in the singular, with the direction that they tell."""
    table = load("nouns")["change"]
    return {noun: direction for direction in ("up", "down", "either") for noun in table[direction]}


@cache
def _not_of_money() -> frozenset[str]:
    return frozenset(load("nouns")["change"]["not_of_money"])


def _is_change(head: str, unit: str) -> bool:
    """Whether an amount in a unit of that dimension, governed by the noun `head`, is a change."""
    return head in change_nouns() and not (unit == "currency" and head in _not_of_money())


@cache
def share_nouns() -> frozenset[str]:
    """Nouns that name a part of a whole: stake, proportion."""
    return frozenset(load("nouns")["role"]["share"])


def aged(sentence: Sentence, mention: Mention) -> Phrase | None:
    """Whose age the figure is: the noun phrase behind it ("a 19-year-old student") or the last one before it ("the singer, 62").

    None for an age of nobody named, and where the age itself stands for a person: "they found the 5-year-old".
    """
    first, last = mention.before - sentence.first, sentence.behind(mention)
    found = phrase_at(sentence, last) if sentence.at(last) in "jnN" else None
    if found or is_person(sentence, mention):
        return found
    while first > 0 and (sentence.at(first - 1) in ",(rd" or sentence.word(first - 1) == "aged"):
        first -= 1
    phrase = phrase_before(sentence, first) if sentence.at(first - 1) in "nN)" else None
    return innermost(sentence, phrase, frozenset()) if phrase else None


def is_person(sentence: Sentence, mention: Mention) -> bool:
    """Whether the age of `mention` stands for the person who has it: "the 5-year-old"."""
    return sentence.at(mention.before - sentence.first - 1) in "dj'" and sentence.word(sentence.behind(mention) - 1) in {"old", "olds"}


@cache
def _ditransitive() -> frozenset[str]:
    return frozenset(load("verbs")["ditransitive"])


@cache
def tally_nouns() -> frozenset[str]:
    """Nouns that are counts themselves: toll, population."""
    return frozenset(load("nouns")["tally"]["words"])


@cache
def _circumstances() -> frozenset[str]:
    return frozenset(load("nouns")["circumstance"]["words"])


def measured(sentence: Sentence, mention: Mention, linked: Phrase | None = None) -> Measured:
    """The phrase that the amount of `mention` is an amount of.

    `linked` is the phrase of the figure before, where only "to", "or", a bracket or the like stands between the two.
    """
    first, last = mention.before - sentence.first, sentence.behind(mention)
    while sentence.at(first - 1) == "r" or sentence.word(first - 1) in _DIRECTIONS:
        first -= 1
    last = _past_bracket(sentence, last)
    quantity = mention.quantity
    ranged = quantity is not None and quantity.lower is not None and quantity.upper is not None and quantity.lower != quantity.upper
    unit = mention.quantity.unit.dimension if mention.quantity else ""
    return (
        _modified(sentence, first, mention.last - sentence.first, last, unit)
        or _complement(sentence, last, unit, rated=quantity is not None and quantity.per is not None)
        or _governor(sentence, first, unit, ranged=ranged)
        or (Measured(linked) if linked else None)
        or _adjacent(sentence, first)
        or _of_verb(sentence, first, last)
        or _behind(sentence, last)
        or Measured()
    )


def _modified(sentence: Sentence, first: int, end: int, last: int, unit: str) -> Measured | None:
    """The noun phrase right behind the figure, which the figure modifies."""
    position = end + 1 if sentence.at(end) == "h" else last
    letter = sentence.at(position)
    if letter not in "jnNtg" or (letter == "N" and unit != "currency" and sentence.at(first - 1) not in "dj'i"):
        return None
    phrase = phrase_at(sentence, position)
    if phrase is None or "'" in sentence.tags[phrase.start : phrase.head]:
        return None
    if sentence.tags[phrase.head] == "j" and sentence.at(first - 1) != "d":
        return None
    head = sentence.word(phrase.head)
    if head in _COMPASS or head in time_nouns():
        return None
    changes = _is_change(head, unit) and unit != "time"
    if changes and sentence.word(phrase.end) in _CHANGE_LINKS:
        inner = phrase_at(sentence, phrase.end + 1)
        if inner and sentence.tags[inner.head] in "nNj":
            return Measured(with_complement(sentence, inner), change=change_nouns()[head])
    if changes:
        subject = _of_verb(sentence, first, last)
        whole = subject.phrase if subject else phrase
        return Measured(whole, change=change_nouns()[head])
    if head in share_nouns() and sentence.word(phrase.end) in {"of", "in"}:
        whole = phrase_at(sentence, phrase.end + 1)
        return Measured(Phrase(phrase.start, phrase.head, whole.end if whole else phrase.end), whole, share=True)
    return Measured(with_complement(sentence, phrase, _COMPLEMENT_LINKS))


def _complement(sentence: Sentence, last: int, unit: str, *, rated: bool) -> Measured | None:
    """The noun phrase behind "of" or, for money, behind "in", "for" and "worth of"."""
    position = past_restatement(sentence, last)
    if sentence.at(position) == "," and sentence.word(position + 1) == "of" and sentence.word(position - 1) != ",":
        position += 1  # 184, or 6 percent, of the pupils
    if sentence.word(position) == "worth":
        position += 1
    link = sentence.word(position)
    if link not in ({"of", "in"} if unit == "currency" and not rated else {"of"}) or sentence.at(position) not in "io":
        return None
    inner = position + 1
    if link == "in" and sentence.at(inner) in "NWdmQ":
        return None
    while sentence.at(inner) == "Q" and link == "of":
        inner += 1  # 93 percent of 216 critics
    phrase = phrase_at(sentence, inner)
    if phrase is None or (link == "in" and sentence.word(phrase.head) in _circumstances()):
        return None
    full = with_complement(sentence, phrase, _COMPLEMENT_LINKS)
    whole = Phrase(position + 1, full.head, full.end) if unit == "percentage" else None
    return Measured(full, whole, share=whole is not None)


def _past_bracket(sentence: Sentence, last: int) -> int:
    """The position behind a bracket that holds nothing but another figure: 7 miles (11 km) of road."""
    if sentence.at(last) == ")":
        return last + 1
    end = last + 1
    while sentence.at(end) == "Q":
        end += 1
    return end + 1 if sentence.at(last) == "(" and end > last + 1 and sentence.at(end) == ")" else last


def _behind(sentence: Sentence, last: int) -> Measured | None:
    """The noun phrase of the prepositional phrase behind the figure, for want of anything nearer: 47 percent from the field."""
    if sentence.word(last) not in {"from", "on", "for", "in"}:
        return None
    phrase = phrase_at(sentence, last + 1)
    return Measured(phrase) if phrase and sentence.tags[phrase.head] == "n" else None


def _governor(sentence: Sentence, first: int, unit: str, *, ranged: bool) -> Measured | None:
    """The noun that the figure depends on: "a profit of $5m", "speeds of 60 mph", "total cost: $72,370", "price (US$5)"."""
    letter, word = sentence.at(first - 1), sentence.word(first - 1)
    end = first - 1
    if letter == "d" and sentence.word(first - 2) in {"of", "at"}:
        letter, word, end = "i", "of", first - 2
    if letter in "io" and sentence.at(end - 1) in "nN)":
        if word in {"by", "to", "from"} and not ranged:
            return _changed_noun(sentence, end)
        if word not in _GOVERN:
            return None
    elif letter not in "(:," or (letter == "," and (sentence.at(first - 2) not in "nN" or sentence.at(first - 3) in "v")):
        return None
    phrase = phrase_before(sentence, end)
    if phrase is None or sentence.at(end - 1) not in "nN":
        return None
    if letter == "," and sentence.word(phrase.start - 2) == "according":
        return None  # according to the bank, up 5 percent
    nearest = innermost(sentence, phrase, _HOLDING)
    head = sentence.word(nearest.head)
    modified = nearest.head > nearest.start and sentence.tags[nearest.head - 1] in "nN"  # the water level, a vacancy rate
    if head in parcels() and sentence.tags[nearest.head] == "n" and not modified:
        return _through_parcel(sentence, nearest, first)
    return Measured(nearest, change=change_nouns()[head]) if _is_change(head, unit) else Measured(nearest)


def _changed_noun(sentence: Sentence, end: int) -> Measured | None:
    """What changed by, to or from the figure, as a noun tells it: an improvement in margins to 64 percent."""
    phrase = phrase_before(sentence, end)
    if phrase is None:
        return None
    change = change_nouns().get(sentence.word(phrase.head))
    return Measured(innermost(sentence, phrase), change=change) if change else None


def _adjacent(sentence: Sentence, first: int) -> Measured | None:
    """The noun phrase right before the figure, no verb between them: "with the Nasdaq up 3 percent"."""
    if sentence.at(first - 1) not in "nN":
        return None
    phrase = phrase_before(sentence, first)
    if phrase is None or sentence.at(phrase.start - 1) in "vfg":
        return None
    return Measured(innermost(sentence, phrase, _HOLDING))


def governor(sentence: Sentence, first: int) -> Phrase | None:
    """The noun phrase that the figure at `first` is a complement of: a survey of 6,000 employers, sales of 5,835 units."""
    end = first
    while sentence.at(end - 1) in "dr":
        end -= 1
    if sentence.word(end - 1) not in {"of", "from", "for"} or sentence.at(end - 2) not in "nN":
        return None
    phrase = phrase_before(sentence, end - 1)
    nearest = innermost(sentence, phrase) if phrase else None
    return nearest if nearest and sentence.word(nearest.head) not in parcels() else None


def _through_parcel(sentence: Sentence, parcel: Phrase, first: int) -> Measured | None:
    """What "an average of 50 percent" is an average of: the complement if there is one, else the subject."""
    if sentence.word(parcel.end) == "of":
        inner = phrase_at(sentence, parcel.end + 1)
        if inner and inner.end < first:
            return Measured(inner)
    found = _of_verb(sentence, parcel.start, first)
    return found if found and found.phrase else Measured(parcel)


def _of_verb(sentence: Sentence, first: int, last: int) -> Measured | None:
    """The subject of the verb that the amount belongs to, or the "for" phrase that the amount is paid for."""
    before = predicate_before(sentence, first)
    if before is None:
        after = predicate_after(sentence, last)
        if after is None:
            return None
        subject = subject_of(sentence, after)
        return Measured(subject) if subject and subject.end < first else None
    between = _object(sentence, before, first) if before.lemma not in ("be", "have") else None
    bought = _bought(sentence, last) if before.lemma not in _AMOUNT_VERBS else None
    phrase = between or bought or subject_of(sentence, before)
    return Measured(phrase) if phrase else None


def _bought(sentence: Sentence, last: int) -> Phrase | None:
    if sentence.word(last) != "for":
        return None
    inner = phrase_at(sentence, last + 1)
    return inner if inner and sentence.tags[inner.head] in "nN" and "W" not in sentence.tags[inner.start : inner.end] else None


def _object(sentence: Sentence, predicate: Predicate, first: int) -> Phrase | None:
    """The noun phrase right behind the verb, before the figure: "cut its forecast to 3 percent"."""
    phrase = phrase_at(sentence, predicate.position + 1)
    if phrase is None or phrase.end > first or sentence.at(phrase.end) == "c" or sentence.tags[phrase.head] == "j":
        return None
    if phrase.end == first and predicate.lemma in _ditransitive():
        return None  # cost the firm $40 million
    if sentence.word(phrase.head) == "record":
        return None  # hit a record of 4 percent
    return with_complement(sentence, phrase, _COMPLEMENT_LINKS)
