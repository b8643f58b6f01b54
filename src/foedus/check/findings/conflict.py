"""Conflicts: one party must and must not do the same in one case, in one text or across two, and none goes first."""

from collections.abc import Iterator
from typing import Any

from foedus.cases.duties import DutyCase
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.norms import Form
from foedus.cases.reading import Reading
from foedus.check.prohibitions import FORCE, Prohibition, prohibitions
from foedus.check.showing import article, clause, duty_text, ever, finding, instant, short
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Finding
from foedus.model.norms import CONTENT, NEVER_COUNT

CODE = "F0701"
_NEUTRAL = frozenset({"stay-neutral", "neutrality"})


def find(view: View) -> Iterator[Finding]:
    """Each pair of sentences that bind one party to do and not to do the same."""
    pairs: dict[tuple[int, int], list[tuple[Answer, Prohibition, Lit]]] = {}
    for duty in view.case.duties:
        for form in duty.forms:
            if form.modal != "must":
                continue
            for ban in prohibitions(view):
                lit = _clash(view, duty, form, ban)
                if lit != FALSE:
                    pairs.setdefault((duty.prov.id, ban.prov.id), []).append(
                        (Answer(duty, form, ""), ban, lit)
                    )
    for found in pairs.values():
        yield from _finding(view, found)
    yield from _neutral(view)


def _clash(view: View, duty: DutyCase, form: Form, ban: Prohibition) -> Lit:
    """Whether a duty and a prohibition of one party meet in a case."""
    g = view.graph
    mine = [lit for name, lit in duty.members if name == ban.bearer]
    if not mine:
        return FALSE
    aims = [
        _same_aim(view, duty, a, ban, b)
        for a, do in zip(form.actions, form.measures, strict=True)
        for b, leave in zip(ban.form.actions, ban.form.measures, strict=True) if _overlap(set(do), set(leave))
    ]  # fmt: skip
    if not aims:
        return FALSE
    return g.all(mine[0], form.guard, view.t.exists(duty.arises), duty.sure, ban.forbids, g.any(*aims))


def _overlap(do: set[str], leave: set[str]) -> bool:
    """Whether what must be done is among what must not be done."""
    if do & leave or (do & FORCE and leave & FORCE):
        return True
    helps = any(CONTENT.get(m, 3) >= CONTENT["assist"] and m not in NEVER_COUNT for m in do)
    return "assist" in leave and helps


def _same_aim(view: View, duty: DutyCase, do: Any, ban: Prohibition, leave: Any) -> Lit:
    """Whether both are about the same state: of force, the attacker; else those named."""
    g, low = view.graph, view.low
    if leave.target is None:
        return TRUE
    against = low.possible(leave.target, ban.prov.ins, ban.bearer)
    if set(ban.form.measures[0]) & FORCE:
        if "attacker" not in g.choices:
            return FALSE
        names = [label for label, _ in low.incident.values("attacker")]
        return g.among("attacker", [i for i, n in enumerate(names) if n in against])
    if do.target is None:
        return TRUE
    return TRUE if set(against) & set(low.possible(do.target, duty.prov.ins, ban.bearer)) else FALSE


def _finding(view: View, found: list[tuple[Answer, Prohibition, Lit]]) -> Iterator[Finding]:
    g = view.graph
    answer, ban, _ = found[0]
    lit = g.any(*(x for _, _, x in found))
    where, cell = ever(view, lit), short(view, lit)
    if where is None or cell is None:
        return
    reading = Reading(view.case, cell)
    answer, ban, _ = next((one for one in found if reading.holds(one[2])), found[0])
    names = listed(dict.fromkeys(b.bearer for _, b, _ in found))
    do, leave = answer.duty.prov, ban.prov
    what = answer.form.measures[0][0]
    owes = g.any(*(view.t.exists(a.duty.arises) for a, _, _ in found))
    at = reading.minutes(answer.duty.arises) or 0
    expects = (
        f"at {instant(view, at)}: {duty_text(view, answer, ban.bearer)}",
        f"at {instant(view, at)}: {ban.bearer} must not {ban.form.measures[0][0]}{article(view, leave)}",
    )
    sentence = f"{names} must {what} under {_named(view, do)} and must not under {_named(view, leave)}"
    yield finding(
        view, CODE, "conflict", f"{sentence}{clause(view, lit, owes)}.", do.ref, cell, expects,
        why="Neither sentence prevails over the other, so that whatever is done breaks one of them.",
        where=where, weight=0.9, also=(leave.ref,), text="Must and must not",
    )  # fmt: skip


def _neutral(view: View) -> Iterator[Finding]:
    """A duty to stay neutral beside a duty to help, of one party."""
    g, t = view.graph, view.t
    stays = [
        Answer(d, f, "")
        for d in view.case.duties
        for f in d.forms
        if f.modal == "must" and _measures(f) & _NEUTRAL
    ]
    helps = [a for a in view.answers if a.level == "binding"]
    done: set[tuple[int, int]] = set()
    for one in stays:
        for two in helps:
            key = one.duty.prov.id, two.duty.prov.id
            if one.duty.bearer != two.duty.bearer or key in done:
                continue
            lit = g.all(one.form.guard, t.exists(one.duty.arises), view.arises(two))
            where, cell = ever(view, lit), short(view, lit)
            if where is None or cell is None:
                continue
            done.add(key)
            reading = Reading(view.case, cell)
            name = one.duty.bearer
            expects = tuple(
                f"at {instant(view, reading.minutes(a.duty.arises) or 0)}: {duty_text(view, a, name)}"
                for a in (one, two)
            )
            yield finding(
                view, CODE, "conflict",
                f"{name} must stay neutral under {_named(view, one.duty.prov)} "
                f"and must {two.form.measures[0][0]} under {_named(view, two.duty.prov)}.",
                one.duty.prov.ref, cell, expects, why="Neither sentence prevails over the other.", where=where,
                weight=0.9,
                also=(two.duty.prov.ref,), text="Neutral and bound",
            )  # fmt: skip


def _measures(form: Form) -> frozenset[str]:
    return frozenset(m for ms in form.measures for m in ms)


def _named(view: View, prov: Prov) -> str:
    return prov.ref.label + ("" if prov.ins in view.low.prep.mains else f" of {view.low.code(prov.ins)}")
