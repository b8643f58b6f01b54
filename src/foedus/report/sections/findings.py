"""Where the draft breaks: the findings of the check, grouped, each with the timeline that shows it."""

from foedus.check.overview import Overview
from foedus.model import Finding
from foedus.model.finding import KINDS
from foedus.report.checked import facts
from foedus.report.figures import timeline as figure
from foedus.report.grouped import MOST, Group, apart, closing, folded, groups
from foedus.report.markup import Markup, el, join
from foedus.report.names import anonymous
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.words import count

_WORDS = {"why": "Why", "covers": "In detail", "by": "By whom", "worst": "At worst", "share": "Share", "holds": "Holds",
          "assumes": "Assumes", "see": "See also"}  # fmt: skip


def render(page: Page) -> Markup | None:
    """At most ten groups in full; the rest folds."""
    seen = page.review.overview
    if seen is None:
        return None
    every = groups(seen.checked.findings)
    found = [g for g in every if not g.first.on_purpose]
    parts = [_group(page, group, i) for i, group in enumerate(found[:MOST])]
    hidden = found[MOST:]
    if hidden:
        rows = [_line(page, one) for g in hidden for one in (g.first, *g.rest)]
        said = f"{count(len(hidden), 'further group', 'further groups').capitalize()}: {folded(hidden)}"
        parts.append(el("details", el("summary", said), el("ul", *rows, class_="plain")))
    for title, those in apart(seen.checked.findings):
        rows = [_line(page, one) for one in those]
        parts.append(el("div", el("h3", title), el("ul", *rows, class_="plain")))
    return el("section", el("h2", "Where does it break?"), el("p", _say(seen, len(found)), class_="say"), *parts,
              _unknown(page, seen), id="findings")  # fmt: skip


def _say(seen: Overview, number: int) -> str:
    """What was looked at, and how much was found."""
    checked = seen.checked
    ways = (
        "the one completion"
        if checked.completions == 1
        else f"all {checked.completions:,} completions of our own menu"
    )
    said = f"Checked over {checked.incidents:,} kinds of attack, every way the procedure can go, and {ways}. "
    if not checked.complete:
        said += "Not all of it was decided in the time allowed; what follows was proved. "
    elif not number:
        return f"{said}Nothing was found."
    return f"{said}The most consequential stand first; each was replayed, sentence by sentence, before it was printed."


def _group(page: Page, group: Group, number: int) -> Markup:
    one = group.first
    head = el("header", el("p", el("span", "○ ", aria_hidden="true"), KINDS[one.kind], class_="kind"),
              el("h3", page.change(one.sentence.rstrip("."))), el("small", one.code))  # fmt: skip
    text = el("blockquote", el("p", one.ref.text), el("footer", page.cite(one.ref))) if one.ref.text else None
    rows = [
        row
        for name, said in facts(one)
        for row in (el("dt", _WORDS.get(name, name)), el("dd", page.change(said)))
    ]
    also = [_line(page, other) for other in group.rest]
    more = el("details", el("summary", f"{count(len(also), 'more of this kind', 'more of this kind').capitalize()}"),
              el("ul", *also, class_="plain")) if also else None  # fmt: skip
    return el("article", head, text, el("dl", *rows, class_="about"), _repairs(page, one),
              _witness(page, one, number), more, class_="finding", id=f"finding-{number + 1}")  # fmt: skip


def _repairs(page: Page, one: Finding) -> Markup | None:
    if not one.repairs:
        return None
    rows = [
        el("li", page.change(r.edit), el("span", f" ({page.change(closing(r))})", class_="where"))
        for r in one.repairs
    ]
    return el("div", el("h4", "What closes it, each checked again"), el("ol", *rows))


def _witness(page: Page, one: Finding, number: int) -> Markup | None:
    """The timeline that shows a finding, drawn."""
    run = page.review.witnesses.get(one.witness)
    if run is None:
        return None
    shown = run if page.review.names else anonymous(run, page.change)
    if shown.record is None:
        return None
    drawn = figure.draw(shown.timeline, shown.record, page.bound, page.href, f"w{number}")
    picture = el("figure", el("div", drawn, class_="pic", tabindex="0", role="region",
                              aria_label=f"Picture of the witness of finding {number + 1}"))  # fmt: skip
    steps = el("pre", page.change(one.witness.rstrip()), class_="witness", tabindex="0", role="region",
               aria_label=f"Text of the witness of finding {number + 1}")  # fmt: skip
    return el("div", el("h4", "The shortest timeline that shows it"), picture,
              el("details", el("summary", "The same as a text that foedus test replays"), steps))  # fmt: skip


def _line(page: Page, one: Finding) -> Markup:
    return el(
        "li", page.change(one.sentence), " ", el("span", page.cite(one.ref), f", {one.code}", class_="where")
    )


def _unknown(page: Page, seen: Overview) -> Markup | None:
    """The sentences of which nothing is said, each with the construct; and what else was not looked at."""
    checked = seen.checked
    rows = {
        (ref.file, ref.line, what): el("li", el("span", "? ", class_="state"), f"{what}: ", page.cite(ref))
        for ref, what in checked.unknown
    }
    notes = [el("li", el("span", "? ", class_="state"), note) for note in checked.notes]
    if not rows and not notes:
        return None
    say = el("p", "Of these sentences the check says nothing: unknown is not clean.", class_="say")
    return el("div", el("h3", "Unknown"), say,
              el("ul", join([*rows.values(), *notes]), class_="plain"))  # fmt: skip


SECTION = Section(21, "findings", "Where does it break?", render)
