"""Undefined: decisions without a rule for silence or with nobody to take them, nobody bound to attribute, nuclear
weapons not mentioned."""

from collections.abc import Iterator

from foedus.cases.graph import FALSE, Lit
from foedus.check.atonce import at_once
from foedus.check.people import whom
from foedus.check.reasons import said
from foedus.check.showing import NOTHING, by_others, clause, confirmed, ever, finding, owed, short
from foedus.check.view import Answer, View
from foedus.engine.tally import need
from foedus.model import Decision, Finding, Hole, NoNuclear, StandardIs

SILENCE, ATTRIBUTION, NUCLEAR = "F1501", "F1502", "F1503"


def find(view: View) -> Iterator[Finding]:
    """What the text leaves without any rule."""
    yield from _silence(view)
    yield from _electorate(view)
    yield from _attribution(view)
    yield from _nuclear(view)


# ---- decisions -------------------------------------------------------------------------------------------------------


def _silence(view: View) -> Iterator[Finding]:
    """A decision that runs out of time, and nothing says what that means."""
    g, t = view.graph, view.t
    for prov in {d.prov.id: d.prov for d in view.case.decisions}.values():
        body: Decision = prov.body
        if isinstance(body.silence, Hole) or body.silence:
            continue
        mine = [d for d in view.case.decisions if d.prov.id == prov.id]
        lit = g.any(*(t.exists(d.lapsed) for d in mine))
        where, cell = ever(view, lit, at_once(view)), short(view, lit)  # whoever wishes stays silent, all at once
        if where is None or cell is None:
            continue
        yield finding(
            view, SILENCE, "undefined", f"{_cap(prov.ref.label)} has no rule for silence.", prov.ref, cell,
            ("the decision has lapsed", "the case has not arisen"),
            why="When its time runs out without enough votes, each side may say what it likes about what that means.",
            where=where, weight=0.7, text="Nobody decides in time",
        )  # fmt: skip


def _electorate(view: View) -> Iterator[Finding]:
    """A decision for which fewer may vote than its rule asks for."""
    g, t = view.graph, view.t
    for prov in {d.prov.id: d.prov for d in view.case.decisions}.values():
        few: list[Lit] = []
        for d in (d for d in view.case.decisions if d.prov.id == prov.id):
            for rule in d.rules:
                if rule.organ and not rule.voters:
                    continue
                may = [v.may for v in rule.voters]
                least = need(rule.decider, len(may)) if rule.decider.kind == "at-least" else 1
                few.append(g.all(rule.guard, t.exists(d.opened), -g.at_least(max(least, 1), may)))
        lit = g.any(*few)
        if lit == FALSE:
            continue
        where = ever(view, lit)
        cell = short(view, lit, assumed=view.willing) if where is not None else None
        if where is None or cell is None:
            continue
        opens = g.any(*(t.exists(d.opened) for d in view.case.decisions if d.prov.id == prov.id))
        yield finding(
            view, SILENCE, "undefined",
            f"{_cap(prov.ref.label)} can be left without enough voters{clause(view, lit, opens)}.", prov.ref,
            cell, ("the case has not arisen",),
            why="Even if all have ratified and all vote for it, there are fewer voters than the rule asks for.",
            where=where, weight=0.9, assumes=view.willing.conduct.text, text="Too few may vote",
        )  # fmt: skip


# ---- attribution -----------------------------------------------------------------------------------------------------


def _attribution(view: View) -> Iterator[Finding]:
    """The answer turns on who attacked, and nobody has to find that."""
    g = view.graph
    answers = [a for a in view.answers if not a.duty.prov.consequence]
    if "attribution" not in g.choices or not answers or _attributes(view):
        return
    values = g.choices["attribution"].values
    answered = g.any(*(by_others(view, a) for a in answers))
    sure, unsaid = (g.chosen("attribution", values.index(v)) for v in ("established", "not stated"))
    fine = short(view, answered, sure)
    if fine is None:
        return
    same = [g.chosen(n, fine.choices[n]) for n in (*view.points, *view.incident) if n != "attribution"]
    doing = [
        g.chosen(n, fine.choices[n])
        for n, leaf in view.low.leaves.all.items()
        if leaf.ways[0].kind != "attribute"
    ]
    cell = short(view, unsaid, -answered, *same, *doing)
    if cell is None:
        return
    spot = said(view, answers, "attacker")
    ref = spot.ref if spot is not None else answers[0].ref
    words = f" (“{spot.words}”)" if spot is not None and spot.words else ""
    yield finding(
        view, ATTRIBUTION, "undefined", "Nobody is bound to find who attacked, although the answer turns on it.", ref,
        cell, confirmed(view, cell, ("NOT_DETERMINED",), (NOTHING,)),
        why=f"{_cap(ref.label)} asks who attacked{words}; until somebody finds that, nothing arises.",
        weight=0.75, text="Nobody says who attacked",
    )  # fmt: skip


def _attributes(view: View) -> bool:
    """Whether somebody must say who attacked, or a body decides it."""
    for prov in view.low.prep.norms:
        if prov.body.modal == "must" and any(
            getattr(a, "measure", "") in ("attribute", "find") for a in prov.body.actions
        ):
            return True
    return any(
        isinstance(p.body, StandardIs) and "attribut" in p.body.name for p in view.low.prep.of(StandardIs)
    )


# ---- nuclear weapons -------------------------------------------------------------------------------------------------


def _nuclear(view: View) -> Iterator[Finding]:
    """A text that binds to force and says nothing on nuclear weapons."""
    g = view.graph
    said_in = {p.ins for p in view.low.prep.of(NoNuclear)}
    force: dict[int, list[Answer]] = {}
    for answer in view.answers:
        prov = answer.duty.prov
        measures = {m for ms in answer.form.measures for m in ms}
        if answer.form.modal == "must" and "use-force" in measures and prov.ins not in said_in:
            force.setdefault(prov.ins, []).append(answer)
    for answers in force.values():
        lit = g.any(*(by_others(view, a) for a in answers))
        where, cell = ever(view, lit), short(view, lit)
        if where is None or cell is None:
            continue
        prov = answers[0].duty.prov
        if_ = clause(view, lit, view.strength("consult")).replace(" if ", ", as it does if ", 1)
        yield finding(
            view, NUCLEAR, "undefined",
            f"The text says nothing on nuclear weapons, although {prov.ref.label} binds "
            f"{whom(view, prov.body.bearer)} to force{if_}.",
            prov.ref, cell, owed(view, cell, answers),
            why="Whether the duty reaches nuclear weapons is left to each reader.", where=where, weight=0.3,
            text="Force is owed",
        )  # fmt: skip


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
