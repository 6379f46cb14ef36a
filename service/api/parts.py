"""What a running service is made of."""

from __future__ import annotations

from typing import NamedTuple

from service.settings import Settings

from .access import Keys, Rates
from .gate import Gate
from .metrics import Metrics
from .template import Started
from .work import Pool


class Parts(NamedTuple):
    """One of each."""

    settings: Settings
    pool: Pool
    gate: Gate
    metrics: Metrics
    keys: Keys
    rates: Rates


def parts_of(settings: Settings, template: Started | None = None) -> Parts:
    """The parts of a service that is not started yet, but for its template perhaps."""
    metrics = Metrics()
    pool = Pool(settings, lambda why: metrics.lost.labels(why).inc(), template)
    metrics.watch(lambda: pool.queue, lambda: len(pool.pids), pool.ready.is_set)
    return Parts(settings, pool, Gate(settings), metrics, Keys(settings.api_keys), Rates(settings.rate_per_minute))
