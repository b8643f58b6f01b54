"""What each text's entry into force waits for, and which of these somebody is bound to bring about."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from foedus.check.view import View
from foedus.engine.prepared import Prov
from foedus.model import Enters, Hole, InForce, Named, Norm, Pattern, StateHolds, walk

_DONE = {"enact": "enact", "ratify": "ratify", "sign": "sign"}
_CEASEFIRE = "ceasefire"
Options = tuple[tuple[str, int], ...]


class Awaited(Struct, frozen=True):
    """Something that a text waits for: the force of a text, or an event, by whom.

    text: the text, by its index; -1 if it is an event. event: `ceasefire`, `enact`, `ratify` … by: by whom; "" if by
    anybody. options: the options of open points under which it is waited for. prov: the sentence.
    """

    text: int
    event: str
    by: str
    options: Options
    prov: Prov


def awaited(view: View, ins: int) -> list[Awaited]:
    """What the entry into force of a text waits for."""
    return view.once(("awaited", ins), lambda: list(_awaited(view, ins)))


def _awaited(view: View, ins: int) -> Iterator[Awaited]:
    for prov in view.low.prep.of(Enters):
        if prov.ins == ins:
            for node in (prov.body.when, *prov.body.provided):
                yield from _of(view, prov, node, ())


def _of(view: View, prov: Prov, node: Any, options: Options) -> Iterator[Awaited]:
    for one in walk(node):
        if isinstance(one, Hole) and one.name in view.low.prep.points:
            for number, option in enumerate(view.low.prep.points[one.name].options):
                yield from _of(view, prov, option, (*options, (one.name, number)))
        elif isinstance(one, InForce):
            found = view.low.prep.find(one.instrument) if one.instrument else None
            if found is not None:
                yield Awaited(found, "", "", options, prov)
        elif isinstance(one, StateHolds) and one.name == _CEASEFIRE:
            yield Awaited(-1, _CEASEFIRE, "", options, prov)
        elif isinstance(one, Pattern) and one.kind in _DONE:
            by = next((s.value.name for s in one.slots if s.name == "by" and isinstance(s.value, Named)), "")
            yield Awaited(-1, one.kind, by, options, prov)
        elif (
            isinstance(one, Pattern) and one.kind == "begin" and any(s.value == _CEASEFIRE for s in one.slots)
        ):
            yield Awaited(-1, _CEASEFIRE, "", options, prov)


def reached(view: View, ins: int) -> list[tuple[Awaited, Options]]:
    """All that a text waits for, also through the texts that it waits for, with the options that it takes."""
    out: list[tuple[Awaited, Options]] = []
    todo: list[tuple[int, Options]] = [(ins, ())]
    seen: set[tuple[int, Options]] = set()
    while todo:
        here, options = todo.pop()
        if (here, options) in seen:
            continue
        seen.add((here, options))
        for one in awaited(view, here):
            more = tuple(dict.fromkeys((*options, *one.options)))
            out.append((one, more))
            if one.text >= 0:
                todo.append((one.text, more))
    return out


def obliged(view: View, event: str, by: str) -> list[Prov]:
    """The sentences that bind somebody to bring an event about."""
    measure = "cease-fire" if event == _CEASEFIRE else _DONE[event]
    out: list[Prov] = []
    for prov in view.low.prep.norms:
        body: Norm = prov.body
        if body.modal == "must" and any(getattr(x, "measure", "") == measure for x in body.actions):
            names = view.low.possible(body.bearer, prov.ins) if by else [by]
            if by in names:
                out.append(prov)
    return out
