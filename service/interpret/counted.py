"""What a count counts: the noun phrase behind the figure, or the noun of an earlier count where the text leaves it out."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from service.lexicon import load
from service.model import Mention, remainder

from .lemma import is_plural
from .phrases import Phrase, parcels, past_restatement, phrase_at, time_nouns
from .sentence import Sentence

_PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us", "you", "who", "it"})
_DEICTIC = frozenset({"last", "next", "past", "this", "that", "each", "every"})
_STRONG = frozenset({"strong", "odd", "plus", "or"})


@cache
def persons() -> frozenset[str]:
    """Adjectives that can stand for the people they describe."""
    return frozenset(load("nouns")["persons"]["adjectives"])


class Counted(NamedTuple):
    """The counted noun phrase; `whole` is what the figure is a part of ("two of the 20 miners")."""

    phrase: Phrase | None
    whole: Phrase | None = None
    pronoun: bool = False
    scale: str | None = None


def counted(sentence: Sentence, mention: Mention) -> Counted:
    """The phrase that the figure of `mention` counts, as far as it stands behind it."""
    position = mention.last - sentence.first
    scaled = _on_scale(sentence, mention)
    if scaled:
        return scaled
    if sentence.at(position) == "h":
        # "11-member deal", "four-bed flat": the noun behind the hyphen is what is counted.
        nxt = position + 1
        if sentence.at(nxt) in "nNg" or sentence.word(nxt) not in _STRONG:
            tail = phrase_at(sentence, nxt)
            return Counted(Phrase(nxt, nxt, tail.end) if tail else None)
        position = nxt + 1
    position = sentence.behind(mention)
    while sentence.at(position) == "r" and sentence.at(position + 1) in "jnNt":
        position += 1
    position = _past_modifiers(sentence, past_restatement(sentence, position))
    if sentence.word(position) == "of":
        inner = position + 1
        if sentence.at(inner) == "s" or (sentence.word(inner) in _PRONOUNS and sentence.at(inner + 1) not in "nNj"):
            return Counted(None, None, True)
        while sentence.at(inner) in "dQ" or (sentence.at(inner) in "jr" and sentence.at(inner + 1) == "Q"):
            inner += 1
        phrase = _through_parcels(sentence, phrase_at(sentence, inner))
        definite = sentence.at(position + 1) in "dQ" or (phrase is not None and "'" in sentence.tags[phrase.start : phrase.head])
        whole = Phrase(position + 1, phrase.head, phrase.end) if phrase and definite else None
        return Counted(phrase, whole)
    phrase = _through_parcels(sentence, phrase_at(sentence, position))
    quantity = mention.quantity
    nominal = quantity.nominal if quantity and quantity.nominal is not None else 1
    if phrase and 0 < nominal < 1 and sentence.at(position) == "d":
        return Counted(phrase, phrase)  # half the revenue
    if phrase and (sentence.at(position) == "d" or _is_time(sentence, phrase)):
        return Counted(None)  # including 17 the year before, five last season
    if phrase and remainder(Decimal(nominal), 1) and not is_plural(sentence.word(phrase.head)):
        return Counted(None)  # a 5.6 quake: a measure of it, not a number of them
    if phrase and sentence.tags[phrase.head] == "j" and sentence.word(phrase.head) not in persons():
        pronoun = sentence.word(phrase.end) in {"ones", "one"}
        return Counted(None, None, pronoun)
    if (
        phrase is None
        and sentence.word(mention.first - sentence.first - 1) == "or"
        and sentence.at(mention.first - sentence.first - 2) == "n"
    ):
        noun = mention.first - sentence.first - 2  # another pick or two
        return Counted(Phrase(noun, noun, noun + 1))
    return Counted(phrase)


def _past_modifiers(sentence: Sentence, position: int) -> int:
    """The position behind a measure or a quotation mark that leads to the noun: two 50m masts, three “near misses”."""
    if sentence.at(position) == '"':
        return position + 1
    if sentence.at(position) != "Q":
        return position
    measure = next((other for other in sentence.mentions if other.first - sentence.first == position), None)
    if measure is None or measure.quantity is None or measure.quantity.unit.dimension == "count":
        return position
    end = sentence.behind(measure)
    return end if sentence.at(end) in "jnN" else position


def _on_scale(sentence: Sentence, mention: Mention) -> Counted | None:
    """A reading of a scale without a unit, which counts nothing: a magnitude 4.2 tremor, a 4.2-magnitude tremor."""
    before = mention.first - sentence.first - 1
    before -= sentence.at(before) in "h"
    behind = sentence.behind(mention)
    behind += sentence.at(behind) == "h"
    if sentence.word(before) in scales():
        return Counted(Phrase(before, before, before + 1), scale=sentence.word(before))
    if sentence.word(behind) in scales():
        return Counted(phrase_at(sentence, behind), scale=sentence.word(behind))
    return None


def _is_time(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the phrase behind a figure says when, not what: last season, next month."""
    return sentence.word(phrase.start) in _DEICTIC and sentence.word(phrase.head) in time_nouns()


@cache
def scales() -> frozenset[str]:
    """Nouns whose figure is a reading without a unit and no count of things: an earthquake's magnitude."""
    return frozenset(load("nouns")["scale"]["words"])


def _through_parcels(sentence: Sentence, phrase: Phrase | None) -> Phrase | None:
    """The noun behind "number of", "group of" and their like, where the phrase is one of those."""
    if phrase and sentence.word(phrase.head) in parcels() and sentence.word(phrase.end) == "of":
        inner = phrase_at(sentence, phrase.end + 1)
        return Phrase(inner.start, inner.head, inner.end) if inner else phrase
    return phrase
