"""Prohibitions that something sets off, in every case at once: when they arise and end, and what breaks them.

Such a prohibition binds an attacker like anybody else. What its bearer does once it has arisen breaks it: whatever
comes later in the record than what set it off, be it at the same instant. Its exceptions are tested at each act.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from foedus.cases.bearers import Subject, attributed, bearing
from foedus.cases.breaches import aim, kind_of
from foedus.cases.conditions import truth
from foedus.cases.duties import clock, emerging, surely
from foedus.cases.ends import dated_end, force_ends, lapses
from foedus.cases.force import bound_signal
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import acts_of
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, all_forms, forms_for, replaced, within
from foedus.cases.times import NO, Kleene, Time
from foedus.cases.triggers import fired, own_triggers
from foedus.engine.norms import names_attacker
from foedus.engine.prepared import Prov
from foedus.model import CaseArisen, DecisionIs, Hole, Pronoun, StateHolds, walk

Order = tuple[int, str]  # how what happens at one instant is ordered; see `witness.occurring`
_ATTACK: Order = (1, "")


class Ban(Struct, frozen=True):
    """A prohibition of one bearer that something sets off.

    members: who bears it, each with the condition under which it is among them. arises, sure, due, over: when it
    arises, whether surely, its own time limit, and when it is over. violated: when it is settled that the attack
    breaks it. broken: when acts do, each by whom.
    """

    prov: Prov
    bearer: str
    members: tuple[tuple[str, Lit], ...]
    forms: tuple[Form, ...]
    case: bool
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
    if prov.part is not None and prov.part.since is not None and prov.part.since.earliest > low.incident.at:
        return
    if replaced(low, prov):
        return
    for fire in fired(low, prov):
        for who in bearing(low, prov, fire):
            found = _ban(Subject(low, prov, fire, who, True))
            if found is not None:
                yield found


def _ban(of: Subject) -> Ban | None:
    low, t = of.low, of.low.t
    forms = tuple(forms_for(low, of.prov, of.who.names))
    if not forms or of.who.lit == FALSE:
        return None
    emerges = emerging(of, forms, NO)
    members, arises = emerges.members, emerges.arises
    if t.exists(arises) == FALSE:
        return None
    due = clock(of, arises)
    fixed = of.body.deadline is not None and of.body.deadline.at is not None
    soft = t.first(*lapses(of, arises, NO))  # worked before acts are looked at
    hard = t.first(dated_end(low, of.body, arises), *force_ends(of, members, arises),
                   t.last(due, arises) if fixed else due)  # fmt: skip
    over = t.named(f"end {of.prov.id} {of.who.label}", t.first(soft, hard), of.who.label)
    sure = low.graph.all(surely(of, NO, arises), _known(of, arises))
    return Ban(
        of.prov, of.who.label, members, forms, of.fire.case, arises, sure, due, over,
        _by_attack(of, members, forms, arises, soft, hard), tuple(_broken(of, members, forms, arises, soft, hard)),
    )  # fmt: skip


def _known(of: Subject, arises: Time) -> Lit:
    """Whether it is settled of its bearers whether they are the attacker."""
    low, t, g = of.low, of.low.t, of.low.graph
    pointed = not isinstance(of.body.bearer, Hole) and names_attacker(low.incident.run, of.prov)
    if not of.fire.case or of.prov.consequence or pointed:
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
    of: Subject, members: tuple[tuple[str, Lit], ...], forms: tuple[Form, ...], arises: Time, soft: Time, hard: Time
) -> Iterator[tuple[str, Time]]:  # fmt: skip
    low, t, g = of.low, of.low.t, of.low.graph
    for name, lit in members:
        found: dict[tuple[str, int], tuple[Time, Leaf, Way, list[Lit]]] = {}
        for form in forms:
            for measure in dict.fromkeys(m for ms in form.measures for m in ms):
                for time, leaf, number in acts_of(low, name, measure):
                    way = leaf.ways[number]
                    if not _aimless(form, way):
                        continue
                    found.setdefault((leaf.name, number), (time, leaf, way, []))[3].append(form.guard)
        for time, leaf, way, guards in found.values():
            bound = g.any(*(g.all(x, t.holds_at(_bound(of, n), time)) for n, x in members))
            here = g.all(
                lit, g.any(*guards), bound, t.le(arises, time), _after(of, order_of(leaf, way), time),
                -t.le(soft, time), -t.lt(hard, time),
            )  # fmt: skip
            then = t.given(here, time)
            if then:
                yield name, t.settle(_forbidden(of, then), then)


def _bound(of: Subject, name: str) -> Any:
    return bound_signal(of.low, of.prov.ins, name, False)


def _aimless(form: Form, way: Way) -> bool:
    """Whether an act may be what is forbidden towards whomever; one that names nobody is never settled to be it."""
    if any(a.target is None for a in form.actions):
        return True
    if way.kind != "act":
        raise Outside("a prohibition of an event towards somebody")
    return False


def _forbidden(of: Subject, time: Time) -> Kleene:
    """Whether the sentence's own conditions forbid what is done at a time."""
    low, t = of.low, of.low.t
    conditions = [*of.body.while_, *of.body.unless]
    parts = [truth(low, c, of.view) for c in of.body.while_]
    parts += [t.k_not(truth(low, c, of.view)) for c in of.body.unless]
    found = t.k_all([low.as_of(k, time) for k in parts])
    waits = low.graph.any(*(low.graph.all(x, -found.yes.at(s), -found.no.at(s)) for x, s in time))
    if waits != FALSE and any(_drifts(low, c) for c in conditions):
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
    of: Subject, members: tuple[tuple[str, Lit], ...], forms: tuple[Form, ...], arises: Time, soft: Time, hard: Time
) -> Time:  # fmt: skip
    """When it is settled that the attack breaks it, where it had arisen before."""
    low, t, g = of.low, of.low.t, of.low.graph
    if any(h.attack for h in of.fire.hits):
        return ()
    arisen = g.all(
        t.le(arises, low.attack),
        _after(of, _ATTACK, low.attack),
        -t.le(soft, low.attack),
        -t.lt(hard, low.attack),
    )
    out: list[Time] = []
    for form in forms:
        kind = kind_of(low, {m for ms in form.measures for m in ms})
        if g.all(kind, arisen) == FALSE:
            continue
        if not of.fire.case and any(
            isinstance(n, Pronoun) and n.role in ("attacker", "victim") for a in form.actions for n in walk(a.target)
        ):  # fmt: skip
            raise Outside("the attacker or the victim where another event is the case")
        name = of.who.names[0]
        here = View(of.prov.ins, name)
        conditions = [truth(low, c, here) for c in of.body.while_]
        conditions += [t.k_not(truth(low, c, here)) for c in of.body.unless]
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
        out.append(t.given(g.all(kind, form.guard, bound, arisen), t.settle(fits, low.attack)))
    return t.either(*out)


__all__ = ["Ban", "bans"]
