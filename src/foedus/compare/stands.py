"""For whom a difference is what: more or less bound, later, sooner; for each party and for who is protected."""

from collections.abc import Iterator

from foedus.compare.groups import Group, bearers
from foedus.model import Record
from foedus.model.comparison import Stands

_MORE = {"new", "stronger", "bound", "opened"}
_LESS = {"gone", "weaker", "unbound", "not opened"}
_LATER = {"later", "arises later", "no clock"}
_SOONER = {"sooner", "arises sooner", "clock"}


def stands(group: Group, a: Record, b: Record) -> Iterator[Stands]:
    """Each who comes to stand otherwise, in the case that shows the difference.

    Args:
        group: the difference.
        a, b: what the case comes to under either draft.
    """
    victim = a.occurrences[0].victim if a.occurrences else ""
    found: dict[str, str] = {}
    for who in _bearers(group, a, b):
        found[who] = _by_kind(group.kind) or _by_record(who, a, b)
    if any(e != "other" for e in found.values()):
        found = {w: e for w, e in found.items() if e != "other"}
    for who, effect in found.items():
        if who != victim:
            yield Stands(who, effect)
    effects = {e for w, e in found.items() if w != victim}
    if victim and effects:
        yield Stands(victim, effects.pop() if len(effects) == 1 else "other", protected=True)


def _by_kind(kind: str) -> str:
    for kinds, effect in (
        (_MORE, "more bound"),
        (_LESS, "less bound"),
        (_LATER, "later"),
        (_SOONER, "sooner"),
    ):
        if kind in kinds:
            return effect
    return ""


def _bearers(group: Group, a: Record, b: Record) -> list[str]:
    if group.who and any(f.what for f in group.facets) and all(f.who for f in group.facets):
        return list(dict.fromkeys(n for f in group.facets for n in bearers(f, group.kind)))
    return list(
        dict.fromkeys(n for r in (a, b) for d in r.duties if d.modal != "must not" for n in d.members)
    )


def _by_record(who: str, a: Record, b: Record) -> str:
    """By what it owes in the case: more, less, later, sooner."""
    one, two = _owes(who, a), _owes(who, b)
    if len(two) != len(one):
        return "more bound" if len(two) > len(one) else "less bound"
    ranks = [[m for m, *_ in x] for x in (one, two)]
    if ranks[0] != ranks[1]:
        return "more bound" if ranks[1] > ranks[0] else "less bound"
    moments = [[s for _, s, _ in x] + [d for *_, d in x] for x in (one, two)]
    if moments[0] != moments[1]:
        return "later" if moments[1] > moments[0] else "sooner"
    return "other"


def _owes(who: str, record: Record) -> list[tuple[int, int, int]]:
    order = {"may": 0, "intends to": 1, "must": 2}
    return sorted(
        (order[d.modal], d.since, d.due or 0) for d in record.duties
        if who in d.members and d.modal in order and d.measures != ("invoke",)
    )  # fmt: skip


__all__ = ["stands"]
