"""The plainest of several cases: what a reader need not ask about is as usual."""

from foedus.cases.graph import Lit
from foedus.check.view import View

_USUAL = {"directed": 0, "object": 0}


def plain(view: View) -> list[Lit]:
    """What should hold of a witness where it can, the most telling first."""
    g = view.graph
    out: list[Lit] = []
    if "attribution" in g.choices:
        labels = g.choices["attribution"].values
        out.append(g.chosen("attribution", len(labels) - 1))
    if "scale" in g.choices:
        out.append(g.chosen("scale", 2))
    out += [g.chosen(name, value) for name, value in _USUAL.items() if name in g.choices]
    idle = [
        -view.low.leaves.takes(leaf) for leaf in view.low.leaves.all.values()
        if leaf.ways[0].kind in ("begin", "end", "withdraw", "repeal", "waive")
    ]  # fmt: skip
    return [*out, g.all(*idle)]
