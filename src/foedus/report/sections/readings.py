"""Readings side by side: one text as each party reads it, and its public and its secret text."""

from collections.abc import Sequence

from foedus.model.readings import Exposed, Held, Readings
from foedus.report.figures.openpoints import anchor
from foedus.report.markup import Markup, el, join
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.variants import KIND, difference, grouped, held, outcome, verdict
from foedus.report.words import capital, count, listed

_TITLES = {"reading": "What does each party read in it?", "part": "What do its secret parts change?",
           "version": "What does each version change?", "completion": "What do the completions change?"}  # fmt: skip
_STATE = {"same": "●", "core": "◐", "apart": "○", "one": "○", "unknown": "?"}


def _texts(found: Readings, page: Page) -> Markup:
    """The variants as columns: what each reads, what the exposing incident comes to, what is owed in it."""
    columns = [el("th", capital(one.short), scope="col") for one in found.variants]
    rows = [el("tr", el("th", "Reads", scope="row"), *(el("td", _reads(one_settled, difference(one)))
            for one in found.variants for one_settled in [one.settled]))]  # fmt: skip
    first = found.first
    if first is not None:
        rows.append(
            el(
                "tr",
                el("th", "Then", scope="row"),
                *(el("td", el("b", outcome(u.outcome))) for u in first.under),
            )
        )
        rows.append(
            el("tr", el("th", "So that", scope="row"), *(el("td", _said(u.says, page)) for u in first.under))
        )
    if first is not None and first.alike:
        alike = el("td", _said(first.alike, page), colspan=len(columns))
        rows.append(el("tr", el("th", "In all", scope="row"), alike))
    head = el("thead", el("tr", el("td"), *columns))
    return el("div", el("table", head, el("tbody", *rows), class_="readings"), class_="scroll", tabindex="0",
              role="region", aria_label=f"Table: the {KIND[found.kind]}s side by side")  # fmt: skip


def _reads(settled: Sequence[tuple[str, str]], otherwise: str) -> Markup:
    if not settled:
        return Markup(join((capital(otherwise),)))
    return join(
        [
            join((el("a", f"?{name}", href=f"#{anchor(name)}"), " is ", el("i", text)))
            for name, text in settled
        ],
        "; ",
    )


def _said(said: Sequence[str], page: Page) -> Markup:
    if not said:
        return el("i", "nothing besides what is so in all")
    return el("ul", *(el("li", page.change(one)) for one in said), class_="plain")


def _incident(first: Exposed, page: Page) -> Markup:
    """The incident that exposes the difference."""
    said = f"The smallest that was found: {count(first.events, 'event')}, none of which can be left out."
    return el("div", el("h4", "The incident that exposes it first"),
              el("pre", page.change(first.timeline.rstrip()), class_="witness"),
              el("p", said, class_="note"))  # fmt: skip


def _fares(found: Readings, page: Page) -> Markup | None:
    """For whom it is better or worse under which reading."""
    rows = [
        el("li", el("b", f"{capital(two)}, against {one}: "),
           page.change("; ".join(_each(names, how) for how, names in said)))
        for (one, two), said in grouped(found.fares)
    ]  # fmt: skip
    return el("div", el("h4", "For whom"), el("ul", *rows, class_="plain")) if rows else None


def _each(names: list[str], how: str) -> str:
    return f"{listed(names)} {'are' if len(names) > 1 else 'is'} {how}"


def _holds(found: Readings, page: Page) -> Markup | None:
    rows = [_row(one, page) for one in found.holds]
    head = el("h4", f"What holds in every {KIND[found.kind]}")
    return el("div", head, el("ul", *rows, class_="plain")) if rows else None


def _row(one: Held, page: Page) -> Markup:
    return el(
        "li", el("span", f"{_STATE[one.how]} ", aria_hidden="true"), page.cite(one.ref), f": {held(one)}"
    )


def _parts(found: Readings, page: Page) -> Markup | None:
    """All differences; in their sentences two variants are A and B."""
    parts: list[Markup] = []
    for b in found.between:
        rows = [
            el("li", page.change(d.sentence),
               el("span", f" If {page.change(d.conduct)}.", class_="where") if d.conduct else None)
            for d in b.comparison.differences
        ]  # fmt: skip
        if rows:
            parts += [el("h4", f"A {b.one}, B {b.two}"), el("ol", *rows)]
    return el("details", el("summary", "Every difference"), *parts) if parts else None


def one(found: Readings, page: Page) -> Markup:
    """One set of variants."""
    glyph, said = verdict(found)
    below = [part for part in (_fares(found, page), _holds(found, page)) if part]
    return el(
        "div",
        el("h3", _TITLES[found.kind]),
        el("p", f"{glyph} ", capital(said), ".", class_="say"),
        _incident(found.first, page) if found.first is not None else None,
        _texts(found, page),
        el("div", *below, class_="two") if below else None,
        _parts(found, page),
        class_="variants",
    )  # fmt: skip


def render(page: Page) -> Markup | None:
    """The readings, and the parts, where the draft has such."""
    found = page.review.readings
    if not found:
        return None
    say = ("An ambiguity may be meant: it can be what lets both sides sign. It is shown with what exposes it, not "
           "scored. Every case was compared, and the incident below was run under each text.")  # fmt: skip
    return el("section", el("h2", "One text, read in several ways"), el("p", say, class_="say"),
              *(one(each, page) for each in found), id="readings")  # fmt: skip


SECTION = Section(52, "readings", "One text, read in several ways", render)
