"""Who stands where: a row an issue, a column a party. It is its own table; each cell leads to the words behind it."""

from foedus.ledger.claims import Claim
from foedus.ledger.standing import Cell
from foedus.report.markup import Markup, el, join
from foedus.report.stances import ALSO, STANCE_WORDS, TREND_WORDS, TRENDS, glyph_of, told_by
from foedus.report.values import Heard
from foedus.report.visible import visible
from foedus.report.words import capital, count, quoted

_GLYPH_WORDS = {"■": "first-hand", "□": "reported", "▲": "contradicted", "?": "assumed"}


WORDS = 12
"""So many claims of a cell are quoted on a page, those of most weight; the ledger has them all."""


def anchor(heard: Heard, actor: str, issue: str) -> str:
    """The id under which the words behind a cell are printed."""
    table = heard.standing
    return f"heard-{table.parties.index(actor) + 1}-{table.issues.index(issue) + 1}"


def href(heard: Heard, one: Claim) -> str:
    """Where a claim is quoted on the page, or else the place of its cell."""
    cell = heard.standing.cell(one.actor, one.issue)
    if cell is None or one in cell.claims[:WORDS]:
        return f"#claim-{one.id.replace('.', '-')}"
    return f"#{anchor(heard, one.actor, one.issue)}"


def _cell(heard: Heard, actor: str, issue: str) -> Markup:
    cell = heard.standing.cell(actor, issue)
    if cell is None:
        return el("td", el("span", "·", aria_hidden="true"), el("span", "nothing is known", class_="vh"))
    glyph = glyph_of(heard.standing, cell)
    before = next((c.before.stance for c in heard.standing.changes
                   if (c.actor, c.issue, c.after.stance) == (actor, issue, cell.stance)), "")  # fmt: skip
    word = STANCE_WORDS[cell.stance]
    trend = el("span", f" {TRENDS[cell.trend]}", title=TREND_WORDS[cell.trend]) if cell.trend else None
    link = el(
        "a", el("span", f"{glyph} ", title=_GLYPH_WORDS[glyph]), word, href=f"#{anchor(heard, actor, issue)}"
    )
    also = [
        el("small", "also ", STANCE_WORDS[one.stance], ", ", visible(told_by(one.voice, one.agents)))
        for one in cell.also[:ALSO]
    ]
    if len(cell.also) > ALSO:
        also.append(el("small", f"and {count(len(cell.also) - ALSO, 'other stance')} of other sources"))
    return el("td", el("s", STANCE_WORDS[before]) if before else None, " " if before else None, link, trend,
              _value(cell), _how(cell), *also, class_="clash" if glyph == "▲" else None)  # fmt: skip


def _value(cell: Cell) -> Markup | None:
    return el("span", f" {visible(cell.claim.value)}", class_="value") if cell.claim.value else None


def _how(cell: Cell) -> Markup:
    """How it is known, small: in whose voice, how sure, how many sources, since when."""
    parts = [told_by(cell.voice, cell.claim.agents), cell.claim.certainty, count(len(cell.behind), "source")]
    return el("small", visible(" · ".join(parts)), " · ", el("span", cell.date or "no date", class_="day"))


def draw(heard: Heard) -> Markup:
    """The table of parties and issues."""
    table = heard.standing
    heads = [el("th", visible(name), scope="col") for name in table.parties]
    rows = [
        el("tr",
           el("th", quoted(visible(heard.asks.get(issue, ""))) or visible(issue),
              el("code", visible(issue)) if heard.asks.get(issue) else None, scope="row"),
           *(_cell(heard, actor, issue) for actor in table.parties))
        for issue in table.issues
    ]  # fmt: skip
    caption = el("caption", el("span", "■ the party’s own word"), el("span", "□ voiced by others"),
                 el("span", "▲ sources contradict each other"), el("span", "↑ ↓ → against what was before"),
                 class_="note")  # fmt: skip
    return el("table", caption, el("thead", el("tr", el("th", "Issue", scope="col"), *heads)), el("tbody", *rows),
              class_="stances")  # fmt: skip


def words(heard: Heard, cell: Cell) -> Markup:
    """The words behind a cell: its claims, each quoted, with the chain of voices and the place."""
    items = [
        el("li", el("q", quoted(visible(" ".join(one.exact.split())))), " ",
           el("small", STANCE_WORDS[one.stance], f" ({one.certainty}",
              ", past" if one.frame == "past" else None, ") · ",
              visible(" → ".join(_agent(a.name, a.party) for a in one.agents)), " · ",
              visible(heard.names.get(one.doc, "")), f", {one.start}–{one.stop}",
              f", {one.published_on}" if one.published_on else None),
           id=f"claim-{one.id.replace('.', '-')}")
        for one in cell.claims[:WORDS]
    ]  # fmt: skip
    left = len(cell.claims) - WORDS
    more = (
        el("p", f"{capital(count(left, 'more claim'))} in the ledger.", class_="note") if left > 0 else None
    )
    return join((el("ul", *items, class_="plain"), more))


def _agent(name: str, party: str) -> str:
    return f"{name} ({party})" if party and party != name else name
