"""Gap of time: how long it takes at worst, to the minute, until a binding duty to help falls due; or who can delay it."""

from collections.abc import Iterator

from msgspec import Struct

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.times import Time
from foedus.check.atonce import at_once, few, plain, rests_on, shortest, willing_box
from foedus.check.deciders import blockings
from foedus.check.expects import article, says
from foedus.check.latest import ASK, ASKING, FIND, SAYING, Latest, latest
from foedus.check.sets import told
from foedus.check.view import Answer, View
from foedus.check.words import hours
from foedus.engine.words import listed
from foedus.model import Finding

CODE = "F0301"


class Due(Struct, frozen=True):
    """One binding duty under a conduct: whether it arises, and by when it is due."""

    answer: Answer
    arises: Lit
    due: Time


def find(view: View) -> Iterator[Finding]:
    """A duty that comes later than the horizon; one without a clock; a decision that may take for ever."""
    binding = [x for x in view.answers if x.level == "binding"]
    if not binding:
        return
    yield from _late(view, binding)
    yield from _clockless(view, binding)
    yield from _endless(view)


def dues(view: View, a: Assumed, binding: list[Answer]) -> list[Due]:
    """The binding duties that may arise under a conduct."""
    out: list[Due] = []
    for x in binding:
        arises = a.lit(view.arises(x))
        if arises != FALSE:
            out.append(Due(x, arises, a.minutes(x.duty.due)))
    return out


def by(view: View, found: list[Due], minutes: int) -> Lit:
    """Whether some duty is due within so many minutes of the attack; all instants are fixed."""
    g = view.graph
    return g.any(*(g.all(d.arises, guard) for d in found for guard, term in d.due if term.plus <= minutes))


def extreme(view: View, a: Assumed, found: list[Due], worst: bool) -> int | None:
    """The worst or best case of the first moment by which a duty is due, in minutes; None if none ever is."""
    g = view.graph
    instants = sorted({term.plus for d in found for _, term in d.due}, reverse=worst)
    some = by(view, found, max(instants, default=0))
    for at in instants:
        earlier = by(view, found, at - 1)
        lit = g.all(some, -earlier) if worst else by(view, found, at)
        if view.sat.solve(a.domain, lit, budget=view.budget) is not None:
            return at
    return None


# ---- later than the horizon ------------------------------------------------------------------------------------------


def _late(view: View, binding: list[Answer]) -> Iterator[Finding]:
    slow = latest(view)
    found = dues(view, slow, binding)
    worst = extreme(view, slow, found, True)
    if worst is None or worst <= view.horizon:
        return
    best = extreme(view, view.willing, dues(view, view.willing, binding), False)
    g = view.graph
    some = by(view, found, worst)
    late = g.all(some, -by(view, found, view.horizon))
    points = [n for n in view.points if n not in slow.conduct.choices]
    base = view.project(slow, some, points)
    where = view.project(slow, late, points)
    always = base <= where
    cell, first = _worst_cell(view, binding, worst)
    a = first[0]
    answer = first[1]
    attack = view.low.incident.at
    name = _bearer(view, a, answer, cell)
    arises = a.at(view, answer.duty.arises, cell)
    assert arises is not None
    owed = says(answer, name, view)
    under = article(view, answer.duty.prov)
    expects = [
        f"at {instant_text(attack + arises)}: {owed} until {instant_text(attack + worst)}" + (f" under {under}" if under else ""),
        f"it is not so that whenever an attack occurs, some party must assist within {_exact(view.horizon)}",
        f"it is not so that whenever an attack occurs, some party must assist within {_exact(worst - 1)}",
        f"whenever an attack occurs, some party must assist within {_exact(worst)}",
    ]  # fmt: skip
    where_said = "" if always else " in the slowest completion"
    quick = f"; at best it is {hours(best)}" if best is not None else ""
    yield Finding(
        CODE, "time",
        f"Up to {hours(worst)} pass from the attack until the first duty to help falls due{where_said}, more than {hours(view.horizon)}.",
        answer.ref, f"The clocks run one after the other{quick}.", covers=tuple(_cascade(view, a, answer, cell)),
        always=always, depends=() if always else tuple(view.settings(c) for c in where.amid(base).cover(6)),
        assumes=_assumed(view, a, cell), witness=view.witness(cell, f"The first duty after {hours(worst)}", expects),
        expects=tuple(expects), minutes=worst, best=best, weight=min(0.9, 0.4 + 0.1 * worst / view.horizon), group="time",
    )  # fmt: skip


