"""Gap of time: how long it takes at worst, to the minute, until a duty to help falls due; or who can delay it."""

from collections.abc import Iterator

from msgspec import Struct

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.duties import DutyCase
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.times import Time
from foedus.check import attributing
from foedus.check.atonce import around, at_once, fact, few, fixed, holds, plain, shortest, willing_box
from foedus.check.completions import where
from foedus.check.deciders import Blocking, blockings, silence_point
from foedus.check.expects import article, other_duties, says
from foedus.check.latest import ASK, ASKING, FIND, SAYING, Latest, late_points, lately, latest
from foedus.check.sets import told
from foedus.check.view import Answer, Depends, View, key_of
from foedus.check.words import condition, hours
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Finding

CODE = "F0301"
_HELP = "to help"


class Due(Struct, frozen=True):
    """The binding forms of one duty under a conduct: whether one arises, and by when it is due."""

    answers: tuple[Answer, ...]
    arises: Lit
    due: Time

    @property
    def duty(self) -> DutyCase:
        """The duty."""
        return self.answers[0].duty


def find(view: View) -> Iterator[Finding]:
    """A duty that comes later than the horizon; one without a clock; a decision that may take for ever."""
    binding = [x for x in view.answers if x.level == "binding"]
    if binding:
        yield from _late(view, binding)
        yield from _later(view, binding)
        yield from _clockless(view, binding)
        yield from _arising(view, [x for x in binding if not x.duty.due])
        yield from _endless(view)
    told = {x.ref.label for x in binding}
    talk = [
        x for x in view.answers if x.level == "consult" and x.form.modal == "must" and x.ref.label not in told
    ]
    for lesser, what in ((talk, "to consult"), (attributing.waited_for(view), "to find who attacked")):
        yield from _later(view, lesser, what)
        yield from _clockless(view, lesser, what)


def dues(view: View, a: Assumed, binding: list[Answer], clock: bool = True) -> list[Due]:
    """The duties that may arise under a conduct; without a look at their clocks, due as soon as they arise."""
    found: dict[int, list[Answer]] = {}
    for x in binding:
        found.setdefault(id(x.duty), []).append(x)
    out: list[Due] = []
    for mine in found.values():
        arises = a.lit(view.graph.any(*(view.arises(x) for x in mine)))
        if arises != FALSE:
            duty = mine[0].duty
            out.append(Due(tuple(mine), arises, a.minutes(duty.due if clock else duty.arises)))
    return out


def by(view: View, found: list[Due], minutes: int) -> Lit:
    """Whether some duty is due within so many minutes of the attack; all instants are fixed."""
    g = view.graph
    return g.any(*(g.all(d.arises, guard) for d in found for guard, term in d.due if term.plus <= minutes))


def extreme(view: View, a: Assumed, found: list[Due], worst: bool) -> int | None:
    """The worst or best case of the first moment by which a duty is due, in minutes; None if none ever is."""
    key = "extreme", key_of(a.conduct), tuple((d.arises, d.due) for d in found), worst
    return view.once(key, lambda: _extreme(view, a, found, worst))


def _extreme(view: View, a: Assumed, found: list[Due], worst: bool) -> int | None:
    g = view.graph
    instants = sorted({term.plus for d in found for _, term in d.due}, reverse=worst)
    some = by(view, found, max(instants, default=0))
    for at in instants:
        earlier = by(view, found, at - 1)
        lit = g.all(some, -earlier) if worst else by(view, found, at)
        if view.possible(a, a.domain, lit):
            return at
    return None


# ---- later than the horizon ------------------------------------------------------------------------------------------


