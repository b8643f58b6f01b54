"""Timelines read line by line say what they say when they are read as a whole, at the same places."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from foedus.language import parse_draft
from foedus.language.lines import Lines
from foedus.language.load import Loader
from foedus.language.timelines import known_of, load_timeline
from foedus.model import Node, Timeline
from foedus.model.node import rewrite

PACT = parse_draft("""treaty "Pact", called PACT.
party Ukraine, Poland, Russia.
place Odesa within territory of Ukraine.
open clock: 24 hours | 7 days, asks "How soon?".
open who: each other party | Poland, asks "Who?".
article 1.
After an attack on Ukraine, ?who must assist within ?clock.
""")
assert not [d.message for d in PACT.diagnostics]
NAME = "witness.timeline"
HEAD = 'timeline "One", of PACT.\n'
WITH = "with clock = 24 hours, who = each other party.\n"
ATTACK = "2027-03-01: Russia attacks Ukraine in Odesa, attribution established.\n"


def whole(text: str) -> Timeline | None:
    found = load_timeline(Loader({NAME: text}), Path(NAME), NAME, PACT, known_of([PACT]))
    return found.timeline if found.ok else None


def placed(timeline: Timeline | None) -> object:
    """The timeline with the line and column of everything, but without how far it is from the beginning."""

    def moved(node: Node) -> Node:
        span = node.span
        return node if span is None else replace(node, span=span._replace(start=0, end=span.end - span.start))

    return rewrite(timeline, moved)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + WITH + ATTACK + "expect Poland owes assistance.\n",
        HEAD
        + ATTACK
        + "\n2027-03-02: Poland and Ukraine consult.\nexpect Poland owes nothing; nobody is in breach.",
        HEAD.replace(".", ", until 2027-04-01.")
        + WITH
        + ATTACK
        + ATTACK
        + "expect CF_BINDING or NOT_DETERMINED.",
        HEAD + "with clock = 7 days. " + ATTACK + "expect at 2027-03-03: Poland owes nothing.",
    ],
)
def test_a_timeline_is_the_same_line_by_line(text: str):
    lines = Lines(known_of([PACT]), NAME)
    for _ in range(2):  # read, and as it was kept
        found = lines.timeline(text)
        assert found is not None
        assert placed(found) == placed(whole(text))


@pytest.mark.parametrize(
    "text",
    [
        ATTACK,
        HEAD + HEAD,
        HEAD + "actor Marauders is non-state.\n" + ATTACK,
        HEAD + "2027-03-01: Russia attacks Ukraine\nin Odesa.\n",
        HEAD + "2027-03-02: Poland consults.\n" + ATTACK,
        HEAD + WITH + "with clock = 7 days.\n",
        HEAD + "with clock = 9 days.\n",
        HEAD + 'source "a paper".\n' + ATTACK,
        HEAD + "2027-03-01: Sweden attacks Ukraine.\n",
    ],
)
def test_what_bears_upon_other_lines_or_is_wrong_is_left_to_the_whole(text: str):
    lines = Lines(known_of([PACT]), NAME)
    assert lines.timeline(text) is None
    good = HEAD + WITH + ATTACK
    assert placed(lines.timeline(good)) == placed(whole(good)), "nothing of it is left behind"
