"""A duty, power, policy or prohibition as it comes into being: its text, its clock, what it collides with."""

from msgspec import Struct

from foedus.engine.conditions import measure_fits
from foedus.engine.deadlines import deadline
from foedus.engine.decisions import open_side
from foedus.engine.force import after
from foedus.engine.norms import Bearer, Shape, content_of, measures_of, norm_of, opposed, share
from foedus.engine.prepared import Prov
from foedus.engine.state import DutyRun, Env, Instance, Moment, Run
from foedus.engine.words import action_text, listed, when_text
from foedus.engine.world import denote, is_in
from foedus.model import Decider, DomesticProcess, Prevails

KINDS = {"must": "duty", "may": "power", "intends to": "policy", "must not": "prohibition"}
_VERBS = {"must": "owes", "may": "may", "intends to": "intends to", "must not": "must not"}


class Seed(Struct, eq=False):
    """A provision that was set off for a bearer and has not arisen yet."""

    prov: Prov
    instance: Instance
    bearer: Bearer
    standing: bool = False
    ready_at: int | None = None  # an objection may come until then


def arise(run: Run, seed: Seed, bearer: Bearer, form: Shape, env: Env, sure: bool) -> None:
    """A seed becomes a duty, power, policy or prohibition."""
    prov, instance = seed.prov, seed.instance
    case = instance.case
    day = instance.since.day if instance.since.at == run.now else run.day_now()
    since = Moment(run.now, day)
    due = deadline(run, prov, norm_of(prov).deadline, instance, since, env)
    named = (m for a in form.actions for m in measures_of(run, prov, a, case, instance.haps))
    measures = tuple(dict.fromkeys(named))
    marks = "+".join(str(h.id) for h in instance.haps) or "-"
    key = f"{KINDS[form.modal]} {prov.id} of {bearer.label} on {case.index if case is not None else '-'} from {marks}"
    text = action_text(run, form.actions, env, form.any_of)
    latitude = next((a.latitude for a in form.actions if a.latitude), form.latitude) or "measure"
    beneficiary = case.on if case is not None and case.attack else _targets(run, form, env)
    duty = DutyRun(
        key, prov, form.modal, bearer.label, bearer.members, form.actions, measures, text,
        content_of(run, form.actions),
        latitude, instance, since, due, form.any_of, beneficiary=beneficiary, sure=sure, standing=seed.standing,
        joint=bearer.joint, why="" if sure else "it rests on something unsettled",
    )  # fmt: skip
    run.turn(key, (prov.ref,), arising=True)
    run.duties.append(duty)
    if not (seed.standing and form.modal == "may"):
        said, because = sentence(duty), instance.because
        duty.change = run.log(
            KINDS[form.modal], said, "owed", bearer.label, case, key, prov.ref, because, sure=sure
        )
    else:
        run.tick += 1
    if due is not None:
        run.schedule(due)
    _ending(run, duty)
    _earlier(run, duty, env)
    if form.modal == "must":
        _domestic(run, duty)
        _appropriated(run, duty)
        _conflicts(run, duty, env)


def sentence(duty: DutyRun) -> str:
    """`United Kingdom owes use-force until 2027-03-05 05:00`."""
    verb = _VERBS[duty.modal]
    if duty.joint == "all" and duty.modal == "must":
        verb = "owe"
    if duty.modal == "must" and not duty.sure:
        verb = "may owe"
    return f"{duty.bearer} {verb} {duty.action}{when_text(duty.due)}"


def _targets(run: Run, form: Shape, env: Env) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(n for a in form.actions if a.target is not None for n in denote(run, a.target, env))
    )


def _ending(run: Run, duty: DutyRun) -> None:
    """Schedule the end of its period and of its dates."""
    body = norm_of(duty.prov)
    if body.lasting is not None:
        duty.ends = after(run, duty.since, body.lasting)
    for until in body.until:
        latest = getattr(until, "latest", None)
        if latest is not None:
            duty.ends = min(latest, duty.ends) if duty.ends is not None else latest
    if duty.ends is not None:
        run.wake(duty.ends)
    for action in duty.actions:
        if action.every is not None and duty.due is None:
            duty.due = after(run, duty.since, action.every)
            run.wake(duty.due)


