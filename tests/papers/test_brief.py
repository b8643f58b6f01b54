"""What each paper says: duties with their clocks, days and what came of them, what monitors see, what players get."""

from __future__ import annotations

import re

from foedus.model.papers import Papers
from foedus.papers.brief import fit
from foedus.papers.brief.front import shorter
from foedus.papers.brief.layout import document
from foedus.papers.brief.markdown import markdown
from tests.papers import made

KYIV = made.UKRAINE / "guarantee.treaty"
SALVO = made.UKRAINE / "timelines" / "04-drone-salvo.timeline"
SETTLED = (("clock", "24 hours"), ("silence", "it has not"), ("speed", "72 hours"))


def sheets(papers: Papers, *names: str) -> str:
    return markdown(document(papers, names, fit.SCREEN))


def topic(papers: Papers, name: str) -> list[str]:
    assert papers.brief is not None
    return [one.text for one in next(t for t in papers.brief.does if t.name == name).says]


# ---- the brief -------------------------------------------------------------------------------------------------------


def test_sentences_are_plain_and_open_points_are_brackets():
    papers = made.of(KYIV)
    assert topic(papers, "Who decides")[1] == (
        "Once it has been invoked, [Ukraine / any guarantor / a majority of guarantors / two-thirds of guarantors / "
        "unanimity of guarantors / each guarantor for itself / a majority of guarantors other than the attacker] "
        "decides within [24 hours / 72 hours / 7 days] whether the case has arisen; silence means: [it has not / it "
        "has / the question stays open]."
    )
    assert topic(papers, "Who must do what")[1] == (
        "Use of force by Germany needs a decision of the Bundestag; silence means that it is refused."
    )


def test_a_role_that_is_left_open_reads_as_a_sentence():
    assert topic(made.of(KYIV), "Who")[2] == (
        "Russia is [not a party / a state that acknowledges it / a party / a guarantor]."
    )


def test_settled_points_are_no_brackets():
    papers = made.of(KYIV, settled=SETTLED)
    said = topic(papers, "Who decides")[1]
    assert "decides within 24 hours whether the case has arisen; silence means that it has not." in said
    assert papers.brief is not None
    assert not {"clock", "silence", "speed"} & {one.name for one in papers.brief.open}
    assert "Settled for this paper: clock = 24 hours" in papers.lede


def test_the_term_that_sets_duties_off_comes_first():
    assert topic(made.of(KYIV), "The case")[0].startswith("“armed attack” means")


def test_what_is_left_out_is_not_told_twice():
    papers = made.of(KYIV, finders=("scope", "procedure", "time"))
    assert papers.brief is not None
    assert papers.brief.found
    assert all(one.kind != "scope" for one in papers.brief.found)
    assert any("anyone but Russia" in one.text for one in papers.brief.uncovered.says)
    assert "recommend" not in sheets(papers, "brief")


def test_names_stand_as_prose_has_them():
    said = " ".join(topic(made.of(made.LIBRARY / "nat.treaty"), "Who must do what"))
    assert "report to the Security Council, without delay" in said
    assert not re.search(r"armed-attack|use-force", said)


def test_who_watches():
    paris = made.of(made.UKRAINE / "paris-declaration.treaty")
    assert topic(paris, "Who watches") == [
        "When a ceasefire is in force, the United States intends to monitor ceasefire."
    ]
    assert all(not one.by for one in paris.checklist.duties), (
        "who watches a ceasefire does not watch the duties"
    )


def test_a_secret_part_says_so():
    papers = made.of(made.LIBRARY / "frpol_kg.treaty")
    notes = [one.note for t in papers.brief.does for one in t.says] if papers.brief else []
    drafted = made.loaded(made.LIBRARY / "frpol_kg.treaty").draft
    assert drafted is not None
    if any(part.secret for part in drafted.parts):
        assert any("secret" in note for note in notes)


def test_a_cut_is_marked():
    assert shorter("It binds [A / B / C / D] for good", 5, 99) == "It binds [A / B / … 4 options] for good"
    assert shorter("one two three four", 99, 9) == "one two …"
    assert shorter("x [long option / other] y", 99, 14).endswith("] …")


# ---- the calendar ----------------------------------------------------------------------------------------------------


def test_periods_by_what_they_run_from():
    found = [(c.runs_from, c.period, c.who) for c in made.of(KYIV, settled=SETTLED).calendar.clocks]
    assert ("the invocation", "within 24 hours of the invocation") in [one[:2] for one in found]
    assert (
        "the decision", "within 72 hours of the decision", "[each other guarantor / the guarantors together]"
    ) in found  # fmt: skip
    assert ("notice of withdrawal", "[30 days / 6 months / 1 year] after notice", "a party") in found


def test_stages_dates_and_what_has_no_clock():
    ladder = made.of(made.UKRAINE / "ladder.treaty").calendar
    assert "from 72 hours after a violation on" in [c.period for c in ladder.clocks]
    nat = made.of(made.LIBRARY / "nat.treaty").calendar
    assert [c.period for c in nat.clocks if c.runs_from == "fixed dates"] == ["24 August 1949"]
    assert any("“without delay” fixes no clock" in one.note for one in nat.loose)


