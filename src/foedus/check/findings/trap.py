"""Traps: bound by an attack that the beneficiary provoked, bound against a co-guarantor, an attacker that votes."""

from collections.abc import Iterator

from foedus.cases.graph import Lit
from foedus.check.people import whom
from foedus.check.showing import article, by_others, clause, confirmed, ever, finding, owed, short
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.model import Finding

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
    from msgspec.structs import replace

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


def _votes(view: View) -> Iterator[Finding]:
    g, t = view.graph, view.t
    if "attacker" not in g.choices:
        return
    attackers = [label for label, _ in view.low.incident.values("attacker")]
    for prov in {d.prov.id: d.prov for d in view.case.decisions}.values():
        may: list[Lit] = []
        refuses: list[Lit] = []
        opens: list[Lit] = []
        mine = [d for d in view.case.decisions if d.prov.id == prov.id and not d.who]
        for d in mine:
            opens.append(t.exists(d.opened))
            for rule in d.rules:
                for voter in (*rule.voters, *rule.consent):
                    if voter.name in attackers:
                        itself = g.chosen("attacker", attackers.index(voter.name))
                        may.append(g.all(itself, rule.guard, voter.may, opens[-1]))
                        refuses.append(
                            g.all(may[-1], view.low.leaves.takes(voter.leaf, 1), t.exists(d.refused))
                        )
        if may:
            yield from _vote(view, prov, g.any(*may), g.any(*refuses), g.any(*opens))


def _vote(view: View, prov: Prov, may: Lit, refuses: Lit, opens: Lit) -> Iterator[Finding]:
    """The attacker votes against the case and it is refused, with as many others for it as there can be."""
    voters = {v.leaf for d in view.case.decisions if d.prov.id == prov.id for r in d.rules for v in r.voters}
    for_it = [view.low.leaves.takes(leaf, 0) for leaf in sorted(voters, key=lambda leaf: leaf.name)]
    cell, found = short(view, refuses, _established(view), prefer=for_it), ever(view, may)
    if cell is None or found is None:
        return
    attacker = view.low.incident.values("attacker")[cell.choices["attacker"]][0]
    alone = sum(cell.choices.get(leaf.name, 0) == 2 for leaf in voters) == 1
    what = (
        "has a vote on the case, and under some rules refuses it alone" if alone else "has a vote on the case"
    )
    closed = "the decision was rejected"
    expects = confirmed(
        view,
        cell,
        ("the case has not arisen", closed),
        (f"the decision{article(view, prov)} was rejected",),
        (closed,),
    )
    yield finding(
        view, VOTE, "trap", f"Under {prov.ref.label} the attacker {what}{clause(view, may, opens)}.", prov.ref, cell,
        expects,
        why=f"If {attacker} attacks, its vote counts like any other; the text does not leave it out.",
        where=found, weight=0.9, text="The attacker votes",
    )  # fmt: skip


def _established(view: View) -> Lit:
    g = view.graph
    if "attribution" not in g.choices:
        return 1
    return g.chosen("attribution", g.choices["attribution"].values.index("established"))


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
