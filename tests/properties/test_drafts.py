"""What holds of every draft that the grammar can write, and of every run of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from foedus.base import Source
from foedus.engine import run
from foedus.language import Loaded, parse_draft, parse_timeline
from foedus.language.format import format_text
from foedus.language.lexer import lex
from foedus.model import Draft, Node, OpenPoint, Record, Sentence, Timeline
from foedus.model.node import rewrite
from tests.properties.drafts import drafts, timelines


def plain(node: Node) -> object:
    """A node without its place, and a sentence without the words it was written in."""
    if isinstance(node, (Sentence, OpenPoint)):
        node = replace(node, **({"text": ""} if isinstance(node, Sentence) else {"texts": ()}))
    return replace(node, span=None)


def meaning(text: str) -> Draft:
    loaded = parse_draft(text)
    assert loaded.ok, loaded.diagnostics
    assert loaded.draft is not None
    return rewrite(loaded.draft, plain)


def comments(text: str) -> list[str]:
    return [comment.text for comment in lex(Source("draft.treaty", text)).comments]


@given(drafts())
def test_laying_out_changes_no_meaning(text: str):
    assert meaning(format_text(text)) == meaning(text)


@given(drafts())
def test_laying_out_twice_changes_nothing_and_no_comment_is_lost(text: str):
    once = format_text(text)
    assert format_text(once) == once
    assert comments(once) == comments(text)
    assert max(len(line) for line in once.splitlines()) <= 140


def runs(text: str, events: str) -> tuple[Draft, Timeline, Loaded]:
    draft = parse_draft(text)
    assert draft.draft is not None
    timeline = parse_timeline(events, draft)
    assert timeline.ok, timeline.diagnostics
    assert timeline.timeline is not None
    return draft.draft, timeline.timeline, draft


def lives(record: Record) -> list[tuple[object, ...]]:
    """What became of each duty and each decision."""
    duties = [
        (d.bearer, d.action, d.modal, d.since, d.due, d.status, d.ended, d.performed) for d in record.duties
    ]
    return [*duties, *((d.status, d.opened, d.closed) for d in record.decisions)]


@given(st.data())
def test_a_run_is_deterministic_and_an_end_is_one_end(data: st.DataObject):
    text = data.draw(drafts())
    draft, timeline, _ = runs(text, data.draw(timelines(text)))
    first = run(draft, timeline)
    assert run(draft, timeline) == first
    seen: set[str] = set()
    for duty in first.duties:
        assert (duty.ended is None) == (duty.status == "owed")
        if duty.status == "performed":
            assert duty.due is None or duty.performed is None or duty.performed <= duty.due
        assert duty.key not in seen, "one duty has two lives"
        seen.add(duty.key)
    assert [c.at for c in first.changes] == sorted(c.at for c in first.changes)


@given(st.data())
def test_an_event_that_nothing_mentions_changes_nothing(data: st.DataObject):
    text = data.draw(drafts())
    events = data.draw(timelines(text))
    day = data.draw(st.sampled_from(["2027-03-01 00:00", "2027-03-04 12:00", "2027-03-31 23:59"]))
    head = events.split("\n2027", 1)[0]
    added = sorted([*(f"2027{line}" for line in events.split("\n2027")[1:]), f"{day}: an eclipse begins."])
    more = head + "\n" + "\n".join(line.strip("\n") for line in added) + "\n"
    draft, timeline, loaded = runs(text, events)
    with_it = parse_timeline(more, loaded)
    assert with_it.timeline is not None, with_it.diagnostics
    one, two = run(draft, timeline), run(draft, with_it.timeline)
    assert lives(one) == lives(two)
    assert [o.code for o in one.outcomes] == [o.code for o in two.outcomes]
