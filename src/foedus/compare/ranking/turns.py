"""Which findings of a check a point can open or close: from the settings under which each holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from foedus.model import Checked, Finding
from foedus.model.ranking import Turned

Box = Mapping[str, frozenset[str]]
_CUT = (6, 12)
"""So many boxes and no more a check lists; where it lists exactly so many, there may be others."""


def turned(checked: Checked, options: Mapping[str, Sequence[str]]) -> dict[str, list[Turned]]:
    """The findings that each point can open or close.

    Args:
        checked: what the check found, with the completions under which each finding holds.
        options: the options of each point.
    """
    out: dict[str, list[Turned]] = {name: [] for name in options}
    for one in checked.findings:
        if one.always or one.on_purpose:
            continue
        boxes = [{name: frozenset(values) for name, values in box} for box in one.depends]
        sure = len(boxes) not in _CUT
        for name in options:
            found = _turned(one, name, options, boxes, sure)
            if found is not None:
                out[name].append(found)
    return out


def _turned(
    one: Finding, name: str, options: Mapping[str, Sequence[str]], boxes: Sequence[Box], sure: bool
) -> Turned | None:  # fmt: skip
    if not any(name in box for box in boxes):
        return None
    sides = {option: _settled(boxes, name, option) for option in options[name]}
    first, *rest = sides.values()
    if all(_inside(first, side, options) and _inside(side, first, options) for side in rest):
        return None
    closed = tuple(o for o, side in sides.items() if not side)
    opened = tuple(o for o, side in sides.items() if _inside([{}], side, options))
    return Turned(one.code, one.sentence, one.ref, closed if sure else (), opened, sure)


def _settled(boxes: Iterable[Box], name: str, option: str) -> list[Box]:
    """Boxes of the other points, where a point is settled."""
    return [
        {n: values for n, values in box.items() if n != name}
        for box in boxes if name not in box or option in box[name]
    ]  # fmt: skip


def _inside(inner: Sequence[Box], outer: Sequence[Box], options: Mapping[str, Sequence[str]]) -> bool:
    """Whether every completion of some boxes is in one of others."""
    return all(next(_rest(box, outer, options), None) is None for box in inner)


def _rest(box: Box, outer: Sequence[Box], options: Mapping[str, Sequence[str]]) -> Iterator[Box]:
    """What of a box lies outside all others, in pieces."""
    if not outer:
        yield box
        return
    first, others = outer[0], outer[1:]
    left = dict(box)
    for name, values in first.items():
        here = left.get(name, frozenset(options.get(name, ())))
        if away := here - values:
            yield from _rest({**left, name: away}, others, options)
        if not here & values:
            return
        left[name] = here & values
