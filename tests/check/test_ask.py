"""Own questions over all cases: against the interpreter case by case, and what the answers say."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from foedus.cases.scene import timeline
from foedus.check.ask import view_for
from foedus.check.claims import Claims
from foedus.engine.bench import Bench as Stage
from foedus.engine.questions import ask as reply
from foedus.language import parse_timeline
from tests.cases.agreement import HORIZON, bench, cases
from tests.check.asked import answer, asking, draft

QUESTIONS = (
    "whenever Ruritania attacks Vallia, at least 2 guarantors must assist within 7 days",
    "whenever Ruritania makes a full-scale attack on Vallia, Arland must assist within 3 days",
    "whenever Ruritania attacks Vallia, each guarantor may assist within 6 days",
    "whenever Ruritania attacks Vallia, no guarantor must assist within 4 days",
    "whenever Ruritania attacks Vallia, the case has arisen within 2 days",
    "whenever Vallia invokes this treaty, some guarantor must assist within 5 days",
    "never, Arland owes assistance",
    "never, Borland is in breach",
    "always, Vallia owes nothing",
    "never, the case has arisen",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_graph_and_interpreter_answer_alike(question: str) -> None:
    loaded = draft()
    assert loaded.draft is not None
    one = asking(loaded, question)
    view = view_for(loaded.draft, [one])
    held = Claims(view).held(one.question)
    rnd = random.Random(question)
    seen: set[object] = set()
    for reading in islice(cases(bench(loaded.draft, view.case), rnd), 120):
        told = timeline(view.case, reading.cell, reading=reading)
        stage = Stage(loaded.draft, told, ())
        theirs = reply(stage.once(lambda point: 0), one.question).value
        mine = True if reading.holds(held.yes) else False if reading.holds(held.no) else None
        assert mine is theirs, (question, told)
        seen.add(mine)
    assert seen, HORIZON


def test_yes_no_and_depends() -> None:
    assert answer("never, Vallia owes use-force").value == "yes"
    no = answer("whenever Ruritania attacks Vallia, at least 2 guarantors must use-force within 7 days")
    assert (no.value, no.assumes.startswith("all have ratified")) == ("no", True)
    some = answer("whenever Ruritania attacks Vallia, at least 2 guarantors must assist within 7 days")
    assert some.value == "depends"
    assert dict(some.when[0])["bound"] in (("must",), ("may",))


def test_a_no_comes_with_a_witness_that_replays() -> None:
    from foedus.engine.expect import check

    found = answer("whenever Ruritania attacks Vallia, each guarantor must assist within 2 days")
    assert found.value == "no"
    loaded = draft()
    told = parse_timeline(found.witness, loaded)
    assert told.ok
    assert told.timeline is not None
    assert loaded.draft is not None
    assert all(one.ok for one in check(loaded.draft, told.timeline))


def test_conduct_is_changed_by_what_is_given() -> None:
    question = "whenever Ruritania attacks Vallia, each guarantor must assist within 5 days"
    assert answer(question).value == "depends"
    assert answer(f"given Vallia does not invoke, {question}").value == "no"
    assert answer(f"given Vallia invokes after 10 days, {question}").value == "no"
    late = answer(f"given Vallia invokes within 24 hours, {question}")
    assert late.value == "depends"
    assert "Vallia invokes within 24 hours" in late.assumes
    quiet = answer(f"given no guarantor votes, {question}")
    assert quiet.value == "depends"
    assert {dict(box).get("silence") for box in quiet.when} & {("it has",), ("it has not",)}


def test_without_conduct_it_says_who_can_delay_for_ever() -> None:
    found = answer(
        "given nothing, whenever Ruritania attacks Vallia, each guarantor must assist within 7 days"
    )
    assert found.value == "no"
    assert "nothing is assumed" in found.assumes
    assert ("Vallia",) in found.forever or ("whoever may invoke",) in found.forever


def test_what_is_given_of_nothing_is_said() -> None:
    found = answer("given Ruritania ratifies, never, Vallia owes use-force")
    assert found.value == "unknown"
    assert "changes nothing" in found.why
