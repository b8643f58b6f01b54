"""Tables, figures and pages, made from results only.

The page is imported when it is asked for: most verbs print lines only.
"""

from typing import TYPE_CHECKING

from foedus.report.values import Check, Review, Run

if TYPE_CHECKING:
    from foedus.report.page import html

__all__ = ["Check", "Review", "Run", "html"]


def __getattr__(name: str) -> object:
    """Import the page when it is first used."""
    if name != "html":
        raise AttributeError(f"module 'foedus.report' has no attribute {name!r}")
    from foedus.report import page

    return page.html
