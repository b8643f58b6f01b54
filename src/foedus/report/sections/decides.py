"""Which open point decides which incident."""

from foedus.report.figures import openpoints
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section


def _how(page: Page) -> str:
    """How it was found out, and whether all of it could be."""
    said = ("Each point alone was settled in every other way, with the others settled as the incident shows them; what "
            "an incident leaves open was run in every way.")  # fmt: skip
    if all(run.complete and run.turned for run in page.runs):
        return said
    return f"{said} Not all of this could be run in the time allowed: what was not decided is hatched."


def render(page: Page) -> Markup | None:
    """The picture, which is its own table."""
    points = page.draft.open_points()
    if not points or not any(run.answers or run.turns for run in page.runs):
        return None
    found = openpoints.turns(points, page.runs)
    table = openpoints.draw(found, [run.timeline.title for run in page.runs])
    return el("section", el("h2", "Which open point decides which incident?"),
              el("p", f"{_how(page)} A point is marked where settling it otherwise changes what is owed. The "
                 "points that decide most incidents stand first.", class_="say"),
              el("div", table, class_="scroll", tabindex="0", role="region",
                 aria_label="Table: which open point decides which incident"), id="decides")  # fmt: skip


SECTION = Section(50, "decides", "Which open point decides which incident?", render)
