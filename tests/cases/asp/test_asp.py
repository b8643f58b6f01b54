"""A second encoding of the language, in answer sets, says what interpreter and case graph say."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path
from random import Random

import pytest

from foedus.language import load
from tests.cases.asp import ask
from tests.cases.asp.ask import Asked, answers, draft, minutes_of
from tests.cases.asp.facts import Beyond, Facts
from tests.cases.chunks import instruments

pytest.importorskip("clingo", reason="clingo is not installed")
RECORD = Path(__file__).parents[1] / "recorded" / "answer-sets.json"
SEED = "answer sets 20250823"


def compared(first: int, end: int, each: int) -> dict[str, int]:
    """How many answer sets of how many drafts were compared, and how many of them with the graph, too."""
    out = {"drafts": 0, "answers": 0, "in_graph": 0, "with_duties": 0}
    for number in range(first, end):
        rnd = Random(f"{SEED} {number}")
        text = draft(rnd)
        asked = Asked(text)
        out["drafts"] += 1
        for answer in answers(asked.facts, minutes_of(asked.facts, rnd), number + 1, each):
            found = asked.differences(answer)
            assert not found, "\n".join([*found, text, asked.timeline(answer)])
            out["answers"] += 1
            out["in_graph"] += asked.graph(answer) is not None
            out["with_duties"] += any(len(line) == 6 for line in answer.lines)
    return out


@pytest.mark.parametrize("part", range(4))
def test_answer_sets_of_drafts_written_at_random_agree(part: int):
    found = compared(15 * part, 15 * part + 15, 20)
    assert found["answers"] >= 250
    assert found["in_graph"] >= found["answers"] // 3
    assert found["with_duties"] >= 10


SMALL = """treaty "Pact", called PACT.
state Russia.
party Ukraine, Poland.
guarantors, each a guarantor, are Poland.
open clock: 1 hour | 2 hours.
open silence: it has not | it has.
raid means a limited or larger attack by Russia on Ukraine.
article 9.
  This treaty enters into force on 2026-01-01.
article 1.
  After a raid any guarantor decides within ?clock whether the case has arisen; on silence ?silence.
article 2.
  When the case has arisen, Poland must assist the victim within 1 hour.
"""


def test_every_case_of_a_small_draft():
    """All answer sets: as many as there are completions and cases, and each as interpreter and graph have it."""
    asked = Asked(SMALL)
    minutes = [0, 59, 60, 61, 120, 121]
    votes = 1 + 3 * len(minutes)  # of each party; what Ukraine casts is no vote
    attacks = 7  # by whom on whom, each on the victim's own land: the attacker is never the victim
    seen = {"attacks": set(), "lines": set()}
    count = 0
    for answer in answers(asked.facts, minutes, 0, 0):
        seen["attacks"].add((answer.attack["by"], answer.attack["on"]))
        count += 1
        if answer.attack["by"] == "Russia" and answer.attack["on"] == "Ukraine" and not any(
            "Ukraine" in event for event in answer.events
        ):  # fmt: skip
            assert not asked.differences(answer), asked.timeline(answer)
            seen["lines"].add(answer.lines)
    pairs = len(seen["attacks"])
    assert pairs <= attacks
    assert count == prod([2, 2, pairs, 3, 1, votes, votes, 1 + len(minutes)])
    assert len(seen["lines"]) > 40


def test_an_error_in_the_encoding_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = ask.MEANING.read_text("utf-8")
    for right, wrong in (
        ("T <= C.", "T < C."),
        ("T >= S.", "T > S."),
        ("N/2+1", "N/2"),
        (", not fact(by,B)", ""),
    ):
        assert right in text
        (tmp_path / "meaning.lp").write_text(text.replace(right, wrong), "utf-8")
        monkeypatch.setattr(ask, "MEANING", tmp_path / "meaning.lp")
        with pytest.raises(AssertionError):
            compared(0, 60, 30)


def within_the_subset() -> list[str]:
    """The instruments that the subset can say in full."""
    out: list[str] = []
    for path in instruments():
        loaded = load(path).draft
        assert loaded is not None
        try:
            Facts(loaded)
        except (Beyond, AttributeError, KeyError):
            continue
        out.append(path.stem)
    return out


@pytest.mark.soak
def test_answer_sets_at_length():
    assert compared(1_000, 1_500, 40)["answers"] >= 15_000


def test_what_is_recorded():
    found = json.loads(RECORD.read_text("utf-8"))
    assert found["seed"] == SEED
    assert found["disagreements"] == 0
    assert found["answers"] >= 1_000
