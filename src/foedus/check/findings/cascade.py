"""Cascade: who else comes to owe help, under which other text, once the attack occurs or a duty is performed."""

from collections.abc import Iterator

from foedus.base import DAY, HOUR, instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, Lit
from foedus.cases.reading import Reading
from foedus.cases.witness import attack_text, choices_text, declarations, events
from foedus.check.atonce import FREE, at_once, fact, shortest, willing_box
from foedus.check.expects import article, says, who
from foedus.check.view import Answer, View
from foedus.engine.words import listed
from foedus.model import Finding

CODE = "F1301"
_LATER = 2 * DAY  # from the first attack to the one that answers the help
_ACT = 12 * HOUR


def find(view: View) -> Iterator[Finding]:
    """For each pair of texts: the same attack under both, and an attack on whoever helps under the first."""
    if not view.several:
        return
    a = at_once(view)
    texts: dict[int, list[Answer]] = {}
    for x in view.answers:
        if x.level == "binding" and not x.duty.prov.consequence:
            texts.setdefault(x.duty.prov.ins, []).append(x)
    told: set[tuple[int, str]] = set()
    for ins, mine in texts.items():
        for other, theirs in texts.items():
            if other != ins:
                for made in _pair(view, a, mine, theirs):
                    if (other, made.sentence) not in told:
                        told.add((other, made.sentence))
                        yield made


def _pair(view: View, a: Assumed, mine: list[Answer], theirs: list[Answer]) -> Iterator[Finding]:
    g = view.graph
    one = a.lit(g.any(*(view.arises(x) for x in mine)))
    two = a.lit(g.any(*(view.arises(x) for x in theirs)))
    if FALSE in (one, two):
        return
    both = shortest(view, a, one, two, *willing_box(view, kinds=FREE))
    if both is not None:
        yield from _at_once(view, a, mine, theirs, both)
    first = shortest(view, a, one, *willing_box(view, kinds=FREE))
    if first is None:
        return
    for name, answer in who(view, a, mine, first):
        second = _struck(view, a, two, first, name)
        if second is not None:
            yield from _after(view, a, mine, theirs, first, second, (name, answer))
            return


def _others(
    view: View, a: Assumed, mine: list[Answer], theirs: list[Answer], cell: Cell
) -> list[tuple[str, Answer]]:
    """Those who owe something under the other text, and not under the first."""
    full = Cell({**cell.choices, **_all_in(view)}, cell.times)
    known = {n for x in mine for n, _ in x.duty.members}
    return [
        (n, x) for n, x in who(view, a, theirs, full) if n not in known and n != fact(view, cell, "attacker")
    ]


def _all_in(view: View) -> dict[str, int]:
    """All ratify, sign and vote for."""
    return {
        n: 1 for n, x in view.low.leaves.all.items() if x.ways[0].kind in ("ratify", "sign", "enact", "vote")
    }


def _at_once(
    view: View, a: Assumed, mine: list[Answer], theirs: list[Answer], cell: Cell
) -> Iterator[Finding]:
    """The same attack obliges others under another text."""
    others = _others(view, a, mine, theirs, cell)
    shown = [(n, x) for n, x in others if (n, x) in who(view, a, theirs, cell)] or who(view, a, theirs, cell)
    if not others or not shown:
        return
    name, answer = shown[0]
    victim, code = fact(view, cell, "victim"), view.low.code(answer.duty.prov.ins)
    expects = (
        f"at {instant_text(view.low.incident.at)}: {says(answer, name, view)} under {article(view, answer.duty.prov)}",
    )
    yield Finding(
        CODE,
        "cascade",
        f"An attack on {victim} obliges {_many(others)} too, under {answer.ref.label} of {code}.",
        answer.ref,
        "What one text promises comes on top of what another does.",
        covers=tuple(n for n, _ in others),
        assumes="whoever must decide decides at once",
        witness=view.witness(cell, f"Under {code} too", expects),
        expects=expects,
        sets=(tuple(n for n, _ in others),),
        weight=0.35,
        group="cascade",
    )


