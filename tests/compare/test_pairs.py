"""The comparison over the pairs whose difference is known: equal ones proved equal, changed ones show that change."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from foedus.compare.difference import differ
from foedus.engine import run
from foedus.language import parse_timeline
from foedus.model.comparison import Comparison, Difference
from tests.compare.corpus import Pair, folders, pair
from tests.compare.seen import parted

EFFECT = {
    "gone": "less", "weaker": "less", "unbound": "less", "new": "more", "stronger": "more", "bound": "more",
    "later": "later", "arises later": "later", "no clock": "later", "sooner": "sooner", "arises sooner": "sooner",
    "clock": "sooner",
}  # fmt: skip
DECISIONS = ("votes", "time", "silence", "force", "not opened", "opened", "opens otherwise", "lost")
STANDS = {"less bound": "less", "more bound": "more", "later": "later", "sooner": "sooner"}


@cache
def compared(folder: Path) -> tuple[Pair, Comparison]:
    one = pair(folder)
    assert one.a.draft is not None
    assert one.b.draft is not None
    return one, differ(one.a.draft, one.b.draft, budget=120.0)


@pytest.mark.parametrize("folder", folders("equal"), ids=lambda f: f.name)
def test_equal_pairs_are_proved_equal(folder: Path) -> None:
    _, found = compared(folder)
    assert [d.sentence for d in found.differences] == []
    assert found.equal == "yes"
    assert found.complete


@pytest.mark.parametrize("folder", folders("changed"), ids=lambda f: f.name)
def test_changed_pairs_show_that_change_and_nothing_else(folder: Path) -> None:
    one, found = compared(folder)
    assert found.equal == "no"
    assert found.exact
    assert found.differences
    concerned = {(w, m) for t in one.told for w in t.bearers for m in t.measures}
    allowed = {(w, m, h) for t in one.told for w in t.bearers for m in t.measures for h in (*t.how, *t.also)}
    for difference in found.differences:
        others = difference.kind == "members"  # who are bound beside others
        bound = [s for s in difference.stands if not s.protected and not (others and s.effect == "other")]
        assert {s.who for s in bound} <= {w for w, _ in concerned}, difference.sentence
        for stands in bound:
            if stands.effect in STANDS:
                assert STANDS[stands.effect] in {h for w, _, h in allowed if w == stands.who}, (
                    difference.sentence
                )
        for who, measure in _shown(difference, concerned):
            assert (who, measure) in concerned, difference.sentence
            effect = EFFECT.get(difference.kind)
            if effect is not None:
                assert (who, measure, effect) in allowed, difference.sentence


@pytest.mark.parametrize("folder", folders("changed"), ids=lambda f: f.name)
def test_the_witnesses_part_by_the_interpreter_alone(folder: Path) -> None:
    one, found = compared(folder)
    allowed = {(w, m, h) for t in one.told for w in t.bearers for m in t.measures for h in (*t.how, *t.also)}
    assert one.a.draft is not None
    assert one.b.draft is not None
    parts = 0
    for difference in found.differences:
        if not difference.witness or difference.completions != "every":
            continue
        read = (
            parse_timeline(difference.witness, one.a),
            parse_timeline(one.translated(difference.witness), one.b),
        )
        assert all(r.ok for r in read), [d.message for r in read for d in r.diagnostics]
        assert read[0].timeline is not None
        assert read[1].timeline is not None
        records = run(one.a.draft, read[0].timeline), run(one.b.draft, read[1].timeline)
        shown = {(*key, how) for key, how in parted(*records).items()}
        assert shown <= allowed, difference.sentence
        assert (
            records[0].duties != records[1].duties
            or records[0].decisions != records[1].decisions
            or (records[0].statuses != records[1].statuses)
        ), difference.sentence
        parts += 1
    assert parts or folder.name.startswith("30-"), "no difference has a witness"


def _shown(difference: Difference, concerned: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whom a difference concerns in which measures, as the pairs name them; a decision concerns nobody by itself."""
    if difference.kind in DECISIONS:
        return []
    jointly = any(who.startswith("together") for who in difference.who)
    out: list[tuple[str, str]] = []
    for who in difference.who:
        for what in difference.what:
            measure = (
                "not attack" if what.startswith("attack ") else what.replace("“this treaty”", "").strip()
            )
            if who.startswith("together") or (jointly and (who, f"{measure} together") in concerned):
                continue  # who together owes what is looked at by how each stands
            out.append((who, measure))
    return out
