"""Gap of force: when the text does not bind, and whom: not ratified, waiting for something else, suspended, over."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import DAY, When, add_months, instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.force import force, suspended
from foedus.cases.graph import FALSE, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.reading import Reading
from foedus.cases.witness import attack_text, choices_text, declarations, events
from foedus.check.atonce import (
    FREE,
    Given,
    around,
    at_once,
    attack,
    by_text,
    defaults,
    fact,
    holds,
    rests_on,
    shortest,
    strongest,
    willing_box,
)
from foedus.check.completions import where
from foedus.check.conducts import BEFORE
from foedus.check.expects import in_force, nobody, none, who
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Ends, Enters, Finding, Ref, Suspended, TreatyLasts

CODE = "F0501"
_JOINING = ("ratify", "sign")


class Gate(Struct, frozen=True):
    """Something that must have happened, or not have happened, for the text to bind.

    name: the choice. on: its value where all is well; off: the other. gap: the cases in which it alone makes the
    difference. base: those in which all is well. own: the party that it alone keeps out; "" if it is all.
    """

    name: str
    on: int
    off: int
    gap: Lit
    base: Lit
    leaf: Leaf | None
    own: str = ""


def find(view: View) -> Iterator[Finding]:
    """One finding a kind of gate; those that keep all out first."""
    answers = strongest(view)
    if not answers:
        return
    a = at_once(view)
    plainest = attack(view)
    gates = list(_gates(view, answers, plainest)) if plainest is not None else []
    victim = fact(view, plainest, "victim") if plainest is not None else ""
    for group, found in _grouped(gates, victim).items():
        if (one := _finding(view, a, answers, group, found)) is not None:
            yield one
    yield from _suspensions(view, a, answers)
    yield from _ends(view, a, answers)


def _gates(view: View, answers: list[Answer], plainest: Cell) -> Iterator[Gate]:
    g, usual = view.graph, defaults(view)
    a = around(view, plainest, (*_JOINING, "enact", "begin", "end"))
    names = [
        n
        for n, leaf in view.low.leaves.all.items()
        if leaf.ways[0].kind in (*_JOINING, "enact", "begin", "end")
    ]
    bearers = list(dict.fromkeys(n for x in answers for n, _ in x.duty.members))
    whole = a.lit(g.any(*(view.arises(x) for x in answers)))
    open_ = {n: usual[n] for n in names}
    like = {n: row[0] for row in view.low.incident.classes() for n in row}
    usually = Given(g, open_)
    asked: dict[tuple[str, str, bool], list[Gate]] = {}
    for name in [n for n in names if rests_on(view, whole, [n])]:
        leaf = view.low.leaves.all[name]
        kind = leaf.ways[0].kind
        key = (kind, like.get(leaf.group, name), leaf.group in bearers)
        if kind not in _JOINING or key not in asked:
            asked[key] = list(_gate(view, a, answers, leaf, whole, usually))
            yield from asked[key]
        else:  # no sentence tells it from one that was asked already
            yield from (replace(x, name=name, leaf=leaf, own=leaf.group if x.own else "") for x in asked[key])


def _gate(
    view: View, a: Assumed, answers: list[Answer], leaf: Leaf, whole: Lit, usually: Given
) -> Iterator[Gate]:
    """Whether an event keeps all out, or its own party."""
    g, name, on = view.graph, leaf.name, usually.values[leaf.name]
    base = usually.lit(whole)
    gap = g.all(base, -usually.but(whole, name, 1 - on))
    bearers = {n for x in answers for n, _ in x.duty.members}
    if gap != FALSE and view.possible(a, gap):
        yield Gate(name, on, 1 - on, gap, base, leaf)
        if len(bearers) == 1:
            return
    if leaf.ways[0].kind in _JOINING and leaf.group in bearers:
        mine = a.lit(
            g.any(*(view.arises(x) for x in answers if any(n == leaf.group for n, _ in x.duty.members)))
        )
        own = usually.lit(mine)
        gap = g.all(own, -usually.but(mine, name, 0))
        if gap != FALSE:
            yield Gate(name, 1, 0, gap, own, leaf, leaf.group)


def _grouped(gates: list[Gate], victim: str) -> dict[str, list[Gate]]:
    out: dict[str, list[Gate]] = {}
    for gate in gates:
        kind = gate.leaf.ways[0].kind if gate.leaf is not None else ""
        join = "join" if gate.leaf is not None and gate.leaf.group == victim else "joint"
        group = "own" if gate.own else join if kind in _JOINING else f"{kind} {gate.name}"
        out.setdefault(group, []).append(gate)
    return out


def _finding(view: View, a: Assumed, answers: list[Answer], group: str, gates: list[Gate]) -> Finding | None:
    g = view.graph
    gate, cell = next(((x, c) for x in gates if (c := _open(view, a, answers, x)) is not None), (None, None))
    if gate is None or cell is None:
        return None
    shut = Cell({**cell.choices, gate.name: gate.off}, cell.times)
    pairs = [(n, x) for n, x in who(view, a, answers, cell) if not gate.own or n == gate.own]
    expects = [*(nobody(view, a, shut) if not gate.own else []), *none(view, pairs)]
    always, depends = where(view, a, g.any(*(x.gap for x in gates)), g.any(*(x.base for x in gates)))
    sentence, why, weight = _said(view, group, gates)
    expects += _not_in_force(view, a, answers, shut)
    return Finding(
        CODE,
        "force",
        sentence,
        _ref(view, answers, group),
        why,
        always=always,
        depends=depends,
        covers=tuple(
            dict.fromkeys(x.leaf.ways[0].say if x.leaf is not None else f"{x.name} is over" for x in gates)
        ),
        assumes="everything else that the text asks for is done",
        witness=view.witness(shut, _title(sentence), expects),
        expects=tuple(expects),
        weight=weight,
        group="force",
    )


def _title(sentence: str) -> str:
    return sentence.rstrip(".").replace('"', "'")


def _open(view: View, a: Assumed, answers: list[Answer], gate: Gate) -> Cell | None:
    """A short case in which the text binds, but does not if one thing is otherwise."""
    mine = [x for x in answers if not gate.own or any(n == gate.own for n, _ in x.duty.members)]
    lit = a.lit(view.graph.any(*(view.arises(x) for x in mine)))
    plainest = attack(view)
    same = [view.graph.chosen(n, plainest.choices[n]) for n in view.incident] if plainest is not None else []
    box = willing_box(view, but=[gate.name], kinds=FREE)
    cell = shortest(view, a, lit, gate.gap, view.graph.chosen(gate.name, gate.on), *same, *box)
    if cell is None or holds(view, lit, Cell({**cell.choices, gate.name: gate.off}, cell.times)):
        return None
    return cell


def _said(view: View, group: str, gates: list[Gate]) -> tuple[str, str, float]:
    """The sentence, why it matters, and how much."""
    names = list(dict.fromkeys(x.leaf.group for x in gates if x.leaf is not None and x.leaf.group))
    if group == "own":
        lead = listed(names, "or") if len(names) < 4 else f"each of {len(names)} parties"
        return (
            f"Until it has {_joined(gates)}, {lead} owes nothing.",
            "Entry into force is party by party.",
            0.25,
        )
    if group == "join":
        some = listed(names, "or") if len(names) < 4 else "a party"
        return (
            f"Until it has {_joined(gates)}, {some} is owed nothing.",
            "An attack on it before that is not answered.",
            0.4,
        )
    if group == "joint":
        few_ = f"{listed(names, 'and')} {'have all' if len(names) > 2 else 'have both' if len(names) > 1 else 'has'}"
        all_ = few_ if len(names) < 4 else f"each of {len(names)} parties has"
        return (
            f"Nobody owes anything until {all_} {_joined(gates)}.",
            "One that waits keeps all others free.",
            0.6,
        )
    leaf = gates[0].leaf
    assert leaf is not None
    kind, say = leaf.ways[0].kind, leaf.ways[0].say
    if kind == "end":
        return f"Nobody is bound once {say}.", "What the text rests on is then gone.", 0.5
    if kind == "enact" and leaf.group and _may_attack(view, leaf.group):
        return f"Nobody is bound until {say}.", f"{leaf.group} can keep the text from ever binding.", 0.85
    return (
        f"Nobody is bound until {say}.",
        "The text waits for something that no party to it can bring about alone.",
        0.6,
    )


def _joined(gates: list[Gate]) -> str:
    kinds = {x.leaf.ways[0].kind for x in gates if x.leaf is not None}
    return " or ".join(word for word, kind in (("ratified", "ratify"), ("signed", "sign")) if kind in kinds)


def _may_attack(view: View, name: str) -> bool:
    return "attacker" in view.graph.choices and name in view.graph.choices["attacker"].values


def _not_in_force(view: View, a: Assumed, answers: list[Answer], cell: Cell) -> list[str]:
    """For whom the text is not in force at the attack."""
    ins = answers[0].duty.prov.ins
    names = dict.fromkeys([fact(view, cell, "victim"), *(n for x in answers for n, _ in x.duty.members)])
    out: list[str] = []
    for name in names:
        if view.low.party(ins, name) != FALSE:
            lit = a.lit(view.t.holds_at(force(view.low, ins, name), view.low.attack))
            party = a.lit(view.low.party(ins, name))
            if holds(view, party, cell) and not holds(view, lit, cell):
                out.append(in_force(view, ins, name, False))
    return out[:1]


def _ref(view: View, answers: list[Answer], group: str) -> Ref:
    del group
    mine = [p for p in view.low.prep.of(Enters) if p.ins == answers[0].duty.prov.ins]
    return mine[0].ref if mine else answers[0].ref


# ---- suspended -------------------------------------------------------------------------------------------------------


def _suspensions(view: View, a: Assumed, answers: list[Answer]) -> Iterator[Finding]:
    """Parties between whom, or for whom, the text is suspended at the attack."""
    low, found = view.low, list[tuple[str, str, Lit]]()
    rules = [p for p in low.prep.of(Suspended) if p.ins in low.prep.mains]
    if not rules:
        return
    victims = [label for label, _ in low.incident.values("victim")]
    for name in dict.fromkeys(n for x in answers for n, _ in x.duty.members):
        for victim in victims:
            signal = view.t.either_signal(
                *(suspended(low, p.ins, name, v) for p in rules for v in ("", victim))
            )
            lit = view.graph.all(low.is_victim(victim), view.t.holds_at(signal, low.attack))
            if lit != FALSE and name != victim:
                found.append((name, victim, lit))
    for name, victim, lit in found:
        cell = shortest(view, a, a.lit(lit), *willing_box(view, kinds=FREE))
        if cell is None:
            continue
        mine = [(name, x) for x in answers if any(n == name for n, _ in x.duty.members)][:1]
        expects = none(view, mine)
        sentence = f"Between {name} and {victim} the text is suspended."
        yield Finding(
            CODE,
            "force",
            sentence,
            rules[0].ref,
            f"{name} owes {victim} nothing while that lasts.",
            covers=tuple(f"{n} towards {v}" for n, v, _ in found),
            assumes=view.willing.conduct.text,
            witness=view.witness(cell, sentence.rstrip("."), expects),
            expects=tuple(expects),
            weight=0.5,
            group="force",
        )
        return


# ---- over on a fixed date --------------------------------------------------------------------------------------------


def _ends(view: View, a: Assumed, answers: list[Answer]) -> Iterator[Finding]:
    """The end of a term, or of a text on a date: the same attack, after it, is not answered under it."""
    for own in by_text(answers):
        yield from _over_one_day(view, a, own, len(own) == len(answers))


def _over_one_day(view: View, a: Assumed, answers: list[Answer], alone: bool) -> Iterator[Finding]:
    """The same of one text; alone: no other text answers the attack."""
    ins = answers[0].duty.prov.ins
    lit = a.lit(view.graph.any(*(view.arises(x) for x in answers)))
    rules = [p for kind in (TreatyLasts, Ends) for p in view.low.prep.of(kind) if p.ins == ins]
    cell = shortest(view, a, lit, *willing_box(view, kinds=FREE)) if rules else None
    if cell is None:
        return
    found = [(end, prov) for prov in rules for end in [_over(view, prov, cell)] if end is not None]
    if not found:
        return
    end, prov = min(found, key=lambda one: one[0])
    expects = ("EXPIRED", *(["always, no party owes assistance"] if answers[0].level == "binding" else []))
    if view.several:  # another text may still bind somebody, or leave it open
        names = dict.fromkeys(name for name, _ in who(view, a, answers, cell))
        expects = tuple(in_force(view, ins, name, False) for name in [*names][:3])
    by = "" if alone else f" by {view.low.code(ins)}"
    fixed_date = isinstance(prov.body, Ends) or _start(view, prov) is not None
    sentence = (
        f"Nobody is bound{by} after {instant_text(end)[:10]}."
        if fixed_date
        else f"Nobody is bound{by} once the term is over."
    )
    yield Finding(
        CODE,
        "force",
        sentence,
        prov.ref,
        "The text sets its own end.",
        assumes=view.willing.conduct.text,
        witness=shifted(view, cell, end + DAY - view.low.incident.at, sentence.rstrip("."), expects),
        expects=expects,
        weight=0.2,
        group="force",
    )


def _start(view: View, prov: Prov) -> int | None:
    """The fixed date from which a term runs, if it does from one."""
    body: TreatyLasts = prov.body
    starts = [p.body.when for p in view.low.prep.of(Enters) if p.ins == prov.ins]
    if body.since is not None:
        return body.since.earliest
    return min(d.earliest for d in starts) if starts and all(isinstance(d, When) for d in starts) else None


def _over(view: View, prov: Prov, cell: Cell) -> int | None:
    """When a text is over in a case; None where that is on no date, or before the attack."""
    body = prov.body
    if isinstance(body, Ends):
        dated = isinstance(body.when, When) and body.who is None and not body.provided
        return body.when.latest if dated and body.when.latest > view.low.incident.at else None  # type: ignore[union-attr]
    since = _start(view, prov) or view.low.incident.at + BEFORE
    for guard, spell in view.low.spells(body.period):
        if view.graph.values([guard], cell.choices, {})[0]:
            end = add_months(since, spell.months) + spell.minutes
            return (
                end
                if end > view.low.incident.at and not body.renewable and body.then_notice is None
                else None
            )
    return None


def shifted(view: View, cell: Cell, by: int, title: str, expects: tuple[str, ...]) -> str:
    """The timeline of a case with the attack, and what follows it, so many minutes later."""
    case, at = view.case, view.low.incident.at
    lines = [f'timeline "{title}", of {view.code}.']
    if settled := choices_text(case, cell):
        lines.append(f"with {settled}.")
    lines += declarations(attack_text(case, cell))
    lines += [
        f"{instant_text(t + by if t >= at else t)}: {say}." for t, _, say in events(case, Reading(case, cell))
    ]
    return "\n".join([*lines, *(f"expect {one}." for one in expects)]) + "\n"
