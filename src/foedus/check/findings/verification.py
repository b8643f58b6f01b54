"""Verification: duties whose breach nobody observes, findings that nobody is bound to make in time."""

from collections.abc import Iterator
from typing import Any

from foedus.cases.graph import FALSE, Lit
from foedus.cases.norms import all_forms
from foedus.cases.reading import Reading
from foedus.check.prohibitions import prohibitions
from foedus.check.showing import article, by_others, confirmed, ever, finding, instant, short
from foedus.check.view import View
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import BreachOf, Finding, Observes, Series, StandardIs, walk

CODE = "F1101"


def find(view: View) -> Iterator[Finding]:
    """What nobody watches, text by text; then what nobody has to find."""
    for ins in sorted({a.duty.prov.ins for a in view.answers} | {p.prov.ins for p in prohibitions(view)}):
        yield from _unobserved(view, ins)
    yield from _unfound(view)


# ---- nobody observes -------------------------------------------------------------------------------------------------


def _unobserved(view: View, ins: int) -> Iterator[Finding]:
    """The articles of a text that can be breached in the case, and that nobody observes."""
    g, t = view.graph, view.t
    watched = [p.body for p in view.low.prep.of(Observes) if p.ins == ins]
    if any(not body.articles for body in watched):
        return
    seen = {a for body in watched for a in body.articles}
    broken: dict[int, list[Lit]] = {}
    provs: dict[int, Prov] = {}
    for a in view.answers:
        prov = a.duty.prov
        if prov.ins == ins and a.form.modal == "must" and prov.article not in seen:
            provs[prov.id] = prov
            lit = g.all(
                by_others(view, a), t.exists(a.duty.due)
            )  # nobody acts in the cases that are looked at
            broken.setdefault(prov.id, []).append(lit)
    for one in prohibitions(view):
        if one.prov.ins == ins and one.prov.article not in seen and one.breached != FALSE:
            provs[one.prov.id] = one.prov
            broken.setdefault(one.prov.id, []).append(one.breached)
    lits = {key: g.any(*parts) for key, parts in broken.items()}
    found = {key: where for key, lit in lits.items() if (where := ever(view, lit)) is not None}
    if not found:
        return
    hangs = [key for key in found if _consequence(view, provs[key])]
    first = provs[(hangs or list(found))[0]]
    cell = short(view, lits[first.id])
    if cell is None:
        return
    labels = listed(dict.fromkeys(provs[key].ref.label for key in found))
    text = "" if ins in view.low.prep.mains else f" of {view.low.code(ins)}"
    then = ""
    if hangs:
        places = listed(dict.fromkeys(provs[k].ref.label for k in hangs))
        then = f" Something follows from a breach of {places}{text}."
    yield finding(
        view, CODE, "verification",
        f"Nobody observes whether {labels}{text} {'is' if len(found) == 1 else 'are'} kept.",
        first.ref, cell, _breach(view, cell, first),
        why=f"No sentence names who watches and reports, so that each may call the other in breach.{then}",
        where=found[first.id], weight=0.5 if hangs else 0.25, also=tuple(provs[k].ref for k in found if k != first.id),
        text="A breach that nobody reports",
    )  # fmt: skip


def _consequence(view: View, prov: Prov) -> bool:
    """Whether something follows from its breach."""
    for other in view.low.prep.norms:
        for node in walk(other.triggers):
            if isinstance(node, BreachOf):
                target = view.low.prep.find(node.instrument) if node.instrument else other.ins
                if target == prov.ins and (not node.articles or prov.article in node.articles):
                    return True
    return False


def _breach(view: View, cell: Any, prov: Prov) -> tuple[str, ...]:
    reading = Reading(view.case, cell)
    tail = article(view, prov).replace(" under ", " of ", 1)
    for a in view.answers:
        if a.duty.prov.id == prov.id and reading.holds(by_others(view, a)):
            at = reading.minutes(a.duty.end("breached"))
            if at is not None:
                name = next(n for n, lit in a.duty.members if reading.holds(lit))
                return (f"at {instant(view, at)}: {name} is in breach{tail}",)
    for one in prohibitions(view):
        if one.prov.id == prov.id and reading.holds(one.breached):
            return (f"{one.bearer} is in breach{tail}",)
    return ()


# ---- nobody has to find ----------------------------------------------------------------------------------------------


def _unfound(view: View) -> Iterator[Finding]:
    """Standards that a body judges, and series that it finds, without a time by which it must."""
    todo: list[tuple[Prov, str, str]] = []
    for prov in view.low.prep.of(StandardIs):
        if prov.body.within is None:
            todo.append(
                (
                    prov,
                    getattr(prov.body.judged_by, "name", "its judge"),
                    f"whether the attack is {prov.body.name}",
                )
            )
    for prov in (*view.low.prep.norms, *view.low.prep.decisions, *view.low.prep.of(_define())):
        for node in walk(prov.body):
            if isinstance(node, Series) and node.found_by is not None:
                todo.append(
                    (prov, getattr(node.found_by, "name", "its finder"), "that a series has taken place")
                )
    answered = view.strength("consult")
    for prov, who, what in todo:
        cell = short(view, -answered)
        if cell is None:
            continue
        yield finding(
            view, CODE, "verification", f"{who} need never find {what}.", prov.ref, cell,
            confirmed(view, cell, ("nobody is in breach",), (f"it is not so that {who} is in breach",)),
            why="The text sets no time for the finding, and whoever does not make it breaks nothing.", weight=0.55,
            text="Nothing is found",
        )  # fmt: skip


def _define() -> type:
    from foedus.model import Define

    return Define


__all__ = ["all_forms", "find"]
