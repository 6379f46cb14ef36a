"""Coverage-guided fuzzing of the pipeline; what breaks it is written to tests/fuzz/found, where the tests find it.

python -m tests.fuzz.run SECONDS
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

FOUND = Path(__file__).parent / "found"
CORPUS = Path(__file__).parent.parent.parent / "build" / "fuzz"


def main() -> None:
    """Runs until the time is over or something breaks."""
    CORPUS.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["service"]):
        from service.api.warmup import warm_up  # noqa: PLC0415 - what is imported here is instrumented
        from tests.fuzz.target import check  # noqa: PLC0415 - as above
    warm_up()  # tables load once, and not on the clock
    options = [
        f"-max_total_time={sys.argv[1]}",
        "-max_len=400",
        "-timeout=10",
        f"-artifact_prefix={FOUND}/",
        "-seed=17",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(CORPUS)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
