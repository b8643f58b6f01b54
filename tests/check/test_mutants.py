"""Seeded defects are found: a sample every time, all of them at length; what is recorded is what the check says."""

from __future__ import annotations

import json
import random

import pytest

from docs.seeded import RECORD, records
from tests.check.mutants.found import verdict
from tests.check.mutants.made import SEED, Mutant, files, mutants, of, read
from tests.check.mutants.operators import OPERATORS

SAMPLE = 16
FOUND = ("new", "worse")
QUICK = (
    "anzus",
    "usph",
    "usrok",
    "usjp",
    "triple",
    "rukp",
    "tripart",
    "istanbul-2022",
    "italian-plan",
)


def records_of(stem: str) -> dict[str, object]:
    """What was recorded of the mutants of one draft."""
    return json.loads((RECORD / f"{stem}.json").read_text("utf-8"))


def quick() -> list[Mutant]:
    """Mutants of drafts that are checked within a second."""
    return [m for f in files() if f.stem in QUICK or "clean" in f.parts for m in of(f)]


def sample() -> list[Mutant]:
    """A few of them, drawn with the seed, of as many operators as there are."""
    drawn = random.Random(SEED).sample(sorted(quick(), key=lambda m: m.name), len(quick()))
    first = {m.operator: m for m in reversed(drawn)}
    rest = [m for m in drawn if m not in first.values()]
    return [*first.values(), *rest][:SAMPLE]


def test_there_are_enough_and_all_read():
    made = mutants()
    assert len(made) >= 120
    assert len({m.operator for m in made}) >= 15
    assert all(read(m).ok for m in made[::9])
    assert len({m.name for m in made}) == len(made)


def test_what_is_recorded_is_of_these_mutants():
    names = {m.name for m in mutants()}
    assert set(records()) <= names, sorted(set(records()) - names)[:5]
    assert {r["operator"] for r in records().values()} <= {o.name for o in OPERATORS}
    assert len(records()) >= 120


def test_all_are_found_but_those_that_are_proved_to_do_no_harm():
    """None needs the original beside it to be seen, and none lies where the check says that it knows nothing."""
    left = {name: r["how"] for name, r in records().items() if r["how"] not in (*FOUND, "same", "wider")}
    assert left == {}


def test_every_draft_is_in_the_record():
    assert {f.stem for f in files() if of(f)} == {f.stem for f in RECORD.glob("*.json") if records_of(f.stem)}
    assert set(records()) == {m.name for m in mutants()}


def test_no_defect_costs_a_finding_since_its_witness_is_not_confirmed():
    """What a check leaves out is written beside what it finds; nothing is left out of these."""
    assert [name for name, r in records().items() if r.get("notes")] == []


@pytest.mark.parametrize("mutant", sample(), ids=lambda m: m.name)
def test_a_seeded_defect_is_found_as_recorded(mutant: Mutant):
    found = verdict(mutant)
    known = records()[mutant.name]["how"]
    assert found.how == known or {found.how, known} <= set(FOUND), found


@pytest.mark.soak
@pytest.mark.parametrize("stem", sorted(f.stem for f in RECORD.glob("*.json")))
def test_all_come_out_as_recorded(stem: str):
    rows = json.loads((RECORD / f"{stem}.json").read_text("utf-8"))
    for mutant in (m for f in files() if f.stem == stem for m in of(f)):
        found = verdict(mutant)
        assert {"how": found.how, "codes": list(found.codes)} == {
            k: rows[mutant.name][k] for k in ("how", "codes")
        }, mutant.name
