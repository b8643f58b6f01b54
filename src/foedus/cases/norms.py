"""What a provision obliges to under which options, and what of it lies outside the case space."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from foedus.cases.ghost import Outside
from foedus.cases.graph import Lit
from foedus.cases.lowering import Low
from foedus.cases.measures import of_decided, voted_on
from foedus.engine.norms import Shape, never_bound, norm_of, shape, share
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Env, Run
from foedus.engine.triggers import waits_for_bearer
from foedus.engine.world import flat_measures
from foedus.model import CaseArisen, Decision, DecisionEvent, Prevails, Pronoun, VoteRule, walk


class Form(Struct, frozen=True):
    """What a provision obliges to under some options: modal, measures, latitude."""

    guard: Lit
    modal: str
    actions: tuple[Any, ...]
    measures: tuple[tuple[str, ...], ...]  # by action, groups spelled out
    latitude: str
    any_of: bool


def within(low: Low, prov: Prov) -> None:
    """Say what of a provision lies outside the case space."""
    body = norm_of(prov)
    if prov.part is not None and prov.part.in_force is not None:
        raise Outside("a part of a text that enters into force upon a condition")
    if any(getattr(a, "every", None) is not None for a in body.actions):
        raise Outside("a measure for each period")
    if any(getattr(a, "measure", "") == "decide" for a in body.actions):
        raise Outside("a duty to decide")
    if any(
        isinstance(n, Pronoun) and n.role == "requester"
        for n in walk((body.provided, body.unless, body.while_))
    ):
        raise Outside("the party that requested")
    if of_decided(prov) and not _taken(low, prov):
        raise Outside("a measure that a decision may leave open")
    if any(_open(low, prov, other) for other in opposed_by(low, prov)):
        raise Outside("a provision over which another prevails")


def _taken(low: Low, prov: Prov) -> bool:
    """Whether what sets a provision off is always a decision by which some measure is taken."""
    for trigger in prov.triggers:
        told: Any = trigger.event or trigger.when
        adopts = isinstance(told, CaseArisen) or (
            isinstance(told, DecisionEvent) and told.outcome == "adopted"
        )
        if not adopts:
            return False
        every = [p for p in low.prep.decisions if p.ins == prov.ins and told.article in ("", p.article)]
        mine = [p.body for p in every if isinstance(told, DecisionEvent) or p.body.subject != "meeting"]
        if any(b.subject != "measures" or _by_silence(low, b) for b in mine):
            return False
    return bool(prov.triggers)


def _by_silence(low: Low, body: Decision) -> bool:
    """Whether silence may adopt something, which then is no measure."""
    if body.silence not in ("", "it has not", "refused", "open"):
        return True
    rules = [d for _, d in low.choices(body.decider)]
    rules += [d for p in low.prep.of(VoteRule) for _, d in low.choices(p.body.rule)]
    return any(d.kind == "silence" for d in rules)


def _open(low: Low, prov: Prov, other: Prov) -> bool:
    """Whether it depends on more than a standing prohibition what becomes of a provision that is set off."""
    forbids = all(f.modal == "must not" for f in all_forms(low, other))
    ranked = all(rank.part is None for rank in low.prep.of(Prevails))
    return not (ranked and forbids and _set_off(prov) and not _set_off(other))


def _set_off(prov: Prov) -> bool:
    return any(not waits_for_bearer(t) for t in prov.triggers)


def opposed_by(low: Low, prov: Prov) -> list[Prov]:
    """The provisions that prevail over one and forbid what it asks for, or ask for what it forbids."""
    return low.once(("opposed", prov.id), lambda: list(_opposed(low, prov)))


def _opposed(low: Low, prov: Prov) -> Iterator[Prov]:
    forms = all_forms(low, prov)
    mine = {m for f in forms for ms in f.measures for m in ms}
    forbids = any(f.modal == "must not" for f in forms)
    for rank in low.prep.of(Prevails):
        if not _named(low, rank, rank.body.under, prov):
            continue
        for other in low.prep.norms:
            if other is prov or not _named(low, rank, rank.body.over, other):
                continue
            theirs = all_forms(low, other)
            measures = {m for f in theirs for ms in f.measures for m in ms}
            if any((f.modal == "must not") != forbids for f in theirs) and share(
                tuple(mine), tuple(measures)
            ):
                yield other


def _named(low: Low, rank: Prov, named: tuple[str, str], prov: Prov) -> bool:
    code, article = named
    ins = low.prep.find(code) if code else rank.ins
    return ins == prov.ins and (not article or article == prov.article)


def later(low: Low, prov: Prov) -> bool:
    """Whether a provision is of a part that begins after the attack: another date is another question."""
    since = prov.part.since if prov.part is not None else None
    return since is not None and since.earliest > low.incident.at


def replaced(low: Low, prov: Prov) -> bool:
    """Whether a part of its text stands instead of a provision at the attack."""
    parts = low.instrument(prov.ins).replaced.get(prov.article, ())
    if not parts or prov.part is not None:
        return False
    if any(p.in_force is not None for p in parts):
        raise Outside("a part of a text that enters into force upon a condition")
    return any(p.since is None or p.since.earliest <= low.incident.at for p in parts)


# ---- what it obliges to ----------------------------------------------------------------------------------------------


def all_forms(low: Low, prov: Prov) -> list[Form]:
    """What a provision obliges to, by the options that it rests on; options under which it is nothing are left out."""
    return low.once(("forms", prov.id), lambda: _all_forms(low, prov))


def _all_forms(low: Low, prov: Prov) -> list[Form]:
    several = voted_on(low) if of_decided(prov) else ()
    return [
        form for taken in several or ("",) for form in forms_for(low, prov, (), (taken,) if taken else ())
    ]


def forms_for(low: Low, prov: Prov, names: tuple[str, ...], taken: tuple[str, ...] = ()) -> list[Form]:
    """The same for some bearers: without what they are never bound to.

    taken: the measures that are decided, where the provision speaks of these; by default the first.
    """
    decided = taken or voted_on(low)[:1]

    def named(run: Run, action: Any) -> tuple[str, ...]:
        found = _measures(run, action)
        return decided if found == ("decided-measures",) else found

    def read(run: Run, case: Case) -> tuple[Shape, tuple[tuple[str, ...], ...]]:
        form = shape(run, prov)
        kept = tuple(
            a
            for a in form.actions
            if form.modal != "must" or not names or not _capped(run, prov, names, named(run, a), case)
        )
        form = form._replace(actions=kept)
        return form, tuple(named(run, a) for a in kept)

    found: dict[Any, list[Lit]] = {}
    for guard, (form, measures) in low.read(read):
        latitude = next((a.latitude for a in form.actions if a.latitude), form.latitude) or "measure"
        if form.modal != "nothing" and form.actions:
            key = (form.modal, form.actions, measures, latitude, form.any_of)
            found.setdefault(key, []).append(guard)
    return [
        Form(low.graph.any(*guards), modal, actions, measures, latitude, any_of)
        for (modal, actions, measures, latitude, any_of), guards in found.items()
    ]


def _measures(run: Run, action: Any) -> tuple[str, ...]:
    return flat_measures(run, (str(run.value(action.measure)),))


def _capped(
    run: Run, prov: Prov, names: tuple[str, ...], measures: tuple[str, ...], case: Case
) -> bool:  # fmt: skip
    env = Env(prov.ins, run.now, case, names[0])
    return bool(never_bound(run, prov, names, measures, env))
