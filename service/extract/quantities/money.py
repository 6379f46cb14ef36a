"""Reads currencies beside a figure: signs and codes before it, signs, codes and names after it."""

from __future__ import annotations

import re
from typing import Any

from service.lexicon import load
from service.model import Scan, TokenKind, Unit

_TABLE: dict[str, Any] = load("money")
_WORDS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*|\S")
_UNSAFE_CODES = frozenset(_TABLE["shared"]["unsafe_codes"])
_ONLY_SCALED = frozenset(_TABLE["shared"]["only_scaled"])
_POUND_AFTER = frozenset(_TABLE["shared"]["pound_money_after"])
_IRREGULAR = {"penny": "pennies", "rupiah": "rupiah", "yen": "yen", "baht": "baht"}

CURRENCIES: dict[str, Unit] = {code: Unit(entry["name"], code, "currency") for code, entry in _TABLE["currency"].items()}
POUND = CURRENCIES["GBP"]
DOLLAR = CURRENCIES["USD"]

_SIGNS: dict[tuple[str, ...], Unit] = {}
_AFTER_SIGNS: dict[str, Unit] = {}
_NAMES: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
_PARTS: dict[str, Unit] = {}


def _fill() -> None:
    def name(word: str, unit: Unit) -> None:
        for form in (word, _IRREGULAR.get(word, word + "s")):
            words = tuple(_WORDS.findall(form))
            _NAMES.setdefault(words[0], []).append((words, unit))

    for code, entry in _TABLE["currency"].items():
        unit = CURRENCIES[code]
        for sign in entry.get("signs", ()):
            _SIGNS[tuple(_WORDS.findall(sign))] = unit
            if len(sign) == 1 and not sign.isalpha():
                _AFTER_SIGNS[sign] = unit
        for word in entry.get("words", ()):
            name(word, unit)
        for symbol in entry.get("symbols", ()):
            _PARTS[symbol] = unit
    for generic, generic_words in _TABLE["generic"].items():
        for word in generic_words:
            name(word, Unit(generic, None, "currency"))
    for part, entry in _TABLE["part"].items():
        unit = Unit(part, entry["code"], "currency")
        for word in entry["words"]:
            name(word, unit)
        for sign in entry.get("signs", ()):
            _SIGNS[(sign,)] = unit
        for symbol in entry.get("symbols", ()):
            _PARTS[symbol] = unit
    for rows in _NAMES.values():
        rows.sort(key=lambda row: (-len(row[0]), row[0]))


_fill()


def currency_before(scan: Scan, index: int) -> tuple[int, Unit] | None:
    """The currency that stands right before token `index`: its first token and its unit."""
    if not index:
        return None
    word = scan.words[index - 1]
    if scan.kinds[index - 1] is TokenKind.WORD:
        return _code_before(scan, index, word)
    for length in (4, 3, 2, 1):
        first = index - length
        if first < 0:
            continue
        words = scan.words[first:index]
        unit = _SIGNS.get(words)
        if unit is None and length > 1 and words[-1] == "$":
            unit = (
                _SIGNS.get((*(word.upper() for word in words[:-1]), "$"))
                if (words[0].islower() and len(words[0]) != 1) or words[0] == "c"
                else None
            )
        if unit is None:
            continue
        # "A $50 million deal" opens with an article: a letter belongs to the sign only where they touch
        if length > 1 and len(words[0]) == 1 and not scan.glued(index - 1) and words[0] not in {"C", "c"}:
            continue
        return first, unit
    return None


def _code_before(scan: Scan, index: int, word: str) -> tuple[int, Unit] | None:
    glued = scan.glued(index)
    if index > 1 and scan.words[index - 2] == "$" and glued and scan.glued(index - 1) and ("$", word) in _SIGNS:
        return index - 2, _SIGNS[("$", word)]  # "$US80 billion", as Australian papers write
    unit = CURRENCIES.get(word)
    if unit and word not in _UNSAFE_CODES:
        return index - 1, unit
    unit = _SIGNS.get((word,))
    if unit and (len(word) > 1 or glued):
        return index - 1, unit
    return None


