"""Measures that resume: at once, after a time, or unless somebody decides otherwise before it is over."""

from msgspec.structs import replace

from foedus.cases.ghost import Outside
from foedus.cases.graph import Lit
from foedus.cases.happenings import finding_of
from foedus.cases.lowering import Low
from foedus.cases.times import NEVER, Time
from foedus.cases.triggers import Fire, lost
from foedus.cases.votes import Rule, by_votes, only, organ_leaf
from foedus.engine.prepared import Prov
from foedus.model import Resumes


def resuming(low: Low, prov: Prov, fire: Fire, number: int) -> Fire:
    """When a measure resumes since something happened: when it is not decided otherwise in time.

    The decision that stops it stands beside those of the case: it closes like them, and whatever its end is but its
    adoption lets the measure resume; so does the loss of the ground on which it rests, though what resumes lapses then.
    """
    from foedus.cases.decisions import only_rule

    body: Resumes = prov.body
    fire = replace(fire, to="")
    if body.decider is None and body.within is None:
        return fire
    t, g = low.t, low.graph
    opened = t.named(f"resuming {prov.id}", fire.time)
    due = low.after(opened, body.within) if body.within is not None else NEVER
    rules: list[Rule] = []
    says: list[tuple[Lit, str]] = []
    for guard, decider in low.choices(body.decider) if body.decider is not None else ():
        if not fire.case:
            low.memo["beside"] = True
            raise Outside(
                "a measure that resumes after something other than the attack unless something is decided"
            )
        if decider.kind == "silence":
            raise Outside("a measure that resumes unless nobody objects")
        rules.append(only_rule(low, prov, guard, decider, opened))
        if decider.kind == "organ":
            says.append((guard, getattr(decider.who, "name", "")))
    low.memo.setdefault("stopping", set()).update(
        leaf.name
        for leaf in (*(v.leaf for r in rules for v in r.voters), *(organ_leaf(low, o) for _, o in says))
    )
    organ_yes, organ_no = _said(low, says, opened)
    votes = by_votes(low, f"{prov.id} {number}", tuple(rules), opened)
    gone = t.given(g.any(*(lit for lit, _ in opened)), lost(low, fire.basis, opened)) if fire.basis else NEVER
    ends = [organ_yes, organ_no, gone, votes.yes, votes.no, due]
    resumed = t.either(*(only(low, ends, i) for i in (1, 2, 4, 5)))
    return replace(fire, time=t.named(f"resumed {prov.id}", resumed))


def _said(low: Low, says: list[tuple[Lit, str]], opened: Time) -> tuple[Time, Time]:
    """When a body as such decides that it does not resume, or that it does: by whatever it decides or finds."""
    t = low.t
    sides: dict[bool, list[Time]] = {True: [], False: []}
    for guard, organ in says:
        organ_leaf(low, organ)
        for standard in low.prep.standards:
            finding_of(low, standard)
        for leaf in low.leaves.all.values():
            for number, way in enumerate(leaf.ways):
                if way.who != organ or way.kind not in ("decide", "find"):
                    continue
                value = next((str(s.value) for s in way.slots if s.name == "value"), "for")
                time = t.given(guard, low.leaves.time(leaf, number))
                sides[value == "for"].append(t.given(t.le(opened, time), time))
    return t.first(*sides[True]), t.first(*sides[False])


def stops(low: Low, organ: str) -> bool:
    """Whether a body may stop a measure from resuming."""
    return any(
        decider.kind == "organ" and getattr(decider.who, "name", "") == organ
        for prov in low.prep.others.get("Resumes", ()) if prov.body.decider is not None
        for _, decider in low.choices(prov.body.decider)
    )  # fmt: skip
