"""Who said they accept what: the table of the ledger, how stances moved, and the words behind each cell."""

from foedus.ledger.claims import Claim
from foedus.ledger.standing import Cell
from foedus.report.figures import stanceline, stances
from foedus.report.markup import Markup, el, join
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.stances import STANCE_WORDS, finding, stands, told_by
from foedus.report.values import Heard
from foedus.report.visible import visible
from foedus.report.words import NUMBERS, capital, count, quoted


def render(page: Page) -> Markup | None:
    """The section; nothing without a ledger, or with nothing confirmed in it."""
    heard = page.review.heard
    if heard is None or not heard.standing.cells:
        return None
    table = el("div", stances.draw(heard), class_="scroll", tabindex="0", role="region",
               aria_label="Table: who stands where")  # fmt: skip
    return el("section", el("h2", "Who said they accept what?"), el("p", _say(heard), class_="say"),
              table, _disagree(heard), _moved(heard), _words(heard), id="ledger")  # fmt: skip


def _say(heard: Heard) -> str:
    """What the reader should know first: how much of it is hearsay."""
    cells = heard.standing.cells
    own = sum(cell.voice == "self" for cell in cells)
    docs = len({c.doc for c in heard.claims})
    waiting = f" {capital(count(heard.waiting, 'more claim'))} nobody has reviewed: they do not count." if (
        heard.waiting
    ) else ""  # fmt: skip
    known = "none" if not own else NUMBERS[own] if own < len(NUMBERS) else str(own)
    return (f"{capital(count(len(heard.claims), 'claim'))} from {count(docs, 'document')}, each confirmed by a person. "
            f"Of {count(len(cells), 'stance')}, {known} {'is' if own == 1 else 'are'} known from the party itself; the "
            f"others are hearsay, and marked so.{waiting}")  # fmt: skip


def _disagree(heard: Heard) -> Markup | None:
    found = heard.standing.contradictions
    if not found:
        return None
    items = [
        el("li", el("b", f"▲ {visible(one.actor)} on {visible(one.issue)}: "),
           join((_claim(heard, one.one), _claim(heard, one.other)), "; "))
        for one in found
    ]  # fmt: skip
    return el("div", el("h3", "What does not agree"), el("ul", *items, class_="plain"))


def _claim(heard: Heard, one: Claim) -> Markup:
    link = el("a", STANCE_WORDS[one.stance], href=stances.href(heard, one))
    day = f", {one.published_on}" if one.published_on else None
    return join((link, f" {visible(told_by(one.voice, one.agents))}", day))


def _moved(heard: Heard) -> Markup | None:
    found = stanceline.lanes(heard)
    if not found:
        return None
    changes = heard.standing.changes
    up = sum(c.kind == "concession" for c in changes)
    down = len(changes) - up
    said = (f"{capital(count(up, 'concession'))} and {count(down, 'hardening', 'hardenings')}: a filled square is the "
            "party’s own word, an empty one what others say.")  # fmt: skip
    picture = el("div", stanceline.draw(heard, found), class_="pic", tabindex="0", role="region",
                 aria_label="Picture: how stances moved")  # fmt: skip
    twin = el("div", stanceline.twin(heard, found), class_="scroll", tabindex="0", role="region",
              aria_label="Table: how stances moved")  # fmt: skip
    return el("div", el("h3", "How did that change?"), el("p", said, class_="say"), el("figure", picture),
              el("details", el("summary", "The same as a table"), twin))  # fmt: skip


def _words(heard: Heard) -> Markup:
    """The words behind each cell of the table."""
    parts: list[Markup] = []
    for cell in ordered(heard):
        head = quoted(visible(f"{cell.actor} {stands(cell.stance, cell.issue, cell.claim.value)}"))
        parts.append(
            el("div", el("h4", head), el("p", capital(visible(finding(cell))), class_="finding"),
               stances.words(heard, cell), id=stances.anchor(heard, cell.actor, cell.issue))
        )  # fmt: skip
    return el("div", el("h3", "In which words?"), *parts, class_="heard")


def ordered(heard: Heard) -> list[Cell]:
    """The cells in the order of the table: issue by issue."""
    table = heard.standing
    found = (table.cell(actor, issue) for issue in table.issues for actor in table.parties)
    return [cell for cell in found if cell is not None]


SECTION = Section(67, "ledger", "Who said they accept what?", render)
