"""Who blocks whom: a row a rule of decision, a dot a party; filled are as many as can block it together."""

from collections.abc import Callable, Sequence

from foedus.check.overview import BlockRow
from foedus.report.figures.lanes import width
from foedus.report.markup import Markup, el
from foedus.report.words import NUMBERS, listed

_STEP, _DOT, _ROW, _TOP = 24.0, 7.5, 40.0, 34.0
Change = Callable[[str], str]


def draw(
    rows: Sequence[BlockRow],
    change: Change = lambda said: said,
    href: Callable[[BlockRow], str] = lambda row: "",
) -> Markup:
    """The picture.

    Args:
        rows: the rules.
        change: how parties are named.
        href: where the sentence of a rule is printed; "" if it is not.
    """
    most = max(len(row.actors) for row in rows)
    left = min(430.0, max(width(_rule(row, change), 15, True) for row in rows) + 26)
    right = left + most * _STEP + 18
    parts: list[Markup] = [
        el("text", "who decides", x=left - 14, y=14, class_="tick", text_anchor="end"),
        el("text", "filled: as many as can block it", x=left - _DOT, y=14, class_="tick"),
    ]
    for i, row in enumerate(rows):
        parts.append(_row(row, _TOP + _ROW * i, left, right, change, href(row)))
    high = _TOP + _ROW * len(rows)
    return el(
        "svg", el("title", "Who can block a decision", id="blocks-title"),
        el("desc", "A row for each rule, a dot for each who decides. The same as a list follows.", id="blocks-desc"),
        *parts, viewBox=f"0 0 1040 {high:.0f}", class_="fig", role="group", aria_labelledby="blocks-title blocks-desc",
    )  # fmt: skip


def _row(row: BlockRow, y: float, left: float, right: float, change: Change, href: str) -> Markup:
    size = row.size or row.silent
    dots = [
        el("circle", el("title", change(name)), cx=left + _STEP * k, cy=y + 10, r=_DOT,
           class_="d-block" if k < size else "d-free")
        for k, name in enumerate(row.actors)
    ]  # fmt: skip
    label = el("text", _rule(row, change), x=left - 22, y=y + 15, class_="lane", text_anchor="end")
    told = el("text", blocked(row, change), x=right, y=y + 15, class_=f"ev{' gap' if size == 1 else ''}")
    inner = (label, *dots, told)
    return (
        el("a", *inner, href=href, aria_label=f"{_rule(row, change)}: {blocked(row, change)}")
        if href
        else el("g", *inner)
    )


def _rule(row: BlockRow, change: Change) -> str:
    return change(row.rule)


def blocked(row: BlockRow, change: Change) -> str:
    """How few can block it, in a few words."""
    size = row.size or row.silent
    how = "" if row.size else " by silence"
    if not size:
        return "nobody can block it"
    if len(row.actors) == 1:
        return f"{change(row.actors[0])} alone decides"
    if size == len(row.actors):
        return f"only all {_number(size)} together{how}"
    smallest = [names for names in row.refuse if len(names) == size]
    if size == 1 and len(smallest) == 1 and len(row.refuse) > 1:
        return f"{change(smallest[0][0])} alone{how}"
    return f"any {_number(size)} can{how}"


def _number(size: int) -> str:
    return NUMBERS[size] if size < len(NUMBERS) else str(size)


def twin(rows: Sequence[BlockRow], change: Change, cite: Callable[[BlockRow], Markup | None]) -> Markup:
    """The same as a list: who can block by refusing, by silence, and how many suffice."""
    head = el(
        "tr",
        *(el("th", h, scope="col") for h in ("Rule", "Blocks by refusing", "By silence", "Suffice", "Where")),
    )
    body = [
        el("tr", el("th", _rule(row, change), scope="row"), el("td", _sets(row, change)),
           el("td", f"{_number(row.silent)} of {len(row.actors)}" if row.silent else "nobody"),
           el("td", f"{_number(row.enough)} of {len(row.actors)}" if row.enough else "nobody"), el("td", cite(row)))
        for row in rows
    ]  # fmt: skip
    return el("table", el("thead", head), el("tbody", *body), class_="twin")


def _sets(row: BlockRow, change: Change) -> str:
    if not row.refuse:
        return "nobody"
    shown = "; or ".join(listed([change(n) for n in names]) for names in row.refuse[:4])
    return f"{_number(row.size)} of {len(row.actors)}: for example {shown}"
