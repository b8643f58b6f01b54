"""What holds of every run: it is deterministic, an end is one end, and what no sentence mentions changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.engine import run
from foedus.language import parse_draft, parse_timeline
from foedus.model import Draft, Record, Timeline
from tests.engine.texts import CHAIN, DIRECT, HEAD, RATIFIED, at

RULES = (
    CHAIN,
    DIRECT.replace("of the attack.", "of the attack, unless a ceasefire is in force."),
    CHAIN.replace("on silence it has not", "on silence it has")
    + "article 8. A party may withdraw with 1 day of notice.\n",
    DIRECT
    + "article 4. Poland must not attack Belarus.\n"
    + "article 5. On breach of article 4 France must consult within 1 day.\n",
)
LINES = (
    "Russia attacks territory of Ukraine in Odesa, scale limited, attribution established",
    "Russia attacks territory of Ukraine in Odesa, scale limited",
    "Russia attacks territory of Ukraine in Odesa, scale below-threshold, attribution established",
    "Poland attacks Belarus in Minsk, scale limited, attribution established",
    "the attack of 2027-03-01 is attributed to Russia, established",
    "the attack of 2027-03-01 is attributed to Belarus, established",
    "Ukraine invokes this treaty",
    "Poland votes for the case",
    "France votes for the case",
    "Germany votes against the case",
    "Poland acts to use-force for Ukraine",
    "Ukraine waives article 3",
    "a ceasefire begins",
    "a ceasefire ends",
    "Germany withdraws",
)
STEPS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(LINES)), max_size=9)


def script(steps: list[tuple[int, str]]) -> str:
    """A timeline of these events, two hours to a step, from the day of the first attack."""
    lines = [
        f"2027-03-{1 + 2 * k // 24:02d} {2 * k % 24:02d}:00: {text}.\n"
        for k, text in sorted(steps, key=lambda s: s[0])
    ]
    return 'timeline "T", of G.\n' + RATIFIED + "".join(lines)


def read(text: str, events: str) -> tuple[Draft, Timeline]:
    """Both, parsed."""
    loaded = parse_draft(text)
    found = parse_timeline(events, loaded)
    assert loaded.draft is not None
    assert found.timeline is not None
    assert found.ok, [d.message for d in found.diagnostics]
    return loaded.draft, found.timeline


def record(text: str, events: str) -> Record:
    """What comes of them."""
    return run(*read(text, events))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RULES), STEPS)
def test_runs(text: str, steps: list[tuple[int, str]]):
    first = record(text, script(steps))
    assert first == record(text, script(steps))
    for duty in first.duties:
        assert (duty.ended is None) == (duty.status == "owed")
        assert duty.ended is None or duty.since <= duty.ended <= first.until
        if duty.status == "performed":
            assert duty.performed == duty.ended
            assert duty.due is None or duty.ended <= duty.due
        if duty.status == "breached" and duty.modal == "must":
            assert duty.ended == duty.due
            assert duty.performed is None or duty.performed > duty.ended
    for decision in first.decisions:
        assert (decision.closed is None) == (decision.status == "open")
        assert decision.status != "adopted" or sum(v.value == "for" for v in decision.votes if v.counted) >= 1
    instants = [c.at for c in first.changes]
    assert instants == sorted(instants)
    assert all(cause < index for index, c in enumerate(first.changes) for cause in c.because)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(RULES), STEPS, st.integers(0, 40))
def test_an_event_that_no_sentence_mentions_changes_nothing(
    text: str, steps: list[tuple[int, str]], when: int
):
    text += "event mobilisation.\n"
    plain = record(text, script(steps))
    more = record(text, script([*steps, (when, "a mobilisation begins")]))

    def lives(found: Record) -> list[tuple[object, ...]]:
        return [(d.bearer, d.action, d.since, d.due, d.status, d.ended, d.performed) for d in found.duties]

    assert lives(plain) == lives(more)
    assert [(d.status, d.opened, d.closed) for d in plain.decisions] == [
        (d.status, d.opened, d.closed) for d in more.decisions
    ]


def test_a_swap_of_names_gives_the_mirrored_record():
    """Neutrality: no party is treated by its name."""
    steps = [(2, LINES[0]), (3, LINES[6]), (4, LINES[7]), (5, LINES[8]), (9, LINES[10])]

    def swapped(words: str) -> str:
        pairs = (("Russia", "R\0"), ("Ukraine", "Russia"), ("R\0", "Ukraine"))
        for old, new in pairs:
            words = words.replace(old, new)
        return words

    one = record(CHAIN, script(steps))
    two = record(swapped(CHAIN), swapped(script(steps)))
    assert [swapped(c.text) for c in one.changes] == [c.text for c in two.changes]
    assert at("2027-03-01")
    assert HEAD
