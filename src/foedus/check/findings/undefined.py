"""Undefined: decisions without a rule for silence or with nobody to take them, nobody bound to attribute, nuclear
weapons not mentioned."""

from collections.abc import Iterator

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, Lit
from foedus.check.atonce import Given, at_once, choices_of, holds, willing_box
from foedus.check.attributing import bound, duties, judged, spoken
from foedus.check.people import merged, whom
from foedus.check.reasons import said
from foedus.check.showing import NOTHING, by_others, clause, confirmed, ever, finding, owed, short
from foedus.check.view import Answer, View
from foedus.check.witnesses import plain, quiet
from foedus.check.words import attacks
from foedus.engine.tally import need
from foedus.engine.words import listed
from foedus.model import Decision, Finding, Hole, NoNuclear

SILENCE, ATTRIBUTION, NUCLEAR = "F1501", "F1502", "F1503"
_LEFT = ("request", "invoke", "declare", "consent", "vote", "decide", "report", "find")  # what nobody need do
_ENTRY = ("ratify", "sign", "enact")


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
        where, cell = (
            ever(view, lit, at_once(view)),
            short(view, lit),
        )  # whoever wishes stays silent, all at once
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
    """The answer turns on who attacked, and nobody has to find that: ever, or of some attacks, or before some event."""
    g, a = view.graph, at_once(view)
    answers = [x for x in view.answers if not x.duty.prov.consequence]
    if "attribution" not in g.choices or not answers or judged(view):
        return
    values = g.choices["attribution"].values
    sure, unsaid = (Given(g, _known(view, values.index(v))) for v in ("established", "not stated"))
    answered, must, within = a.lits([g.any(*(by_others(view, x) for x in answers)), bound(view), a.domain])
    turns = g.all(sure.lit(answered), unsaid.lit(within), -unsaid.lit(answered))
    lit = g.all(turns, -Given(g, {**unsaid.values, **_entered(view)}).lit(must))
    box = willing_box(view, kinds=(*_LEFT, *_ENTRY), but=["attribution", "finding", *view.points])
    nothing = -unsaid.lit(a.lit(view.strength("consult")))
    raw = view.cell(a, lit, *box, prefer=[nothing, *plain(view), *quiet(view)]) if lit != FALSE else None
    if raw is None:
        return
    cell = Cell({**raw.choices, **_known(view, values.index("not stated"))}, raw.times)
    spot = said(view, answers, "attacker")
    ref = spot.ref if spot is not None else answers[0].ref
    words = f" (“{spot.words}”)" if spot is not None and spot.words else ""
    nobody = _unfound(view, a, g.all(turns, *box), g.all(lit, *box), cell)
    yield finding(
        view, ATTRIBUTION, "undefined", f"{nobody}, although the answer turns on it.", ref,
        cell, confirmed(view, cell, ("NOT_DETERMINED",), (NOTHING,)),
        why=f"{_cap(ref.label)} asks who attacked{words}; until somebody finds that, nothing arises.",
        weight=0.75, text="Nobody says who attacked", also=tuple(r for r in spoken(view) if r.label != ref.label),
    )  # fmt: skip


def _known(view: View, level: int) -> dict[str, int]:
    """What is said of who attacked, and nothing found later."""
    return {"attribution": level, **({"finding": 0} if "finding" in view.graph.choices else {})}


def _entered(view: View) -> dict[str, int]:
    """Whoever must find who attacked has joined the text."""
    names = {n for n, leaf in view.low.leaves.all.items() if leaf.ways[0].kind in _ENTRY}
    return {n: min(v) for n, v in view.willing.conduct.choices.items() if n in names}


def _unfound(view: View, a: Assumed, turns: Lit, lit: Lit, cell: Cell) -> str:
    """Of which attacks nobody is bound to find who made them, or before what."""
    g = view.graph
    if not duties(view):
        return "Nobody is bound to find who attacked"
    must = a.lit(bound(view))
    facts = [n for n in view.incident if n != "attribution" and n in choices_of(view, must)]
    every, left = (view.project(a, x, facts) for x in (turns, lit))
    if not every <= left:
        cubes = left.amid(every).cover(2)
        what = [attacks(g, cube, lambda n, some: merged(view, some, g.choices[n].values)) for cube in cubes]
        return f"Nobody is bound to find who made {listed(what[:2], 'or')}"
    leaves = [
        x for x in view.low.leaves.all.values() if x.ways[0].kind in _LEFT and not cell.choices.get(x.name, 0)
    ]
    joined = {**cell.choices, **_entered(view)}
    helps = [x for x in leaves if holds(view, must, Cell({**joined, x.name: 1}, cell.times))]
    says = [x.ways[0].say.replace("{victim}", "the victim") for x in helps]
    unless = f"unless {listed(says[:2], 'or')}" if says else "in some cases"
    return f"Nobody is bound to find who attacked {unless}"


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
