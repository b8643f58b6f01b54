"""Whose words these are, as of when, on what they rest."""

from foedus.model import GroupIs, Sentence
from foedus.report.markup import Markup, el, join
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.words import capital, count

_STATUS = {
    "reported": "Reported; no instrument seen",
    "signed": "Signed",
    "in force": "In force",
    "draft": "A draft",
    "proposed": "Proposed",
}


def assumed(page: Page) -> tuple[int, int]:
    """How many sentences of the instruments rest on an assumption, and how many there are."""
    every = [s for one in page.instruments for s in one.sentences]
    return sum(_is_assumed(page, s) for s in every), len(every)


def _is_assumed(page: Page, sentence: Sentence) -> bool:
    return sentence.assumption or not any(
        page.source_of(sentence, one) for one in page.instruments if sentence in one.sentences
    )


def _guarantors(page: Page) -> Markup:
    """How many guarantors there are, and whether that is assumed."""
    number = len(page.guarantors)
    if not number:
        return Markup("None named")
    groups = [s for one in page.instruments for s in one.sentences if isinstance(s.body, GroupIs)]
    named = [
        s
        for s in groups
        if isinstance(s.body, GroupIs) and "guarantor" in (*s.body.singular, s.body.name[:-1])
    ]
    tail = el("i", ", named by assumption") if any(s.assumption for s in named) else None
    return join((str(number), tail))


def lede(page: Page) -> str:
    """What this is, and what it is not."""
    draft = page.draft
    said = "A text that nobody has published. " if draft.status == "reported" else ""
    runs = count(len(page.runs), "incident")
    shows = f"in {runs}, " if page.runs else ""
    return (
        f"{said}What follows is our draft of it, with our options, and not a judgment on it. It shows what its words "
        f"would oblige anyone to do, {shows}and which words would have to be settled first."
    )


def _facts(page: Page) -> Markup:
    points = page.draft.open_points()
    weak, every = assumed(page)
    status = _STATUS.get(page.draft.status, capital(page.draft.status) or "Not stated")
    rows: list[tuple[str, str | Markup]] = [
        ("Status of the text", status),
        ("Whose words", "Our draft, our options"),
        ("As of", page.review.asof or "Not stated"),
        ("Guarantors", _guarantors(page)),
        ("Open points", capital(count(len(points), "point")) + (", each with its options below" if points else "")),
        ("Incidents shown", capital(count(len(page.runs), "incident"))),
        ("Sources", join((el("a", capital(count(len(page.sources), "source")), href="#sources"),)) if page.sources
         else Markup("None named")),
        ("Assumed", join((el("i", f"{weak} of {count(every, 'sentence')}"),)) if weak else "Nothing"),
    ]  # fmt: skip
    return el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in rows), class_="facts")


def render(page: Page) -> Markup:
    """Title, what this is, and the facts about the text."""
    return el("section", el("h1", page.draft.title), el("p", lede(page), class_="lede"), _facts(page),
              id="status", aria_label="Whose words these are")  # fmt: skip


SECTION = Section(10, "status", "", render)
