"""Which open point decides which incident: a row a point, a column an incident. It is its own table."""

from collections.abc import Sequence
from typing import NamedTuple

from foedus.model import OpenPoint
from foedus.report.markup import Markup, el, join, slug
from foedus.report.values import Run
from foedus.report.words import quoted


class Turns(NamedTuple):
    """An open point and the incidents whose outcome turns on it.

    runs: indices of runs that depend on it. unknown: indices of runs where that was not decided.
    """

    point: OpenPoint
    runs: tuple[int, ...]
    unknown: tuple[int, ...]


def deciding(run: Run) -> set[str]:
    """The open points on which what is owed in an incident turns."""
    found = {name for a in run.answers if a.depends for name in a.depends.points}
    return found | {turn.point for turn in run.turns if turn.differs}


def turns(points: Sequence[OpenPoint], runs: Sequence[Run]) -> list[Turns]:
    """For each open point, which incidents turn on it; the point with most incidents first."""
    decided = [deciding(run) for run in runs]
    found: list[Turns] = []
    for point in points:
        mine = tuple(i for i, names in enumerate(decided) if point.name in names)
        unknown = tuple(
            i for i, run in enumerate(runs) if i not in mine and (not run.complete or not run.turned)
        )
        found.append(Turns(point, mine, unknown))
    return sorted(found, key=lambda t: -len(t.runs))


def options(point: OpenPoint) -> Markup:
    """The options as written, between bars; with who reads it so, where the point is meant to be ambiguous."""
    if point.readers:
        said = [join((el("b", reader), " reads ", el("i", text))) for reader, text in
                zip(point.readers, point.texts, strict=False)]  # fmt: skip
        return join(said, "; ")
    return join([el("span", text, class_="option") for text in point.texts], " | ")


def anchor(point: str) -> str:
    """The id of an open point in a page."""
    return f"open-{slug(point)}"


def _cell(found: Turns, index: int) -> Markup:
    if index in found.runs:
        return el("td", el("a", "◐", el("span", f" turns on it: incident {index + 1}", class_="vh"),
                           href=f"#incident-{index + 1}"), class_="yes")  # fmt: skip
    if index in found.unknown:
        return el("td", "?", el("span", " not decided", class_="vh"), class_="unknown")
    return el("td", el("span", "·", aria_hidden="true"), el("span", "does not turn on it", class_="vh"))


def draw(found: Sequence[Turns], titles: Sequence[str]) -> Markup:
    """The picture, which is a table.

    Args:
        found: points with the incidents that turn on them.
        titles: the incidents, in the order of their numbers.
    """
    columns = [
        el(
            "th",
            el("a", str(i + 1), href=f"#incident-{i + 1}", title=t, aria_label=f"Incident {i + 1}: {t}"),
            scope="col",
        )
        for i, t in enumerate(titles)
    ]
    head = el("tr", el("th", "Open point", scope="col"), *columns, el("th", "Turn on it", scope="col"))
    rows = [
        el("tr",
           el("th", el("a", quoted(one.point.asks) or f"?{one.point.name}", href=f"#{anchor(one.point.name)}"),
              el("code", f"?{one.point.name}"), scope="row"),
           *(_cell(one, i) for i in range(len(titles))),
           el("td", f"{len(one.runs)} of {len(titles)}", class_="sum"))
        for one in found
    ]  # fmt: skip
    caption = el("caption", el("span", "◐ what is owed turns on the point"), el("span", "· it does not"),
                 el("span", "? not decided"), class_="note")  # fmt: skip
    return el("table", caption, el("thead", head), el("tbody", *rows), class_="grid-table")