def _earlier(run: Run, duty: DutyRun, env: Env) -> None:
    """Acts since the attack count where the sentence says `by`; else they are noted."""
    case, limit = duty.case, norm_of(duty.prov).deadline
    if case is None or duty.modal != "must":
        return
    for hap in run.by_kind.get("act", ()):
        if case.at <= hap.at < run.now and set(hap.who) & set(duty.members):
            if any(measure_fits(run, hap, m) for m in duty.measures):
                if limit is not None and limit.early:
                    duty.early.append(hap)
                else:
                    text = f"the act of {listed(hap.who)} before the duty arose does not perform it"
                    run.note(text, duty.prov.ref, case, because=(hap.change,))


def _domestic(run: Run, duty: DutyRun) -> None:
    """The bearer's own process: its organ decides, and the duty is excused if it refuses."""
    env = Env(duty.prov.ins, run.now, duty.case, duty.members[0])
    for rule in run.prep.of(DomesticProcess):
        body: DomesticProcess = rule.body
        if body.measure in duty.measures and any(is_in(run, n, body.who, env) is True for n in duty.members):
            mine = [
                d for d in run.decisions if d.purpose == "domestic" and d.prov is rule and d.case is duty.case
            ]
            decision = next((d for d in mine if d.who == duty.bearer), None)
            subject = f"on {body.measure} by {duty.bearer}"
            duty.watch = decision or open_side(
                run, rule, duty.instance, "domestic", None, body.within, subject, duty.bearer
            )  # fmt: skip


def _appropriated(run: Run, duty: DutyRun) -> None:
    """`subject to appropriation by X`: X decides, and the duty is excused if it refuses."""
    money = norm_of(duty.prov).appropriation
    if money is False:
        return
    if money is True:
        run.note(
            f"{duty.action} is owed subject to appropriation, and nobody is named to appropriate",
            duty.prov.ref,
        )
        return
    decider = Decider("organ", money)
    subject = f"on the means for {duty.action} by {duty.bearer}"
    duty.watch = open_side(run, duty.prov, duty.instance, "domestic", decider, None, subject, duty.bearer)


def _conflicts(run: Run, duty: DutyRun, env: Env) -> None:
    """Two provisions that collide and are not ranked are reported."""
    for other in run.duties:
        if other is duty or other.status != "owed" or not set(other.members) & set(duty.members):
            continue
        if (
            opposed(other.modal, duty.modal)
            and other.modal == "must not"
            and share(other.measures, duty.measures)
        ):
            goal = (
                set(_aimed(run, duty, env)) & set(_aimed(run, other, env))
                if _aimed(run, other, env)
                else True
            )
            if goal and not _ranked(run, duty.prov, other.prov):
                run.note(f"{duty.bearer} must and must not {listed(duty.measures)}: {duty.prov.sentence.label} and "
                         f"{other.prov.ref.instrument}, {other.prov.sentence.label}, are not ranked",
                         duty.prov.ref, duty.case, "conflict", duty.bearer)  # fmt: skip


def _aimed(run: Run, duty: DutyRun, env: Env) -> tuple[str, ...]:
    names = tuple(n for a in duty.actions if a.target is not None for n in denote(run, a.target, env))
    return names or (tuple(duty.case.suspects()) if duty.case is not None else ())


def _ranked(run: Run, one: Prov, two: Prov) -> bool:
    pairs = [(p.body.over, p.body.under, p.ins) for p in run.prep.of(Prevails)]
    codes = {run.instrument(one.ins).code, run.instrument(two.ins).code}
    return any(
        (over[0] in codes or not over[0]) and (under[0] in codes or not under[0]) for over, under, _ in pairs
    )
