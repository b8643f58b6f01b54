"""One open point of a ranking: what was counted of it, put together with what the text and a check say of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from foedus.cases.backends.base import OutOfBudgetError
from foedus.check.same import same_options
from foedus.check.view import View
from foedus.compare.ranking.counting import Counting
from foedus.engine.prepared import Prov
from foedus.model import Hole, OpenPoint, walk
from foedus.model.ranking import RankedPoint, Turned


def blank(view: View, prov: Prov) -> RankedPoint:
    """A point of which nothing is counted yet."""
    point: OpenPoint = prov.body
    unknown = {one.ref for one in view.case.unknown}
    users = [
        other for kind in view.low.prep.others.values() for other in kind
        if any(isinstance(node, Hole) and node.name == point.name for node in walk(other.body))
    ]  # fmt: skip
    outside = any(other.ref in unknown for other in users)
    return RankedPoint(point.name, point.asks, prov.ref, idle="" if users else "unused", outside=outside,
                       meant=bool(point.readers))  # fmt: skip


def counted(view: View, counting: Counting, one: RankedPoint) -> RankedPoint:
    """A point with the share that it decides.

    Raises:
        OutOfBudgetError: the seconds were not enough.
    """
    name = f"?{one.name}"
    if name not in counting.table.points:  # under this conduct nothing hangs on it
        return one if one.idle else replace(one, idle="unknown" if one.outside else "here")
    one = replace(one, share=counting.share(name), moves=counting.moves(name))
    if one.share or one.moves or one.idle:
        return one
    return replace(one, idle="unknown" if one.outside else "here")


def detailed(view: View, counting: Counting, one: RankedPoint) -> RankedPoint:
    """A point with what each option gives, what it needs, and how its options compare.

    Raises:
        OutOfBudgetError: the seconds were not enough.
    """
    name, choices = f"?{one.name}", view.graph.choices
    if name not in counting.table.points:
        return one
    texts = choices[name].values
    return replace(
        one,
        gives=tuple(counting.gives(name, v, texts[v]) for v in counting.space.values[name]),
        only=tuple((n[1:], tuple(choices[n].values[v] for v in kept)) for n, kept in counting.only(name)),
        alike=tuple(tuple(texts[v] for v in group) for group in counting.alike(name)),
        order=counting.order(name, texts),
    )


def told(view: View, one: RankedPoint, turns: Sequence[Turned]) -> RankedPoint:
    """A point with the findings that turn on it, and with what comes to the same in every case."""
    one = replace(one, turns=tuple(turns))
    if f"?{one.name}" not in view.graph.choices or not (one.alike or one.idle == "here"):
        return one
    groups = _proved(view, f"?{one.name}")
    whole = len(view.graph.choices[f"?{one.name}"].values)
    always = one.idle == "here" and any(len(group) == whole for group in groups)
    return replace(one, proved=groups, idle="always" if always else one.idle)


def _proved(view: View, name: str) -> tuple[tuple[str, ...], ...]:
    """Groups of options that come to the same in every case, whoever does what when."""
    values = view.graph.choices[name].values
    try:
        return tuple(tuple(values[i] for i in sorted(group)) for group in same_options(view, name))
    except OutOfBudgetError:
        return ()
