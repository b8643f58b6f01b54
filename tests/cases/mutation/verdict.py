"""Whether a mutant of the lowering is noticed: graph and interpreter disagree about a case, or there is no graph."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from random import Random
from types import FrameType

from foedus.engine.prepared import Prepared
from foedus.engine.state import LoopError
from foedus.language import load, parse_draft
from foedus.model import Draft
from tests.cases.agreement import bench, cases, differences
from tests.cases.chunks import ROOT, drafts
from tests.cases.further import DRAFTS
from tests.cases.mutation.made import SEED, Mutant, applied
from tests.cases.test_mutants import DIRECT, STANDING, VOTED
from tests.cases.triples import LARGE, Disagreement, triples

WRITTEN = 60
READ = (
    "angpol", "anzus", "bru", "bud", "cst", "deua", "frua", "seato", "teu42", "triple", "uacom", "ukua", "usph", "wp",
    "ladder", "istanbul-2022", "italian-plan",
)  # fmt: skip
SECONDS = 40  # a mutant that takes so long over one draft never comes to an end


class _Endless(Exception):
    pass


@cache
def corpus() -> tuple[Draft, ...]:
    """The drafts on which a mutant may show: some made to reach much, some written at random, some instruments."""
    made = [parse_draft(text).draft for text in (VOTED, DIRECT, STANDING)]
    random = [one for _, one in islice(drafts(Random(f"{SEED} corpus")), WRITTEN)]
    paths = [
        path for folder in ("src/foedus/library/instruments", "examples/ukraine-2025")
        for path in sorted((ROOT / folder).glob("*.treaty")) if path.stem in READ
    ]  # fmt: skip
    more = [parse_draft(text).draft for text in DRAFTS]
    return tuple(d for d in (*made, *random, *more, *(load(p).draft for p in paths)) if d is not None)


def killed(mutant: Mutant, rounds: int = 2, drafts: int | None = None) -> str:
    """How it is noticed; nothing if it is not."""
    rnd = Random(f"{SEED} {mutant.name}")
    every = corpus()[:drafts]
    outside = [_outside(number) for number in range(len(every))]
    with applied(mutant):
        for _ in range(rounds):
            for number, draft in enumerate(every):
                with _within(SECONDS) as late:
                    found = _noticed(draft, rnd, 30 if number < 3 else 12, outside[number])
                if late or found:
                    return "does not end" if late else found
    return ""


@cache
def _outside(number: int) -> int:
    """How many provisions of a draft lie outside the case space, without an error."""
    return len(bench(corpus()[number]).case.unknown)


def _noticed(draft: Draft | Prepared, rnd: Random, count: int, outside: int) -> str:
    try:
        of = bench(draft)  # type: ignore[arg-type]
        if len(of.case.unknown) != outside:
            return "another provision lies outside"
        for reading in islice(cases(of, rnd), count):
            try:
                if found := differences(of, reading):
                    return found[0].split(":")[0]
            except LoopError:
                continue
        if len(of.case.low.graph.nodes) < LARGE:
            triples(of, Random(f"{SEED} {count} {outside}"), 4, 2)
    except _Endless:
        raise
    except Disagreement as found:
        return f"backends: {str(found).split(':')[0]}"
    except AssertionError:
        return "no case is left"
    except Exception as error:
        return f"no graph: {type(error).__name__}"
    return ""


@contextmanager
def _within(seconds: int) -> Iterator[list[bool]]:
    """Mark what does not end in time, and go on."""
    late: list[bool] = []

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Endless

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield late
    except _Endless:
        late.append(True)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
