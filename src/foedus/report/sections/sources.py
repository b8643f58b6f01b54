"""Where it all comes from."""

from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.sections.status import assumed
from foedus.report.words import capital, count


def render(page: Page) -> Markup | None:
    """The sources, numbered as in the margins, and how much rests on none."""
    weak, every = assumed(page)
    rest = "rests" if weak == 1 else "rest"
    say = capital(
        f"{count(weak, 'sentence')} of {every} {rest} on an assumption of the drafter and stands in italics."
    )
    rows = [el("li", name, id=f"source-{i + 1}") for i, name in enumerate(page.sources)]
    return el("section", el("h2", "Where does it come from?"), el("p", say, class_="say"),
              el("ol", *rows, class_="sources") if rows else el("p", "No source is named."), id="sources")  # fmt: skip


SECTION = Section(70, "sources", "Where does it come from?", render)
