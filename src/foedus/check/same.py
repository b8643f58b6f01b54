"""Options that come to the same: in every case, whichever is chosen, everything ends alike at the same instants.

Two ways to decide are compared as rules: a case is sought in which the same votes adopt or refuse under one and not
under the other. Two other options are put into the whole graph: they come to the same if nothing that can be seen of a
case changes. What is not proved so within the budget is not said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.decisions import Decides
from foedus.cases.graph import FALSE, TRUE, Atom, Is, Lit
from foedus.cases.rewrite import Rewriting
from foedus.cases.times import Term, Time
from foedus.cases.votes import Rule, counted
from foedus.check.view import View

_SECONDS = 1.0
_ATONCE = 64  # points whose nodes are looked for in one walk
_NODES = 4_000  # how much of the graph may hang on a point before its options are taken to differ
_SMALL = 500  # up to how many nodes a case is sought that comes out differently
_WHOLE = 10_000  # … and of how large a graph
_ENDS = ("performed", "waived", "excused", "lapsed", "breached")


def same_options(view: View, name: str) -> list[frozenset[int]]:
    """Groups of options of an open point that are proved to come to the same in every case, each of two or more.

    Raises:
        OutOfBudgetError: the seconds were not enough.
    """
    rules = _rules(view, name)
    groups: list[list[int]] = []
    for value in range(len(view.graph.choices[name].values)):
        home = next((g for g in groups if _same(view, name, g[0], value, rules)), None)
        if home is None:
            groups.append([value])
        else:
            home.append(value)
    return [frozenset(g) for g in groups if len(g) > 1]


def _same(
    view: View, name: str, one: int, two: int, rules: "list[tuple[Decides, list[Rule]]] | None"
) -> bool:
    if rules is not None:
        return all(_same_rule(view, mine[one], mine[two]) for _, mine in rules)
    return _unchanged(view, name, one, two)


# ---- rules of decision -----------------------------------------------------------------------------------------------


def _rules(view: View, name: str) -> list[tuple[Decides, list[Rule]]] | None:
    """The rules by option of each decision that a point is the decider of; None if it decides anything else."""
    point = view.low.prep.points[name[1:]]
    resumes = view.low.prep.others.get("Resumes", ())
    if point.slot != "decider" or any(getattr(p.body.decider, "name", "") == point.name for p in resumes):
        return None
    size = len(view.graph.choices[name].values)
    out: list[tuple[Decides, list[Rule]]] = []
    for d in (*view.case.decisions, *view.case.aside):
        by_option: dict[int, Rule] = {}
        for rule in d.rules:
            for value in range(size):
                if view.graph.all(rule.guard, view.graph.chosen(name, value)) != FALSE:
                    by_option[value] = rule
        if any(name == getattr(leaf, "choice", "") for leaf in view.graph.leaves([r.guard for r in d.rules])):
            out.append((d, [by_option.get(v, _NO_RULE) for v in range(size)]))
    return out or None


def _same_rule(view: View, one: Rule, two: Rule) -> bool:
    """Whether the same votes adopt and refuse under both rules, whoever may vote."""
    if one is _NO_RULE or two is _NO_RULE or one.organ != two.organ or bool(one.consent) != bool(two.consent):
        return False
    if one.consent or one.decider.of_voting or two.decider.of_voting or not one.voters or not two.voters:
        return False
    kinds = {one.decider.kind, two.decider.kind}
    if len(kinds) > 1 and kinds & {"silence", "organ", "each"}:
        return False
    g = view.graph
    left, right = (counted(view.low, rule, _cast(view, rule)) for rule in (one, two))
    apart = g.any(*(-g.same(x, y) for x, y in zip(left, right, strict=True)))
    return apart == FALSE or not view.possible(None, apart, budget=_SECONDS)


def _cast(view: View, rule: Rule) -> dict[int, list[Lit]]:
    g = view.graph
    return {way: [g.all(v.may, view.low.leaves.takes(v.leaf, way)) for v in rule.voters] for way in (0, 1, 2)}


_NO_RULE = Rule(FALSE, None, (), "")  # type: ignore[arg-type]


# ---- anything else ---------------------------------------------------------------------------------------------------


def _unchanged(view: View, name: str, one: int, two: int) -> bool:
    """Whether the graph stays what it is, as far as anything of it can be seen, when one option is put for another."""
    hanging = _hanging(view, name)
    if hanging is None:
        return False
    seen = view.once(("same", "seen"), lambda: frozenset(abs(lit) for lit in _seen(view)))
    g = view.graph
    left, right = (_given(view, name, value) for value in (one, two))
    for node in hanging:
        if node in seen and left(node) != right(node):
            apart = -g.same(left(node), right(node))
            if view.possible(None, apart, budget=_SECONDS):
                small = len(hanging) <= _SMALL and len(view.graph.nodes) <= _WHOLE
                return small and _proved(view, name, one, two)
    return True


def _proved(view: View, name: str, one: int, two: int) -> bool:
    """Whether no case comes out differently under two options, each with its own copy of the times that follow."""
    g = view.graph
    roots = [view.domain, *_outcome(view)]
    copies = {var: f"{var} (2)" for var in (*view.t.domain, *view.t.names)}
    left, right = (_with(view, roots, name, value, second) for value, second in ((one, {}), (two, copies)))
    apart = [-g.same(x, y) for x, y in zip(left[1:], right[1:], strict=True) if x != y]
    try:
        asked = left[0], right[0], g.any(*apart)
        return not view.possible(None, *asked, budget=_SECONDS)
    except OutOfBudgetError:
        return False  # not proved


def _with(view: View, roots: Sequence[Lit], name: str, value: int, second: Mapping[str, str]) -> list[Lit]:
    """The same with an option put in for its point, and with second copies of some times."""
    g = view.graph
    for copy in second.values():
        g.times.setdefault(copy, "")

    def leaf(key: Is | Atom, node: int) -> Lit:
        if isinstance(key, Atom):
            return g.within(second.get(key.u, key.u), second.get(key.v, key.v), key.c)
        if key.choice != name:
            return node
        return TRUE if key.value == value else FALSE

    return Rewriting(g, leaf).lits(list(roots))


def _outcome(view: View) -> list[Lit]:
    """Whether each thing that can be seen comes, and whether by a moment that may be any."""
    g, t = view.graph, view.t
    g.times.setdefault("any moment", "")
    moment = Term("any moment")
    out: list[Lit] = []
    for guard, time in _times(view):
        out.append(g.all(guard, t.exists(time)))
        out.append(g.any(*(g.all(guard, lit, t.term_le(term, moment)) for lit, term in time)))
    return out


def _given(view: View, name: str, value: int) -> Callable[[Lit], Lit]:
    """What conditions become when an option is put in for its point; worked out once."""
    return view.once(("same", "option", name, value), lambda: Rewriting(view.graph, {name: value})).lit


def _hanging(view: View, name: str) -> list[int] | None:
    """The nodes that hang on a point, each after those it rests on; None if they are too many."""
    points = view.points
    at = points.index(name) // _ATONCE * _ATONCE
    some = points[at : at + _ATONCE]
    found = view.once(("same", "hanging", at), lambda: _all_hanging(view, some))
    return found[some.index(name)]


def _all_hanging(view: View, points: Sequence[str]) -> list[list[int] | None]:
    g = view.graph
    nodes = ([g.find(Is(name, v)) for v in range(len(g.choices[name].values))] for name in points)
    return g.hangings(_seen(view), [[n for n in mine if n is not None] for mine in nodes], _NODES)


def _seen(view: View) -> Sequence[Lit]:
    """What can be seen of a case: what is owed from when until when, how it ends, how decisions end."""
    return view.once(("same", "all"), lambda: list(_all_seen(view)))


def _all_seen(view: View) -> Iterator[Lit]:
    yield from view.low.leaves.domain
    for lits in view.t.domain.values():
        yield from lits
    for guard, time in _times(view):
        yield guard
        yield from (lit for lit, _ in time)


def _times(view: View) -> Iterator[tuple[Lit, Time]]:
    """What can be seen of a case, each under its condition: arisings, clocks, ends."""
    for duty in view.case.duties:
        for form in duty.forms:
            yield form.guard, duty.arises
            yield form.guard, duty.due
        yield duty.sure, duty.arises
        for status in _ENDS:
            yield TRUE, duty.end(status)
    for one in view.case.standing:
        for time in (
            one.violated,
            *one.broken,
            *((one.ban.arises, one.ban.over) if one.ban is not None else ()),
        ):
            yield TRUE, time
    for d in (*view.case.decisions, *view.case.aside):
        for time in (d.opened, d.due, d.voted, d.refused, d.lapsed, d.default_yes, d.default_no, d.void):
            yield TRUE, time


__all__ = ["same_options"]
