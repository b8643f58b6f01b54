"""What one draft does otherwise than another: one seeded change, one sentence; no change, proved equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from foedus.compare.difference import Comparing, differ
from foedus.compare.pair import Pair
from foedus.compare.replays import Replays
from foedus.language import parse_draft, parse_timeline
from foedus.model import Draft
from foedus.model.comparison import Comparison

PAGE = (Path(__file__).parents[2] / "benchmarks" / "page.treaty").read_text("utf-8")


def read(text: str) -> Draft:
    found = parse_draft(text)
    assert found.ok, found.diagnostics
    assert found.draft is not None
    return found.draft


def edited(*swaps: tuple[str, str]) -> str:
    text = PAGE
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return text


def compared(*swaps: tuple[str, str]) -> Comparison:
    return differ(read(PAGE), read(edited(*swaps)))


EQUAL = (
    (("armed-attack", "raid"), ("clock", "limit"), ("guarantor", "protector"), ("PAGE", "SIDE")),
    (('article 3 "', 'article 9 "'),),
    (("limited | full-scale", "full-scale | limited"),),
    (("within 72 hours of the decision", "within 3 days of the decision"),),
    (("24 hours | 72 hours", "1 day | 3 days"),),
    ((",\n    provided that guarantor has ratified", ""),),  # only who has ratified is bound anyway
    (
        ("are France, Germany, Poland, United Kingdom,", "are Poland, United Kingdom, Germany, France,"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("swaps", EQUAL)
def test_another_wording_of_the_same_is_proved_equal(swaps: tuple[tuple[str, str], ...]) -> None:
    found = compared(*swaps)
    assert (found.equal, found.exact, found.completions) == ("yes", True, "none")
    assert not found.differences
    changed = [k for k, p in enumerate(found.alignment.passages) if p.kind != "same"]
    assert list(found.nothing) == changed


ONE = (
    ("threshold", ("a ?threshold or larger attack", "an attack"), {"new"}, "below the threshold"),
    ("place", ("on Ukraine in territory of Ukraine", "on Ukraine"), {"new"}, "outside the territory of Ukraine"),
    ("clock", ("within ?clock", "within 7 days"), {"time"}, "7 days in B"),
    ("silence", ("on silence it has not", "on silence it has"), {"silence"}, "the case has arisen in B"),
    ("modal", ("each guarantor must use-force", "each guarantor may use-force"), {"weaker"}, "may use-force in B"),
    ("term", ("use-force within 72 hours of", "use-force within 30 days of"), {"later"}, "30 days instead of 72 hours"),
    ("no term", ("use-force within 72 hours of the decision", "use-force"), {"no clock"}, "B sets none"),
    ("measure", ("must use-force within", "must assist within"), {"changed"}, "must assist in B"),
    ("notice", ("1 year of notice", "30 days of notice"), {"force"}, "in force at other times"),
    ("votes", ("majority of guarantors", "two-thirds of guarantors"), {"votes"}, "when 3 of 5 vote for it"),
    ("restraint", ("not attack Ukraine.", "not attack a party."), {"bound"}, "Russia must not attack any guarantor"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "swap", "kinds", "words"), ONE)
def test_one_change_is_told_alone_with_its_cause(
    name: str, swap: tuple[str, str], kinds: set[str], words: str
) -> None:
    found = compared(swap)
    assert found.equal == "no"
    assert found.exact
    assert {d.kind for d in found.differences} == kinds, name
    assert any(words in d.sentence for d in found.differences)
    changed = tuple(k for k, p in enumerate(found.alignment.passages) if p.kind != "same")
    assert all(d.changes == changed and not d.together for d in found.differences)
    assert not found.nothing


def test_each_witness_holds_under_one_draft_and_not_under_the_other() -> None:
    swap = ("use-force within 72 hours of", "use-force within 30 days of")
    one, two = (parse_draft(text) for text in (PAGE, edited(swap)))
    assert one.draft is not None
    assert two.draft is not None
    found = differ(one.draft, two.draft).differences[0]
    from foedus.engine import expect

    for expects, loaded, other in ((found.expects_one, one, two), (found.expects_two, two, one)):
        assert expects
        text = found.witness + "".join(f"expect {e}.\n" for e in expects)
        for which, met in ((loaded, True), (other, False)):
            told = parse_timeline(text, which)
            assert told.timeline is not None
            assert which.draft is not None
            checks = [c.ok for result in expect.check(which.draft, told.timeline) for c in result.checks]
            assert all(checks) == met


def test_what_changes_nothing_is_folded_beside_what_does() -> None:
    found = compared(("use-force within 72 hours of", "use-force within 30 days of"), ("armed-attack", "raid"),
                     ("within ?clock", "within 7 days"))  # fmt: skip
    assert {d.kind for d in found.differences} == {"later", "time"}
    causes = [set(d.changes) for d in found.differences]
    assert not causes[0] & causes[1]
    assert len(found.nothing) == 2  # the two sentences that say the renamed word
    assert not set(found.nothing) & (causes[0] | causes[1])


def test_only_under_some_settings_is_said() -> None:
    found = compared(("?threshold or larger", "limited or larger"))
    assert found.completions == "some"
    assert found.differences[0].only_under == ((("threshold", ("full-scale",)),),)


def test_settled_points_are_compared_as_settled() -> None:
    one, two = read(PAGE), read(edited(("?threshold or larger", "limited or larger")))
    assert differ(one, two, fixed={"threshold": "limited"}).equal == "yes"
    assert differ(one, one, fixed={"clock": "24 hours"}, fixed_two={"clock": "72 hours"}).equal == "no"


def test_who_is_more_bound_is_the_other_way_round_the_other_way_round() -> None:
    one, two = read(PAGE), read(edited(("each guarantor must use-force", "each guarantor may use-force")))
    effects = [{s.effect for s in differ(*pair).differences[0].stands} for pair in ((one, two), (two, one))]
    assert effects == [{"less bound"}, {"more bound"}]


def test_the_sentences_cover_exactly_the_difference() -> None:
    """The cases that the sentences speak of are those that the whole graphs, compared as they stand, show to differ."""
    from foedus.compare.facets import facets
    from foedus.compare.joint import Under
    from foedus.compare.observed import Observed

    for swap in (ONE[0][1], ONE[2][1], ONE[4][1], ONE[5][1]):
        comparing = Comparing(Pair(read(PAGE), read(edited(swap)), {}, {}), None)
        assert comparing.run().exact
        j = comparing.pair.joint
        direct = facets(j, Observed(Under(j.one)), Observed(Under(j.two)))
        whole = j.graph.any(*(f.lit for f in direct))
        assert j.solve(whole, -comparing.proved) is None
        assert j.solve(comparing.proved, -whole) is None


def test_a_budget_that_is_spent_says_so_and_never_equal() -> None:
    found = differ(read(PAGE), read(edited(ONE[2][1])), budget=0.0)
    assert found.equal == "unknown"
    assert not found.complete
    assert not found.exact
    assert found.notes


def test_an_option_that_only_one_leaves_open_is_told() -> None:
    found = compared(("24 hours | 72 hours", "24 hours | 72 hours | 7 days"))
    assert found.equal == "no"
    assert [d.kind for d in found.differences] == ["others"]
    assert "“7 days”" in found.differences[0].sentence


def test_a_case_that_cannot_be_run_is_no_difference() -> None:
    pair = Pair(read(PAGE), read(PAGE), {}, {})
    cell = pair.joint.solve()
    assert cell is not None
    assert not Replays(pair).differ(replace(cell))
