"""Facets that change alike, put together: over bearers, over measures, over plain boxes of attacks and completions."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.completions import Cube, Set
from foedus.cases.graph import FALSE, Graph, Is, Lit
from foedus.cases.incident import STRANGER as _STRANGER
from foedus.compare.facets import Facet
from foedus.compare.force import InForce
from foedus.compare.observed import Decided, Lasting, Owed
from foedus.compare.pair import Pair
from foedus.compare.regions import boxes
from foedus.engine.prepared import Prov
from foedus.model import Ref
from foedus.model.node import bare
from foedus.model.norms import NEVER_COUNT

# What a difference under willing conduct may first part at.
CLASSES = {
    "gone": ("gone", "not opened", "unbound"),
    "new": ("new", "opened", "bound"), "weaker": ("weaker",),
    "stronger": ("stronger",), "no clock": ("no clock",), "clock": ("clock",),
    "later": ("later", "arises later"), "sooner": ("sooner", "arises sooner"),
    "arises later": ("arises later", "opens otherwise"),
    "arises sooner": ("arises sooner", "opens otherwise"), "otherwise": ("otherwise",), "members": ("members",),
    "changed": ("gone", "new"), "not opened": ("not opened",), "opened": ("opened",),
}  # fmt: skip


class Group(Struct, frozen=True):
    """Facets that are told in one sentence, and the cases that it speaks of.

    lit: the cases, in the graph of both. box: the plain box of attacks and completions, if it is told by one; base:
    the box that all lies in anyway. least: how few sentences of the kind would do. willing: under the conduct assumed
    first; shows: where it shows there. echo: a difference under willing conduct, under other conduct, too.
    told: the box as it is put into words.
    """

    kind: str
    facets: tuple[Facet, ...]
    lit: Lit
    box: Cube
    willing: bool
    shows: Lit
    every: bool = True
    least: int = 1
    also: tuple[Facet, ...] = ()
    echo: bool = False
    told: Cube = {}
    some: bool = False  # it shows in some cases, which no plain box tells

    @property
    def of(self) -> frozenset[Ref]:
        """The sentences that it is of: where their words differ between the drafts those, else all."""
        return frozenset(x.prov.ref for f in self.facets for x in leading(f))

    @property
    def who(self) -> tuple[str, ...]:
        """The bearers."""
        return tuple(dict.fromkeys(f.who for f in self.facets if f.who))

    @property
    def what(self) -> tuple[str, ...]:
        """The measures."""
        return tuple(dict.fromkeys(f.what for f in self.facets))

    def sides(self, number: int) -> list["Owed | Decided | Lasting"]:
        """What a draft has of it."""
        return [x for f in self.facets for x in (f.one, f.two)[number] if not isinstance(x, InForce)]


def bearers(facet: Facet, kind: str = "") -> list[str]:
    """Who bears it; several, where it is borne together: in the draft that has it, if only one of them does."""
    sides = facet.one if kind in ("gone", "no clock") else facet.two if kind in ("new", "clock") else None
    joint = [n for x in sides or (*facet.one, *facet.two) if isinstance(x, Owed) for n, _ in x.members]
    return list(dict.fromkeys(joint)) or [facet.who]


class Groups:
    """The facets of a pair, grouped.

    Args:
        pair: the drafts.
        budget: seconds for decision diagrams.
        lasting: look also at what binds without anything that sets it off.
    """

    def __init__(self, pair: Pair, budget: float | None, *, lasting: bool = True) -> None:
        self.pair, self.g = pair, pair.joint.graph
        self.within, self.found = pair.at_once
        if not lasting:
            self.found = [f for f in self.found if not isinstance((f.one + f.two)[0], (Lasting, InForce))]
        self.bdd = Bdd(self.g, self.within, budget)
        kinds = ("incident", "point")
        used = {leaf.choice for leaf in self.g.leaves([f.lit for f in self.found]) if isinstance(leaf, Is)}
        self.keep = [
            n
            for n, c in self.g.choices.items()
            if c.kind in kinds and (n in used or n in ("attacker", "victim"))
        ]

    def at_once(self) -> list[Group]:
        """What differs while everybody does at once what the texts ask for, in as few sentences as can be."""
        sets = [(f, self.bdd.project(f.lit, self.keep)) for f in self.found]
        sets = [(f, s) for f, s in sets if not s.is_empty]
        duties = [(f, s) for f, s in sets if f.one + f.two and isinstance((f.one + f.two)[0], Owed)]
        out = self._told(duties)
        covered = [
            self.bdd.project(self._in(grp.box), self.keep)
            for grp in out
            if grp.kind in ("gone", "new", "changed")
        ]
        for f, s in sets:
            if f.kind in ("not opened", "opened") and not any(s <= c for c in covered):
                out += self._boxed(f.kind, [f], s, s, ())
        return out

    def _told(self, sets: Sequence[tuple[Facet, Set]]) -> list[Group]:
        clusters: list[tuple[tuple[object, ...], list[tuple[Facet, Set]]]] = []
        for f, found in sets:
            key = (f.kind, _strongest(f), procedural(f))
            home = next((row for k, row in clusters if k == key and self._alike(row[0], (f, found))), None)
            if home is None:
                clusters.append((key, [(f, found)]))
            else:
                home.append((f, found))
        rows = sorted(
            (part for _, row in clusters for part in _apart(row)), key=lambda row: procedural(row[0][0])
        )
        out: list[Group] = []
        used: set[int] = set()
        for k, row in enumerate(rows):
            if k in used:
                continue
            kind = row[0][0].kind
            whole = self._union([s for _, s in row])
            instead: list[tuple[Facet, Set]] = []
            for m in range(k + 1, len(rows)) if kind in ("gone", "new") else ():
                if m not in used and self._instead(row, whole, rows[m]):
                    used.add(m)
                    instead = rows[m]
                    break
            facets = [f for f, _ in row]
            base = self.base(kind, facets)
            if instead:
                gone, new = (row, instead) if kind == "gone" else (instead, row)
                out += self._boxed("changed", [f for f, _ in gone], whole, base, [f for f, _ in new])
            else:
                out += self._boxed(kind, facets, whole, base, ())
        return out

    def _instead(self, row: list[tuple[Facet, Set]], whole: Set, other: list[tuple[Facet, Set]]) -> bool:
        """Whether the same owe one thing in one draft where they owe another in the other."""
        kinds = {row[0][0].kind, other[0][0].kind}
        return (
            kinds == {"gone", "new"}
            and {f.who for f, _ in other} == {f.who for f, _ in row}
            and self._union([s for _, s in other]) == whole
        )

    def _alike(self, one: tuple[Facet, Set], two: tuple[Facet, Set]) -> bool:
        """Whether two facets show in the same cases, but for attacks by or on their bearers themselves."""
        if one[1] == two[1]:
            return True
        own = self._own({*bearers(one[0]), *bearers(two[0])})
        left, right = one[1] - own, two[1] - own
        if left != right:
            return False
        rest = [n for n in self.keep if n not in ("attacker", "victim")]
        return not left.is_empty or one[1].onto(rest) == two[1].onto(rest)

    def base(self, kind: str, facets: Sequence[Facet], only: bool = False) -> Set:
        """Where it comes at all: in the draft that has it, or in both; only of what one draft says otherwise."""
        g = self.g
        mine = {id(x) for f in facets for x in leading(f)} if only else set[int]()
        one, two = (
            g.any(
                *(
                    x.exists for f in facets for x in (f.one, f.two)[k]
                    if isinstance(x, Owed) and (not only or id(x) in mine)
                )
            )
            for k in (0, 1)
        )  # fmt: skip
        lit = one if kind in ("gone", "changed") else two if kind == "new" else g.all(one, two)
        return self.bdd.project(lit, self.keep)

    def _own(self, who: Iterable[str]) -> Set:
        """Attacks by or on one of these bearers, for whom it is different."""
        g, lits = self.g, list[Lit]()
        names = set(who)
        for choice in ("attacker", "victim"):
            if choice in g.choices:
                values = g.choices[choice].values
                lits.append(g.any(*(g.chosen(choice, i) for i, v in enumerate(values) if v in names)))
        return self.bdd.project(g.any(*lits), self.keep)

    def _union(self, sets: Sequence[Set]) -> Set:
        out = sets[0]
        for one in sets[1:]:
            out = out | one
        return out

    def _boxed(
        self, kind: str, facets: Sequence[Facet], whole: Set, base: Set, also: Sequence[Facet]
    ) -> list[Group]:  # fmt: skip
        points = [n for n in whole.names if self.g.choices[n].kind == "point"]
        cover, least = boxes(whole.amid(base))
        out: list[Group] = []
        for box in cover:
            here = whole & whole.box(box)
            if here.is_empty:
                continue
            every = not points or here.onto(points).is_all
            lits = [f.lit for f in (*facets, *also)]
            shows = self.g.all(self.within, self._in(box), self.g.any(*lits))
            names = [*box, *(["victim"] if "object" in box and "victim" in whole.names else [])]
            told = {n: self._taken(here, n) for n in dict.fromkeys(names)}
            if "attacker" in box and _STRANGER in self._labels("attacker", told["attacker"]):
                idle = frozenset(v for v in box["attacker"] if base.given({"attacker": v}).is_empty)
                told["attacker"] |= idle  # of whom nothing is said anyway
            out.append(
                Group(kind, tuple(facets), FALSE, box, True, shows, every, least, tuple(also), told=told)
            )
        return out

    def _labels(self, name: str, values: Iterable[int]) -> list[str]:
        return [self.g.choices[name].values[v] for v in values]

    def _taken(self, found: Set, name: str) -> frozenset[int]:
        """The values that a choice takes in a set: what a box holds beside it is not said."""
        size = len(self.g.choices[name].values)
        return frozenset(v for v in range(size) if not found.given({name: v}).is_empty)

    def _in(self, box: Cube) -> Lit:
        g = self.g
        return g.all(*(g.among(n, v) for n, v in box.items()))

    # ---- whatever anybody does -----------------------------------------------------------------------------------

    def reach(self, group: Group, first: Sequence[Facet]) -> tuple[Lit, list[Facet]]:
        """The cases that a sentence of the conduct assumed first covers under any conduct, and what it tells of."""
        kinds = CLASSES[group.kind]
        mine = {(f.who, f.what) for f in (*group.facets, *group.also)}
        told = [
            f for f in first
            if f.kind in kinds
            and ((f.who, f.what) in mine or procedural(f) or f.kind in ("not opened", "opened", "opens otherwise"))
        ]  # fmt: skip
        return self.g.all(self._in(group.box), self.g.any(*(f.lit for f in told))), told


def by_cause(first: Sequence[Facet]) -> list[list[Facet]]:
    """First partings that are told in one sentence: of one decision, or of one provision for all its bearers."""
    out: dict[object, list[Facet]] = {}
    for f in first:
        if f.kind == "force":
            out.setdefault((f.kind, f.what), []).append(f)
            continue
        refs = frozenset(x.prov.ref for x in (*f.one, *f.two) if not isinstance(x, InForce))
        out.setdefault((f.kind, refs, procedural(f)), []).append(f)
    return list(out.values())


def leading(facet: Facet) -> list["Owed | Decided | Lasting"]:
    """What a facet is of: what only one draft says, if there is any such; else all."""
    one, two = ([x for x in side if not isinstance(x, InForce)] for side in (facet.one, facet.two))
    said = [{_said(x.prov) for x in side} for side in (one, two)]
    apart = [x for x in one if _said(x.prov) not in said[1]]
    apart += [x for x in two if _said(x.prov) not in said[0]]
    return apart or [*one, *two]


@lru_cache(maxsize=4096)
def _known(prov: "_Same") -> str:
    return repr(bare(prov.prov.body))


class _Same:
    """A provision told apart by which it is, not by what it says."""

    def __init__(self, prov: Prov) -> None:
        self.prov = prov

    def __hash__(self) -> int:
        return id(self.prov)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.prov is self.prov


def _said(prov: Prov) -> str:
    """What a provision says, wherever it stands."""
    return _known(_Same(prov))


def procedural(facet: Facet) -> bool:
    """Whether it is of a step of procedure, which matters by what follows from it."""
    return is_step(facet.what) and isinstance((facet.one + facet.two)[0], Owed)


def is_step(measure: str) -> bool:
    """Whether a measure is a step of procedure and no help."""
    return measure.split(" ")[0] in NEVER_COUNT


def _apart(row: list[tuple[Facet, Set]]) -> list[list[tuple[Facet, Set]]]:
    """Facets that are alike but for bearer and measure, so that each bearer has the same measures."""
    measures: dict[str, set[str]] = {}
    for f, _ in row:
        measures.setdefault(f.who, set()).add(f.what)
    out: dict[frozenset[str], list[tuple[Facet, Set]]] = {}
    for f, s in row:
        out.setdefault(frozenset(measures[f.who]), []).append((f, s))
    return list(out.values())


def _strongest(facet: Facet) -> tuple[str, str]:
    """The strongest modal that each draft has of it."""
    best: list[str] = []
    for side in (facet.one, facet.two):
        owed = [x for x in side if isinstance(x, Owed)]
        best.append(max(owed, key=lambda x: x.rank).modal if owed else "")
    return best[0], best[1]


__all__ = ["CLASSES", "Graph", "Group", "Groups", "by_cause"]
