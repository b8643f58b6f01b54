"""Repairs close what they say, open what they say, and name who becomes bound; each by a check of its own."""

from __future__ import annotations

from functools import cache

from foedus.check.repairs import settlings
from foedus.check.run import check
from foedus.language import parse_draft
from foedus.language.format import format_text
from foedus.model import Checked, Finding, Repair

NAME = "pact.treaty"
PACT = """treaty "Pact", called PACT.
party Ukraine, Russia, Poland, France.
guarantors, each a guarantor and a party, are Poland, France.
armed-attack means a limited or larger attack by anyone on Ukraine.

article 1.
  After an armed-attack each guarantor must assist the victim at its discretion, without delay.

article 2.
  This treaty enters into force for a party when that party ratifies.
  A party may withdraw.
"""
VOTED = """treaty "Pact", called PACT.
party Ukraine, Poland, France, Germany.
guarantors, each a guarantor, are Poland, France, Germany.
armed-attack means an attack by anyone on Ukraine.
open decider: Ukraine | any guarantor | unanimity of guarantors, asks "Who decides?".

article 1.
  After an armed-attack Ukraine may invoke this treaty.
  On invocation ?decider decides within 24 hours whether the case has arisen; on silence it has not.
  When the case has arisen, each guarantor must arm the victim within 24 hours of the decision.
"""


@cache
def repaired(text: str) -> Checked:
    loaded = parse_draft(text, NAME)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    return check(loaded.draft, repairs=True, sources=loaded.sources)


def of(found: Checked, code: str, *words: str) -> Finding:
    return next(f for f in found.findings if f.code == code and all(w in f.sentence for w in words))


def by(finding: Finding, words: str) -> Repair:
    return next(r for r in finding.repairs if words in r.edit)


def test_each_edit_reads_and_stands_in_the_one_layout_and_closes_its_finding():
    found = repaired(PACT)
    edited = [(f, r) for f in found.findings for r in f.repairs if r.text]
    assert len(edited) >= 5
    for finding, repair in edited:
        loaded = parse_draft(repair.text, NAME)
        assert loaded.ok, repair.edit
        assert loaded.draft is not None
        assert format_text(repair.text, NAME) == repair.text
        assert finding.name in repair.closes
        again = check(loaded.draft)
        assert (finding.code, finding.sentence) not in {
            (f.code, f.sentence) for f in again.findings if not f.on_purpose
        }
        assert set(repair.opens) <= {f.name for f in again.findings}


def test_a_lower_threshold_binds_whom_it_did_not_bind():
    threshold = of(repaired(PACT), "F0101", "below the threshold")
    repair = by(threshold, "any size")
    assert "means an attack by anyone" in repair.text
    assert set(repair.binds) == {"Poland: assist", "France: assist"}


def test_what_an_edit_opens_is_said():
    provoked = of(repaired(PACT), "F0901")
    repair = by(provoked, "provoked")
    assert [name.split()[0] for name in repair.opens] == ["F0101"]


def test_a_tail_binds_nobody_anew():
    left = of(repaired(PACT), "F0601", "earlier attack")
    repair = by(left, "earlier attacks")
    assert "Duties for attacks before the exit remain." in repair.text


def test_a_completion_that_closes_comes_before_an_edit():
    blocked = of(repaired(VOTED), "F0201")
    assert not blocked.always
    first = blocked.repairs[0]
    assert first.points
    assert first.text == ""
    assert dict(first.points)["decider"] in ("Ukraine", "any guarantor")
    loaded = parse_draft(VOTED, NAME)
    assert loaded.draft is not None
    after = check(loaded.draft, fixed=dict(first.points))
    assert blocked.sentence not in [f.sentence for f in after.findings]


def test_repairs_are_ranked_by_smallness():
    for finding in repaired(VOTED).findings:
        sizes = [(len(r.points) or 2, len(r.text)) for r in finding.repairs]
        assert [s[0] for s in sizes] == sorted(s[0] for s in sizes)


def test_two_points_are_settled_only_where_one_does_not_suffice():
    blocked = of(repaired(VOTED), "F0201")
    boxes = ((("decider", ("unanimity of guarantors",)),), (("clock", ("7 days",)),))
    from msgspec.structs import replace

    two = replace(blocked, depends=boxes)
    points = {"decider": ("Ukraine", "unanimity of guarantors"), "clock": ("24 hours", "7 days")}
    assert [c.points for c in settlings(two, points)] == [(("decider", "Ukraine"), ("clock", "24 hours"))]


def test_without_being_asked_nothing_is_tried():
    loaded = parse_draft(PACT, NAME)
    assert loaded.draft is not None
    assert all(f.repairs == () for f in check(loaded.draft).findings)


def test_where_the_time_runs_out_it_is_said():
    from foedus.check.repairs import Repairs
    from foedus.check.run import check_view, view_of

    loaded = parse_draft(PACT, NAME)
    assert loaded.draft is not None
    view = view_of(loaded.draft)
    found = check_view(view)
    spent = Repairs(view, found, lambda draft, points: (view, found), loaded.sources, budget=0).all()
    assert any("no time left" in note for note in spent.notes)
