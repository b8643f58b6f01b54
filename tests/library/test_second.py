"""Five instruments encoded a second time, from their cards alone: how the outcomes differ is published as it is."""

from pathlib import Path

from foedus.language import load
from foedus.library.backtest import backtest, incidents_of

SECOND = Path(__file__).parent / "second"
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "back-test.md"


def test_each_second_text_can_be_read():
    files = sorted(SECOND.glob("*.treaty"))
    assert [f.stem for f in files] == ["cst", "nat", "rio", "seato", "teu42"]
    assert all(load(f).ok for f in files)


def test_the_page_tells_every_difference_and_every_row_that_cannot_be_read():
    files = incidents_of(f.stem.upper() for f in SECOND.glob("*.treaty"))
    first = {row.id: row for row in backtest(files=files).rows}
    found = backtest(files=files, instead=SECOND)
    second = {row.id: row for row in found.rows}
    section = PAGE.read_text("utf-8").partition("## A second encoding")[2]
    differ = sorted(i for i, row in second.items() if row.outcome != first[i].outcome)
    unread = sorted(set(first) - set(second))
    told = {line.split("|")[1].strip(): line for line in section.splitlines() if line.startswith("| ")}
    for ident in differ:
        assert first[ident].outcome in told[ident]
        assert second[ident].outcome in told[ident]
    assert all(ident in section for ident in unread)
    alike = len(second) - len(differ)
    assert f"{alike} of the {len(second)}" in section
    assert f"{sum(r.matched for r in second.values())} of the {len(second)}" in section
