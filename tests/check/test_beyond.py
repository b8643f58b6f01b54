"""Texts that rest on more than the attack: what a check knows of them, and that what it says of them is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.cases.lower import lower
from foedus.check.run import check, view_of
from foedus.check.same import same_options
from foedus.language import load, parse_draft
from foedus.model import Draft

ROOT = Path(__file__).parents[2]
LIBRARY, EXAMPLES = ROOT / "src/foedus/library/instruments", ROOT / "examples/ukraine-2025"
TEXTS = (
    LIBRARY / "seato.treaty", LIBRARY / "rio.treaty", LIBRARY / "tfeu222.treaty", EXAMPLES / "ladder.treaty",
    EXAMPLES / "plan-28.treaty",
)  # fmt: skip


def draft(path: Path) -> Draft:
    found = load(path).draft
    assert found is not None
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_what_is_unknown_of_them_and_all_findings_are_confirmed(path: Path):
    found = check(draft(path), budget=None)
    assert not found.unknown
    assert found.complete
    assert not found.notes
    assert found.findings


def test_who_may_keep_a_measure_from_resuming_matters():
    view = view_of(draft(EXAMPLES / "plan-28.treaty"))
    assert same_options(view, "?objector") == []


def test_an_act_that_is_forbidden_sets_off_what_follows_from_its_breach():
    text = """treaty "Pact", called PACT.
party Ukraine, Poland, Russia.
article 1. After an attack by Russia on Ukraine Poland must assist the victim within 3 days.
article 5. Russia must not deploy-forces.
article 6. On breach of article 5 Poland must sanction Russia within 3 days.
"""
    loaded = parse_draft(text)
    assert loaded.draft is not None
    case = lower(loaded.draft)
    assert not case.unknown
    assert [d.bearer for d in case.duties if d.prov.ref.label == "article 6"] == ["Poland"]
    assert not [f for f in check(loaded.draft).findings if f.kind == "dead"]


def test_votes_say_on_what_they_are_where_a_decision_may_be_on_no_case():
    case = lower(draft(LIBRARY / "rio.treaty"))
    assert case.beside
    assert [d.prov.article for d in case.aside] == ["8"]
    assert not lower(draft(LIBRARY / "nat.treaty")).beside
