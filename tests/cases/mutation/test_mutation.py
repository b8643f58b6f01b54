"""Errors put into the lowering, one place at a time: those that were noticed when it was recorded still are."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.cases.mutation.made import DRAWN, MODULES, Mutant, applied, drawn, function, mutants
from tests.cases.mutation.operators import OPERATORS
from tests.cases.mutation.record import RECORD
from tests.cases.mutation.unnoticed import WHY
from tests.cases.mutation.verdict import corpus, killed, tried

FOUND = json.loads(RECORD.read_text("utf-8"))
ROWS = FOUND["mutants"]
PARTS = 4  # a day's run takes one of so many parts of the record
TODAY = date.today().toordinal() % PARTS


def still(noticed: bool) -> list[Mutant]:
    """Those of the record that the code still has."""
    every = mutants()
    return [
        every[name] for name, row in ROWS.items()
        if bool(row["how"]) == noticed
        and name in every and (every[name].before, every[name].after) == (row["before"], row["after"])
    ]  # fmt: skip


def noticed_again(mutant: Mutant) -> str:
    """How it is noticed where it was when it was recorded, or anywhere."""
    draft = ROWS[mutant.name]["draft"]
    return killed(mutant, (draft,) if draft else ()) or killed(mutant)


@pytest.mark.parametrize("mutant", still(noticed=True)[TODAY::PARTS], ids=lambda m: m.name)
def test_an_error_is_noticed(mutant: Mutant):
    assert noticed_again(mutant)


@pytest.mark.soak
@pytest.mark.parametrize("mutant", still(noticed=True), ids=lambda m: m.name)
def test_every_error_is_noticed_that_was(mutant: Mutant):
    assert noticed_again(mutant)


@pytest.mark.soak
@pytest.mark.parametrize("mutant", still(noticed=False), ids=lambda m: m.name)
def test_what_goes_unnoticed_changes_nothing_that_is_told(mutant: Mutant):
    found = tried(mutant)
    assert not found.how
    assert found.same + found.proved == len(corpus()) or mutant.name in WHY


def test_of_each_error_that_goes_unnoticed_it_is_said_why():
    unnoticed = {name for name, row in ROWS.items() if not row["how"]}
    assert unnoticed == set(WHY)
    assert all(reason.strip() for reason in WHY.values())


def test_enough_errors_are_recorded():
    assert len(ROWS) >= 120
    assert {name.partition(".")[0] for name in ROWS} >= set(MODULES) - {"standing", "leaves", "prevailing"}
    assert sum(bool(row["how"]) for row in ROWS.values()) > len(ROWS) // 2


def test_each_operator_changes_something_and_nothing_stays_changed():
    every = drawn()
    assert {m.operator for m in every} == {o.name for o in OPERATORS}
    assert all(m.before != m.after for m in every)
    assert len(every) <= DRAWN * len(MODULES) * len(OPERATORS)
    before = {m.name: function(m).__code__ for m in every[::20]}
    for m in every[::20]:
        with applied(m):
            assert function(m).__code__ is not before[m.name]
        assert function(m).__code__ is before[m.name]


def test_without_an_error_nothing_is_noticed():
    nothing = next(iter(mutants().values()))
    same = nothing._replace(change=lambda node: node)
    assert not killed(same, ("voted", "direct", "standing"))
