"""Gap of exit: a party may leave before or during the case at no cost; a law that its maker can undo alone; no tail."""

from collections.abc import Iterator

from foedus.base import DAY, instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.duties import DutyCase
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.leaves import Leaf
from foedus.check.atonce import (
    FREE,
    Given,
    around,
    at_once,
    attack,
    defaults,
    few,
    given,
    holds,
    plain,
    shortest,
    strongest,
    willing_box,
)
from foedus.check.completions import where
from foedus.check.expects import nobody, none, owed_then, text_name
from foedus.check.lesser import lesser
from foedus.check.notice import runs_out
from foedus.check.showing import confirmed
from foedus.check.view import Answer, Depends, View
from foedus.check.words import hours
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Exit, Finding, Norm, Tail

CODE = "F0601"
_LEAVES = {True: "leaves once the attack has come", False: "gave notice before the attack"}
_JOINING = ("ratify", "sign", "enact")


def find(view: View) -> Iterator[Finding]:
    """Leaving in the case, leaving in sight of it, an unsaid tail, and laws that their makers can undo."""
    answers = _asked(view)
    leaving = _leaving(view, answers)
    if leaving:
        yield from _during(view, answers, leaving)
        yield from _before(view, answers, leaving)
        yield from _tail(view, answers, leaving)
    yield from _undone(view)


def _asked(view: View) -> list[Answer]:
    """What there is to leave: the strongest answers, unless no attack brings any of them about; then the rest."""
    rest = [x for x in view.answers if not x.duty.prov.consequence]
    for some in (strongest(view), rest):
        if some and _attack(view, some) is not None:
            return some
    return lesser(view)


def _leaving(view: View, answers: list[Answer]) -> dict[str, Leaf]:
    """The exits of those who may owe something, by party."""
    texts = {x.duty.prov.ins for x in answers}
    names = {n for x in answers for n, _ in x.duty.members}
    names |= {
        n for row in view.low.incident.classes() if names & {*row} for n in row
    }  # who is attacked in this space
    codes = {view.low.code(i) for i in texts}
    return {
        leaf.group: leaf for leaf in view.low.leaves.all.values()
        if leaf.ways[0].kind == "withdraw" and leaf.group in names and any(leaf.name.endswith(f" {c}") for c in codes)
    }  # fmt: skip


def _leaves_at(view: View, at: int) -> Assumed:
    """All at once, but whoever leaves gives notice at an instant."""
    times = dict(view.willing.conduct.times)
    for leaf in view.low.leaves.all.values():
        if leaf.ways[0].kind in ("withdraw", "repeal", "terminate"):
            times[leaf.var] = at
    return view.assume(Conduct({}, times, f"all at once, but notice is given at {at}"))


def _mine(answers: list[Answer], name: str) -> list[Answer]:
    return [x for x in answers if any(n == name for n, _ in x.duty.members)]


def _owed(view: View, a: Assumed, answers: list[Answer], name: str, lasts: bool) -> Lit:
    """That something arises for a party, and stays owed until it is due."""
    g, t = view.graph, view.t
    owed = [
        g.all(member, view.arises(x), -t.exists(x.duty.end("lapsed")) if lasts else TRUE)
        for x in _mine(answers, name)
        for who, member in x.duty.members
        if who == name
    ]
    return a.lit(g.any(*owed))


def _escape(
    view: View, answers: list[Answer], leaving: dict[str, Leaf], at: int, lasts: bool
) -> tuple[Assumed, str, Cell, Cell, bool, Depends] | None:
    """Somebody who owes nothing, or nothing any more, when it gives notice at an instant; and in which completions."""
    g, plainest = view.graph, _attack(view, answers)
    if plainest is None:
        return None
    a = around(view, plainest, ("withdraw",), at)
    staying = Given(g, {leaf.name: 0 for leaf in leaving.values()})
    bound = [n for n in leaving if n not in _own_case(view, plainest)]
    first = {next((n for n in row if n in bound), "") for row in view.low.incident.classes()}
    for name, leaf in leaving.items():
        if name not in first:
            continue  # no sentence tells it from one that was asked already, or the attack is on it or its own
        owed = _owed(view, a, answers, name, lasts)
        base, gone = staying.lit(owed), staying.but(owed, leaf.name, 1)
        may = staying.but(a.domain, leaf.name, 1)
        asked = view.sat(a, base, gone, may)
        found = asked.solve(base, -gone, may, prefer=plain(view), budget=view.budget)
        if found is None:
            continue
        always, depends = where(view, a, g.all(base, -gone), base)
        shown = _shown(
            view,
            answers,
            name,
            leaf,
            at,
            lasts,
            Cell({**plainest.choices, **_points(view, found)}, plainest.times),
        )
        if shown is not None:
            return (*shown, always, depends)
    return None


def _attack(view: View, answers: list[Answer]) -> Cell | None:
    """The plainest attack that brings some answers about; None if none does."""
    if (found := attack(view)) is not None:
        return found

    def other() -> Cell | None:
        a = at_once(view)
        some = a.lit(view.graph.any(*(view.arises(x) for x in answers)))
        return shortest(view, a, some, *willing_box(view, kinds=FREE))

    return view.once(("attack to leave in", *(id(x.duty) for x in answers)), other)


