"""The words of a sentence as alignment compares them: stems of content words, folded into classes of synonyms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from service.lexicon import load
from service.memo import remembered

_WORD = re.compile(r"[A-Z](?:-[A-Z])+\b|[^\W\d_]+(?:[.&][^\W\d_]+)*|\d[\d.,/:]*")
# What stands inside initials: U.S., H-P, AT&T.
_INSIDE = str.maketrans("", "", ".&-")
_SUFFIXES = (
    ("ations", "ate"), ("ation", "ate"), ("ements", "e"), ("ement", "e"), ("ments", ""), ("ment", ""), ("nesses", ""), ("ness", ""),
    ("ities", "ity"), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("edly", ""), ("ed", ""), ("ally", "al"), ("ly", ""),
    ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""),
)  # fmt: skip
# Endings of stems in British spelling, and the American ones (Oxford Style Manual, on differences of spelling).
_SPELLINGS = (("our", "or"), ("is", "iz"), ("ys", "yz"), ("tr", "ter"), ("ogu", "og"), ("enc", "ens"), ("ll", "l"), ("amm", "am"))
_BRITISH = re.compile(r"(?:(?P<our>our)|is)(?P<end>s?|ed|ing|e[sdr]?|ation)$")
_VERBAL = frozenset({"ing", "ings", "ed"})
_SHORTEST = 3
# Letters that are looked at of a word.
_LONGEST = 64
# Longer words are told apart without their final e; shorter ones ("plan", "plane") are not.
_LONG = 6
_SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]$")


class Word(Struct, frozen=True):
    """One content word: where it stands in its sentence, and the stem or class it counts as."""

    start: int
    end: int
    stem: str
    weight: float
    upper: bool

    @property
    def name(self) -> bool:
        """Whether the word is written as a name: with a capital, and not because it begins the sentence."""
        return self.upper and self.start > 0


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A lower-case word without its inflection: "announcements" and "announced" give "announc"; crude, but the same for all forms."""
    for suffix, put in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST and not (suffix == "s" and word[-2] in "sui"):
            word = word[: -len(suffix)] + put
            if suffix in _VERBAL:
                word = _bare(word)
            break
    return _american(word[:-1] if len(word) >= _LONG and word[-1] == "e" else word)


def _american(word: str) -> str:
    """A stem in one of the two spellings of English: "honour" as "honor", "organis" as "organiz", "theatr" as "theater"."""
    if len(word) >= _LONG:
        for british, american in _SPELLINGS:
            if word.endswith(british):
                return word[: -len(british)] + american
    return word


def _bare(verb: str) -> str:
    """A verb after its ending is cut: the doubled consonant undone ("shopp"), the final e put back ("hop" of "hoped")."""
    if len(verb) > _SHORTEST and verb[-1] == verb[-2] and verb[-1] not in "lsz":
        return verb[:-1]
    return f"{verb}e" if _SHORT_VERB.match(verb) else verb


def inflections(word: str) -> set[str]:
    """The forms that a regular English noun or verb may take, the word itself among them."""
    forms = {word, f"{word}s", f"{word}ed", f"{word}ing", f"{word}'s"}
    if word.endswith("e"):
        forms |= {f"{word}d", f"{word[:-1]}ing"}
    if word.endswith("y"):
        forms |= {f"{word[:-1]}ies", f"{word[:-1]}ied"}
    if word.endswith(("s", "x", "ch", "sh", "o")):
        forms.add(f"{word}es")
    if _SHORT_VERB.match(word):
        forms |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return forms


@cache
def classes() -> dict[str, str]:
    """Written form → the word that names its class of synonyms; a form of several classes belongs to the first."""
    table: dict[str, str] = {}
    for row in load("synonyms")["classes"]:
        for word in row:
            for form in sorted(inflections(word)):
                table.setdefault(form, row[0])
    return table


@cache
def opposites() -> frozenset[tuple[str, str]]:
    """Pairs of classes that exclude each other, both ways round."""
    return frozenset(pair for one, two in load("synonyms")["opposites"] for pair in ((fold(one), fold(two)), (fold(two), fold(one))))


@cache
def contrasts() -> dict[str, tuple[int, ...]]:
    """Class or stem → the numbers of the groups of kinds that it belongs to; kinds of one group exclude each other."""
    groups: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(load("synonyms")["contrasts"]):
        for word in dict.fromkeys(map(fold, row)):
            groups[word] = (*groups.get(word, ()), number)
    return groups


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    table = load("context_words")
    silent = frozenset(table["function"]) | frozenset(table["calendar"]) | frozenset(table["numbers"])
    return silent, frozenset(stem(word) for word in table["common"]) | frozenset(fold(word) for word in table["common"])


@cache
def _base_forms() -> dict[str, str]:
    """Irregular past forms and participles → the verb: came, come."""
    return {form: verb for verb, forms in load("verbs")["irregular"].items() for form in forms}


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The class or stem that a lower-case word counts as."""
    known = classes()
    base = _base_forms().get(word, word)
    return known.get(word) or known.get(base) or known.get(_BRITISH.sub(_respelled, word)) or stem(base)


def _respelled(british: re.Match[str]) -> str:
    return f"{'or' if british['our'] else 'iz'}{british['end']}"


@lru_cache(maxsize=1 << 16)
def _content(word: str) -> tuple[str, float] | None:
    silent, common = _vocabulary()
    if word in silent or (len(word) == 1 and word.isalpha()):
        return None
    folded = fold(word)
    return folded, 0.25 if stem(word) in common or folded in common else 1.0


def weight_of(word: str) -> float:
    """How much a folded word says: 1, or less where it is common in news."""
    return 0.25 if word in _vocabulary()[1] else 1.0


@cache
def light_verbs() -> frozenset[str]:
    """Classes or stems of predicates that say nothing of what took place by themselves."""
    return frozenset(map(fold, load("context_words")["light_verbs"]))


@remembered(1 << 12)
def content_words(text: str) -> tuple[Word, ...]:
    """The content words of a sentence in order, numbers left out; offsets count from its first character."""
    found = []
    for match in _WORD.finditer(text):
        token = match.group()[:_LONGEST]
        if token[0].isdigit():
            continue
        content = _content(token.lower().translate(_INSIDE))
        if content:
            found.append(Word(match.start(), match.end(), content[0], content[1], token[0].isupper()))
    return tuple(found)


@remembered(1 << 12)
def stems(text: str | None) -> tuple[str, ...]:
    """The stems of the content words of a phrase, in order; none for no phrase."""
    return tuple(word.stem for word in content_words(text)) if text else ()
