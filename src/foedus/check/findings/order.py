"""Order: texts that wait for each other, and the window in which one binds and another does not yet."""

from collections.abc import Iterator
from typing import Any

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.force import bound, force
from foedus.cases.graph import FALSE, Lit
from foedus.check.atonce import (
    FREE,
    around,
    at_once,
    by_text,
    defaults,
    fact,
    given,
    holds,
    shortest,
    strongest,
    willing_box,
)
from foedus.check.completions import where
from foedus.check.expects import in_force, nobody
from foedus.check.order import Awaited, Options, obliged, reached
from foedus.check.view import Answer, Depends, View
from foedus.engine.prepared import Prov
from foedus.model import Enters, Finding, Norm

CODE = "F1001"


def find(view: View) -> Iterator[Finding]:
    """Circles of entry into force, then windows in which somebody is exposed."""
    yield from _circles(view)
    yield from _windows(view)


# ---- circles ---------------------------------------------------------------------------------------------------------


def _circles(view: View) -> Iterator[Finding]:
    """Events that a text waits for, and that nobody is bound to bring about until that text is in force."""
    seen: set[tuple[str, str]] = set()
    for ins in range(len(view.low.prep.instruments)):
        for one, _ in reached(view, ins):
            if one.text >= 0 or (one.event, one.by) in seen:
                continue
            seen.add((one.event, one.by))
            duties = obliged(view, one.event, one.by)
            ways = [_wait(view, p.ins, one) for p in duties]
            if duties and all(w is not None for w in ways):
                yield _circle(view, one, duties[0], {n: i for w in ways if w is not None for n, i in w})


def _wait(view: View, ins: int, event: Awaited) -> Options | None:
    """The options under which a text waits for an event; None if it never does."""
    found = [options for one, options in reached(view, ins) if (one.event, one.by) == (event.event, event.by)]
    return min(found, key=len) if found else None


def _circle(view: View, event: Awaited, duty: Prov, options: dict[str, int]) -> Finding:
    points, code = view.low.prep.points, view.low.code(duty.ins)
    depends: Depends = (tuple((n, (points[n].texts[i],)) for n, i in options.items()),) if options else ()
    what = "a ceasefire" if event.event == "ceasefire" else f"that {event.by or 'somebody'} {event.event}s"
    bearer = view.low.possible(duty.body.bearer, duty.ins)[0]
    measure = next(str(x.measure) for x in duty.body.actions)
    expects = (in_force(view, duty.ins, bearer, False), f"never, {bearer} owes {measure}")
    return Finding(
        CODE,
        "order",
        f"{code} waits for {what}, and nobody is bound to bring that about until {code} is in force.",
        event.prov.ref,
        f"{duty.ref.label} asks for it only from then on: each can wait for the other.",
        also=(duty.ref,),
        always=not options,
        depends=depends,
        assumes="everybody signs and ratifies at once",
        witness=_all_join(view, event, options, expects, f"{code} waits for {what}"),
        expects=expects,
        weight=0.9,
        group="order",
    )


def _all_join(
    view: View, event: Awaited, chosen: dict[str, int], expects: tuple[str, ...], title: str
) -> str:
    """A timeline in which all who can join every text do so, and what is waited for does not happen by itself."""
    at, points = instant_text(view.low.incident.at), view.low.prep.points
    lines = [f'timeline "{title}", of {view.code}.']
    known = {n: points[n].texts[i] for n, i in (*view.low.explorer.fixed.items(), *chosen.items())}
    known |= {
        n[1:]: c.values[0] for n, c in view.graph.choices.items() if c.kind == "point" and n[1:] not in known
    }
    if known:
        lines.append(f"with {', '.join(f'{n} = {t}' for n, t in known.items())}.")
    for leaf in view.low.leaves.all.values():
        kind = leaf.ways[0].kind
        if kind in ("ratify", "sign", "enact") and (kind, event.by) != (event.event, leaf.group):
            lines.append(f"{at}: {leaf.ways[0].say}.")
    if len(lines) < 2 + bool(known):
        lines.append(f"{at}: {view.low.incident.names[0]} ratifies {view.low.code(event.prov.ins)}.")
    return "\n".join([*lines, *(f"expect {one}." for one in expects)]) + "\n"


# ---- windows ---------------------------------------------------------------------------------------------------------


def _windows(view: View) -> Iterator[Finding]:
    """The victim bound to something while nobody is bound to it yet; else one guarantor bound before the others."""
    answers = strongest(view)
    if not answers:
        return
    a, g = at_once(view), view.graph
    lit = a.lit(g.any(*(view.arises(x) for x in answers)))
    full = shortest(view, a, lit, *willing_box(view, kinds=FREE))
    if full is None:
        return
    victim = fact(view, full, "victim")
    for ins, prov in _burdens(view, victim):
        made = _exposed(view, a, answers, lit, full, victim, ins, prov)
        if made is not None:
            yield made
            return
    for own in by_text(answers):
        whole = a.lit(g.any(*(view.arises(x) for x in own)))
        case = full if len(own) == len(answers) else shortest(view, a, whole, *willing_box(view, kinds=FREE))
        if case is not None:
            yield from _alone(view, a, own, case)