def _exact(minutes: int) -> str:
    return f"{minutes // 60} hours" if minutes % 60 == 0 else f"{minutes} minutes"


def _worst_cell(view: View, binding: list[Answer], worst: int) -> tuple[Cell, tuple[Latest, Answer]]:
    """A short case that attains the worst, with the duty that is due first in it."""
    g = view.graph
    a = latest(view, lenient=True)
    found = dues(view, a, binding)
    lit = g.all(by(view, found, worst), -by(view, found, worst - 1))
    raw = view.cell(a, lit, prefer=[*plain(view), *few(view)])
    assert raw is not None
    cell = a.filled(view, raw)
    for d in found:
        if g.values([d.arises], cell.choices, dict(cell.times))[0] and a.at(view, d.answer.duty.due, cell) == worst:
            return cell, (a, d.answer)
    raise AssertionError("no duty is due when one is")


def _bearer(view: View, a: Latest, answer: Answer, cell: Cell) -> str:
    for name, lit in answer.duty.members:
        if view.graph.values([a.lit(lit)], cell.choices, dict(cell.times))[0]:
            return name
    return answer.duty.bearer


def _cascade(view: View, a: Latest, answer: Answer, cell: Cell) -> Iterator[str]:
    """The clocks that run one after the other in a case."""
    marks: list[tuple[int, str]] = []
    for leaf in view.low.leaves.all.values():
        way = cell.choices.get(leaf.name, 0)
        if way and not leaf.early and leaf.ways[0].kind in (*ASKING, "attribute"):
            what = "it is established who attacked" if leaf.name == "finding" else _said(view, leaf.ways[way - 1].say, cell)
            marks.append((cell.times[leaf.var], f"{what} (assumed)"))
    for d in view.case.decisions:
        opened, closed = a.at(view, d.opened, cell), a.at(view, d.adopted, cell)
        if opened is not None and closed is not None:
            marks.append((closed, f"the decision under {d.prov.ref.label}, open since {hours(opened)}, is taken"))
    arises, due = a.at(view, answer.duty.arises, cell), a.at(view, answer.duty.due, cell)
    assert arises is not None
    assert due is not None
    marks += [(arises, f"the duty under {answer.duty.prov.ref.label} arises"), (due, "it falls due")]
    last = 0
    for at, what in sorted(marks, key=lambda one: one[0]):
        yield f"after {hours(at)}: {what}" + (f" ({hours(at - last)} later)" if 0 < last < at else "")
        last = at


def _said(view: View, say: str, cell: Cell) -> str:
    victim = view.graph.choices["victim"].values[cell.choices["victim"]] if "victim" in view.graph.choices else "the victim"
    return say.replace("{victim}", victim)


def _assumed(view: View, a: Latest, cell: Cell) -> str:
    """The conduct behind the worst case, in words, as far as it matters in it."""
    parts: list[str] = []
    taking = [leaf for leaf in view.low.leaves.all.values() if cell.choices.get(leaf.name, 0)]
    if any(leaf.ways[0].kind in ASKING for leaf in taking):
        parts.append(f"whoever asks does so within {hours(ASK)}")
    if any(leaf.name == "finding" for leaf in taking):
        parts.append(f"it is found who attacked within {hours(FIND)}")
    if any(leaf.ways[0].kind in SAYING for leaf in taking):
        parts.append("those who decide take all the time that the clock allows")
    free = [leaf.name for leaf in taking if leaf.ways[0].kind in (*ASKING, "attribute")]
    if free:
        parts.append("without these limits they could delay for ever")
    return listed(parts, "and") if parts else "nobody delays anything that the text leaves open"


# ---- without a clock -------------------------------------------------------------------------------------------------


