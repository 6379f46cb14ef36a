"""What has to run once before the service is as fast as it will be."""

from __future__ import annotations

import msgspec

from service.extract import dates
from service.settings import Settings

from . import jobs, renderings
from .coding import CODINGS
from .media import JSON, MSGPACK

TEXTS = (
    "Up to 12,000 soldiers arrived in the region between Oct. 5 and 7, the ministry said on Wednesday, March 6, 2024. "
    "It put the cost at $1.5bn, about 2.3% of GDP, or 40 euros a head; some 1,200 people have been hurt per day since last week.",
    "More than 10 thousand troops crossed the river, 15 miles (24 km) long, in under three hours, the agency reported two days ago. "
    "Dozens of villages were without power by the end of February; temperatures fell to -5 degrees Celsius, half of what was forecast.",
)


def warm_up() -> None:
    """Loads every table and imports every module that a request may need, by requests for a report on two texts and a page."""
    dates.warm()
    settings = Settings()
    documents = [{"id": str(number), "text": text, "published_at": "2024-03-07"} for number, text in enumerate(TEXTS)]
    body = msgspec.json.encode({"documents": [*documents, {"id": "page", "html": f"<p>{TEXTS[0]}</p>"}]})
    for media_type in (JSON, *renderings.RENDERERS):
        jobs.perform(jobs.Job(operation="check", gives=media_type), body, settings)
    for coding in CODINGS:
        jobs.perform(jobs.Job(operation="extract", gives=MSGPACK, encoding=coding), body, settings)
    jobs.answer("compare", b'{"claims": []}', settings)
