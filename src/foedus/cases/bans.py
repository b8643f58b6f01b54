"""Prohibitions that something sets off, in every case at once: when they arise and end, and what breaks them.

Such a prohibition binds an attacker like anybody else. What its bearer does once it has arisen breaks it: whatever
comes later in the record than what set it off, be it at the same instant. Its exceptions are tested at each act.
"""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from foedus.cases.bearers import Subject, attributed, bearing, points_at_attacker
from foedus.cases.breaches import aim, kind_of
from foedus.cases.conditions import truth
from foedus.cases.duties import clock, emerging, surely
from foedus.cases.ends import dated_end, force_ends, lapses, overdue
from foedus.cases.force import bound_signal
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import taken_by
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, all_forms, forms_for, later, replaced, within
from foedus.cases.stands import Stands
from foedus.cases.times import NO, NOWHEN, Kleene, Time
from foedus.cases.triggers import by_measures, own_triggers
from foedus.engine.prepared import Prov
from foedus.model import CaseArisen, DecisionIs, Hole, Pronoun, StateHolds, walk

Members = tuple[tuple[str, Lit], ...]
Order = tuple[int, str]  # how what happens at one instant is ordered; see `witness.occurring`
_ATTACK: Order = (1, "")


class Ban(Struct, frozen=True):
    """A prohibition of one bearer that something sets off.

    members: who bears it, each with the condition under which it is among them. origin: when the event took place that
    is its case, if that is not the attack. arises, sure, due, over: when it
    arises, whether surely, its own time limit, and when it is over. violated: when it is settled that the attack
    breaks it. broken: when acts do, each by whom.
    """

    prov: Prov
    bearer: str
    members: tuple[tuple[str, Lit], ...]
    forms: tuple[Form, ...]
    case: bool
    origin: Time
    arises: Time
    sure: Lit
    due: Time
    over: Time
    violated: Time
    broken: tuple[tuple[str, Time], ...]


def bans(low: Low, prov: Prov) -> list[Ban]:
    """The prohibitions that a provision gives rise to when something sets it off, bearer by bearer."""
    return low.once(("bans", prov.id), lambda: list(_bans(low, prov)))


def _bans(low: Low, prov: Prov) -> Iterator[Ban]:
    if not own_triggers(prov):
        return
    forms = all_forms(low, prov)
    if not forms or any(f.modal != "must not" for f in forms):
        return
    within(low, prov)
    if later(low, prov):
        return
    if replaced(low, prov):
        return
    for fire in by_measures(low, prov):
        for who in bearing(low, prov, fire):
            found = _ban(Subject(low, prov, fire, who, True))
            if found is not None:
                yield found


def _ban(of: Subject) -> Ban | None:
    low, t = of.low, of.low.t
    forms = tuple(forms_for(low, of.prov, of.who.names, of.fire.taken))
    if not forms or of.who.lit == FALSE:
        return None
    emerges = emerging(of, forms, NO)
    members, arises = emerges.members, emerges.arises
    if t.exists(arises) == FALSE:
        return None
    due = clock(of, arises)
    soft = t.first(*lapses(of, arises, NOWHEN))  # worked before acts are looked at
    hard = t.first(dated_end(low, of.body, arises), *force_ends(of, members, arises),
                   overdue(of, arises, due))  # fmt: skip
    over = t.named(f"end {of.prov.id} {of.who.label}", t.first(soft, hard), of.who.label)
    sure = low.graph.all(surely(of, NO, arises), _known(of, arises))
    return Ban(
        of.prov, of.who.label, members, forms, of.fire.case, of.fire.origin, arises, sure, due, over,
        _by_attack(of, members, forms, arises, soft, hard), tuple(_broken(of, members, forms, arises, soft, hard)),
    )  # fmt: skip


