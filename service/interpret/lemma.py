"""Lemmas of English nouns and verbs, by rule and a table of what no rule forms."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from service.lexicon import load

VOWELS = frozenset("aeiou")
_SIBILANT = ("ss", "sh", "ch", "x", "zz", "s", "z")
_CVC = 3


class VerbForm(NamedTuple):
    """What a verb form tells: its lemma, whether it is base, s-form, past, participle or ing-form, and whether it is also a noun."""

    lemma: str
    base: bool = False
    third: bool = False
    past: bool = False
    participle: bool = False
    ing: bool = False
    nominal: bool = False


@lru_cache(maxsize=8192)
def noun(word: str) -> str:
    """Lemma of a noun, given in lower case: troops → troop, casualties → casualty, people → people."""
    for suffix in ("'s", "’s", "'", "’"):
        word = word.removesuffix(suffix)
    irregular, invariant = _nouns()
    if word in irregular:
        return irregular[word]
    if word.endswith("is") and word[:-1] in load("demonyms"):
        return word[:-1]
    if word in invariant or len(word) <= _CVC or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        tail = word[-3:]
        return word[:-3] + "man" if tail == "men" and len(word) > 5 and word not in {"specimen", "regimen", "abdomen", "acumen"} else word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    if word.endswith("oes"):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Whether a noun in lower case is written as a plural (people and police count as such)."""
    return noun(word) != word or word in _always_plural()


@cache
def _always_plural() -> frozenset[str]:
    return frozenset(load("nouns")["plural"]["words"])


def verb(word: str) -> VerbForm | None:
    """What a word in lower case is as a verb form, or None where no verb of the lexicon has it."""
    return _forms().get(word)


@cache
def bases() -> frozenset[str]:
    """Every verb of the lexicon in its base form: "lay" and "found" are bases as well as past tenses."""
    table = load("verbs")
    return frozenset(table["regular"]) | frozenset(table["irregular"])


def forms_of(lemmas: frozenset[str]) -> frozenset[str]:
    """Every form but the -ing form of these verbs."""
    return frozenset(word for word, form in _forms().items() if form.lemma in lemmas and not form.ing)


@cache
def _nouns() -> tuple[dict[str, str], frozenset[str]]:
    table = load("nouns")
    return table["irregular"], frozenset(table["invariant"]["words"])


@cache
def _forms() -> dict[str, VerbForm]:
    table = load("verbs")
    nominal = frozenset(table["ambiguous"])
    forms: dict[str, VerbForm] = {}

    def put(form: str, lemma: str, **flags: bool) -> None:
        known = forms.get(form)
        if known is None or known.lemma == lemma:
            merged = {**(known._asdict() if known else {}), **flags, "lemma": lemma}
            forms[form] = VerbForm(**{**merged, "nominal": lemma in nominal})

    for lemma, (past, participle) in table["irregular"].items():
        put(past, lemma, past=True)
        put(participle, lemma, participle=True)
    for lemma in table["irregular"]:
        put(lemma, lemma, base=True)
        put(third_person(lemma), lemma, third=True)
        put(gerund(lemma), lemma, ing=True)
    for lemma in table["regular"]:
        put(lemma, lemma, base=True)
        put(third_person(lemma), lemma, third=True)
        put(gerund(lemma), lemma, ing=True)
        put(past_tense(lemma), lemma, past=True, participle=True)
        if lemma.endswith("l") and lemma in _doubling():  # American spelling: traveled, signaling
            put(lemma + "ed", lemma, past=True, participle=True)
            put(lemma + "ing", lemma, ing=True)
    return forms


@cache
def _doubling() -> frozenset[str]:
    """Verbs of more than one syllable that double their last consonant: the stress, which spelling does not show, falls on it."""
    return frozenset(load("verbs")["doubling"])


def third_person(lemma: str) -> str:
    """Rises, watches, carries."""
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith((*_SIBILANT, "o")) else "s")


def gerund(lemma: str) -> str:
    """Rising, cutting, lying."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def past_tense(lemma: str) -> str:
    """Soared, dropped, carried."""
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def stem(word: str, ending: str) -> str:
    """The lemma that a verb outside the lexicon most likely has: denounced → denounce, detailed → detail."""
    base = word.removesuffix(ending)
    if ending == "ed" and base.endswith("i"):
        return base[:-1] + "y"
    if len(base) > _CVC and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return (
        base + "e"
        if base.endswith(("c", "v", "z", "u", "at", "ur", "ir", "is", "dg", "rg", "as", "os", "ut", "uc", "id", "ib", "bl", "tl", "gl"))
        else base
    )


def _doubled(lemma: str) -> str:
    end = lemma[-_CVC:]
    closed = (
        len(end) == _CVC
        and end[2] not in VOWELS
        and end[2] not in "wxyh"
        and end[1] in VOWELS
        and (end[0] not in VOWELS or lemma.startswith("qu") or lemma.endswith("quip"))
    )
    short = sum(letter in VOWELS for letter in lemma.replace("qu", "q")) == 1
    return lemma + lemma[-1] if closed and (short or lemma in _doubling()) else lemma
