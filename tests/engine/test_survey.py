"""A draft with open points on a timeline: the same as running every completion by hand."""

import itertools

import pytest

from foedus.engine.bench import Bench
from foedus.engine.completion import explore
from foedus.engine.run import run
from foedus.engine.survey import Survey, facts, survey
from foedus.model import Draft, Timeline
from tests.engine.reading import ATTACK, FORCE, HEAD, RATIFIED, events, read
from tests.engine.test_expect import OPEN, STORY

WIDE = OPEN.replace("use-force within", "?response within").replace(
    "article 1.",
    "open response: consult | use-force | sanction Russia.\nopen bound: must | may | intends to.\narticle 1.",
).replace("each guarantor must ?response", "each guarantor ?bound ?response")  # fmt: skip


def pair(draft: str, text: str) -> tuple[Draft, Timeline]:
    loaded = read(draft)
    assert loaded.draft is not None
    return loaded.draft, events(text, loaded)


@pytest.mark.parametrize("draft", [OPEN, WIDE])
@pytest.mark.parametrize(
    "text",
    [
        STORY,
        RATIFIED + ATTACK,
        RATIFIED + ATTACK + "2027-03-01 06:00: Ukraine invokes this treaty.\n",
        RATIFIED + ATTACK.replace("in Odesa", "in Minsk"),
    ],
)
def test_the_tree_is_the_same_as_every_completion(draft: str, text: str) -> None:
    parsed, timeline = pair(draft, text)
    bench = Bench(parsed, timeline)
    points = parsed.open_points()
    runs = explore(lambda pick: facts(bench.run(pick).record))
    assert len(runs.leaves) <= len(list(itertools.product(*(p.texts for p in points))))
    for world in itertools.product(*(range(len(p.texts)) for p in points)):
        settings = {p.name: i for p, i in zip(points, world, strict=True)}
        mine = [leaf for leaf in runs.leaves if all(settings[n] == i for n, i in leaf.settings.items())]
        assert len(mine) == 1
        texts = {p.name: p.texts[settings[p.name]] for p in points}
        assert mine[0].value == facts(run(parsed, timeline, texts))


def found(draft: str, text: str) -> Survey:
    return survey(*pair(draft, text))


def test_what_holds_in_every_completion_and_what_depends() -> None:
    result = found(OPEN, STORY)
    assert result.always == ("Ukraine may invoke this treaty under article 1",)
    assert result.answers[0].text == (
        "the outcome is CF_BINDING: no if decider = unanimity of guarantors, and silence = it has not; else yes"
    )
    assert [p.name for p in result.points] == ["decider", "clock", "silence"]
    assert result.completions == 8  # of 12: with any guarantor or a majority, silence does not matter


def test_points_that_the_timeline_does_not_touch_are_left_alone() -> None:
    result = found(OPEN, RATIFIED + ATTACK.replace("in Odesa", "in Minsk"))
    assert result.points == ()
    assert result.always == ("the outcome is EXCL_TERRITORY",)


def test_settled_points_are_not_asked() -> None:
    draft, timeline = pair(OPEN, STORY)
    result = survey(draft, timeline, {"decider": "any guarantor"})
    assert "decider" not in [p.name for p in result.points]


def test_beyond_the_limit_nothing_is_claimed_for_all() -> None:
    draft, timeline = pair(OPEN, STORY)
    result = survey(draft, timeline, limit=3)
    assert result.unknown
    assert result.always == ()
    assert result.settle


def test_a_meant_ambiguity_is_exposed_by_the_incident_on_which_readers_differ() -> None:
    ambiguous = "ambiguous land: Ukraine reads territory of Ukraine, Russia reads territory of Belarus.\n"
    head = HEAD.replace("armed-attack means", ambiguous + "armed-attack means")
    head = head.replace("on Ukraine in territory of Ukraine.", "on Ukraine in ?land.")
    draft = head + "article 3. After an armed-attack each guarantor must use-force within 72 hours.\n" + FORCE
    result = found(draft, RATIFIED + ATTACK)
    said = {r.text: r.said for r in result.readings}
    assert said["the outcome is CF_BINDING"] == (("Ukraine", "yes"), ("Russia", "no"))
    assert "as Ukraine reads land" in result.answers[0].text
