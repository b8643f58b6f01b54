"""Errors put into the lowering, one place at a time: those that were noticed when it was recorded still are."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.cases.mutation.made import DRAWN, MODULES, SEED, Mutant, applied, drawn, mutants
from tests.cases.mutation.operators import OPERATORS
from tests.cases.mutation.record import RECORD
from tests.cases.mutation.verdict import killed

FOUND = json.loads(RECORD.read_text("utf-8"))
SAMPLE = 24
ROUNDS = 14  # an error that shows seldom is sought longer


def noticed() -> list[Mutant]:
    """Those of the record that the code still has and that were noticed."""
    every = mutants()
    return [
        every[name] for name, row in FOUND["mutants"].items()
        if row["how"] and name in every and (every[name].before, every[name].after) == (row["before"], row["after"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "mutant", Random(SEED).sample(noticed(), min(SAMPLE, len(noticed()))), ids=lambda m: m.name
)
def test_an_error_is_noticed(mutant: Mutant):
    assert killed(mutant, ROUNDS, FOUND["drafts"])


@pytest.mark.soak
@pytest.mark.parametrize("mutant", noticed(), ids=lambda m: m.name)
def test_every_error_is_noticed_that_was(mutant: Mutant):
    assert killed(mutant, ROUNDS, FOUND["drafts"])


def test_each_operator_changes_something_and_nothing_stays_changed():
    every = drawn()
    assert {m.operator for m in every} == {o.name for o in OPERATORS}
    assert all(m.before != m.after for m in every)
    assert len(every) <= DRAWN * len(MODULES) * len(OPERATORS)
    before = {m.name: code(m) for m in every[::20]}
    for m in every[::20]:
        with applied(m):
            assert code(m) is not before[m.name]
        assert code(m) is before[m.name]


def code(mutant: Mutant):
    from tests.cases.mutation.made import function

    return function(mutant).__code__


def test_without_an_error_nothing_is_noticed():
    nothing = next(iter(mutants().values()))
    same = nothing._replace(change=lambda node: node)
    assert not killed(same, 1, 3)
