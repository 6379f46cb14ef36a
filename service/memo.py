"""A memory for what is worked out again and again, which keeps nothing long."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# A text that is longer is worked out anew each time: kept, a client's texts would fill the memory.
LONGEST = 2_000


def remembered(entries: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keeps the last `entries` results of a function of a text (its first argument), as far as the texts are short."""

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=entries)(function)

        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> T:
            text = args[0]
            if isinstance(text, str) and len(text) > LONGEST:
                return function(*args, **kwargs)
            return kept(*args, **kwargs)  # type: ignore[arg-type]

        return called

    return wrap
