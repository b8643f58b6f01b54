"""When a check says more of a draft than of another: a finding appears, or worsens.

A finding *appears* where a code at a provision has more findings than before, one of which is worded as none was. It
*worsens* where one of its measures does: a larger share of the cases, a later worst case or none that is bounded, more
or smaller sets of parties that can bring it about, more completions, a graver kind. A finding that says how far each
sentence goes worsens, party by party and provision by provision: something arises in a smaller share of the cases, as a
weaker duty, with freer means; it hangs on an event on which it did not, or on which less hung; it is due in fewer cases
by some instant. All shares are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from foedus.model import Checked, Finding
from foedus.model.finding import Extent
from tests.check.mutants.places import named, of

_LEVELS = ("may", "intends to", "must", "must, by fixed means")
Depends = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


class Measure(NamedTuple):
    """How bad a finding is, part by part; what cannot be compared is 0. weight: by which a check puts it in order."""

    share: float
    minutes: float
    sets: int
    smallest: int
    completions: float
    weight: float


def found_by(before: Checked, after: Checked, where: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The codes of the findings at some provisions that appear (`new`), and of those that worsen (`worse`)."""
    new = (f.code for f in appeared(before, after) if named(f) & where)
    worse = [code for code, names in worsened(before, after) if names & where]
    limits = ["F0102"] if shrunk(before, after) & where else []
    return {"new": tuple(dict.fromkeys(new)), "worse": tuple(dict.fromkeys([*worse, *limits]))}


# ---- any finding -----------------------------------------------------------------------------------------------------


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, of(finding.ref)


def _without_limits(checked: Checked) -> list[Finding]:
    return [f for f in checked.findings if not f.extents]


def appeared(before: Checked, after: Checked) -> list[Finding]:
    """Findings in new words, of a code and provision of which there are more than before."""
    was, now = _without_limits(before), _without_limits(after)
    said = {(f.code, f.sentence, f.why) for f in was}
    out: list[Finding] = []
    for key in dict.fromkeys(_key(f) for f in now):
        mine = [f for f in now if _key(f) == key]
        if len(mine) > len([f for f in was if _key(f) == key]):
            out += [f for f in mine if (f.code, f.sentence, f.why) not in said]
    return out


def worsened(before: Checked, after: Checked) -> Iterator[tuple[str, frozenset[str]]]:
    """Codes of findings that weigh more than those of the same code and provision did, with what they name."""
    was, now = _without_limits(before), _without_limits(after)
    for key in dict.fromkeys(_key(f) for f in now):
        old = [f for f in was if _key(f) == key]
        new = [f for f in now if _key(f) == key]
        if old and _heavier([measure(f) for f in new], [measure(f) for f in old]):
            yield key[0], frozenset(p for f in (*old, *new) for p in named(f))


def _heavier(now: list[Measure], was: list[Measure]) -> bool:
    if any(max(m[i] for m in now) > max(w[i] for w in was) + 1e-9 for i in range(len(Measure._fields))):
        return True
    return len(now) == len(was) and sum(m.share for m in now) > sum(w.share for w in was) + 1e-9


def measure(f: Finding) -> Measure:
    """How bad a finding is. A smaller blocking set is worse, and so are more of them; no bound is worst of all."""
    share = f.share.of / max(1, f.share.whole) if f.share is not None else 0.0
    minutes = float(f.minutes) if f.minutes is not None else 1e9 if f.kind == "time" else 0.0
    smallest = -min((len(s) for s in f.sets), default=99)
    every = 1.0 if f.always else completions(f.depends)
    return Measure(share, minutes, len(f.sets), smallest, every, round(f.weight, 6))


def completions(boxes: Depends) -> float:
    """How much of the settings some boxes cover: more with each option that they name, less with each point."""
    return min(0.99, sum(prod(len(options) / (1 + len(options)) for _, options in box) for box in boxes))


# ---- how far each sentence goes --------------------------------------------------------------------------------------


def shrunk(before: Checked, after: Checked) -> frozenset[str]:
    """The provisions under which somebody is bound less far than before; of those that it no longer knows, none is."""
    was, now = _rows(before), _rows(after)
    unknown = {of(ref) for ref, _ in after.unknown} - {of(ref) for ref, _ in before.unknown}
    lost = (place for (name, place), old in was.items() if less(old, now.get((name, place), [])))
    return frozenset(place for place in lost if place not in unknown)


def _rows(checked: Checked) -> dict[tuple[str, str], list[Extent]]:
    out: dict[tuple[str, str], list[Extent]] = {}
    for finding in checked.findings:
        for one in finding.extents:
            out.setdefault((one.who, of(one.ref)), []).append(one)
    return out


def less(was: Sequence[Extent], now: Sequence[Extent]) -> bool:
    """Whether some sentences bind a party less far than others did."""
    if sum(_shares(was), Fraction(0)) > sum(_shares(now), Fraction(0)):
        return True
    return any(
        _amount(was, key) > _amount(now, key) for key in (*_keys(was), *_hangs(now), *_instants(was, now))
    )


def _shares(rows: Iterable[Extent]) -> Iterator[Fraction]:
    return (Fraction(one.owed, one.whole) for one in rows)


def _keys(rows: Sequence[Extent]) -> Iterator[tuple[str, str | int]]:
    for what in sorted({x.what for one in rows for x in one.things}):
        for level in _LEVELS:
            yield level, what


def _hangs(rows: Sequence[Extent]) -> Iterator[tuple[str, str | int]]:
    yield from (("hangs", words) for words in sorted({words for one in rows for words, _ in one.steps}))


def _instants(*several: Sequence[Extent]) -> Iterator[tuple[str, str | int]]:
    for kind in ("by", "since"):
        yield from (
            (kind, at)
            for at in sorted({at for rows in several for one in rows for at, _ in getattr(one, kind)})
        )


def _amount(rows: Sequence[Extent], key: tuple[str, str | int]) -> Fraction:
    """In what share of the cases something is owed so strongly; is left if something goes otherwise; is due by then."""
    kind, what = key
    total = Fraction(0)
    for one in rows:
        if kind == "hangs":
            cases = dict(one.steps).get(str(what), one.usual)
        elif kind in ("by", "since"):
            cases = max((n for at, n in getattr(one, kind) if at <= int(what)), default=0)
        else:
            cases = sum(
                x.cases
                for x in one.things
                if x.what == what and _level(x.modal, x.free) >= _LEVELS.index(kind)
            )
        total += Fraction(cases, max(1, one.room))
    return total


def _level(modal: str, free: bool) -> int:
    if modal in ("must", "must not"):
        return 2 if free else 3
    return _LEVELS.index(modal) if modal in _LEVELS else -1
