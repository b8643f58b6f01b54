"""How comparable guarantees did: the draft beside its nearest precedents, provision by provision."""

from foedus.library.compare import Precedent
from foedus.library.features import Feature
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.words import capital, count

_SAID = {
    "CF_BINDING": "bound", "CF_DISCRETION": "left to choice", "CONSULT_ONLY": "consultation only",
    "EXCL_TERRITORY": "outside the area", "EXCL_TYPE": "not that kind of attack", "EXCL_CAUSE": "wrong cause",
    "NOT_DETERMINED": "never determined", "NOT_IN_FORCE": "not yet in force", "EXPIRED": "no longer in force",
}  # fmt: skip


def render(page: Page) -> Markup | None:
    """The table; a glance at what became of each precedent; nothing where the library has none."""
    found = page.review.precedents
    if found is None or not found.precedents:
        return None
    heads = [el("th", "This draft", scope="col"), *(_head(one) for one in found.precedents)]
    rows = [_row(feature, found.precedents) for feature in found.features]
    table = el("table", el("thead", el("tr", el("td"), *heads)), el("tbody", *rows), class_="twin precedents")
    say = (
        "The nearest instruments of the library, by what they say alike; what decided real cases counts more. "
        "Below each name: what its text makes of the incidents that tested it, which is not what anybody did."
    )
    return el("section", el("h2", "How did comparable guarantees do?"), el("p", say, class_="say"),
              el("div", table, class_="scroll", tabindex="0", role="region",
                 aria_label="Table: this draft beside its nearest precedents"), id="precedents")  # fmt: skip


def _head(one: Precedent) -> Markup:
    total = sum(number for _, number in one.tested)
    said = ", ".join(f"{number} {_SAID.get(code, code)}" for code, number in one.tested)
    tested = f"{capital(count(total, 'incident'))}: {said}" if total else "No incident in the library"
    return el("th", one.title, el("br"), el("small", f"{one.code}. {tested}."), scope="col")


def _row(feature: Feature, precedents: tuple[Precedent, ...]) -> Markup:
    cells = [el("td", capital(feature.text), _where(feature))]
    for one in precedents:
        theirs = next((f for f in one.features if f.name == feature.name), None)
        cells.append(el("td", capital(theirs.text), _where(theirs)) if theirs else el("td", "–"))
    return el("tr", el("th", capital(feature.name), scope="row"), *cells)


def _where(feature: Feature) -> Markup | None:
    return el("small", f" {feature.label}") if feature.label.startswith("article") else None


SECTION = Section(65, "precedents", "How did comparable guarantees do?", render)
