"""Order: texts that wait for each other, and the window in which one binds and another does not yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.force import bound, force, members
from foedus.cases.graph import FALSE, Lit
from foedus.check.atonce import FREE, at_once, defaults, fact, given, holds, shortest, strongest, willing_box
from foedus.check.completions import settled, where
from foedus.check.expects import nobody
from foedus.check.view import Answer, Depends, View
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Enters, Finding, Hole, InForce, Norm, Pattern, walk

CODE = "F1001"
Wait = tuple[int, tuple[tuple[str, int], ...]]  # a text that is waited for, and the options of points that make it so


def find(view: View) -> Iterator[Finding]:
    """Circles of entry into force, then windows in which somebody is exposed."""
    yield from _circles(view)
    yield from _windows(view)


# ---- circles ---------------------------------------------------------------------------------------------------------


def waits(view: View) -> dict[int, list[tuple[Wait, Prov]]]:
    """For each text, the texts whose force its entry into force waits for."""
    out: dict[int, list[tuple[Wait, Prov]]] = {}
    for prov in view.low.prep.of(Enters):
        body: Enters = prov.body
        for node in (body.when, *body.provided):
            for target, options in _texts(view, prov.ins, node, ()):
                if target != prov.ins:
                    out.setdefault(prov.ins, []).append(((target, options), prov))
    return out


def _texts(view: View, ins: int, node: Any, options: tuple[tuple[str, int], ...]) -> Iterator[Wait]:
    """The texts whose force a condition asks for; under an open point, by option."""
    for one in walk(node):
        if isinstance(one, Hole) and one.name in view.low.prep.points:
            for number, option in enumerate(view.low.prep.points[one.name].options):
                yield from _texts(view, ins, option, (*options, (one.name, number)))
        elif isinstance(one, InForce):
            found = view.low.prep.find(one.instrument) if one.instrument else ins
            if found is not None:
                yield found, options
        elif isinstance(one, Pattern) and one.kind in ("begin", "enter"):
            code = next((str(s.value) for s in one.slots if s.name in ("instrument", "name")), "")
            found = view.low.prep.find(code)
            if found is not None:
                yield found, options


def _circles(view: View) -> Iterator[Finding]:
    graph = waits(view)
    seen: set[frozenset[int]] = set()
    for start in graph:
        for path in _paths(graph, start, start, ()):
            ring = frozenset(path_ins for path_ins, _, _ in path)
            if ring in seen:
                continue
            seen.add(ring)
            yield _circle(view, path)


def _paths(
    graph: Mapping[int, list[tuple[Wait, Prov]]], start: int, here: int,
    path: tuple[tuple[int, tuple[tuple[str, int], ...], Prov], ...],
) -> Iterator[tuple[tuple[int, tuple[tuple[str, int], ...], Prov], ...]]:  # fmt: skip
    for (target, options), prov in graph.get(here, []):
        more = (*path, (here, options, prov))
        if target == start:
            yield more
        elif target not in [ins for ins, _, _ in path] and target != here:
            yield from _paths(graph, start, target, more)


def _circle(view: View, path: tuple[tuple[int, tuple[tuple[str, int], ...], Prov], ...]) -> Finding:
    codes = [view.low.code(ins) for ins, _, _ in path]
    options = {name: number for _, chosen, _ in path for name, number in chosen}
    points = view.low.prep.points
    depends: Depends = (tuple((n, (points[n].texts[i],)) for n, i in options.items()),) if options else ()
    chosen = {n: i for n, i in options.items()}
    expects = tuple(f"{code} is not in force" for code in codes)
    return Finding(
        CODE, "order", f"{listed(codes, 'and')} wait for each other: none of them can ever enter into force.".replace(
            "none of them", "neither" if len(codes) == 2 else "none"),
        path[0][2].ref, "Each enters into force once the other is in force.", also=tuple(p.ref for _, _, p in path[1:]),
        always=not options, depends=depends, assumes="everybody signs, ratifies and enacts at once",
        witness=_all_join(view, [ins for ins, _, _ in path], chosen, expects, f"{listed(codes, 'and')} wait for each other"),
        expects=expects, weight=0.95, group="order",
    )  # fmt: skip


def _all_join(view: View, texts: list[int], chosen: dict[str, int], expects: tuple[str, ...], title: str) -> str:
    """A timeline in which all who can join every text do so."""
    at = instant_text(view.low.incident.at)
    points = view.low.prep.points
    lines = [f'timeline "{title}", of {view.draft.code or chr(34) + view.draft.title + chr(34)}.']
    known = {n: points[n].texts[i] for n, i in chosen.items()}
    known |= {n: points[n].texts[i] for n, i in view.low.explorer.fixed.items()}
    known |= {n[1:]: c.values[0] for n, c in view.graph.choices.items() if c.kind == "point" and n[1:] not in known}
    if known:
        lines.append(f"with {', '.join(f'{n} = {t}' for n, t in known.items())}.")
    for ins in texts:
        code, maker = view.low.code(ins), view.low.instrument(ins).draft.of
        names = [maker] if maker else [n for n in members(view.low, ins)]
        verb = "enacts" if maker else "ratifies"
        lines += [f"{at}: {name} {verb} {code}." for name in names]
    return "\n".join([*lines, *(f"expect {one}." for one in expects)]) + "\n"


# ---- windows ---------------------------------------------------------------------------------------------------------


def _windows(view: View) -> Iterator[Finding]:
    """The victim bound to something while nobody is bound to it yet; else one guarantor bound before the others."""
    answers = strongest(view)
    if not answers:
        return
    a = at_once(view)
    lit = a.lit(view.graph.any(*(view.arises(x) for x in answers)))
    full = shortest(view, a, lit, *willing_box(view, kinds=FREE))
    if full is None:
        return
    victim = fact(view, full, "victim")
    for ins, prov in _burdens(view, victim):
        made = _exposed(view, a, answers, lit, full, victim, ins, prov)
        if made is not None:
            yield made
            return
    yield from _alone(view, a, answers, full)


def _burdens(view: View, victim: str) -> Iterator[tuple[int, Prov]]:
    """What the victim must do or not do, text by text."""
    for prov in view.low.prep.norms:
        body: Norm = prov.body
        if str(body.modal) in ("must", "must not") and not any(t.event is not None for t in prov.triggers):
            if victim in view.low.possible(body.bearer, _reader(prov)):
                yield prov.ins, prov


def _reader(prov: Prov) -> Any:
    from foedus.cases.lowering import View as Reader

    return Reader(prov.ins)


def _exposed(
    view: View, a: Assumed, answers: list[Answer], lit: Lit, full: Cell, victim: str, ins: int, prov: Prov
) -> Finding | None:  # fmt: skip
    g, low = view.graph, view.low
    burdened = a.lit(bound(low, ins, victim, low.attack, False))
    joining = [n for n, leaf in low.leaves.all.items() if leaf.ways[0].kind in ("ratify", "sign", "enact", "begin")]
    same = [g.chosen(n, full.choices[n]) for n in view.incident]
    binding = a.lit(g.any(*(bound(low, x.duty.prov.ins, n, low.attack, True) for x in answers for n, _ in x.duty.members)))
    usual = {n: v for n, v in defaults(view).items() if n in joining}
    could = given(view, lit, usual)
    cell = shortest(view, a, burdened, -binding, -lit, could, *same, *willing_box(view, kinds=FREE))
    if cell is None:
        return None
    code = low.code(ins)
    expects = [f"{code} is in force for {victim}", *nobody(view, a, cell)]
    missing = [low.leaves.all[n].ways[0].say for n in joining if not cell.choices[n] and full.choices[n]]
    until = f" until {listed(missing, 'and')}" if 0 < len(missing) < 3 else ""
    sentence = f"{victim} is bound by {code} before anybody is bound to help it{until}."
    always, depends = where(view, a, settled(view, lit, full))
    return Finding(
        CODE, "order", sentence, prov.ref, "What it gives up counts at once, what it gets for it only later.",
        covers=tuple(missing), always=always, depends=depends, assumes="some join earlier than others",
        witness=view.witness(cell, f"{victim} is bound first", expects), expects=tuple(expects), weight=0.75, group="order",
    )  # fmt: skip


def _alone(view: View, a: Assumed, answers: list[Answer], full: Cell) -> Iterator[Finding]:
    """One of several bearers bound while the others are not yet."""
    g, low = view.graph, view.low
    names = list(dict.fromkeys(n for x in answers for n, _ in x.duty.members))
    ins = answers[0].duty.prov.ins
    if len(names) < 2:
        return
    in_force = {n: a.lit(view.t.holds_at(force(low, ins, n), low.attack)) for n in names}
    if any(lit == FALSE for lit in in_force.values()) and not any(lit != FALSE for lit in in_force.values()):
        return
    for first in names:
        mine = a.lit(g.any(*(view.arises(x) for x in answers if any(n == first for n, _ in x.duty.members))))
        others = [n for n in names if n != first]
        later = [low.leaves.all[n] for n in low.leaves.all if low.leaves.all[n].group in others and low.leaves.all[n].ways[0].kind in ("ratify", "sign")]
        if not later:
            continue
        parties = [a.lit(low.party(ins, n)) for n in others]
        not_yet = [g.any(-p, -in_force[n]) for p, n in zip(parties, others, strict=True)]
        same = [g.chosen(n, full.choices[n]) for n in view.incident]
        cell = shortest(view, a, mine, g.any(*parties), *not_yet, *same, *willing_box(view, kinds=FREE))
        if cell is None:
            continue
        second = next(n for n, p in zip(others, parties, strict=True) if holds(view, p, cell))
        code = low.code(ins)
        expects = (f"{code} is in force for {first}", f"{code} is not in force for {second}")
        always, depends = where(view, a, settled(view, mine, cell))
        yield Finding(
            CODE, "order", f"{code} binds each party as it joins: one may owe help alone until the others follow.",
            _entry(view, ins, answers), "Whoever joins first bears the whole of it; whoever waits bears nothing.",
            always=always, depends=depends, assumes="some join earlier than others",
            witness=view.witness(cell, f"{first} is bound, {second} is not yet", expects), expects=expects, weight=0.3,
            group="order",
        )  # fmt: skip
        return


def _entry(view: View, ins: int, answers: list[Answer]) -> Any:
    return next((p.ref for p in view.low.prep.of(Enters) if p.ins == ins), answers[0].ref)