def _known(of: Subject, arises: Time) -> Lit:
    """Whether it is settled of its bearers whether they are the attacker."""
    low, t, g = of.low, of.low.t, of.low.graph
    if not of.fire.case or of.prov.consequence or points_at_attacker(of):
        return TRUE
    found = [(lit, attributed(low, n)) for n, lit in of.who.members]
    one = g.any(*(g.all(lit, t.holds_at(k.yes, arises)) for lit, k in found))
    return g.any(one, g.all(*(g.any(-lit, t.holds_at(k.no, arises)) for lit, k in found)))


# ---- what breaks it --------------------------------------------------------------------------------------------------


def order_of(leaf: Leaf, way: Way) -> Order:
    """Where an event of the case space stands among what happens at one instant."""
    if "{" in way.say or way.kind == "vote":
        raise Outside("a prohibition that is set off by what is told with the case")
    return (0 if leaf.early else 2, way.say)


def _after(of: Subject, mine: Order, time: Time) -> Lit:
    """Whether something comes after what set the prohibition off, where both are at one instant."""
    low, t = of.low, of.low.t
    if not of.fire.hits:
        return TRUE
    last = of.fire.hits[-1]
    if last.attack:
        return TRUE if mine > _ATTACK else FALSE
    before = FALSE
    if isinstance(last.source, Leaf):
        way, *others = last.source.ways
        if others:
            raise Outside("a prohibition that is set off by an event that may go in several ways")
        before = TRUE if order_of(last.source, way) < mine else FALSE
    return low.graph.any(before, -t.same(last.time, time))


def _broken(
    of: Subject, members: Members, forms: tuple[Form, ...], arises: Time, soft: Time, hard: Time
) -> Iterator[tuple[str, Time]]:  # fmt: skip
    t = of.low.t

    def stands(time: Time, mine: Order) -> Lit:
        return of.low.graph.all(
            t.le(arises, time), _after(of, mine, time), -t.le(soft, time), -t.lt(hard, time)
        )

    return broken(of, members, forms, stands, [*of.body.while_], [*of.body.unless])


def standing_broken(one: Stands) -> list[tuple[str, Time]]:
    """When acts break a prohibition that nothing sets off, each by whom."""
    of, t = one.of, one.of.low.t

    def stands(time: Time, _: Order) -> Lit:
        return of.low.graph.all(t.holds_at(one.force, time), -t.le(one.soft, time), -t.lt(one.hard, time))

    forms = tuple(f for f in one.forms if f.modal == "must not")
    while_ = [*of.body.while_, *of.body.provided]
    key = ("standing broken", one.prov.id, one.bearer)
    return of.low.once(key, lambda: list(broken(of, one.members, forms, stands, while_, [*of.body.unless])))


def broken(
    of: Subject, members: Members, forms: tuple[Form, ...], stands: Callable[[Time, Order], Lit],
    while_: list[Any], unless: list[Any],
) -> Iterator[tuple[str, Time]]:  # fmt: skip
    """When acts break a prohibition, each by whom; stands: whether it stands at an act."""
    low, t, g = of.low, of.low.t, of.low.graph
    for name, lit in members:
        found: dict[tuple[str, int], tuple[Time, Leaf, Way, list[Lit]]] = {}
        for form in forms:
            for measure in dict.fromkeys(m for ms in form.measures for m in ms):
                for time, leaf, number in taken_by(low, name, measure):
                    if _aimless(form, leaf.ways[number]):
                        found.setdefault((leaf.name, number), (time, leaf, leaf.ways[number], []))[3].append(
                            form.guard
                        )
        for time, leaf, way, guards in found.values():
            bound = g.any(*(g.all(x, t.holds_at(_bound(of, n), time)) for n, x in members))
            then = t.given(g.all(lit, g.any(*guards), bound, stands(time, order_of(leaf, way))), time)
            if then:
                yield name, t.settle(_forbidden(of, then, while_, unless), then)


def _bound(of: Subject, name: str) -> Any:
    return bound_signal(of.low, of.prov.ins, name, False)


def _aimless(form: Form, way: Way) -> bool:
    """Whether an act may be what is forbidden towards whomever; one that names nobody is never settled to be it."""
    if any(a.target is None for a in form.actions):
        return True
    if way.kind != "act":
        raise Outside("a prohibition of an event towards somebody")
    return False