def _own_case(view: View, cell: Cell) -> set[str]:
    """The victim and the attacker of a case: what is asked of the others is not asked of them."""
    choices = view.graph.choices
    return {choices[n].values[cell.choices[n]] for n in ("victim", "attacker") if n in choices}


def _points(view: View, cell: Cell) -> dict[str, int]:
    return {n: cell.choices.get(n, 0) for n in view.points}


def _shown(
    view: View, answers: list[Answer], name: str, leaf: Leaf, at: int, lasts: bool, case: Cell
) -> tuple[Assumed, str, Cell, Cell] | None:
    """The same attack and completion, with as few events as can be: once where a party stays, once where it leaves."""
    g = view.graph
    known = {n: frozenset({case.choices[n]}) for n in (*view.points, *view.incident)}
    times = {**view.willing.conduct.times, leaf.var: at}
    a = Assumed(view.case, Conduct(known, times, f"{name} leaves at {at}"))
    owed = _owed(view, a, answers, name, lasts)
    box = [
        *willing_box(view, kinds=FREE, but=[leaf.name, *view.points, *view.incident]),
        g.chosen(leaf.name, 0),
    ]
    cell = view.cell(a, owed, *box, prefer=few(view))
    if cell is None:
        return None
    left = Cell({**cell.choices, leaf.name: 1}, cell.times)
    return None if holds(view, owed, left) else (a, name, cell, left)


def _names(leaving: dict[str, Leaf]) -> str:
    names = list(leaving)
    return listed(names, "or") if len(names) < 4 else "a party that owes help"


def _during(view: View, answers: list[Answer], leaving: dict[str, Leaf]) -> Iterator[Finding]:
    """Leaving once the attack has come; or a notice given before it that runs out before what is owed is due."""
    after = found = _escape(view, answers, leaving, 1, True)
    if found is None and runs_out(view)[0] < 1:
        found = _escape(view, answers, leaving, runs_out(view)[0], True)
    if found is None:
        return
    _, name, _, left, always, depends = found
    prov = _exit(view, answers)
    answer = _mine(answers, name)[0]
    expects = (f"{name} owes nothing", f"it is not so that {name} is in breach")
    yield Finding(
        CODE,
        "exit",
        f"{_cap(_names(leaving))} can leave after the attack and is rid of what it owes."
        if after
        else f"{_cap(_names(leaving))} is rid of what it owes once a notice given before the attack has run out.",
        prov.ref,
        "Duties for an attack before the exit end with it, and the notice is over before they fall due.",
        always=always,
        depends=depends,
        assumes=view.willing.conduct.text,
        also=(answer.ref,),
        witness=view.witness(left, f"{name} {_LEAVES[after is not None]}", expects),
        expects=expects,
        sets=tuple((n,) for n in leaving),
        weight=0.8 if after else 0.5,
        group="exit",
    )


def _before(view: View, answers: list[Answer], leaving: dict[str, Leaf]) -> Iterator[Finding]:
    """An exit that takes effect within the horizon: one may leave when an attack is in sight."""
    found = _escape(view, answers, leaving, -view.horizon, False)
    if found is None:
        return
    a, name, stays, left, always, depends = found
    pairs = [
        (n, x)
        for n, x in ((name, x) for x in _mine(answers, name))
        if holds(view, _owed(view, a, [x], name, False), stays)
    ]
    expects = tuple(none(view, pairs))
    yield Finding(
        CODE,
        "exit",
        f"{_cap(_names(leaving))} can leave within {hours(view.horizon)}, when an attack is in sight.",
        _exit(view, answers).ref,
        "Notice that is given so late has run out when the attack comes.",
        always=always,
        depends=depends,
        assumes=view.willing.conduct.text,
        witness=view.witness(left, f"{name} leaves in sight of the attack", expects),
        expects=expects,
        sets=tuple((n,) for n in leaving),
        weight=0.7,
        group="exit",
    )


def _tail(view: View, answers: list[Answer], leaving: dict[str, Leaf]) -> Iterator[Finding]:
    """A text that lets parties leave and does not say what then becomes of duties for earlier attacks."""
    texts = {x.duty.prov.ins for x in answers}
    if any(p.ins in texts for p in view.low.prep.of(Tail)):
        return
    a = _leaves_at(view, 1)
    for name, leaf in leaving.items():
        lit = _owed(view, a, answers, name, False)
        takes = view.graph.chosen(leaf.name, 1)
        cell = shortest(view, a, lit, takes, *willing_box(view, kinds=FREE, but=[leaf.name]))
        if cell is None:
            continue
        answer = next(
            (x for x in _mine(answers, name) if holds(view, _owed(view, a, [x], name, False), cell)), None
        )
        if answer is None:
            continue
        said = owed_then(view, a, name, answer, cell)
        late = f"{said.partition(': ')[0]}: it is not so that nobody is in breach"  # due as soon as it arises
        expects = confirmed(view, cell, (said,), (late,))
        yield Finding(
            CODE,
            "exit",
            "The text does not say whether a party that leaves still owes what an earlier attack gave rise to.",
            _exit(view, answers).ref,
            "Read here as lasting; whoever leaves will say that it does not.",
            assumes=view.willing.conduct.text,
            witness=view.witness(cell, f"{name} leaves after the attack", expects),
            expects=expects,
            weight=0.45,
            group="exit",
        )
        return


