"""Own questions, answered over every case: yes in every completion, no with a witness, or it depends."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.backends.completions import Set
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.incident import acts
from foedus.cases.lower import lower
from foedus.check.claims import Claims, Held
from foedus.check.conducts import willing
from foedus.check.given import Assumption, NobodyError, assumption, invoked, known, narrowed
from foedus.check.plain import plain
from foedus.check.run import HORIZON
from foedus.check.view import Depends, View
from foedus.engine.prepared import prepare
from foedus.engine.words import listed
from foedus.model import Asking, Draft, Sentence

_BOXES = 8
_SETS = 12


class Asked(Struct, frozen=True):
    """The answer to a question over all cases.

    value: yes (in every completion) · no (in none) · depends · unsettled · unknown. when: for `depends`, the settings
    under which it is `holds`. assumes: the conduct, in words. forever: smallest sets of parties that can put it off for
    ever by doing otherwise than assumed. witness: a timeline that shows a no, or what is not settled. why: what kept it
    from being answered.
    """

    question: str
    value: str
    holds: str = "yes"
    when: Depends = ()
    assumes: str = ""
    forever: tuple[tuple[str, ...], ...] = ()
    witness: str = ""
    why: str = ""


def view_for(
    draft: Draft, askings: Iterable[Asking], fixed: Mapping[str, str] | None = None, at: int | None = None,
    budget: float | None = 60.0,
) -> View:  # fmt: skip
    """A draft made ready for questions: its case space tells apart what they speak of.

    Args:
        draft: the draft.
        askings: the questions.
        fixed: open points that are settled: option texts by name.
        at: the instant of the attack; by default one at which the draft is in force.
        budget: seconds for each question.
    """
    points = {p.name: p for p in draft.open_points()}
    chosen = {name: points[name].texts.index(text) for name, text in (fixed or {}).items()}
    spoken = tuple(Sentence(body=one.question, text="") for one in askings)  # type: ignore[arg-type]
    home = next((one.draft for one in prepare(draft).instruments if acts(one)), draft)
    return View(draft, lower(_with(draft, home, spoken), chosen, at), HORIZON, budget)


def _with(draft: Draft, home: Draft, spoken: tuple[Sentence, ...]) -> Draft:
    """The draft with sentences put to one of its texts, so that the case space tells apart what these speak of."""
    if draft == home:
        return replace(draft, sentences=(*draft.sentences, *spoken))
    uses = tuple(_with(one, home, spoken) for one in draft.uses)
    return draft if uses == draft.uses else replace(draft, uses=uses)


def ask(view: View, asking: Asking) -> Asked:
    """Answer one question.

    Args:
        view: the draft, made ready with `view_for`.
        asking: the question, with the conduct that it assumes.

    Returns: the answer; `unknown` where something lies outside the case space or the budget was spent.
    """
    try:
        assumed = assumption(view, asking)
        held = Claims(view).held(asking.question)
    except (Outside, TooWide, NobodyError) as error:
        outside = "" if isinstance(error, NobodyError) else " lies outside the case space"
        return Asked(asking.text, "unknown", why=f"{error}{outside}")
    assumed = replace(assumed, conduct=narrowed(view, assumed.conduct, held.met))
    under = view.assume(assumed.conduct)
    try:
        found = (
            _fixed(view, asking, under, held) if assumed.fixed else _free(view, asking, under, assumed, held)
        )
        return _others(view, asking, found, held)
    except OutOfBudgetError as spent:
        return Asked(asking.text, "unknown", assumes=assumed.conduct.text, why=str(spent))


def _fixed(view: View, asking: Asking, under: Assumed, held: Held) -> Asked:
    """All times are fixed: every completion at once, by decision diagrams."""
    names = [name for name in view.points if name not in under.conduct.choices]
    no, yes, able = under.lits([held.no, held.yes, invoked(view, asking)])
    no, loose = view.graph.all(no, able), view.graph.all(-no, -yes, able)
    refused = view.project(under, no, names)
    if loose != FALSE:
        unsettled = view.project(under, loose, names) - refused
    else:
        unsettled = refused - refused
    answer = Asked(asking.text, "yes", assumes=under.conduct.text)
    if refused.is_empty and unsettled.is_empty:
        return answer
    wrong = no if not refused.is_empty else loose
    cell = view.cell(under, wrong, prefer=plain(view))
    assert cell is not None
    answer = replace(answer, witness=_witness(view, asking, cell, refuses=wrong == no))
    if refused.is_all:
        return replace(answer, value="no")
    granted = ~(refused | unsettled)
    if granted.is_empty and refused.is_empty:
        return replace(answer, value="unsettled")
    good, bad = granted.cover(_BOXES), refused.cover(_BOXES)
    holds = "yes" if not granted.is_empty and (refused.is_empty or _size(good) <= _size(bad)) else "no"
    boxes = good if holds == "yes" else bad
    return replace(answer, value="depends", holds=holds, when=tuple(view.settings(box) for box in boxes),
                   why="" if unsettled.is_empty else "elsewhere the text leaves it unsettled in some case")  # fmt: skip


def _size(boxes: Sequence[Mapping[str, frozenset[int]]]) -> int:
    return sum(1 + len(box) for box in boxes)


def _free(view: View, asking: Asking, under: Assumed, assumed: Assumption, held: Held) -> Asked:
    """Some times are free: conducts with fixed times one after the other, until no case outside them fails."""
    able = invoked(view, asking)
    no, yes, *within = under.lits([view.graph.all(held.no, able), held.yes, *assumed.within])
    names = [name for name in view.points if name not in under.conduct.choices]
    answer = Asked(asking.text, "yes", assumes=under.conduct.text)
    refused, why = FALSE, ""
    for conduct in _conducts(view, assumed):
        fixed = view.assume(conduct)
        wrong = fixed.lit(view.graph.all(held.no, able, *assumed.within))
        found = view.project(fixed, wrong, names)
        if found.is_empty:
            continue
        if not answer.witness:
            cell = view.cell(fixed, wrong, prefer=plain(view))
            assert cell is not None
            answer = replace(answer, witness=_witness(view, asking, cell, refuses=True))
        if found.is_all:
            return replace(answer, value="no")
        refused = view.graph.any(refused, _lit(view, found))
    for _ in range(_BOXES):
        cell = view.cell(under, no, *within, -refused)
        if cell is None:
            break
        if not answer.witness:
            answer = replace(answer, witness=_witness(view, asking, cell, refuses=True))
        fixed = view.assume(_pinned(view, under.conduct, cell))
        found = view.project(fixed, fixed.lit(view.graph.all(held.no, able, *assumed.within)), names)
        refused = view.graph.any(refused, _lit(view, found))
    else:
        why = "in which further completions it is no was not decided"
    if refused == FALSE:
        loose = view.graph.all(-yes, *within)
        open_ = view.cell(under, loose, prefer=plain(view)) if loose != FALSE else None
        if open_ is None:
            return answer
        return replace(answer, value="unsettled", witness=_witness(view, asking, open_, refuses=False))
    where = view.project(view.willing, refused, names)
    if where.is_all:
        return replace(answer, value="no")
    boxes = tuple(view.settings(box) for box in where.cover(_BOXES))
    return replace(answer, value="depends", holds="no", when=boxes, why=why)


def _conducts(view: View, assumed: Assumption) -> Iterator[Conduct]:
    """The fixed conduct within an assumed one that is the likeliest to fail: all as late as may be, or not at all."""
    choices, times = dict(assumed.conduct.choices), dict(assumed.conduct.times)
    for leaf in view.low.leaves.all.values():
        if leaf.name not in choices:
            choices[leaf.name] = frozenset({0})
        if leaf.var not in times:
            times[leaf.var] = assumed.latest.get(leaf.var, 0)
    yield Conduct(choices, times, f"{assumed.conduct.text}: as late as it may be")


def _pinned(view: View, conduct: Conduct, cell: Cell) -> Conduct:
    """A conduct with all that it leaves free of events as it is in a case."""
    choices, times = dict(conduct.choices), dict(conduct.times)
    for leaf in view.low.leaves.all.values():
        if len(choices.get(leaf.name, (0, 0))) > 1:
            choices[leaf.name] = frozenset({cell.choices[leaf.name]})
        times.setdefault(leaf.var, cell.times[leaf.var])
    return Conduct(choices, times, f"{conduct.text}: as in {sorted(times.items())} {sorted(choices.items())}")


def _lit(view: View, found: Set) -> Lit:
    """A set of completions as a condition."""
    g = view.graph
    return g.any(*(g.all(*(g.among(n, v) for n, v in box.items())) for box in found.cover()))


# ---- who could make it fail ------------------------------------------------------------------------------------------


def _others(view: View, asking: Asking, answer: Asked, held: Held) -> Asked:
    """Who could put it off for ever by doing otherwise; said where the question gives no conduct."""
    question = asking.question
    if asking.given or question.kind != "whenever":
        return answer
    never = replace(question, within=None, claim=_unbounded(question.claim))
    same = never == question
    return replace(answer, forever=_sets(view, asking, held if same else Claims(view).held(never)))


def _unbounded(claim: object) -> object:
    """A claim without its `within`."""
    from foedus.model import And, Not, Or, Owes

    if isinstance(claim, Owes):
        return replace(claim, within=None)
    if isinstance(claim, (And, Or)):
        return replace(claim, parts=tuple(_unbounded(p) for p in claim.parts))  # type: ignore[arg-type]
    if isinstance(claim, Not):
        return replace(claim, part=_unbounded(claim.part))  # type: ignore[arg-type]
    return claim


def _sets(view: View, asking: Asking, held: Held) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of parties without whose willing conduct it can fail, in a completion in which it else holds.

    What they do otherwise is not to do it, or to do it in another way; of alike parties one set stands for all.
    """
    conduct = known(view, willing(view.case))
    willed = view.assume(narrowed(view, conduct, held.met))
    names = [name for name in view.points if name not in willed.conduct.choices]
    able = invoked(view, Asking(asking.question, asking.text))
    good = ~view.project(willed, willed.lit(view.graph.all(-held.yes, able)), names)
    settled = good.any()
    if settled is None:
        return ()
    g = view.graph
    free = {
        n: v
        for n, v in willed.conduct.choices.items()
        if n not in view.low.leaves.all and n not in view.incident
    }
    loose = view.assume(Conduct(free, conduct.times, f"{conduct.text}, or not"))
    groups = _groups(view, conduct)
    every = list(groups)
    wrong, able = loose.lits([-held.yes, able])
    given = [loose.domain, wrong, able, *(g.chosen(n, v) for n, v in settled.items())]
    alike = [
        found for members in view.low.incident.classes()
        if len(found := [i for i, name in enumerate(every) if name in members]) > 1
    ]  # fmt: skip
    kept = [g.all(*lits) for lits in groups.values()]
    found = view.sat(loose, *kept, *given).smallest(
        kept, given=given, alike=alike, most=_SETS, budget=view.budget
    )
    return tuple(_told(one, every, alike) for one in found.corrections)


