"""Open points ranked: what is said of them on a small draft, with weights, with findings, and within a budget."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from foedus.base import Source
from foedus.check.run import check
from foedus.compare.ranking.conducts import CONDUCTS
from foedus.compare.ranking.rank import rank
from foedus.compare.ranking.turns import turned
from foedus.compare.ranking.weights import NoSuchAttackError
from foedus.language import Loaded, load, parse_draft
from foedus.language.weights import ReadWeights, read_weights
from foedus.model.ranking import RankedPoint, Ranking
from foedus.report.ranked import lines
from foedus.report.terminal import Terminal

TEXT = """treaty "Guarantee for Vallia", called GUARD.
state Arland, Borland, Carland, Ruritania.
party Vallia.
guarantors, each a guarantor and a party, are Arland, Borland, Carland.
place Port within territory of Vallia.
open decider: any guarantor | majority of guarantors | two-thirds of guarantors, asks "Who decides?".
open clock: 24 hours | 72 hours | 7 days, asks "How long may it take?".
open silence: it has not | it has, asks "What does silence mean?".
open size: limited | full-scale, asks "How large must it be?".
open bound: may | must, asks "Is it owed?".
open help: consult | assist Vallia | use-force, asks "What is done?".
open notice: 30 days | 1 year, asks "How long must one who leaves wait?".
open idle: 1 day | 2 days, asks "Does anything use it?".

article 1.
  After a ?size or larger attack by Ruritania on Vallia Vallia may invoke this treaty.
article 2.
  On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence.
article 3.
  When the case has arisen each guarantor ?bound ?help within 24 hours of the decision.
article 4.
  This treaty enters into force for a party when that party ratifies.
  A party may withdraw with ?notice of notice.
