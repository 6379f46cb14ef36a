"""Noun phrases of a tagged sentence; positions are counted from the sentence's first token."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service.lexicon import load

from .lemma import is_plural, noun
from .sentence import Sentence

# No phrase that a figure belongs to is longer, and none in front of a verb reaches farther back, than so many tokens.
PHRASE, REACH = 16, 40
# Prepositions that tie a complement to the noun phrase before a verb.
_SUBJECT_LINKS = frozenset(load("function_words")["subject_links"])


# Determiners that may stand inside a noun phrase, behind its first word: "one such case", "Peter the Great".
_INNER = frozenset({"such", "other", "more", "few", "many", "several", "same"})


class Phrase(NamedTuple):
    """A noun phrase: tokens `start` up to `end`, with its head noun at `head`."""

    start: int
    head: int
    end: int


def phrase_at(sentence: Sentence, position: int) -> Phrase | None:
    """The noun phrase that starts at `position`, without complements: "North Korean troops", "Johnson’s deputies"."""
    tags = sentence.tags
    limit = min(len(tags), position + PHRASE)
    head, index, adjective = -1, position, -1
    while index < limit:
        letter = tags[index]
        following = tags[index + 1] if index + 1 < limit else "."
        if index > position and tags[index - 1] == "h" and letter in "rvtgfobawi":
            letter = "j"  # gas-only, stay-at-home
        if letter in "nN":
            if letter == "N" and index > position and tags[index - 1] == "n" and is_plural(sentence.word(index - 1)):
                break
            head = index if head < 0 or sentence.word(index)[0].isalnum() else head
        elif letter == "'":
            if head < 0 or following not in "jnNmdrQWgt":
                break
            head = adjective = -1
        elif letter == "h":
            if following in "Q.,":
                break
            if following in "nNjdmQWgtv":
                head, adjective = -1, index + 1
        elif letter in "jm":
            plain = head >= 0 and tags[head] == "n" and sentence.word(head) not in parcels()  # but: average industrial rates
            if head >= 0 and (plain or following not in "nNhj") and tags[index - 1] != "h":
                break
            adjective = index
        elif letter == "d":
            if index > position and tags[index - 1] not in "dr":
                break
        elif letter in "rgW":
            if head >= 0 or following not in "jnNthgm":
                break
        elif letter == "Q":
            if index == position or tags[index - 1] not in "'djQ" or following not in "QjnNmtgh":
                break
        elif letter == "c":
            if not _joins_modifiers(sentence, index, head, limit):
                break
        else:
            break
        index += 1
    if head < 0:
        if adjective < 0:
            return None
        head = adjective
    end = head + 1
    if head > position and _is_letter(sentence, head):
        return _named_by_letter(sentence, position, head)
    return Phrase(position, head, end)


def _is_letter(sentence: Sentence, position: int) -> bool:
    """Whether a name ends in the token at `position`: the B of Type B, the plural of Series 5s."""
    return len(sentence.word(position)) == 1 and sentence.tags[position] in "nN" and sentence.tags[position - 1] in "nNmQ"


def _named_by_letter(sentence: Sentence, position: int, letter: int) -> Phrase:
    """The phrase of a name that ends in a letter or a digit, or of the noun that such names, joined by "and", stand before."""
    tags = sentence.tags
    end = letter + 1
    if sentence.at(end) == "c" and sentence.at(end + 1) == "N":
        joined = phrase_at(sentence, end + 1)
        if joined and tags[joined.head] == "n" and len(sentence.word(joined.head)) > 1:
            return Phrase(position, joined.head, joined.end)  # Type B and Type C coins
    head = max((at for at in range(position, letter) if tags[at] in "nN" and sentence.word(at)[0].isalpha()), default=letter)
    return Phrase(position, head, end)


def _joins_modifiers(sentence: Sentence, index: int, head: int, limit: int) -> bool:
    """Whether a conjunction stands between two modifiers: digital and physical sales, hotel and restaurant workers."""
    tags = sentence.tags
    if index == 0 or index + 2 >= limit:
        return False
    if head < 0:
        return tags[index - 1] in "jhm" and tags[index + 1] in "jnm"
    if is_plural(sentence.word(head)) or tags[index + 1 : index + 3] != "nn":
        return False
    return is_plural(sentence.word(index + 2)) and not is_plural(sentence.word(index + 1))


def phrase_before(sentence: Sentence, end: int) -> Phrase | None:
    """The noun phrase with its complements that ends right before position `end`: "the length of the old pier"."""
    tags = sentence.tags
    if tags[end - 1 : end] == ")":
        opening = tags.rfind("(", max(0, end - PHRASE), end - 1)
        end = opening if opening > 0 else end  # the Nasdaq Composite (.IXIC), the European Union (EU)
    start = _list_start(sentence, _leftmost(sentence, end), end)
    if tags[start] == "g" and sentence.at(start - 1) == ",":
        start = tags.rfind("g", start, end) + 1  # the quake struck at dawn, damaging a region that ...
    while end - start > 1 and tags[end - 1] == "j" and tags[end - 2] in "nN":
        end -= 1
    while start < end and tags[start] in "Wci'h" and not (tags[start] == "W" and start + 1 < end and tags[start + 1] in "nN'"):
        start += 1
    if start >= end:
        return None
    phrase = phrase_at(sentence, start)
    if phrase is None:
        first_noun = next((at for at in range(start, end) if tags[at] in "nN"), -1)
        if first_noun < 0:
            return None
        return Phrase(start, first_noun, end)
    return Phrase(start, min(phrase.head, end - 1), end)


def _leftmost(sentence: Sentence, end: int) -> int:
    """Where the phrase that ends right before `end` begins, its complements taken in."""
    tags, start, index = sentence.tags, end, end - 1
    floor = max(0, end - REACH)
    while index >= floor:
        letter = tags[index]
        if letter == ")":
            opening = tags.rfind("(", max(0, index - PHRASE), index)
            if opening < 0:
                break
            index = opening
        elif not _belongs(sentence, index, end):
            break
        elif letter not in "'hcior":
            start = index
        index -= 1
    return start


def _belongs(sentence: Sentence, index: int, end: int) -> bool:
    """Whether the token at `index` can belong to the phrase that goes on behind it and ends right before `end`."""
    tags, letter = sentence.tags, sentence.tags[index]
    following = tags[index + 1] if index + 1 < end else ""
    if letter in "jmgt" and following == "d" and sentence.word(index + 1) not in _INNER:
        return False  # it is unlikely | the plan will pass
    if letter in "nNjdm'hWgt":
        return True
    if letter == "Q":
        if not following or following in "nNjhQ'mgtW" or sentence.word(index + 1) == "of":
            return True
        # a tremor measuring 4.2 on the scale, but not: it slipped 4.2 in price
        return tags[: index + 1].rstrip("Q")[-1:] in ("g", "t")
    if letter == "c":
        return following != "" and tags[index - 1 : index] in ("n", "N", "j") and sentence.word(index) in {"and", "&", "or"}
    if letter in "io":
        return sentence.word(index) in _SUBJECT_LINKS and index > 0 and tags[index - 1] in "nNtg)'pQW"
    return letter == "r" and (not following or following in "jtQh")


def _list_start(sentence: Sentence, start: int, end: int) -> int:
    """The start of a list that ends in a phrase with "and": Malta, Cyprus and Albania; `start` itself where there is none."""
    tags, first = sentence.tags, start
    if "c" not in tags[start:end] or tags[start:end].lstrip("nNj")[:1] != "c":
        return start
    while first > 1 and tags[first - 1] == "," and tags[first - 2] in "nN" and first > end - REACH:
        item = first - 2
        while item > 0 and tags[item - 1] in "nNj":
            item -= 1
        first = item
    return start if sentence.at(first - 1) in "io" else first  # in Kursk, Russia and Ukraine


def with_complement(sentence: Sentence, phrase: Phrase, links: frozenset[str] = frozenset({"of"})) -> Phrase:
    """The phrase with the complement that follows it: rounds of ammunition, support to Ukraine."""
    end = phrase.end
    for _ in range(2):
        if sentence.at(end) not in "io" or sentence.word(end) not in links:
            break
        inner = phrase_at(sentence, end + 1)
        if inner is None:
            break
        end = inner.end
    return Phrase(phrase.start, phrase.head, end)


def past_restatement(sentence: Sentence, position: int) -> int:
    """The position behind a second figure between commas, where "of" follows it: "184, or 6 percent, of the pupils"."""
    if sentence.at(position) != "," or sentence.word(position + 1) != "or":
        return position
    end = position + 2
    while sentence.at(end) in "Qr":
        end += 1
    return end + 1 if end > position + 2 and sentence.at(end) == "," and sentence.word(end + 1) == "of" else position


def innermost(sentence: Sentence, phrase: Phrase, links: frozenset[str] = frozenset({"of"})) -> Phrase:
    """The last noun phrase inside a phrase with complements; the words of `links` hold an outer and an inner one together."""
    start = phrase.start
    for index in range(phrase.start, phrase.end):
        if sentence.tags[index] in "iotg" and sentence.word(index) not in links:
            start = index + 1
    inner = phrase_at(sentence, start)
    return Phrase(start, inner.head, phrase.end) if inner and inner.end <= phrase.end else phrase


def head_lemma(sentence: Sentence, position: int) -> str:
    """Lemma of the noun at `position`; a name that is no plural of a people stays as it is."""
    word = sentence.word(position)
    return word if sentence.at(position) == "N" and word.removesuffix("s") not in load("demonyms") else noun(word)


@cache
def parcels() -> frozenset[str]:
    """Nouns that only parcel out another noun."""
    return frozenset(load("nouns")["parcel"]["words"])


@cache
def time_nouns() -> frozenset[str]:
    """Nouns of calendar time, months and weekdays among them."""
    return frozenset(load("function_words")["time_nouns"])
