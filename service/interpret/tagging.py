"""Word classes of one sentence, as a string of one letter a token, so that phrases can be found by walking over it.

wordclass.py says what each word is by itself; here its neighbours decide where it can be two things. Made for finding noun
phrases and predicates around figures, not for naming every class that English has.

    d determiner   j adjective    n noun         N name          m number     Q figure   W date or duration
    v verb         f infinitive   g -ing form    t participle    b be         a have, do w modal
    r adverb       i preposition  o to           c conjunction   s who, that  p pronoun  ' genitive   h hyphen in a word
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from service.lexicon import load
from service.model import Scan

from . import lemma
from .lemma import VerbForm
from .wordclass import classes

_CLITICS = frozenset({"'s", "’s"})
# Prepositions that a whole clause may follow.
_CLAUSE_OPENERS = frozenset({"after", "as", "before", "since", "until", "till"})
_NO_VERB = VerbForm("")
# A participle behind a noun and a comma belongs to the noun if a finite verb follows within so many tokens.
_APPOSITION = 18


@cache
def _before_nouns() -> frozenset[str]:
    """Adverbs of place and time that may modify a noun: home, overnight."""
    return frozenset(load("function_words")["before_nouns"])


def tag(scan: Scan, first: int, last: int, marks: Mapping[int, str]) -> str:
    """The classes of tokens `first` up to `last`; `marks` gives those of tokens that belong to figures, dates and names."""
    return _Tagger(scan, first, *classes(scan, first, last, marks)).run()


class _Tagger:
    """Goes through a sentence once, from left to right, and settles the classes that depend on neighbours."""

    def __init__(self, scan: Scan, first: int, lexical: list[str], forms: list[VerbForm | None]) -> None:
        self.scan, self.first = scan, first
        self.lexical, self.forms = lexical, forms
        self.size = len(lexical)
        self.tags: list[str] = []
        # Whether the clause already has its finite verb: a participle behind a noun then belongs to the noun.
        self.has_finite = False
        # For each token, whether a form of be, have, do or a modal follows before the clause ends,
        # and whether anything follows that must be a finite verb.
        self.finite_ahead = [False] * (self.size + 1)
        self.verb_ahead = [False] * (self.size + 1)
        self._look_ahead()

    def run(self) -> str:
        tags, forms, lexical, lower = self.tags, self.forms, self.lexical, self.scan.lower
        for position, given in enumerate(lexical):
            form, letter = forms[position], given
            if form is not None:
                letter = self._verbal(form, position)
            elif letter in "'irp" or lower[self.first + position] == "that":
                letter = self._settle(letter, position)
            elif letter == "j" and tags and tags[-1] in "d'" and self._is_verb(position + 1):
                letter = "n"  # the military said, the poor pay
            elif letter in "baw" and tags and tags[-1] == "h" and self.scan.glued(self.first + position):
                letter = "j"  # the would-be buyer, mothers-to-be
            elif letter == "n" and tags and tags[-1] == "o" and self._class_at(position + 1) == "d":
                letter = "f"  # an infinitive that the lexicon has not
            tags.append(letter)
            if letter in "vbawf":
                self.has_finite = not (form is not None and form.lemma in _opens_clause())
            elif letter in 's;:.,-"' or (letter == "c" and not self._joins_nouns(position)):
                self.has_finite = False
            elif letter == "i" and self._class_at(position + 1) == "Q" and lower[self.first + position] in _CLAUSE_OPENERS:
                self.has_finite = False  # it closed after 30 cars collided
        return "".join(tags)

    def _look_ahead(self) -> None:
        auxiliary = verb = False
        for position in range(self.size - 1, -1, -1):
            letter, form = self.lexical[position], self.forms[position]
            if letter in "baw":
                auxiliary = verb = True
            elif form is not None:
                verb = verb or (form.past and not form.base) or (form.third and not form.nominal)
            elif letter in ";:s.":
                auxiliary = verb = False
            elif letter in ",(c":
                auxiliary, verb = False, verb and letter != ","
            self.finite_ahead[position], self.verb_ahead[position] = auxiliary, verb

    def _joins_nouns(self, position: int) -> bool:
        return position > 0 and self.tags[position - 1] in "nN" and self._class_at(position + 1) in "djnN"

    def _class_at(self, position: int) -> str:
        return self.lexical[position] if position < self.size else "."

    def _form_at(self, position: int) -> VerbForm:
        return (self.forms[position] if position < self.size else None) or _NO_VERB

    def _noun_at(self, position: int) -> bool:
        """Whether the token at `position` can be a noun or lead to one."""
        form = self._form_at(position)
        return self._class_at(position) in "nNj" or (form.nominal and not form.past)

    def _opens_noun(self, position: int) -> bool:
        """Whether a "that" before `position` points at a noun: "that fire burned", not "that cost 40 jobs"."""
        nominal = self._form_at(position).nominal and self._class_at(position + 1) not in "QdpNW"
        return self._class_at(position) in "jn" or nominal

    def _is_verb(self, position: int) -> bool:
        """Whether the token at `position` can be nothing but a finite verb."""
        form = self._form_at(position)
        finite = form.third or (form.past and not form.participle) or form.lemma in _opens_clause()
        return self._class_at(position) in "baw" or (finite and not form.nominal and not form.ing)

    def _before(self) -> str:
        """The class of the last word, adverbs left out, and dates too inside a group of verbs: "are currently building"."""
        tags, back = self.tags, len(self.tags) - 1
        while back >= 0 and tags[back] == "r":
            back -= 1
        if back >= 0 and tags[back] == "W":
            group = back
            while group > 0 and tags[group] in "Wr":
                group -= 1
            if tags[group] in "baw":
                return tags[group]
        return tags[back] if back >= 0 else "^"

    def _settle(self, letter: str, position: int) -> str:
        """The class of a word of a closed class that its neighbours can change."""
        word = self.scan.lower[self.first + position]
        if letter == "'":
            return self._clitic(position) if word in _CLITICS else letter
        if letter in "ir" and self.tags and self.tags[-1] == "h" and word != "of":
            return "j" if self._noun_at(position + 1) else "n"  # start-up, run-off
        if letter == "r" and not self.tags and word.endswith("ly") and self._class_at(position + 1) in "ba":
            return "N"  # Duly has 900 doctors
        if letter == "r" and word in _before_nouns() and self._noun_at(position + 1) and (not self.tags or self.tags[-1] in "dj'ic,gt"):
            return "j"  # existing home sales, overnight raids
        if word == "that" and self._opens_noun(position + 1) and self._before() in "i,o^":
            return "d"
        if word == "worth" and self._before() in "dj'" and self._class_at(position + 1) == "i":
            return "n"  # a net worth of $4 million
        if letter == "p" and word in {"one", "her"} and self._noun_at(position + 1):
            return "m" if word == "one" else "d"
        return letter

    def _clitic(self, position: int) -> str:
        """Whether ’s is a genitive or stands for "is": before an article, an adverb or a figured -ing form it is the verb."""
        if not self.tags or self.tags[-1] in "ps":
            return "b"
        if self._class_at(position + 1) == "r" and self._class_at(position + 2) == "h":
            return "'"  # the port's far-off owners
        if self._class_at(position + 1) in "drbaw" or (self._form_at(position + 1).ing and self._class_at(position + 2) in "dQm"):
            return "b"
        return "'"

    def _verbal(self, form: VerbForm, position: int) -> str:
        """The class of a word that may be a verb, told by the class before it and what can follow."""
        following, noun_next, before = self._class_at(position + 1), self._noun_at(position + 1), self._before()
        if before == "h":
            return "j" if noun_next or following == "h" else ("n" if form.nominal or form.ing else "j")
        if following == "h" and before in "dj'iQ^":
            return "j"
        if before == "j" and form.past and following == "N" and not self.has_finite:
            return "v"
        if before in "d'j" or (before == "m" and (noun_next or form.nominal)):
            if (form.participle or form.ing) and (following == "Q" or (following == "c" and self._class_at(position + 2) == "j")):
                return "j"
            if form.participle or form.ing:
                return "j" if noun_next and not (form.base and following == "n") else "n"
            return "v" if form.past else "n"
        if before == "o":
            return "f" if form.base else "j" if form.participle and noun_next else "g" if form.ing else "n"
        if before in "wa":
            return "v"
        if before == "b":
            return "v" if form.participle or form.ing or not form.nominal else "n"
        if before == "i":
            return self._after_preposition(form, position, noun_next)
        if before == "Q":
            return self._after_figure(form, position, following)
        if form.ing:
            return "n" if form.nominal and before in "nNjW" and following in "ivbaw.,;:)cW" else "g"
        if form.past and not form.base:
            return self._past(form, position, before, noun_next)
        if not form.nominal:
            if before == "f" and form.base:
                return "f"  # to help ensure
            return "v" if before in 'nNps,c^);-"WQ' else "n"
        return self._nominal(form, position, before)

    def _after_preposition(self, form: VerbForm, position: int, noun_next: bool) -> str:
        if form.ing:
            return "n" if form.nominal and self._class_at(position + 1) in "i.,;)cvbaw" else "g"
        if form.participle and not form.base:
            return "j" if noun_next else "t"
        return "v" if form.past or (form.third and not form.nominal) else "n"

    def _after_figure(self, form: VerbForm, position: int, following: str) -> str:
        """Behind a count: "12 injured men" against "12 needed treatment", told by the number of the noun."""
        plural = self._plural_ahead(position + 1)
        if form.ing:
            return "j" if plural else "n" if form.nominal and following in ".,i" else "g"
        if form.participle and (not form.base or self.tags[-1] == "r"):
            return "j" if plural or (following == "n" and self.lexical[position - 1 : position] == ["h"]) else "t"
        if form.past and form.base:
            return "n" if form.nominal and following in "i.,;:)vbaw" else "v"
        if form.nominal and (form.third or self.scan.lower[self.first + position - 1] in {"one", "1"}):
            return "n"
        return "n" if form.nominal and not form.past and following in "nNi.,;:)v-cwrbatsW'" else "v"

    def _plural_ahead(self, position: int) -> bool:
        """Whether the nouns and adjectives from `position` on end in a plural."""
        last = -1
        for at in range(position, min(self.size, position + 8)):
            joined = "h" in self.lexical[at - 1 : at + 1] or (self.lexical[at] == "c" and self._class_at(at + 1) == "j")
            if not self._noun_at(at) and not joined:
                break
            last = at
        return last >= position and lemma.is_plural(self.scan.lower[self.first + last])

    def _past(self, form: VerbForm, position: int, before: str, noun_next: bool) -> str:
        """A past tense, or a participle that stands before or behind its noun."""
        if not form.participle or (form.lemma in _intransitive() and before in "nN)"):
            return "v"
        if before == "^":
            return "j" if noun_next else "t"
        if before in "vgft":
            return "t"
        if before in "nN)" and self._class_at(position + 1) in "dQpnNj":
            return "v"  # a participle behind its noun has no object
        if before in "nN)" and (
            self.finite_ahead[position + 1] or (self._class_at(position + 1) == "i" and self._is_by(position + 1)) or self.has_finite
        ):
            return "t"
        if before in "nN" and self._dated_participle(position):
            return "t"
        if before == "," and self.tags[-2:-1] in (["n"], ["N"]) and self._apposition(position):
            return "t"
        return "v"

    def _is_by(self, position: int) -> bool:
        return self.scan.lower[self.first + position] == "by"

    def _dated_participle(self, position: int) -> bool:
        """Whether a date and then another verb follow: talks announced in May collapsed."""
        at = position + 1 + (self._class_at(position + 1) == "i")
        start = at
        while self._class_at(at) == "W":
            at += 1
        form = self._form_at(at)
        return at > start and form.past and not form.base

    def _apposition(self, position: int) -> bool:
        """Whether a comma and then a finite verb follow: "the plant, opened in May, will close"."""
        comma = next((at for at in range(position + 1, min(self.size, position + _APPOSITION)) if self.lexical[at] == ","), -1)
        return comma > 0 and (self._class_at(comma + 1) in "baw" or self._form_at(comma + 1).past)

    def _nominal(self, form: VerbForm, position: int, before: str) -> str:
        """Verb or noun, for a word that is as often the one as the other: plans, rise, cut, share."""
        if before in "ps":
            return "v"
        following, after = self._class_at(position + 1), self._form_at(position + 1)
        if before in "nN" and following in "dps" and form.lemma in _opens_clause() and not (self.has_finite or form.past):
            return "v"  # a study estimates the dam has sunk
        if before not in "nNW)c," or self.finite_ahead[position + 1] or ((after.past or after.third) and not after.nominal):
            return "n"
        if following in ":(":
            return "n"
        if form.past:  # cut, hit, set, cost, put: the past as like as the noun
            return "n" if following in "niN.,;" and self.has_finite else "v"
        if before in "c,":
            return "v" if following == "d" else "n"
        if self.has_finite:
            return "n"
        bare = form.base and before == "n" and not self.verb_ahead[position + 1]
        return "v" if following in "dpoQWms" or (bare and lemma.is_plural(self.scan.lower[self.first + position - 1])) else "n"


@cache
def _intransitive() -> frozenset[str]:
    """Verbs whose past tense is no participle of a noun before it: "prices dropped" is a clause."""
    return frozenset(load("verbs")["intransitive"])


@cache
def _opens_clause() -> frozenset[str]:
    """Verbs whose object may be a clause without "that": he said exports fell."""
    return frozenset(load("attribution")["say"]) | frozenset(load("attribution")["say_that"])
