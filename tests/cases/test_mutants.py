"""A test of the tests: the sampler finds an error in the lowering, whichever it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from foedus.cases import conditions, decisions, duties, ends, force, happenings, times, triggers, votes
from foedus.cases.graph import FALSE, TRUE
from foedus.cases.times import NEVER, NO, Times
from foedus.engine.state import LoopError
from foedus.language import parse_draft
from tests.cases.agreement import bench, cases, differences

HEAD = """treaty "Pact", called PACT.
state Russia.
party Ukraine, Poland, France, Germany.
guarantors, each a guarantor, are Poland, France, Germany.
place Odesa within territory of Ukraine.
organ Bundestag.
organ Special Commission.
event mobilisation.
standard grave, judged by Special Commission.
raid means a limited or larger attack by anyone on Ukraine.
blow means an attack by Russia on Ukraine.
"""
VOTED = (
    HEAD
    + """article 9.
  This treaty enters into force for a party when that party ratifies. A party may withdraw with 1 day of notice.
article 1 "Call".
  After a raid Ukraine may invoke this treaty, within 7 days of the attack.
  On invocation majority of guarantors decides within 10 days whether the case has arisen; on silence it has not.
article 2 "Help".
  When the case has arisen, each guarantor must use-force, within 3 days, unless a mobilisation has occurred.
"""
)
DIRECT = (
    HEAD
    + """article 9.
  This treaty enters into force for a party when that party ratifies. A party may withdraw with 1 day of notice.
article 1.
  After a raid the guarantors together must assist the victim, within 24 hours, provided the attack is grave, while
  Ukraine has not ratified.
article 2.
  24 hours after a raid, if a mobilisation has occurred, Poland must arm Ukraine and train Ukraine, within 3 days,
  unless Ukraine objects within 24 hours.
article 3.
  After a raid, when Ukraine requests assistance, each other party must consult, within 24 hours of the attack.
article 5.
  On breach of article 3 each other party must sanction Russia within 3 days.
article 6.
  After a raid Germany must use-force, within 3 days.
article 7.
  After a blow France must train Ukraine.
article 10.
  Duties for attacks before the exit end.
article 11.
  Use-force by Germany needs a decision of Bundestag within 24 hours, on silence refused.
"""
)
STANDING = (
    HEAD
    + """hunger lasts from a mobilisation until the end of mobilisation.
article 1.
  After a raid Poland must assist the victim, while hunger holds.
article 2.
  After a blow unanimity of guarantors with constructive abstention decides within 24 hours whether the case has arisen;
  on silence it has.
article 3.
  When the case has arisen, Poland must arm Ukraine, once it has ratified, with the consent of France.
article 4.
  After a raid France must arm Ukraine, provided Ukraine has ratified, within 0 hours.
