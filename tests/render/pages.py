"""Writes the sample reports as pages, for the browser tests: python -m tests.render.pages DIRECTORY."""

from __future__ import annotations

import sys
from pathlib import Path

from service.render import html

from . import samples


def write(directory: Path) -> None:
    """The pages rich.html and hostile.html in `directory`."""
    for name, sample in (("rich", samples.rich), ("hostile", samples.hostile)):
        (directory / f"{name}.html").write_text(html.page(*sample()), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
