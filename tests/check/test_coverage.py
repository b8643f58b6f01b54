"""The matrix of places, means and scales: its counts against the interpreter."""

from __future__ import annotations

from foedus.check.coverage import coverage
from foedus.check.overview import overview
from foedus.check.run import view_of
from foedus.language import parse_draft, parse_timeline
from foedus.model import Draft
from tests.check.asked import TEXT

LAND = TEXT.replace("party Vallia.", "party Vallia.\nplace Port within territory of Vallia.").replace(
    "an attack by Ruritania on Vallia", "a limited or larger attack by Ruritania on Vallia in Port"
)


def _draft(text: str) -> Draft:
    loaded = parse_draft(text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    return loaded.draft


def test_counts_are_of_completions() -> None:
    found = coverage(view_of(_draft(TEXT)))
    assert found is not None
    assert (found.attacker, found.victim, found.points, found.whole) == ("Ruritania", "Vallia", ("bound",), 2)
    cell = found.rows[0].cells[0][0]
    assert (cell.binding, cell.discretion, cell.consult, cell.state) == (1, 1, 0, "depends")


def test_scale_and_place_are_told_apart() -> None:
    found = coverage(view_of(_draft(LAND)))
    assert found is not None
    rows = {row.note: [line[0].state for line in row.cells] for row in found.rows}
    assert rows["in Port"] == ["gap", "depends", "depends"]
    assert rows["in territory of Vallia"] == ["gap", "gap", "gap"]


def test_unsettled_is_no_gap() -> None:
    found = coverage(view_of(_draft(TEXT)))
    assert found is not None
    assert found.rows[-1].label == "Attacker not established"
    assert found.rows[-1].cells[0][0].state == "unsettled"


def test_each_cell_is_what_run_says() -> None:
    loaded = parse_draft(LAND)
    assert loaded.draft is not None
    found = coverage(view_of(loaded.draft))
    assert found is not None
    for row in found.rows[:2]:
        for scale, line in zip(found.scales, row.cells, strict=True):
            for bound in ("may", "must"):
                place = " in Port" if "Port" in row.note else " in territory of Vallia"
                text = (
                    f'timeline "x", of GUARD.\nwith bound = {bound}, decider = any guarantor, '
                    "clock = 24 hours, silence = it has not.\n"
                    "2027-01-01: Vallia, Arland, Borland and Carland ratify.\n"
                    f"2027-03-01 04:00: Ruritania attacks territory of Vallia{place}, scale {scale}, "
                    "attribution established.\n"
                    "2027-03-01 04:00: Vallia invokes this treaty.\n2027-03-01 04:00: Arland votes for the case.\n"
                )
                told = parse_timeline(text, loaded)
                assert told.timeline is not None, told.diagnostics
                from foedus.engine.run import run

                code = run(loaded.draft, told.timeline).outcome
                binds = code is not None and code.code == "CF_BINDING"
                assert binds == (bound == "must" and line[0].binding > 0)


def test_an_overview_has_who_can_block() -> None:
    seen = overview(_draft(TEXT))
    sizes = {row.rule: row.size for row in seen.blocks}
    assert sizes == {"any guarantor": 3, "majority of guarantors": 2, "unanimity of guarantors": 1}
