"""How far the words go: who owes what in how many cases, by when, and on what it hangs; exact on small drafts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from foedus.check.run import check
from foedus.language import parse_draft
from foedus.model import Checked
from foedus.model.finding import Extent
from tests.check.drafted import HEAD, PARTIES, found

DUTY = "article 1.\nAfter a limited or larger attack on Ukraine each guarantor must assist the victim within 24 hours"


def checked(text: str) -> Checked:
    loaded = parse_draft(text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    return check(loaded.draft)


def extents(text: str) -> dict[tuple[str, str], Extent]:
    """By party and article; each draft here has one sentence an article that speaks of a party."""
    return {(e.who, e.ref.label): e for f in found(text, "limits") for e in f.extents}


def draft(sentence: str, more: str = "") -> str:
    return f"{HEAD}{sentence}.\n{more}{PARTIES}"


def test_each_party_is_told_with_those_that_are_bound_alike():
    findings = found(draft(DUTY), "limits")
    assert [f.sentence.split(":")[0] for f in findings] == [
        "Ukraine and Russia owe nothing, whatever happens.", "Poland and France",
    ]  # fmt: skip
    assert all(f.on_purpose and f.code == "F0102" for f in findings)
    assert findings[1].minutes == 24 * 60


def share(text: str) -> Fraction:
    one = extents(text)["Poland", "article 1"]
    return Fraction(one.owed, one.whole)


def test_the_share_is_exact():
    one, two, three = (share(draft(DUTY.replace("a limited or larger attack", attack)))
                       for attack in ("a full-scale attack", "a limited or larger attack", "an attack"))  # fmt: skip
    assert (two, three) == (2 * one, 3 * one)
    one_more = extents(draft(DUTY))["Poland", "article 1"]
    (thing,) = one_more.things
    assert (thing.what, thing.modal, thing.cases) == ("assist", "must", one_more.usual)


@pytest.mark.parametrize(("added", "step"), [
    (", provided the victim has requested assistance", "nobody requests assistance"),
    (", unless France objects within 24 hours", "France objects"),
])  # fmt: skip
def test_what_it_hangs_on_is_named(added: str, step: str):
    assert step not in dict(extents(draft(DUTY))["Poland", "article 1"].steps)
    assert dict(extents(draft(DUTY + added))["Poland", "article 1"].steps)[step] == 0


def test_who_is_taken_out_owes_nothing_and_stands_out():
    more = HEAD.replace("Poland, France.\nm", "Poland, France, Italy.\nm").replace(
        "Russia,", "Russia, Italy,"
    )
    text = f"{more}{DUTY.replace('each guarantor', 'each guarantor other than Italy')}.\n{PARTIES}"
    findings = found(text, "limits")
    (alone,) = [f for f in findings if f.code == "F0103"]
    assert alone.sentence == "Italy, a guarantor, owes no help, though Poland and France do."
    assert not alone.on_purpose
    assert ("Italy", "article 1") not in extents(text)
    assert not [f for f in found(f"{more}{DUTY}.\n{PARTIES}", "limits") if f.code == "F0103"]


def test_the_latest_moment_is_exact_for_each_completion():
    text = draft(DUTY.replace("24 hours", "?clock"), 'open clock: 24 hours | 72 hours, asks "By when?".\n')
    one = extents(text)["Poland", "article 1"]
    assert one.by == ((24 * 60, one.ever // 2), (72 * 60, one.ever))
    assert one.latest == 72 * 60
    assert (
        extents(draft(DUTY.replace("within 24 hours", "without delay")))["Poland", "article 1"].latest is None
    )


def test_a_power_is_told_from_a_duty_and_free_means_from_fixed_ones():
    (may,) = extents(draft(DUTY.replace("must", "may")))["Poland", "article 1"].things
    assert may.modal == "may"
    (free,) = extents(draft(DUTY + " at its discretion"))["Poland", "article 1"].things
    assert free.free


def test_an_exit_matters_where_duties_end_with_it():
    leave = "A party may withdraw with 1 year of notice.\nDuties for attacks before the exit {}.\n"
    step = "its bearer is out right after the attack"
    assert step not in dict(extents(draft(DUTY, leave.format("remain")))["Poland", "article 1"].steps)
    assert dict(extents(draft(DUTY, leave.format("end")))["Poland", "article 1"].steps)[step] == 0


def test_a_standing_duty_is_counted_in_all_cases():
    one = extents(draft(DUTY + ".\narticle 2.\nPoland must consult"))["Poland", "article 2"]
    assert one.owed == one.whole
    assert not one.steps


def test_limits_are_no_defect():
    report = checked(draft(DUTY))
    assert [f for f in report.findings if f.code == "F0102"] == [
        f for f in report.findings if f.on_purpose and f.kind == "limits"
    ]


def test_whoever_a_duty_to_help_leaves_out_by_name():
    duty = "article 1.\nAfter an attack by anyone on a party each other party{} must assist the victim.\n"
    consult = "article 2.\nAfter an attack by anyone on a party the parties together must consult.\n"
    text = f'treaty "Pact", called PACT.\nparty Poland, France, Italy.\n{PARTIES}{duty}{consult}'
    assert not [f for f in found(text.format(""), "limits") if f.code == "F0103"]
    (one,) = [f for f in found(text.format(" other than Italy"), "limits") if f.code == "F0103"]
    assert one.sentence == "Article 1 binds each other party to help, but not Italy."
    assert one.sets == (("Italy",),)
