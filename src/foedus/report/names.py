"""Invented incidents name no guarantor: they speak of guarantors A, B, C unless names are asked for."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import Struct, structs

from foedus.base import Span
from foedus.model import Draft, GroupIs, Named, Norm, OrganIs, Record, Timeline, walk
from foedus.report.values import Check, Run
from foedus.report.words import gather

S = TypeVar("S", bound=Struct)


def letters(index: int) -> str:
    """A, B … Z, AA, AB …

    >>> [letters(i) for i in (0, 25, 26)]
    ['A', 'Z', 'AA']
    """
    high, low = divmod(index, 26)
    return (letters(high - 1) if high else "") + chr(65 + low)


def _groups(draft: Draft) -> list[GroupIs]:
    return [s.body for one in draft.everything() for s in one.sentences if isinstance(s.body, GroupIs)]


def _members(group: str, groups: list[GroupIs], seen: tuple[str, ...] = ()) -> list[str]:
    """The names in a group, through the groups inside it."""
    found: list[str] = []
    for one in groups:
        if one.name != group or group in seen:
            continue
        for member in one.members:
            if isinstance(member, Named):
                inner = _members(member.name, groups, (*seen, group))
                found += inner or [member.name]
    return found


def _bearing(draft: Draft) -> Iterable[str]:
    """The groups and parties that the draft itself binds, or may bind, to act."""
    for sentence in draft.sentences:
        norm = sentence.body
        if isinstance(norm, Norm) and norm.modal not in ("may", "must not", "nothing"):
            for node in walk(norm.bearer):
                if isinstance(node, Named) and node.name not in ("parties", draft.of):
                    yield node.name


def attackers(runs: Iterable[Run]) -> frozenset[str]:
    """Who attacks in any of the incidents: they keep their names."""
    return frozenset(o.attacker for run in runs if run.record for o in run.record.occurrences)


def guarantors(draft: Draft, runs: Iterable[Run] = ()) -> tuple[str, ...]:
    """Who guarantees: the group of that name; else who is bound to act, without attackers, victims and organs."""
    runs = tuple(runs)
    groups = _groups(draft)
    named = [g.name for g in groups if g.name == "guarantors" or "guarantor" in g.singular]
    if named:
        return tuple(dict.fromkeys(n for g in named for n in _members(g, groups)))
    if not runs:
        return ()
    out = {o.victim for run in runs if run.record for o in run.record.occurrences} | attackers(runs)
    out |= {s.body.name for one in draft.everything() for s in one.sentences if isinstance(s.body, OrganIs)}
    names = [n for g in _bearing(draft) for n in (_members(g, groups) or [g])]
    return tuple(dict.fromkeys(n for n in names if n not in out))


Change = Callable[[str], str]


def renamer(names: Iterable[str]) -> Change:
    """What puts `Guarantor A` in place of the first name, and so on, in any text.

    >>> renamer(["France", "United States"])("United States and France; Francesca")
    'Guarantors A and B; Francesca'
    """
    table = {name: f"Guarantor {letters(i)}" for i, name in enumerate(names)}
    if not table:
        return lambda said: said
    found = re.compile(
        r"\b(?:" + "|".join(re.escape(n) for n in sorted(table, key=len, reverse=True)) + r")\b"
    )
    return lambda said: gather(found.sub(lambda m: table[m.group()], said))


_KEEP = frozenset(("ref", "key", "instance", "draft", "file", "text_of", "code", "completion"))


def _renamed(value: Any, change: Change) -> Any:
    """A value with every text inside changed, except what leads back to the draft's own words."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Span):
        return value
    if isinstance(value, Struct):
        return _struct(value, change)
    if type(value) is tuple:
        return tuple(_renamed(item, change) for item in value)  # pyright: ignore[reportUnknownVariableType]
    return value


def _struct(value: S, change: Change) -> S:
    new = {
        name: _renamed(getattr(value, name), change)
        for name in value.__struct_fields__
        if name not in _KEEP and isinstance(getattr(value, name), (str, tuple, Struct))
    }
    return structs.replace(value, **new)


def invented(timeline: Timeline) -> bool:
    """Whether a timeline tells of no real events: it names no source."""
    return not timeline.source


def anonymous(run: Run, change: Change) -> Run:
    """The run as it is shown without names. A timeline with a source keeps them."""
    if not invented(run.timeline):
        return run
    record: Record | None = _struct(run.record, change) if run.record else None
    checks: tuple[Check, ...] = tuple(_struct(check, change) for check in run.checks)
    timeline = structs.replace(_struct(run.timeline, change), file=run.timeline.file, of=run.timeline.of)
    answers = tuple(structs.replace(a, text=change(a.text)) for a in run.answers)
    return structs.replace(run, timeline=timeline, record=record, checks=checks, answers=answers,
                           problem=change(run.problem))  # fmt: skip
