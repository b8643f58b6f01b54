"""Witnesses that are as short as they can be: events may take place or not, at the instants of a willing conduct."""

from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.graph import Lit
from foedus.check.conducts import free, unhurried
from foedus.check.view import View

_FREE = (
    "ratify", "sign", "enact", "begin", "end", "invoke", "request", "vote", "decide", "declare", "consent", "report",
    "object", "release", "find",
)  # fmt: skip
_LOOSE = ("decide", "declare", "consent", "object", "release", "find")  # may come at any time
_FREE_TEXT = "whoever wishes does at once what the text asks for or lets it do"


def lenient(view: View) -> Assumed:
    """Each may do at once what the text lets it do, or leave it; nobody leaves, and it is known who attacked."""
    return view.once("lenient", lambda: view.assume(unhurried(_free(view), view.case, _LOOSE, _FREE_TEXT)))


def prompt(view: View) -> Assumed:
    """As `lenient`, where what takes place takes place at once: a question of choices alone, soon answered."""
    return view.once("prompt", lambda: view.assume(_free(view)))


def _free(view: View) -> Conduct:
    made = free(view.willing.conduct, view.case, _FREE, f"{_FREE_TEXT}, and all at once")
    return Conduct({n: v for n, v in made.choices.items() if n != "attribution"}, made.times, made.text)


def quiet(view: View) -> list[Lit]:
    """No event that is not needed, the rarest first."""
    kinds = (
        "begin",
        "end",
        "decide",
        "report",
        "consent",
        "declare",
        "request",
        "vote",
        "invoke",
        "sign",
        "enact",
    )
    leaves = view.low.leaves
    rank = {kind: i for i, kind in enumerate(kinds)}
    order = sorted(leaves.all.values(), key=lambda leaf: rank.get(leaf.ways[0].kind, len(kinds)))
    return [-leaves.takes(leaf) for leaf in order]


def plain(view: View) -> list[Lit]:
    """The plainest of attacks: large, deliberate and unprovoked, on territory, by itself, of known origin."""
    g = view.graph
    wanted = (
        ("attribution", "established"), ("scale", "full-scale"), ("object", "territory"), ("directed", "by itself"),
        ("deliberate", "deliberate"), ("provoked", "not provoked"),
    )  # fmt: skip
    return [
        g.chosen(name, g.choices[name].values.index(value)) for name, value in wanted
        if name in g.choices and value in g.choices[name].values
    ]  # fmt: skip
