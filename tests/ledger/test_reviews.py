"""Reviews: saved at once, only added, taken back by adding; the queue of a person; the full screen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from foedus.ledger.claims import Run, claim, claims, propose
from foedus.ledger.errors import LedgerError
from foedus.ledger.queue import PARAGRAPH, Queue, changes_of, paragraph
from foedus.ledger.reviews import decide, edit, reviews, split, undo
from foedus.ledger.store import Store
from tests.ledger.making import STORY, put, story


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.memory() as made:
        put(made, STORY, story(), confirm=False, name="story.txt")
        yield made


def first(store: Store) -> str:
    return claims(store)[0].id


def test_a_decision_is_kept_with_who_and_how_long(store: Store):
    assert decide(store, first(store), "confirmed", "Ada", 12.34).status == "confirmed"
    last = reviews(store)[-1]
    assert (last.who, last.decision, last.seconds, last.claim) == ("Ada", "confirmed", 12.3, first(store))


def test_an_edit_waits_to_be_confirmed_again(store: Store):
    name = first(store)
    decide(store, name, "confirmed", "Ada")
    changed = edit(store, name, {"stance": "accept_weak", "issue": "new point"}, "Ada")
    assert (changed.stance, changed.issue, changed.status) == ("accept_weak", "new point", "proposed")
    assert changed.exact == story()[0].exact
    assert reviews(store, name)[-1].before == {"stance": "accept", "issue": "form", "status": "confirmed"}


def test_a_chain_can_be_mended_and_the_voice_follows(store: Store):
    name = first(store)
    assert claim(store, name).voice == "other"
    assert edit(store, name, {"chain": [["article", "", "narrator"]]}, "Ada").voice == "narrator"
    undo(store, "Ada")
    assert claim(store, name).voice == "other"


def test_undo_takes_back_one_after_the_other_and_forgets_nothing(store: Store):
    name = first(store)
    before = claim(store, name)
    decide(store, name, "rejected", "Ada")
    edit(store, name, {"stance": "open"}, "Ada")
    decide(store, name, "confirmed", "Ada")
    for status, stance in (("proposed", "open"), ("rejected", "accept"), ("proposed", "accept")):
        assert undo(store, "Ada") is not None
        assert (claim(store, name).status, claim(store, name).stance) == (status, stance)
    assert claim(store, name) == before
    assert undo(store, "Ada") is None
    assert len(reviews(store)) >= 6


def test_undo_takes_back_only_ones_own(store: Store):
    decide(store, first(store), "confirmed", "Ada")
    assert undo(store, "Ben") is None
    assert claim(store, first(store)).status == "confirmed"


def test_a_split_makes_two_that_wait_and_can_be_taken_back(store: Store):
    name = first(store)
    one, other = split(store, name, {"issue": "clock"}, "Ada")
    assert (one.issue, other.issue) == ("form", "clock")
    assert one.exact == other.exact
    assert {one.status, other.status} == {"proposed"}
    assert claim(store, name).status == "split"
    with pytest.raises(LedgerError, match="was split"):
        decide(store, name, "confirmed", "Ada")
    undo(store, "Ada")
    assert claim(store, name).status == "proposed"
    assert claim(store, one.id).status == "split"
    again = split(store, name, {"issue": "clock"}, "Ada")
    assert {a.id for a in again}.isdisjoint({one.id, other.id})


@pytest.mark.parametrize(
    ("changes", "said", "fix"),
    [
        ({"stanc": "accept"}, "no field “stanc”", "did you mean stance?"),
        ({"stance": "acept"}, "“acept” is no stance", "did you mean accept?"),
        ({"certainty": "sure"}, "“sure” is no certainty", "write one of: asserted, reported, hedged, denied"),
        ({"issue": " "}, "needs its issue", "write issue=…"),
        ({"stance": "accept"}, "nothing would change", "name a field and its new word: stance=reserve"),
    ],
)
def test_a_slip_in_an_edit_is_said(store: Store, changes: dict[str, str], said: str, fix: str):
    with pytest.raises(LedgerError, match=said) as error:
        edit(store, first(store), changes, "Ada")
    assert error.value.fixes == (fix,)
    assert reviews(store) == ()


def test_an_unknown_claim_and_a_nameless_person(store: Store):
    for name, said in (("ffff", "no claim ffff"), ("?", "names no claim"), ("' OR 1=1 --", "names no claim")):
        with pytest.raises(LedgerError, match=said):
            decide(store, name, "confirmed", "Ada")
    with pytest.raises(LedgerError, match="name of the person"):
        decide(store, first(store), "confirmed", " ")
    with pytest.raises(LedgerError, match="is no decision"):
        decide(store, first(store), "perhaps", "Ada")
    assert claims(store, "confirmed") == ()


def test_what_is_proposed_anew_takes_the_place_of_what_nobody_looked_at(store: Store):
    from msgspec.structs import replace

    old = claims(store)
    decide(store, old[0].id, "confirmed", "Ada")
    edit(store, old[1].id, {"stance": "open"}, "Ada")
    fresh = [replace(one, issue="form 2") for one in story()]
    assert len(propose(store, 1, fresh, Run("test", "2"), anew=True)) == 4
    left = {c.id for c in claims(store)}
    assert {old[0].id, old[1].id} <= left
    assert {old[2].id, old[3].id}.isdisjoint(left)
    assert len(propose(store, 1, fresh[:1], Run("other", "1"), anew=True)) == 0
    assert {c.id for c in claims(store)} == left, "another tool's proposals are its own"


# ---- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_goes_in_the_order_of_the_words_and_measures_time(store: Store):
    now = [100.0]
    queue = Queue(store, "Ada", lambda: now[0])
    seen: list[int] = []
    while (shown := queue.current()) is not None:
        assert shown.paragraph[shown.start : shown.stop] == shown.claim.exact
        seen.append(shown.claim.start)
        now[0] += 7
        queue.accept()
    assert seen == sorted(seen)
    assert len(seen) == 4
    assert {r.seconds for r in reviews(store)} == {7.0}
    assert (queue.left(), queue.done()) == (0, 4)


def test_looking_decides_nothing_and_later_comes_last(store: Store):
    queue = Queue(store, "Ada")
    one = queue.current()
    assert one == queue.current()
    assert reviews(store) == ()
    queue.put_off()
    names = []
    while (shown := queue.current()) is not None:
        names.append(shown.claim.id)
        queue.reject()
    assert one is not None
    assert names[-1] == one.claim.id


def test_what_somebody_else_decided_meanwhile_is_not_decided_again(store: Store):
    queue = Queue(store, "Ada")
    shown = queue.current()
    assert shown is not None
    decide(store, shown.claim.id, "rejected", "Ben")
    with pytest.raises(LedgerError, match="somebody else decided"):
        queue.accept()
    assert claim(store, shown.claim.id).status == "rejected"


def test_a_paragraph_of_a_huge_line_is_cut_around_the_words():
    text = "word " * 100_000 + "HERE " + "word " * 100_000
    at = text.index("HERE")
    first, last = paragraph(text, at, at + 4)
    assert "HERE" in text[first:last]
    assert last - first <= 2 * PARAGRAPH + 4


def test_edits_are_written_as_fields():
    assert changes_of("issue=clock value=24 hours") == {"issue": "clock", "value": "24 hours"}
    assert changes_of("value=") == {"value": ""}
    for bad in ("", "stance", "now stance=open"):
        with pytest.raises(LedgerError, match="changes nothing"):
            changes_of(bad)


# ---- the full screen -------------------------------------------------------------------------------------------------


def played(store: Store, *keys: str) -> list[str]:
    """What the screen says after some keys: its head, the claim, and the last word."""
    pytest.importorskip("textual", reason="the extra ledger is not installed")
    from textual.widgets import Static

    from foedus.cli.ledger_screen import ReviewScreen

    async def play() -> list[str]:
        app = ReviewScreen(Queue(store, "Ada"), ["clock"])
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            return [
                str(app.query_one(f"#{i}", Static).render()) for i in ("head", "paragraph", "claim", "said")
            ]

    return asyncio.run(play())


def test_the_screen_shows_the_words_in_their_paragraph(store: Store):
    head, words, said, _ = played(store)
    assert "4 to review, 0 decided · story.txt" in head
    assert "Russia has agreed to a framework of guarantees, the U.S. envoy" in words
    assert "Russia accepts form" in said
    assert "Steve Witkoff (United States)" in said


def test_each_key_decides_one_claim_at_once(store: Store):
    played(store, "a", "x", "space")
    assert [c.status for c in claims(store)] == ["confirmed", "rejected", "proposed", "proposed"]
    played(store, "z")
    assert [c.status for c in claims(store)] == ["confirmed", "proposed", "proposed", "proposed"]


def test_an_edit_and_a_split_on_the_screen(store: Store):
    _, _, said, last = played(store, "e", *"stance=open", "enter")
    assert "leaves open form" in said
    assert "it still waits" in last
    played(store, "s", *"issue=clock", "enter")
    assert sorted(c.issue for c in claims(store, "proposed") if c.actor == "Russia") == [
        "clock",
        "form",
        "law",
    ]


def test_a_slip_on_the_screen_keeps_the_line_open_and_letters_are_letters(store: Store):
    _, _, _, last = played(store, "e", *"stance=acept", "enter")
    assert "did you mean accept?" in last
    assert reviews(store) == ()
    played(store, "e", "a", "x", "escape")
    assert reviews(store) == ()


def test_hostile_words_do_not_move_the_cursor():
    with Store.memory() as store:
        text = "Poland \x1b[2J\u202eaccepts\u202c the clock."
        from tests.ledger.making import proposal

        put(store, text, [proposal(text, text[:-1], "Poland", "accept", "clock")], confirm=False)
        words = played(store)[1]
        assert "\x1b" not in words
        assert "\u202e" not in words
        assert "the clock." in words
