"""Who bears what a provision gives rise to: under which condition, and whether surely."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.decisions import at_time
from foedus.cases.ghost import Outside
from foedus.cases.graph import TRUE, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.lowering import Low, View
from foedus.cases.requester import named_in, requester, without
from foedus.cases.times import Kleene
from foedus.cases.triggers import Fire
from foedus.engine.kleene import Truth
from foedus.engine.norms import Bearer, bearers, in_present, names_attacker, norm_of, split
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Run
from foedus.model import Action, CaseArisen, DecisionIs, Hole, Norm, Pattern, Pronoun, Some, walk


class Bearing(Struct, frozen=True):
    """A bearer in every case: one party, or several with the condition under which each is among them.

    lit: whether it is a bearer at all. sure: whether surely.
    """

    label: str
    members: tuple[tuple[str, Lit], ...]
    joint: str
    lit: Lit
    sure: Lit

    @property
    def names(self) -> tuple[str, ...]:
        """All who may be among them."""
        return tuple(n for n, _ in self.members)


class Subject(Struct, frozen=True):
    """A provision that is set off in one way, for one bearer: what all conditions of its life are read for.

    forbids: whether it is a prohibition, which binds an attacker like anybody else.
    """

    low: Low
    prov: Prov
    fire: Fire
    who: Bearing
    forbids: bool = False

    @property
    def body(self) -> Norm:
        """The provision as a norm."""
        return norm_of(self.prov)

    @property
    def view(self) -> View:
        """What its phrases are read against."""
        return view_of(self.prov, self.fire, self.who.names[0])


def waits_for_time(condition: Any) -> bool:
    """Whether the end of a time may change it: what comes of decisions that nobody takes."""
    return any(isinstance(n, (CaseArisen, DecisionIs)) for n in walk(condition))


def at_first(of: Subject) -> View:
    """What its conditions are read against as it is tried first: of what ends at that instant nothing is seen yet.

    Unless such an end is what it was set off by, or waited for.
    """
    whens = [t.when for t in of.prov.triggers if t.when is not None]
    ends = any(h.kind in ("decision", "breach", "state") for h in of.fire.hits) or any(
        map(waits_for_time, whens)
    )
    events = [c.event for c in split(of.body.provided) if in_present(c)]
    waits = of.body.objection_of is not None or not all(isinstance(e, Pattern) for e in events)
    return of.view if ends or waits else of.view._replace(early=True)


def bearing(low: Low, prov: Prov, fire: Fire) -> list[Bearing]:
    """Who bears a provision that is set off in one way."""
    if named_in(norm_of(prov).bearer):
        return _but_requester(low, prov, fire)
    if prov.consequence and not fire.fault and _speaks_of_breaker(low, prov):
        raise Outside("who is in breach of a duty of several")
    if fire.origin and _speaks_of_attacker(prov):
        raise Outside("the attacker where another event is the case")
    view = view_of(prov, fire)

    def read(run: Run, case: Case) -> list[Bearer]:
        return bearers(run, prov, view.env(run, case))

    several = _one_by_one(low, prov, fire)
    if several is not None:
        return several
    single: dict[str, tuple[list[Lit], list[Lit]]] = {}
    joint: dict[str, dict[str, list[Lit]]] = {}
    g = low.graph
    for guard, found in at_time(low, read, fire.time):
        for one in found:
            if one.joint:
                mine = joint.setdefault(one.joint, {})
                for name in one.members:
                    mine.setdefault(name, []).append(guard)
            elif not fire.to or fire.to == one.label:
                present, sure = single.setdefault(one.label, ([], []))
                present.append(guard)
                if one.sure is True:
                    sure.append(guard)
    out = [
        Bearing(name, ((name, TRUE),), "", g.any(*present), g.any(*sure))
        for name, (present, sure) in single.items()
    ]
    for how, members in joint.items():
        pairs = tuple((name, g.any(*guards)) for name, guards in members.items())
        lit = g.any(*(x for name, x in pairs if fire.to in ("", name)))
        out.append(Bearing("together" if how == "all" else "any", pairs, how, lit, lit))
    return out


def _speaks_of_attacker(prov: Prov) -> bool:
    return any(isinstance(n, Pronoun) and n.role == "attacker" for n in walk(norm_of(prov).bearer))


def _speaks_of_breaker(low: Low, prov: Prov) -> bool:
    """Whether a sentence speaks of who is in breach, or leaves them out: `that guarantor`, `each other guarantor`."""
    said = (prov.body, *(p.options for p in low.prep.points.values()))
    return any(
        (isinstance(n, Some) and n.other) or (isinstance(n, Pronoun) and n.role in ("in-breach", "other"))
        for n in walk(said)
    )


def _but_requester(low: Low, prov: Prov, fire: Fire) -> list[Bearing]:
    """The bearers but the party that requested by the time at which it is set off."""
    rest = without(norm_of(prov).bearer)
    if rest is None or not isinstance(prov.body, Norm):
        raise Outside("the party that requested")
    g, out = low.graph, list[Bearing]()
    for one in bearing(low, replace(prov, body=replace(prov.body, bearer=rest)), fire):
        asked = {n: requester(low, n, fire.time, case=fire.case) for n in one.names}
        pairs = tuple((n, g.all(lit, -asked[n])) for n, lit in one.members)
        lit = g.any(*(x for _, x in pairs)) if one.joint else g.all(one.lit, -asked[one.names[0]])
        members = pairs if one.joint else one.members
        out.append(replace(one, members=members, lit=lit, sure=lit if one.joint else g.all(one.sure, lit)))
    return out


def view_of(prov: Prov, fire: Fire, that: str = "") -> View:
    """What a provision that is set off in one way is read against, of a party that it speaks of."""
    since = () if fire.case else fire.origin
    if prov.consequence:
        acts = (a for a in getattr(prov.body, "actions", ()) if isinstance(a, Action))
        helping = any(getattr(a.target, "role", "") == "victim" for a in acts)
        return View(prov.ins, that, fire.case, since, fire.fault, helping)
    leaf = next((h.source for h in fire.hits if isinstance(h.source, Leaf)), None)
    who = fire.to or (leaf.ways[0].who if leaf is not None else "")
    by = (who,) if who and not fire.case and not that else ()
    return View(prov.ins, that, fire.case, since, (), False, by)


def _one_by_one(low: Low, prov: Prov, fire: Fire) -> list[Bearing] | None:
    """The bearers where the phrase puts a condition on each; None where it does not."""
    phrase: Any = norm_of(prov).bearer
    found = low.one_by_one(phrase, view_of(prov, fire), fire.time)
    if found is None:
        return None
    if not isinstance(phrase, Some):
        raise Outside("a condition on some of several bearers")
    g = low.graph
    pairs = [(name, -no, yes) for name, yes, no in found if no != TRUE and fire.to in ("", name)]
    if phrase.how == "together":
        lit = g.any(*(may for _, may, _ in pairs))
        return [Bearing("together", tuple((name, may) for name, may, _ in pairs), "all", lit, lit)]
    if phrase.how == "any-else-each":
        raise Outside("a condition on each of those of whom any suffices")
    return [Bearing(name, ((name, TRUE),), "", may, yes) for name, may, yes in pairs]


def attributed(low: Low, name: str) -> Kleene:
    """When it is settled that the attack is a party's; unsettled only where it may be."""
    names = low.once("attackers", lambda: tuple(low.incident.attackers()))
    if name not in names:
        return low.once(("attributed", name), lambda: low.moving(lambda run, case: _guilt(case, name)))
    found = low.once("attributed", lambda: low.by_version(lambda run, case: [_guilt(case, n) for n in names]))
    at = names.index(name)
    return low.once(("attributed", name), lambda: low.by_finding(found[0][at], found[1][at]))


def points_at_attacker(of: Subject) -> bool:
    """Whether it binds the attacker on purpose, in the case of an attack."""
    return (
        of.fire.case and not isinstance(of.body.bearer, Hole) and names_attacker(of.low.incident.run, of.prov)
    )


def exempt(of: Subject) -> bool:
    """Whether it binds an attacker like anybody else."""
    return not of.fire.case or of.prov.consequence or of.forbids or points_at_attacker(of)


def _guilt(case: Case, name: str) -> Truth:
    found = case.attributed(name)
    return False if found is None and name not in case.suspects() else found