"""
)

ROUNDS = 40  # of twenty cases of each draft; most errors are found in the first

Patch = Callable[[pytest.MonkeyPatch], Any]


def replaced(owner: Any, name: str, make: Callable[[Any], Any]) -> Patch:
    """The mutant in which a function is another one, made from it."""
    return lambda patch: patch.setattr(owner, name, make(getattr(owner, name)))


def _shifted(by: int) -> Callable[[Any], Any]:
    return lambda plus: (
        lambda self, time, minutes: plus(self, time, minutes + by if minutes >= 60 else minutes)
    )


MUTANTS: dict[str, Patch] = {
    # comparisons
    "at most becomes before": replaced(Times, "le", lambda le: lambda s, a, b, slack=0: le(s, a, b, slack - 1)),
    "before becomes at most": replaced(Times, "lt", lambda lt: lambda s, a, b: s.le(a, b)),
    "from on becomes after": replaced(times.Times, "from_on", lambda f: lambda s, t: f(s, s.plus(t, 1))),
    "until leaves out its end": replaced(Times, "until", lambda f: lambda s, t: s.before(t)),
    "the last becomes the first": replaced(Times, "last", lambda f: lambda s, a, b: s.first(a, b)),
    # constants
    "periods a minute longer": replaced(Times, "plus", _shifted(1)),
    "periods a minute shorter": replaced(Times, "plus", _shifted(-1)),
    # dropped guards
    "any of the ends": replaced(ends, "only", lambda f: lambda low, of, index: of[index]),
    "nobody is the attacker": replaced(duties, "_guilty", lambda f: lambda of: NO),
    "members of a joint duty are not looked at": replaced(duties, "_members", lambda f: lambda of, a: of.who.members),
    "force is not looked at": replaced(duties, "_bound", lambda f: lambda *a: TRUE),
    "exceptions are not looked at": replaced(duties, "_never", lambda f: lambda *a: FALSE),
    "it waits for nothing": replaced(duties, "_ready", lambda f: lambda of, start: start),
    "nothing is needed": replaced(duties, "_needs", lambda f: lambda of: times.YES),
    "objections have no time": replaced(duties, "_unopposed", lambda f: lambda of, ready: ready),
    "always surely": replaced(duties, "surely", lambda f: lambda *a: TRUE),
    "nothing is performed": replaced(ends, "_performed", lambda f: lambda *a: (f(*a), NEVER)[1]),
    "nothing lapses": replaced(ends, "lapses", lambda f: lambda *a: (f(*a), [])[1]),
    "no end is foreseen": replaced(ends, "closing", lambda f: lambda *a: []),
    "nothing is waived": replaced(ends, "waiver", lambda f: lambda *a: (f(*a), NEVER)[1]),
    "nobody refuses at home": replaced(ends, "_refused_at_home", lambda f: lambda *a: (f(*a), (NEVER, NEVER))[1]),
    "tails remain": replaced(ends, "tail", lambda f: lambda *a: (f(*a), TRUE)[1]),
    "a ground is never lost": lambda patch: [
        replaced(room, "lost", lambda f: lambda *a: (f(*a), NEVER)[1])(patch) for room in (decisions, ends)
    ],
    "nobody withdraws": replaced(force, "_withdrawal", lambda f: lambda *a: (f(*a), NEVER)[1]),
    "silence says nothing": replaced(
        decisions, "_silence", lambda f: lambda *a: {"yes": NEVER, "no": NEVER, "lapsed": NEVER}
    ),
    "one more vote is needed": replaced(votes, "need", lambda f: lambda rule, size: f(rule, size) + 1),
    "abstentions are votes for": replaced(
        votes, "counted", lambda f: lambda low, rule, cast: f(low, rule, {**cast, 0: [*cast[0], *cast[2]]})
    ),
    "stages do not wait": replaced(triggers.Low, "after", lambda f: lambda s, t, p: t),
    "a breach is no breach": replaced(duties, "ends", lambda f: lambda *a: (f(*a)[0], NEVER)),
    "the past counts in the present": replaced(
        conditions.Low, "beginning", lambda f: lambda s, view: None if view.case else f(s, view)
    ),
    "a finding changes nothing": replaced(
        happenings.Low, "turning", lambda f: lambda s, before, after: before
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> list[Any]:
    found = [parse_draft(text) for text in (VOTED, DIRECT, STANDING)]
    assert all(one.ok for one in found), [one.diagnostics for one in found]
    return [one.draft for one in found]


def disagreement(drafts: list[Any], seed: str, rounds: int = ROUNDS) -> bool:
    rnd = random.Random(seed)
    benches = [bench(draft) for draft in drafts]
    for _ in range(rounds):
        for of in benches:
            for reading in islice(cases(of, rnd), 20):
                try:
                    if differences(of, reading):
                        return True
                except LoopError:
                    continue
    return False


def test_without_an_error_they_agree(texts: list[Any]):
    assert not disagreement(texts, "none")


@pytest.mark.parametrize("name", MUTANTS)
def test_an_error_in_the_lowering_is_found(name: str, texts: list[Any], monkeypatch: pytest.MonkeyPatch):
    MUTANTS[name](monkeypatch)
    try:
        found = disagreement(texts, name, 6 * ROUNDS)
    except (AssertionError, ValueError):  # it leaves no case, or no reading of one
        return
    assert found


def test_which_of_two_at_one_instant_is_named_first_makes_no_difference(
    texts: list[Any], monkeypatch: pytest.MonkeyPatch
):
    """A mutant that is none: of times at one instant, `first` picks a term, and all terms are equal there."""
    replaced(Times, "first", lambda f: lambda s, *t: f(s, *reversed(t)))(monkeypatch)
    assert not disagreement(texts, "reversed")
