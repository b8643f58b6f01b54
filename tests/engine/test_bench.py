"""What has been run once and is asked again answers as a fresh run does."""

from pathlib import Path

from foedus.engine import expect
from foedus.engine.bench import Bench
from foedus.language import parse_draft
from foedus.language.load import Loader
from foedus.language.timelines import known_of, load_timeline
from foedus.model import Timeline

PACT = parse_draft("""treaty "Pact", called PACT.
party Ukraine, Poland, Russia.
open clock: 24 hours | 7 days, asks "How soon?".
open who: Poland | each other party, asks "Who?".
open what: assist | consult, asks "What?".
article 1.
After an attack on Ukraine, ?who must ?what within ?clock.
article 2.
Poland may report.
""")
assert not [d.message for d in PACT.diagnostics]
NAME = "a.timeline"
SAYS = (
    "expect Poland owes assistance.",
    "expect it depends whether Poland is in breach.",
    "expect nobody is in breach.",
    "expect Russia owes nothing.",
    "expect CF_BINDING.",
)


def timeline(expected: str) -> Timeline:
    text = (
        'timeline "One", of PACT, until 2027-03-05.\n'
        "2027-03-01: Russia attacks Ukraine, attribution established.\n2027-03-02: Poland consults.\n"
        + expected
    )
    found = load_timeline(Loader({NAME: text}), Path(NAME), NAME, PACT, known_of([PACT]))
    assert found.timeline is not None, found.diagnostics
    return found.timeline


def test_a_run_that_is_used_again_answers_as_a_fresh_one():
    draft = PACT.draft
    shared = Bench(draft, timeline(SAYS[0])).reusing()
    for said in (*SAYS, *reversed(SAYS)):
        one = timeline(said)
        assert expect.check(draft, one, ready=shared) == expect.check(draft, one)


def test_what_is_run_twice_is_one_run():
    shared = Bench(PACT.draft, timeline(SAYS[0])).reusing()
    first, other = (shared.run(lambda point: 0) for _ in range(2))
    assert first is other
    assert shared.run(lambda point: 1) is not first
