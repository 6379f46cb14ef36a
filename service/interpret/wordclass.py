"""The class of each word of a sentence as far as the word itself tells: look-up, ending, capital letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from service.lexicon import load
from service.model import Scan, TokenKind

from . import lemma
from .lemma import VerbForm

_PUNCTUATION = {".": ".!?…", "-": "–—-", '"': "\"“”‘«»'’", "(": "([<", ")": ")]>", ",": ",", ";": ";", ":": ":", "c": "&", "/": "/"}
_SYMBOLS = {symbol: letter for letter, symbols in _PUNCTUATION.items() for symbol in symbols}
_HYPHENS = frozenset("-‐‑–/=")
_CLOSING = frozenset("\"'”’»)]")
_QUOTES = frozenset('"“‘:—–(•')
# Written so, these are names whatever they are in small letters.
_CAPITALS = frozenset({"US", "U.S", "IT", "WHO"})
# A sentence is a headline if it has so many longer words and this share of them is capitalised.
_HEADLINE_WORDS, _HEADLINE_SHARE, _LONG_WORD = 4, 0.8, 4
_HEADLINE = 20
_NUMBER, _SYMBOL = TokenKind.NUMBER, TokenKind.SYMBOL


def classes(scan: Scan, first: int, last: int, marks: Mapping[int, str]) -> tuple[list[str], list[VerbForm | None]]:
    """The class of tokens `first` up to `last`, each by itself, and the verb form of those that may be verbs.

    `marks` gives the classes of tokens that belong to figures, dates and names.
    """
    words, lower, kinds = scan.words, scan.lower, scan.kinds
    headline = _is_headline(words[first:last])
    letters: list[str] = []
    forms: list[VerbForm | None] = []
    for index in range(first, last):
        form = None
        kind = kinds[index]
        if index in marks:
            letter = marks[index]
        elif kind is _NUMBER:
            letter = "m"
        elif kind is _SYMBOL:
            letter = _symbol(scan, index, first, last)
        else:
            word = lower[index]
            letter, form = word_class(word)
            if word != words[index] and not headline and words[index][0].isupper():
                letter, form = _capitalised(scan, index, first, letter, form)
            if letters and letters[-1] == "(" and lower[index - 1] == ".":
                letter, form = ")", None  # the letters of a ticker
        letters.append(letter)
        forms.append(form)
    return letters, forms


def _is_headline(words: tuple[str, ...]) -> bool:
    """Whether most longer words have a capital letter, so that capitals tell no names; the first words tell it."""
    capitals = [word[0].isupper() for word in words[:_HEADLINE] if len(word) >= _LONG_WORD]
    return len(capitals) >= _HEADLINE_WORDS and sum(capitals) > len(capitals) * _HEADLINE_SHARE


@cache
def closed() -> dict[str, str]:
    """The words of the closed classes, with the letters that tagging.py explains."""
    table = load("function_words")
    letters = {
        "adjectives": "j", "adverbs": "r", "prepositions": "i", "determiners": "d", "pronouns": "p", "subordinators": "s",
        "conjunctions": "c", "modals": "w", "auxiliaries": "a", "be": "b",
    }  # fmt: skip
    words = {word: letter for name, letter in letters.items() for word in table[name]}
    return words | dict.fromkeys(load("demonyms"), "j") | {"to": "o", "'s": "'", "’s": "'"}


@cache
def _endings(name: str) -> frozenset[str]:
    return frozenset(load("endings")[name])


@cache
def _suffixes(name: str) -> tuple[str, ...]:
    return tuple(load("endings")[name])


@lru_cache(maxsize=16384)
def word_class(word: str) -> tuple[str, VerbForm | None]:
    """The class of a lower-case word where nothing is known of its neighbours, and its verb form if it may be a verb."""
    letter = closed().get(word)
    if letter is not None:
        return letter, None
    form = lemma.verb(word)
    if form is not None:
        return "v", form._replace(nominal=word in _endings("not_gerunds")) if form.ing else form
    if word.startswith("un") and (known := lemma.verb(word[2:])) and known.participle:
        return "j", None  # unpaid, unsold
    if word.endswith("ly") and word not in _endings("not_adverbs"):
        return "r", None
    if word.endswith("ed") and len(word) > 4 and word not in _endings("not_past"):
        return "v", VerbForm(lemma.stem(word, "ed"), past=True, participle=True)
    if word.endswith("ing") and len(word) > 5 and word not in _endings("not_gerunds"):
        return "v", VerbForm(lemma.stem(word, "ing"), ing=True)
    if len(word) > 4 and word.endswith(_suffixes("adjective_endings")) and word not in _endings("nouns") and not word.endswith("ment"):
        return "j", None
    return "n", None


def _symbol(scan: Scan, index: int, first: int, last: int) -> str:
    word = scan.lower[index]
    if word == ".":
        if index > first and not scan.glued(index) and index + 1 < last and scan.glued(index + 1) and scan.words[index + 1].isupper():
            return "("  # a ticker behind the name of an index (.SPX) reads like a bracket
        inner = index + 1 < last and scan.glued(index) and scan.kinds[index - 1] is TokenKind.WORD and scan.words[index + 1] not in _CLOSING
        return "h" if inner else "."  # Mr. Borrell, Pharma Inc.
    return "h" if word in _HYPHENS and scan.glued(index) and scan.glued(index + 1) else _SYMBOLS.get(word, "x")


def _capitalised(scan: Scan, index: int, first: int, letter: str, form: VerbForm | None) -> tuple[str, VerbForm | None]:
    """A name, unless it is a word of a closed class or of a people, or opens the sentence or a quotation and is known otherwise."""
    word = scan.lower[index]
    if scan.words[index] in _CAPITALS:
        return "N", None
    if letter not in "jnv" or word in load("demonyms"):
        return letter, form
    if index == first or scan.words[index - 1] in _QUOTES:
        known = letter != "n" or word.endswith(_suffixes("noun_endings")) or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        if known and not _starts_name(scan, index):
            return letter, form
    return "N", None


def _starts_name(scan: Scan, index: int) -> bool:
    """Whether a capitalised word at the start of a sentence goes on as a name: Deere Co., Home Depot."""
    after = index + 1
    return (
        after < len(scan) and scan.words[after][0].isupper() and scan.kinds[after] is TokenKind.WORD and scan.lower[after] not in closed()
    )
