"""Mention → claim: what is counted, of whom and where, as of when, who says so, in which role.

Each question has its module; all of them read the sentence as `tagging`, `phrases` and `clauses` show it.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.model import Claim, Extraction, Mention, Scan

from .reading import Reader
from .sentence import Sentence
from .tagging import tag
from .wordclass import word_class

_RATE_WORDS = frozenset({"per", "a", "an", "each", "every", "/", "apiece"})
_MARK = {"quantity": "Q", "date": "W", "duration": "W"}


def interpret(extraction: Extraction) -> tuple[Claim, ...]:
    """One claim per mention, in the order of the text; ids are the document's id, a colon and a number from 1."""
    claims: list[Claim] = []
    document = extraction.document.id
    for sentence in sentences(extraction):
        reader = Reader(sentence)
        for mention in sentence.mentions:
            if _is_label(sentence, mention):
                continue
            claims.append(reader.claim(mention, f"{document}:{len(claims) + 1}", document))
    return tuple(claims)


def _is_label(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is a web page's label for its reader ("3 mins read") and claims nothing."""
    if mention.quantity is None or mention.quantity.unit.dimension != "time":
        return False
    behind = mention.last - sentence.first
    return sentence.word(behind) in {"read", "listen"} and sentence.at(behind + 1) == "."


def sentences(extraction: Extraction) -> Iterator[Sentence]:
    """The sentences that hold a mention, tagged, with their mentions."""
    scan, mentions, names, name = extraction.scan, extraction.mentions, extraction.names, 0
    at = 0
    while at < len(mentions):
        first, last = scan.sentence_at(mentions[at].first)
        begin = at
        while at < len(mentions) and mentions[at].first < last:
            at += 1
        marks: dict[int, str] = {}
        while name < len(names) and names[name][1] <= first:
            name += 1
        for start, end in names[name : at_least(names, name, last)]:
            marks |= dict.fromkeys(range(start, end), "N")
        for mention in mentions[begin:at]:
            _mark(scan, marks, mention)
        yield Sentence(scan, first, last, tag(scan, first, last, marks), mentions[begin:at])


def at_least(names: tuple[tuple[int, int], ...], start: int, token: int) -> int:
    """Index of the first name from `start` on that begins at `token` or later."""
    while start < len(names) and names[start][0] < token:
        start += 1
    return start


def _mark(scan: Scan, marks: dict[int, str], mention: Mention) -> None:
    """Mark the tokens of a figure and the words that qualify it as one class; the counted noun before a rate is none of them."""
    letter = _MARK[mention.kind]
    if mention.rule == "ordinal":
        marks |= dict.fromkeys(range(mention.first, mention.last), "j")
    elif mention.kind == "quantity":
        marks |= dict.fromkeys(range(mention.before, mention.last), letter)
        rate = mention.after
        while rate > mention.last and scan.lower[rate - 1] not in _RATE_WORDS:
            rate -= 1
        if mention.rule == "age":
            rate = mention.last + 1
        if rate > mention.last:
            marks |= dict.fromkeys(range(rate - 1, mention.after), letter)
            return
        marks |= {index: letter for index in range(mention.last, mention.after) if word_class(scan.lower[index])[0] not in "nvj"}
    else:
        marks |= dict.fromkeys(range(mention.first, mention.last), letter)