def _burdens(view: View, victim: str) -> Iterator[tuple[int, Prov]]:
    """What the victim must do or not do, text by text."""
    for prov in view.low.prep.norms:
        body: Norm = prov.body
        if str(body.modal) in ("must", "must not") and not any(t.event is not None for t in prov.triggers):
            if victim in view.low.possible(body.bearer, prov.ins):
                yield prov.ins, prov


def _exposed(
    view: View, a: Assumed, answers: list[Answer], lit: Lit, full: Cell, victim: str, ins: int, prov: Prov
) -> Finding | None:  # fmt: skip
    g, low = view.graph, view.low
    burdened = a.lit(bound(low, ins, victim, low.attack, False))
    joining = [
        n for n, leaf in low.leaves.all.items() if leaf.ways[0].kind in ("ratify", "sign", "enact", "begin")
    ]
    same = [g.chosen(n, full.choices[n]) for n in view.incident]
    binding = a.lit(
        g.any(*(bound(low, x.duty.prov.ins, n, low.attack, True) for x in answers for n, _ in x.duty.members))
    )
    usual = {n: v for n, v in defaults(view).items() if n in joining}
    could = given(view, lit, usual)
    cell = shortest(view, a, burdened, -binding, -lit, could, *same, *willing_box(view, kinds=FREE))
    if cell is None:
        return None
    code = low.code(ins)
    text = answers[0].duty.prov.ins
    away = dict.fromkeys(
        n for x in answers for n, _ in x.duty.members if n != victim and low.party(text, n) != FALSE
    )
    expects = [
        in_force(view, ins, victim, True),
        *(in_force(view, text, n, False) for n in list(away)[:3]),
        *nobody(view, a, cell),
    ]
    missing = [low.leaves.all[n].ways[0].say for n in joining if not cell.choices[n] and full.choices[n]]
    sentence = f"{victim} is bound by {code} before anybody is bound to help it."
    always, depends = _whenever(view, answers, full)
    return Finding(
        CODE,
        "order",
        sentence,
        prov.ref,
        "What it gives up counts at once, what it gets for it only later.",
        covers=tuple(missing),
        always=always,
        depends=depends,
        assumes="some join earlier than others",
        witness=view.witness(cell, f"{victim} is bound first", expects),
        expects=tuple(expects),
        weight=0.75,
        group="order",
    )


def _alone(view: View, a: Assumed, answers: list[Answer], full: Cell) -> Iterator[Finding]:
    """One of several bearers bound while the others are not yet."""
    g, low = view.graph, view.low
    names = list(dict.fromkeys(n for x in answers for n, _ in x.duty.members))
    ins = answers[0].duty.prov.ins
    if len(names) < 2:
        return
    there = {n: a.lit(view.t.holds_at(force(low, ins, n), low.attack)) for n in names}
    for first in names:
        mine = a.lit(g.any(*(view.arises(x) for x in answers if any(n == first for n, _ in x.duty.members))))
        others = [n for n in names if n != first]
        later = [
            low.leaves.all[n]
            for n in low.leaves.all
            if low.leaves.all[n].group in others and low.leaves.all[n].ways[0].kind in ("ratify", "sign")
        ]
        if not later:
            continue
        parties = [a.lit(low.party(ins, n)) for n in others]
        not_yet = [g.any(-p, -there[n]) for p, n in zip(parties, others, strict=True)]
        same = [g.chosen(n, full.choices[n]) for n in view.incident]
        cell = shortest(view, a, mine, g.any(*parties), *not_yet, *same, *willing_box(view, kinds=FREE))
        if cell is None:
            continue
        second = next(n for n, p in zip(others, parties, strict=True) if holds(view, p, cell))
        code = low.code(ins)
        expects = (in_force(view, ins, first, True), in_force(view, ins, second, False))
        always, depends = _whenever(view, answers, cell)
        yield Finding(
            CODE,
            "order",
            f"{code} binds each party as it joins: one may owe help alone until the others follow.",
            _entry(view, ins, answers),
            "Whoever joins first bears the whole of it; whoever waits bears nothing.",
            always=always,
            depends=depends,
            assumes="some join earlier than others",
            witness=view.witness(cell, f"{first} is bound, {second} is not yet", expects),
            expects=expects,
            weight=0.3,
            group="order",
        )
        return


def _whenever(view: View, answers: list[Answer], cell: Cell) -> tuple[bool, Depends]:
    """The completions in which the attack of a case is answered at all."""
    a = around(view, cell)
    return where(view, a, a.lit(view.graph.any(*(view.arises(x) for x in answers))))


def _entry(view: View, ins: int, answers: list[Answer]) -> Any:
    return next((p.ref for p in view.low.prep.of(Enters) if p.ins == ins), answers[0].ref)
