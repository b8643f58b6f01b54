"""Which attacks are answered with what: a row what is hit and where, a column a means, a panel a scale."""

from collections.abc import Callable

from foedus.check.coverage import Coverage, CoverCell, CoverRow
from foedus.report.markup import Markup, el
from foedus.report.words import capital, count

MOST = 14
Change = Callable[[str], str]
GLYPHS = {"certain": "●", "depends": "◐", "gap": "○", "unsettled": "?"}
_WORDS = {"certain": "a duty binds, however the points are settled", "gap": "nothing arises, however they are settled",
          "unsettled": "not settled: nobody has found who attacked"}  # fmt: skip
_KEY = (("c-binding", "a duty to help binds"), ("c-discretion", "each may decide whether to help"),
        ("c-consult", "consultation only"), ("c-none", "nothing arises"), ("c-unsettled", "not settled"))  # fmt: skip


def key() -> Markup:
    """What the colours and glyphs mean."""
    colours = [el("span", el("i", class_=f"swatch {name}"), said) for name, said in _KEY]
    glyphs = el("span", "● in every completion · ◐ in some · ○ in none · ? not settled")
    return el("p", *colours, glyphs, class_="key")


def shown(cover: Coverage) -> tuple[CoverRow, ...]:
    """The rows that the picture has room for; what is not settled is always among them."""
    if len(cover.rows) <= MOST:
        return cover.rows
    last = [row for row in cover.rows if any(cell.unsettled for line in row.cells for cell in line)][-1:]
    rest = [row for row in cover.rows if row not in last]
    return (*rest[: MOST - len(last)], *last)


def draw(cover: Coverage, change: Change = lambda said: said) -> Markup:
    """The picture, which is a table: in each cell a bar of all completions, a glyph and a count.

    Args:
        cover: the matrix.
        change: how parties are named.
    """
    rows = [_row(row, cover, change) for row in shown(cover)]
    return el("table", _head(cover), el("tbody", *rows), class_="cover")


def _head(cover: Coverage) -> Markup:
    scales = cover.scales if any(cover.scales) else ("",)
    columns = cover.columns if any(cover.columns) else ("",)
    first = el("th", "What is hit, and where", scope="col", rowspan="2" if len(columns) > 1 else None)
    panels = [
        el("th", _scale(scale), scope="colgroup" if len(columns) > 1 else "col", colspan=str(len(columns)),
           class_="panel")
        for scale in scales
    ]  # fmt: skip
    top = el("tr", first, *panels)
    if len(columns) == 1:
        return el("thead", top)
    under = el("tr", *(el("th", column, scope="col") for _ in scales for column in columns))
    return el("thead", top, under)


def _scale(scale: str) -> str:
    if not scale:
        return "Any attack"
    return {"below-threshold": "Below the threshold"}.get(scale, scale[:1].upper() + scale[1:])


def _row(row: CoverRow, cover: Coverage, change: Change) -> Markup:
    head = el("th", change(row.label), el("small", change(row.note)) if row.note else None, scope="row")
    cells = [
        _cell(cell, i == 0 and len(cover.columns) > 1) for line in row.cells for i, cell in enumerate(line)
    ]
    return el("tr", head, *cells)


def _cell(cell: CoverCell, first: bool) -> Markup:
    classes = f"c {cell.state}{' first' if first else ''}"
    return el("td", _bar(cell), el("span", said(cell), class_="n"), class_=classes)


def _bar(cell: CoverCell) -> Markup:
    """The completions as a bar: those in which a duty binds first."""
    if cell.unsettled:
        return el("i", el("i", class_="c-unsettled", style="width:100%"), class_="bar-of", aria_hidden="true")
    none = cell.whole - cell.answered
    parts = (
        ("binding", cell.binding),
        ("discretion", cell.discretion),
        ("consult", cell.consult),
        ("none", none),
    )
    shown = [
        el("i", class_=f"c-{name}", style=f"width:{100 * number / cell.whole:.2f}%")
        for name, number in parts
        if number
    ]
    return el("i", *shown, class_="bar-of", aria_hidden="true")


def said(cell: CoverCell) -> str:
    """The glyph of a cell, and how many completions of how many bind."""
    glyph = GLYPHS[cell.state]
    if cell.state == "unsettled":
        return f"{glyph} not settled"
    if cell.state == "gap":
        return f"{glyph} nothing arises"
    if cell.whole == 1:
        strongest = "a duty binds" if cell.binding else "each may help" if cell.discretion else "consultation"
        return f"{'●' if cell.answered else '○'} {strongest}"
    return f"{glyph} binds in {cell.binding:,}"


def note(cover: Coverage) -> str:
    """Of what the counts are, and what is assumed."""
    by = f" by {cover.attacker}" if cover.attacker else ""
    attack = f"Attacks{by}{f' on {cover.victim}' if cover.victim else ''}"
    plain = f", {', '.join(cover.plain)}" if cover.plain else ""
    points = ", ".join(f"?{name}" for name in cover.points)
    decide = f"the {count(len(cover.points), 'point')} that decide it ({points})"
    whole = f" Counts are of {cover.whole:,} ways to settle {decide}." if cover.points else ""
    hidden = len(cover.rows) - len(shown(cover))
    more = (
        f" {capital(count(hidden, 'further row stands', 'further rows stand'))} in the table below."
        if hidden
        else ""
    )
    return f"{attack}{plain}.{whole}{more} They are counts of our own menu, and say nothing of how likely anything is."


def twin(cover: Coverage, change: Change = lambda said: said) -> Markup:
    """The same as a plain table: in how many completions what is the strongest answer."""
    head = el("tr", *(el("th", h, scope="col") for h in (
        "What is hit, and where", "Scale", "Means", "A duty binds", "Each may", "Consult", "Nothing",
        "Of")))  # fmt: skip
    body = [
        el("tr", el("th", change(f"{row.label} {row.note}".strip()), scope="row"), el("td", _scale(scale)),
           el("td", column or "any"),
           *_numbers(cell))
        for row in cover.rows
        for scale, line in zip(cover.scales, row.cells, strict=True)
        for column, cell in zip(cover.columns, line, strict=True)
    ]  # fmt: skip
    return el("table", el("thead", head), el("tbody", *body), class_="twin")


def _numbers(cell: CoverCell) -> list[Markup]:
    if cell.unsettled:
        return [el("td", "? not settled", colspan="4"), el("td", f"{cell.whole:,}")]
    none = cell.whole - cell.answered
    return [el("td", f"{n:,}") for n in (cell.binding, cell.discretion, cell.consult, none, cell.whole)]
