"""Parties and places in words: whole groups by their name, the rest one by one."""

from collections.abc import Iterable, Sequence

from foedus.cases.incident import PROXY, STRANGER
from foedus.check.view import View
from foedus.engine.state import Env
from foedus.engine.words import listed
from foedus.engine.world import group, lies_in
from foedus.model import Hole, Named, Place, Pronoun, Several, Some, TerritoryOf


def groups(view: View) -> list[tuple[str, frozenset[str]]]:
    """Each group of the draft's own with a word for one of its members, and who they are; the largest first."""
    return view.once("groups", lambda: _groups(view))


def _groups(view: View) -> list[tuple[str, frozenset[str]]]:
    low = view.low
    found: dict[str, frozenset[str]] = {}
    for name, entries in low.prep.groups.items():
        ins, body, _ = entries[0]
        if name != body.name or not body.singular or ins not in low.prep.mains:
            continue
        try:
            members = frozenset(group(low.incident.run, name, Env(ins, low.incident.at)) or ())
        except Exception:
            continue
        if len(members) > 1:
            found.setdefault(body.singular[0], members)
    return sorted(found.items(), key=lambda one: -len(one[1]))


def merged(view: View, names: Sequence[str], every: Iterable[str]) -> list[str]:
    """Names with those that make up a whole group told by its word.

    Args:
        view: the draft.
        names: those that are meant.
        every: all that could be meant: of a group, its members among these must all be.

    Returns: `a guarantor`, `Ukraine`, `anybody else`.
    """
    left, out = list(names), list[str]()
    for word, members in groups(view):
        known = [n for n in every if n in members]
        if len(known) > 1 and all(n in left for n in known):
            out.append(f"{'an' if word[0] in 'aeiou' else 'a'} {word}")
            left = [n for n in left if n not in members]
    shown = [n for n in left if n not in (STRANGER, PROXY)]
    strangers = len(shown) < len(left)
    return [*out, *shown, *(["anybody else"] if strangers else [])]


def places(view: View, names: Sequence[str], outside: bool = False) -> list[str]:
    """Places; a territory of which other parts are told apart is, without them, its rest.

    Args:
        view: the draft.
        names: those that are meant, as the case space calls them.
        outside: whether what is meant lies outside them all.
    """
    values = dict(view.low.incident.values("place"))
    parts = {name: _territory(view, where) for name, where in values.items()}
    whole = {
        own: [n for n, o in parts.items() if o == own] for own in parts
        if isinstance(values[own], TerritoryOf)
    }  # fmt: skip
    out: list[str] = []
    for name in names:
        inner = whole.get(name)
        if inner is None:
            if not (
                whole.get(parts[name]) and parts[name] in names and set(whole[parts[name]]) <= set(names)
            ):
                out.append(name)
        else:
            complete = outside or set(inner) <= set(names)
            out.append(f"the {name}" if complete else f"the rest of the {name}")
    return [n for n in out if not (outside and parts.get(n) and f"the {parts[n]}" in out)]


def _territory(view: View, where: object) -> str:
    """The territory as part of which a named place lies, as the case space calls it; "" if in none or several."""
    if not isinstance(where, Place):
        return ""
    found = lies_in(view.low.incident.run, where.name, view.low.incident.at)[1]
    owners = [w[1] for w in found if w[0] == "territory"]
    return f"territory of {owners[0]}" if len(owners) == 1 else ""


def whom(view: View, who: object) -> str:
    """Those of whom a sentence speaks, as it calls them: `each other guarantor`, `Poland and France together`."""
    if isinstance(who, Named):
        return who.name
    if isinstance(who, Pronoun):
        return {"anyone": "anyone", "any-state": "any state"}.get(who.role, f"the {who.noun or who.role}")
    if isinstance(who, Several):
        return listed((whom(view, p) for p in who.parts), who.mode)
    if isinstance(who, Some):
        group_name = getattr(who.of.of if isinstance(who.of, Some) else who.of, "name", "")
        singular = _singular(view, group_name)
        if who.how in ("each", "all", "a", "any") and singular:
            lead = {"each": "each", "all": "each", "a": "a", "any": "any"}[who.how]
            return f"{lead} {'other ' if who.other else ''}{singular}"
        return f"the {group_name} together" if who.how == "together" else f"{whom(view, who.of)}"
    if isinstance(who, Hole) and who.name in view.low.prep.points:
        found = list(dict.fromkeys(whom(view, o) for o in view.low.prep.points[who.name].options))
        return found[0] if len(found) == 1 else "its bearers"
    return "its bearers"


def _singular(view: View, name: str) -> str:
    if name == "parties":
        return "party"
    entries = view.low.prep.groups.get(name, ())
    return next((body.singular[0] for _, body, _ in entries if body.singular), "")
