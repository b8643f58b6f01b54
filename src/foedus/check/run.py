"""The check of a draft: every finder over one view, findings in the order of their consequence."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec

from foedus.base import Source, instant_text
from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.lower import lower
from foedus.check.replay import Replay
from foedus.check.view import View
from foedus.model import Checked, Draft, Finding
from foedus.model.finding import KINDS

FINDERS = (
    "scope", "procedure", "time", "discretion", "force", "exit", "conflict", "dead", "trap", "order", "verification",
    "forfeit", "cascade", "charter", "undefined", "limits",
)  # fmt: skip
"""The findings, each a module of `check.findings` with `find(view)`; a new one is a file and a name here."""

HORIZON = 72 * 60
Progress = Callable[[str, int, int], None]


def check(
    draft: Draft, fixed: Mapping[str, str] | None = None, horizon: int = HORIZON, at: int | None = None,
    budget: float | None = 60.0, progress: Progress | None = None, finders: tuple[str, ...] = FINDERS,
    repairs: bool = False, sources: Mapping[str, Source] | None = None,
) -> Checked:  # fmt: skip
    """Where a draft breaks, over every attack, procedure and completion.

    Args:
        draft: the draft; its open points stay open but for those fixed.
        fixed: open points that are settled: option texts by name.
        horizon: minutes within which something is to be owed.
        at: the instant of the attack; by default one at which the draft is in force.
        budget: seconds in all, the lowering apart; None is without end.
        progress: told the finder at hand, its number and how many there are.
        finders: which findings to look for.
        repairs: look for the smallest edits and completions that close each finding; each is verified by a check of its
            own, so that this takes many times as long. It has as many seconds again.
        sources: the texts behind the draft, by file, where they are not to be read from their files.

    Returns: the findings, the most consequential first, and what the check could not look at. An interrupt (Ctrl-C)
        ends it early: what was found until then is returned, marked as incomplete.
    """
    view = view_of(draft, fixed, horizon, at, budget)
    found = check_view(view, budget, progress, finders)
    if not repairs or not found.findings:
        return found
    from foedus.check.repairs import Repairs

    def again(edited: Draft, points: Mapping[str, str]) -> tuple[View, Checked]:
        other = view_of(edited, {**(fixed or {}), **points}, horizon, view.low.incident.at, budget)
        return other, check_view(other, budget, None, finders)

    return Repairs(view, found, again, sources, 60.0 if budget is None else budget).all()


def check_view(
    view: View, budget: float | None = 60.0, progress: Progress | None = None,
    finders: tuple[str, ...] = FINDERS,
) -> Checked:  # fmt: skip
    """As `check`, of a draft that is lowered already."""
    found: list[Finding] = []
    notes: list[str] = []
    complete, name = True, ""
    end = None if budget is None else time.monotonic() + budget
    name = ""
    known = [one for one in finders if find_spec(f"foedus.check.findings.{one}") is not None]
    try:
        for number, name in enumerate(known):
            if progress is not None:
                progress(name, number, len(known))
            if end is not None:
                view.budget = max(0.0, end - time.monotonic())
            note, whole = _look(view, name, found)
            notes += note
            complete = complete and whole
    except KeyboardInterrupt:
        complete = False
        notes.append(
            f"stopped by hand while looking for {_NAMES.get(name, name)}; nothing is said of the rest"
        )
    return checked(view, found, tuple(notes), complete)


_NAMES = {kind: text.replace("gap: ", "gaps of ") for kind, text in KINDS.items()}


def _look(view: View, name: str, found: list[Finding]) -> tuple[list[str], bool]:
    """Put what one finder finds to the rest; what it could not look at, and whether it came to its end."""
    replay = view.once("replay", lambda: Replay(view.draft))
    wrong = 0
    try:
        for one in import_module(f"foedus.check.findings.{name}").find(view):
            if one.witness and replay.problems(one.witness):
                wrong += 1  # a bug: what the interpreter does not confirm is not said
                continue
            found.append(one)  # one by one: what was found before a budget ran out stays
    except OutOfBudgetError as spent:
        return [f"{_NAMES.get(name, name)}: {spent}; nothing is said of the rest"], False
    except (Outside, TooWide) as out:
        return [f"{_NAMES.get(name, name)}: {out} lies outside the case space"], True
    if wrong:
        return [
            f"{_NAMES.get(name, name)}: {wrong} left out, since the interpreter did not confirm them"
        ], False
    return [], True


def view_of(
    draft: Draft, fixed: Mapping[str, str] | None = None, horizon: int = HORIZON, at: int | None = None,
    budget: float | None = 60.0,
) -> View:  # fmt: skip
    """A draft made ready for questions over all cases."""
    points = {p.name: p for p in draft.open_points()}
    chosen = {name: points[name].texts.index(text) for name, text in (fixed or {}).items()}
    return View(draft, lower(draft, chosen, at), horizon, budget)


def checked(view: View, found: list[Finding], notes: tuple[str, ...], complete: bool) -> Checked:
    """The findings in order, with the space that was searched."""
    order = sorted(found, key=_consequence)
    graph = view.graph
    incidents = completions = 1
    for choice in graph.choices.values():
        if choice.kind == "incident":
            incidents *= len(choice.values)
        elif choice.kind == "point":
            completions *= len(choice.values)
    unknown = tuple((u.ref, u.what) for u in view.case.unknown)
    return Checked(
        view.draft.code or view.draft.title, digest(view.draft), incidents, completions, tuple(space(view)),
        tuple(order), unknown, instant_text(view.low.incident.at), complete, notes,
    )  # fmt: skip


def _consequence(one: Finding) -> tuple[bool, float, str, int]:
    """What stands first: what is not meant, then what leaves the victim with least, in most cases and completions.

    A finder weighs its findings between 0 and 1: near 1 nobody need do anything; near 0 a reader is left in doubt. What
    holds in some completions only weighs less.
    """
    return one.on_purpose, -one.weight, one.code, one.ref.line


def space(view: View) -> Iterator[str]:
    """The space that a check searches, in sentences."""
    yield f"one attack or threat, on {instant_text(view.low.incident.at)}; who made it is found at most once more"
    yield "each event of which the text speaks takes place at most once, at any minute; each party votes once"
    yield "a member's state at the attack is its state throughout; no term ends in the course of the case"


def digest(draft: Draft) -> str:
    """What tells the text of a draft from any other."""
    text = "\n".join(s.text for one in draft.everything() for s in one.sentences)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
