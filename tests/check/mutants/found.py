"""Whether a check finds a seeded defect: a finding at the edited provision appears, or worsens."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from foedus.cases.backends.base import OutOfBudgetError
from foedus.check.compare import Both
from foedus.check.run import FINDERS, check, view_of
from foedus.check.view import View
from foedus.model import Checked, Draft
from tests.check.mutants.digest import digest
from tests.check.mutants.made import Mutant, original, read
from tests.check.mutants.places import of, places
from tests.check.mutants.worse import found_by

_BUDGET = 120.0  # seconds for a comparison
_CHECK = 600.0  # … and for a check, which none of these needs


class Verdict(NamedTuple):
    """What a check says of a mutant.

    how: `new` (a finding appears) · `worse` (one worsens) · `compared` (only a comparison with the original shows it) ·
    `same` (proved: no case comes out differently) · `wider` (proved: less is owed in no case, or later; more in some) ·
    `outside` (the check says that it knows nothing of it) · `missed`.
    """

    how: str
    codes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what the check could not say


@cache
def _before(file: str) -> tuple[View, Checked]:
    draft = original(file).draft
    assert draft is not None
    view = view_of(draft, budget=_CHECK)
    return view, check(draft, budget=_CHECK, at=view.low.incident.at)


def verdict(mutant: Mutant, finders: tuple[str, ...] = FINDERS) -> Verdict:
    """Whether and how the check finds a mutant."""
    view, before = _before(mutant.file)
    draft = read(mutant).draft
    assert draft is not None
    after = check(draft, budget=_CHECK, at=view.low.incident.at, finders=finders)
    where = places(mutant, original(mutant.file).draft)  # type: ignore[arg-type]
    codes = found_by(before, after, where)
    if any(codes.values()):
        how = next(how for how, said in codes.items() if said)
        every = tuple(dict.fromkeys(code for said in codes.values() for code in said))
        return Verdict(how, every, after.notes)
    return _compared(mutant, view, draft, where)._replace(notes=after.notes)


def _compared(mutant: Mutant, view: View, draft: Draft, where: frozenset[str]) -> Verdict:
    """What a comparison shows; nothing is proved where something that rests on the edited sentence is unknown."""
    other = view_of(draft, budget=_CHECK, at=view.low.incident.at)
    unknown = any(of(one.ref) in where for one in (*view.case.unknown, *other.case.unknown))
    if not unknown and digest(view.case) == digest(other.case):
        return Verdict("same")
    both = Both(view.case, other.case)
    try:
        if any(True for _ in both.lost(_BUDGET)):
            return Verdict("compared")
        if unknown:
            return Verdict("outside")
        if both.differ(_BUDGET) is False:
            return Verdict("same")
        if both.same_space and any(True for _ in both.gained(_BUDGET)):
            return Verdict("wider")
    except OutOfBudgetError:
        pass
    return Verdict("missed")
