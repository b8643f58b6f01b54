"""How long until help is due."""

from foedus.report.figures import delays
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section


def render(page: Page) -> Markup | None:
    """The picture and the same in words."""
    seen = page.review.overview
    found = [f for f in seen.checked.findings if f.kind == "time" and not f.on_purpose] if seen else []
    if seen is None or not found:
        return None
    picture = el("div", delays.draw(found, seen.horizon, page.href), class_="pic", tabindex="0", role="region",
                 aria_label="Picture: how long until help is due")  # fmt: skip
    rows = [el("li", page.change(f"{f.sentence} {delays.said_of(f)[:1].upper()}{delays.said_of(f)[1:]}. "),
               el("i", page.change(f"Assumed: {f.assumes}.") if f.assumes else None), " ",
               el("span", page.cite(f.ref), class_="where")) for f in found]  # fmt: skip
    say = ("From the attack to the instant by which help must be given: blue at best, red what it may take beyond that "
           "at worst, hatched where nothing limits it. Exact to the minute.")  # fmt: skip
    return el("section", el("h2", "How long until help is due?"), el("p", say, class_="say"), el("figure", picture),
              el("ul", *rows, class_="plain"), id="delays")  # fmt: skip


SECTION = Section(46, "delays", "How long until help is due?", render)