def _late(view: View, binding: list[Answer]) -> Iterator[Finding]:
    a = latest(view)
    found = dues(view, a, binding)
    worst = extreme(view, a, found, True)
    if worst is None or worst <= view.horizon:
        return
    best = extreme(view, view.willing, dues(view, view.willing, binding), False)
    one = view.cell(a, _exactly(view, found, worst), prefer=plain(view))
    assert one is not None
    always, depends = _when_late(view, binding, one, worst)
    a, cell, answer, name = _worst_cell(view, one, worst, binding)
    attack, arises = view.low.incident.at, a.at(view, answer.duty.arises, cell)
    assert arises is not None
    under = article(view, answer.duty.prov)
    owed = f"{says(answer, name, view)} until {instant_text(attack + worst)}" + (
        f" under {under}" if under else ""
    )
    expects = (f"at {instant_text(attack + arises)}: {owed}",)
    if not other_duties(view) and fact(view, cell, "kind") != "a threat":
        expects += (_not_within(view.horizon), _not_within(worst - 1), _within(worst))
    quick = f"; at best it is {hours(best)}" if best is not None else ""
    clocks = tuple(_cascade(view, a, answer, cell))
    why = "The clocks run one after the other" if len(clocks) > 2 else "The text allows as much"
    yield Finding(
        CODE,
        "time",
        f"Up to {hours(worst)} pass from the attack until the first duty to help falls due"
        f"{'' if always else ' in the slowest completion'}, more than {hours(view.horizon)}.",
        answer.ref,
        f"{why}{quick}.",
        covers=clocks,
        also=tuple(x.ref for x in attributing.waited_for(view)[:1] if cell.choices.get("finding")),
        always=always,
        depends=depends,
        assumes=_assumed(view, cell),
        witness=view.witness(cell, f"The first duty after {hours(worst)}", expects),
        expects=expects,
        minutes=worst,
        best=best,
        weight=min(0.9, 0.4 + 0.1 * worst / view.horizon),
        group="time",
    )


def _when_late(view: View, binding: list[Answer], one: Cell, worst: int) -> tuple[bool, Depends]:
    """The completions in which the same attack is answered later than the horizon."""
    a = late_points(view, one)
    found = dues(view, a, binding)
    some = by(view, found, worst)
    return where(view, a, view.graph.all(some, -by(view, found, view.horizon)), some)


def _later(view: View, binding: list[Answer], what: str = _HELP) -> Iterator[Finding]:
    """Articles whose own duty may fall due past the horizon; of those to help, although another is due in time."""
    last = latest(view)
    first = extreme(view, last, dues(view, last, binding), True)
    if first is None or (first > view.horizon and what == _HELP):
        return
    for label in dict.fromkeys(x.ref.label for x in binding):
        mine = [x for x in binding if x.ref.label == label]
        found = dues(view, last, mine)
        worst = extreme(view, last, found, True)
        one = view.cell(last, _exactly(view, found, worst), prefer=plain(view)) if worst is not None else None
        if worst is None or worst <= view.horizon or one is None:
            continue
        a, cell, answer, name = _worst_cell(view, one, worst, mine)
        attack, arises = view.low.incident.at, a.at(view, answer.duty.arises, cell)
        assert arises is not None
        under = article(view, answer.duty.prov)
        until = instant_text(attack + worst)
        says_so = f"{says(answer, name, view)} until {until}" + (f" under {under}" if under else "")
        expects = (f"at {instant_text(attack + arises)}: {says_so}",)
        if not answer.level:  # no measure that could be named
            breached = f"at {until}: {name} is in breach" + (f" of {under}" if under else "")
            expects = (f"at {instant_text(attack + arises)}: {_something(name, under)}", breached)
        late = f"falls due up to {hours(worst)} after the attack, more than {hours(view.horizon)}"
        why = "Another duty to help is due in time, but this one is not."
        why = why if what == _HELP else "The text allows as much."
        yield Finding(
            CODE, "time", f"The duty{'' if what == _HELP else f' {what}'} under {label} {late}.",
            answer.ref, why, assumes=_assumed(view, cell),
            witness=view.witness(cell, f"{_cap(label)} after {hours(worst)}", expects), expects=expects, minutes=worst,
            weight=0.35 if what == _HELP else 0.25, group="time",
        )  # fmt: skip


