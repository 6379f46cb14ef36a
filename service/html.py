"""HTML → plain text: the article of a page, without its navigation and boilerplate."""

from __future__ import annotations

import re

FURNITURE = ["//nav", "//form", "//button", "//body/footer"]  # never part of an article, yet kept where a page is short

# The same opening tag over and over with nothing in between: no page has it, and each costs as much as a paragraph.
_RUN = re.compile(r"(<[A-Za-z][A-Za-z0-9]{0,19}>)(?:\s*\1){50,}")


def text_of(html: str) -> str:
    """The readable text of a page, paragraphs separated by line feeds; empty where there is none.

    Favours completeness: a paragraph too many costs less here than a figure that is never read. A fragment without a
    body is read as the body of a page.
    """
    if not html.strip():
        return ""
    import trafilatura  # noqa: PLC0415 - a quarter of a second that most runs of the command line never need

    html = _RUN.sub(r"\1", html)
    page = html if "<body" in html.lower() else f"<html><body><article>{html}</article></body></html>"
    return (
        trafilatura.extract(
            page, output_format="txt", include_comments=False, include_tables=True, favor_recall=True, prune_xpath=FURNITURE
        )
        or ""
    )
