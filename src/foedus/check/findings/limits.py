"""Limits: how far the words of each sentence go, party by party; and a member of a group that owes less than the rest.

What a duty, a policy or a power comes to is no defect, and is listed apart: who it binds, in what share of the cases,
by when at the latest, and what it hangs on. That one of several alike is bound to nothing may well be one.
"""

from collections.abc import Iterator, Sequence

from foedus.cases.cell import Cell
from foedus.cases.graph import FALSE, TRUE
from foedus.check.atonce import FREE, at_once, attack, shortest, willing_box
from foedus.check.extents import Row, extents, rows
from foedus.check.left_out import left_out
from foedus.check.people import groups
from foedus.check.showing import confirmed, instant
from foedus.check.view import View
from foedus.check.words import hours
from foedus.engine.words import listed
from foedus.engine.world import parties
from foedus.model import Finding, Ref
from foedus.model.finding import Extent, Share, Thing
from foedus.model.norms import CONTENT, NEVER_COUNT

CODE, ALONE = "F0102", "F0103"
_STRENGTH = ("must not", "nothing", "may", "intends to", "must")
_MOST = 6  # what a sentence hangs on that is told


def find(view: View) -> Iterator[Finding]:
    """Each party, with those that are bound alike; then whoever stands out from its group."""
    if not view.case.duties:
        return
    known: dict[str, list[Extent]] = {name: [] for name in _parties(view)}
    for one in extents(view):
        if one.owed:
            known.setdefault(one.who, []).append(one)
    alike: dict[object, list[str]] = {}
    for name, mine in known.items():
        alike.setdefault(tuple(_profile(one) for one in mine), []).append(name)
    stand_out = dict(_fewer(view, known))
    for names in alike.values():
        yield from _finding(view, names, known)
    for name, (word, others) in stand_out.items():
        yield _alone(view, name, word, others)
    yield from left_out(view, stand_out)


def _parties(view: View) -> list[str]:
    """All who are named as parties, or as members of a group."""
    low = view.low
    out = [n for ins in low.prep.mains for n in parties(low.incident.run, ins, low.incident.at)]
    out += [n for _, members in groups(view) for n in sorted(members)]
    return list(dict.fromkeys(out))


def _profile(one: Extent) -> object:
    """What makes parties alike: what is asked of them, and on what it hangs; not how often."""
    things = tuple((x.what, x.modal, x.free, x.joint) for x in one.things)
    return one.ref, things, tuple(words for words, _ in one.steps), one.latest, one.rare


# ---- what each owes --------------------------------------------------------------------------------------------------


def _finding(view: View, names: Sequence[str], known: dict[str, list[Extent]]) -> Iterator[Finding]:
    mine = sorted(known[names[0]], key=_first)
    shown = _shown(view, names[0], mine)
    if shown is None:
        return
    cell, expects = shown
    every = tuple(one for name in names for one in known[name])
    title = f"What {names[0]} owes" if mine else f"{names[0]} owes nothing"
    over = tuple(n.removeprefix("?") for n in (*view.incident, *view.points))
    least = min((one for name in names for one in known[name] if mine and one.ref == mine[0].ref),
                key=lambda one: one.owed, default=None)  # fmt: skip
    yield Finding(
        CODE, "limits", _sentence(names, mine), mine[0].ref if mine else _named(view, names[0]),
        "So far, and no further, go the words of the text." if mine else "No sentence asks anything of it.",
        also=tuple(dict.fromkeys(one.ref for one in mine[1:] if one.ref != mine[0].ref)),
        covers=tuple(_row(one) for one in mine),
        share=Share(least.whole - least.owed, least.whole, over) if least else None,
        assumes=view.willing.conduct.text, witness=view.witness(cell, title, expects), expects=expects,
        minutes=max((one.latest or 0 for one in mine[:1]), default=0) or None, on_purpose=True, weight=0.05,
        group="limits", extents=every,
    )  # fmt: skip


def _first(one: Extent) -> tuple[object, ...]:
    """What stands first: duties before powers, help before talk and procedure, what arises most often."""
    best = max(_STRENGTH.index(x.modal) for x in one.things)
    content = max((CONTENT.get(x.what, 3) for x in one.things if x.what not in NEVER_COUNT), default=0)
    return one.rare, -min(content, 2), -best, -one.owed


def _sentence(names: Sequence[str], mine: Sequence[Extent]) -> str:
    who = _who(names)
    one = len(names) == 1
    if not mine:
        return f"{who} {'owes' if one else 'owe'} nothing, whatever happens."
    first = mine[0]
    last = f", at the latest {hours(first.latest)} after the attack" if first.latest else ""
    part = _part(first.owed, first.whole)
    return f"{who}: {_things(first)} under {first.ref.label}, in {part} of all cases{last}{_rest(mine)}."


def _rest(mine: Sequence[Extent]) -> str:
    """Where else the text speaks of them: `; besides, must consult under article 4`."""
    others = [one for one in mine[1:] if not one.rare][:3]
    said = [f"{_things(one)} under {one.ref.label}" for one in others]
    more = len(mine) - 1 - len(others)
    return f"; besides, {'; '.join(said)}{f' and {more} more' if more else ''}" if said else ""


def _who(names: Sequence[str]) -> str:
    return listed(names) if len(names) < 7 else f"{', '.join(names[:3])} and {len(names) - 3} others"


