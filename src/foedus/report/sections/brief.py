"""In brief: findings of fact, computed from the results on this page, at most ten."""

from foedus.report.facts import facts
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section


def render(page: Page) -> Markup | None:
    """The facts, most telling first."""
    found = facts(page)
    if not found:
        return None
    rows = [
        el("li", el("p", el("b", f.finding), f" {f.rest}" if f.rest else None), el("small", f.margin))
        for f in found
    ]
    return el("section", el("h2", "In brief"), el("ol", *rows, class_="brief"), id="brief")


SECTION = Section(20, "brief", "In brief", render)
