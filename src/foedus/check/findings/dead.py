"""Dead: provisions that can never apply, open points and options that change nothing."""

from collections.abc import Iterator

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.cell import Cell
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, Lit
from foedus.cases.norms import all_forms, later, replaced
from foedus.cases.triggers import own_triggers
from foedus.check.atonce import at_once
from foedus.check.expects import numbered
from foedus.check.same import same_options
from foedus.check.showing import article, confirmed, exists, finding, instant, owed, short
from foedus.check.view import View
from foedus.check.witnesses import lenient
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Finding, Hole, Norm, OpenPoint, Released, walk

NEVER, NOTHING = "F0801", "F0802"


def find(view: View) -> Iterator[Finding]:
    """Provisions without a case, then points without an effect."""
    yield from _never(view)
    yield from _vain(view)
    yield from _nothing(view)


# ---- never -----------------------------------------------------------------------------------------------------------


def _never(view: View) -> Iterator[Finding]:
    unknown = {u.ref for u in view.case.unknown}
    lits: dict[int, list[Lit]] = {}
    for duty in view.case.duties:
        lits.setdefault(duty.prov.id, []).append(exists(view, duty.arises))
    for d in (*view.case.decisions, *view.case.aside):
        lits.setdefault(d.prov.id, []).append(exists(view, d.opened))
    for one in view.case.standing:
        if one.ban is not None:
            lits.setdefault(one.prov.id, []).append(exists(view, one.ban.arises))
    for prov in (*view.low.prep.norms, *view.low.prep.decisions):
        if prov.ref in unknown or not _asks(view, prov):
            continue
        if _happens(view, lits.get(prov.id, [])):
            continue
        yield from _dead(view, prov)


def _asks(view: View, prov: Prov) -> bool:
    """Whether it is a provision that events set off, and that gives rise to something under some option."""
    try:
        return _stands(view, prov)
    except (Outside, TooWide):
        return False


def _stands(view: View, prov: Prov) -> bool:
    if later(view.low, prov) or replaced(view.low, prov):
        return False  # it does not stand at the attack: another date is another question
    if not isinstance(prov.body, Norm):
        return True
    if prov.id < 0 or not own_triggers(prov):
        return False
    forms = all_forms(view.low, prov)
    powers = {"invoke", "vote", "convene"}
    return any(not powers & {m for ms in f.measures for m in ms} for f in forms)


def _happens(view: View, lits: list[Lit]) -> bool:
    """Whether any of these can happen in some case of the case space, whoever does what when; bearer by bearer."""
    for assumed in (view.willing, at_once(view), lenient(view)):  # from what is soon answered on
        for lit in lits:
            inside = assumed.lit(lit)
            if inside != FALSE and view.sat(assumed, inside).possible(
                assumed.domain, inside, budget=view.budget
            ):
                return True
    whole = view.graph.any(*lits)
    return whole != FALSE and view.possible(None, view.domain, whole)


def _dead(view: View, prov: Prov) -> Iterator[Finding]:
    decision = prov in view.low.prep.decisions
    trapped = [d for d in view.case.duties if d.prov.id == prov.id and d.trapped != FALSE]
    cell = short(view, 1, prefer=[view.strength("consult")])
    if cell is None:
        return
    names = _bearers(view, prov)
    if decision:
        said = numbered(prov) if view.several else ""  # of another text one may be
        expects: tuple[str, ...] = (f"the decision{f' under {said}' if said else ''} is not opened",)
    elif names:
        expects = tuple(
            f"at {instant(view, 0)}: {name} owes nothing{article(view, prov)}" for name in names[:2]
        )
    else:
        expects = (f"at {instant(view, 0)}: nobody is in breach",)
    why = "No attack, no conduct and no completion of the text sets it off."
    if trapped:
        why = "It would only ever bind the attacker, who owes nothing in its own case."
    label = prov.ref.label[:1].upper() + prov.ref.label[1:]
    yield finding(
        view, NEVER, "dead", f"{label} can never apply.", prov.ref, cell, expects, why=why, weight=0.7,
        text="What never applies", assumes="whoever does what when",
    )  # fmt: skip


