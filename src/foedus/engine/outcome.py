"""The outcome of a timeline, by one general rule that looks at no names.

For an attack: (1) if no possible bearer is bound towards the victim, the text is not in force, or no longer.
(2) Else the strongest thing that arises in the attack's case. (3) Else why nothing does: the first slot in
which the strongest assistance provision fails, in its alternative that fails least.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from foedus.engine.conditions import in_force
from foedus.engine.force import bound_at
from foedus.engine.grounds import (
    CAUSE,
    SLOTS,
    TERRITORY,
    TYPE,
    Alternative,
    Ground,
    failed,
    of_provision,
    speaks_of_attack,
    touches,
)
from foedus.engine.norms import shape
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, DutyRun, Env, Run
from foedus.engine.world import denote, is_party
from foedus.model import Hole, Outcome, Predicate, Ref
from foedus.model.norms import CONTENT, LATITUDE, MODALS

CODES = (
    "CF_BINDING", "CF_DISCRETION", "CONSULT_ONLY", "NOT_DETERMINED", "EXCL_CAUSE", "EXCL_TERRITORY", "EXCL_TYPE",
    "EXPIRED", "NOT_IN_FORCE",
)  # fmt: skip
"""From the strongest to the weakest."""

NEVER_COUNT = frozenset({
    "invoke", "vote", "convene", "waive", "withdraw", "request", "object", "consent", "declare", "suspend", "accede",
    "ratify", "sign", "enact", "repeal", "decide", "attribute", "find", "report", "observe", "give-access",
    "refuse-access", "recognise", "maintain", "respect", "prohibit", "join", "take-part", "neutrality", "stay-neutral",
})  # fmt: skip
"""Measures that are steps of procedure or conduct, never assistance."""

_WORDS = {
    "by": "who attacked", "directed-by": "who directed the attack", "on": "on whom the attack was",
    "provoked": "whether it was provoked", "attribution": "how surely it is attributed",
    "linked duty": "a duty or act that it is linked to", "gate": "a condition that must hold first",
    "in": "where the attack was", "across": "what line it crossed", "object": "what was hit",
    "kind": "what kind of event it was", "means": "by what means", "scale": "how large it was",
    "origin": "where it came from", "deliberate": "whether it was deliberate", "lasting": "how long it lasted",
    "description": "how the attack is described", "invocation": "invocation", "finding": "a finding",
    "vote": "a decision",
}  # fmt: skip


class _Verdict(NamedTuple):
    """What the rule says of one bearer (or of none in particular)."""

    code: str
    reason: str
    why: str
    ref: Ref | None = None
    what: str = ""


def outcomes(run: Run) -> tuple[Outcome, ...]:
    """The outcome of each attack of a finished run, the strongest first.

    An event that is no attack or threat has an outcome only if something arises in its case, and only a
    consultation counts where there was an attack as well.
    """
    found: list[Outcome] = []
    attacked = any(case.attack or case.hap.kind == "threat" for case in run.cases)
    for case in run.cases:
        loud = case.attack or case.hap.kind == "threat"
        one = _outcome(run, case, loud)
        if one is not None and (loud or not attacked or one.code == "CONSULT_ONLY"):
            found.append(one)
    return tuple(sorted(found, key=lambda o: (CODES.index(o.code), o.occurrence)))


def _outcome(run: Run, case: Case, loud: bool) -> Outcome | None:
    arisen = _arisen(run, case)
    if not loud and not arisen:
        return None
    if arisen:
        return _headline(run, case, arisen)
    provs = _assistance(run, case)
    bearers = _bearers(run, provs, case)
    if bearers:
        unbound = {name: _force(run, provs, name, case) for name in bearers}
        if all(unbound.values()):
            code = "EXPIRED" if "EXPIRED" in unbound.values() else "NOT_IN_FORCE"
            return Outcome(code, *_FORCE[code], case.index, provs[0].ref)
    verdict = _excluded(run, provs, bearers, case)
    return Outcome(verdict.code, verdict.reason, verdict.why, case.index, verdict.ref)


_FORCE = {
    "EXPIRED": ("ended", "no possible bearer is bound any longer towards the victim"),
    "NOT_IN_FORCE": ("not yet", "no possible bearer is bound yet towards the victim"),
}


# ---- what arises ---------------------------------------------------------------------------------


def _arisen(run: Run, case: Case) -> list[tuple[_Verdict, DutyRun]]:
    """What arises in the case and counts, each with its code, the strongest first."""
    out: list[tuple[_Verdict, DutyRun]] = []
    for duty in run.duties:
        if duty.case is not case or not duty.sure or duty.bearer in case.by:
            continue
        measures = [m for m in duty.measures if m not in NEVER_COUNT]
        if not measures or duty.modal not in MODALS or duty.prov.ins not in run.prep.mains:
            continue
        if duty.content <= CONTENT["consult"]:
            code = "CONSULT_ONLY" if duty.modal == "must" else ""
        else:
            code = "CF_BINDING" if duty.modal == "must" else "CF_DISCRETION"
        own = duty.content > CONTENT["consult"] and set(duty.members) <= set(case.on)
        if code and not own:  # what a victim does for itself is no assistance
            why = f"{duty.prov.ref.label}: {duty.bearer} {duty.modal} {duty.action}"
            out.append((_Verdict(code, "arises", why, duty.prov.ref, duty.action), duty))
    return sorted(out, key=lambda pair: CODES.index(pair[0].code))


def _headline(run: Run, case: Case, arisen: Sequence[tuple[_Verdict, DutyRun]]) -> Outcome:
    best = arisen[0][0]
    mine = [duty for verdict, duty in arisen if verdict.code == best.code]
    members = tuple(dict.fromkeys(name for duty in mine for name in duty.members))
    actions = {duty.action for duty in mine}
    others: dict[str, list[str]] = {}
    for verdict, duty in arisen:
        if verdict.code != best.code:
            fresh = [name for name in duty.members if name not in members]
            what = f"{' and '.join(fresh)}: {duty.action}" if fresh else duty.action
            if fresh or duty.action not in actions:
                others.setdefault(verdict.code, []).append(what)
    named = {name for _, duty in arisen for name in duty.members}
    provs = list({duty.prov.id: duty.prov for duty in mine}.values())
    for name in _bearers(run, provs, case):
        if name not in named:
            code = _force(run, provs, name, case) or _excluded(run, provs, (name,), case).code
            others.setdefault(code, []).append(name)
    order = sorted(others, key=CODES.index)
    differ = tuple((code, ", ".join(dict.fromkeys(others[code]))) for code in order)
    return Outcome(best.code, best.reason, best.why, case.index, best.ref, members, differ)


# ---- who could be bound ------------------------------------------------------------------------------


def _assistance(run: Run, case: Case) -> list[Prov]:
    """The provisions to assist or take measures, else those to consult, of the texts that the timeline is about."""
    mine = [p for p in run.prep.norms if p.ins in run.prep.mains and run.part_active(p.part, case.at)]
    mine = [p for p in mine if speaks_of_attack(run, p)] or mine
    graded = [(prov, _content(run, prov)) for prov in mine]
    return [p for p, c in graded if c > 1] or [p for p, c in graded if c == 1]


def _content(run: Run, prov: Prov) -> int:
    """The strongest content of a provision that counts: 1 consult, 2 assist, 3 a measure; 0 for anything else.

    Settles no open point whose options all come to the same.
    """
    body = prov.body
    if body.predicate is not None:
        graded = {_grade(run, p.modal, p.actions) for p in _options(run, body.predicate)}
    else:
        modals = _options(run, body.modal)
        graded = {_grade(run, str(modal), body.actions) for modal in modals}
    if len(graded) == 1 and None not in graded:
        return graded.pop() or 0
    form = shape(run, prov)
    worths = (_worth(str(run.value(action.measure))) for action in form.actions)
    return max(worths, default=0) if form.modal in BINDING else 0


BINDING = MODALS[1:]


def _worth(measure: str) -> int:
    return 0 if measure in NEVER_COUNT else CONTENT.get(measure, 3)


def _grade(run: Run, modal: str, actions: Iterable[Any]) -> int | None:
    """The content of a modal with actions, whatever option is chosen; None if that makes a difference."""
    if modal not in BINDING:
        return 0
    found = 0
    for action in actions:
        worths = {_weigh(run, one) for one in _options(run, action)}
        if len(worths) > 1 or None in worths:
            return None
        found = max(found, *(worth for worth in worths if worth is not None))
    return found


def _weigh(run: Run, action: Any) -> int | None:
    if isinstance(action, Predicate):
        return _grade(run, action.modal, action.actions)
    worths = {_worth(str(measure)) for measure in _options(run, action.measure)}
    return worths.pop() if len(worths) == 1 else None


def _options(run: Run, term: Any) -> list[Any]:
    """What a term may be: every option of a point that nothing has settled yet."""
    if not isinstance(term, Hole):
        return [term]
    if term.name in run.chosen:
        return [run.value(term)]
    return [one for option in run.prep.points[term.name].options for one in _options(run, option)]


def _bearers(run: Run, provs: Iterable[Prov], case: Case) -> list[str]:
    """Who could come to owe something: the bearers of those provisions, without attacker and victim."""
    names: dict[str, None] = {}
    for prov in provs:
        for name in denote(run, prov.body.bearer, Env(prov.ins, case.at, case)):
            names[name] = None
    return [name for name in names if name not in case.by and name not in case.on]


def _force(run: Run, provs: Sequence[Prov], name: str, case: Case) -> str:
    """Why a bearer is not bound at the attack towards the victim: NOT_IN_FORCE, EXPIRED, or "" if it is
    bound."""
    found = {_pair(run, ins, name, case) for ins in dict.fromkeys(prov.ins for prov in provs)}
    if "" in found:
        return ""
    return "EXPIRED" if "EXPIRED" in found else "NOT_IN_FORCE"


def _pair(run: Run, ins: int, name: str, case: Case) -> str:
    """The same for one text. A victim that never was a party to it is passed over."""
    victims = [v for v in case.on if _began(run, ins, v, case.at)]
    still = tuple(v for v in victims if in_force(run, ins, v, case.at))
    if victims and not still:
        return "EXPIRED"
    if bound_at(run, ins, name, case.at, still):
        return ""
    own = (ins, name) in run.force or is_party(run, ins, name, case.at)
    return "EXPIRED" if _began(run, ins, name if own else "", case.at) else "NOT_IN_FORCE"


def _began(run: Run, ins: int, name: str, at: int) -> bool:
    """Whether the text has ever been in force for a party ("" is any) by an instant."""
    spans = [
        span for key, found in run.force.items() if key[0] == ins and name in ("", key[1]) for span in found
    ]
    return any(span.since <= at for span in spans)


# ---- why nothing arises --------------------------------------------------------------------------


class _Candidate(NamedTuple):
    """An alternative of a provision, ordered by how much of it fails."""

    rank: tuple[int, int, int]
    alternative: Alternative
    prov: Prov


def _strength(run: Run, prov: Prov) -> tuple[int, int, int]:
    form = shape(run, prov)
    latitude = form.latitude or next((action.latitude for action in form.actions), "")
    measure = _content(run, prov) > CONTENT["assist"]
    fixed = latitude or ("measure" if measure else "discretion")
    return MODALS.index(form.modal), _content(run, prov), -LATITUDE.index(fixed)


def _excluded(run: Run, provs: Sequence[Prov], bearers: Sequence[str], case: Case) -> _Verdict:
    """Step 3 of the rule."""
    related = [(prov, _alternatives(run, prov, bearers, case)) for prov in provs]
    about = [(prov, [a for a in alts if touches(a)]) for prov, alts in related]
    usable = [(p, a) for p, a in about if a] or related
    if not usable:
        return _Verdict("EXCL_TYPE", "kind", "no provision speaks of assistance or consultation")
    if len(usable) > 1:
        strongest = max(_strength(run, prov) for prov, _ in usable)
        usable = [(prov, alts) for prov, alts in usable if _strength(run, prov) == strongest]
    candidates = [
        _Candidate(_rank(alt, number), alt, prov)
        for number, (prov, alts) in enumerate(usable)
        for alt in alts
    ]  # fmt: skip
    best = min(candidates, key=lambda c: c.rank)
    return _verdict(best.alternative, best.prov.ref)


def _alternatives(run: Run, prov: Prov, bearers: Sequence[str], case: Case) -> list[Alternative]:
    out: list[Alternative] = []
    for name in bearers or ("",):
        env = Env(prov.ins, case.at, case, name)
        out += of_provision(run, prov, env)
    return list(dict.fromkeys(out))


def _rank(alternative: Alternative, number: int) -> tuple[int, int, int]:
    """Fewest failed slots first; ties in the order of slots, then of writing."""
    slots = failed(alternative)
    return len(slots), (SLOTS.index(slots[0]) if slots else len(SLOTS)), number


def _verdict(alternative: Alternative, ref: Ref) -> _Verdict:
    for slot in failed(alternative):
        for code, slots in (("EXCL_CAUSE", CAUSE), ("EXCL_TERRITORY", TERRITORY), ("EXCL_TYPE", TYPE)):
            if slot in slots:
                return _Verdict(code, slot, f"{ref.label} does not cover it: {_WORDS[slot]}", ref)
    open_now = [ground for ground in alternative if ground.truth is not True]
    return _undetermined(open_now, ref)


def _undetermined(grounds: Sequence[Ground], ref: Ref) -> _Verdict:
    for reason, said in (("unasked", "nobody asked for it"), ("refused", "it was refused")):
        for ground in grounds:
            if ground.truth is False and ground.reason == reason:
                return _Verdict(
                    "NOT_DETERMINED", reason, f"{ref.label} needs {_WORDS[ground.slot]}: {said}", ref
                )
    slots = dict.fromkeys(_WORDS[ground.slot] for ground in grounds if ground.truth is None)
    what = ", ".join(slots) or "what it rests on"
    return _Verdict("NOT_DETERMINED", "unsettled", f"{ref.label} turns on what is unsettled: {what}", ref)