def _clockless(view: View, binding: list[Answer]) -> Iterator[Finding]:
    """Articles under which a duty may arise that has no clock, where no other duty is due."""
    a = at_once(view)
    found = dues(view, a, binding)
    due_some = view.graph.any(*(view.graph.all(d.arises, guard) for d in found for guard, _ in d.due))
    seen: set[int] = set()
    for d in found:
        prov = d.answer.duty.prov
        if prov.id in seen:
            continue
        mine = [x for x in found if x.answer.duty.prov is prov]
        timeless = view.graph.any(*(view.graph.all(x.arises, *(-guard for guard, _ in x.due)) for x in mine))
        if timeless == FALSE or all(x.due for x in mine):
            continue
        seen.add(prov.id)
        cell = shortest(view, a, timeless, -due_some, *willing_box(view, kinds=("ratify", "sign", "enact", "vote")))
        if cell is None:
            continue
        answer = next(x.answer for x in mine if view.graph.values([x.arises], cell.choices, dict(cell.times))[0])
        name = next(n for n, lit in answer.duty.members if view.graph.values([a.lit(lit)], cell.choices, {})[0])
        expects = [says(answer, name, view), "it is not so that whenever an attack occurs, some party must assist within "
                   f"{_exact(view.horizon)}"]  # fmt: skip
        always, depends = view.completions(view.willing, view.willing.lit(view.strength("binding")))
        yield Finding(
            CODE, "time", f"The duty to help under {prov.ref.label} has no clock.", prov.ref,
            "Whoever owes it can take for ever without being in breach" + _why(prov.body) + ".",
            covers=(f"unbounded: {_owers(view, mine)} can delay for ever",), always=always, depends=depends,
            assumes=view.willing.conduct.text, witness=view.witness(cell, "A duty without a clock", expects),
            expects=tuple(expects), sets=((name,),), weight=0.7, group="time",
        )  # fmt: skip


def _why(body: object) -> str:
    limit = getattr(body, "deadline", None)
    return ": “without delay” fixes no instant" if limit is not None and limit.delay else ""


def _owers(view: View, mine: list[Due]) -> str:
    names = list(dict.fromkeys(n for d in mine for n, _ in d.answer.duty.members))
    return listed(names, "or") if len(names) < 4 else f"each of the {len(names)} who may owe it"


# ---- a decision without an end ---------------------------------------------------------------------------------------


def _endless(view: View) -> Iterator[Finding]:
    """Decisions that may stay open for ever: no clock, or silence that leaves the question open."""
    g, a = view.graph, at_once(view)
    for prov in {d.prov.id: d.prov for d in view.case.decisions if d.prov.ins in view.low.prep.mains}.values():
        for b in sorted(blockings(view, a, prov), key=lambda b: min((len(s) for _, x in b.silent for s in x), default=99)):
            if not any(x.level == "binding" for x in b.answers):
                continue
            decides = next(d for d in view.case.decisions if d.prov is prov and b.rule in d.rules)
            sets = [s for _, x in b.silent for s in x]
            if not sets:
                continue
            open_ended = _open(view, a, decides.due, prov)
            if open_ended == FALSE:
                continue
            quiet = [b.actors[i].silent(view) for i in sets[0]]
            rest = [x.says(view, x.yes) for i, x in enumerate(b.actors) if i not in sets[0]]
            guard = a.lit(b.rule.guard)
            cell = shortest(view, a, -b.target, guard, open_ended, *quiet, *rest, *willing_box(view, kinds=("vote", "decide")))
            if cell is None:
                continue
            names = listed(told([sets[0]], [x.name for x in b.actors], b.alike, b.noun), "or")
            expects = ["the decision is open", "always, no party owes assistance"]
            always, depends = view.completions(view.willing, view.willing.lit(g.all(view.strength("binding"), b.rule.guard)))
            yield Finding(
                CODE, "time", f"{names[:1].upper() + names[1:]} can put off the decision for ever.", prov.ref,
                "It has no clock that ends it." if not decides.due else "When its time is over, the question stays open.",
                covers=(f"unbounded: {names} can delay for ever",), always=always, depends=depends,
                assumes="whoever may invokes at once, and it is established who attacked",
                witness=view.witness(cell, "A decision without an end", expects), expects=tuple(expects),
                sets=tuple(b.set_names(s) for s in sets[:1]), weight=0.8, group="time",
            )  # fmt: skip
            break


def _open(view: View, a: Assumed, due: Time, prov: object) -> Lit:
    """The completions in which nothing ends a decision."""
    g = view.graph
    clockless = TRUE if not due else -a.lit(view.t.exists(due))
    open_ = [lit for lit, said in view.low.choices(getattr(prov.body, "silence", "")) if str(said) == "open"]  # type: ignore[attr-defined]
    return g.any(clockless, *open_)


__all__ = ["by", "dues", "extreme", "find", "rests_on"]
