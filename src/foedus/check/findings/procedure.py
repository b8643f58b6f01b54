"""Gap of procedure: the case can be blocked, although everybody else does what the text lets them do; and by whom.

For each rule by which a decision may be taken, the smallest sets whose refusal or silence suffices to block it, and the
smallest whose consent suffices to adopt it, are the irreducible cores of a satisfiability problem.
"""

from collections.abc import Iterator, Sequence

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import Lit
from foedus.check.atonce import around, at_once, fact, fixed, shortest, willing_box
from foedus.check.completions import where
from foedus.check.deciders import Blocking, beside, blockings, silence_point
from foedus.check.expects import article, nobody, none, other_duties, who
from foedus.check.sets import told
from foedus.check.view import View
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Finding

CODE = "F0201"
_ASSUMES = "whoever may invokes at once, it is established who attacked, and all others vote for at once"


def find(view: View) -> Iterator[Finding]:
    """One finding a decision that some can block, one where a sole decider may be the attacker, one for the asking."""
    a = at_once(view)
    for prov in {
        d.prov.id: d.prov for d in view.case.decisions if d.prov.ins in view.low.prep.mains
    }.values():
        rules = blockings(view, prov)
        gaps = [b for b in rules if blockers(view, b)]
        if gaps:
            yield _blocked(view, a, prov, rules, gaps)
        for b in rules:
            yield from _judge(view, a, prov, b)
    yield from _asking(view, a)


# ---- blocked by some -------------------------------------------------------------------------------------------------


def blockers(view: View, b: Blocking) -> list[tuple[int, ...]]:
    """The smallest sets that can block it, where these are not all who decide, nor the victim itself."""
    every = list(dict.fromkeys([*b.refuse, *(s for _, sets in b.silent for s in sets)]))
    victim = {fact(view, b.cell, "victim")}
    kept = [
        s
        for s in every
        if not all(set(b.set_names(x)) <= victim for x in _each(b, [s]))
        and (len(s) < len(b.actors) or len(b.actors) == 1)
    ]
    return sorted(kept, key=len)


