"""The plainest of several cases: what a reader would take for granted, and no event that is not needed."""

from foedus.cases.graph import TRUE, Lit
from foedus.cases.incident import PROXY, STRANGER
from foedus.compare.pair import Pair

_WANTED = {
    "kind": "an attack", "attribution": "established", "scale": "full-scale", "object": "territory",
    "directed": "by itself", "deliberate": "deliberate", "provoked": "not provoked", "origin": "abroad",
}  # fmt: skip
_RARE = (
    "withdraw",
    "repeal",
    "terminate",
    "begin",
    "end",
    "waive",
    "release",
    "object",
    "act",
    "find",
    "report",
    "declare",
)


def preferred(pair: Pair) -> list[Lit]:
    """What should hold of a witness where it can, most important first."""
    g, out = pair.joint.graph, list[Lit]()
    for name, value in _WANTED.items():
        if name in g.choices and value in g.choices[name].values:
            out.append(g.chosen(name, g.choices[name].values.index(value)))
    if "attacker" in g.choices:
        values = g.choices["attacker"].values
        bearers = {n for case in pair.cases for d in case.duties for n, _ in d.members}
        out.append(g.among("attacker", [i for i, v in enumerate(values) if v not in bearers]))
        out.append(g.among("attacker", [i for i, v in enumerate(values) if v not in (PROXY, STRANGER)]))
    if "place" in g.choices:
        values = g.choices["place"].values
        out.append(g.among("place", [i for i, v in enumerate(values) if v.startswith("territory of ")]))
    leaves = {**pair.cases[1].low.leaves.all, **pair.cases[0].low.leaves.all}
    none = {n: g.chosen(n, 0) for n in leaves}
    rare = [n for n, leaf in leaves.items() if leaf.ways[0].kind in _RARE]
    out.append(g.all(*(none[n] for n in rare)))
    out += [none[n] for n in rare]
    votes = [n for n, leaf in leaves.items() if leaf.ways[0].kind == "vote"]
    if votes:
        out.append(g.all(*(g.any(none[n], g.chosen(n, 1)) for n in votes)))
    out += [g.chosen(n, 0) for n, c in g.choices.items() if c.kind == "point"]
    out += [lit for n, lit in none.items() if n not in rare]
    return [lit for lit in out if lit not in (TRUE, -TRUE)]


__all__ = ["preferred"]
