"""The parties, and who owes whom."""

from foedus.report.figures import duties
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.phrase import Line, norm_lines
from foedus.report.sections import Section

_POWERS = ("invoke", "withdraw", "vote", "convene", "request", "waive", "repeal")


def _procedural(line: Line) -> bool:
    """Whether a norm is only a power to ask, vote or leave: it stands in the table, not in the picture."""
    return line.modal == "may" and line.action.startswith(_POWERS)


def render(page: Page) -> Markup | None:
    """The picture and its table."""
    lines = [line for line in norm_lines(page.draft)
             if any(line.sentence in one.sentences for one in page.instruments)]  # fmt: skip
    drawn = [line for line in lines if not _procedural(line)]
    if not lines:
        return None
    picture = el("div", duties.draw(drawn, page.link), class_="pic", tabindex="0", role="region",
                 aria_label="Picture: who owes whom") if drawn else None  # fmt: skip
    twin = el("div", duties.twin(lines, page.link), class_="scroll", tabindex="0", role="region",
              aria_label="Table: who owes whom")  # fmt: skip
    note = "Powers to ask, to vote or to leave stand in the table only." if len(drawn) < len(lines) else None
    return el("section", el("h2", "Who owes whom?"),
              el("p", "One line for each sentence that binds, forbids or allows. The heavier the line, the stronger.",
                 class_="say"),
              el("figure", duties.key(), picture, el("figcaption", note) if note else None),
              el("details", el("summary", "The same as a table"), twin), id="duties")  # fmt: skip


SECTION = Section(40, "duties", "Who owes whom?", render)
