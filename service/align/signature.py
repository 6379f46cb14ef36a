"""What a claim is compared by: read from the claim itself, its sentence, and how common its words are in its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt

from msgspec import Struct

from service.interpret.counted import scales
from service.lexicon import load
from service.model import Claim

from .words import Word, classes, content_words, contrasts, fold, stems

_REACH = 4
_CUE_REACH = 24
_NAMES = 4
_PART_REACH = 40
_OF_THE = re.compile(r"\bof (?:the|those|these|its|their) \w+(?: \w+){0,2}, (?:at least |about |some |only )?$", re.IGNORECASE)
_OF_THEM = re.compile(r" (?:\w+ )?(?:of|among) (?:them|whom|which|those|these)\b")
# How many claims of its sentence are looked at on either side of a claim: all of any sentence that people write.
_NEIGHBOURS = 24
# How many words a name has at most that goes by its initials.
_LONGEST_NAME = 6
_BRACKETS = re.compile(r"[(\[<][^()\[\]<>]*[)\]>]")
_BASES = frozenset({"from", "against"})
# A word of the title is as common as one that three sentences hold.
_TITLE = 2


class Signature(Struct, frozen=True, kw_only=True):
    """One claim as alignment sees it.

    Bags map a stem to its weight: 1 for a rare word, less for one that is common in news or in this document; `*_norm`
    is a bag's length as a vector, `*_total` the sum of its weights. `left` and `right` hold the four content words nearest
    to the figure on either side. `agent` and `bearer` are names: of the subject, and to the left of the figure. `fate` is
    what became of those counted. `beside` are the figures of the sentence that could be meant in its place. `kinds` maps
    groups of kinds that exclude each other to those that the claim names. `sides` are those who played, of a result.
    `alone` tells that no other claim of its sentence could be taken for it; `rivals` counts the sentences of its document
    that hold such claims, `alike` those that date something with its predicate. `modifiers` stand before the head, `heads`
    are those of the claims beside it.
    """

    claim: Claim
    family: str
    sentence: int
    head: str | None
    measure: frozenset[str]
    modifiers: frozenset[str]
    subject: frozenset[str]
    whole: frozenset[str]
    agent: frozenset[str]
    bearer: frozenset[str]
    role: str
    event: str | None
    fate: str | None
    place: frozenset[str]
    kinds: Mapping[int, frozenset[str]]
    cue: str | None
    left: Mapping[str, float]
    right: Mapping[str, float]
    near: Mapping[str, float]
    words: Mapping[str, float]
    left_norm: float
    right_norm: float
    near_norm: float
    words_norm: float
    near_total: float
    words_total: float
    names: frozenset[str]
    figures: frozenset[str]
    beside: frozenset[str]
    value: str
    named: bool
    heads: frozenset[str]
    sides: tuple[frozenset[str], ...]
    rivals: int
    alike: int
    alone: bool


class _Sentence(Struct, frozen=True):
    """What the claims of one sentence share: its number, its words with their weights, and what is read of each claim, in order."""

    number: int
    words: Sequence[Word]
    weight: Mapping[str, float]
    figures: Sequence[str]
    cues: Sequence[str | None]
    names: frozenset[str]
    heads: Sequence[str | None]
    families: Sequence[str]
    events: Sequence[str | None]
    crowd: Mapping[str, int]


def signatures(claims: Sequence[Claim], titles: Mapping[str, str]) -> list[Signature]:
    """One signature per claim, in the same order; claims of one sentence share its number.

    `titles` maps document ids to titles, whose words the whole story shares: they count as common in their document.
    """
    grouped: dict[tuple[str, int], list[int]] = {}
    for index, claim in enumerate(claims):
        grouped.setdefault((claim.document_id, claim.home.start), []).append(index)
    words = [content_words(claims[members[0]].home.text) for members in grouped.values()]
    families, events = [family(claim) for claim in claims], [_event(claim) for claim in claims]
    spread: dict[str, Counter[str]] = {}
    rivals: Counter[tuple[str, str]] = Counter()
    alike: Counter[tuple[str, str | None]] = Counter()
    for ((document_id, _), members), found in zip(grouped.items(), words, strict=True):
        rivals.update({(document_id, families[index]) for index in members})
        alike.update({(document_id, events[index]) for index in members if families[index] == "date"})
        spread.setdefault(document_id, Counter()).update({word.stem for word in found})
    for document_id, counts in spread.items():
        counts.update(dict.fromkeys(stems(titles.get(document_id)), _TITLE))
    made: list[Signature | None] = [None] * len(claims)
    for number, (((document_id, _), members), found) in enumerate(zip(grouped.items(), words, strict=True)):
        counts = spread[document_id]
        sentence = _Sentence(
            number,
            found,
            {word.stem: word.weight / sqrt(counts[word.stem]) for word in found},
            [value_of(claims[index]) for index in members],
            [_cue(claims[index]) for index in members],
            _named(found),
            [_head(claims[index]) for index in members],
            [families[index] for index in members],
            [events[index] for index in members],
            Counter(families[index] for index in members),
        )
        for place, index in enumerate(members):
            made[index] = _signature(
                claims[index], place, sentence, rivals[document_id, families[index]], alike[document_id, events[index]]
            )
    return [signature for signature in made if signature is not None]


def family(claim: Claim) -> str:
    """What two claims must share to be compared at all: the dimension of a quantity, or being dates."""
    if claim.kind == "date" or claim.quantity is None:
        return "date"
    if claim.role in ("ordinal", "score"):
        return claim.role
    if claim.measure.head in scales():
        return "scale"
    dimension = "count" if claim.quantity.unit.name == "point" else claim.quantity.unit.dimension
    if dimension == "percentage point" or (claim.role == "share" and dimension == "count"):
        return "percentage"
    return dimension


def value_of(claim: Claim) -> str:
    """The figure as a comparable text: equal for equal figures, whatever their wording."""
    if claim.quantity is not None:
        quantity = claim.quantity
        scale = quantity.canonical or quantity
        ends = (scale.nominal,) if scale.nominal is not None else (scale.lower, scale.upper)
        return "|".join("" if end is None else format(end.normalize(), "f") for end in ends)
    if claim.date is not None and claim.date.timex:
        return claim.date.timex
    return claim.span.text.casefold()


def _signature(claim: Claim, place: int, sentence: _Sentence, rivals: int, alike: int) -> Signature:
    """The signature of the claim that stands at `place` among those of its sentence."""
    start, end = claim.begin, claim.end
    found, weight = sentence.words, sentence.weight
    before = [word.stem for word in found if word.end <= start]
    after = [word.stem for word in found if word.start >= end]
    inside = [word.stem for word in found if start < word.end and word.start < end]
    left, right = _bag(before[-_REACH:], weight), _bag(after[:_REACH], weight)
    near = _bag([*before[-_REACH:], *after[:_REACH]], weight)
    words = _bag([*before, *after], weight)
    head = sentence.heads[place]
    near_by = [other for other in range(max(0, place - _NEIGHBOURS), min(len(sentence.figures), place + _NEIGHBOURS + 1)) if other != place]
    measure, subject, whole = (
        _bare(text) for text in ((claim.measure.text or "").partition(",")[0], claim.measure.subject, claim.measure.whole)
    )
    return Signature(
        claim=claim,
        family=sentence.families[place],
        sentence=sentence.number,
        head=head,
        measure=frozenset(stems(measure)) - frozenset(inside),
        modifiers=_modifiers(measure, head),
        subject=frozenset(stems(subject)),
        whole=frozenset(stems(whole)),
        agent=_bearer(subject) or _reporting(claim, head),
        bearer=_names([word for word in found if word.end <= start and word.name][-_NAMES:]),
        role="part" if _is_part(claim.home.text, start, end) else claim.role,
        event=sentence.events[place],
        fate=_fate(head, sentence.events[place], before, after) if sentence.families[place] == "count" else None,
        place=frozenset(stem for place in claim.measure.place for stem in stems(place)),
        kinds=_kinds((*_told(measure), *_told(subject), *_told(whole))),
        cue=sentence.cues[place],
        left=left, right=right, near=near, words=words,
        left_norm=_norm(left), right_norm=_norm(right), near_norm=_norm(near), words_norm=_norm(words),
        near_total=sum(near.values()), words_total=sum(words.values()),
        names=sentence.names,
        figures=frozenset(sentence.figures[other] for other in near_by),
        beside=frozenset(sentence.figures[other] for other in near_by if _alike(sentence.cues[other], sentence.cues[place])),
        value=sentence.figures[place],
        named=claim.date is None or claim.date.lower is not None or "XXXX-" in (claim.date.timex or ""),
        heads=frozenset(other for other in (sentence.heads[at] for at in near_by) if other),
        sides=_sides(found, start, end) if claim.role == "score" else (),
        rivals=rivals,
        alike=alike,
        alone=sentence.crowd[sentence.families[place]] == 1,
    )  # fmt: skip


def _bare(phrase: str | None) -> str | None:
    """A phrase without what it holds in brackets: tickers, initials, ages."""
    return _BRACKETS.sub(" ", phrase) if phrase else phrase


def _head(claim: Claim) -> str | None:
    """The class or stem of the noun that is counted or measured."""
    return fold(claim.measure.head.lower()) if claim.measure.head else None


def _sides(found: Sequence[Word], start: int, end: int) -> tuple[frozenset[str], ...]:
    """The names next to a result, each with all its words: those who played."""
    beside = [word for word in found if word.end <= start][-_REACH:] + [word for word in found if word.start >= end][:_REACH]
    return tuple(frozenset(word.stem for word in run) for run in _runs(beside) if len(run) > 1 or run[0].start > 0)


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """The words with a capital that stand next to each other, as names of several words do."""
    runs: list[list[Word]] = []
    for word in words:
        if not word.upper:
            continue
        if runs and len(runs[-1]) < _LONGEST_NAME and word.start <= runs[-1][-1].end + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _modifiers(measure: str | None, head: str | None) -> frozenset[str]:
    """The plain words that stand before the head of a measure: no names, no parts of compounds with a hyphen."""
    if not measure:
        return frozenset()
    told: list[str] = []
    for word in content_words(measure):
        if word.stem == head:
            return frozenset(told)
        hyphens = measure[max(0, word.start - 1) : word.start] + measure[word.end : word.end + 1]
        if not word.upper and "-" not in hyphens:
            told.append(word.stem)
    return frozenset()


def _event(claim: Claim) -> str | None:
    """The class or stem of the predicate."""
    return fold(claim.measure.event.lower()) if claim.measure.event else None


def _is_part(sentence: str, start: int, end: int) -> bool:
    """Whether the figure is said to be a part of something: "of the dead, 11", "12 of them"."""
    return _OF_THE.search(sentence, max(0, start - _PART_REACH), start) is not None or _OF_THEM.match(sentence, end) is not None


def _fate(head: str | None, event: str | None, before: Sequence[str], after: Sequence[str]) -> str | None:
    """What became of those counted (killed, hurt, missing): by the noun itself, the words next to the figure, or the predicate."""
    fates: list[str] = load("tolls")["fates"]
    likely = (
        head,
        *after[:1],
        event,
        *before[:-2:-1],
        *after[1:2],
        *before[-2:-1],
    )
    return next((word for word in likely if word in fates), None)


def _told(phrase: str | None) -> list[str]:
    """The stems of a phrase without those that are parts of longer names: an "International Airport" is not of an international kind."""
    found = content_words(phrase) if phrase else ()
    names = [word.upper for word in found]
    return [
        word.stem
        for place, word in enumerate(found)
        if not (word.upper and any(names[max(0, place - 1) : place] + names[place + 1 : place + 2]))
    ]


def _kinds(told: Sequence[str]) -> dict[int, frozenset[str]]:
    groups = contrasts()
    kinds: dict[int, frozenset[str]] = {}
    for word in told:
        for number in groups.get(word, ()):
            kinds[number] = kinds.get(number, frozenset()) | {word}
    return kinds


def _bearer(subject: str | None) -> frozenset[str]:
    """The names in a claim's subject; currencies, whose rates are quoted against each other, count as names."""
    if not subject:
        return frozenset()
    known, currencies = classes(), _currencies()
    return _names([word for word in content_words(subject) if (word.upper and word.stem not in known) or word.stem in currencies])


