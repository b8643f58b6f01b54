"""Cases in which what takes place takes place at once: the shortest timelines that show something.

Every event of the case space has a fixed instant (entry long before the attack, all else at the attack), and may take
place or not. So nothing but choices is left, and a case is found with as few events as can be.
"""

from collections.abc import Iterable, Mapping, Sequence

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.graph import TRUE, Atom, Graph, Is, Lit
from foedus.cases.incident import PROXY, STRANGER
from foedus.cases.rewrite import Rewriting
from foedus.check.view import Answer, View
from foedus.language.names import BUILTIN_MEANS
from foedus.model.norms import CONTENT

TEXT = "what takes place takes place at once"
FREE = (
    "begin",
    "end",
    "decide",
    "report",
    "consent",
    "declare",
    "request",
    "vote",
    "sign",
    "enact",
    "ratify",
    "invoke",
)
"""Events that a short timeline does without, the rarest first."""


def at_once(view: View) -> Assumed:
    """All events at their instants of the willing conduct, each of which may take place or not."""
    return view.assume(Conduct({}, view.willing.conduct.times, TEXT))


def willing_box(view: View, but: Iterable[str] = (), kinds: Iterable[str] = ()) -> list[Lit]:
    """What the willing conduct chooses, as conditions.

    Args:
        view: the draft.
        but: events that may go in any way.
        kinds: kinds of events that go as a willing party makes them go, or do not take place.
    """
    out, free, leaves = list[Lit](), set(but), view.low.leaves.all
    left = set(kinds)
    for name, values in view.willing.conduct.choices.items():
        if name in free:
            continue
        loose = name in leaves and leaves[name].ways[0].kind in left
        out.append(view.graph.among(name, {*values, 0} if loose else values))
    return [lit for lit in out if lit != TRUE]


def plain(view: View) -> list[Lit]:
    """The plainest attack, and the plainest completion: what a reader would take for granted, most important first."""
    g, out = view.graph, list[Lit]()
    wanted = {
        "kind": "an attack", "attribution": "established", "scale": "full-scale", "object": "territory",
        "directed": "by itself", "deliberate": "deliberate", "provoked": "not provoked", "origin": "abroad",
    }  # fmt: skip
    for name, value in wanted.items():
        if name in g.choices and value in g.choices[name].values:
            out.append(g.chosen(name, g.choices[name].values.index(value)))
    if "attacker" in g.choices:
        values, bearers = g.choices["attacker"].values, {n for x in view.answers for n, _ in x.duty.members}
        out.append(g.among("attacker", [i for i, v in enumerate(values) if v not in bearers]))
        out.append(g.among("attacker", [i for i, v in enumerate(values) if v not in (PROXY, STRANGER)]))
    if "place" in g.choices:
        values = g.choices["place"].values
        out.append(g.among("place", [i for i, v in enumerate(values) if v.startswith("territory of ")]))
    if "victim" in g.choices:
        out.append(g.chosen("victim", 0))
    if "means" in g.choices:
        values = g.choices[
            "means"
        ].values  # the means of open war come first among those that every text knows
        usual = [values.index(m) for m in BUILTIN_MEANS if m in values]
        out.append(g.chosen("means", usual[0] if usual else 0))
    out.extend(g.chosen(name, 0) for name in view.points if len(g.choices[name].values) > 1)
    return out


def few(view: View) -> list[Lit]:
    """No event that is not needed, the rarest first."""
    leaves = view.low.leaves
    rank = {kind: i for i, kind in enumerate(FREE)}
    order = sorted(leaves.all.values(), key=lambda leaf: rank.get(leaf.ways[0].kind, -1))
    return [-leaves.takes(leaf) for leaf in order]


def shortest(view: View, assumed: Assumed, *lits: Lit, prefer: Sequence[Lit] = ()) -> Cell | None:
    """A case in which all of these hold, with a plain attack and as few events as can be."""
    key = "plain and few", len(view.graph.choices)  # which may become more
    usual = view.once(key, lambda: [*plain(view), *few(view)])
    return view.cell(assumed, *lits, prefer=[*prefer, *usual])


def fixed(view: View, cell: Cell, but: Iterable[str] = (), kinds: Iterable[str] = ()) -> list[Lit]:
    """A case as conditions on its choices; some choices, by name or kind of event, are left free."""
    g, leaves = view.graph, view.low.leaves.all
    free, left = set(but), set(kinds)
    return [
        g.chosen(name, cell.choices[name]) for name in g.choices
        if name not in free and not (name in leaves and leaves[name].ways[0].kind in left)
    ]  # fmt: skip


class Seen:
    """What conditions come to in one case; what was looked at once is kept."""

    def __init__(self, view: View, cell: Cell) -> None:
        self.graph, self.cell = view.graph, cell
        self.holds = view.graph.evaluator(self._leaf).holds  # whether something holds in the case

    def _leaf(self, key: Is | Atom) -> bool:
        choices, times = self.cell.choices, self.cell.times
        if isinstance(key, Is):
            return choices.get(key.choice, 0) == key.value
        return times.get(key.u, 0) - times.get(key.v, 0) <= key.c