def _each(b: Blocking, sets: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The same, each of those that are alike by itself, where one suffices."""
    out: list[tuple[int, ...]] = []
    for one in sets:
        row = next((row for row in b.alike if len(one) == 1 and one[0] in row), None)
        out += [(i,) for i in row] if row is not None else [one]
    return list(dict.fromkeys(out))


def _few(view: View, b: Blocking) -> str:
    """The smallest sets that can block it, in words."""
    sets = blockers(view, b)
    return listed(
        told([s for s in sets if len(s) == len(sets[0])], [x.name for x in b.actors], b.alike, b.noun), "or"
    )


def _others(view: View, b: Blocking, one: tuple[int, ...]) -> tuple[int, ...]:
    """A set, or of those that are alike one that is not the victim."""
    victim = {fact(view, b.cell, "victim")}
    return next((x for x in _each(b, [one]) if not set(b.set_names(x)) <= victim), one)


def _blocked(view: View, a: Assumed, prov: Prov, rules: list[Blocking], gaps: list[Blocking]) -> Finding:
    worst = min(gaps, key=lambda b: (len(blockers(view, b)[0]), -len(b.actors)))
    sets = blockers(view, worst)
    smallest = [s for s in sets if len(s) == len(sets[0])]
    by = listed(told(smallest, [x.name for x in worst.actors], worst.alike, worst.noun), "or")
    each_for_itself = any(d.who for d in view.case.decisions if d.prov is prov)
    same = [b for b in gaps if len(blockers(view, b)[0]) == len(sets[0])]  # so few can block it
    always = len(same) == len(rules) and not each_for_itself and all(_whenever(view, b) for b in same)
    texts = [b.text for b in same if by == _few(view, b)] or [worst.text]
    condition = f" if {_point(prov)} is {listed(texts, 'or')}" if worst.text and not always else ""
    witness, expects = _witness(view, a, prov, worst, smallest[0])
    silence = "" if worst.refuse and any(s in worst.refuse for s in smallest) else " by silence"
    return Finding(
        CODE,
        "procedure",
        f"{_cap(by)} can block the answer{silence}{condition}.",
        prov.ref,
        _why(worst, by),
        covers=tuple(_line(view, prov, b) for b in rules),
        always=always,
        depends=() if always else tuple(_settings(view, prov, same)),
        assumes=_ASSUMES,
        witness=witness,
        expects=expects,
        sets=tuple(worst.set_names(s) for s in _each(worst, smallest)),
        weight=0.5 + 0.5 * (1 - (len(smallest[0]) - 1) / max(1, len(worst.actors))),
        group="procedure",
    )


def _why(b: Blocking, by: str) -> str:
    help_ = "any duty to help" if any(x.level == "binding" for x in b.answers) else "any answer"
    return f"Without that decision {help_} under it does not arise, even if everybody else consents."


def _line(view: View, prov: Prov, b: Blocking) -> str:
    """One option: who can block it how, and who suffices."""
    names = [x.name for x in b.actors]
    head = f"{b.text}: " if b.text else ""
    refuse = listed(told(b.refuse, names, b.alike, b.noun), "or")
    quiet = _by_silence(view, prov, b)
    enough = listed(told(b.suffice, names, b.alike, b.noun), "or")
    if not refuse and not quiet:
        return f"{head}nobody can block it"
    same = [s for _, s in b.silent if s] and all(s == b.refuse for _, s in b.silent)
    how = f"{refuse} can block it by refusing"
    if same:
        how += " or by silence"
    elif quiet:
        how += f", {quiet}" if refuse else quiet
    return f"{head}{how}; {enough} can adopt it" if enough else f"{head}{how}"


def _by_silence(view: View, prov: Prov, b: Blocking) -> str:
    names = [x.name for x in b.actors]
    point = silence_point(view, prov)
    sets = [(n, s) for n, s in b.silent if s]
    if not sets:
        return ""
    who_ = "" if sets[0][1] == b.refuse else listed(told(sets[0][1], names, b.alike, b.noun), "or") + " "
    who_ = f"or {who_}" if b.refuse else f"{who_}can block it "
    if not point or len(sets) == len(b.silent):
        return f"{who_}by silence"
    texts = [view.graph.choices[point].values[n] for n, _ in sets]
    return f"{who_}by silence if {point[1:]} is {listed(texts, 'or')}"


def _point(prov: Prov) -> str:
    return getattr(prov.body.decider, "name", "the rule")


def _whenever(view: View, b: Blocking) -> bool:
    """Whether it can be blocked whatever silence means."""
    return bool([s for s in blockers(view, b) if s in b.refuse]) or all(sets for _, sets in b.silent)


def _settings(
    view: View, prov: Prov, gaps: list[Blocking]
) -> Iterator[tuple[tuple[str, tuple[str, ...]], ...]]:
    """The completions in which some can block it."""
    point = silence_point(view, prov)
    refuse = tuple(b.text for b in gaps if _whenever(view, b) and b.text)
    if refuse:
        yield ((_point(prov), refuse),)
    for b in gaps:
        if not _whenever(view, b):
            meant = (
                tuple(view.graph.choices[point].values[n] for n, sets in b.silent if sets) if point else ()
            )
            box = [(_point(prov), (b.text,))] if b.text else []
            yield (*box, *([(point[1:], meant)] if meant else []))


def _witness(
    view: View, a: Assumed, prov: Prov, b: Blocking, core: tuple[int, ...]
) -> tuple[str, tuple[str, ...]]:
    """The shortest case in which a set blocks while all others consent."""
    point = silence_point(view, prov)
    quiet = None if core in b.refuse else next((n for n, sets in b.silent if core in sets), None)
    core = _others(view, b, core)
    g = view.graph
    lits: list[Lit] = [*fixed(view, b.cell, but=[point], kinds=("vote", "decide")), -b.target]
    for i, actor in enumerate(b.actors):
        if i not in core:
            lits.append(actor.says(view, actor.yes))
        else:
            lits.append(actor.silent(view) if quiet is not None else actor.says(view, actor.no))
    if point:
        number = quiet if quiet is not None else b.cell.choices[point]
        lits.append(g.chosen(point, number))
    cell = shortest(view, a, *lits)
    assert cell is not None
    arising = [(name, x) for name, x in who(view, a, b.answers, b.cell)]
    expects = _undecided(view, prov)
    enough = bool(expects) and (other_duties(view) or beside(view, prov))
    expects += nobody(view, a, cell) or ([] if enough else none(view, arising))
    names = listed([b.actors[i].name for i in core], "and")
    how = "stays silent" if quiet is not None else "refuses"
    title = f"{names} {how if len(core) == 1 else how.replace('stays', 'stay').replace('refuses', 'refuse')}"
    return view.witness(cell, title, expects), tuple(expects)


def _undecided(view: View, prov: Prov) -> list[str]:
    """That the decision was not taken; the case may still have arisen by another."""
    if prov.body.subject == "case" and not (prov.article and beside(view, prov)):
        return ["the case has not arisen"]
    return [f"it is not so that the decision under {article(view, prov)} was adopted"] if prov.article else []


# ---- a judge in its own cause ----------------------------------------------------------------------------------------


def _judge(view: View, a: Assumed, prov: Prov, b: Blocking) -> Iterator[Finding]:
    """A sole decider that may be the attacker."""
    g = view.graph
    if (
        b.rule.decider.kind not in ("party", "organ")
        or len(b.actors) != 1
        or "attacker" not in g.choices
        or b.actors[0].name not in g.choices["attacker"].values
    ):
        return
    name = b.actors[0].name
    itself = g.chosen("attacker", g.choices["attacker"].values.index(name))
    guard = a.lit(b.rule.guard)
    able = shortest(view, a, b.target, guard, itself, *willing_box(view))
    if able is None:
        return
    lits = [*fixed(view, able, kinds=("vote", "decide")), b.actors[0].silent(view), -b.target]
    cell = shortest(view, a, *lits)
    if cell is None:
        return
    expects = _undecided(view, prov) or none(view, who(view, a, b.answers, able))
    condition = f" if {_point(prov)} is {b.text}" if b.text else ""
    yield Finding(
        CODE,
        "procedure",
        f"{name} alone decides, also on its own attack{condition}.",
        prov.ref,
        f"Where {name} is the attacker, it need only stay silent.",
        always=not b.text,
        depends=(((_point(prov), (b.text,)),),) if b.text else (),
        assumes=_ASSUMES,
        witness=view.witness(cell, f"{name} judges its own attack", expects),
        expects=tuple(expects),
        sets=((name,),),
        weight=0.95,
        group="procedure",
    )


# ---- who may ask -----------------------------------------------------------------------------------------------------


def _asking(view: View, a: Assumed) -> Iterator[Finding]:
    """An answer that needs an invocation which the victim cannot make itself."""
    g = view.graph
    for leaf in view.low.leaves.all.values():
        if leaf.ways[0].kind != "invoke" or not leaf.name.startswith("invocation of "):
            continue
        names = [w.who for w in leaf.ways]
        target = a.lit(view.strength("discretion"))
        asked = -g.chosen(leaf.name, 0)
        victims = _victims(view)
        mine = [g.all(victims.get(n, -1), g.chosen(leaf.name, i + 1)) for i, n in enumerate(names)]
        by_victim = g.any(*(lit for lit in mine))
        cell = shortest(view, a, target, asked, -by_victim, *willing_box(view))
        if cell is None:
            continue
        held = [a.domain, *fixed(view, cell, but=[leaf.name])]
        lits = [-g.chosen(leaf.name, i + 1) for i in range(len(names))]
        cores = (
            view.sat(a, *lits, *held, target)
            .smallest(lits, given=[*held, target], most=1, budget=view.budget)
            .cores
        )
        victim = fact(view, cell, "victim")
        if not cores or victim in [names[i] for i in cores[0]]:
            continue
        yield _unasked(view, a, [names[i] for i in cores[0]], leaf.name, cell, victim)


def _victims(view: View) -> dict[str, Lit]:
    g = view.graph
    if "victim" not in g.choices:
        return {view.low.incident.values("victim")[0][0]: 1}
    return {v: g.chosen("victim", i) for i, v in enumerate(g.choices["victim"].values)}


def _unasked(view: View, a: Assumed, names: Sequence[str], leaf: str, able: Cell, victim: str) -> Finding:
    lits = [*fixed(view, able, but=[leaf]), view.graph.chosen(leaf, 0)]
    cell = shortest(view, a, *lits)
    assert cell is not None
    expects = [*nobody(view, a, cell), "the case has not arisen"]
    prov = next(
        p for p in view.low.prep.norms if any(getattr(x, "measure", "") == "invoke" for x in p.body.actions)
    )
    by = listed(names, "and") if len(names) < 4 else f"{len(names)} others"
    always, depends = where(view, a, around(view, able).lit(view.strength("discretion")))
    return Finding(
        CODE,
        "procedure",
        f"The victim cannot invoke the treaty itself: the answer waits for {by}.",
        prov.ref,
        f"If {'none of these' if len(names) > 1 else by} invokes it, {victim} gets nothing.",
        always=always,
        depends=depends,
        assumes=_ASSUMES,
        witness=view.witness(cell, f"{victim} cannot ask", expects),
        expects=tuple(expects),
        sets=(tuple(names),),
        weight=0.6,
        group="procedure",
    )


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
