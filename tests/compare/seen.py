"""What can be seen of a record, as far as two wordings of one text are compared by it; and how two records part.

Whose words, which article and how a duty is put do not count; who owes what, how firmly, from when, until when, and
whether it is let off do. Decisions count by how and when they end, force by who is bound when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from foedus.model import Record

FIRM = {"process": 0, "discretion": 1, "all-means": 2, "measure": 3}
MODAL = {"may": 1, "intends to": 2, "must": 3, "must not": 3}
OVER = ("excused", "lapsed", "waived")
Key = tuple[str, str]  # who, and what
One = tuple[int, int, bool, float, int, int | None, str]
Seen = Mapping[Key, frozenset[One]]


def norms(record: Record) -> Seen:
    """What each party must, may or must not do: firmness, whether it is sure, its clock, its arising, its end."""
    out: dict[Key, set[One]] = defaultdict(set)
    for duty in record.duties:
        if duty.modal == "must not" and duty.status != "breached":  # a promise counts once it is broken
            continue
        together = " together" if len(duty.members) > 1 else ""
        word = "not " if duty.modal == "must not" else ""
        let_off = duty.status if duty.status in OVER else ""
        one = (
            MODAL[duty.modal], FIRM[duty.latitude], duty.sure,
            float("inf") if duty.due is None else duty.due, duty.since,
            duty.ended if let_off else None, let_off,
        )  # fmt: skip
        for member in duty.members:
            for measure in duty.measures:
                out[member, word + measure + together].add(one)
    return {key: frozenset(ones) for key, ones in out.items()}


def rest(record: Record) -> tuple[object, ...]:
    """Decisions and force."""
    decided = sorted(
        (d.status, d.opened, d.closed or 0, str(d.answer), d.by_default) for d in record.decisions
    )
    force = sorted((s.who, s.since, s.until or 0) for s in record.statuses if s.kind == "force")
    return (decided, force)


def parted(a: Record, b: Record) -> dict[Key, str]:
    """For each party and measure on which two records part: less, more, later, sooner or other."""
    one, two = norms(a), norms(b)
    found: dict[Key, str] = {}
    for key in {**one, **two}:
        left = one.get(key, frozenset()) - two.get(key, frozenset())
        right = two.get(key, frozenset()) - one.get(key, frozenset())
        if left or right:
            found[key] = _how(left, right)
    return found


def _how(left: frozenset[One], right: frozenset[One]) -> str:
    if not left or not right:
        return "more" if right else "less"
    x, y = (max(side, key=_rank) for side in (left, right))
    if _rank(x)[:4] != _rank(y)[:4]:
        return "less" if _rank(x)[:4] > _rank(y)[:4] else "more"
    if x[3:5] != y[3:5]:
        return "later" if y[3:5] > x[3:5] else "sooner"
    ends = [one[5] if one[5] is not None else float("inf") for one in (x, y)]
    return "other" if ends[0] == ends[1] else "less" if ends[0] > ends[1] else "more"


def _rank(one: One) -> tuple[object, ...]:
    """Firmer is more; what is sure more than what may be; what stands more than what is let off; then what is due
    sooner."""
    return (one[0], one[1], one[2], not one[6], -one[3], -one[4])
