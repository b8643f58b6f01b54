"""Whether a mutant of the lowering is noticed: graph and interpreter disagree about a case, or there is no graph.

The lowering with the error in it is compared with the one without. What is the same to the letter needs no case; of
what is not, SAT is asked for a case of which the two say otherwise, and the interpreter runs that case. So most errors
are found in the first draft in which they show, and of an error that shows in none that is known at once.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from random import Random
from types import FrameType
from typing import NamedTuple

from msgspec.structs import replace

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.cell import Cell
from foedus.cases.lower import CaseGraph, lower
from foedus.cases.reading import Reading
from foedus.cases.scene import timeline
from foedus.cases.witness import timeline_text
from foedus.engine.state import LoopError
from foedus.language import parse_draft, parse_timeline
from foedus.model import Event
from foedus.model.node import bare
from tests.cases.admitted import admitted
from tests.cases.agreement import Bench, bench, cases, differences, run_rows
from tests.cases.laws import broken
from tests.cases.mutation.corpus import Entry, corpus
from tests.cases.mutation.made import SEED, Mutant, applied
from tests.cases.mutation.told import Told, told
from tests.cases.mutation.twin import Twin
from tests.cases.representatives import missing
from tests.cases.triples import LARGE, Disagreement, triples

SECONDS = 40  # a mutant that takes so long over one draft never comes to an end
BUDGET = 4.0  # seconds for SAT
TOLD = ("voted", "direct", "reaching: the body's own act", "corners: half of them")
LAWS = 60  # small graphs whose operations are looked at by brute force
SAMPLED = 12  # cases of a draft in which nothing is proved


class _Endless(Exception):
    pass


class Verdict(NamedTuple):
    """What came of a mutant.

    how: how it is noticed; nothing if it is not. draft: where. same, proved, sampled: in how many drafts the lowering
    is the same to the letter; is the same in every case, which SAT proves; was tried in some cases. notes: what else
    was seen.
    """

    how: str = ""
    draft: str = ""
    same: int = 0
    proved: int = 0
    sampled: int = 0
    notes: tuple[str, ...] = ()


def killed(mutant: Mutant, names: tuple[str, ...] | None = None) -> str:
    """How it is noticed in some drafts, or in any; nothing if it is not."""
    return tried(mutant, names).how


def tried(mutant: Mutant, names: tuple[str, ...] | None = None) -> Verdict:
    """What comes of a mutant in some drafts, or in all."""
    found = Verdict(how=_lawless(mutant))
    if found.how:
        return found
    for name in corpus() if names is None else names:
        with _within(SECONDS) as late:
            found = _looked_at(mutant, corpus()[name], without_error(name), found)
        if late:
            found = found._replace(how="does not end")
        if found.how:
            return found._replace(draft=name)
    if names is None and not found.proved + found.sampled:  # it may show only where a case is told
        for name in TOLD:
            of, one = without_error(name)
            with applied(mutant):
                rnd, text = Random(f"{SEED} {mutant.name} {name}"), corpus()[name].text
                how = _by_cases(of, one, rnd) or _in_words(one.case, text, rnd)
            if how:
                return found._replace(how=how, draft=name)
    return found


def _lawless(mutant: Mutant) -> str:
    """Which operation of the graph does not mean what it is to mean."""
    if mutant.module not in ("graph", "pure"):
        return ""
    with applied(mutant), _within(SECONDS) as late:
        for seed in range(LAWS):
            try:
                if found := broken(seed):
                    return f"brute force: {found[0]}"
            except _Endless:
                raise
            except Exception as error:
                return f"no graph: {type(error).__name__}"
    return "does not end" if late else ""


@cache
def without_error(name: str) -> tuple[Bench, Told]:
    """A draft of the corpus lowered without an error."""
    entry = corpus()[name]
    case = lowered(entry)
    return bench(entry.draft, case), told(case)


def lowered(entry: Entry) -> CaseGraph:
    return lower(entry.draft, **entry.options)


def _looked_at(mutant: Mutant, entry: Entry, first: tuple[Bench, Told], so_far: Verdict) -> Verdict:
    of, one = first
    with applied(mutant):
        try:
            two = told(lowered(entry))
        except _Endless:
            raise
        except Exception as error:
            return so_far._replace(how=f"no graph: {type(error).__name__}")
    if one.same(two):
        return so_far._replace(same=so_far.same + 1)
    twin = Twin(one, two)
    notes = list(so_far.notes)
    how, proved = _by_sat(mutant, of, twin, notes)
    if not how and not proved:
        with applied(mutant):
            rnd = Random(f"{SEED} {mutant.name} {entry.name}")
            how = _by_cases(of, two, rnd)
            if not how and entry.text:
                how = _in_words(two.case, entry.text, rnd)
    if not how and one.unknown != two.unknown:
        how = "another provision lies outside"
    return so_far._replace(
        how=how, proved=so_far.proved + proved, sampled=so_far.sampled + (not proved), notes=tuple(notes)
    )


def _by_sat(mutant: Mutant, of: Bench, twin: Twin, notes: list[str]) -> tuple[str, bool]:
    """How a case that SAT finds tells the two apart; and whether SAT proves that none does."""
    events = (twin.one.case.low.leaves.all, twin.two.case.low.leaves.all)
    proved = not twin.odd and twin.one.unknown == twin.two.unknown and events[0] == events[1]
    try:
        apart = twin.apart()
        for name, cell in twin.cases(apart, BUDGET) if apart else ():
            proved = False
            with applied(mutant):
                how = _in_case(of, twin, cell)
            if how:
                return how, False
            notes.append(f"not run apart: {' '.join(map(str, name[:1] + name[2:]))}")
        for lost, cell in twin.beside(BUDGET):
            with applied(mutant):
                how = _of_space(of, twin, lost, cell)
            if how:
                return how, False
            notes.append("fewer attacks" if lost else "more attacks")
            proved = proved and lost
    except OutOfBudgetError:
        proved = False
        notes.append("SAT takes too long")
    return "", proved


def _in_case(of: Bench, twin: Twin, cell: Cell) -> str:
    """How the interpreter differs from the lowering with the error in a case of the space without one."""
    mine = Reading(twin.one.case, twin.cell(twin.one, cell))
    try:
        rows = run_rows(of, mine)
    except LoopError:
        return ""
    if differences(of, mine, rows):
        return f"WITHOUT AN ERROR: {differences(of, mine, rows)}"
    other = Reading(twin.two.case, twin.cell(twin.two, cell))
    found = differences(of._replace(case=twin.two.case), other, rows)
    return found[0].split(":")[0] if found else ""


def _of_space(of: Bench, twin: Twin, lost: bool, cell: Cell) -> str:
    """What is wrong with a space that has a case less, or a case more, than without an error."""
    mine, other = (twin.one, twin.two) if lost else (twin.two, twin.one)
    if twin.knows(other, cell):
        is_one = admitted(of, twin.cell(twin.one, cell))
        return "" if is_one != lost else "a case is left out" if lost else "a case is none"
    assert twin.knows(mine, cell)
    return "an attack is left out" if lost and missing(of, twin.two.case) else ""


def _by_cases(of: Bench, one: Told, rnd: Random) -> str:
    """How some cases tell that there is an error."""
    case = one.case
    try:
        mine = bench(case.low.prep.draft, case)
        mine = mine._replace(prep=of.prep, atoms=tuple(a for a in mine.atoms if a not in one.asked))
        for reading in islice(cases(mine, rnd), SAMPLED):
            try:
                if found := differences(mine, reading):
                    return found[0].split(":")[0]
            except LoopError:
                continue
        if len(case.low.graph.nodes) < LARGE:
            triples(mine, rnd, 4, 2)
    except _Endless:
        raise
    except Disagreement as found:
        return f"backends: {str(found).split(':')[0]}"
    except AssertionError:
        return "no case is left"
    except Exception as error:
        return f"no graph: {type(error).__name__}"
    return ""


def _in_words(case: CaseGraph, text: str, rnd: Random) -> str:
    """Whether the text of a case says what its events are."""
    loaded, draft = parse_draft(text), case.low.prep.draft
    if ", called" not in text:  # no timeline can name it
        return ""
    try:
        for reading in islice(cases(bench(draft, case), rnd), 3):
            said = timeline_text(case, reading.cell, "case", draft.code)
            read = parse_timeline(said, loaded).timeline
            if read is None or _plain(read.events) != _plain(timeline(case, reading.cell).events):
                return "a case is told otherwise"
    except _Endless:
        raise
    except Exception as error:
        return f"no text: {type(error).__name__}"
    return ""


def _plain(events: Sequence[Event]) -> list[Event]:
    """Events with what is said of each in one order."""
    return [bare(replace(e, slots=tuple(sorted(e.slots, key=lambda s: s.name)))) for e in events]


@contextmanager
def _within(seconds: int) -> Iterator[list[bool]]:
    """Mark what does not end in time, and go on."""
    late: list[bool] = []

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Endless

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # of the processor: whatever else runs beside
    try:
        yield late
    except _Endless:
        late.append(True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
