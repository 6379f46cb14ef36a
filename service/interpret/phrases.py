"""Noun phrases, predicates and subjects in a tagged sentence; positions are counted from the sentence's first token."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service.lexicon import load
from service.model import Mention, Scan

from .lemma import bases, is_plural, noun
from .wordclass import word_class

# No phrase or clause that a figure belongs to is looked for farther away than this many tokens.
PHRASE, CLAUSE = 16, 40
_SUBJECT_LINKS = frozenset(
    {
        "of",
        "in",
        "for",
        "from",
        "at",
        "on",
        "between",
        "by",
        "with",
        "among",
        "to",
        "per",
        "inside",
        "near",
        "around",
        "across",
        "outside",
        "under",
        "over",
        "against",
        "within",
        "aboard",
    }
)
_RELATIVES = frozenset({"which", "who", "that"})
_STARTS = frozenset('^,;:.cs"-WQ')


class Sentence(NamedTuple):
    """One sentence as the interpreter sees it: its tokens from `first` up to `last`, their classes, and the mentions in it."""

    scan: Scan
    first: int
    last: int
    tags: str
    mentions: tuple[Mention, ...]

    def word(self, position: int) -> str:
        """The token at a position, in lower case; an empty string outside the sentence."""
        return self.scan.lower[self.first + position] if 0 <= position < self.last - self.first else ""

    def behind(self, mention: Mention) -> int:
        """The position right behind the figure of a mention and the words that qualify it; a counted noun may stand there."""
        position = mention.last - self.first
        while self.at(position) == "Q" and position < mention.after - self.first:
            position += 1
        return position

    def at(self, position: int) -> str:
        """The class of the token at a position; `^` before the sentence and `.` behind it."""
        return "^" if position < 0 else self.tags[position] if position < len(self.tags) else "."

    def text(self, start: int, end: int) -> str:
        """The text from one position up to another, line breaks as blanks."""
        final = self.first + end
        if self.word(end) == "." and (self.at(end) == "h" or ("." in self.word(end - 1) and self.scan.glued(final))):
            final += 1  # the last point of U.S. and Inc.
        quoted = self.scan.text[self.scan.starts[self.first + start] : self.scan.ends[final - 1]]
        return " ".join(quoted.split()) if "\n" in quoted else quoted


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
            head = index
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
    if len(sentence.word(head)) == 1 and head > position and tags[head - 1] in "nNmQ":
        head = max((at for at in range(position, head) if tags[at] in "nN"), default=head)  # Model S, Model 3s
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
    """The noun phrase with its complements that ends right before position `end`: "the length of the main bridge"."""
    tags = sentence.tags
    if tags[end - 1 : end] == ")":
        opening = tags.rfind("(", max(0, end - PHRASE), end - 1)
        end = opening if opening > 0 else end  # the Nasdaq Composite (.IXIC), the European Union (EU)
    index, floor = end - 1, max(0, end - CLAUSE)
    start = end
    while index >= floor:
        letter = tags[index]
        if letter in "nNjdm'hWgt":
            start = index if letter not in "'h" else start
        elif letter == "Q":
            if index + 1 < end and tags[index + 1] not in "nNjhQ'mgtW" and sentence.word(index + 1) != "of":
                run = index
                while run > 0 and tags[run] == "Q":
                    run -= 1
                if tags[run] not in "gt":
                    break  # an earthquake measuring 5.6 on the scale, but not: it slipped 5.6 in price
            start = index
        elif letter == "c":
            if index + 1 >= end or tags[index - 1 : index] not in ("n", "N", "j") or sentence.word(index) not in {"and", "&", "or"}:
                break
        elif letter in "io":
            if sentence.word(index) not in _SUBJECT_LINKS or index == 0 or tags[index - 1] not in "nNtg)'pQW":
                break
        elif letter == ")":
            opening = tags.rfind("(", max(0, index - PHRASE), index)
            if opening < 0:
                break
            index = opening
        elif letter == "r":
            if index + 1 < end and tags[index + 1] not in "jtQ":
                break
        else:
            break
        index -= 1
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


def innermost(sentence: Sentence, phrase: Phrase, links: frozenset[str] = frozenset({"of"})) -> Phrase:
    """The last noun phrase inside a phrase with complements; the words of `links` hold an outer and an inner one together."""
    start = phrase.start
    for index in range(phrase.start, phrase.end):
        if sentence.tags[index] in "iotg" and sentence.word(index) not in links:
            start = index + 1
    inner = phrase_at(sentence, start)
    return Phrase(start, inner.head, phrase.end) if inner and inner.end <= phrase.end else phrase


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
        if tags[main] in "bawr" and following in "bawrvtf":
            passive = passive or tags[main] == "b"
            main += 1
        elif tags[main] in "vt" and following == "o" and main + 2 < end and tags[main + 2] in "fb":
            passive = False
            main += 2
        else:
            break
    while main > index and tags[main] == "r":
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
    for _ in range(4):
        if end <= 0:
            return None
        letter = tags[end - 1]
        if letter == "r":
            end -= 1
        elif letter == "Q" and "," in tags[max(0, end - 4) : end]:
            end = tags.rfind(",", 0, end)  # Mora, 62, who was born
        elif letter == "W":
            end -= 2 if end > 1 and tags[end - 2] == "i" else 1
        elif letter == "p" and sentence.word(end - 1).endswith("self"):
            end -= 1
        elif letter == "p" and end > 1 and tags[end - 2] == "i":
            end -= 2  # the voltage across it was
        elif letter == "s":
            if sentence.word(end - 1) not in _RELATIVES:
                return None
            end -= 1
            if end and tags[end - 1] == ",":
                end -= 1
        elif letter in "," or (letter == "-" and tags[predicate.position] in "vb"):
            opening = tags.rfind(letter, max(0, end - CLAUSE), end - 1)
            if opening <= 0 or tags[predicate.position] in "gt":
                return _subject_of_earlier(sentence, end - 1)
            end = opening
        elif letter == "o" and tags[predicate.position] == "f" and _causes(sentence, end - 1):
            return _bearer_before(sentence, end - 1)
        elif letter in "oci" and tags[predicate.position] in "fgtv":
            return _subject_of_earlier(sentence, end - 1)
        elif letter in "vgft" and tags[predicate.position] in "fgt":
            return _subject_of_earlier(sentence, end)
        else:
            return _bearer_before(sentence, end)
    return _bearer_before(sentence, end)


def _bearer_before(sentence: Sentence, end: int) -> Phrase | None:
    """The noun phrase before `end` as a subject: of "killed 12 people and police" only the police can be one."""
    phrase = phrase_before(sentence, end)
    if phrase is None or sentence.at(phrase.start - 1) not in "vfg":
        return phrase
    if sentence.tags[max(0, phrase.start - 2) : phrase.start] == "of":
        outer = phrase_before(sentence, phrase.start - 2)  # a man on his way to catch a flight
        return Phrase(outer.start, outer.head, phrase.end) if outer else phrase
    relative = predicate_at(sentence, phrase.start - 1).group - 1
    if sentence.at(relative) == "s" and relative > 0 and sentence.word(relative) in _RELATIVES:
        return phrase_before(sentence, relative)  # the quake that hit two towns killed 40
    joint = sentence.tags.rfind("c", phrase.start, phrase.end)
    return phrase if joint < 0 else phrase_at(sentence, joint + 1)


def _causes(sentence: Sentence, to: int) -> bool:
    """Whether the noun phrase before "to" is the object of a verb that makes it do something."""
    if sentence.at(to - 1) not in "nN":
        return False
    for index in range(to - 1, max(-1, to - PHRASE), -1):
        if sentence.tags[index] in "vfgt":
            return _lemma(sentence, index) in _causative()
        if sentence.tags[index] in "s,;b":
            break
    return False


@cache
def _saying() -> frozenset[str]:
    return frozenset(load("attribution")["say"])


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


def opens_clause(sentence: Sentence, position: int) -> bool:
    """Whether a figure whose expression starts at `position` stands at the head of its clause."""
    tags, index = sentence.tags, position - 1
    while index >= 0 and tags[index] in "dr":
        index -= 1
    return index < 0 or tags[index] in _STARTS


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
