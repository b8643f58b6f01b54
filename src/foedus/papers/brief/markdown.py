"""Papers as Markdown."""

from collections.abc import Iterator, Sequence

from foedus.papers.brief.doc import Block, Document, Head, Item, Listing, Pairs, Para, Table


def markdown(document: Document) -> str:
    """A document as Markdown, one paper after the other."""
    parts = [
        "\n\n".join(text for block in sheet.blocks for text in _block(block)) for sheet in document.sheets
    ]
    return "\n\n---\n\n".join(parts) + f"\n\n*{document.foot}*\n"


def _clean(said: str) -> str:
    return " ".join(said.split()).replace("*", r"\*").replace("<", "&lt;")


def item(one: Item) -> str:
    """A sentence with its lead in bold and its place in parentheses.

    >>> item(Item("It must.", "article 3", "Who:"))
    '**Who:** It must. (article 3)'
    """
    box = "☐ " if one.box else ""
    lead = f"**{_clean(one.lead)}** " if one.lead else ""
    text = f"*{_clean(one.text)}*" if one.quiet and one.text else _clean(one.text)
    note = f" *{_clean(one.note)}*" if one.note else ""
    where = f" ({_clean(one.where)})" if one.where else ""
    return f"{box}{lead}{text}{note}{where}".strip()


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Head):
        yield f"{'#' * block.level} {_clean(block.text)}"
    elif isinstance(block, Para):
        yield item(block.item)
    elif isinstance(block, Pairs):
        yield "\n".join(_pair(label, items) for label, items in block.rows)
    elif isinstance(block, Listing):
        marks = [f"{n}." if block.style == "numbered" else "-" for n in range(1, len(block.items) + 1)]
        yield "\n".join(f"{mark} {item(one)}" for mark, one in zip(marks, block.items, strict=True))
    elif isinstance(block, Table):
        yield f"**{_clean(block.caption)}**"
        yield _table(block)
    else:
        for one in block.blocks:
            yield from _block(one)


def _pair(label: str, items: Sequence[Item]) -> str:
    if len(items) == 1:
        return f"- **{label}.** {item(items[0])}"
    return "\n".join((f"- **{label}.**", *(f"  - {item(one)}" for one in items)))


def _table(block: Table) -> str:
    rows = [f"| {' | '.join(block.heads)} |", f"|{' --- |' * len(block.heads)}"]
    for row in block.rows:
        cells = ["<br>".join(map(item, cell)).replace("|", r"\|") or "–" for cell in row]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)
