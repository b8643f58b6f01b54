"""Gap of discretion: answers that leave open whether anything is done or what, or that do no more than consult."""

from collections.abc import Iterator

from foedus.check.people import whom
from foedus.check.showing import by_others, clause, ever, finding, owed, short
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.model import Finding

CODE = "F0401"
_WEIGHT = {"power": 0.95, "free": 0.6, "measure": 0.4, "consult": 0.7}
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
        for kind in ("power", "consult", "free", "measure"):
            mine = [a for a in answers if _kind(a) == kind]
            if mine:
                yield from _finding(view, kind, mine)


def _kind(answer: Answer) -> str:
    """What it leaves open: whether to act at all, by what means, or all but talk; "" if nothing."""
    form = answer.form
    if form.modal != "must":
        return "power" if answer.level == "discretion" else "consult"
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
