"""Which attacks are answered with what."""

from foedus.report.figures import coverage
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section


def render(page: Page) -> Markup | None:
    """The matrix and its table."""
    seen = page.review.overview
    if seen is None or seen.coverage is None or not seen.coverage.rows:
        return None
    cover = seen.coverage
    picture = el("div", coverage.draw(cover, page.change), class_="scroll", tabindex="0", role="region",
                 aria_label="Picture: which attacks are covered")  # fmt: skip
    twin = el("div", coverage.twin(cover, page.change), class_="scroll", tabindex="0", role="region",
              aria_label="Table: which attacks are covered")  # fmt: skip
    say = ("Each bar stands for all completions of the draft: blue where a duty to help binds, and so on down to "
           f"nothing. Assumed: {cover.assumes}.")  # fmt: skip
    return el("section", el("h2", "Which attacks are covered?"), el("p", page.change(say), class_="say"),
              el("figure", coverage.key(), picture, el("figcaption", page.change(coverage.note(cover)))),
              el("details", el("summary", "The same as a table"), twin), id="covered")  # fmt: skip


SECTION = Section(23, "covered", "Which attacks are covered?", render)
