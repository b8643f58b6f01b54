"""Claims about a finished run at any instant: who owed what, who was in breach, what was decided or in force."""

from collections.abc import Callable, Iterator
from typing import Any

from foedus.engine.conditions import holds
from foedus.engine.force import bound_at
from foedus.engine.grounds import of_provision
from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.match import minutes
from foedus.engine.norms import measures_of, shape
from foedus.engine.prepared import Prov
from foedus.engine.run import Ran
from foedus.engine.state import Case, Env, Run
from foedus.engine.summary import decision_status, duty_status, holds_at
from foedus.engine.world import denote, quantify
from foedus.model import (
    And,
    CaseArisen,
    Cond,
    DecisionIs,
    DecisionLife,
    Duty,
    DutyIs,
    Named,
    Not,
    Or,
    Owes,
    Some,
    StateHolds,
    Who,
)  # fmt: skip
from foedus.model.norms import CONTENT, MODALS

_SYNONYMS = {"assistance": "assist", "consultation": "consult"}
NOT_SETTLED = ("pending", "open")


def holds_then(ran: Ran, claim: Cond, at: int, case: Case | None = None) -> Truth:
    """Whether a claim held at an instant, after all that happened at it.

    Args:
        ran: the finished run.
        claim: what is claimed.
        at: the instant.
        case: the case that it is about; None is any.
    """
    test = _TESTS.get(type(claim))
    return test(ran, claim, at, case) if test else holds(ran.run, claim, env(ran, at, case))


def env(ran: Ran, at: int, case: Case | None = None) -> Env:
    """What a claim is read against; where there is but one case, it is about that one."""
    if case is None and len(ran.run.cases) == 1 and ran.run.cases[0].at <= at:
        case = ran.run.cases[0]
    return Env(min(ran.run.prep.mains), at, case)


def _and(ran: Ran, claim: And, at: int, case: Case | None) -> Truth:
    return all_of(holds_then(ran, part, at, case) for part in claim.parts)


def _or(ran: Ran, claim: Or, at: int, case: Case | None) -> Truth:
    return any_of(holds_then(ran, part, at, case) for part in claim.parts)


def _not(ran: Ran, claim: Not, at: int, case: Case | None) -> Truth:
    return negate(holds_then(ran, claim.part, at, case))


def each(ran: Ran, who: Who | None, at: int, case: Case | None, test: Callable[[str], Truth]) -> Truth:
    """Whether a test holds of those meant: each, any, none, at least so many; of nobody if `who` is None."""
    if who is None:
        return negate(test(""))
    return quantify(ran.run, who, env(ran, at, case), test)


def anybody(who: Who) -> Who | None:
    """`no party` as nobody at all, so that those count too who are bound without being parties."""
    nobody = isinstance(who, Some) and who.how == "no" and who.of == Named(name="parties")
    return None if nobody else who


# ---- duties ----------------------------------------------------------------------------------------------------------


def duties(
    ran: Ran, name: str, article: str = "", instrument: str = "", case: Case | None = None
) -> Iterator[Duty]:
    """The duties of a party ("" is anyone's), also joint ones, under an article, in a case."""
    wanted = _instrument(ran, instrument) if instrument else ""
    main = {ran.run.instrument(ins).code for ins in ran.run.prep.mains}
    for duty in ran.record.duties:
        if name and name not in duty.members:
            continue
        if wanted and duty.ref.instrument != wanted:
            continue
        if article and (
            _article(duty.ref.label) != article or (not wanted and duty.ref.instrument not in main)
        ):
            continue
        if case is None or duty.occurrence in (-1, case.index):
            yield duty


def _instrument(ran: Ran, name: str) -> str:
    found = ran.run.prep.find(name)
    return ran.run.instrument(found).code if found is not None else name


def _article(label: str) -> str:
    """The article in a sentence's label: `article 3`, `"Protocol", article 1`."""
    return label.rpartition("article ")[2] if "article " in label else ""


def word(ran: Ran, measure: Any) -> str:
    """A measure's name with its open point settled."""
    said = str(ran.run.value(measure))
    return _SYNONYMS.get(said, said)


def _is_measure(ran: Ran, duty: Duty, measure: str) -> bool:
    if not measure:
        return True
    group = ran.run.prep.measures.get(measure, (measure,))
    return bool({*group} & {*duty.measures}) or (measure == "assist" and duty.content >= CONTENT["assist"])


def _for(ran: Ran, duty: Duty, target: Who | None, at: int, case: Case | None) -> Truth:
    """Whether a duty is for or against those meant."""
    if target is None:
        return True
    return each(
        ran, target, at, case, lambda name: name in duty.beneficiary.split(", ") or name in duty.action
    )


def _sure(duty: Duty) -> Truth:
    return True if duty.sure else None


def _owes(ran: Ran, claim: Owes, at: int, case: Case | None) -> Truth:
    measure = word(ran, claim.measure)
    doubtful = claim.modal.endswith("?")
    modal = claim.modal.removesuffix("?")

    def one(name: str) -> Truth:
        mine = [
            duty
            for duty in duties(ran, name, claim.article, claim.instrument, case)
            if duty.modal == modal and duty_status(duty, at) == "owed"
        ]
        if measure == "nothing":
            return negate(
                any_of((*(_sure(d) for d in mine), _may_arise(ran, name, modal, "", claim, at, case)))
            )
        due = None if claim.within is None else at + minutes(ran.run, claim.within)
        fitting = [
            duty
            for duty in mine
            if _is_measure(ran, duty, measure)
            and (claim.until is None or duty.due == claim.until)
            and (due is None or (duty.due is not None and duty.due <= due))
        ]
        if doubtful:
            return any(not duty.sure for duty in fitting)
        found = any_of(all_of((_sure(duty), _for(ran, duty, claim.target, at, case))) for duty in fitting)
        return found if found is not False else _may_arise(ran, name, modal, measure, claim, at, case)

    return each(ran, anybody(claim.who), at, case, one)


