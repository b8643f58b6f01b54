"""Which open point decides which incident."""

from foedus.report.figures import openpoints
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section


def _how(page: Page) -> str:
    """Whether every way to settle the points was run."""
    if all(run.complete and run.answers for run in page.runs):
        return "Every way to settle the open points was run on every incident."
    return "Not every way to settle the open points could be run on every incident; what was not decided is hatched."


def render(page: Page) -> Markup | None:
    """The picture, which is its own table."""
    points = page.draft.open_points()
    if not points or not any(run.answers for run in page.runs):
        return None
    found = openpoints.turns(points, page.runs)
    table = openpoints.draw(found, [run.timeline.title for run in page.runs])
    return el("section", el("h2", "Which open point decides which incident?"),
              el("p", f"{_how(page)} A point is marked where settling it otherwise changes what is owed. The points that "
                 "decide most incidents stand first.", class_="say"),
              el("div", table, class_="scroll", tabindex="0", role="region",
                 aria_label="Table: which open point decides which incident"), id="decides")  # fmt: skip


SECTION = Section(50, "decides", lambda page: "Which open point decides which incident?", render)
