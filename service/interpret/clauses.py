"""Predicates of a tagged sentence, and the noun phrases that are their subjects."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service.lexicon import load

from .lemma import bases
from .phrases import PHRASE, Phrase, phrase_at, phrase_before
from .sentence import Sentence
from .wordclass import word_class

# No verb that a figure belongs to stands farther from it than so many tokens.
CLAUSE = 40
# The most tokens of a title with its quotation marks.
_TITLE = 10
# What a clause may start behind: the classes of tagging.py, and ^ for the start of the sentence.
_STARTS = frozenset('^,;:.cs"-WQ')
_RELATIVES = frozenset({"which", "who", "that"})


class Predicate(NamedTuple):
    """The verb of a clause: its lemma, where it stands, where its group of auxiliaries starts, and what the group tells."""

    lemma: str
    position: int
    group: int
    passive: bool = False


def predicate_before(sentence: Sentence, position: int, *, across: bool = False) -> Predicate | None:
    """The nearest verb to the left of `position` in its clause, or, with `across`, in the sentence."""
    tags = sentence.tags
    for index in range(position - 1, max(-1, position - CLAUSE), -1):
        letter = tags[index]
        if letter in "vfgtba":
            return predicate_at(sentence, index)
        if not across and (letter in "s;." or (letter in ":-" and index < position - 1)):
            return None
    return None


def predicate_after(sentence: Sentence, position: int) -> Predicate | None:
    """The first finite verb to the right of `position`, past complements and participles of the subject."""
    tags = sentence.tags
    participle = skipped = -1
    for index in range(position, min(len(tags), position + CLAUSE)):
        letter = tags[index]
        if index < skipped:
            continue
        if letter == "s" and tags[index - 1 : index] == ",":
            skipped = tags.find(",", index, index + CLAUSE)  # a relative clause between commas
            continue
        if letter in "vbaw":
            return _followed(sentence, index)
        if letter == "t" and participle < 0:
            participle = index
        if letter in ";.:" or (letter == "c" and index + 1 < len(tags) and participle >= 0):
            break
    return predicate_at(sentence, participle) if participle >= 0 else None


def predicate_at(sentence: Sentence, index: int) -> Predicate:
    """The predicate whose verb, or the be or have of whose group, stands at `index`."""
    tags = sentence.tags
    group = index
    while group > 0 and tags[group - 1] in "bawr":
        group -= 1
    if tags[index] in "ba":
        after = index + 1
        while after < len(tags) and tags[after] in "rbaW" and after < index + 5:
            after += 1
        if after < len(tags) and tags[after] in "vt":
            index = after
    return Predicate(_lemma(sentence, index), index, group, "b" in tags[group:index] and tags[index] in "vt")


def _followed(sentence: Sentence, index: int) -> Predicate:
    """The main verb of the group that starts at `index`, through "is expected to reach" to "reach"."""
    tags, main = sentence.tags, index
    end = min(len(tags), index + 12)
    passive = False
    while main < end - 1:
        following = tags[main + 1]
        if tags[main] in "bawrW" and following in "bawrWvtf":
            passive = passive or tags[main] == "b"
            main += 1
        elif tags[main] in "vt" and following == "o" and main + 2 < end and tags[main + 2] in "fb":
            passive = False
            main += 2
        else:
            break
    while main > index and tags[main] in "rW":
        main -= 1
    return Predicate(_lemma(sentence, main), main, index, passive)


def _lemma(sentence: Sentence, index: int) -> str:
    if sentence.tags[index] == "b":
        return "be"
    if sentence.tags[index] == "a":
        word = sentence.word(index)
        return "do" if word.startswith("d") else "have"
    word = sentence.word(index)
    if (sentence.tags[index] == "f" or sentence.at(index - 1) == "w") and word in bases():
        return word
    form = word_class(word)[1]
    return form.lemma if form else word


def subject_of(sentence: Sentence, predicate: Predicate) -> Phrase | None:
    """The noun phrase that bears the predicate, past relative clauses and appositions between commas."""
    tags = sentence.tags
    end = predicate.group
    if sentence.word(end) == "having":
        return _subject_of_earlier(sentence, end)
    for _ in range(4):
        if end <= 0:
            return None
        letter = tags[end - 1]
        if letter == '"' and (title := _title_before(sentence, end)):
            return title
        if letter == "r":
            end -= 1
        elif letter == "Q" and "," in tags[max(0, end - 4) : end]:
            end = tags.rfind(",", 0, end)  # Mora, 62, who was born
        elif letter == "W":
            end -= 2 if end > 1 and tags[end - 2] == "i" else 1
        elif letter == "p" and sentence.word(end - 1).endswith("self"):
            end -= 1
        elif letter == "p" and end > 1 and tags[end - 2] == "i":
            end -= 2  # the pressure inside it was
        elif letter == "s":
            if sentence.word(end - 1) not in _RELATIVES:
                return None
            end -= 1
            if end and tags[end - 1] == ",":
                end -= 1
        elif letter in "," or (letter == "-" and tags[predicate.position] in "vb"):
            opening = tags.rfind(letter, max(0, end - CLAUSE), end - 1)
            if opening <= 0 or tags[predicate.position] in "gt":
                # the train, carrying 90 people, left
                return _subject_of_earlier(sentence, end - 1) or (_bearer_before(sentence, end - 1) if letter == "," else None)
            end = opening
        elif letter == "o" and tags[predicate.position] == "f" and (caused := _caused(sentence, end - 1)):
            return caused
        elif letter in "oci" and tags[predicate.position] in "fgtv":
            return _subject_of_earlier(sentence, end - 1)
        elif letter in "vgft" and tags[predicate.position] in "fgt":
            return _subject_of_earlier(sentence, end)
        else:
            return _bearer_before(sentence, end)
    return _bearer_before(sentence, end)


def _title_before(sentence: Sentence, end: int) -> Phrase | None:
    """The title in quotation marks that ends before position `end`: “Ferry Lives” took in $5 million."""
    opening = sentence.tags.rfind('"', max(0, end - _TITLE), end - 1)
    if opening < 0 or end - opening < 3 or not sentence.scan.words[sentence.first + opening + 1][:1].isupper():
        return None
    return Phrase(opening + 1, end - 2, end - 1)


def _bearer_before(sentence: Sentence, end: int) -> Phrase | None:
    """The noun phrase before `end` as a subject: of "killed 12 people and police" only the police can be one."""
    phrase = phrase_before(sentence, end)
    if phrase is None or sentence.at(phrase.start - 1) not in "vfg":
        return phrase
    if _lemma(sentence, phrase.start - 1) in _clausal():
        return phrase  # to ensure Ukraine can go on
    if sentence.tags[max(0, phrase.start - 2) : phrase.start] == "of":
        outer = phrase_before(sentence, phrase.start - 2)  # a woman on her way to fetch a parcel
        return Phrase(outer.start, outer.head, phrase.end) if outer else phrase
    relative = predicate_at(sentence, phrase.start - 1).group - 1
    if sentence.at(relative) == "s" and relative > 0 and sentence.word(relative) in _RELATIVES:
        return phrase_before(sentence, relative)  # the quake that hit two towns killed 40
    joint = sentence.tags.rfind("c", phrase.start, phrase.end)
    return phrase if joint < 0 else phrase_at(sentence, joint + 1)


def _caused(sentence: Sentence, to: int) -> Phrase | None:
    """The noun phrase before "to", where it is the object of a verb that makes it do something."""
    if sentence.at(to - 1) not in "nN":
        return None
    for index in range(to - 1, max(-1, to - PHRASE), -1):
        if sentence.tags[index] in "vfgt":
            found = phrase_at(sentence, index + 1) if _lemma(sentence, index) in _causative() else None
            return Phrase(found.start, found.head, to) if found else None
        if sentence.tags[index] in "s,;b":
            break
    return None


@cache
def _saying() -> frozenset[str]:
    return frozenset(load("attribution")["say"])


@cache
def _clausal() -> frozenset[str]:
    return frozenset(load("verbs")["clausal"])


@cache
def _causative() -> frozenset[str]:
    return frozenset(load("verbs")["causative"])


def _subject_of_earlier(sentence: Sentence, position: int) -> Phrase | None:
    """The subject of the finite verb before `position`, which an infinitive, participle or second verb shares."""
    tags = sentence.tags
    for index in range(position - 1, max(-1, position - CLAUSE), -1):
        if tags[index] in "s;.":
            return None
        if tags[index] in "vb":
            found = predicate_at(sentence, index)
            end = found.group
            if found.lemma in _saying() and "," in tags[max(0, end - PHRASE) : end] and predicate_before(sentence, end - 1):
                continue  # rose 1 percent, the bank said on Friday, after falling
            while end > 0 and tags[end - 1] == "r":
                end -= 1
            if sentence.at(end - 1) == "p":
                continue  # a pronoun stands for an earlier subject
            if end and tags[end - 1] in "nNj')W":
                return _bearer_before(sentence, end)
            if end and tags[end - 1] not in "oc,":
                return None
    return None


@cache
def _reporting() -> frozenset[str]:
    return frozenset(load("attribution")["say"]) | frozenset(load("attribution")["say_that"])


def reported_predicate(sentence: Sentence, first: int, end: int) -> Predicate | None:
    """The predicate of a clause that a verb of saying governs without "that": "police said 30 people had died".

    The figure's expression starts at `first`, its noun phrase ends at `end`; None where the figure opens no such clause.
    """
    tags, index = sentence.tags, first - 1
    while index > 0 and tags[index] in "drW":
        index -= 1
    if index > 0 and tags[index] in "nN":
        hearer = phrase_before(sentence, index + 1)  # told reporters 30 people had died
        index = hearer.start - 1 if hearer and sentence.word(hearer.start - 1) == "told" else -1
    if index < 1 or tags[index] != "v" or _lemma(sentence, index) not in _reporting():
        return None
    after = predicate_after(sentence, end)
    if after is None or any(
        tags[at] in ",s" or (tags[at] == "c" and tags[at + 1 : at + 2] in tuple("vbaw")) for at in range(end, after.group)
    ):
        return None
    return after if tags[after.position] in "vbaf" else None


def opens_clause(sentence: Sentence, position: int) -> bool:
    """Whether a figure whose expression starts at `position` stands at the head of its clause."""
    tags, index = sentence.tags, position - 1
    while index >= 0 and tags[index] in "dr":
        index -= 1
    return index < 0 or tags[index] in _STARTS