def _something(name: str, under: str) -> str:
    """That a party owes something that no measure names."""
    return f"it is not so that {name} owes nothing{f' under {under}' if under else ''}"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _within(minutes: int) -> str:
    return f"whenever an attack occurs, some party must assist within {_exact(minutes)}"


def _not_within(minutes: int) -> str:
    return f"it is not so that {_within(minutes)}"


def _exact(minutes: int) -> str:
    return f"{minutes // 60} hours" if minutes % 60 == 0 else f"{minutes} minutes"


def _exactly(view: View, found: list[Due], minutes: int) -> Lit:
    """That the first duty is due then."""
    return view.graph.all(by(view, found, minutes), -by(view, found, minutes - 1))


def _worst_cell(
    view: View, one: Cell, worst: int, binding: list[Answer], clock: bool = True
) -> tuple[Latest, Cell, Answer, str]:
    """The same attack with as few events as can be, with the duty that is due first in it and its bearer."""
    a = lately(view, one)
    found = dues(view, a, binding, clock)
    raw = view.cell(a, _exactly(view, found, worst), prefer=few(view))
    assert raw is not None
    cell = a.filled(view, raw)
    for d in found:
        if holds(view, d.arises, cell) and a.at(view, d.duty.due if clock else d.duty.arises, cell) == worst:
            return (a, cell, *_borne(view, a, d, cell))
    raise AssertionError("no duty is due when one is")


def _borne(view: View, a: Assumed, due: Due, cell: Cell) -> tuple[Answer, str]:
    """The form in which a duty arises in a case, and one who bears it."""
    answer = next(x for x in due.answers if holds(view, a.lit(view.arises(x)), cell))
    return answer, next(n for n, lit in answer.duty.members if holds(view, a.lit(lit), cell))


def _cascade(view: View, a: Latest, answer: Answer, cell: Cell) -> Iterator[str]:
    """The clocks that run one after the other in a case."""
    marks: list[tuple[int, str]] = []
    for leaf in view.low.leaves.all.values():
        way = cell.choices.get(leaf.name, 0)
        if way and not leaf.early and leaf.ways[0].kind in (*ASKING, "attribute"):
            what = (
                "it is established who attacked"
                if leaf.name == "finding"
                else _said(view, leaf.ways[way - 1].say, cell)
            )
            owed = leaf.name == "finding" and attributing.due(view)
            marks.append((cell.times[leaf.var], what if owed else f"{what} (assumed)"))
    for d in view.case.decisions:
        opened, closed = a.at(view, d.opened, cell), a.at(view, d.adopted, cell)
        if opened is not None and closed is not None:
            marks.append(
                (closed, f"the decision under {d.prov.ref.label}, open since {hours(opened)}, is taken")
            )
    arises, due = a.at(view, answer.duty.arises, cell), a.at(view, answer.duty.due, cell)
    assert arises is not None
    assert due is not None
    marks += [(arises, f"the duty under {answer.duty.prov.ref.label} arises"), (due, "it falls due")]
    last = 0
    for at, what in sorted(marks, key=lambda one: one[0]):
        yield f"after {hours(at)}: {what}" + (f" ({hours(at - last)} later)" if 0 < last < at else "")
        last = at


def _said(view: View, say: str, cell: Cell) -> str:
    victim = (
        view.graph.choices["victim"].values[cell.choices["victim"]]
        if "victim" in view.graph.choices
        else "the victim"
    )
    return say.replace("{victim}", victim)


