"""How much an open point decides, and what each of its options gives, as bars; each bar has its words beside it."""

from collections.abc import Sequence
from fractions import Fraction

from foedus.model.ranking import Gives
from foedus.report.markup import Markup, el, join
from foedus.report.ranked import LEVELS, gives, percent

_CLASS = {"binding": "g-binding", "late": "g-late", "discretion": "g-discretion", "consult": "g-consult",
          "unsettled": "c-unsettled", "nothing": "g-nothing"}  # fmt: skip


def bar(share: Fraction, whole: Fraction) -> Markup:
    """A point's share against the largest; what is not nothing shows."""
    wide = max(0.6, float(100 * share / whole)) if share and whole else 0.0
    return el(
        "i", el("i", class_="g-binding", style=f"width:{wide:.2f}%"), class_="bar-of", aria_hidden="true"
    )


def key() -> Markup:
    """What the parts of an option's bar mean."""
    return el("p", *(el("span", el("i", class_=f"swatch {_CLASS[name]}"), said) for name, said in LEVELS.items()),
              class_="key")  # fmt: skip


def options(found: Sequence[Gives]) -> Markup:
    """A row an option: its words, a bar of what it gives, the figures. It is its own table."""
    rows = [
        el("tr", el("th", one.option, scope="row"), el("td", _stack(one), class_="stack"),
           el("td", gives(one), class_="n"))
        for one in found
    ]  # fmt: skip
    return el("table", el("tbody", *rows), class_="gives")


def _stack(one: Gives) -> Markup:
    shares = {name: getattr(one, name) for name in LEVELS}
    parts = [
        el("i", class_=_CLASS[name], style=f"width:{float(100 * share):.2f}%")
        for name, share in shares.items() if share
    ]  # fmt: skip
    said = "; ".join(f"{percent(share)} {LEVELS[name]}" for name, share in shares.items() if share)
    return join((el("i", *parts, class_="bar-of", aria_hidden="true"), el("span", said, class_="vh")))
