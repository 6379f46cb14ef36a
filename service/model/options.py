"""What a caller may ask for; an unknown option is an error."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .finding import Relation

OffsetUnit = Literal["code_point", "utf16", "utf8"]


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Options of a check."""

    relations: Annotated[
        tuple[Relation, ...],
        Meta(description="Which relations to report.", min_length=1, max_length=4, extra_json_schema={"uniqueItems": True}),
    ] = (
        "conflict",
        "compatible",
        "changed",
    )
    reference_date: Annotated[dt.date | None, Meta(description="The day for relative dates in documents that carry none.")] = None
    min_confidence: Annotated[float, Meta(ge=0, le=1, description="Leave out findings below this confidence.")] = 0.0
    csv: Annotated[Literal["findings", "claims"], Meta(description="What a row is, where the answer is a table.")] = "findings"
    offset_unit: Annotated[OffsetUnit, Meta(description="What offsets count.")] = "code_point"
