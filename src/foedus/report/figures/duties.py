"""Who owes whom: one line for each norm of a draft, the stronger the heavier; with the same as a table."""

from collections.abc import Callable, Sequence
from textwrap import wrap

from foedus.model import Sentence
from foedus.report.figures.happenings import cut
from foedus.report.markup import Markup, el, join
from foedus.report.phrase import Line

WIDTH = 1040.0
_FROM, _TO = 236.0, 800.0
_ROW = 52.0
_KIND = {"must": "must", "must not": "not", "may": "may", "intends to": "intends", "": "open"}
_WORD = {
    "must": "● must", "must not": "● must not", "may": "◐ may", "intends to": "◐ intends to", "": "? left open",
}  # fmt: skip
Anchor = Callable[[Sentence], str]


def _arrow(kind: str, y: float) -> Markup:
    """The line of a norm: heavy for a duty, thin for a power, ended by a bar for a prohibition."""
    stop = _TO - 12
    shaft = el("line", x1=_FROM, x2=stop, y1=y, y2=y, class_=f"n-{kind}")
    if kind == "not":
        return join((shaft, el("path", d=f"M{stop:.0f} {y - 8:.1f}v16", class_="n-bar")))
    head = el("path", d=f"M{stop:.0f} {y - 6:.1f}l11 6l-11 6z", class_=f"h-{kind}")
    return join((shaft, head))


def _two(said: str, most: int) -> list[str]:
    """A text in at most two lines."""
    lines = wrap(said, most, break_long_words=False)
    return lines if len(lines) < 3 else [lines[0], cut(" ".join(lines[1:]), most)]


def _lines(parts: list[str], x: float, y: float, class_: str, anchor: str = "start") -> Markup:
    """Lines of text, the last at y."""
    first = y - 18 * (len(parts) - 1)
    return join(
        el("text", p, x=x, y=first + 18 * i, class_=class_, text_anchor=anchor) for i, p in enumerate(parts)
    )


def _row(line: Line, y: float, first: bool, anchor: Anchor) -> tuple[Markup, float]:
    """One norm: who, how strongly and what, where it stands, towards whom; and its height."""
    kind = _KIND.get(line.modal, "open")
    said = f"{_WORD.get(line.modal, '?')}{':' if kind == 'open' else ''} {line.action}"
    place = f"{line.instrument}, {line.sentence.label}" if line.instrument else line.sentence.label
    href = anchor(line.sentence)
    act = _two(said, 74)
    who = _two(line.bearer, 30)
    target = _two(line.target or (f"as ?{line.points[0]} says" if line.points else "nobody is named"), 30)
    y += 18.0 * (len(act) - 1)
    shown = [
        _lines(act, _FROM, y - 9, "act"),
        el("text", place, x=_FROM, y=y + 17, class_="tick"),
        _arrow(kind, y),
    ]
    bearer = _lines(who, _FROM - 16, y + 5 + 9 * (len(who) - 1), "lane", "end")
    at = _lines(target, _TO + 12, y + 5 + 9 * (len(target) - 1), "lane" if line.target else "ev quiet")
    marks = el("a", *shown, href=href, aria_label=f"{line.bearer} {said}: {place}") if href else join(shown)
    return join((bearer if first else None, marks, at)), _ROW + 18.0 * (len(act) - 1)


def draw(lines: Sequence[Line], anchor: Anchor, ident: str = "duties") -> Markup:
    """The picture of who owes whom.

    Args:
        lines: the norms, in order of writing.
        anchor: where a sentence is printed.
        ident: makes its ids unique.
    """
    parts: list[Markup] = []
    y = 40.0
    last = ""
    for line in lines:
        if last and line.bearer != last:
            parts.append(el("line", x1=0, x2=WIDTH, y1=y - 30, y2=y - 30, class_="rule"))
        drawn, high = _row(line, y, line.bearer != last, anchor)
        parts.append(drawn)
        last = line.bearer
        y += high
    return el(
        "svg",
        el("title", "Who owes whom", id=f"{ident}-title"),
        el("desc", "One line for each norm: who is bound, how strongly, to what, towards whom. "
           "The same as a table follows.", id=f"{ident}-desc"),
        *parts,
        viewBox=f"0 0 {WIDTH:.0f} {y - 14:.0f}", class_="fig", role="group",
        aria_labelledby=f"{ident}-title {ident}-desc",
    )  # fmt: skip


def key() -> Markup:
    """What the lines mean."""

    def sample(kind: str, word: str) -> Markup:
        head = el("path", d="M30 2v12", class_="n-bar") if kind == "not" else el(
            "path", d="M26 2.5l11 5.5l-11 5.5z", class_=f"h-{kind}")  # fmt: skip
        drawn = el("svg", el("line", x1=0, x2=30, y1=8, y2=8, class_=f"n-{kind}"), head,
                   viewBox="0 0 40 16", width="40", height="16", aria_hidden="true")  # fmt: skip
        return el("span", drawn, word)

    kinds = (
        ("must", "must"),
        ("not", "must not"),
        ("intends", "intends to"),
        ("may", "may"),
        ("open", "left open"),
    )
    return el("p", *(sample(kind, word) for kind, word in kinds), class_="key")


def twin(lines: Sequence[Line], anchor: Anchor) -> Markup:
    """The same as a table."""
    head = el(
        "tr", *(el("th", h, scope="col") for h in ("Who", "How strongly", "What", "Towards whom", "Where"))
    )
    rows: list[Markup] = []
    for line in lines:
        href = anchor(line.sentence)
        place = f"{line.instrument}, {line.sentence.label}"
        cells = (line.bearer, line.modal or "left open", line.action, line.target or "–")
        where = el("a", place, href=href) if href else Markup(place)
        rows.append(el("tr", *(el("td", c) for c in cells), el("td", where)))
    return el("table", el("thead", head), el("tbody", *rows), class_="twin")