def _may_arise(
    ran: Ran, name: str, modal: str, measure: str, claim: Owes, at: int, case: Case | None
) -> Truth:
    """Unsettled where a provision would bind the party but for something that is not settled; else no."""
    run = ran.run
    if not name or claim.until is not None or claim.within is not None or run.now > at:
        return False
    for one in [case] if case is not None else run.cases:
        for prov in run.prep.norms if one.attack and one.at <= at else ():
            if _concerns(ran, prov, claim) and _open_for(run, prov, name, one):
                form = shape(run, prov)
                named = {m for action in form.actions for m in measures_of(run, prov, action, one)}
                if form.modal == modal and (not measure or measure in named):
                    return None
    return False


def _concerns(ran: Ran, prov: Prov, claim: Owes) -> bool:
    """Whether a claim is about the text and article of a provision."""
    wanted = ran.run.prep.find(claim.instrument) if claim.instrument else None
    inside = prov.ins == wanted if wanted is not None else prov.ins in ran.run.prep.mains
    return inside and claim.article in ("", prov.article)


def _open_for(run: Run, prov: Prov, name: str, case: Case) -> bool:
    """Whether nothing on which the provision rests is false in the case, and something is unsettled."""
    here = Env(prov.ins, case.at, case, name)
    if name in case.by or name not in denote(run, prov.body.bearer, here):
        return False
    if bound_at(run, prov.ins, name, case.at) is not True:
        return False
    return any(
        all(g.truth is not False for g in alternative) and any(g.truth is None for g in alternative)
        for alternative in of_provision(run, prov, here)
    )


def _duty_is(ran: Ran, claim: DutyIs, at: int, case: Case | None) -> Truth:
    measure = word(ran, claim.measure)

    def one(name: str) -> Truth:
        mine = duties(ran, name, claim.article, claim.instrument, case)
        return any_of(_sure(d) for d in mine if _is_measure(ran, d, measure) and _had(d, claim.status, at))

    return each(ran, claim.who, at, case, one)


def _had(duty: Duty, status: str, at: int) -> bool:
    now = duty_status(duty, at)
    if status == "late":
        return duty.performed is not None and duty.performed <= at and now == "breached"
    return now == status


# ---- decisions, states -----------------------------------------------------------------------------------------------


def decisions(ran: Ran, article: str, at: int, case: Case | None) -> Iterator[tuple[DecisionLife, str]]:
    """The decisions under an article, in a case, each with its status at an instant ("" before it opens)."""
    for decision in ran.record.decisions:
        if article and _article(decision.ref.label) != article:
            continue
        if case is None or decision.occurrence == case.index:
            yield decision, decision_status(decision, at)


def _case_arisen(ran: Ran, claim: CaseArisen, at: int, case: Case | None) -> Truth:
    cases = [case] if case is not None else [c for c in ran.run.cases if c.at <= at]
    return any_of(holds(ran.run, claim, env(ran, at, c)) for c in cases)


def _decision_is(ran: Ran, claim: DecisionIs, at: int, case: Case | None) -> Truth:
    found = [status for _, status in decisions(ran, claim.article, at, case) if status]
    pending = _waiting(ran, at, case)
    if claim.status == "unsettled":
        return pending or any(status in NOT_SETTLED for status in found)
    if claim.status in ("none", "pending"):
        return not found and pending == (claim.status == "pending")
    return claim.status in found


def _waiting(ran: Ran, at: int, case: Case | None) -> bool:
    """Whether an invocation waited at an instant for something to be settled."""
    last = {
        (change.occurrence, change.who): change.status
        for change in ran.record.changes
        if change.kind == "invocation"
        and change.at <= at
        and (case is None or change.occurrence == case.index)
    }
    return "pending" in last.values()


def _state(ran: Ran, claim: StateHolds, at: int, case: Case | None) -> Truth:
    spans = [s for s in ran.record.statuses if s.kind == "state" and s.who == claim.name]
    return any(holds_at(s, at) for s in spans) if spans else holds(ran.run, claim, env(ran, at, case))


_TESTS: dict[type, Callable[[Ran, Any, int, Case | None], Truth]] = {
    And: _and, Or: _or, Not: _not, Owes: _owes, DutyIs: _duty_is, CaseArisen: _case_arisen, DecisionIs: _decision_is,
    StateHolds: _state,
}  # fmt: skip


# ---- strength --------------------------------------------------------------------------------------------------------


def as_strong(ran: Ran, duty: Duty, modal: str, measure: str) -> bool:
    """Whether a duty is at least as strong as `modal measure`: modality, then content; unranked measures must match."""
    if modal == "must not" or duty.modal == "must not":
        return duty.modal == modal and _is_measure(ran, duty, measure)
    if MODALS.index(duty.modal) < MODALS.index(modal):
        return False
    wanted = CONTENT.get(measure, 3) if measure else 0
    if wanted < 3:
        return duty.content >= wanted
    return _is_measure(ran, duty, measure)