def _vain(view: View) -> Iterator[Finding]:
    """Releases of those who bear nothing from which they could be released."""
    unknown = {(u.ref.label, u.ref.line) for u in view.case.unknown}
    for rule in view.low.prep.of(Released):
        if rule.ins not in view.low.prep.mains:
            continue
        meant = view.low.possible(rule.body.who, rule.ins)
        from_ = [
            p for p in view.low.prep.norms
            if p.ins == rule.ins and (not rule.body.articles or p.article in rule.body.articles)
        ]  # fmt: skip
        ids = {p.id for p in from_}
        borne = {
            name
            for one in (*view.case.duties, *view.case.standing)
            if one.prov.id in ids
            for name, _ in one.members
        }
        cell = short(view, 1, prefer=[view.strength("consult")])
        if (borne & set(meant)) or not meant or cell is None:
            continue
        if any((p.ref.label, p.ref.line) in unknown for p in from_):
            continue
        expects = tuple(
            f"at {instant(view, 0)}: {name} owes nothing{article(view, rule)}" for name in meant[:1]
        )
        yield finding(
            view, NEVER, "dead", f"The release of {listed(meant)} in {rule.ref.label} frees nobody.", rule.ref, cell,
            confirmed(view, cell, expects, (f"at {instant(view, 0)}: {meant[0]} owes nothing",)),
            why="It bears nothing from which the sentence could release it.", weight=0.3, text="A release of nobody",
            assumes="whoever does what when",
        )  # fmt: skip


def _bearers(view: View, prov: Prov) -> list[str]:
    try:
        return view.low.possible(prov.body.bearer, prov.ins) if isinstance(prov.body, Norm) else []
    except (Outside, TooWide):
        return []


# ---- nothing ---------------------------------------------------------------------------------------------------------


def _nothing(view: View) -> Iterator[Finding]:
    """Points all of whose options come to the same, and options that are one rule under two names."""
    outside = {u.ref for u in view.case.unknown}
    using: dict[str, list[Prov]] = {}
    for user in (p for kind in view.low.prep.others.values() for p in kind):
        for name in {n.name for n in walk(user.body) if isinstance(n, Hole)}:
            using.setdefault(name, []).append(user)
    for prov in view.low.prep.of(OpenPoint):
        point = prov.body
        name = f"?{point.name}"
        if point.readers or point.name in view.low.explorer.fixed:
            continue
        users = using.get(point.name, [])
        if not users:
            yield from _unused(view, prov)
            continue
        if name not in view.graph.choices or any(p.ref in outside for p in users):
            continue
        try:
            groups = same_options(view, name)
        except OutOfBudgetError:
            continue
        for group in groups:
            yield from _same(view, prov, users[0], name, group)


def _unused(view: View, prov: Prov) -> Iterator[Finding]:
    cell = short(view, 1)
    if cell is not None:
        yield finding(
            view, NOTHING, "dead", f"The open point {prov.body.name} changes nothing: no sentence uses it.", prov.ref,
            cell,
            ("nobody is in breach",), weight=0.4, text="A point that nothing uses",
        )  # fmt: skip


def _same(view: View, prov: Prov, user: Prov, name: str, group: frozenset[int]) -> Iterator[Finding]:
    values = view.graph.choices[name].values
    told = listed([f"“{values[i]}”" for i in sorted(group)])
    whole = len(group) == len(values)
    first = min(group)
    g = view.graph
    cell = short(view, g.chosen(name, first), prefer=[view.strength("binding"), view.strength("consult")])
    if cell is None:
        return
    sentence = (
        f"The open point {name[1:]} changes nothing: {told} come to the same." if whole
        else f"The options {told} of {name[1:]} come to the same."
    )  # fmt: skip
    yield finding(
        view, NOTHING, "dead", sentence, prov.ref, cell, _state(view, cell),
        why="In every case, whichever is chosen, the same is owed by the same instant and every decision ends alike.",
        weight=0.5 if whole else 0.45, also=(user.ref,), text=f"With {values[first].replace(chr(34), chr(39))}",
        assumes="whoever does what when",
    )  # fmt: skip


def _state(view: View, cell: Cell) -> tuple[str, ...]:
    quiet, breached = ("nobody is in breach",), ("it is not so that nobody is in breach",)
    return confirmed(view, cell, owed(view, cell, view.answers) or quiet, quiet, breached)
