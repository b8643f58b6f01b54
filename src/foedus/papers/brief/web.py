"""Papers as one self-contained HTML page, in the look of the review; each paper begins a page in print."""

from importlib.resources import files

from foedus.papers.brief.doc import Block, Document, Head, Item, Listing, Pairs, Para, Sheet, Table
from foedus.papers.brief.wording import pieces
from foedus.report.markup import Markup, el, join
from foedus.report.page import shell


def html(document: Document) -> str:
    """A document as HTML that needs nothing else."""
    sheets = [_sheet(one, document) for one in document.sheets]
    nav = None
    if len(sheets) > 1:
        rows = [el("li", el("a", one.name, href=f"#{one.ident}")) for one in document.sheets]
        nav = el("nav", el("ol", *rows), aria_label="Contents", class_="contents")
    style = files("foedus.papers.brief").joinpath("papers.css").read_text("utf-8")
    foot = (
        el(
            "p",
            "Our draft, our options: nobody has published this text as an instrument, unless a source says so.",
        ),
        el("p", document.foot),
    )
    what = document.sheets[0].name.lower() if len(sheets) == 1 else "papers"
    return shell(what, f"{document.subject}: {document.title}", (nav, *sheets), foot, document.asof, document.version,
                 style)  # fmt: skip


def _sheet(one: Sheet, document: Document) -> Markup:
    body = [_block(block, f"{one.ident}-{number}") for number, block in enumerate(one.blocks)]
    kicker = el("p", el("b", one.name), el("span", "Our draft, our options"), class_="kicker")
    small = el("p", document.foot, class_="running", aria_hidden="true")
    scale = f"--k:{one.scale}" if one.one else None
    return el("section", kicker, *body, small, id=one.ident, class_=f"sheet{' one' if one.one else ''}", style=scale,
              aria_label=one.name)  # fmt: skip


def _marked(said: str) -> Markup:
    """A text with its brackets marked."""
    return join([el("span", text, class_="br") if bracket else text for text, bracket in pieces(said)])


def item(one: Item) -> Markup:
    """A sentence with its lead, note and place."""
    parts: list[str | None] = [
        el("b", _marked(one.lead), " ") if one.lead else None,
        el("span", _marked(one.text), class_="quiet") if one.quiet else _marked(one.text),
        el("i", " ", _marked(one.note)) if one.note else None,
        el("span", f" ({one.where})", class_="place") if one.where else None,
    ]
    if one.box:
        return el("label", el("input", type="checkbox"), " ", join(parts), class_="box")
    return join(parts)


def _block(block: Block, ident: str) -> Markup:
    if isinstance(block, Head):
        return el(f"h{block.level}", block.text)
    if isinstance(block, Para):
        return el("p", item(block.item), class_=block.style or None)
    if isinstance(block, Pairs):
        rows = [el("div", el("dt", label), _said(items, block.apart)) for label, items in block.rows]
        return el("dl", *rows, class_="pairs")
    if isinstance(block, Listing):
        name = "ol" if block.style == "numbered" else "ul"
        return el(name, *(el("li", item(one)) for one in block.items), class_=f"list {block.style}")
    if isinstance(block, Table):
        return _table(block, ident)
    return el("article", *(_block(one, ident) for one in block.blocks), class_="card")


def _said(items: tuple[Item, ...], apart: bool) -> Markup:
    if apart and len(items) > 1:
        return el("dd", *(el("p", item(one)) for one in items))
    return el("dd", join([item(one) for one in items], " "))


def _table(block: Table, ident: str) -> Markup:
    columns = [el("col", style=f"width:{wide}%").replace("</col>", "") for wide in block.widths]
    head = el("tr", *(el("th", one, scope="col") for one in block.heads))
    rows: list[Markup] = []
    for row in block.rows:
        cells = [join([el("p", item(one)) if len(cell) > 1 else item(one) for one in cell]) for cell in row]
        rows.append(
            el("tr", *(el("td", cell, data_head=name) for cell, name in zip(cells, block.heads, strict=True)))
        )
    return el("table", el("caption", block.caption), el("colgroup", *map(Markup, columns)), el("thead", head),
              el("tbody", *rows), class_="rows", id=ident)  # fmt: skip