def _struck(view: View, a: Assumed, two: Lit, first: Cell, name: str) -> Cell | None:
    """An attack by the same attacker on one who helps, which the other text answers."""
    g = view.graph
    if "victim" not in g.choices or name not in g.choices["victim"].values:
        return None
    same = [g.chosen(n, first.choices[n]) for n in view.points]
    if "attacker" in g.choices:
        same.append(g.chosen("attacker", first.choices["attacker"]))
    victim = g.chosen("victim", g.choices["victim"].values.index(name))
    return shortest(view, a, two, victim, *same, *willing_box(view, kinds=FREE))


def _after(
    view: View,
    a: Assumed,
    mine: list[Answer],
    theirs: list[Answer],
    first: Cell,
    second: Cell,
    helper: tuple[str, Answer],
) -> Iterator[Finding]:  # fmt: skip
    """Helping draws an attack on the helper, and that obliges others."""
    others = _others(view, a, mine, theirs, second)
    shown = [(n, x) for n, x in who(view, a, theirs, second) if n in {m for m, _ in others}]
    if not shown:
        return
    (name, answer), (by, help_) = shown[0], helper
    code = view.low.code(answer.duty.prov.ins)
    at = view.low.incident.at
    expects = (
        f"at {instant_text(at + _ACT)}: {by} performed {article(view, help_.duty.prov)}",
        f"at {instant_text(at + _LATER)}: {says(answer, name, view)} under {article(view, answer.duty.prov)}",
    )
    attacker = fact(view, first, "attacker")
    yield Finding(
        CODE,
        "cascade",
        f"If {attacker} strikes back at a party that helps {fact(view, first, 'victim')}, "
        f"{_many(others)} come to owe it help under {answer.ref.label} of {code}.",
        answer.ref,
        f"They promised {fact(view, first, 'victim')} nothing; the duty under {help_.ref.label} of "
        f"{view.low.code(help_.duty.prov.ins)} draws them in.",
        also=(help_.ref,),
        covers=tuple(n for n, _ in others),
        assumes="whoever must decide decides at once",
        witness=_two(view, first, second, helper, expects),
        expects=expects,
        sets=(tuple(n for n, _ in others),),
        weight=0.5,
        group="cascade",
    )


def _many(others: list[tuple[str, Answer]]) -> str:
    names = [n for n, _ in others]
    return listed(names, "and") if len(names) < 4 else f"{len(names)} others ({names[0]}, {names[1]} …)"


def _two(view: View, first: Cell, second: Cell, helper: tuple[str, Answer], expects: tuple[str, ...]) -> str:
    """The timeline of two attacks: the first, the help against it, and the one on whoever helps."""
    case, at = view.case, view.low.incident.at
    lines = [f'timeline "Help draws in others", of {view.code}.']
    if settled := choices_text(case, first):
        lines.append(f"with {settled}.")
    lines += dict.fromkeys(d for cell in (first, second) for d in declarations(attack_text(case, cell)))
    told: list[tuple[int, int, str]] = []
    for number, (cell, name, by) in enumerate(((first, "First", 0), (second, "Second", _LATER))):
        for when, rank, say in events(case, Reading(case, cell)):
            if rank == 1:
                say += f', called "{name}"'
            elif " for the case" in say:
                say = say.replace(" for the case", f' for the attack called "{name}"')
            if rank == 0 and any(s == say for _, _, s in told):
                continue
            told.append((when if when < at else when + by, number * 10 + rank + 1, say))
    who_, answer = helper
    measures = list(dict.fromkeys(ms[0] for ms in answer.form.measures))
    told += [(at + _ACT, 5, f"{who_} acts to {m} for {fact(view, first, 'victim')}") for m in measures]
    lines += [f"{instant_text(when)}: {say}." for when, _, say in sorted(told)]
    return "\n".join([*lines, *(f"expect {one}." for one in expects)]) + "\n"