def _things(one: Extent) -> str:
    """`must arm, sanction or may use-force`; under which option, the sentence itself says."""
    by_modal: dict[str, list[Thing]] = {}
    for x in one.things:
        by_modal.setdefault(x.modal, []).append(x)
    parts: list[str] = []
    for modal in sorted(by_modal, key=_STRENGTH.index, reverse=True):
        what = dict.fromkeys(f"{x.what}{' (means free)' if x.free else ''}" for x in by_modal[modal])
        parts.append(f"{modal} {', '.join(what)}")
    return listed(parts, "or")


def _part(some: int, whole: int) -> str:
    """A share in words: `12.5 %`, `less than 0.1 %`, `all`."""
    if some >= whole:
        return "100 %"
    share = 100 * some / whole
    return "less than 0.1 %" if share < 0.1 else f"{share:.1f} %".replace(".0 %", " %")


def _row(one: Extent) -> str:
    parts = [f"{one.ref.label}: {_things(one)} in {one.owed:,} of {one.whole:,} cases"]
    if one.rare:
        parts.append("only once something else has happened")
    if one.by:
        parts.append(
            f"due at the latest {hours(one.latest)} after the attack"
            if one.latest
            else "not always with a clock"
        )
    elif any(x.modal == "must" for x in one.things):
        arisen = (
            f"; it arises {hours(one.since[-1][0])} after the attack at the latest" if one.since[-1:] else ""
        )
        parts.append(f"with no clock{arisen if one.since and one.since[-1][0] else ''}")
    for words, left in one.steps[:_MOST]:
        parts.append(
            f"not if {words}" if not left else f"in {_part(left, one.usual)} of these cases only if {words}"
        )
    if len(one.steps) > _MOST:
        parts.append(f"it hangs on {len(one.steps) - _MOST} more")
    return "; ".join(parts)


# ---- a case that shows it --------------------------------------------------------------------------------------------


def _shown(view: View, name: str, mine: Sequence[Extent]) -> tuple[Cell, tuple[str, ...]] | None:
    """A short case with what the interpreter must say of the party in it."""
    a = at_once(view)
    if not mine:
        cell = attack(view) or shortest(view, a, TRUE)
        return (
            None
            if cell is None
            else (cell, confirmed(view, cell, (f"{name} owes nothing",), *_innocent(name)))
        )
    row = next(r for r in rows(view) if r.who == name and r.ref == mine[0].ref)
    cell = shortest(view, a, row.held, *(willing_box(view, kinds=FREE) if not mine[0].rare else ()))
    cell = cell or shortest(view, a, row.held)
    if cell is None:
        return None
    return cell, confirmed(view, cell, *_says(view, row, cell), *_innocent(name))


def _innocent(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (f"it is not so that {name} is in breach",), (f"{name} is in breach",)


def _says(view: View, row: Row, cell: Cell) -> Iterator[tuple[str, ...]]:
    """What may be said of what arises in a case, the most exact first."""
    from foedus.cases.reading import Reading
    from foedus.check.showing import article

    reading = Reading(view.case, cell)
    for part in row.parts:
        if part.lit == FALSE or not reading.holds(part.lit):
            continue
        at = reading.minutes(part.duty.arises) if part.duty is not None else 0
        forms = [f for f in part.forms if reading.holds(f.guard)]
        for modal, what in dict.fromkeys((f.modal, ms[0]) for f in forms for ms in f.measures if ms):
            said = {"assist": "assistance", "consult": "consultation"}.get(what, what)
            verb = f"owes {said}" if modal == "must" else f"{modal} {what}"
            tail = article(view, part.duty.prov) if part.duty is not None else ""
            yield (f"at {instant(view, at or 0)}: {row.who} {verb}{tail}",)
            yield (f"at {instant(view, at or 0)}: {row.who} {verb}",)


def _named(view: View, name: str) -> Ref:
    """The sentence that names a party; where none does by name, the first."""
    refs = [p.ref for kind in view.low.prep.others.values() for p in kind if p.ins in view.low.prep.mains]
    refs.sort(key=lambda r: (r.file, r.line))
    return next((r for r in refs if name in r.text), view.case.duties[0].prov.ref)


# ---- who stands out --------------------------------------------------------------------------------------------------


def _fewer(view: View, known: dict[str, list[Extent]]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Members of a group who are bound to no help, though most of the others are."""
    for word, members in groups(view):
        bound = [n for n in known if n in members and _bound(known[n])]
        free = [n for n in known if n in members and not _bound(known[n])]
        if free and len(bound) > len(free):
            for name in free:
                if not any(name in row and set(bound) & {*row} for row in view.low.incident.classes()):
                    yield (
                        name,
                        (word, bound),
                    )  # else it stands for all that no sentence tells apart, as the victim


def _bound(mine: Sequence[Extent]) -> bool:
    help_ = (x for one in mine for x in one.things if x.modal == "must" and x.what not in NEVER_COUNT)
    return any(CONTENT.get(x.what, 3) > 1 for x in help_)


def _alone(view: View, name: str, word: str, others: list[str]) -> Finding:
    cell = attack(view)
    assert cell is not None
    expects = confirmed(view, cell, (f"{name} owes nothing",), *_innocent(name))
    refs = [one.ref for one in extents(view) if one.who in others and one.owed and _bound([one])]
    what = f"{name}, {'an' if word[0] in 'aeiou' else 'a'} {word}, owes no help, though {_who(others)} "
    return Finding(
        ALONE, "limits", f"{what}{'does' if len(others) == 1 else 'do'}.", _named(view, name),
        "Whoever relies on all of them relies on one too many.",
        also=tuple(dict.fromkeys(refs)), assumes=view.willing.conduct.text,
        witness=view.witness(cell, f"{name} owes nothing", expects), expects=expects, sets=((name,),), weight=0.5,
        group=f"limits {word}",
    )  # fmt: skip
