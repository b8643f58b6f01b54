"""Traps: bound by an attack that the beneficiary provoked, bound against a co-guarantor, an attacker that votes."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import DAY
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.decisions import Decides
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.votes import Rule
from foedus.check.people import whom
from foedus.check.showing import article, by_others, clause, confirmed, ever, finding, owed, short
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.model import Barred, Finding, Pronoun, walk
from foedus.model.finding import Share

PROVOKED, COMRADE, VOTE = "F0901", "F0902", "F0903"


def find(view: View) -> Iterator[Finding]:
    """Each provision that binds in such a case, and each decision in which the attacker has a vote."""
    by_prov: dict[int, list[Answer]] = {}
    for answer in view.answers:
        if answer.level == "binding" and not answer.duty.prov.consequence:
            by_prov.setdefault(answer.duty.prov.id, []).append(answer)
    for answers in by_prov.values():
        yield from _provoked(view, answers)
        yield from _comrade(view, answers)
    yield from _votes(view)


# ---- provoked --------------------------------------------------------------------------------------------------------


def _provoked(view: View, answers: list[Answer]) -> Iterator[Finding]:
    g = view.graph
    prov = answers[0].duty.prov
    bound = lit = g.any(*(by_others(view, a) for a in answers))
    seen = "provoked" in g.choices
    if seen:
        values = g.choices["provoked"].values
        lit = g.all(lit, g.chosen("provoked", values.index("provoked")))
    where, cell = ever(view, lit), short(view, lit)
    if where is None or cell is None:
        return
    who = whom(view, prov.body.bearer)
    sentence = f"{_cap(prov.ref.label)} binds {who} even where the victim provoked the attack"
    one = finding(
        view, PROVOKED, "trap", f"{sentence}{clause(view, lit, bound)}.", prov.ref, cell, owed(view, cell, answers),
        why=f"Nothing asks who began it{', as these points are settled' if seen else ''}.",
        where=where, weight=0.5, text="Provoked, and bound all the same",
    )  # fmt: skip
    yield one if seen else _said_so(one, view)


def _said_so(one: Finding, view: View) -> Finding:
    """The same, with a witness that says that the attack was provoked, which the text does not look at."""
    verb = (" attacks ", " threatens ")
    lines = one.witness.split("\n")
    at = next(i for i, line in enumerate(lines) if any(v in line for v in verb) and line[:1].isdigit())
    lines[at] = f"{lines[at].removesuffix('.')}, provoked."
    return replace(one, witness="\n".join(lines))


# ---- a co-guarantor --------------------------------------------------------------------------------------------------


def _comrade(view: View, answers: list[Answer]) -> Iterator[Finding]:
    g = view.graph
    if "attacker" not in g.choices:
        return
    prov = answers[0].duty.prov
    attackers = [label for label, _ in view.low.incident.values("attacker")]
    bound = g.any(*(by_others(view, a) for a in answers))
    own = g.any(*(g.all(a.form.guard, a.duty.trapped) for a in answers if not a.duty.joint))
    lit = g.all(bound, own)
    where, cell = ever(view, lit), short(view, lit)
    if where is None or cell is None:
        return
    attacker = attackers[cell.choices["attacker"]]
    who = whom(view, prov.body.bearer)
    yield finding(
        view, COMRADE, "trap", f"{_cap(prov.ref.label)} binds {who} against a co-guarantor{clause(view, lit, bound)}.",
        prov.ref, cell, owed(view, cell, answers),
        why=f"The attacker may itself be one of those whom {prov.ref.label} binds, such as {attacker}.",
        where=where, weight=0.6, text="A co-guarantor attacks",
    )  # fmt: skip


# ---- the attacker's vote ---------------------------------------------------------------------------------------------


class Ballot(Struct, frozen=True):
    """The attacker's vote in one decision.

    may: that it has one. refuses: that it is cast against, others vote for, and the votes refuse the decision.
    """

    prov: Prov
    may: Lit
    refuses: Lit


def _votes(view: View) -> Iterator[Finding]:
    if "attacker" not in view.graph.choices:
        return
    for prov in {d.prov.id: d.prov for d in view.case.decisions}.values():
        mine = [d for d in view.case.decisions if d.prov.id == prov.id and not d.who]
        yield from _vote(view, _ballot(view, prov, [(d, rule) for d in mine for rule in d.rules]))
        yield from _unfound(
            view, _ballot(view, prov, [(d, r) for d in mine for r in d.rules if _bars(view, prov, r)])
        )


def _ballot(view: View, prov: Prov, rules: list[tuple[Decides, Rule]]) -> Ballot:
    g, t, leaves = view.graph, view.t, view.low.leaves
    attackers = [label for label, _ in view.low.incident.values("attacker")]
    may: list[Lit] = []
    refuses: list[Lit] = []
    for d, rule in rules:
        body = leaves.all.get(f"decision of {rule.organ}")
        by_votes = g.all(t.exists(d.refused), -leaves.takes(body) if body is not None else TRUE)
        for voter in (*rule.voters, *rule.consent):
            if voter.name in attackers:
                itself = g.chosen("attacker", attackers.index(voter.name))
                may.append(g.all(itself, rule.guard, voter.may, t.exists(d.opened)))
                refuses.append(g.all(may[-1], leaves.takes(voter.leaf, 1), by_votes))
    return Ballot(prov, g.any(*may), g.any(*refuses))


def _bars(view: View, prov: Prov, rule: Rule) -> bool:
    """Whether the text leaves the attacker out of a vote."""
    said: list[Any] = [rule.decider.who, rule.decider.without, prov.body.barred]
    for barred in view.low.prep.of(Barred):
        if barred.ins == prov.ins and (not barred.body.articles or prov.article in barred.body.articles):
            said.append(barred.body.who)
    return any(isinstance(n, Pronoun) and n.role == "attacker" for one in said for n in walk(one))


def _vote(view: View, one: Ballot) -> Iterator[Finding]:
    """The attacker votes against the case and it is refused, with as many others for it as there can be."""
    if one.may == FALSE:
        return
    prov, voters = one.prov, _voters(view, one.prov)
    cell = short(view, one.refuses, _established(view), prefer=_for_it(view, voters))
    found = ever(view, one.may)
    if cell is None or found is None:
        return
    opens = view.graph.any(
        *(view.t.exists(d.opened) for d in view.case.decisions if d.prov.id == prov.id and not d.who)
    )
    attacker = view.low.incident.values("attacker")[cell.choices["attacker"]][0]
    alone = sum(cell.choices.get(leaf.name, 0) == 2 for leaf in voters) == 1
    what = (
        "has a vote on the case, and under some rules refuses it alone" if alone else "has a vote on the case"
    )
    yield finding(
        view, VOTE, "trap", f"Under {prov.ref.label} the attacker {what}{clause(view, one.may, opens)}.", prov.ref,
        cell, _rejected(view, prov, cell),
        why=f"If {attacker} attacks, its vote counts like any other; the text does not leave it out.",
        where=found, weight=0.9, text="The attacker votes",
    )  # fmt: skip


def _unfound(view: View, one: Ballot) -> Iterator[Finding]:
    """The text leaves the attacker out, but who may vote is fixed before it is found who attacked."""
    late, prov = _found_later(view) if one.may != FALSE else None, one.prov
    if late is None:
        return
    voters, g = _voters(view, prov), view.graph
    for_it = _for_it(view, voters)
    found = ever(view, one.may, late)
    cell = (
        short(view, one.refuses, g.any(*for_it), _doubtful(view), prefer=[*_attack(view), *for_it])
        if found
        else None
    )
    if cell is None or found is None:
        return
    attacker = view.low.incident.values("attacker")[cell.choices["attacker"]][0]
    facts = [name for name in view.incident if name != "attribution"]
    some, every = (view.project(late, late.lit(lit), facts) for lit in (one.may, TRUE))
    share = Share((some & every).count(), every.count(), every.names)
    made = finding(
        view, VOTE, "trap", f"{_cap(prov.ref.label)} may open the vote before it is found who attacked, and until then "
        "the attacker is not left out.", prov.ref, cell, _rejected(view, prov, cell),
        why=f"Who may vote is settled when the decision opens: where it is not established then that {attacker} "
        "attacked, its vote counts like any other.",
        where=found, weight=0.55, assumes=late.conduct.text, text="The attacker votes as long as it is not found",
    )  # fmt: skip
    yield replace(made, share=share)


def _found_later(view: View) -> Assumed | None:
    """All do at once what the text asks for, but who attacked is found a day later; None where nothing turns on it."""
    leaf, choices = view.low.leaves.all.get("finding"), view.graph.choices
    if leaf is None or "attribution" not in choices:
        return None
    levels = [label for label, _ in view.low.incident.values("attribution")]
    found = next((i for i, way in enumerate(leaf.ways, 1) if way.label == "established"), 0)
    if "not stated" not in levels or not found:
        return None
    conduct = view.willing.conduct
    text = "all do at once what the text asks for or lets them do, and who attacked is found a day later"
    settled = {"attribution": frozenset({levels.index("not stated")}), "finding": frozenset({found})}
    return view.assume(Conduct({**conduct.choices, **settled}, {**conduct.times, leaf.var: DAY}, text))


def _attack(view: View) -> list[Lit]:
    """An attack, rather than a threat."""
    values = view.graph.choices["kind"].values if "kind" in view.graph.choices else ()
    return [view.graph.chosen("kind", values.index("an attack"))] if "an attack" in values else []


def _voters(view: View, prov: Prov) -> set[Leaf]:
    return {v.leaf for d in view.case.decisions if d.prov.id == prov.id for r in d.rules for v in r.voters}


def _for_it(view: View, voters: set[Leaf]) -> list[Lit]:
    return [view.low.leaves.takes(leaf, 0) for leaf in sorted(voters, key=lambda leaf: leaf.name)]


def _rejected(view: View, prov: Prov, cell: Cell) -> tuple[str, ...]:
    closed = "the decision was rejected"
    exact = f"the decision{article(view, prov)} was rejected"
    return confirmed(view, cell, ("the case has not arisen", closed), (exact,), (closed,))


def _established(view: View) -> Lit:
    g = view.graph
    if "attribution" not in g.choices:
        return 1
    return g.chosen("attribution", g.choices["attribution"].values.index("established"))


def _doubtful(view: View) -> Lit:
    """That it is not established yet who attacked."""
    values = [label for label, _ in view.low.incident.values("attribution")]
    return view.graph.among("attribution", [values.index(one) for one in ("not stated", "suspected")])


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
