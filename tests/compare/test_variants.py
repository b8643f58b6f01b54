"""One draft made into several: which texts, under what names; and the smallest incident on which they part."""

from __future__ import annotations

import pytest

from foedus.compare import variants
from foedus.compare.exposing import Stage, cut, exposing, plain
from foedus.language import load, parse_draft
from foedus.language.load import LIBRARY
from foedus.model import Draft
from tests.compare.texts import ACCORD, STAGED, TERRITORIES


def read(text: str) -> Draft:
    loaded = parse_draft(text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    return loaded.draft


def test_readers_who_read_alike_are_one() -> None:
    made = variants.readings(read(TERRITORIES))
    assert [m.variant.name for m in made] == ["as Egypt and Jordan read it", "as Israel reads it"]
    assert made[1].fixed == {"territories": "Sinai"}


def test_a_reader_reads_every_ambiguous_sentence() -> None:
    made = variants.readings(read(ACCORD))
    assert [dict(m.variant.settled) for m in made] == [
        {"external": "always", "speed": "24 hours"},
        {"external": "the attack is external", "speed": "7 days"},
    ]


def test_a_settled_ambiguity_is_read_by_nobody() -> None:
    made = variants.readings(read(ACCORD), {"external": "always"})
    assert [dict(m.variant.settled) for m in made] == [{"speed": "24 hours"}, {"speed": "7 days"}]
    assert {m.fixed["external"] for m in made} == {"always"}


def test_what_cannot_be_made_says_what_to_write() -> None:
    draft = read('treaty "T", called T.  use "world.treaty".  party Ukraine.')
    for make in (variants.readings, variants.parts, variants.versions):
        with pytest.raises(variants.VariantsError) as told:
            make(draft)
        assert told.value.fix
    with pytest.raises(variants.VariantsError):
        variants.options(draft, "clock")
    with pytest.raises(variants.VariantsError):
        variants.completions(draft, {"a": "b"}, {"a": "b"})


def test_the_second_completion_keeps_what_it_does_not_name() -> None:
    first, second = variants.completions(
        read(ACCORD), {"external": "always", "speed": "24 hours"}, {"speed": "7 days"}
    )
    assert second.fixed == {"external": "always", "speed": "7 days"}
    assert (first.variant.name, second.variant.name) == ("with speed = 24 hours", "with speed = 7 days")


def test_versions_come_one_after_another_and_each_counts_at_its_stage() -> None:
    made = variants.versions(read(STAGED))
    assert [m.variant.short for m in made] == ["the text alone", "with Training", "with Lower threshold"]
    titles = [[p.title for p in m.draft.parts] for m in made]
    assert titles == [[], ["Training"], ["Lower threshold", "Training"]]
    assert all(p.since is None and p.in_force is None for m in made for p in m.draft.parts)
    assert not any(s.part for s in made[0].draft.sentences)


def test_the_public_text_and_its_secret_protocol() -> None:
    loaded = load(str(LIBRARY / "instruments" / "angpol.treaty"))
    assert loaded.draft is not None
    made = variants.parts(loaded.draft)
    assert [m.variant.name for m in made] == ["as the public reads it", "with the protocol “Secret Protocol”"]
    assert [m.parts for m in made] == [(), ("Secret Protocol",)]


def test_too_many_texts_are_refused() -> None:
    options = " | ".join(f"{i} hours" for i in range(1, 9))
    draft = read(f'treaty "T", called T.  use "world.treaty".  party Ukraine.\nopen clock: {options}.\n'
                 "article 1.  After an attack on Ukraine Ukraine must report within ?clock.")  # fmt: skip
    with pytest.raises(variants.VariantsError):
        variants.options(draft, "clock")


# ---- what exposes it -------------------------------------------------------------------------------------------------

LONG = """timeline "Long", of SETTLED.
with territories = Sinai.
2026-02-01: Egypt, Jordan, Israel, France, United Kingdom and United States ratify.
2027-03-01 04:00: Iran attacks Egypt in Golan Heights by missiles, scale full-scale, attribution established.
2027-03-01 05:00: Egypt requests assistance.
2027-03-02: France assists Egypt.
expect at 2027-03-03: France performed article 1.
"""


def test_a_witness_is_cut_down_to_what_exposes_the_difference() -> None:
    made = variants.readings(read(TERRITORIES))
    found = exposing(made, [(LONG, ("one", "two"))])
    assert found is not None
    assert found.events == 1
    assert "scale limited" in found.timeline
    assert "expect" not in found.timeline
    assert "with territories" not in found.timeline
    assert [u.outcome for u in found.under] == ["CF_BINDING", "CONSULT_ONLY"]
    assert found.under[1].says == ()
    said = "France, United Kingdom and United States must assist Egypt by 2027-03-04 04:00 under article 1"
    assert said in found.under[0].says
    assert any("must consult" in one for one in found.alike)


def test_no_event_of_it_can_be_left_out_and_the_smallest_is_taken() -> None:
    clock = "within 72 hours of the attack"
    draft = read(TERRITORIES.replace(clock, f"{clock}, provided Egypt has requested assistance"))
    made = variants.readings(draft)
    asked = LONG.replace("2027-03-01 05:00: Egypt requests", "2027-02-28: Egypt requests")
    found = exposing(made, [(asked, ("one", "two"))])
    assert found is not None
    head, events = cut(found.timeline)
    assert len(events) == 2
    stage = Stage(made)
    for i in range(2):
        seen = stage.seen(head + "".join(e for j, e in enumerate(events) if j != i))
        assert seen is not None
        assert not seen.parts


def test_what_is_not_settled_exposes_nothing() -> None:
    made = variants.readings(read(TERRITORIES))
    text = LONG.replace(", attribution established", "").replace(" in Golan Heights", "")
    assert exposing(made, [(text, ("one", "two"))]) is None


def test_settings_in_which_the_variants_do_not_differ_stay() -> None:
    made = variants.readings(read(ACCORD), {"external": "always"})
    text = (
        'timeline "T", of INTERIM.\nwith external = always, speed = 24 hours.\n2027-01-01: Jordan ratifies.\n'
    )
    assert plain(text + "expect Jordan owes nothing.\n", made).splitlines()[1] == "with external = always."


def test_versions_are_run_each_with_its_own_text() -> None:
    made = variants.versions(read(STAGED))
    text = ('timeline "T", of STAGED.\n'
            "2027-03-01 04:00: Russia attacks Poland in Warsaw, scale limited, attribution established.\n")  # fmt: skip
    found = exposing(made, [(text, ("a", "b"))])
    assert found is not None
    assert [u.outcome for u in found.under] == ["CONSULT_ONLY", "CF_BINDING", "CF_BINDING"]
    stage = Stage(made)
    seen = stage.seen(text)
    assert seen is not None
    assert seen.codes == tuple(u.outcome for u in found.under)
