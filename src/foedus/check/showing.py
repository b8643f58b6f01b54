"""How a finding is shown: a short case in which it holds, and what the interpreter must say of it."""

from collections.abc import Iterable, Sequence

from foedus.base import instant_text
from foedus.cases.backends.completions import Cube, Set
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.reading import Reading
from foedus.cases.times import Time
from foedus.check.expects import numbered
from foedus.check.replay import Replay
from foedus.check.view import Answer, Depends, View
from foedus.check.witnesses import lenient, plain, prompt, quiet
from foedus.check.words import condition
from foedus.engine.prepared import Prov
from foedus.model import Finding, Ref


def short(view: View, *lits: Lit, prefer: Sequence[Lit] = (), assumed: Assumed | None = None) -> Cell | None:
    """A short, plain case in which all of these hold, while each does at once what it wishes; None if there is none."""
    for a in (assumed,) if assumed is not None else (prompt(view), lenient(view)):
        inside = a.lits(list(lits))
        if FALSE not in inside:
            soft = a.lits(list(prefer))
            cell = view.cell(a, *inside, prefer=[*soft, *plain(view), *quiet(view)])
            if cell is not None:
                return cell
    return None


def ever(view: View, lit: Lit, assumed: Assumed | None = None) -> tuple[bool, Depends] | None:
    """Whether something can happen in every completion, else in which; None if in none."""
    a = assumed or view.willing
    inside = a.lit(lit)
    if inside == FALSE:
        return None
    always, depends = view.completions(a, inside)
    return (always, depends) if always or depends else None


def clause(view: View, lit: Lit, base: Lit = TRUE, most: int = 2) -> str:
    """` if decider is …`: the completions in which something can happen, told within those in which something else can.

    Args:
        view: the draft.
        lit: what can happen.
        base: what must be possible in the first place, and goes without saying.
        most: how many boxes of completions are told; if there are more, ` in some completions`.
    """
    a = view.willing
    names = [n for n in view.points if n not in a.conduct.choices]
    some, here = (view.project(a, x, names) for x in a.lits([base, lit]))
    if some <= here:
        return ""
    boxes = here.amid(some).cover(most + 1)
    if len(boxes) > most:
        return " in some completions"
    return " if " + " or if ".join(_box(view, box, some) for box in boxes)


def _box(view: View, box: Cube, base: Set) -> str:
    """A box of completions; where most of the options that come into question are meant, those that are not."""
    parts: list[str] = []
    for name, values in box.items():
        every = view.graph.choices[name].values
        open_ = [i for i in range(len(every)) if not base.given({name: i}).is_empty]
        meant = tuple(every[i] for i in open_ if i in values)
        others = tuple(every[i] for i in open_ if i not in values)
        if len(others) * 2 < len(meant):
            parts.append(condition([(name[1:], others)]).replace(" is ", " is not ", 1))
        else:
            parts.append(condition([(name[1:], meant)]))
    return " and ".join(parts)


def article(view: View, prov: Prov) -> str:
    """` under article 3`, with its text where there are several or it is not the draft's own; "" outside articles."""
    said = numbered(prov)
    if not said:
        return ""
    own = prov.ins in view.low.prep.mains and not view.several
    return f" under {said}{'' if own else f' of {view.low.code(prov.ins)}'}"


def instant(view: View, minutes: int) -> str:
    """An instant, so many minutes after the attack."""
    return instant_text(view.low.incident.at + minutes)


def owed(view: View, cell: Cell, answers: Iterable[Answer], most: int = 2) -> tuple[str, ...]:
    """What the interpreter must say at once when some answers arise: who owes or may do what."""
    reading = Reading(view.case, cell)
    out: list[str] = []
    for a in answers:
        if len(out) >= most or not reading.holds(by_others(view, a)):
            continue
        at = reading.minutes(a.duty.arises)
        name = next((n for n, lit in a.duty.members if reading.holds(lit)), "")
        if at is not None and name:
            due = reading.minutes(a.duty.due)
            if a.form.modal == "must" and due is not None and due <= at:  # it is over as soon as it arises
                out.append(f"at {instant(view, at)}: it is not so that nobody is in breach")
                continue
            out.append(f"at {instant(view, at)}: {duty_text(view, a, name)}")
    return tuple(dict.fromkeys(out))


def duty_text(view: View, answer: Answer, name: str) -> str:
    """`Poland owes use-force under article 3`, `Poland may use-force under article 3`."""
    measure = answer.form.measures[0][0]
    said = {"assist": "assistance", "consult": "consultation"}.get(measure, measure)
    tail = article(view, answer.duty.prov)
    verb = f"owes {said}" if answer.form.modal == "must" else f"{answer.form.modal} {measure}"
    return f"{name} {verb}{tail}"


def exists(view: View, time: Time) -> Lit:
    """Whether a time comes at all."""
    return view.t.exists(time)


def by_others(view: View, answer: Answer) -> Lit:
    """Whether an answer arises for one who did not make the attack itself."""
    g = view.graph
    lit = view.arises(answer)
    if "attacker" in g.choices and not answer.duty.joint:
        names = [label for label, _ in view.low.incident.values("attacker")]
        if answer.duty.bearer in names:
            lit = g.all(lit, -g.chosen("attacker", names.index(answer.duty.bearer)))
    return lit


NOTHING = "EXCL_TERRITORY or EXCL_TYPE or EXCL_CAUSE or NOT_DETERMINED or NOT_IN_FORCE or EXPIRED"
"""The outcomes of an attack that nothing answers."""


def confirmed(view: View, cell: Cell, *expects: tuple[str, ...]) -> tuple[str, ...]:
    """The first of several ways to state a finding, the most exact first, that the interpreter confirms."""
    replay = view.once("replay", lambda: Replay(view.draft))
    for one in expects[:-1]:
        if not replay.problems(view.witness(cell, "Tried", one)):
            return one
    return expects[-1]


def finding(
    view: View, code: str, kind: str, sentence: str, ref: Ref, cell: Cell, expects: Sequence[str], *, why: str = "",
    where: tuple[bool, Depends] = (True, ()), weight: float = 0.5, group: str = "", assumes: str = "",
    also: tuple[Ref, ...] = (), covers: tuple[str, ...] = (), text: str = "", sets: tuple[tuple[str, ...], ...] = (),
) -> Finding:  # fmt: skip
    """A finding with its witness."""
    witness = view.witness(cell, text or sentence.rstrip(".").replace('"', "'"), expects)
    always, depends = where
    return Finding(
        code, kind, sentence, ref, why, also, covers, always=always, depends=depends,
        assumes=assumes or lenient(view).conduct.text, witness=witness, expects=tuple(expects), sets=sets,
        weight=weight if always else weight * 0.6, group=group or kind,
    )  # fmt: skip


__all__ = [
    "NOTHING",
    "confirmed",
    "article",
    "by_others",
    "clause",
    "duty_text",
    "ever",
    "exists",
    "finding",
    "instant",
    "owed",
    "short",
]
