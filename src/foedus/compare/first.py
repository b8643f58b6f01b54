"""Where two drafts first part: each step is compared as if all before it had come alike.

A case comes out differently if and only if some step parts in it, taken so: at the first step that does, all before it
have indeed come alike. So what hangs on a change is never compared, and most steps are alike without being looked at.
"""

from collections.abc import Iterator
from itertools import zip_longest

from foedus.cases.decisions import Decides
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.times import NEVER, Time
from foedus.compare.facets import (
    Facet,
    decision_kinds,
    first_earlier,
    lasting_facets,
    members_alike,
    same_owed,
    weaker_than,
    without,
)
from foedus.compare.force import force_facets
from foedus.compare.joint import Joint, Side, Under
from foedus.compare.observed import Observed, Owed, all_times, decided, exists, same_time

_ASPECTS = ("opened", "due", "voted", "refused", "lapsed", "default_yes", "default_no", "void")


class First:
    """The first partings of two drafts.

    Args:
        joint: the graph of both.
        apart: times of the second draft that are never taken to be those of the first.
    """

    def __init__(self, joint: Joint, apart: frozenset[str] = frozenset()) -> None:
        self.joint, self.g = joint, joint.graph
        self.side: Side = joint.given_alike()
        self.apart = apart
        self.hidden: dict[
            str, list[Lit]
        ] = {}  # where a time that comes alike stands elsewhere when it does not come
        self.one, self.two = Observed(Under(joint.one)), Observed(Under(self.side))

    def facets(self) -> Iterator[Facet]:
        """What parts at each step, in order: decisions, then what is owed, then what binds for good."""
        yield from force_facets(self.joint, self.side)
        yield from self._decisions()
        yield from self._duties()
        yield from (f for f in lasting_facets(self.joint, self.one, self.two) if f.lit != FALSE)

    # ---- decisions -----------------------------------------------------------------------------------------------

    def _decisions(self) -> Iterator[Facet]:
        one, two = (_by_key(o) for o in (self.one, self.two))
        pairs = [
            (key, *both) for key in {**one, **two}
            for both in zip_longest(one.get(key, []), two.get(key, []))
        ]  # fmt: skip
        seen: list[tuple[list[Time], list[Time]]] = [([], []) for _ in pairs]
        for aspects in (
            _ASPECTS[:2],
            _ASPECTS[2:],
        ):  # no decision is looked into before the clocks of all are
            for (_, a, b), times in zip(pairs, seen, strict=True):
                for aspect in aspects:
                    self._step(aspect, a, b, times)
        for (key, a, b), times in zip(pairs, seen, strict=True):
            known = a or b
            assert known is not None
            x, y = (decided(key, all_of, d or known) for all_of, d in zip(times, (a, b), strict=True))
            for kind, lit in decision_kinds(self.g, x, y):
                if lit != FALSE:
                    yield Facet(kind, key[1], key[0], lit, (x,), (y,))

    def _step(
        self, aspect: str, a: Decides | None, b: Decides | None, seen: tuple[list[Time], list[Time]]
    ) -> None:  # fmt: skip
        """One step of a decision in both, which from then on is taken to come alike."""
        mine = self.two_time(getattr(b, aspect)) if b is not None else NEVER
        theirs = self.joint.one.time(getattr(a, aspect)) if a is not None else NEVER
        seen[0].append(theirs)
        seen[1].append(mine)
        if b is not None:
            self.cut(getattr(b, aspect), mine, theirs)

    def two_time(self, time: Time) -> Time:
        """A time of the second draft, as if all before had come alike."""
        return self.side.time(time)

    def cut(self, own: Time, mine: Time, theirs: Time) -> None:
        """From now on take a time to come as in the first draft; that it may come alike for another reason is kept."""
        if mine == theirs or len(mine) != len(theirs):
            return
        g = self.g
        if any(s.plus != t.plus for (_, s), (_, t) in zip(mine, theirs, strict=True)):
            return
        alike = same_time(g, mine, theirs)
        for (_, term), (p, s), (q, t) in zip(own, mine, theirs, strict=True):
            if s.var != t.var and term.var in self.apart:
                continue
            lit = g.all(alike, -g.same(p, q)) if p != q else FALSE
            if s.var != t.var:
                lit = g.any(lit, g.all(alike, g.any(-g.within(s.var, t.var, 0), -g.within(t.var, s.var, 0))))
            if lit != FALSE:
                self.hidden.setdefault(term.var, []).append(lit)
        self.side.alike(own, theirs, self.apart)

    def _alike(self, mine: Time, theirs: Time) -> None:
        if len(mine) == len(theirs) == 1:
            self.cut(mine, self.side.time(mine), self.joint.one.time(theirs))

    # ---- what is owed --------------------------------------------------------------------------------------------

    def _duties(self) -> Iterator[Facet]:
        first: dict[tuple[str, str], list[Owed]] = {}
        second: dict[tuple[str, str], list[Owed]] = {}
        for out, observed in ((first, self.one), (second, self.two)):
            for one in observed.slowly():
                out.setdefault((one.bearer, one.measure), []).append(one)
        for key in {**first, **second}:
            yield from self._owed(key, first.get(key, []), second.get(key, []))

    def _owed(self, key: tuple[str, str], a: list[Owed], b: list[Owed]) -> Iterator[Facet]:
        g = self.g
        b = _in_order(a, b)
        alone = len(a) == 1 or all(x.exists == y.exists for x, y in zip(a, b, strict=False))
        paired = len(a) == len(b) and alone and all(x.rank == y.rank for x, y in zip(a, b, strict=True))
        if paired:
            yield from self._pairs(key, a, b)
            return
        a, b = [self.one.whole(x) for x in a], [self.two.whole(y) for y in b]
        from foedus.compare.facets import same_sets, taken_apart

        whole = -same_sets(g, self.one, self.two, a, b)
        for kind, lit in taken_apart(g, a, b, whole):
            if lit != FALSE:
                yield Facet(kind, key[0], key[1], lit, tuple(a), tuple(b))

    def _pairs(self, key: tuple[str, str], a: list[Owed], b: list[Owed]) -> Iterator[Facet]:
        """Duties that stand in one order in both: whether each comes, when, until when, and how it ends."""
        g = self.g
        found: dict[str, list[Lit]] = {}
        had, has = g.any(*(x.exists for x in a)), g.any(*(y.exists for y in b))
        some: list[Lit] = [without(g, had, has), without(g, has, had)]
        found["gone"], found["new"] = [some[0]], [some[1]]
        weaker, stronger = weaker_than(g, a, b), weaker_than(g, b, a)
        found["weaker"] = [g.all(had, has, weaker)]
        found["stronger"] = [g.all(had, has, stronger, -weaker)]
        done: list[tuple[Owed, Owed]] = []
        for x, y in zip(a, b, strict=True):
            x, y = self.one.arising(x), self.two.arising(y)
            self._timed(found, ("arises later", "arises sooner"), x.arises, y.arises, g.all(had, has))
            self._alike(y.duty.arises, x.duty.arises)
            x, y = self.one.clocked(x), self.two.clocked(y)
            clock_a, clock_b = exists(g, x.due), exists(g, y.due)
            found.setdefault("no clock", []).append(g.all(has, without(g, clock_a, clock_b)))
            found.setdefault("clock", []).append(g.all(had, without(g, clock_b, clock_a)))
            self._timed(found, ("later", "sooner"), x.due, y.due, g.all(clock_a, clock_b))
            self._alike(y.duty.due, x.duty.due)
            done.append((x, y))
        for pair in done:
            x, y = self.one.whole(pair[0]), self.two.whole(pair[1])
            if x.seen == y.seen:
                continue
            found.setdefault("members", []).append(g.all(had, has, -members_alike(g, [x], [y])))
            lit = same_owed(g, self.one, self.two, x, y, ends=False)
            same = g.all(g.same(x.exists, y.exists), g.any(-x.exists, lit)) if lit != x.exists else TRUE
            basis = g.all(same_time(g, x.arises, y.arises), same_time(g, x.due, y.due))
            found["otherwise"].append(g.all(basis, x.exists, y.exists, -same))
            ends = all_times(g, x.ends, y.ends)
            found["otherwise"].append(g.all(basis, -ends) if ends != TRUE else FALSE)
        for kind, lits in found.items():
            lit = g.any(*lits)
            if lit != FALSE:
                yield Facet(kind, key[0], key[1], lit, tuple(x for x, _ in done), tuple(y for _, y in done))

    def _timed(
        self, found: dict[str, list[Lit]], kinds: tuple[str, str], mine: Time, theirs: Time, both: Lit
    ) -> None:  # fmt: skip
        """Where the second comes later than the first, or sooner, or otherwise."""
        lits: list[Lit] = [FALSE, FALSE, FALSE]
        if mine != theirs:
            g = self.g
            later, sooner = first_earlier(g, [mine], [theirs]), first_earlier(g, [theirs], [mine])
            lits = [later, g.all(sooner, -later), g.all(-same_time(g, mine, theirs), both, -later, -sooner)]
        for kind, lit in zip((*kinds, "otherwise"), lits, strict=True):
            found.setdefault(kind, []).append(lit)


def _in_order(a: list[Owed], b: list[Owed]) -> list[Owed]:
    """The second in the order of the first, where it is plain which corresponds to which."""
    left, out = list(b), list[Owed]()
    for x in a:
        found = next((y for y in left if y.exists == x.exists and y.rank == x.rank), None)
        if found is not None:
            left.remove(found)
            out.append(found)
    return [*out, *left] if len(out) == len(a) else b


def _by_key(observed: Observed) -> dict[tuple[str, str], list[Decides]]:
    out: dict[tuple[str, str], list[Decides]] = {}
    for key, d in observed.deciding():
        out.setdefault(key, []).append(d)
    return out


__all__ = ["First"]