"""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    found = parse_draft(TEXT)
    assert found.ok, found.diagnostics
    return found


@pytest.fixture(scope="module")
def ranking(loaded: Loaded) -> Ranking:
    assert loaded.draft is not None
    return rank(loaded.draft)


def point(ranking: Ranking, name: str) -> RankedPoint:
    return next(one for one in ranking.points if one.name == name)


def test_the_first_decides_most_and_the_last_nothing(ranking: Ranking) -> None:
    shares = [one.share for one in ranking.points]
    assert shares == sorted(shares, reverse=True)
    assert ranking.points[0].share > 0
    assert all(one.share <= 1 for one in ranking.points)
    assert ranking.complete
    assert not ranking.notes
    assert (ranking.horizon, ranking.conduct) == (72 * 60, "late")


def test_an_option_gives_shares_of_one_whole(ranking: Ranking) -> None:
    for one in ranking.points:
        for gives in one.gives:
            parts = (
                gives.binding,
                gives.late,
                gives.discretion,
                gives.consult,
                gives.unsettled,
                gives.nothing,
            )
            assert sum(parts) == 1
    bound = point(ranking, "bound")
    may, must = bound.gives
    assert may.binding == may.late == 0
    assert must.binding > 0
    assert may.worst is None
    # invoked after 6 hours, decided after 7 days at the latest, owed a day later
    assert must.worst == (6 + 7 * 24 + 24) * 60


def test_who_gives_at_least_what_is_an_order_without_a_judgement(ranking: Ranking) -> None:
    pairs = {(one.more, one.less) for one in point(ranking, "bound").order}
    assert pairs == {("must", "may")}
    helps = {(one.more, one.less) for one in point(ranking, "help").order}
    assert helps == {("assist Vallia", "consult"), ("use-force", "consult"), ("use-force", "assist Vallia")}


def test_options_that_come_to_the_same_agree_with_the_check(loaded: Loaded, ranking: Ranking) -> None:
    assert loaded.draft is not None
    said = [one.sentence for one in check(loaded.draft).findings if one.code == "F0802"]
    decider = point(ranking, "decider")
    assert ("majority of guarantors", "two-thirds of guarantors") in decider.proved  # 2 of 3 are both
    assert ("majority of guarantors", "two-thirds of guarantors") in decider.alike
    assert any("two-thirds" in sentence for sentence in said)
    assert point(ranking, "idle").idle == "unused"
    assert any("idle" in sentence for sentence in said)
    assert point(ranking, "notice").idle == "here"  # nobody leaves under this conduct
    assert not any(" notice " in sentence for sentence in said)


def test_clocks_that_only_move_the_moment(loaded: Loaded, ranking: Ranking) -> None:
    assert loaded.draft is not None
    clock = point(ranking, "clock")
    assert ("72 hours", "7 days") in clock.alike  # both too late for a horizon of 72 hours
    assert clock.moves > 0
    wide = point(rank(loaded.draft, horizon=30 * 24 * 60, findings=False), "clock")
    assert wide.share == 0
    assert wide.moves == clock.moves
    assert not wide.idle


def test_what_a_point_needs(ranking: Ranking) -> None:
    assert dict(point(ranking, "decider").only) == {"silence": ("it has not",)}


def test_findings_that_a_point_opens_and_closes(loaded: Loaded, ranking: Ranking) -> None:
    found = [one for one in point(ranking, "bound").turns if one.code == "F0401"]
    assert found
    assert any(one.closed == ("must",) for one in found)
    assert loaded.draft is not None
    assert point(rank(loaded.draft, {"bound": "must"}), "help").turns != point(ranking, "help").turns


def test_turns_are_what_every_completion_says(loaded: Loaded) -> None:
    assert loaded.draft is not None
    checked = check(loaded.draft)
    options = {one.name: one.texts for one in loaded.draft.open_points()}
    turns = turned(checked, options)
    holds = {
        one: [{name: set(values) for name, values in box} for box in one.depends]
        for one in checked.findings if not one.always
    }  # fmt: skip
    assert holds
    for one, boxes in holds.items():
        names = sorted({name for box in boxes for name in box})
        for name in names:
            met = {option: _met(boxes, options, names, {name: option}) for option in options[name]}
            mine = [
                t for t in turns[name] if (t.code, t.sentence, t.ref) == (one.code, one.sentence, one.ref)
            ]
            if len({frozenset(found) for found in met.values()}) == 1:
                assert not mine
                continue
            assert mine
            if mine[0].sure:
                assert set(mine[0].closed) == {o for o, found in met.items() if not found}
            every = 1
            for other in names:
                every *= 1 if other == name else len(options[other])
            assert set(mine[0].opened) == {o for o, found in met.items() if len(found) == every}


def _met(boxes, options, names, fixed) -> set[tuple[str, ...]]:
    from itertools import product

    others = [name for name in names if name not in fixed]
    out = set()
    for values in product(*(options[name] for name in others)):
        here = {**dict(zip(others, values)), **fixed}
        if any(all(here[n] in vs for n, vs in box.items()) for box in boxes):
            out.add(values)
    return out


@pytest.mark.parametrize("conduct", list(CONDUCTS))
def test_each_conduct_is_answered_and_stated(loaded: Loaded, conduct: str) -> None:
    assert loaded.draft is not None
    found = rank(loaded.draft, conduct=conduct, findings=False)
    assert found.complete
    assert found.assumes == CONDUCTS[conduct]
    assert point(found, "bound").share > 0
    assert (point(found, "decider").share == 0) == (conduct == "willing")


def test_colours_change_no_letter(ranking: Ranking) -> None:
    for width in (56, 96, 120):
        plain = lines(ranking, Terminal(width), every=True)
        painted = lines(ranking, Terminal(width, colour=True), every=True)
        assert painted != plain
        assert re.sub(r"\033\[\d*m", "", painted) == plain
        assert max(map(len, plain.splitlines())) <= width


# ---- weights ---------------------------------------------------------------------------------------------------------


def weights(text: str, loaded: Loaded) -> ReadWeights:
    return read_weights(Source("own.weights", text), loaded)


def test_own_weights_mix_what_each_line_says(loaded: Loaded) -> None:
    assert loaded.draft is not None
    port, sea = "Ruritania makes a limited attack on Vallia", "Ruritania makes a full-scale attack on Vallia"
    alone = []
    for text in (f"{port}: 1.", f"{sea}: 1."):
        read = weights(text, loaded)
        assert not read.diagnostics
        alone.append(
            {one.name: one for one in rank(loaded.draft, weights=read.weights, findings=False).points}
        )
    both = weights(f'weights "Ours", of GUARD.\n{port}: 3.\n{sea}: 1.\n', loaded)
    assert both.weights is not None
    found = rank(loaded.draft, weights=both.weights, findings=False)
    assert [(one.weight, one.rest) for one in found.weights] == [(3, False), (1, False)]
    for one in found.points:
        assert one.share == (3 * alone[0][one.name].share + alone[1][one.name].share) / 4
    assert alone[0]["size"].share > 0
    assert alone[1]["size"].share == 0  # a full-scale attack is large enough under both options


def test_all_other_attacks_are_what_no_line_speaks_of(loaded: Loaded) -> None:
    assert loaded.draft is not None
    read = weights("Ruritania attacks Vallia: 2.\nall other attacks: 1.\n", loaded)
    found = rank(loaded.draft, weights=read.weights, findings=False)
    assert sum(one.kinds for one in found.weights) == found.of
    assert found.kinds == found.of
    one = weights("Ruritania attacks Vallia: 1.\n", loaded)
    first = rank(loaded.draft, weights=one.weights, findings=False)
    assert point(found, "silence").share == Fraction(2, 3) * point(first, "silence").share


def test_a_weight_may_say_how_sure_it_is_who_attacked(loaded: Loaded) -> None:
    assert loaded.draft is not None
    attack = "Ruritania makes a full-scale attack on Vallia"
    found = []
    for more in (
        "",
        " with attribution established",
        " with attribution suspected",
        " with attribution suspected or higher",
    ):
        read = weights(f"{attack}{more}: 1.", loaded)
        assert not read.diagnostics
        found.append(rank(loaded.draft, weights=read.weights, findings=False))
    plain, sure, doubtful, both = found
    assert [3 * one.kinds for one in found] == [3 * plain.kinds, plain.kinds, plain.kinds, 2 * plain.kinds]
    assert point(sure, "bound").share == 3 * point(plain, "bound").share == 2 * point(both, "bound").share
    assert point(doubtful, "bound").share == 0


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Ruritania attacks Vallia 3.", 1, "a colon and a whole number"),
        ("Ruritania attacks Vallia: 1.5.", 1, "a whole number from 0 to 1,000,000"),
        ("Ruritania attacks Valia: 3.", 1, "unknown name"),
        ("Ruritania attacks Vallia: 1.\nall other attacks: 1.\nall other attacks: 2.", 3, "once more"),
        ('weights "None", of GUARD.', 1, "begins with the end"),
        ("Ruritania attacks Vallia: 0.", 1, "a weight of 0 alone"),
        ("Ruritania attacks Vallia: 1 and 2.", 1, "nothing may follow here"),
    ],
)
def test_what_is_wrong_with_weights_is_said_with_its_place(
    loaded: Loaded, text: str, line: int, said: str
) -> None:
    read = weights(text, loaded)
    assert [one for one in read.diagnostics if said in one.message], read.diagnostics
    assert read.diagnostics[0].span is not None
    assert read.diagnostics[0].span.line == line


def test_a_weight_on_no_attack_at_all(loaded: Loaded) -> None:
    assert loaded.draft is not None
    read = weights("Vallia attacks Vallia: 3.", loaded)
    assert read.weights is not None
    with pytest.raises(NoSuchAttackError):
        rank(loaded.draft, weights=read.weights, findings=False)


# ---- within a budget -------------------------------------------------------------------------------------------------


def test_a_budget_that_is_spent_says_so_and_never_nothing(loaded: Loaded) -> None:
    assert loaded.draft is not None
    found = rank(loaded.draft, budget=0.0)
    assert not found.complete
    assert found.notes
    assert {one.idle for one in found.points} == {"unresolved", "unused"}


def test_a_draft_without_open_points() -> None:
    found = parse_draft('treaty "A", called A.\nparty Arland.\n')
    assert found.draft is not None
    assert rank(found.draft).points == ()


EXAMPLES = Path(__file__).parents[2] / "examples" / "ukraine-2025"


@pytest.mark.parametrize("name", ["istanbul-2022", "italian-plan", "plan-28", "paris-declaration", "ladder"])
def test_what_check_proves_alike_is_counted_alike(name: str) -> None:
    found = load(EXAMPLES / f"{name}.treaty")
    assert found.draft is not None
    said = [one.sentence for one in check(found.draft).findings if one.code == "F0802"]
    for one in rank(found.draft).points:
        for group in one.proved:
            assert any(set(group) <= set(counted) for counted in one.alike) or one.idle in ("here", "always")
        if one.idle in ("always", "unused"):
            assert one.share == one.moves == 0
            assert any(f"The open point {one.name} changes nothing" in sentence for sentence in said)
        elif one.share:
            assert not any(f"The open point {one.name} changes nothing" in sentence for sentence in said)


def test_a_point_whose_options_are_one_rule_changes_nothing_in_any_case() -> None:
    rules = "any guarantor | majority of guarantors | two-thirds of guarantors"
    found = parse_draft(TEXT.replace(rules, "majority of guarantors | two-thirds of guarantors"))
    assert found.draft is not None
    decider = point(rank(found.draft), "decider")
    assert (decider.share, decider.idle) == (0, "always")
    said = [one.sentence for one in check(found.draft).findings if one.code == "F0802"]
    assert any("The open point decider changes nothing" in sentence for sentence in said)
    # without a check nothing is said of cases that were not counted
    assert point(rank(found.draft, findings=False), "decider").idle == "here"
