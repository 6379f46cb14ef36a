"""How fast figures and dates are found: against the parsers of quantulum3 and dateparser, and by length of the input.

    python -m benchmarks.extraction                 both parts, on the sample dossiers
    python -m benchmarks.extraction FILE...         the comparison on these text files
    python -m benchmarks.extraction --only growth   one part alone

Every round changes the figures of the texts, so that no cache of spans helps anybody. The other parsers get the same texts, and once
more sentence by sentence, which is their best case: both slow down more than linearly with the length of what they are given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import random
import re
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

from service import Document, extract
from service.extract import dates
from service.extract.scan import scan

SEEDS = Path(__file__).parent.parent / "seeds"
CLAIMS, DATES = "claims of figures and dates", "dates alone"
PARSE, SEARCH, BY_SENTENCE = "quantulum3.parser.parse", "dateparser.search.search_dates", ", by sentence"
FIGURE = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?=,\d{3}|\.\d)|(?<=,)\d{3}")
PUBLISHED = dt.date(2024, 11, 14)
ROUNDS = 5
SIZES = (1_000, 10_000, 100_000, 1_000_000)
HOSTILE = {
    "one run of digits": lambda size: "9" * size,
    "groups of three": lambda size: "1" + " 000" * (size // 4),
    "two and two and": lambda size: "two and " * (size // 8),
    "ones": lambda size: "1 " * (size // 2),
    "units": lambda size: "5 kg m s A K mol " * (size // 17),
    "one hundred million": lambda size: "one hundred million " * (size // 20),
    "dates": lambda size: "12 March 2020 " * (size // 14),
    "up to": lambda size: "up to " * (size // 6),
    "dashes": lambda size: "1-" * (size // 2),
    "dollars": lambda size: "$" * size,
    "per per": lambda size: "5 per " * (size // 6),
    "Monday": lambda size: "Monday " * (size // 7),
    "said": lambda size: "10 said " * (size // 8),
    "(1": lambda size: "(1 " * (size // 3),
}


def fresh(text: str, seed: int) -> str:
    """The text with every digit but the years' and days' changed, the same way for the same seed."""
    dice = random.Random(seed)
    return FIGURE.sub(lambda match: "".join(dice.choice("123456789") for _ in match.group()), text)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def sample_texts(paths: Iterable[Path]) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in paths]
    if texts:
        return texts
    dossiers = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.json"))]
    return [document["text"] for dossier in dossiers for document in dossier["documents"]]


def sentences_of(text: str) -> list[str]:
    cut = scan(text)
    return [text[cut.starts[first] : cut.ends[last - 1]] for first, last in cut.sentences]


def compare(texts: list[str]) -> None:
    """Prints seconds a round for each way of reading the same texts, then the median ratios."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    import dateparser.search  # noqa: PLC0415 - only this part needs it
    import quantulum3.classifier  # noqa: PLC0415
    import quantulum3.parser  # noqa: PLC0415

    assert quantulum3.classifier.USE_CLF is False
    english = {"languages": ["en"], "settings": {"RELATIVE_BASE": dt.datetime(2024, 11, 14), "TIMEZONE": "UTC"}}

    def claims(texts: list[str]) -> None:
        extract([Document(id=str(number), text=text, published_at=PUBLISHED) for number, text in enumerate(texts)])

    def ways(texts: list[str]) -> dict[str, float]:
        pieces = [piece for text in texts for piece in sentences_of(text)]
        return {
            CLAIMS: seconds(lambda: claims(texts)),
            DATES: seconds(lambda: [dates.find(scan(text), PUBLISHED) for text in texts]),
            PARSE: seconds(lambda: [quantulum3.parser.parse(text) for text in texts]),
            PARSE + BY_SENTENCE: seconds(lambda: [quantulum3.parser.parse(piece) for piece in pieces]),
            SEARCH: seconds(lambda: [dateparser.search.search_dates(text, **english) for text in texts]),
            SEARCH + BY_SENTENCE: seconds(lambda: [dateparser.search.search_dates(piece, **english) for piece in pieces]),
        }

    ways(["Up to 12,000 soldiers and $5 million on 3 May 2020."])
    rounds = [ways([fresh(text, number) for text in texts]) for number in range(ROUNDS)]
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters, {ROUNDS} rounds; seconds a round")
    for name in rounds[0]:
        print(f"  {name:45}" + "".join(f"{timings[name]:9.4f}" for timings in rounds))
    for ours, theirs in ((CLAIMS, PARSE), (CLAIMS, PARSE + BY_SENTENCE), (DATES, SEARCH), (DATES, SEARCH + BY_SENTENCE)):
        print(f"{ours}: {statistics.median(timings[theirs] / timings[ours] for timings in rounds):.0f} times {theirs}")


def growth(texts: list[str]) -> None:
    """Prints milliseconds a thousand characters at four lengths: a row that stays level is linear."""
    base = "\n\n".join(texts) + "\n\n"

    def news(size: int) -> str:
        return "".join(fresh(base, number) for number in range(size // len(base) + 1))[:size]

    print(f"{'ms per 1,000 characters':26}" + "".join(f"{size:>12,}" for size in SIZES))
    for name, make in {"news": news, **HOSTILE}.items():
        print(f"{name:26}", end="")
        for size in SIZES:
            document = Document(id="a", text=make(size), published_at=PUBLISHED)
            rounds = ROUNDS if size <= 10_000 else 1  # the short ones are noisy
            fastest = min(seconds(lambda document=document: extract([document])) for _ in range(rounds))
            print(f"{fastest / size * 1e6:>12.2f}", end="", flush=True)
        print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--only", choices=["compare", "growth"])
    arguments = parser.parse_args()
    texts = sample_texts(arguments.files)
    if arguments.only != "growth":
        compare(texts)
    if arguments.only != "compare":
        growth(texts)


if __name__ == "__main__":
    sys.exit(main())