def currency_after(scan: Scan, at: int, scaled: bool, digits: bool) -> tuple[int, Unit] | None:
    """The currency that starts at token `at`, right after a figure: the token after it and its unit.

    `scaled` tells that the figure has a magnitude, `digits` that it is written in digits.
    """
    if at >= len(scan):
        return None
    word = scan.words[at]
    if scan.kinds[at] is TokenKind.WORD and _opens_amount(scan, at):
        return None
    if word in _AFTER_SIGNS:
        # in "5 $10 bills" the sign belongs to the figure after it
        if at + 1 < len(scan) and scan.kinds[at + 1] is TokenKind.NUMBER and (scan.glued(at + 1) or not scan.glued(at)):
            return None
        return at + 1, _AFTER_SIGNS[word]
    if digits and word in _PARTS and (scan.glued(at) or word in {"p", "kn"}):
        end = at + 1
        if word == "c" and end < len(scan) and scan.words[end] == "/" and not (scan.glued(end + 1) and end + 1 < len(scan)):
            end += 1
        return end, _PARTS[word]
    if word in CURRENCIES and (word not in _UNSAFE_CODES or scaled):
        return at + 1, CURRENCIES[word]
    low = scan.lower[at]
    for words, unit in _NAMES.get(low, ()):
        end = at + len(words)
        if scan.lower[at:end] != words:
            continue
        if len(words) == 1 and low in _ONLY_SCALED and not scaled:
            continue
        return end, unit
    if low in {"pound", "pounds"} and (scaled or _pays(scan, at)):
        return at + 1, POUND
    return None


def _opens_amount(scan: Scan, at: int) -> bool:
    """Whether the code at token `at` belongs to the figure after it: "3 USD50 cards"."""
    return at + 1 < len(scan) and scan.kinds[at + 1] is TokenKind.NUMBER and scan.glued(at + 1) and not scan.glued(at)


def refined(scan: Scan, at: int, unit: Unit) -> tuple[int, Unit]:
    """The country that follows a dollar figure: "$76 US a barrel", "$20 Canadian"."""
    if unit is not DOLLAR or at >= len(scan) or scan.kinds[at] is not TokenKind.WORD:
        return at, unit
    word = scan.lower[at]
    if word in {"us", "u.s", "usd"} and scan.words[at][0].isupper() and not _opens_name(scan, at + 1):
        return (at + 2 if word == "u.s" and at + 1 < len(scan) and scan.words[at + 1] == "." and scan.glued(at + 1) else at + 1), unit
    code = {"canadian": "CAD", "cdn": "CAD", "cad": "CAD", "australian": "AUD", "aud": "AUD", "nz": "NZD", "hkd": "HKD", "sgd": "SGD"}.get(
        word
    )
    return (at + 1, CURRENCIES[code]) if code and not _opens_name(scan, at + 1) else (at, unit)


def _opens_name(scan: Scan, at: int) -> bool:
    """Whether a noun follows, so that the country is its adjective: "$5 million US aid package"."""
    if at < len(scan) and scan.words[at] == ".":
        at += 1
    return at < len(scan) and scan.kinds[at] is TokenKind.WORD and scan.lower[at] not in _TABLE["shared"]["after_country"]


def _pays(scan: Scan, at: int) -> bool:
    """Whether "pounds" at token `at` are money: the words before speak of paying."""
    first = max(scan.sentence_at(at)[0], at - 8)
    return any(scan.lower[index] in _POUND_AFTER for index in range(first, at))


def magnified(scan: Scan, at: int) -> tuple[int, Unit] | None:
    """A code with its magnitude in one word, "30 MUSD", "120 MEUR": the token after it and the currency; times a million."""
    word = scan.words[at] if at < len(scan) else ""
    unit = CURRENCIES.get(word[1:]) if len(word) == 4 and word[0] == "M" else None
    return (at + 1, unit) if unit else None
