"""What has to run once before the service is as fast as it will be."""

from __future__ import annotations

import datetime as dt

from service import pipeline
from service.html import text_of
from service.model import Document
from service.render import html

TEXTS = (
    "Up to 12,000 soldiers arrived in the region between Oct. 5 and 7, the ministry said on Wednesday, March 6, 2024. "
    "It put the cost at $1.5bn, about 2.3% of GDP, or 40 euros a head; some 1,200 people have been hurt per day since last week.",
    "More than 10 thousand troops crossed the river, 15 miles (24 km) long, in under three hours, the agency reported two days ago. "
    "Dozens of villages were without power by the end of February; temperatures fell to -5 degrees Celsius, half of what was forecast.",
)


def warm_up() -> None:
    """Loads every table and imports every module that a request may need, by a report on two texts and a page, rendered."""
    day = dt.date(2024, 3, 7)
    documents = [Document(id=str(number), text=text, published_at=day) for number, text in enumerate(TEXTS)]
    documents.append(Document(id="page", text=text_of(f"<p>{TEXTS[0]}</p>")))
    html.page(pipeline.check(documents), documents)
