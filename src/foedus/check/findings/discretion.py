"""Gap of discretion: answers that leave open whether anything is done or what, or that do no more than consult."""

from collections.abc import Iterator

from foedus.cases.duties import DutyCase
from foedus.cases.graph import Lit
from foedus.check.people import whom
from foedus.check.showing import by_others, clause, confirmed, ever, finding, owed, short
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.model import Finding

CODE = "F0401"
_WEIGHT = {"power": 0.95, "free": 0.6, "measure": 0.4, "consult": 0.7, "talk": 0.8}
_STEPS = (
    "invoke", "vote", "convene", "waive", "withdraw", "request", "object", "consent", "declare", "suspend", "accede",
    "ratify", "sign", "enact", "repeal", "terminate", "decide", "resume", "release",
)  # fmt: skip
"""What may be done under a text only: to let somebody do it is no empty word."""
_MEANS = {
    "discretion": "its bearer chooses what that is, and any act is enough",
    "process": "what it is turns on each bearer's own procedure, and that may come to nothing",
    "all-means": "which means there are is for its bearer to say",
}


def find(view: View) -> Iterator[Finding]:
    """Each provision that answers an attack, by what it leaves open."""
    by_prov: dict[int, list[Answer]] = {}
    for answer in view.answers:
        by_prov.setdefault(answer.duty.prov.id, []).append(answer)
    for answers in by_prov.values():
        for kind in ("power", "consult", "talk", "free", "measure"):
            mine = [a for a in answers if _kind(a) == kind]
            if mine:
                yield from _finding(view, kind, mine)
    yield from _idle(view)


def _kind(answer: Answer) -> str:
    """What it leaves open: whether to act at all, by what means, or all but talk; "" if nothing."""
    form = answer.form
    if form.modal != "must":
        return "power" if answer.level == "discretion" else "talk"
    if answer.level == "consult":
        return "consult"
    measures = {m for ms in form.measures for m in ms}
    if form.latitude in _MEANS:
        return "free"
    return "measure" if measures == {"assist"} else ""


def _finding(view: View, kind: str, answers: list[Answer]) -> Iterator[Finding]:
    g = view.graph
    prov = answers[0].duty.prov
    lit = g.any(*(by_others(view, a) for a in answers))
    where = ever(view, lit)
    cell = short(
        view, lit, prefer=[-view.strength("binding"), -view.strength("discretion")][kind == "free" :]
    )
    if where is None or cell is None:
        return
    every = g.any(*(by_others(view, a) for a in view.answers if a.duty.prov.id == prov.id))
    if_ = clause(view, lit, every)
    sentence, why = _words(view, kind, answers, prov, if_)
    expects = owed(view, cell, answers)
    weight = _WEIGHT[kind] * (0.5 if prov.consequence else 1.0)
    yield finding(
        view, CODE, "discretion", sentence, prov.ref, cell, expects, why=why, where=where, weight=weight
    )


def _words(view: View, kind: str, answers: list[Answer], prov: Prov, if_: str) -> tuple[str, str]:
    label = prov.ref.label[:1].upper() + prov.ref.label[1:]
    who = whom(view, prov.body.bearer)
    form = answers[0].form
    measures = dict.fromkeys(ms[0] for a in answers for ms in a.form.measures[:1])
    if kind == "power":
        modals = {a.form.modal for a in answers}
        what = (
            "is only a power"
            if modals == {"may"}
            else "is only a policy"
            if modals == {"intends to"}
            else "is a power or a policy"
        )
        return (
            f"{label} {what}: {who} may leave the attack unanswered{if_}.",
            "Nobody who does nothing is in breach.",
        )
    if kind == "talk":
        return (
            f"{label} lets {who} consult, and not even that is a duty{if_}.",
            "Nobody who keeps away is in breach.",
        )
    if kind == "consult":
        return f"{label} asks {who} to do no more than consult{if_}.", "No help is owed, and no measure."
    if kind == "free":
        return (
            f"{label} binds {who} to {next(iter(measures))}, but the means are free{if_}.",
            f"The text fixes no measure: {_MEANS[form.latitude]}. What is surely owed may be next to nothing.",
        )
    return (
        f"{label} binds {who} to assist, but names no measure{if_}.",
        "Any help performs it, however small: what is surely owed may be next to nothing.",
    )


# ---- besides answers -------------------------------------------------------------------------------------------------


def _idle(view: View) -> Iterator[Finding]:
    """Sentences that let somebody do what needs no leave, such as to report or to keep its promise, and bind nobody."""
    g, t = view.graph, view.t
    answers = {id(a.duty) for a in view.answers}
    found: dict[int, tuple[Prov, list[tuple[str, str]], list[Lit]]] = {}
    for one in (*view.case.duties, *view.case.standing):
        if id(one) in answers or one.prov.ins not in view.low.prep.mains or one.prov.consequence:
            continue
        duty = isinstance(one, DutyCase)
        lasts = t.exists(one.arises) if duty else t.holds_at(one.binds, view.low.attack)
        for form in one.forms:
            measures = [m for ms in form.measures for m in ms if m not in _STEPS]
            if form.modal in ("may", "intends to") and measures:
                _, said, lits = found.setdefault(one.prov.id, (one.prov, [], []))
                said.append((form.modal, measures[0]))
                lits += [g.all(form.guard, lasts, member) for _, member in one.members]
    for prov, said, lits in found.values():
        yield from _free(view, prov, said, g.any(*lits))


def _free(view: View, prov: Prov, said: list[tuple[str, str]], lit: Lit) -> Iterator[Finding]:
    must = any(
        x.prov is prov and f.modal == "must"
        for x in (*view.case.duties, *view.case.standing)
        for f in x.forms
    )
    where, cell = ever(view, lit), short(view, lit)
    if where is None or cell is None:
        return
    modal, measure = said[0]
    what = "a policy" if modal == "intends to" else "a power"
    if_ = clause(view, lit) if must else ""
    label = prov.ref.label[:1].upper() + prov.ref.label[1:]
    yield finding(
        view, CODE, "discretion", f"{label} is only {what}: {whom(view, prov.body.bearer)} need not {measure}{if_}.",
        prov.ref, cell, confirmed(view, cell, ("nobody is in breach",), ("it is not so that nobody is in breach",)),
        why="Nobody who does nothing is in breach of it.", where=where, weight=0.15,
    )  # fmt: skip
