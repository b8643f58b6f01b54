"""The difference of two drafts taken apart: who no longer owes what, owes it anew, more weakly, later, or otherwise.

The facets of one bearer and measure exclude each other, and together they are all that can be seen to differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from foedus.cases.graph import FALSE, TRUE, Graph, Lit
from foedus.cases.times import Time
from foedus.compare.joint import Joint
from foedus.compare.observed import Decided, Observed, Owed, all_times, before, exists, same_time

KINDS = (
    "force",
    "members", "gone", "new", "weaker", "stronger", "no clock", "clock", "later", "sooner", "arises later",
    "arises sooner",
    "otherwise", "not opened", "opened", "opens otherwise", "time", "votes", "silence", "lost", "unbound", "bound",
    "violated",
)  # fmt: skip


class Facet(Struct, frozen=True):
    """One way in which one thing differs, and the cases in which it does.

    kind: one of KINDS. who: the bearer; what: the measure, or what is decided. one, two: what each draft has of it.
    """

    kind: str
    who: str
    what: str
    lit: Lit
    one: tuple[Any, ...]
    two: tuple[Any, ...]


def facets(joint: Joint, one: Observed, two: Observed) -> list[Facet]:
    """All facets that the graph does not show to be empty at once."""
    found = [
        *_owed(joint.graph, one, two),
        *_decided(joint.graph, one, two),
        *lasting_facets(joint, one, two),
    ]
    return [f for f in found if f.lit != FALSE]


# ---- what is owed ----------------------------------------------------------------------------------------------------


def _owed(g: Graph, one: Observed, two: Observed) -> Iterator[Facet]:
    first, second = one.owed, two.owed
    for who, what in dict.fromkeys((o.bearer, o.measure) for o in (*first, *second)):
        a = [o for o in first if (o.bearer, o.measure) == (who, what)]
        b = [o for o in second if (o.bearer, o.measure) == (who, what)]
        whole = -same_sets(g, one, two, a, b)
        if whole == FALSE:
            continue
        for kind, lit in taken_apart(g, a, b, whole):
            yield Facet(kind, who, what, lit, tuple(a), tuple(b))


def taken_apart(g: Graph, a: Sequence[Owed], b: Sequence[Owed], whole: Lit) -> Iterator[tuple[str, Lit]]:
    """The facets of one bearer and measure."""
    has_a, has_b = g.any(*(o.exists for o in a)), g.any(*(o.exists for o in b))
    yield "gone", without(g, has_a, has_b)
    yield "new", without(g, has_b, has_a)
    both = g.all(has_a, has_b, whole)
    if both == FALSE:
        return
    weaker, stronger = weaker_than(g, a, b), weaker_than(g, b, a)
    yield "weaker", g.all(both, weaker)
    yield "stronger", g.all(both, stronger, -weaker)
    rest = g.all(both, -weaker, -stronger)
    clock_a, clock_b = (g.any(*(exists(g, o.due) for o in side)) for side in (a, b))
    yield "no clock", g.all(rest, without(g, clock_a, clock_b))
    yield "clock", g.all(rest, without(g, clock_b, clock_a))
    rest = g.all(rest, g.same(clock_a, clock_b))
    later, sooner = (first_earlier(g, [o.due for o in x], [o.due for o in y]) for x, y in ((a, b), (b, a)))
    yield "later", g.all(rest, later)
    yield "sooner", g.all(rest, sooner)
    rest = g.all(rest, -later, -sooner)
    later, sooner = (
        first_earlier(g, [o.arises for o in x], [o.arises for o in y]) for x, y in ((a, b), (b, a))
    )
    yield "arises later", g.all(rest, later)
    yield "arises sooner", g.all(rest, sooner)
    rest = g.all(rest, -later, -sooner)
    others = -members_alike(g, a, b)
    yield "members", g.all(rest, others)
    yield "otherwise", g.all(rest, -others)


def members_alike(g: Graph, a: Sequence[Owed], b: Sequence[Owed]) -> Lit:
    """Whether the same bear together what they owe."""
    if len(a) != len(b):
        return TRUE
    out: list[Lit] = []
    for x, y in zip(a, b, strict=True):
        mine, theirs = dict(x.members), dict(y.members)
        out += [g.same(mine.get(n, FALSE), theirs.get(n, FALSE)) for n in {**mine, **theirs}]
    return g.all(*out)


def weaker_than(g: Graph, a: Sequence[Owed], b: Sequence[Owed]) -> Lit:
    """Whether the strongest of the second is weaker than the strongest of the first."""
    ranks = sorted({o.rank for o in (*a, *b)})
    return g.any(
        *(
            without(g, _at_least(g, a, high), _at_least(g, b, high))
            for _, high in pairwise([-1, *ranks])
        )
    )  # fmt: skip


def _at_least(g: Graph, side: Sequence[Owed], rank: int) -> Lit:
    return g.any(*(o.exists for o in side if o.rank >= rank))


def first_earlier(g: Graph, a: Sequence[Time], b: Sequence[Time]) -> Lit:
    """Whether the earliest of the first comes before the earliest of the second; both come."""
    some_b = g.any(*(exists(g, y) for y in b))
    return g.all(
        some_b,
        g.any(*(g.all(exists(g, x), *(-g.all(exists(g, y), -before(g, x, y)) for y in b)) for x in a)),
    )


def same_sets(g: Graph, one: Observed, two: Observed, a: Sequence[Owed], b: Sequence[Owed]) -> Lit:
    """Whether whatever either has the other has, too."""
    if len(a) == len(b) and all(x.seen == y.seen for x, y in zip(a, b, strict=True)):
        return TRUE
    same = {(i, j): same_owed(g, one, two, x, y) for i, x in enumerate(a) for j, y in enumerate(b)}
    every = [_found(g, x.exists, [same[i, j] for j in range(len(b))]) for i, x in enumerate(a)]
    every += [_found(g, y.exists, [same[i, j] for i in range(len(a))]) for j, y in enumerate(b)]
    return g.all(*every)


def _found(g: Graph, exists: Lit, same: Sequence[Lit]) -> Lit:
    return TRUE if exists in same else g.any(-exists, *same)


def without(g: Graph, one: Lit, two: Lit) -> Lit:
    """The first and not the second."""
    return FALSE if one == two else g.all(one, -two)


def same_owed(g: Graph, one: Observed, two: Observed, x: Owed, y: Owed, ends: bool = True) -> Lit:
    """Whether both are owed alike: from when until when, to whom, how surely, and how it ends."""
    if x.rank != y.rank or x.extra != y.extra:
        return FALSE
    parts = [
        x.exists,
        y.exists,
        same_time(g, x.arises, y.arises),
        same_time(g, x.due, y.due),
        g.same(x.sure, y.sure),
    ]
    if ends:
        parts.append(all_times(g, x.ends, y.ends))
    parts.append(members_alike(g, [x], [y]))
    lit = g.all(*parts)
    if lit == FALSE or x.target == y.target:
        return lit
    mine, theirs = one.towards(x), two.towards(y)
    return g.all(lit, *(g.same(mine.get(n, FALSE), theirs.get(n, FALSE)) for n in {**mine, **theirs}))


# ---- decisions -------------------------------------------------------------------------------------------------------


def _decided(g: Graph, one: Observed, two: Observed) -> Iterator[Facet]:
    for key in dict.fromkeys(d.key for d in (*one.decided, *two.decided)):
        a, b = ([d for d in side.decided if d.key == key] for side in (one, two))
        what, who = key
        while len(a) < len(b):
            a.append(_never(b[len(a)]))
        while len(b) < len(a):
            b.append(_never(a[len(b)]))
        for x, y in zip(a, b, strict=True):
            for kind, lit in decision_kinds(g, x, y):
                yield Facet(kind, who, what, lit, (x,), (y,))


def _never(like: Decided) -> Decided:
    return Decided(like.key, (), (), (), (), (), (), (), (), like.prov, like.decides)


def decision_kinds(g: Graph, x: Decided, y: Decided) -> Iterator[tuple[str, Lit]]:
    """The facets of one decision."""
    whole = -all_times(g, x.all, y.all)
    if whole == FALSE:
        return
    here, there = exists(g, x.opened), exists(g, y.opened)
    yield "not opened", without(g, here, there)
    yield "opened", without(g, there, here)
    rest = g.all(here, there, whole)
    alike = same_time(g, x.opened, y.opened)
    yield "opens otherwise", g.all(rest, -alike)
    rest = g.all(rest, alike)
    alike = same_time(g, x.due, y.due)
    yield "time", g.all(rest, -alike)
    rest = g.all(rest, alike)
    alike = all_times(g, (x.voted, x.refused), (y.voted, y.refused))
    yield "votes", g.all(rest, -alike)
    rest = g.all(rest, alike)
    alike = all_times(g, (x.lapsed, x.yes, x.no), (y.lapsed, y.yes, y.no))
    yield "silence", g.all(rest, -alike)
    yield "lost", g.all(rest, alike)


# ---- what binds without anything that sets it off --------------------------------------------------------------------


def lasting_facets(joint: Joint, one: Observed, two: Observed) -> Iterator[Facet]:
    """The facets of what binds without anything that sets it off."""
    g = joint.graph
    turned: dict[tuple[str, str], list[Lit]] = {}
    for who, what in dict.fromkeys((o.bearer, o.measure) for o in (*one.lasting, *two.lasting)):
        a, b = ([o for o in side.lasting if (o.bearer, o.measure) == (who, what)] for side in (one, two))
        turns = [term for o in (*a, *b) for term in o.turns]
        less: list[Lit] = []
        more: list[Lit] = []
        for form in dict.fromkeys((o.rank, str(o.extra)) for o in (*a, *b)):
            p, q = (g.any(*(o.binds for o in side if (o.rank, str(o.extra)) == form)) for side in (a, b))
            less.append(joint.ever(without(g, p, q), turns))
            more.append(joint.ever(without(g, q, p), turns))
        lost, won = g.any(*less), g.any(*more)
        turned.setdefault((who, what.split(" ")[0]), []).extend((lost, won))
        yield Facet("unbound", who, what, lost, tuple(a), tuple(b))
        yield Facet("bound", who, what, g.all(won, -lost), tuple(a), tuple(b))
    yield from _violated(g, one, two, turned)


def _violated(
    g: Graph, one: Observed, two: Observed, turned: Mapping[tuple[str, str], Sequence[Lit]]
) -> Iterator[Facet]:  # fmt: skip
    """Where the attack breaches what binds under one draft only, though it binds under both."""
    for (who, what), lits in turned.items():
        a, b = (
            [o for o in side.lasting if o.bearer == who and o.measure.split(" ")[0] == what and o.violated]
            for side in (one, two)
        )
        hurt_a, hurt_b = ([o.violated for o in side] for side in (a, b))
        if hurt_a != hurt_b:
            some = [g.any(-exists(g, x), *(same_time(g, x, y) for y in hurt_b)) for x in hurt_a]
            some += [g.any(-exists(g, y), *(same_time(g, x, y) for x in hurt_a)) for y in hurt_b]
            yield Facet("violated", who, what, g.all(-g.all(*some), -g.any(*lits)), tuple(a), tuple(b))


__all__ = ["KINDS", "TRUE", "Facet", "facets"]
