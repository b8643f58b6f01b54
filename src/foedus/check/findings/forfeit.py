"""Forfeit: how a guarantor can free itself, or be freed, by a finding, a decision or a statement."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from foedus.cases.graph import TRUE, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.reading import Reading
from foedus.check.lesser import lesser
from foedus.check.people import whom
from foedus.check.showing import (
    article,
    by_others,
    clause,
    confirmed,
    duty_text,
    ever,
    finding,
    instant,
    short,
)
from foedus.check.view import Answer, View
from foedus.engine.norms import norm_of
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Decided, DecisionEvent, DecisionIs, DomesticProcess, Finding, Ref, Released, walk

CODE = "F1201"
_SAYS = ("decide", "find", "declare", "object", "consent", "report", "release")


class _Source(Struct, frozen=True):
    """A sentence by which some bearers may be freed of some answers, and whose doing that is."""

    ref: Ref
    answers: tuple[Answer, ...]
    guard: Lit = TRUE
    own_vote: bool = False
    decided: bool = True  # a decision may free, not only a finding or a statement
    meant: tuple[str, ...] = ()


def find(view: View) -> Iterator[Finding]:
    """Each sentence by which somebody is freed of a duty to answer, with the shortest way to use it."""
    by_prov: dict[int, list[Answer]] = {}
    for answer in (*view.answers, *lesser(view)):
        if answer.form.modal == "must" and not answer.duty.prov.consequence:
            by_prov.setdefault(answer.duty.prov.id, []).append(answer)
    for answers in by_prov.values():
        for source in _sources(view, answers[0].duty.prov, answers):
            yield from _finding(view, source)


def _sources(view: View, prov: Prov, answers: list[Answer]) -> Iterator[_Source]:
    low = view.low
    for rule in low.prep.of(Released):
        if rule.ins == prov.ins and (not rule.body.articles or prov.article in rule.body.articles):
            meant = low.possible(rule.body.who, rule.ins)
            mine = tuple(a for a in answers if any(n in meant for n, _ in a.duty.members))
            if mine:
                yield _Source(rule.ref, mine)
    for rule in low.prep.of(DomesticProcess):
        meant = low.possible(rule.body.who, rule.ins)
        mine = tuple(
            a for a in answers
            if any(rule.body.measure in ms for ms in a.form.measures) and any(n in meant for n, _ in a.duty.members)
        )  # fmt: skip
        if mine:
            yield _Source(rule.ref, mine, meant=tuple(meant))
    body = norm_of(prov)
    if body.unless or body.objection_of is not None:
        decided = any(isinstance(n, (DecisionIs, Decided, DecisionEvent)) for n in walk(body.unless))
        yield _Source(prov.ref, tuple(answers), decided=decided)
    for d in view.case.decisions:
        mine = tuple(a for a in answers if a.duty.bearer == d.who and a.duty.prov.ins == d.prov.ins)
        if d.who and mine:
            guard = view.graph.any(*(r.guard for r in d.rules))
            yield _Source(
                d.prov.ref, tuple(a for a in answers if a.duty.prov.ins == d.prov.ins), guard, own_vote=True
            )
            return


def _finding(view: View, source: _Source) -> Iterator[Finding]:
    g, t = view.graph, view.t
    freed: dict[str, tuple[Any, list[Leaf], Answer, int]] = {}
    for answer in source.answers:
        name = answer.duty.bearer
        if name in freed or (source.own_vote and len(freed) > 0):
            continue
        owed = g.all(by_others(view, answer), source.guard, -t.exists(answer.duty.end("excused")))
        fine = short(view, owed)
        if fine is None:
            continue
        may = [leaf for leaf in view.low.leaves.all.values() if _says(view, leaf, source, name)]
        same = [g.chosen(n, fine.choices[n]) for n in (*view.points, *view.incident)]
        others = [leaf for leaf in view.low.leaves.all.values() if leaf not in may]
        same += [g.chosen(leaf.name, fine.choices[leaf.name]) for leaf in others]
        same += [
            g.any(g.chosen(leaf.name, fine.choices[leaf.name]), view.low.leaves.takes(leaf)) for leaf in may
        ]
        refusing = (
            [g.chosen(leaf.name, 2) for leaf in may] if source.own_vote else []
        )  # an abstention settles nothing
        usual = [g.chosen(leaf.name, fine.choices[leaf.name]) for leaf in may]
        gone = short(view, -owed, *same, prefer=[*refusing, *usual])
        if gone is not None:
            changed = [leaf for leaf in may if gone.choices[leaf.name] != fine.choices[leaf.name]]
            freed[name] = gone, changed, answer, Reading(view.case, fine).minutes(answer.duty.arises) or 0
    if not freed:
        return
    gone, changed, answer, since = next(iter(freed.values()))
    prov = answer.duty.prov
    where = ever(view, g.all(source.guard, g.any(*(by_others(view, a) for a in source.answers))))
    if where is None or not changed:
        return
    by = dict.fromkeys(_whose(view, leaf, answer.duty.bearer) for leaf in changed)
    says = [_say(leaf, gone.choices[leaf.name]) for leaf in changed]
    every_form = [a for a in (*view.answers, *lesser(view)) if a.duty.prov.id == prov.id]
    base = g.any(*(by_others(view, a) for a in every_form))
    can = g.all(source.guard, g.any(*(by_others(view, a) for a in source.answers)))
    every = source.own_vote or len(freed) == len({a.duty.bearer for a in every_form})
    names = listed(source.meant) or (whom(view, prov.body.bearer) if every else listed(freed))
    own = set(by) == {""}
    names = "each bearer" if names == "its bearers" else names
    who = listed(n for n in by if n)
    lead = (
        f"{_cap(names)} can free {_self(names)} from {prov.ref.label}"
        if own
        else f"{_cap(who)} can free {names} from {prov.ref.label}"
    )
    yield finding(
        view, CODE, "forfeit", f"{lead}{clause(view, can, base)}.", source.ref, gone,
        _expects(view, gone, answer, since), where=where,
        why=f"It is enough that {listed(says)}; nobody can review that.",
        weight=(0.85 if own else 0.65) * (1.0 if answer.level == "binding" else 0.5),
        also=(prov.ref,) if prov.ref != source.ref else (), text="Freed",
    )  # fmt: skip


def _says(view: View, leaf: Leaf, source: _Source, bearer: str) -> bool:
    """Whether an event is a finding, a decision or a statement that may free somebody."""
    kind = leaf.ways[0].kind
    return (
        leaf.ways[0].who == bearer
        if source.own_vote and kind == "vote"
        else kind in _SAYS and not source.own_vote and (source.decided or kind != "decide")
    )


def _whose(view: View, leaf: Leaf, bearer: str) -> str:
    """Who does it, "" if it is the bearer itself or an organ of its own."""
    who = leaf.ways[0].who or leaf.group
    organ = view.low.prep.organs.get(who)
    if who == bearer or (organ is not None and getattr(organ.of, "name", "") == bearer):
        return ""
    return who or "somebody else"


def _say(leaf: Leaf, way: int) -> str:
    return leaf.ways[way - 1].say if way else f"{leaf.name} does not take place"


def _expects(view: View, cell: Any, answer: Answer, since: int) -> tuple[str, ...]:
    """That it owes nothing from then on, or at least not that, where it would owe it since some minute."""
    reading = Reading(view.case, cell)
    over = reading.minutes(answer.duty.end("excused"))
    name = answer.duty.bearer if not answer.duty.joint else answer.duty.members[0][0]
    tail = article(view, answer.duty.prov)
    at, later = instant(view, since if over is None else over), instant(view, since)
    return confirmed(
        view,
        cell,
        (f"at {at}: {name} owes nothing{tail}", "nobody is in breach"),
        (f"at {at}: it is not so that {duty_text(view, answer, name)}",),
        # Where it owes other things under the same article, only the end of this duty tells them apart.
        (f"at {at}: {name} was excused{tail.replace(' under ', ' from ', 1)}",),
        (f"at {later}: {name} owes nothing{tail}",),
        (f"at {later}: it is not so that {duty_text(view, answer, name)}",),
        # Its own decision, where others who decide for themselves leave the rest unsettled.
        ("the decision was rejected",),
        # Where it owes the same by another sentence of the article.
        (f"it is not so that {name} is in breach",),
    )


def _self(names: str) -> str:
    return "themselves" if " and " in names or " or " in names else "itself"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["Prov", "find"]
