"""Conduct that a question assumes: willing conduct, changed by what the question gives."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from foedus.base import DAY
from foedus.cases.conduct import Conduct
from foedus.cases.graph import FALSE, TRUE, Is, Lit
from foedus.cases.leaves import Leaf
from foedus.check.atonce import given as put
from foedus.check.conducts import BEFORE, BEGUN, OVER, willing
from foedus.check.view import View
from foedus.model import Asking, Given, Some


class Assumption(Struct, frozen=True):
    """A conduct with what it leaves free within bounds.

    within: what is met besides, such as `at most 24 hours after the attack`. fixed: whether all times are fixed.
    latest: the last instants of times that are left free, where they have one.
    """

    conduct: Conduct
    within: tuple[Lit, ...]
    fixed: bool
    latest: Mapping[str, int] = {}


class NobodyError(Exception):
    """Something is given of events of which the draft does not speak.

    Args:
        given: what is given.
    """

    def __init__(self, given: Given) -> None:
        super().__init__(f"“{given.text}” changes nothing: no sentence of the draft turns on such an event")
        self.given = given


_EVER = 10 * 365 * DAY  # later than any clock
NOTHING = Conduct({}, {}, "nothing is assumed of anybody’s conduct")


def assumption(view: View, asking: Asking) -> Assumption:
    """The conduct that a question assumes, put together.

    Raises:
        NobodyError: something is given of events of which the draft does not speak.
    """
    if asking.nothing:
        return Assumption(NOTHING, (), fixed=False)
    base = known(view, willing(view.case))
    choices, times = dict(base.choices), dict(base.times)
    bounds: list[Lit] = []
    latest: dict[str, int] = {}
    for given in asking.given:
        found = False
        for leaf, values in _meant(view, given):
            found = True
            _choose(choices, leaf, values, given)
            bounds += _time(view, times, leaf, given)
            latest[leaf.var] = _length(view, given) if given.when == "within" else _EVER
        if not found:
            raise NobodyError(given)
    fixed = all(leaf.var in times for leaf in view.low.leaves.all.values())
    said = base.text
    if asking.given:
        said += "; except that " + " and ".join(one.text for one in asking.given)
    return Assumption(Conduct(choices, times, said), tuple(bounds), fixed, latest)


def known(view: View, conduct: Conduct) -> Conduct:
    """The same conduct, of an attack of which everything is stated that the text asks about."""
    choices = dict(conduct.choices)
    loose = False
    for name in view.incident:
        values = view.graph.choices[name].values
        stated = frozenset(i for i, v in enumerate(values) if v not in ("not stated", "no place stated"))
        if name not in choices and len(stated) < len(values):
            choices[name] = stated
            loose = True
    return Conduct(
        choices, conduct.times, f"{conduct.text}, as is all else about the attack" if loose else conduct.text
    )


def invoked(view: View, asking: Asking) -> Lit:
    """Whether somebody who may invoke does, where anybody may: in willing conduct a power is not left to others.

    Where the question itself gives who invokes, or nothing, that is all.
    """
    if asking.nothing or any(one.kind == "invoke" for one in asking.given):
        return TRUE
    g = view.graph
    good: list[Lit] = []
    able: list[Lit] = []
    for leaf in view.low.leaves.all.values():
        if leaf.ways[0].kind != "invoke":
            continue
        for number, way in enumerate(leaf.ways, 1):
            may = g.any(*(
                g.all(form.guard, view.t.exists(duty.arises))
                for duty in view.case.duties if duty.bearer == way.who
                for form in duty.forms if any("invoke" in ms for ms in form.measures)
            ))  # fmt: skip
            able.append(may)
            good.append(g.all(may, g.chosen(leaf.name, number)))
    return g.any(*good, -g.any(*able)) if able else TRUE


def narrowed(view: View, conduct: Conduct, met: Lit) -> Conduct:
    """The same conduct, of those attacks only about which something is asked at all."""
    g = view.graph
    used = {leaf.choice for leaf in g.leaves([met]) if isinstance(leaf, Is)}
    choices = dict(conduct.choices)
    for name in view.incident:
        if name in used:
            size = len(g.choices[name].values)
            left = frozenset(v for v in choices.get(name, range(size)) if put(view, met, {name: v}) != FALSE)
            if left and len(left) < size:
                choices[name] = left
    return Conduct(choices, conduct.times, conduct.text)


def _meant(view: View, given: Given) -> Iterator[tuple[Leaf, list[int]]]:
    """The events that a phrase speaks of, each with the values of its choice that are meant."""
    names = None if given.who is None else set(_names(view, given))
    for leaf in view.low.leaves.all.values():
        if given.of and not leaf.name.endswith(f" {given.of}"):
            continue
        values = [
            i + 1
            for i, way in enumerate(leaf.ways)
            if way.kind == given.kind and (names is None or (way.who or leaf.group) in names)
        ]
        if values and given.kind == "act" and given.value:
            values = values if leaf.name.endswith(f" acts to {given.value}") else []
        elif values and given.value:
            values = [v for v in values if _says(leaf, v, given.value)] or values
        if values:
            yield leaf, values


def _names(view: View, given: Given) -> list[str]:
    """Whom a phrase means in any case; `no guarantor` speaks of the guarantors."""
    who = given.who
    if isinstance(who, Some) and who.how == "no":
        who = Some(how="each", of=who.of, other=who.other, without=who.without, having=who.having)
    return view.low.possible(who, min(view.low.prep.mains))


def _says(leaf: Leaf, value: int, wanted: str) -> bool:
    return any(slot.value == wanted for slot in leaf.ways[value - 1].slots) or leaf.ways[
        value - 1
    ].label.startswith(wanted)


def _choose(choices: dict[str, frozenset[int]], leaf: Leaf, values: list[int], given: Given) -> None:
    """Whether and how the event takes place."""
    every = frozenset(range(len(leaf.ways) + 1))
    if given.how == "does":
        if not given.value and given.kind in ("vote", "decide"):
            values = [v for v in values if v in choices.get(leaf.name, every)] or values[:1]
        if given.kind == "attribute":
            values = values[-1:]
        choices[leaf.name] = frozenset(values)
    elif given.how == "may":
        choices[leaf.name] = frozenset({0, *values})
    else:
        left = choices.get(leaf.name, every) - frozenset(values)
        choices[leaf.name] = left or frozenset({0})


def _time(view: View, times: dict[str, int], leaf: Leaf, given: Given) -> list[Lit]:
    """When it takes place; what bounds a time that is left free."""
    g = view.graph
    if given.how == "not":
        return []
    length = _length(view, given)
    if given.when == "after":
        times[leaf.var] = length
    elif given.when == "before":
        times[leaf.var] = -length if given.period is not None else BEFORE
    elif given.when in ("any", "within"):
        times.pop(leaf.var, None)
        if given.when == "within":
            return [g.within("A", leaf.var, 0), g.within(leaf.var, "A", length)]
    elif given.kind in ("begin", "end"):
        times[leaf.var] = BEGUN if given.kind == "begin" else OVER
    return []


def _length(view: View, given: Given) -> int:
    if given.period is None:
        return 0
    spells = view.low.spells(given.period)
    return max(spell.minutes + spell.months * 30 * 1440 for _, spell in spells)