def _assumed(view: View, cell: Cell) -> str:
    """The conduct behind the worst case, in words, as far as it matters in it."""
    parts: list[str] = []
    taking = [leaf for leaf in view.low.leaves.all.values() if cell.choices.get(leaf.name, 0)]
    if any(leaf.ways[0].kind in ASKING for leaf in taking):
        parts.append(f"whoever asks does so within {hours(ASK)}")
    if any(leaf.name == "finding" for leaf in taking):
        owed = attributing.due(view)
        takes = "whoever must find who attacked takes all the time that the text gives"
        parts.append(takes if owed else f"it is found who attacked within {hours(FIND)}")
    if any(leaf.ways[0].kind in SAYING for leaf in taking):
        parts.append("those who decide take all the time that the clock allows")
    kinds = ASKING if attributing.due(view) else (*ASKING, "attribute")
    free = [leaf.name for leaf in taking if leaf.ways[0].kind in kinds]
    if free:
        parts.append("without these limits they could delay for ever")
    return listed(parts, "and") if parts else "nobody delays anything that the text leaves open"


# ---- without a clock -------------------------------------------------------------------------------------------------


def _clockless(view: View, binding: list[Answer], what: str = _HELP) -> Iterator[Finding]:
    """Articles under which a duty may arise that has no clock; first where no other duty is due, else beside one."""
    g, a = view.graph, at_once(view)
    found = dues(view, a, binding)
    some = g.any(*(g.all(d.arises, guard) for d in found for guard, _ in d.due))
    for prov in {(d.duty.prov.ins, d.duty.prov.ref.label): d.duty.prov for d in found}.values():
        mine = [d for d in found if (d.duty.prov.ins, d.duty.prov.ref.label) == (prov.ins, prov.ref.label)]
        timeless = g.any(*(g.all(d.arises, *(-guard for guard, _ in d.due)) for d in mine if not d.due))
        if timeless == FALSE:
            continue
        box = willing_box(view, kinds=("ratify", "sign", "enact", "invoke", "vote", "decide"))
        cell = shortest(view, a, timeless, -some, *box)
        alone = cell is not None
        cell = cell if alone else shortest(view, a, timeless, *box)
        if cell is None:
            continue
        answer, name = _borne(view, a, next(d for d in mine if holds(view, d.arises, cell)), cell)
        vague = not alone or what != _HELP or other_duties(view) or fact(view, cell, "kind") == "a threat"
        owes = says(answer, name, view) if answer.level else _something(name, article(view, answer.duty.prov))
        expects = (owes, *(() if vague else (_not_within(view.horizon),)))
        lit = g.any(*(view.arises(x) for d in mine for x in d.answers))
        plainly = around(view, cell)
        always, depends = where(view, plainly, plainly.lit(lit))
        yield Finding(
            CODE,
            "time",
            f"The duty {what} under {prov.ref.label} has no clock.",
            prov.ref,
            f"Whoever owes it can take for ever without being in breach{_why(prov.body)}.",
            covers=(f"unbounded: {_owers(mine)} can delay for ever",), always=always, depends=depends,
            assumes=view.willing.conduct.text, witness=view.witness(cell, "A duty without a clock", expects),
            expects=expects, sets=((name,),), weight=0.2 if what != _HELP else 0.7 if alone else 0.35,
            group="time",
        )  # fmt: skip


def _why(body: object) -> str:
    limit = getattr(body, "deadline", None)
    return ": “without delay” fixes no instant" if limit is not None and limit.delay else ""


def _owers(mine: list[Due]) -> str:
    names = list(dict.fromkeys(n for d in mine for n, _ in d.duty.members))
    return listed(names, "or") if len(names) < 4 else f"each of the {len(names)} who may owe it"


