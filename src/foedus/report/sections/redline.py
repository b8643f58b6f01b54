"""What changed since another draft: a redline ranked by consequence, with what changes nothing folded away."""

from foedus.model.comparison import Passage
from foedus.report.diffed import facts
from foedus.report.markup import Markup, el, join
from foedus.report.page import Page
from foedus.report.redline import Told, nothing_text, place, redline, summary
from foedus.report.sections import Section

_MOST = 6  # changes of words that are shown with a difference
_WORDS = {"for whom": "For whom", "holds": "Holds", "if": "If", "in A": "Under A", "in B": "Under B"}
_TAGS = {"inserted": "ins", "deleted": "del"}


def render(page: Page) -> Markup | None:
    """Each difference with the words that it comes from, the most consequential first; the rest folds."""
    found, shown = page.review.against, page.review.against_names
    if found is None:
        return None
    marked = redline(found)
    say = f"A is {shown[0]}, B is {shown[1]}. {summary(found)} "
    if found.differences:
        say += f"Assumed, unless a difference says “if”: {found.assumes}."
    parts = [_told(page, told, number) for number, told in enumerate(marked.told, 1)]
    if marked.other:
        rows = [_passage(page, p) for _, p in marked.other]
        parts.append(el("div", el("h3", "Changes of words that no difference comes from by itself"), *rows))
    if marked.nothing:
        said = nothing_text(len(marked.nothing))
        rows = [_passage(page, p) for _, p in marked.nothing]
        parts.append(el("details", el("summary", f"{said[:1].upper()}{said[1:]}"), *rows, class_="folded"))
    return el("section", el("h2", "What do the changes change?"), el("p", page.change(say), class_="say"),
              _only(page), *parts, _unknown(page), id="redline")  # fmt: skip


def _told(page: Page, told: Told, number: int) -> Markup:
    one, assumed = told.difference, page.review.against.assumes if page.review.against else ""
    rows = [
        row
        for word, said in facts(one, assumed)
        for row in (el("dt", _WORDS.get(word, word)), el("dd", page.change(said)))
    ]
    passages = [_passage(page, p) for _, p in told.passages[:_MOST]]
    more = len(told.passages) - _MOST
    if more > 0:
        passages.append(el("p", f"and {more} more changes of words", class_="where"))
    if one.together:
        passages.append(el("p", "It goes only if all of these are undone.", class_="where"))
    head = el("header", el("p", el("span", "≠ ", aria_hidden="true"), one.kind, class_="kind"),
              el("h3", page.change(one.sentence.rstrip("."))), el("small", str(number)))  # fmt: skip
    witness = el(
        "details", el("summary", "The timeline that shows it"),
        el("pre", page.change(one.witness.rstrip()), class_="witness", tabindex="0", role="region",
           aria_label=f"Text of the witness of difference {number}"),
    ) if one.witness else None  # fmt: skip
    return el("article", head, el("div", *passages) if passages else None, el("dl", *rows, class_="about"), witness,
              class_="finding change", id=f"difference-{number}")  # fmt: skip


def _passage(page: Page, passage: Passage) -> Markup:
    """A passage in black-line marks: inserted underlined, deleted struck, moved dotted."""
    words: list[Markup | str] = []
    for k, run in enumerate(passage.runs):
        if k:
            words.append(" ")
        tag = _TAGS.get(run.kind)
        if tag:
            words.append(el(tag, page.change(run.text)))
        elif passage.kind == "moved":
            words.append(el("span", page.change(run.text), class_="moved"))
        else:
            words.append(page.change(run.text))
    where = place(passage) + (": moved" if passage.kind == "moved" else "")
    return el("blockquote", el("p", *words), el("footer", page.change(where)), class_="redline")


def _only(page: Page) -> Markup | None:
    found = page.review.against
    assert found is not None
    rows = [
        (f"Read as renamed: {r.kind} ", f"{r.one} is {r.two} in B") for r in found.alignment.renamings
    ]  # fmt: skip
    rows += [("Only A: ", one) for one in found.only_one] + [("Only B: ", one) for one in found.only_two]
    if not rows:
        return None
    items = [el("li", lead, page.change(said)) for lead, said in rows]
    return el("details", el("summary", "What only one of them speaks of, and what is read as renamed"),
              el("ul", *items, class_="plain"))  # fmt: skip


def _unknown(page: Page) -> Markup | None:
    found = page.review.against
    assert found is not None
    rows = [
        el("li", el("span", "? ", class_="state"), f"{what}: {ref.instrument}, {ref.label}")
        for ref, what in found.unknown
    ]
    rows += [el("li", el("span", "? ", class_="state"), page.change(note)) for note in found.notes]
    if not rows:
        return None
    say = el("p", "Of these sentences nothing is said: unknown is not equal.", class_="say")
    return el("div", el("h3", "Unknown"), say, el("ul", join(rows), class_="plain"))


SECTION = Section(22, "redline", "What do the changes change?", render)
