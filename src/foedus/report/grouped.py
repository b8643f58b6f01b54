"""Findings in groups, the most telling first; and the few phrases that terminal, page and data share."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from foedus.base import Source, Span
from foedus.model import Finding, Ref, Repair
from foedus.report.words import count, listed

MOST = 10
_BOXES = 4


class Group(NamedTuple):
    """Findings that say the same of several places: the first stands for them."""

    first: Finding
    rest: tuple[Finding, ...]


def groups(findings: Iterable[Finding]) -> list[Group]:
    """Findings by their group, in the order in which they come; those meant by the draft apart."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.on_purpose, one.group or (one.code, one.ref)), []).append(one)
    return [Group(mine[0], tuple(mine[1:])) for mine in found.values()]


def apart(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """What is no defect, under a title each: what is left out on purpose, and how far each sentence goes."""
    meant = [one for one in findings if one.on_purpose]
    parts = {
        "Left out on purpose, as the draft says": [one for one in meant if one.kind != "limits"],
        "What each owes and may do, at most": [one for one in meant if one.kind == "limits"],
    }
    return [(title, those) for title, those in parts.items() if those]


def span_of(ref: Ref, sources: "dict[str, Source]") -> Span:
    """Where the sentence of a ref stands, as far as its text goes on."""
    source = sources.get(ref.file)
    if source is None or not 1 <= ref.line <= source.lines:
        return Span(ref.file, 0, 0, max(1, ref.line), max(1, ref.column))
    before = source.text.split("\n", ref.line - 1)
    start = len(source.text) - len(before[-1]) + ref.column - 1
    flat = "".join(ref.text.split())
    end, seen = start, 0
    while end < len(source.text) and seen < len(flat):
        seen += not source.text[end].isspace()
        end += 1
    return Span(ref.file, start, max(end, start + 1), ref.line, ref.column)


def settings(boxes: Sequence[Sequence[tuple[str, tuple[str, ...]]]], most: int = _BOXES) -> str:
    """Under which options: `decider = majority of guarantors, and silence = it has; or clock = 24 hours`.

    >>> settings(((("clock", ("24 hours", "72 hours")), ("silence", ("it has",))),))
    'clock = 24 hours or 72 hours, and silence = it has'
    """
    said = [
        ", and ".join(f"{name} = {' or '.join(options)}" for name, options in box) for box in boxes[:most]
    ]
    more = [f"in {count(len(boxes) - most, 'further way', 'further ways')}"] if len(boxes) > most else []
    return "; or ".join((*said, *more))


def holds(one: Finding) -> str:
    """In which completions a finding holds."""
    if one.always:
        return "in every completion"
    return f"if {settings(one.depends)}" if one.depends else "in some completions, not in all"


def share(one: Finding) -> str:
    """How much of the space a finding covers, with what is counted; "" where nothing is."""
    if one.share is None:
        return ""
    over = listed([name.removeprefix("?") for name in one.share.over])
    return f"{one.share.of:,} of {one.share.whole:,} combinations of {over}, each counted once"


def closing(repair: Repair) -> str:
    """What a repair closes and opens, and whom it binds."""
    parts = [f"closes {listed(list(repair.closes))}"] if repair.closes else []
    parts.append(f"opens {listed(list(repair.opens))}" if repair.opens else "opens nothing")
    if repair.binds:
        parts.append(f"newly binds {listed(list(repair.binds))}")
    return "; ".join(parts)


def points(one: Finding) -> list[str]:
    """The open points on which a finding depends."""
    return list(dict.fromkeys(name for box in one.depends for name, _ in box))


def folded(hidden: Sequence[Group]) -> str:
    """What is not shown, by kind: `gap: scope 3, dead 2`."""
    from foedus.model.finding import KINDS

    counts: dict[str, int] = {}
    for group in hidden:
        for one in (group.first, *group.rest):
            counts[KINDS[one.kind]] = counts.get(KINDS[one.kind], 0) + 1
    return ", ".join(f"{kind} {number}" for kind, number in counts.items())