def _told(one: Sequence[int], every: Sequence[str], alike: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """A set as names; of parties that are alike, how many of them."""
    out: list[str] = []
    left = list(one)
    for row in alike:
        inside = [i for i in left if i in row]
        if inside:
            size = len(inside)
            out.append(f"any {'one' if size == 1 else size} of {listed([every[i] for i in row])}" if size < len(row)
                       else f"all of {listed([every[i] for i in row])}")  # fmt: skip
            left = [i for i in left if i not in row]
    return (*(every[i] for i in left), *out)


def _groups(view: View, conduct: Conduct) -> dict[str, list[Lit]]:
    """Who does what in willing conduct: by party, that it does its part."""
    g = view.graph
    out: dict[str, list[Lit]] = {}
    for leaf in view.low.leaves.all.values():
        values = conduct.choices.get(leaf.name)
        if values is not None:
            out.setdefault(_whose(leaf.group, leaf.ways[0].kind), []).append(g.among(leaf.name, values))
    for name, values in conduct.choices.items():
        if name in view.incident:
            out.setdefault("what is not established of the attack", []).append(g.among(name, values))
    return out


def _whose(group: str, kind: str) -> str:
    if kind == "waive":
        return f"{group} by a waiver" if group else "a waiver"
    if group:
        return group
    return {"invoke": "whoever may invoke", "attribute": "what is not established of the attack"}.get(
        kind, "events of nobody’s doing"
    )


# ---- the witness -----------------------------------------------------------------------------------------------------


def _witness(view: View, asking: Asking, cell: Cell, refuses: bool) -> str:
    """The timeline that shows the answer, with the question as its expectation."""
    expect = f"no: {asking.text}" if refuses else f"it is unsettled whether {asking.text}"
    return view.witness(cell, "The answer is no" if refuses else "The answer is not settled", (expect,))


__all__ = ["TRUE", "Asked", "ask", "view_for"]
