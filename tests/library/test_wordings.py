"""Wordings that the library's instruments needed, each with a case that tells it from what it is not."""

import pytest

from foedus.engine.run import run
from foedus.language import parse_draft, parse_timeline

HEAD = """treaty "Guarantee", called G.
party Austria, Spain, Portugal.
state France, Russia, Morocco.
place Madrid within territory of Spain.
place Ceuta within territory of Spain.
"""
FORCE = "article 9. In force from 1900-01-01.\n"


def codes(draft: str, events: str) -> list[str]:
    """The outcomes of a timeline, the strongest first."""
    loaded = parse_draft(HEAD + draft + FORCE)
    assert not loaded.diagnostics, [d.message for d in loaded.diagnostics]
    found = parse_timeline(f'timeline "T", of G.\n{events}', loaded)
    assert not found.diagnostics, [d.message for d in found.diagnostics]
    assert loaded.draft is not None
    assert found.timeline is not None
    return [outcome.code for outcome in run(loaded.draft, found.timeline).outcomes]


def attack(by: str, where: str = "Madrid", day: int = 1, more: str = "not provoked") -> str:
    return f"1910-05-0{day}: {by} attacks Spain in {where}, scale limited, attribution established, {more}.\n"


@pytest.mark.parametrize("meaning", ["any of powers", "a power", "any state other than Morocco"])
def test_a_term_may_mean_any_of_some_states(meaning: str) -> None:
    draft = f"""powers, each a power, are France, Russia.
    outside-power means {meaning}.
    article 1. After an attack by an outside-power on a party each other party must assist the victim.
    """
    assert codes(draft, attack("France")) == ["CF_BINDING"]
    assert codes(draft, attack("Morocco")) == ["EXCL_CAUSE"]


def test_a_place_is_left_out_of_a_territory() -> None:
    draft = """home-attack means an attack by anyone on a party in territory of the victim other than Ceuta.
    article 1. After a home-attack each other party must assist the victim.
    """
    assert codes(draft, attack("France")) == ["CF_BINDING"]
    assert codes(draft, attack("France", "Ceuta")) == ["EXCL_TERRITORY"]


def test_adjectives_of_an_attack_are_parted_by_commas() -> None:
    draft = """armed-attack means an unprovoked, limited or larger attack by anyone on a party.
    article 1. After an armed-attack each other party must assist the victim.
    """
    assert codes(draft, attack("France")) == ["CF_BINDING"]
    assert codes(draft, attack("France", more="provoked")) == ["EXCL_CAUSE"]


def test_a_duty_that_waits_for_a_second_attacker() -> None:
    draft = """powers, each a power, are France, Russia.
    article 1. When at least 2 powers have attacked a party, after an attack by a power on a party,
      each other party must assist the victim.
    """
    assert codes(draft, attack("France") + attack("France", day=2)) == ["EXCL_CAUSE", "EXCL_CAUSE"]
    assert codes(draft, attack("France") + attack("Russia", day=2)) == ["CF_BINDING", "CF_BINDING"]


def test_a_duty_that_waits_for_another_states_help() -> None:
    draft = """article 1. When France assists the victim, after an attack by Russia on a party,
      the other party must assist the victim.
    """
    assert codes(draft, attack("Russia")) == ["EXCL_CAUSE"]
    assert codes(draft, attack("Russia") + "1910-05-03: France acts to assist Spain.\n") == ["CF_BINDING"]


def test_those_that_have_ratified_are_bound_together() -> None:
    draft = """helpers, each a helper, are Austria, Portugal.
    article 1. After an attack by Russia on Spain the helpers that have ratified together must meet.
    """
    assert codes(draft, "1910-01-01: Austria ratifies.\n" + attack("Russia")) == ["CONSULT_ONLY"]
    loaded = parse_draft(HEAD + draft + FORCE)
    found = parse_timeline(f'timeline "T", of G.\n1910-01-01: Austria ratifies.\n{attack("Russia")}', loaded)
    assert loaded.draft is not None
    assert found.timeline is not None
    assert [duty.bearer for duty in run(loaded.draft, found.timeline).duties] == ["Austria together"]


def test_to_take_part_in_a_war_is_no_assistance() -> None:
    draft = """article 1. After an attack by Russia on a party each other party may take part in "the war".
    """
    assert codes(draft, attack("Russia")) == ["EXCL_TYPE"]
