"""What a check looks like: on a terminal, as data, and in the review."""

from __future__ import annotations

from foedus.base import Source
from foedus.check.overview import BlockRow, overview
from foedus.check.run import check
from foedus.language import parse_draft
from foedus.model import Checked, Finding, Ref, Repair
from foedus.model.finding import Share
from foedus.report.checked import lines
from foedus.report.figures import blocks, coverage, delays
from foedus.report.grouped import folded, groups, settings, span_of
from foedus.report.names import renamer
from foedus.report.page import html
from foedus.report.terminal import Terminal
from foedus.report.values import Review
from tests.check.asked import TEXT

SOURCE = Source("a.treaty", "one two\n  three four\n  five.\n")
REF = Ref("A", "article 1", "a.treaty", 2, 3, "three four five")


def _finding(number: int, **more: object) -> Finding:
    return Finding("F0101", "scope", f"Gap {number} is left out.", REF, group=f"group {number}", **more)  # type: ignore[arg-type]


def _checked(findings: tuple[Finding, ...], **more: object) -> Checked:
    return Checked("A", "0" * 12, 12, 3, ("one attack",), findings, (), "2027-03-01 04:00", **more)  # type: ignore[arg-type]


def _lines(checked: Checked, every: bool = False) -> str:
    return lines(checked, {"a.treaty": SOURCE}, Terminal(80), every)


def test_a_span_goes_as_far_as_the_sentence() -> None:
    span = span_of(REF, {"a.treaty": SOURCE})
    assert SOURCE.text[span.start : span.end] == "three four\n  five"
    assert (span.line, span.column) == (2, 3)
    assert span_of(REF, {}).line == 2


def test_ten_groups_are_shown_and_the_rest_is_counted() -> None:
    found = _checked(tuple(_finding(i) for i in range(13)))
    said = _lines(found)
    assert said.count("finding[F0101]") == 10
    assert "13 findings in 13 groups; three groups are folded (--all shows them): gap: scope 3" in " ".join(
        said.split()
    )
    assert _lines(found, every=True).count("finding[F0101]") == 13


def test_findings_of_one_group_follow_the_first() -> None:
    first = _finding(1)
    second = Finding("F0102", "scope", "Another is left out.", REF, group="group 1")
    said = _lines(_checked((first, second)))
    assert said.count("finding[") == 1
    assert "also: Another is left out." in said
    assert len(groups((first, second))) == 1


def test_what_is_meant_stands_apart() -> None:
    said = _lines(_checked((_finding(1, on_purpose=True),)))
    assert "Left out on purpose" in said
    assert "finding[" not in said
    assert said.rstrip().endswith("no finding")


def test_a_repair_says_what_it_closes_opens_and_binds() -> None:
    repair = Repair(
        "write “on silence it has”",
        closes=("F0201 article 2",),
        opens=("F0903 article 2",),
        binds=("France",),
    )
    said = " ".join(_lines(_checked((_finding(1, repairs=(repair,)),))).split())
    assert (
        "fix: write “on silence it has” (closes F0201 article 2; opens F0903 article 2; newly binds France)"
        in said
    )


def test_shares_name_their_whole() -> None:
    said = " ".join(_lines(_checked((_finding(1, share=Share(3, 12, ("scale", "place"))),))).split())
    assert "3 of 12 combinations of scale and place" in said


def test_unknown_is_listed_and_not_clean() -> None:
    checked = Checked("A", "", 1, 1, (), (), ((REF, "a clock that stops"),), "")
    said = _lines(checked)
    assert "Unknown: outside the case space" in said
    assert "a clock that stops" in said
    assert said.rstrip().endswith("no finding in what was looked at")


def test_what_was_not_resolved_is_said() -> None:
    said = _lines(_checked((), complete=False, notes=("stopped by hand",)))
    assert "note: stopped by hand" in said
    assert said.rstrip().endswith("no finding until the end came; the rest is unresolved")


def test_settings_are_cut_after_a_few() -> None:
    boxes = tuple((("clock", (f"{n} hours",)),) for n in range(6))
    assert settings(boxes).endswith("or in two further ways")
    assert folded(groups((_finding(1), _finding(2)))) == "gap: scope 2"


def test_the_review_shows_all_of_it() -> None:
    loaded = parse_draft(TEXT)
    assert loaded.draft is not None
    page = html(Review(loaded.draft, overview=overview(loaded.draft)))
    for ident in ("findings", "covered", "blocked", "delays"):
        assert f'id="{ident}"' in page
    assert "Arland" not in page.split('id="findings"')[1].split('id="draft"')[0]


def test_dots_are_as_many_as_decide_and_block() -> None:
    row = BlockRow(REF, "majority of guarantors", ("A", "B", "C"), (("A", "B"),), 2, 2, 2)
    drawn = blocks.draw([row], renamer(["A"]))
    assert (drawn.count('class="d-block"'), drawn.count('class="d-free"')) == (2, 1)
    assert "any two can" in drawn
    assert blocks.blocked(BlockRow(REF, "r", ("A",), (("A",),), 1, 0, 1), lambda n: n) == "A alone decides"
    assert blocks.blocked(BlockRow(REF, "r", ("A", "B"), (), 0, 0, 1), lambda n: n) == "nobody can block it"


def test_what_nothing_limits_is_hatched() -> None:
    drawn = delays.draw([Finding("F0301", "time", "It may take for ever.", REF)], 72 * 60)
    assert 'class="b-hatch"' in drawn
    assert "no limit" in drawn


def test_cells_say_what_their_glyph_means() -> None:
    from foedus.check.coverage import CoverCell

    assert coverage.said(CoverCell(4, 0, 0, 4)) == "● binds in 4"
    assert coverage.said(CoverCell(0, 0, 0, 4)) == "○ nothing arises"
    assert coverage.said(CoverCell(0, 0, 0, 4, unsettled=True)) == "? not settled"


def test_a_check_of_a_clean_draft_is_clean() -> None:
    loaded = parse_draft(
        'treaty "Hello", called HELLO.\nparty France.\nThis treaty enters into force on 2027-01-01.\n'
    )
    assert loaded.draft is not None
    assert check(loaded.draft).findings == ()
