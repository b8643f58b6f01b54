"""Whether a check finds a seeded defect: a finding at the edited provision appears, or worsens."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from foedus.cases.backends.base import OutOfBudgetError
from foedus.check.compare import Both
from foedus.check.run import FINDERS, check, view_of
from foedus.check.view import View
from foedus.model import Checked, Draft, Finding
from tests.check.mutants.made import Mutant, original, read

_BUDGET = 20.0
_FOR_EVER = 10**9


class Verdict(NamedTuple):
    """What a check says of a mutant.

    how: `new` (a finding appears) · `worse` (one worsens) · `compared` (only a comparison with the original shows it) ·
    `same` (proved: no case comes out differently) · `outside` (the check says that it knows nothing of it) · `missed`.
    """

    how: str
    codes: tuple[str, ...] = ()


class Measure(NamedTuple):
    """How bad a finding is, part by part."""

    share: float
    minutes: float
    sets: int
    smallest: int
    completions: float


@cache
def _before(file: str) -> tuple[View, Checked]:
    draft = original(file).draft
    assert draft is not None
    view = view_of(draft, budget=_BUDGET)
    return view, check(draft, budget=_BUDGET, at=view.low.incident.at)


def verdict(mutant: Mutant, finders: tuple[str, ...] = FINDERS) -> Verdict:
    """Whether and how the check finds a mutant."""
    view, before = _before(mutant.file)
    draft = read(mutant).draft
    assert draft is not None
    after = check(draft, budget=_BUDGET, at=view.low.incident.at, finders=finders)
    place = provision(mutant, original(mutant.file).draft)
    new = tuple(dict.fromkeys(f.code for f in appeared(before, after) if at(f, place)))
    if new:
        return Verdict("new", new)
    worse = tuple(dict.fromkeys(f.code for f in worsened(before, after) if at(f, place)))
    if worse:
        return Verdict("worse", worse)
    return _compared(mutant, view, draft)


def _compared(mutant: Mutant, view: View, draft: Draft) -> Verdict:
    other = view_of(draft, budget=_BUDGET, at=view.low.incident.at)
    lines = range(mutant.line, mutant.line + mutant.before.count("\n") + 1)
    unknown = {u.ref.line for u in view.case.unknown} | {u.ref.line for u in other.case.unknown}
    both = Both(view.case, other.case)
    try:
        if any(True for _ in both.lost(_BUDGET)):
            return Verdict("compared")
        if unknown & set(lines):
            return Verdict("outside")
        if both.differ(_BUDGET) is False:
            return Verdict("outside" if unknown else "same")
    except OutOfBudgetError:
        pass
    return Verdict("missed")


# ---- where -----------------------------------------------------------------------------------------------------------


def provision(mutant: Mutant, draft: Draft | None) -> frozenset[str]:
    """The provision that was edited, as findings name it; with the provisions that rest on what it says.

    A definition is edited where it stands and found where it is used; a rule of a decision, where a duty waits for it.
    """
    assert draft is not None
    chain = {mutant.article}
    sentence = draft.sentences[mutant.sentence]
    if hasattr(sentence.body, "meaning") or type(sentence.body).__name__ in (
        "OpenPoint",
        "Decision",
        "VoteRule",
        "Barred",
    ):
        chain |= {
            s.article for s in draft.sentences if type(s.body).__name__ in ("Norm", "Decision", "Define")
        }
    return frozenset(chain)


def at(finding: Finding, place: frozenset[str]) -> bool:
    """Whether a finding speaks of the edited provision."""
    labels = {
        "" if r.label.startswith("line ") or r.label == "the draft" else r.label.removeprefix("article ")
        for r in (finding.ref, *finding.also)
    }
    bare = {label.rpartition("article ")[2] for label in labels}
    return bool((labels | bare) & place) or "" in place or _whole(finding)


def _whole(finding: Finding) -> bool:
    """A finding about the text as a whole: who is bound at all, how long the first duty takes."""
    return finding.code in ("F0301", "F0501", "F0601", "F1503")


# ---- what changed ----------------------------------------------------------------------------------------------------


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.ref.label if not finding.ref.label.startswith("line ") else ""


def appeared(before: Checked, after: Checked) -> list[Finding]:
    """Findings that say something new: of a kind and place of which there are more than before, or in new words."""
    said = {(f.code, f.sentence, f.why) for f in before.findings}
    fresh = [f for f in after.findings if (f.code, f.sentence, f.why) not in said]
    out: list[Finding] = []
    for key in dict.fromkeys(_key(f) for f in fresh):
        was = [f for f in before.findings if _key(f) == key]
        now = [f for f in after.findings if _key(f) == key]
        if len(now) > len(was):
            out += [f for f in fresh if _key(f) == key]
    return out


def worsened(before: Checked, after: Checked) -> list[Finding]:
    """Findings whose kind and place weigh more than before: a larger share, a later worst case, more completions."""
    out: list[Finding] = []
    for key in dict.fromkeys(_key(f) for f in after.findings):
        was = [measure(f) for f in before.findings if _key(f) == key]
        now = [f for f in after.findings if _key(f) == key]
        if was and _heavier([measure(f) for f in now], was):
            out += now
    return out


def _heavier(now: list[Measure], was: list[Measure]) -> bool:
    if any(max(m[i] for m in now) > max(w[i] for w in was) + 1e-9 for i in range(len(Measure._fields))):
        return True
    return len(now) == len(was) and sum(m.share for m in now) > sum(w.share for w in was) + 1e-9


def measure(f: Finding) -> Measure:
    """How bad a finding is. A smaller blocking set is worse, and so are more of them."""
    share = f.share.of / max(1, f.share.whole) if f.share is not None else f.weight
    minutes = float(f.minutes) if f.minutes is not None else 0.0
    smallest = -min((len(s) for s in f.sets), default=99)
    return Measure(share, minutes, len(f.sets), smallest, 1.0 if f.always else _completions(f))


def _completions(f: Finding) -> float:
    """How much of the settings a finding's boxes cover, at the most."""
    return min(0.99, sum(1 / (1 + len(box)) for box in f.depends))