def holds(view: View, lit: Lit, cell: Cell) -> bool:
    """Whether something without times holds in a case."""
    kept = view.once("seen", dict[int, Seen])
    if id(cell) not in kept:
        kept[id(cell)] = Seen(view, cell)  # keeps the case, so that its number stays its own
    return kept[id(cell)].holds(lit)


def rests_on(view: View, lit: Lit, names: Iterable[str]) -> bool:
    """Whether something rests on any of these choices."""
    return not choices_of(view, lit).isdisjoint(names)


def choices_of(view: View, lit: Lit) -> frozenset[str]:
    """The choices on which something rests."""
    return view.once(
        ("choices", lit), lambda: frozenset(k.choice for k in view.graph.leaves([lit]) if isinstance(k, Is))
    )


def given(view: View, lit: Lit, values: Mapping[str, int]) -> Lit:
    """Something once some choices are made."""
    return Given(view.graph, values).lit(lit)


class Given(Rewriting):
    """A graph once some choices are made; what is decided by them is not looked into further.

    Args:
        graph: the graph.
        values: the number of the value by choice.
    """

    def __init__(self, graph: Graph, values: Mapping[str, int]) -> None:
        self.values = dict(values)
        super().__init__(graph, self.values)

    def but(self, root: Lit, name: str, value: int) -> Lit:
        """Something with one of the choices made otherwise; what does not rest on it is not worked out again."""
        g, before = self.graph, self.lit(root)
        values = (g.find(Is(name, v)) for v in range(len(g.choices[name].values)))
        moved = g.hanging([root], [n for n in values if n is not None])
        if not moved:
            return before
        return self.made.copy({**self.values, name: value}, moved).lit(root)


def best_level(view: View, among: Sequence[Answer]) -> str:
    """The strongest level among some answers."""
    found = {a.level for a in among}
    return next((level for level in ("binding", "discretion", "consult") if level in found), "")


def owed_text(view: View, answer: Answer) -> str:
    """What an answer is, as an expectation names it: assistance, consultation or its first measure."""
    names = [m for ms in answer.form.measures for m in ms]
    name = next((m for m in names if CONTENT.get(m, 3) > 1), names[0])
    return {"assist": "assistance", "consult": "consultation"}.get(name, name)


def fact(view: View, cell: Cell, name: str) -> str:
    """A fact of the attack in a case."""
    if name not in view.graph.choices:
        return view.low.incident.values(name)[0][0]
    return view.graph.choices[name].values[cell.choices.get(name, 0)]


def defaults(view: View) -> dict[str, int]:
    """What happens where all goes as it should: all have ratified, all consent, nobody leaves, no term is over."""
    out = {n: min(v) for n, v in view.willing.conduct.choices.items() if len(v) == 1}
    for leaf in view.low.leaves.all.values():
        if leaf.ways[0].kind in ("begin", "end"):
            out[leaf.name] = int(leaf.ways[0].kind == "begin")
    return out


def settled(view: View, lit: Lit, cell: Cell) -> Lit:
    """Something in the attack of a case, with all that happens in it: what is left turns on the open points."""
    return given(view, lit, {n: cell.choices[n] for n, c in view.graph.choices.items() if c.kind != "point"})


def strongest(view: View) -> list[Answer]:
    """The answers of the strongest level that there is."""
    first = [x for x in view.answers if not x.duty.prov.consequence] or view.answers
    level = best_level(view, first)
    return [x for x in first if x.level == level]


def by_text(answers: Sequence[Answer]) -> list[list[Answer]]:
    """Some answers, text by text."""
    texts = dict.fromkeys(x.duty.prov.ins for x in answers)
    return [[x for x in answers if x.duty.prov.ins == ins] for ins in texts]


def attack(view: View) -> Cell | None:
    """The plainest attack that is answered at all, with what its answer needs; None if none is."""
    return view.once("the plainest attack", lambda: _attack(view))


def _attack(view: View) -> Cell | None:
    a = at_once(view)
    some = a.lit(view.graph.any(*(view.arises(x) for x in strongest(view))))
    return shortest(view, a, some, *willing_box(view, kinds=FREE))


def around(view: View, cell: Cell, kinds: Sequence[str] = (), at: int | None = None) -> Assumed:
    """One attack, where all goes as it should: only the open points, and events of some kinds, are left free.

    Args:
        view: the draft.
        cell: a case of that attack.
        kinds: kinds of events that may take place or not.
        at: when they do, in minutes from the attack; by default as at once.
    """
    usual, leaves = defaults(view), view.low.leaves.all
    values = {n: cell.choices[n] for n, c in view.graph.choices.items() if c.kind != "point"} | usual
    left = {n for n, leaf in leaves.items() if leaf.ways[0].kind in kinds}
    times = dict(view.willing.conduct.times)
    if at is not None:
        times |= {leaves[n].var: at for n in left}
    key = "-".join(str(values[n]) for n in view.incident)
    text = f"attack {key}; {', '.join(kinds)} at {at}"
    return view.assume(Conduct({n: frozenset({v}) for n, v in values.items() if n not in left}, times, text))
