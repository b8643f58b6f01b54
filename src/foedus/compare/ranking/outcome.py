"""What a case comes to, as far as the ranking looks: who is bound to what, how strongly, by the horizon or later.

The outcome of a case is a row of yes and no. For each party, each thing that a sentence may ask of it for the
attacked, and each strength (may, intends to, must): whether that arises and is due by the horizon, and whether it
arises at all. Two completions come to the same in a case if their rows are the same.
"""

from collections.abc import Iterator

from msgspec import Struct

from foedus.cases.duties import DutyCase
from foedus.cases.graph import FALSE, Lit
from foedus.cases.times import Time
from foedus.check.view import Answer, View
from foedus.compare.ranking.conducts import Ground
from foedus.model.norms import CONTENT, MODALS, NEVER_COUNT

STRENGTHS = tuple(m for m in MODALS if m in ("may", "intends to", "must"))
_LET = ("waived", "excused", "lapsed")


class Owed(Struct, frozen=True):
    """Something that one party may come to owe: what, how strongly, and when, as conditions of the graph.

    how: "" by itself, else how it is borne together. what: the measures, with their latitude. content: 1
    consultation, 2 assistance, 3 a named measure. holds: whether it surely stands. doubtful: whether it stands
    unsurely. moments: the instants by which it is due, each with its condition; where the text sets none, that at
    which it arises. own: whether the attack sets it off, rather than the breach of another sentence.
    """

    who: str
    how: str
    what: tuple[str, ...]
    content: int
    strength: str
    holds: Lit
    doubtful: Lit
    moments: Time
    own: bool = True


def owed(view: View, on: Ground) -> list[Owed]:
    """All that parties other than the attacked may come to owe for the attacked under a conduct."""
    return [one for answer in view.answers for one in _owed(view, on, answer)]


def _owed(view: View, on: Ground, answer: Answer) -> Iterator[Owed]:
    g, t, duty, form = view.graph, view.t, answer.duty, answer.form
    measures = tuple(dict.fromkeys(m for ms in form.measures for m in ms if m not in NEVER_COUNT))
    what = (*measures, form.latitude) if form.latitude == "discretion" else measures
    content = max(CONTENT.get(m, 3) for m in measures)
    stands = g.all(form.guard, t.exists(duty.arises), *_kept(view, duty))
    for name, member in duty.members if duty.joint else ((duty.bearer, -FALSE),):
        own = view.once(("victim", name), lambda n=name: view.low.is_victim(n))
        mine = on.under.lit(g.all(stands, member, -own))
        if mine == FALSE:
            continue
        sure = on.under.lit(duty.sure)
        holds, doubtful = g.all(mine, sure), g.all(mine, -sure)
        yield Owed(
            name, duty.joint, what, content, form.modal, holds, doubtful, _moments(view, on, duty),
            not duty.prov.consequence,
        )  # fmt: skip


def _kept(view: View, duty: DutyCase) -> Iterator[Lit]:
    """It does not end, but by performance or breach, before it is due or, without a deadline, by the horizon."""
    t = view.t
    for status in _LET:
        if end := duty.end(status):
            later, unclocked = t.at("A", view.horizon + 1), -t.exists(duty.due)
            g = view.graph
            yield g.any(-t.exists(end), t.le(duty.due, end), g.all(unclocked, t.le(later, end)))


def _moments(view: View, on: Ground, duty: DutyCase) -> Time:
    def make() -> Time:
        t = view.t
        always = t.given(-t.exists(duty.due), duty.arises)
        return on.under.minutes((*duty.due, *always))

    return view.once(("moments", id(on), id(duty)), make)


def by(view: View, one: Owed, minutes: int) -> Lit:
    """Whether it surely stands and is due within so many minutes of the attack."""
    g = view.graph
    return g.all(one.holds, g.any(*(guard for guard, term in one.moments if term.plus <= minutes)))


class Bits(Struct, frozen=True):
    """The rows of yes and no of an outcome.

    exact: each thing for itself; what the ranking compares. least: at least as much of a kind; what an order of
    more and less bound compares. levels: what there is of each kind of answer, by name. own: whether anything
    arises that the attack itself sets off; if nothing ever does, whether anything arises.
    """

    exact: tuple[Lit, ...]
    least: tuple[Lit, ...]
    levels: dict[str, Lit]
    own: Lit


LEVELS = ("binding", "late", "discretion", "consult", "unsettled")
"""What a case is answered with, the strongest first: a duty to help due by the horizon; one due later; a power or
policy to help; consultation; nothing for sure, but something if what is unsettled were settled. Else nothing."""


def bits(view: View, found: list[Owed]) -> Bits:
    """The outcome as conditions of the graph, each once."""
    g = view.graph
    exact: dict[tuple[object, ...], list[Lit]] = {}
    least: dict[tuple[object, ...], list[Lit]] = {}
    levels: dict[str, list[Lit]] = {name: [] for name in LEVELS}
    for one in found:
        soon = by(view, one, view.horizon)
        ways = ((soon, "by"), (one.holds, "ever"), (one.doubtful, "unsure"))
        for lit, when in ways:
            for strength in STRENGTHS[: STRENGTHS.index(one.strength) + 1]:
                exact.setdefault((one.who, one.how, one.what, strength, when), []).append(lit)
                if when != "unsure":
                    for kind in _kinds(one):
                        least.setdefault((one.who, one.how, kind, strength, when), []).append(lit)
        if one.content > 1 and one.strength == "must":
            levels["binding"].append(soon)
            levels["late"].append(one.holds)
        elif one.content > 1:
            levels["discretion"].append(one.holds)
        else:
            levels["consult"].append(one.holds)
        levels["unsettled"].append(one.doubtful)

    def rows(table: dict[tuple[object, ...], list[Lit]]) -> tuple[Lit, ...]:
        return tuple(dict.fromkeys(lit for lits in table.values() if (lit := g.any(*lits)) != FALSE))

    some = {
        flag: g.any(*(g.any(o.holds, o.doubtful) for o in found if o.own or not flag))
        for flag in (True, False)
    }
    own = some[True] if some[True] != FALSE else some[False]
    return Bits(rows(exact), rows(least), {name: g.any(*lits) for name, lits in levels.items()}, own)


def _kinds(one: Owed) -> list[object]:
    """The kinds of which it is at least one: consultation < assistance < each named measure, these unranked."""
    out: list[object] = [level for level in (1, 2) if level <= one.content]
    return [*out, one.what] if one.content == 3 else out
