"""Texts for property tests: sentences as news writes them, and the same parts glued together without sense."""

from __future__ import annotations

from hypothesis import strategies as st

QUALIFIERS = [
    "",
    "up to ",
    "more than ",
    "at least ",
    "about ",
    "nearly ",
    "fewer than ",
    "some ",
    "as many as ",
    "no more than ",
    "an estimated ",
]
FIGURES = [
    "12,000",
    "10 thousand",
    "1,200",
    "seventeen",
    "two dozen",
    "3.5 million",
    "half a million",
    "40bn",
    "9",
    "11",
    "1.63 billion",
    "10,000–12,000",
    "between 5 and 7",
    "dozens of",
    "several hundred",
    "two-thirds of the",
    "600 000",
    "½",
    "minus 4",
    "0.25",
    "1 in 5",
    "6,000-7,000",
]
THINGS = [
    "soldiers",
    "homes",
    "people",
    "litres of fuel",
    "new jobs",
    "votes",
    "children under five",
    "square kilometres of forest",
    "percent of voters",
]
EVENTS = ["were counted", "were killed", "had been sold", "are missing", "will be needed", "were reported", "stood empty"]
TIMES = [
    "",
    " on Monday",
    " since February 2022",
    " last week",
    " by December",
    " on Nov. 13, 2024",
    " between 5 and 9 May",
    " for over 70 years",
    " in mid-October",
    " every Tuesday",
    " at 10:18 GMT on Friday",
    " in the third quarter",
    " from Oct. 28 to Nov. 2",
    " a year ago",
]
SPEAKERS = ["", ", officials said", ", according to the ministry", ", the mayor told reporters"]
MONEY = ["$1.5m", "£5m", "€40 billion", "US$3.2 billion", "25 million dollars", "15 pence a share", "$40 a barrel"]
GLUE = [
    "-",
    "–",
    " ",
    " ",
    ",",
    ".",
    "%",
    "$",
    "€",
    "/",
    "(",
    ")",
    "°C",
    " to ",
    " and ",
    " per ",
    "km",
    "m",
    "\n\n",
    " of ",
    "٣",
    "12",
    "½",
    "′",
    ":",
    "th",
    "a",
    "May",
    "second",
    "2024",
    "Nov.",
    "'s",
    "x",
    "e9",
    "+",
    "−",
    "no. ",
    "one",
    "hundred",
    "million",
    "half",
    "dozen",
    "\u202e",
    "\u0301",
    "\u200b",
    "\u0000",
]


@st.composite
def sentence(draw: st.DrawFn) -> str:
    """One sentence with a figure, and perhaps a time and a speaker."""

    def pick(options: list[str]) -> str:
        return draw(st.sampled_from(options))

    if draw(st.booleans()):
        figure = f"{pick(QUALIFIERS)}{pick(FIGURES)} {pick(THINGS)} {pick(EVENTS)}"
    else:
        figure = f"the city paid {pick(QUALIFIERS)}{pick(MONEY)} for {pick(THINGS)}"
    return f"{figure[0].upper()}{figure[1:]}{pick(TIMES)}{pick(SPEAKERS)}."


sentences = sentence()
articles = st.lists(sentences, min_size=1, max_size=6).map("\n\n".join)
pieces = st.sampled_from(GLUE + QUALIFIERS + FIGURES + THINGS + TIMES + MONEY) | st.integers(0, 10**9).map(str)
glued = st.lists(pieces, max_size=25).map("".join)
anything = st.text(max_size=120)