def _exit(view: View, answers: list[Answer]) -> Prov:
    texts = {x.duty.prov.ins for x in answers}
    return next((p for p in view.low.prep.of(Exit) if p.ins in texts), answers[0].duty.prov)


# ---- a law that its maker can undo -----------------------------------------------------------------------------------


def _undone(view: View) -> Iterator[Finding]:
    """Texts that one of those whom they bind may repeal or end alone, with nothing that follows from it."""
    for prov in view.low.prep.norms:
        body: Norm = prov.body
        verb = next(
            (v for x in body.actions if (v := getattr(x, "measure", "")) in ("repeal", "terminate")), ""
        )
        if body.modal != "may" or not verb or body.provided or body.unless:
            continue
        code = view.low.code(prov.ins)
        leaves = [
            x for x in view.low.leaves.all.values() if x.ways[0].kind == verb and x.name.endswith(f" {code}")
        ]
        for leaf in leaves:
            yield from _undoing(view, prov, leaf, verb)
        if not leaves:  # nothing in the texts turns on it
            for name in view.low.possible(body.bearer, prov.ins):
                yield _unnoticed(view, prov, name, verb)


def _undoing(view: View, prov: Prov, leaf: Leaf, verb: str) -> Iterator[Finding]:
    g, a = view.graph, _leaves_at(view, -DAY)
    follows = [d for d in view.case.duties if _follows(view, d, leaf)]
    cost = a.lit(
        g.any(
            *(g.all(f.guard, view.t.exists(d.arises)) for d in follows for f in d.forms if f.modal == "must")
        )
    )
    takes = g.chosen(leaf.name, 1)
    enacts = [
        x.name
        for x in view.low.leaves.all.values()
        if x.ways[0].kind in _JOINING and x.name.endswith(f" {view.low.code(prov.ins)}")
    ]
    cell = shortest(view, a, takes, -cost, *(g.chosen(n, 1) for n in enacts))
    if cell is None:
        return
    values = (
        {n: cell.choices[n] for n, c in g.choices.items() if c.kind != "point"}
        | defaults(view)
        | {leaf.name: 1}
    )
    free = given(view, -cost, values)
    always, depends = (True, ()) if free == TRUE else where(view, a, free)
    code = view.low.code(prov.ins)
    expects = (
        f"it is not so that {text_name(view, prov.ins)} is in force",
        *(nobody(view, a, cell) if not follows else ()),
    )
    does = {"repeal": "repeal", "terminate": "end"}[verb]
    after = ", and nobody is then bound to anything." if follows else ", at no cost."
    yield Finding(
        CODE,
        "exit",
        f"{leaf.group} can {does} {code} alone{after}",
        prov.ref,
        "A promise that its maker can take back binds as long as it wishes.",
        always=always,
        depends=depends,
        assumes="no other party has a say",
        witness=view.witness(cell, f"{leaf.group} undoes {code}", expects),
        expects=expects,
        sets=((leaf.group,),),
        weight=0.75,
        group="exit",
    )


def _unnoticed(view: View, prov: Prov, name: str, verb: str) -> Finding:
    """A text that one may undo, where no other sentence speaks of that."""
    code, at = view.low.code(prov.ins), view.low.incident.at
    title = f"{name} undoes {code}"
    lines = [f'timeline "{title}", of {view.code}.']
    known = {n: view.low.prep.points[n].texts[i] for n, i in view.low.explorer.fixed.items()}
    known |= {n[1:]: c.values[0] for n, c in view.graph.choices.items() if c.kind == "point"}
    if known:
        lines.append(f"with {', '.join(f'{n} = {text}' for n, text in known.items())}.")
    expect = f"it is not so that {text_name(view, prov.ins)} is in force"
    lines[0] = lines[0].removesuffix(".") + f", until {instant_text(at + DAY)}."
    lines += [
        f"{instant_text(at - DAY)}: {name} enacts {code}.",
        f"{instant_text(at)}: {name} {verb}s {code}.",
    ]
    witness = "\n".join([*lines, f"expect {expect}."]) + "\n"
    does = {"repeal": "repeal", "terminate": "end"}[verb]
    return Finding(
        CODE,
        "exit",
        f"{name} can {does} {code} alone, at no cost.",
        prov.ref,
        "A promise that its maker can take back binds as long as it wishes.",
        assumes="no other party has a say",
        witness=witness,
        expects=(expect,),
        sets=((name,),),
        weight=0.75,
        group="exit",
    )


def _follows(view: View, duty: DutyCase, leaf: Leaf) -> bool:
    """Whether something arises from an event."""
    return (
        any(term.var == leaf.var for guard, term in duty.arises if guard != FALSE)
        and not duty.case
        and bool(view)
    )


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
