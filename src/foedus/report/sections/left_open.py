"""What the draft leaves open: each question with its options."""

from foedus.model import OpenPoint
from foedus.report.figures.openpoints import options
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.sections.draft import Writer
from foedus.report.words import count, quoted


def _points(page: Page) -> list[Markup]:
    """Each open point as a question."""
    writer = Writer(page)
    rows: list[Markup] = []
    for one in page.instruments:
        for sentence in one.sentences:
            point = sentence.body
            if isinstance(point, OpenPoint):
                asks = quoted(point.asks) or f"What is {point.name}?"
                name = el("p", asks, el("code", f"?{point.name}"), class_="q")
                rows.append(el("li", el("div", name, el("p", options(point))), writer.margin(sentence, one),
                               id=page.anchor(sentence)))  # fmt: skip
    return rows


def render(page: Page) -> Markup | None:
    """The questions, in order of writing."""
    rows = _points(page)
    if not rows:
        return None
    say = (f"The draft leaves {count(len(rows), 'point')} open, each with the options that we see. An option is our "
           "wording, not anybody’s position.")  # fmt: skip
    return el("section", el("h2", "What is left open?"), el("p", say, class_="say"),
              el("ul", *rows, class_="points"), id="open")  # fmt: skip


SECTION = Section(25, "open", "What is left open?", render)
