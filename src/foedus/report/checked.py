"""A check for a terminal: the space on top, each group of findings as a diagnostic, what is unknown."""

from collections.abc import Mapping, Sequence

from foedus.base import Diagnostic, Fix, Source, render
from foedus.check.words import hours
from foedus.model import Checked, Finding, Ref
from foedus.model.finding import KINDS
from foedus.report.grouped import MOST, Group, apart, closing, folded, groups, holds, share, span_of
from foedus.report.terminal import Terminal
from foedus.report.words import count, listed

_SETS = 3  # sets of parties that are named
_EACH = 3  # further findings of a group that are named


def diagnostic(one: Finding, sources: Mapping[str, Source]) -> Diagnostic:
    """A finding in the form of all that Foedus says of a text; its repairs are the fixes."""
    fixes = tuple(
        Fix(f"{repair.edit} ({closing(repair)}){' ' if number else ''}".rstrip())
        for number, repair in enumerate(one.repairs)
    )
    known = dict(sources)
    kind = KINDS[one.kind]
    return Diagnostic(
        one.code, one.sentence.rstrip("."), span_of(one.ref, known), kind, one.why.rstrip("."), fixes,
        severity="finding",
    )  # fmt: skip


def lines(
    checked: Checked, sources: Mapping[str, Source], terminal: Terminal, every: bool = False, horizon: int = 0,
    repairs: bool = False,
) -> str:  # fmt: skip
    """The whole check, as a terminal shows it.

    Args:
        checked: what was found.
        sources: the texts by file, to quote from.
        terminal: its width and colour.
        every: show all findings rather than ten groups.
        horizon: minutes within which something is to be owed.
        repairs: whether what would close a finding was looked for; then it is said where nothing was found.
    """
    out = [terminal.head(f"{checked.draft}, checked over every attack, procedure and completion")]
    out += _space(checked, terminal, horizon)
    found = [g for g in groups(checked.findings) if not g.first.on_purpose]
    shown = found if every else found[:MOST]
    for group in shown:
        out += ["", *_group(group, sources, terminal, every, repairs)]
    for title, those in apart(checked.findings):
        out += ["", terminal.head(title)]
        for one in those:
            out += terminal.block("  ", f"{one.sentence} {one.ref.label}, line {one.ref.line}")
            if every and one.kind == "limits":
                for said in one.covers:
                    out += terminal.block("    ", said)
    out += _unknown(checked, terminal)
    out += ["", *terminal.block("", _summary(checked, found, shown))]
    if found and not repairs:
        out += terminal.block("", "--repairs looks for what would close each finding")
    return "\n".join(out)


def _space(checked: Checked, terminal: Terminal, horizon: int) -> list[str]:
    """What was searched, and what of the draft was not."""
    ways = "one completion" if checked.completions == 1 else f"{checked.completions:,} completions"
    out = terminal.block("space    ", f"{checked.incidents:,} kinds of attack × {ways} of our own menu")
    for one in checked.space:
        out += terminal.block("         ", one)
    if horizon:
        out += terminal.block("horizon  ", hours(horizon))
    many = len({(r.file, r.line) for r, _ in checked.unknown})
    said = "every sentence lies inside the space" if not many else (
        f"{count(many, 'sentence lies', 'sentences lie')} outside the space, listed below: unknown, not clean"
    )  # fmt: skip
    out += terminal.block("covered  ", said)
    if not checked.complete:
        out += terminal.block("resolved ", "not all: what follows was proved until the end came", "depends")
    return out


def _group(
    group: Group, sources: Mapping[str, Source], terminal: Terminal, every: bool, repairs: bool
) -> list[str]:  # fmt: skip
    out = _finding(group.first, sources, terminal, repairs)
    if every:
        for one in group.rest:
            out += ["", *_finding(one, sources, terminal, repairs)]
        return out
    for one in group.rest[:_EACH]:
        out += terminal.block("also: ", f"{one.sentence} {_place(one.ref)}")
    if len(group.rest) > _EACH:
        out += terminal.block("also: ", f"{len(group.rest) - _EACH} more of the same group (--all)")
    return out


def _finding(one: Finding, sources: Mapping[str, Source], terminal: Terminal, repairs: bool) -> list[str]:
    told = diagnostic(one, sources)
    said = render(told._replace(why="", fixes=()), sources).split("\n")
    out = [terminal.paint(said[0], "gap"), *said[1:]]
    for name, text in facts(one):
        out += terminal.block(f"{name + ':' if name else '':<9} ", text)
    if repairs and not one.repairs:
        out += terminal.block("fix:      ", "none was found that closes it")
    for fix in told.fixes:
        out += terminal.block("fix:      ", fix.text)
    return out


def facts(one: Finding) -> list[tuple[str, str]]:
    """What is said of a finding besides its sentence, each under a word."""
    found = [("why", one.why)] if one.why else []
    if len(one.covers) > 1:
        found += [("covers" if i == 0 else "", said) for i, said in enumerate(one.covers)]
    if one.sets:
        more = f"; or {len(one.sets) - _SETS} more" if len(one.sets) > _SETS else ""
        said = "; or ".join(listed(list(names)) for names in one.sets[:_SETS])
        alone = len(one.sets) == 1 and all(name in one.sentence for name in one.sets[0])
        found.append(("by", said if alone else f"for example {said}{more}"))
    if one.minutes is not None:
        best = f"; at best {hours(one.best)}" if one.best is not None else ""
        found.append(("worst", f"{hours(one.minutes)}{best}"))
    elif one.kind == "time":
        best = f"; at best {hours(one.best)}" if one.best is not None else ""
        found.append(("worst", f"unbounded{best}"))
    if one.share is not None:
        found.append(("share", share(one)))
    found.append(("holds", holds(one)))
    if one.assumes:
        found.append(("assumes", one.assumes))
    also = "; ".join(_place(ref) for ref in one.also)
    return [*found, ("see", also)] if also else found


def _place(ref: Ref) -> str:
    return f"({ref.label}, {ref.file.rsplit('/', 1)[-1]}:{ref.line})"


def _unknown(checked: Checked, terminal: Terminal) -> list[str]:
    """The provisions of which nothing is said, each with the construct; and what else was not looked at."""
    out: list[str] = []
    if checked.unknown:
        out += ["", terminal.head("Unknown: outside the case space")]
        seen: dict[str, None] = {}
        for ref, what in checked.unknown:
            seen[f"{ref.label} ({ref.file.rsplit('/', 1)[-1]}:{ref.line}): {what}"] = None
        for said in seen:
            out += terminal.block("? ", said)
    for note in checked.notes:
        out += (
            ["", *terminal.block("note: ", note)]
            if note == checked.notes[0]
            else terminal.block("note: ", note)
        )
    return out


def _summary(checked: Checked, found: Sequence[Group], shown: Sequence[Group]) -> str:
    number = sum(1 + len(g.rest) for g in found)
    if not number:
        if not checked.complete:
            return "no finding until the end came; the rest is unresolved"
        return "no finding in what was looked at" if checked.unknown or checked.notes else "no finding"
    said = f"{count(number, 'finding')} in {count(len(found), 'group')}"
    hidden = found[len(shown) :]
    if hidden:
        said += (
            f"; {count(len(hidden), 'group is', 'groups are')} folded (--all shows them): {folded(hidden)}"
        )
    return said if checked.complete else f"{said}; the rest is unresolved"
