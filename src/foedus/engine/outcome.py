"""The outcome of a timeline, by one general rule that looks at no names.

For an attack: (1) if no possible bearer is bound towards the victim, the text is not in force, or no longer.
(2) Else the strongest thing that arises in the attack's case. (3) Else why nothing does: the first slot in
which the strongest assistance provision fails, in its alternative that fails least.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.engine.assistance import alive, assistance, bearers, began, content, force
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
    touches,
)
from foedus.engine.norms import shape
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, DutyRun, Noticing, Run
from foedus.engine.world import names_of
from foedus.model import Outcome, Ref
from foedus.model.norms import CONTENT, LATITUDE, MODALS, NEVER_COUNT

CODES = (
    "CF_BINDING", "CF_DISCRETION", "CONSULT_ONLY", "NOT_DETERMINED", "EXCL_CAUSE", "EXCL_TERRITORY", "EXCL_TYPE",
    "EXPIRED", "NOT_IN_FORCE",
)  # fmt: skip
"""From the strongest to the weakest."""

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
    consultation counts where there was an attack as well. A series that was found is an occurrence of its own.
    """
    found: list[Outcome] = []
    attacked = any(case.attack or case.hap.kind == "threat" for case in run.cases)
    for case in run.cases:
        loud = case.attack or case.hap.kind == "threat"
        one = _outcome(run, case, loud)
        counts = loud or not attacked or case.hap.kind == "find"
        if one is not None and (counts or one.code == "CONSULT_ONLY"):
            found.append(one)
    if not run.cases:
        found += _freed(run)
    return tuple(sorted(found, key=lambda o: (CODES.index(o.code), o.occurrence)))


def _freed(run: Run) -> list[Outcome]:
    """Without any attack: whether one who suspended, left or ended the text is still bound by it (step 1)."""
    for hap in reversed(run.haps):
        if hap.kind in ("suspend", "withdraw", "terminate") and hap.event is not None:
            towards = tuple(names_of(run, hap, "for"))
            bound = any(
                bound_at(run, ins, who, run.now, towards) for ins in run.prep.mains for who in hap.who
            )
            return [] if bound else [Outcome("EXPIRED", *_FORCE["EXPIRED"], -1)]
    return []


def _outcome(run: Run, case: Case, loud: bool) -> Outcome | None:
    arisen = _arisen(run, case)
    if not loud and not arisen:
        return None
    if arisen:
        return _headline(run, case, arisen)
    provs = assistance(run, case)
    if free := _free_to_consult(run, case, provs):
        return _headline(run, case, free)
    names = bearers(run, provs, case)
    if names:
        unbound = {name: force(run, provs, name, case) for name in names}
        if all(unbound.values()):
            code = "EXPIRED" if "EXPIRED" in unbound.values() else "NOT_IN_FORCE"
            return Outcome(code, *_FORCE[code], case.index, provs[0].ref)
    elif provs and not any(alive(run, prov.ins, case.at) for prov in provs):
        code = "EXPIRED" if any(began(run, prov.ins, "", case.at) for prov in provs) else "NOT_IN_FORCE"
        return Outcome(code, *_FORCE[code], case.index, provs[0].ref)
    verdict = _excluded(run, provs, names, case)
    return Outcome(verdict.code, verdict.reason, verdict.why, case.index, verdict.ref)


_FORCE = {
    "EXPIRED": ("ended", "no possible bearer is bound any longer towards the victim"),
    "NOT_IN_FORCE": ("not yet", "no possible bearer is bound yet towards the victim"),
}


# ---- what arises ---------------------------------------------------------------------------------


def _arisen(run: Run, case: Case) -> list[tuple[_Verdict, DutyRun]]:
    """What arises in the case and counts, each with its code, the strongest first."""
    out: list[tuple[_Verdict, DutyRun]] = []
    for duty in _counting(run, case):
        if duty.content <= CONTENT["consult"]:
            code = "CONSULT_ONLY" if duty.modal == "must" else ""
        else:
            code = "CF_BINDING" if duty.modal == "must" else "CF_DISCRETION"
        own = duty.content > CONTENT["consult"] and bool(case.on) and set(case.on) <= set(duty.members)
        if code and not own:  # what the only victim does for itself is no assistance
            out.append((_arises(code, duty), duty))
    return sorted(out, key=lambda pair: CODES.index(pair[0].code))


def _counting(run: Run, case: Case) -> Iterator[DutyRun]:
    """The duties, powers and policies that surely arise in the case, for another than who attacked."""
    for duty in run.duties:
        if duty.case is not case or not duty.sure or duty.bearer in case.by:
            continue
        measures = [m for m in duty.measures if m not in NEVER_COUNT]
        if measures and duty.modal in MODALS and duty.prov.ins in run.prep.mains:
            yield duty


def _arises(code: str, duty: DutyRun) -> _Verdict:
    why = f"{duty.prov.ref.label}: {duty.bearer} {duty.modal} {duty.action}"
    return _Verdict(code, "arises", why, duty.prov.ref, duty.action)


def _free_to_consult(run: Run, case: Case, provs: Sequence[Prov]) -> list[tuple[_Verdict, DutyRun]]:
    """The powers and policies to consult that arise, where the text has nothing stronger to give."""
    if any(content(run, prov) > CONTENT["consult"] for prov in provs):
        return []
    ids = {prov.id for prov in provs}
    return [
        (_arises("CONSULT_ONLY", duty), duty)
        for duty in _counting(run, case)
        if duty.prov.id in ids and not (case.on and set(duty.members) <= set(case.on))
    ]


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
    single: dict[str, str] = {}
    for verdict, duty in arisen:  # the strongest first
        for name in duty.members:
            single.setdefault(name, verdict.code)
    provs = list({duty.prov.id: duty.prov for duty in mine}.values())
    for name in bearers(run, provs, case):
        if name not in named:
            code = force(run, provs, name, case) or _excluded(run, provs, (name,), case).code
            others.setdefault(code, []).append(name)
            single[name] = code
    order = sorted(others, key=CODES.index)
    differ = tuple((code, ", ".join(dict.fromkeys(others[code]))) for code in order)
    return Outcome(
        best.code, best.reason, best.why, case.index, best.ref, members, differ, tuple(sorted(single.items()))
    )


# ---- why nothing arises --------------------------------------------------------------------------


class _Candidate(NamedTuple):
    """An alternative of a provision, ordered by how much of it fails."""

    rank: tuple[int, int, int]
    alternative: Alternative
    prov: Prov


def _strength(run: Run, prov: Prov) -> tuple[int, int, int]:
    form = shape(run, prov)
    latitude = form.latitude or next((action.latitude for action in form.actions), "")
    measure = content(run, prov) > CONTENT["assist"]
    fixed = latitude or ("measure" if measure else "discretion")
    return MODALS.index(form.modal), content(run, prov), -LATITUDE.index(fixed)


def _excluded(run: Run, provs: Sequence[Prov], names: Sequence[str], case: Case) -> _Verdict:
    """Step 3 of the rule."""
    related = [(prov, _alternatives(run, prov, names, case)) for prov in provs]
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


def _alternatives(run: Run, prov: Prov, names: Sequence[str], case: Case) -> list[Alternative]:
    out: list[Alternative] = []
    for name in names or ("",):
        before = Noticing.mark()
        out += of_provision(run, prov, Noticing(prov.ins, case.at, case, name))
        if Noticing.mark() == before + 1:  # nothing turns on who it is
            break
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
