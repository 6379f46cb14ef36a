"""The words of a sentence as alignment compares them: stems of content words, folded into classes of synonyms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from service.lexicon import load

_WORD = re.compile(r"[^\W\d_]+(?:[.&][^\W\d_]+)*|\d[\d.,/:]*")
_SUFFIXES = (
    ("ational", "ate"), ("ations", "ate"), ("ation", "ate"), ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("nesses", ""),
    ("ness", ""), ("ities", "ity"), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("edly", ""), ("ed", ""), ("ally", "al"),
    ("ly", ""), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("'s", ""), ("s", ""),
)  # fmt: skip
_SHORTEST = 3
_VOWELS = frozenset("aeiouy")


class Word(Struct, frozen=True):
    """One content word: where it stands in its sentence, and the stem or class it counts as."""

    start: int
    end: int
    stem: str
    weight: float
    name: bool


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A lower-case word without its inflection: "killings" and "killed" give "kill"; crude on purpose, and the same for all forms."""
    for suffix, put in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST and not (suffix == "s" and word[-2] in "sui"):
            word = word[: -len(suffix)] + put
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] == "e":
        word = word[:-1]
    return word


@cache
def classes() -> dict[str, str]:
    """Stem → the stem that names its class of synonyms; a word in several classes belongs to the first."""
    table: dict[str, str] = {}
    for row in load("synonyms")["classes"]:
        for word in row:
            if " " not in word:
                table.setdefault(word, row[0])
                table.setdefault(stem(word), row[0])
    return table


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    table = load("context_words")
    silent = frozenset(table["function"]) | frozenset(table["calendar"])
    return silent, frozenset(stem(word) for word in table["common"])


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The class or stem that a lower-case word counts as."""
    table = classes()
    return table.get(word) or table.get(stem(word)) or stem(word)


@lru_cache(maxsize=1 << 16)
def _content(word: str) -> tuple[str, float] | None:
    silent, common = _vocabulary()
    if word in silent or (len(word) == 1 and word.isalpha()):
        return None
    return fold(word), 0.25 if stem(word) in common else 1.0


def content_words(text: str) -> list[Word]:
    """The content words of a sentence in order, numbers left out; offsets count from its first character."""
    found = []
    for match in _WORD.finditer(text):
        token = match.group()
        if token[0].isdigit():
            continue
        content = _content(token.lower().replace(".", "").replace("&", ""))
        if content:
            found.append(Word(match.start(), match.end(), content[0], content[1], token[0].isupper() and match.start() > 0))
    return found


def stems(text: str | None) -> tuple[str, ...]:
    """The stems of the content words of a phrase, in order; none for no phrase."""
    return tuple(word.stem for word in content_words(text)) if text else ()
