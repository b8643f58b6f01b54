"""Variants side by side: equal or not, what holds in all, and what exposes it; held against the interpreter alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from foedus.compare import variants
from foedus.compare.exposing import Stage
from foedus.compare.readings import side_by_side
from foedus.compare.variants import Made
from foedus.engine.state import LoopError
from foedus.language import load, parse_draft, parse_timeline
from foedus.language.load import LIBRARY, Loaded
from foedus.model import Record
from foedus.model.readings import Readings
from tests.compare.chance import Cast, timeline
from tests.compare.seen import norms, parted
from tests.compare.texts import ACCORD, STAGED, TERRITORIES

ROOT = Path(__file__).parents[2]
UKRAINE = ROOT / "examples" / "ukraine-2025"
SECONDS = 60.0


def readings_of(loaded: Loaded) -> tuple[Made, ...]:
    assert loaded.draft is not None
    return variants.readings(loaded.draft)


@pytest.fixture(scope="module")
def territories() -> Readings:
    return side_by_side(readings_of(parse_draft(TERRITORIES)), budget=SECONDS)


@pytest.fixture(scope="module")
def angpol() -> Readings:
    loaded = load(str(LIBRARY / "instruments" / "angpol.treaty"))
    assert loaded.draft is not None
    return side_by_side(variants.parts(loaded.draft), budget=SECONDS)


def test_what_the_narrower_reading_gives_holds_under_both(territories: Readings) -> None:
    assert territories.equal == "no"
    assert [(h.ref.label, h.how, h.variant) for h in territories.holds] == [
        ("article 1", "core", "as Israel reads it"),
        ("article 2", "same", ""),
    ]


def test_the_incident_that_exposes_it_is_one_attack_on_land_that_one_side_leaves_out(
    territories: Readings,
) -> None:
    first = territories.first
    assert first is not None
    assert first.events == 1
    assert "Golan Heights" in first.timeline or "West Bank" in first.timeline
    assert [u.outcome for u in first.under] == ["CF_BINDING", "CONSULT_ONLY"]
    assert first.under[0].says
    assert not first.under[1].says


def test_for_whom_it_is_better_or_worse(territories: Readings) -> None:
    found = {(f.who, f.protected): f.effects for f in territories.fares}
    assert found["Egypt", True] == ("less bound",)
    assert {who for (who, protected), e in found.items() if not protected and e == ("less bound",)} == {
        "France", "United Kingdom", "United States",
    }  # fmt: skip


def test_two_ambiguities_each_read_by_both() -> None:
    found = side_by_side(readings_of(parse_draft(ACCORD)), budget=SECONDS)
    assert found.equal == "no"
    how = {h.ref.label: h.how for h in found.holds}
    assert how["article 2"] == "same"
    assert how["article 1"] == "core"
    assert {h.variant for h in found.holds if h.how == "core"} == {"as Jordan reads it"}


def test_an_ambiguity_that_changes_nothing_is_proved_to_change_nothing() -> None:
    text = TERRITORIES.replace("Israel reads Sinai", "Israel reads West Bank or Golan Heights or Sinai")
    found = side_by_side(readings_of(parse_draft(text)), budget=SECONDS)
    assert found.equal == "yes"
    assert found.first is None
    assert {h.how for h in found.holds} == {"same"}


def test_the_secret_protocol_of_1939(angpol: Readings) -> None:
    assert angpol.kind == "part"
    assert angpol.equal == "no"
    assert angpol.first is not None
    assert angpol.first.under[0].outcome == "CF_BINDING"
    assert angpol.first.under[1].outcome != "CF_BINDING"
    assert "Germany attacks" not in angpol.first.timeline
    how = {h.ref.label: h.how for h in angpol.holds}
    assert any(label.startswith('"Secret Protocol"') and h == "one" for label, h in how.items())


def test_stages_of_a_treaty() -> None:
    loaded = parse_draft(STAGED)
    assert loaded.draft is not None
    found = side_by_side(variants.versions(loaded.draft), budget=SECONDS)
    assert [(b.comparison.equal) for b in found.between] == ["no", "no", "no"]
    assert found.first is not None
    assert len(found.first.under) == 3


def test_two_completions_of_the_proposal_of_2025() -> None:
    loaded = load(str(UKRAINE / "guarantee.treaty"))
    assert loaded.draft is not None
    first = {p.name: p.texts[0] for p in loaded.draft.open_points()}
    first |= {
        "decider": "majority of guarantors",
        "bound": "must",
        "response": "use-force",
        "silence": "it has not",
    }
    made = variants.completions(loaded.draft, first, {"silence": "it has"})
    found = side_by_side(made, budget=SECONDS)
    assert found.equal == "no"
    assert found.first is not None
    assert found.first.under[0].outcome != found.first.under[1].outcome
    assert {h.how for h in found.holds if h.ref.label == "article 1"} == {"same"}


def test_out_of_budget_is_unknown_and_never_equal() -> None:
    found = side_by_side(readings_of(parse_draft(TERRITORIES)), budget=0.0)
    assert found.equal != "yes"
    assert not found.complete
    assert [h.how for h in found.holds] == [
        "unknown",
        "same",
    ]  # article 2 does not even speak of what differs


# ---- held against the interpreter alone ------------------------------------------------------------------------------

CASES = {"territories": TERRITORIES, "accord": ACCORD}


@pytest.mark.parametrize("name", CASES)
def test_on_random_timelines_the_variants_part_only_as_it_says(name: str) -> None:
    loaded = parse_draft(CASES[name])
    made = readings_of(loaded)
    found = side_by_side(made, budget=SECONDS)
    cast, rnd = Cast(CASES[name]), Random(name)
    cast.home |= {"Egypt": "Golan Heights", "Jordan": "West Bank"}
    met = 0
    for _ in range(150):
        read = parse_timeline(timeline(cast, rnd), loaded)
        assert read.timeline is not None, [d.message for d in read.diagnostics]
        try:
            records = [Stage.record(one, read.timeline) for one in made]
        except LoopError:
            continue
        if parted(records[0], records[1]):
            met += 1
            assert found.equal == "no"
        _held(found, made, records)
    assert met, "the readings never parted"


def _held(found: Readings, made: tuple[Made, ...], records: list[Record]) -> None:
    names = [one.variant.name for one in made]
    for held in found.holds:
        mine = [_of(record, held.ref.line) for record in records]
        if held.how == "same":
            assert all(norms(one) == norms(mine[0]) for one in mine)
        elif held.how == "core":
            core = norms(mine[names.index(held.variant)])
            for one in mine:  # whoever is bound under the core is bound under each, and no later
                for key, owed in core.items():
                    for each in owed:
                        others = norms(one).get(key, frozenset())
                        assert each in others or any(o[0] >= each[0] and o[3] <= each[3] for o in others)


def _of(record: Record, line: int) -> Record:
    from msgspec.structs import replace

    return replace(record, duties=tuple(d for d in record.duties if d.ref.line == line))