def test_days_of_a_timeline_are_those_of_the_record():
    papers = made.of(KYIV, SALVO)
    (days,) = papers.calendar.timelines
    rows = [(one.who, one.what, one.state, one.elapsed) for one in days.days if one.kind == "duty"]
    assert rows == [
        ("Guarantors A to E", "must arm Ukraine and sanction Russia: last instant", "in breach", 97 * 60),
        ("Guarantor F", "must arm Ukraine and sanction Russia: last instant", "performed", 97 * 60),
    ]
    assert ("threshold", "below-threshold", False) in days.settled
    assert any("threshold" in one for one in days.depends), "what the open threshold decides is said"
    assert [one.at for one in days.days] == sorted(one.at for one in days.days)


def test_names_where_they_are_asked_for():
    days = made.of(KYIV, SALVO, names=True).calendar.timelines[0]
    assert any(one.who == "Poland" for one in days.days)
    assert "Guarantor " not in sheets(made.of(KYIV, SALVO, names=True), "calendar", "injects", "facilitator")


def test_real_incidents_keep_their_names_and_days():
    papers = made.of(made.LIBRARY / "triple.treaty", made.LIBRARY.parent / "incidents" / "O01.timeline")
    assert not papers.anonymous
    said = sheets(papers, "calendar")
    assert "| 28 July 1914 | *T* | *Austria-Hungary attacks" in said


# ---- the checklist ---------------------------------------------------------------------------------------------------


def test_duties_prohibitions_policies_and_who_observes_them():
    axios = {
        one.where + one.duty: one for one in made.of(made.UKRAINE / "axios-text.treaty").checklist.duties
    }
    first = next(one for name, one in axios.items() if name.startswith("article 1"))
    assert "The Joint Assessment Mechanism, on whether the attack is significant" in first.by
    assert "the Monitoring Commission, which reports within 24 hours (article 3)" in first.by
    assert first.breached[-1] == "If it is “intends to”: none; a departure is recorded."
    bud = made.of(made.LIBRARY / "bud.treaty").checklist.duties
    attack = next(one for one in bud if "must not attack" in one.duty)
    assert attack.due == "At all times while the text is in force"
    assert attack.performed == (
        "Nothing of the kind is done.",
        "It does not hold if Ukraine has attacked that assurer.",
    )
    assert attack.boxes[0] == "no such act seen"
    assert all(not one.by for one in bud)


def test_a_joint_duty_says_who_is_in_breach():
    nat = made.of(made.LIBRARY / "nat.treaty").checklist.duties
    report = next(one for one in nat if "report to" in one.duty)
    assert "by every one of them" in report.performed[0]
    assert "does not say who of them is in breach" in report.breached[-1]


def test_domestic_process_and_release_are_excuses():
    kyiv = made.of(KYIV).checklist.duties[0]
    assert "Excused for Germany if the Bundestag refuses (article 3)." in kyiv.performed
    plan = made.of(made.UKRAINE / "plan-28.treaty").checklist.duties
    answer = next(one for one in plan if one.where == "article 10-b")
    assert any(
        one.startswith("Excused where released: the United States is released") for one in answer.performed
    )


# ---- the exercise ----------------------------------------------------------------------------------------------------


def test_players_get_facts_and_the_facilitator_the_answers():
    papers = made.of(KYIV, SALVO)
    (one,) = papers.exercises
    assert [step.number for step in one.injects] == [key.number for key in one.key] == list(range(1, 10))
    players = sheets(papers, "injects")
    assert one.title not in players, "the title may give the point away"
    assert "breach" not in players
    assert "adopted" not in players
    answers = sheets(papers, "facilitator")
    assert one.title in answers
    assert "Guarantors A to E are in breach: arm Ukraine and sanction Russia was due." in answers
    assert "“Once it has been invoked, a majority of guarantors decides within 24 hours" in answers
    assert "(article 2, line " in answers


def test_what_comes_before_the_attack_is_one_inject():
    one = made.of(KYIV, SALVO).exercises[0]
    assert [step.elapsed is None for step in one.injects] == [True] + [False] * 8
    assert one.injects[0].news == ("A ceasefire enters into force.", "Ukraine and Guarantors A to F ratify.")
    assert one.injects[-1].news == ("Time passes.",)


def test_an_attack_that_the_text_does_not_speak_of():
    papers = made.of(made.LIBRARY / "triple.treaty", made.LIBRARY.parent / "incidents" / "O01.timeline")
    said = [one.text for key in papers.exercises[0].key for one in key.says]
    assert "It is no case that the text speaks of." in said


def test_groups_that_changed_are_told_as_they_have_become():
    said = topic(made.of(made.LIBRARY / "nat.treaty"), "Who")[0]
    assert said.startswith("The members, as since changed: Belgium, Canada, ")
    assert said.endswith("Finland and Sweden.")
