"""Word classes of one sentence, as a string of one letter a token, so that phrases can be found by patterns over it.

Closed classes and verbs are looked up; endings and capitals tell the rest; neighbours decide where a word can be two things.
It is made for finding noun phrases and predicates around figures, not for naming every class that English has.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from service.lexicon import load
from service.model import Scan, TokenKind

from . import lemma
from .lemma import VerbForm

# The letters. Capital N is a name; Q a figure, W a date or duration, h a hyphen inside a word.
DETERMINER, ADJECTIVE, NOUN, NAME, NUMBER, FIGURE, DATE = "d", "j", "n", "N", "m", "Q", "W"
VERB, INFINITIVE, GERUND, PARTICIPLE, BE, AUXILIARY, MODAL = "v", "f", "g", "t", "b", "a", "w"
ADVERB, PREPOSITION, TO, CONJUNCTION, SUBORDINATOR, PRONOUN, GENITIVE, HYPHEN = "r", "i", "o", "c", "s", "p", "'", "h"
OTHER = "x"

_SYMBOLS = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".", "!": ".", "?": ".", "…": ".", "–": "-", "—": "-", "-": "-",
    '"': '"', "“": '"', "”": '"', "‘": '"', "«": '"', "»": '"', "'": '"', "’": '"', "&": "c", "/": "/",
}  # fmt: skip
_NOMINAL = frozenset("jnNmW")
_BEFORE_NOUN = frozenset("dj'mQ")
_FINITE = frozenset("vbaw")
_ADJECTIVE_ENDINGS = (
    "ous", "ful", "ive", "able", "ible", "less", "ish", "ical", "ional", "ental", "ant", "ent", "ary", "ic", "ese", "ian", "ean", "ial", "eral",
)  # fmt: skip
_NOUN_ENDINGS = (
    "ment", "ness", "tion", "sion", "ity", "ship", "ism", "ance", "ence", "hood", "dom", "age", "ure", "eer", "er", "or", "ist", "ician", "graph", "logy",
)  # fmt: skip
_LY_OTHER = frozenset(
    ["family", "supply", "ally", "july", "italy", "reply", "rally", "assembly", "monopoly", "anomaly", "butterfly", "fly", "belly", "bully", "lily", "jelly", "rely", "apply", "imply", "comply", "multiply", "folly", "tally", "homily", "panoply"]
)
_ED_OTHER = frozenset(
    ["hundred", "need", "seed", "speed", "breed", "feed", "weed", "deed", "greed", "creed", "steed", "shed", "sled", "bed", "red", "embed", "indeed", "naked", "sacred", "biped", "moped"]
)
_ING_OTHER = frozenset(
    ["thing", "king", "ring", "wing", "spring", "string", "morning", "evening", "ceiling", "nothing", "something", "anything", "everything", "sibling", "being", "during", "according"]
)
_ENT_NOUNS = frozenset(
    ["president", "parent", "student", "percent", "event", "moment", "client", "agent", "patient", "accident", "incident", "resident", "continent", "element", "content", "comment", "segment", "tent", "rent", "cent", "infant", "plant", "restaurant", "tenant", "servant", "merchant", "giant", "grant", "elephant", "consultant", "participant", "immigrant", "migrant", "applicant", "assistant", "accountant", "lieutenant", "descendant", "document", "instrument", "argument", "equipment", "government", "talent", "extent", "intent", "orient", "department", "apartment", "investment", "settlement", "agreement", "payment", "movement", "proponent", "opponent", "component", "exponent", "respondent", "correspondent", "superintendent", "gradient", "nutrient", "ingredient", "recipient", "precedent", "antidepressant", "variant", "pollutant", "attic", "clinic", "critic", "fabric", "logic", "magic", "mechanic", "music", "panic", "picnic", "public", "republic", "rhetoric", "skeptic", "sceptic", "tactic", "topic", "traffic", "arctic", "epidemic", "pandemic", "academic", "boundary", "salary", "library", "secretary", "diary", "dictionary", "summary", "anniversary", "military", "january", "february", "adversary", "documentary", "missionary", "centenary", "estuary", "notary", "glossary", "commentary", "electric", "relic", "comic", "arsenic", "cleric", "lyric", "executive", "native", "detective", "motive", "archive", "objective", "initiative", "alternative", "representative", "relative", "narrative", "incentive", "perspective", "olive", "hive", "drive", "dive", "vegetable", "table", "cable", "bible", "crucible", "variable", "timetable", "constable", "dish", "fish", "wish", "rubbish", "finish", "parish", "polish", "varnish", "radish", "civilian", "librarian", "politician", "physician", "technician", "musician", "guardian", "pedestrian", "historian", "comedian", "custodian", "magician", "electrician", "christian", "indian", "italian", "asian", "ocean", "jean", "bean", "clean", "mean", "hospital", "proposal", "approval", "animal", "capital", "criminal", "general", "official", "individual", "material", "mineral", "principal", "terminal", "arrival", "survival", "festival", "rival", "carnival", "denial", "trial", "memorial", "tutorial", "serial", "burial", "aerial", "commercial"]
)


def is_headline(scan: Scan, first: int, last: int) -> bool:
    """Whether most longer words of the sentence have a capital letter, so that capitals tell no names."""
    words = [scan.words[index] for index in range(first, last) if len(scan.words[index]) > 3 and scan.kinds[index] is TokenKind.WORD]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) * 10 > len(words) * 8


def tag(scan: Scan, first: int, last: int, marks: Mapping[int, str]) -> str:
    """The classes of tokens `first` up to `last`; `marks` gives those of tokens that belong to figures, dates and names."""
    headline = is_headline(scan, first, last)
    lexical: list[str] = []
    forms: list[VerbForm | None] = []
    for index in range(first, last):
        letter, form = _lexical(scan, index, index == first, headline, marks)
        lexical.append(letter)
        forms.append(form)
    tags: list[str] = []
    finite = _finite_ahead(lexical)
    for position, letter in enumerate(lexical):
        form = forms[position]
        if form is not None:
            letter = _in_context(form, position, tags, lexical, forms, finite)  # noqa: PLW2901 - the class is what is being decided
        elif letter == "?":
            letter = _clitic(position, tags, lexical, forms)  # noqa: PLW2901
        elif letter == SUBORDINATOR and scan.lower[first + position] == "that" and _demonstrative(position, tags, lexical):
            letter = DETERMINER  # noqa: PLW2901
        elif (
            letter == PRONOUN
            and scan.lower[first + position] in {"one", "her"}
            and position + 1 < len(lexical)
            and lexical[position + 1] in "jn"
        ):
            letter = NUMBER if scan.lower[first + position] == "one" else DETERMINER  # noqa: PLW2901
        tags.append(letter)
    return "".join(tags)


@cache
def _closed() -> dict[str, str]:
    table = load("function_words")
    classes = {
        "adjectives": ADJECTIVE, "adverbs": ADVERB, "prepositions": PREPOSITION, "determiners": DETERMINER, "pronouns": PRONOUN,
        "subordinators": SUBORDINATOR, "conjunctions": CONJUNCTION, "modals": MODAL, "auxiliaries": AUXILIARY, "be": BE,
    }  # fmt: skip
    words = {word: letter for name, letter in classes.items() for word in table[name]}
    return words | {"to": TO, "'s": "?", "’s": "?"} | dict.fromkeys(load("demonyms"), ADJECTIVE)


@lru_cache(maxsize=16384)
def _word(word: str) -> tuple[str, VerbForm | None]:
    """The class of a lower-case word where nothing is known of its neighbours, and its verb form if it may be a verb."""
    closed = _closed().get(word)
    if closed is not None:
        return closed, None
    form = lemma.verb(word)
    if form is not None:
        return VERB, form
    if word.endswith("ly") and word not in _LY_OTHER:
        return ADVERB, None
    if word.endswith("ed") and len(word) > 4 and word not in _ED_OTHER:
        return VERB, VerbForm(word[:-2] if word[-3] != "i" else word[:-3] + "y", past=True, participle=True)
    if word.endswith("ing") and len(word) > 5 and word not in _ING_OTHER:
        return VERB, VerbForm(word[:-3], ing=True, nominal=True)
    if word.endswith(_ADJECTIVE_ENDINGS) and word not in _ENT_NOUNS and not word.endswith(("ment", "ement")):
        return ADJECTIVE, None
    if word.endswith("al") and len(word) > 5 and word not in _ENT_NOUNS:
        return ADJECTIVE, None
    return NOUN, None


def _lexical(scan: Scan, index: int, at_start: bool, headline: bool, marks: Mapping[int, str]) -> tuple[str, VerbForm | None]:
    mark = marks.get(index)
    if mark is not None:
        return mark, None
    kind, word = scan.kinds[index], scan.lower[index]
    if kind is TokenKind.NUMBER:
        return NUMBER, None
    if kind is TokenKind.SYMBOL:
        glued = word in "-‐‑–/" and scan.glued(index) and scan.glued(index + 1)
        return (HYPHEN if glued else _SYMBOLS.get(word, OTHER)), None
    letter, form = _word(word)
    if headline or not scan.words[index][0].isupper() or letter not in "jnv" or word in load("demonyms"):
        return letter, form
    if at_start or (index and scan.words[index - 1] in '"“‘:—–(•'):
        known = letter != NOUN or word.endswith(_NOUN_ENDINGS) or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        return (letter, form) if known and not _starts_name(scan, index) else (NAME, None)
    return NAME, None


def _starts_name(scan: Scan, index: int) -> bool:
    """Whether a capitalised word at the start of a sentence goes on as a name: Deere Co., Home Depot."""
    return (
        index + 1 < len(scan)
        and scan.kinds[index + 1] is TokenKind.WORD
        and scan.words[index + 1][0].isupper()
        and scan.lower[index + 1] not in _closed()
    )


def _finite_ahead(lexical: list[str]) -> list[bool]:
    """For each token, whether a form of be, have, do or a modal follows before the clause ends."""
    ahead = [False] * (len(lexical) + 1)
    for position in range(len(lexical) - 1, -1, -1):
        letter = lexical[position]
        ahead[position] = letter in "baw" or (ahead[position + 1] and letter not in ";:s.(c")
    return ahead


def _clitic(position: int, tags: list[str], lexical: list[str], forms: list[VerbForm | None]) -> str:
    """Whether ’s is a genitive or stands for "is": before an article, adverb, number or -ing form it is the verb."""
    if not tags or tags[-1] == PRONOUN:
        return BE
    following = lexical[position + 1] if position + 1 < len(lexical) else "."
    form = forms[position + 1] if position + 1 < len(forms) else None
    if following in "drbaw" or (form is not None and form.ing and position + 2 < len(lexical) and lexical[position + 2] in "dQm"):
        return BE
    return GENITIVE


def _demonstrative(position: int, tags: list[str], lexical: list[str]) -> bool:
    """Whether "that" points at a noun ("at that level") and opens no clause."""
    following = lexical[position + 1] if position + 1 < len(lexical) else "."
    return following in "jn" and (not tags or tags[-1] in "i,ro")


def _in_context(
    form: VerbForm, position: int, tags: list[str], lexical: list[str], forms: list[VerbForm | None], finite: list[bool]
) -> str:
    """The class of a word that may be a verb, told by the class before it and what can follow."""
    following = lexical[position + 1] if position + 1 < len(lexical) else "."
    next_form = forms[position + 1] if position + 1 < len(forms) else None
    noun_next = following in "nNj" or (next_form is not None and next_form.nominal and not next_form.past)
    back = len(tags) - 1
    while back >= 0 and tags[back] == ADVERB:
        back -= 1
    before = tags[back] if back >= 0 else "^"
    if before == HYPHEN:
        return ADJECTIVE if noun_next or following == HYPHEN else (NOUN if form.nominal or form.ing else ADJECTIVE)
    if following == HYPHEN and before in "dj'iQ^":
        return ADJECTIVE
    if before in "d'j" or (before == NUMBER and (noun_next or form.nominal)):
        if form.participle or form.ing:
            return ADJECTIVE if noun_next else NOUN
        return NOUN if form.nominal or not (form.past or form.third) else VERB
    if before == TO:
        return INFINITIVE if form.base else ADJECTIVE if form.participle and noun_next else GERUND if form.ing else NOUN
    if before in "wa":
        return VERB
    if before == BE:
        return VERB if form.participle or form.ing or not form.nominal else NOUN
    if before == PREPOSITION:
        if form.ing:
            return (
                ADJECTIVE
                if following == NOUN and not form.nominal and position + 2 < len(lexical) and lexical[position + 2] in "i.,"
                else GERUND
            )
        if form.participle and not form.base:
            return ADJECTIVE if noun_next else PARTICIPLE
        return VERB if form.past or (form.third and not form.nominal) else NOUN
    if before == FIGURE:
        if form.ing:
            return ADJECTIVE if noun_next else GERUND
        if form.participle and not form.base:
            return ADJECTIVE if noun_next else PARTICIPLE
        return NOUN if form.nominal and not form.past and following in "nNi.,;:)v-cw" else VERB
    if form.ing:
        return GERUND
    if form.past and not form.base:
        if not form.participle:
            return VERB
        if before in "^c," and noun_next and not finite[position + 1]:
            return ADJECTIVE if before == "^" else VERB
        if before == "^":
            return ADJECTIVE if noun_next else PARTICIPLE
        if before in "vgft":
            return PARTICIPLE
        return PARTICIPLE if before in "nN,)" and finite[position + 1] else VERB
    if not form.nominal:
        return VERB if before in 'nNps,c^);-"WQ' else NOUN
    return _nominal_in_context(
        form, before, following, next_form, any(letter in _FINITE for letter in tags[max(0, len(tags) - 12) :]), finite[position + 1]
    )


def _nominal_in_context(form: VerbForm, before: str, following: str, next_form: VerbForm | None, had_finite: bool, has_finite: bool) -> str:
    """Verb or noun, for a word that is as often the one as the other: plans, rise, cut, share."""
    if before in "ps":
        return VERB
    verb_next = next_form is not None and (next_form.past or next_form.third) and not next_form.nominal
    if before not in "nNW)" or has_finite or verb_next:
        return NOUN
    if form.past:  # cut, hit, set, cost, put: the past as like as the noun
        return NOUN if following in "niN.,;" and had_finite else VERB
    return VERB if following in "dpoQm" and not had_finite else NOUN
