"""Who can block a decision."""

from foedus.check.overview import BlockRow
from foedus.report.figures import blocks
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section


def render(page: Page) -> Markup | None:
    """The picture and its list."""
    seen = page.review.overview
    if seen is None or not seen.blocks:
        return None
    drawn = blocks.draw(seen.blocks, page.change, lambda row: page.href(row.ref))
    picture = el("div", drawn, class_="pic", tabindex="0",
                 role="region", aria_label="Picture: who can block a decision")  # fmt: skip

    def cite(row: BlockRow) -> Markup | None:
        return page.cite(row.ref)

    twin = el("div", blocks.twin(seen.blocks, page.change, cite), class_="scroll", tabindex="0", role="region",
              aria_label="Table: who can block a decision")  # fmt: skip
    say = ("One row for each rule by which the case may be decided, a dot for each who decides. As many are filled as "
           "suffice to block it, while all others consent.")  # fmt: skip
    return el("section", el("h2", "Who can block a decision?"), el("p", say, class_="say"), el("figure", picture),
              el("details", el("summary", "The same as a table"), twin), id="blocked")  # fmt: skip


SECTION = Section(45, "blocked", "Who can block a decision?", render)