def _forbidden(of: Subject, time: Time, while_: list[Any], unless: list[Any]) -> Kleene:
    """Whether the sentence's own conditions forbid what is done at a time."""
    low, t = of.low, of.low.t
    parts = [truth(low, c, of.view) for c in while_]
    parts += [t.k_not(truth(low, c, of.view)) for c in unless]
    ((_, act),) = time
    found = t.k_all([low.then(k, t.at(act.var, act.plus)) for k in parts])
    waits = low.graph.any(*(low.graph.all(x, -found.yes.at(s), -found.no.at(s)) for x, s in time))
    if waits != FALSE and any(_drifts(low, c) for c in (*while_, *unless)):
        raise Outside("a prohibition under a condition that is settled only after the act")
    return found


def _drifts(low: Low, condition: Any) -> bool:
    """Whether a condition that was unsettled at an act may be settled later by something other than a finding."""
    rules = {p.body.name for p in low.prep.state_rules}
    return any(
        isinstance(n, (CaseArisen, DecisionIs, Hole)) or (isinstance(n, StateHolds) and n.name in rules)
        for n in walk(condition)
    )


def _by_attack(
    of: Subject, members: Members, forms: tuple[Form, ...], arises: Time, soft: Time, hard: Time
) -> Time:
    """When it is settled that the attack breaks it, where it had arisen before."""
    low, t = of.low, of.low.t
    if any(h.attack for h in of.fire.hits):
        return ()
    arisen = low.graph.all(
        t.le(arises, low.attack),
        _after(of, _ATTACK, low.attack),
        -t.le(soft, low.attack),
        -t.lt(hard, low.attack),
    )
    return _breaks(of, members, forms, arisen, [*of.body.while_], [*of.body.unless])


def standing_violated(one: Stands) -> Time:
    """When it is settled that the attack breaks a prohibition that nothing sets off."""
    of, t, attack = one.of, one.of.low.t, one.of.low.attack
    forms = tuple(f for f in one.forms if f.modal == "must not")
    stands = of.low.graph.all(t.holds_at(one.force, attack), -t.le(one.soft, attack), -t.lt(one.hard, attack))
    while_ = [*of.body.while_, *of.body.provided]
    key = ("standing violated", one.prov.id, one.bearer)
    return of.low.once(key, lambda: _breaks(of, one.members, forms, stands, while_, [*of.body.unless]))


def _breaks(
    of: Subject, members: Members, forms: tuple[Form, ...], stands: Lit, while_: list[Any], unless: list[Any]
) -> Time:
    """When it is settled that the attack is what a prohibition forbids, where it stands then."""
    low, t, g = of.low, of.low.t, of.low.graph
    out: list[Time] = []
    for form in forms:
        kind = kind_of(low, {m for ms in form.measures for m in ms})
        if g.all(kind, stands) == FALSE:
            continue
        if of.fire.origin and any(
            isinstance(n, Pronoun) and n.role in ("attacker", "victim") for a in form.actions for n in walk(a.target)
        ):  # fmt: skip
            raise Outside("the attacker or the victim where another event is the case")
        name = of.who.names[0]
        here = View(of.prov.ins, name)
        conditions = [truth(low, c, here) for c in while_]
        conditions += [t.k_not(truth(low, c, here)) for c in unless]
        author = t.k_any([t.k_all([t.settled(lit, -lit), attributed(low, n)]) for n, lit in members])
        bound = g.any(
            *(
                g.all(lit, t.holds_at(bound_signal(low, of.prov.ins, n, True), low.attack))
                for n, lit in members
            )
        )
        fits = t.k_all(
            [author, aim(low, of.prov, form, name), *(low.then(k, low.attack) for k in conditions)]
        )
        out.append(t.given(g.all(kind, form.guard, bound, stands), t.settle(fits, low.attack)))
    return t.either(*out)


__all__ = ["Ban", "bans"]