def _reporting(claim: Claim, head: str | None) -> frozenset[str]:
    """The names of a speaker that tells of its own results: "Halden said revenue rose to $5 billion"."""
    return _bearer(claim.attribution) if head in _results() else frozenset()


@cache
def _results() -> frozenset[str]:
    return frozenset(fold(noun) for noun in load("context_words")["results"])


@cache
def _currencies() -> frozenset[str]:
    return frozenset(fold(name) for name in load("context_words")["currencies"])


def _named(words: Sequence[Word]) -> frozenset[str]:
    """The names of a sentence, with the initials of those of several words: "hp" for Hewlett-Packard."""
    names = {word.stem for word in words if word.name}
    for run in _runs(words):
        letters = "".join(word.stem[0] for word in run)
        names.update(letters[:length] for length in range(2, len(letters) + 1))
    return frozenset(names)


def _names(words: Sequence[Word]) -> frozenset[str]:
    """Names that tell one bearer from another, with the initials of a name of several words ("sp" for Standard & Poor's)."""
    generic: list[str] = load("context_words")["bearer_generic"]
    told = [word.stem for word in words if word.stem not in generic]
    initials = "".join(stem[0] for stem in told)
    return frozenset(told) | ({initials} if len(initials) > 1 else frozenset())


def _bag(found: Sequence[str], weight: Mapping[str, float]) -> dict[str, float]:
    return {stem: weight[stem] for stem in found}


def _norm(bag: Mapping[str, float]) -> float:
    return sqrt(sum(value * value for value in bag.values()))


def is_base(cue: str | None) -> bool:
    """Whether a figure is what another is compared with: last year's is no evidence for this year's."""
    return cue in _BASES


def _alike(one: str | None, two: str | None) -> bool:
    return is_base(one) == is_base(two)


def _cue(claim: Claim) -> str | None:
    """The word that leads the figure in ("from 3.1 percent", "to 3.4 percent"), if it is one of the cues."""
    before = claim.home.text[max(0, claim.begin - _CUE_REACH) : claim.begin]
    last = before.rstrip(" $£€¥").rsplit(" ", 1)[-1].lower()
    cue: str | None = load("context_words")["cues"].get(last)
    return cue