def _arising(view: View, binding: list[Answer]) -> Iterator[Finding]:
    """Articles whose duty has no clock and may arise past the horizon, since what it waits for takes that long."""
    last = latest(view)
    for label in dict.fromkeys(x.ref.label for x in binding):
        mine = [x for x in binding if x.ref.label == label]
        found = dues(view, last, mine, clock=False)
        worst = extreme(view, last, found, True)
        one = view.cell(last, _exactly(view, found, worst), prefer=plain(view)) if worst is not None else None
        if worst is None or worst <= view.horizon or one is None:
            continue
        _, cell, answer, name = _worst_cell(view, one, worst, mine, clock=False)
        if not any(cell.choices.get(x.name, 0) and not x.early for x in view.low.leaves.all.values()):
            continue  # it waits for a date, not for anybody
        under = article(view, answer.duty.prov)
        owed = says(answer, name, view) + (f" under {under}" if under else "")
        expects = (f"at {instant_text(view.low.incident.at + worst)}: {owed}",)
        yield Finding(
            CODE, "time", f"Up to {hours(worst)} pass before the duty under {label} arises, which has no clock then.",
            answer.ref, "What it waits for may take so long.", assumes=_assumed(view, cell),
            witness=view.witness(cell, f"{_cap(label)} arises after {hours(worst)}", expects), expects=expects,
            minutes=worst, weight=0.35, group="time",
        )  # fmt: skip


# ---- a decision without an end ---------------------------------------------------------------------------------------


def _endless(view: View) -> Iterator[Finding]:
    """Decisions that may stay open for ever: no clock, or silence that leaves the question open."""
    for prov in {
        d.prov.id: d.prov for d in view.case.decisions if d.prov.ins in view.low.prep.mains
    }.values():
        rules = [
            b
            for b in blockings(view, prov)
            if any(x.level == "binding" for x in b.answers) and keepers(view, b)
        ]
        rules.sort(key=lambda b: len(keepers(view, b)[0][1]))
        for b in rules:
            if (made := _put_off(view, prov, b)) is not None:
                yield made
                break


def keepers(view: View, b: Blocking) -> list[tuple[int, tuple[int, ...]]]:
    """By meaning of silence, the smallest sets but the victim itself whose silence keeps it from being adopted."""
    victim = fact(view, b.cell, "victim")
    found = [(n, s) for n, sets in b.silent for s in sets if set(b.set_names(s)) != {victim}]
    return sorted(found, key=lambda one: len(one[1]))


def _put_off(view: View, prov: Prov, b: Blocking) -> Finding | None:
    g, a = view.graph, at_once(view)
    decides = next(d for d in view.case.decisions if d.prov is prov and b.rule in d.rules)
    endless = _open(view, a, decides.due, prov)
    point = silence_point(view, prov)
    for number, core in keepers(view, b):
        meant = g.chosen(point, number) if point else TRUE
        lits = [*fixed(view, b.cell, but=[point], kinds=SAYING), meant, endless, -b.target]
        lits += [x.silent(view) if i in core else x.says(view, x.yes) for i, x in enumerate(b.actors)]
        cell = shortest(view, a, *lits)
        if cell is None:
            continue
        names = listed(told([core], [x.name for x in b.actors], b.alike, b.noun), "or")
        expects = ("the decision is open",)
        box = [(prov.body.decider.name, (b.text,))] if b.text else []
        box += [(point[1:], (g.choices[point].values[number],))] if point and decides.due else []
        when = f" if {condition(box)}" if box else ""
        return Finding(
            CODE,
            "time",
            f"{names[:1].upper() + names[1:]} can put off the decision for ever{when}.",
            prov.ref,
            "When its time is over, the question stays open." if decides.due else "No clock ends it.",
            covers=(f"unbounded: {names} can delay for ever by silence",),
            always=not box,
            depends=(tuple(box),) if box else (),
            assumes="whoever may invokes at once, it is established who attacked, and all others vote for at once",
            witness=view.witness(cell, "A decision without an end", expects),
            expects=expects,
            sets=(b.set_names(core),),
            weight=0.8,
            group="time",
        )
    return None


def _open(view: View, a: Assumed, due: Time, prov: object) -> Lit:
    """The completions in which nothing ends a decision."""
    g = view.graph
    clockless = TRUE if not due else -a.lit(view.t.exists(due))
    open_ = [lit for lit, said in view.low.choices(getattr(prov.body, "silence", "")) if str(said) == "open"]  # type: ignore[attr-defined]
    return g.any(clockless, *open_)
