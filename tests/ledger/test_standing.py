"""Where parties stand: voices, independent sources, what still stands, concessions, contradictions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.ledger.claims import claims
from foedus.ledger.proposal import STANCES, Agent
from foedus.ledger.standing import Standing, standing
from foedus.ledger.store import Store
from foedus.ledger.voices import voice
from foedus.report.stances import finding
from tests.ledger.making import AIDE, ENVOY, MINISTER, STORY, TEXT, UNNAMED, WIRE, proposal, put, story, told


@pytest.fixture
def store():
    with Store.memory() as made:
        yield made


def table(store: Store) -> Standing:
    return standing(claims(store))


# ---- voices ----------------------------------------------------------------------------------------------------------

CHAINS = [
    ("the text alone", (), "narrator"),
    ("a wire that repeats the text", (WIRE,), "narrator"),
    ("the party", (MINISTER,), "self"),
    ("the party, through a wire", (WIRE, MINISTER), "self"),
    ("somebody else", (ENVOY,), "other"),
    ("somebody without a party", (Agent("an analyst of some institute", ""),), "other"),
    ("nobody named", (UNNAMED,), "unnamed"),
    ("an aide who says that the minister told him", (AIDE, MINISTER), "unnamed"),
    ("a wire, an aide, the minister", (WIRE, AIDE, MINISTER), "unnamed"),
    ("an envoy who relays the minister", (ENVOY, MINISTER), "other"),
    ("the minister who relays an envoy", (MINISTER, ENVOY), "self"),
]


@pytest.mark.parametrize(("chain", "expected"), [c[1:] for c in CHAINS], ids=[c[0] for c in CHAINS])
def test_the_first_agent_behind_the_publisher_that_is_no_medium_decides(
    chain: tuple[Agent, ...], expected: str
):
    assert voice("Russia", (TEXT, *chain)) == expected


agents = st.builds(Agent, st.sampled_from("abc"), st.sampled_from(["", "P", "Q"]),
                   st.sampled_from(["medium", "unnamed", "named"]))  # fmt: skip


@given(st.lists(agents, max_size=5))
def test_relayed_hearsay_is_never_first_hand(chain: list[Agent]):
    """Whatever stands further in, an outer voice that is not the party's own is never overtaken."""
    decisive = next((a for a in chain if a.kind != "medium"), None)
    own = decisive is not None and decisive.kind == "named" and decisive.party == "P"
    assert (voice("P", [TEXT, *chain]) == "self") == own


@given(st.lists(agents, max_size=4))
def test_voices_are_neutral_between_parties(chain: list[Agent]):
    swap = {"P": "Q", "Q": "P", "": ""}
    swapped = [Agent(a.name, swap[a.party], a.kind) for a in chain]
    assert voice("P", [TEXT, *chain]) == voice("Q", [TEXT, *swapped])


# ---- the table -------------------------------------------------------------------------------------------------------


def test_only_confirmed_positions_count(store: Store):
    put(store, STORY, story(), confirm=False)
    assert table(store).cells == ()


def test_a_named_speaker_is_one_source_wherever_he_is_quoted(store: Store):
    for day in ("2025-08-17", "2025-08-18", "2025-08-19"):
        told(store, day, ("Russia", "accept", "form", (ENVOY,)))
    cell = table(store).cells[0]
    assert [s.name for s in cell.behind] == ["Steve Witkoff"]
    assert finding(cell) == "rests on one voice, Steve Witkoff (United States); Russia itself is not quoted."


def test_sources_without_a_name_cannot_be_told_apart(store: Store):
    told(store, "2025-08-17", ("Russia", "accept", "law", (UNNAMED,)))
    told(store, "2025-08-18", ("Russia", "accept", "law", (AIDE,)))
    assert len(table(store).cells[0].behind) == 1
    assert finding(table(store).cells[0]) == "has no named source."


def test_a_partys_own_word_stands_before_later_hearsay(store: Store):
    told(store, "2025-08-17", ("Russia", "reject", "form", (MINISTER,)))
    told(store, "2025-08-20", ("Russia", "accept", "form", (ENVOY,)))
    found = table(store)
    cell = found.cells[0]
    assert (cell.stance, cell.voice, cell.first_hand) == ("reject", "self", 1)
    assert [(a.stance, a.voice) for a in cell.also] == [("accept", "other")]
    assert len(found.contradictions) == 1
    assert found.changes == (), "hearsay after a party's own word is no concession"


def test_a_speaker_who_says_something_later_has_changed_and_contradicts_nobody(store: Store):
    told(store, "2025-08-17", ("Russia", "reject", "form", (MINISTER,)))
    told(store, "2025-08-20", ("Russia", "accept_weak", "form", (MINISTER,)))
    found = table(store)
    assert found.contradictions == ()
    assert [c.kind for c in found.changes] == ["concession"]
    assert (found.cells[0].stance, found.cells[0].trend, found.cells[0].also) == ("accept_weak", "up", ())


def test_a_speaker_who_says_both_on_one_day_contradicts_himself(store: Store):
    told(
        store,
        "2025-08-17",
        ("Russia", "reject", "form", (MINISTER,)),
        ("Russia", "accept", "form", (MINISTER,)),
    )
    assert len(table(store).contradictions) == 1


def test_differences_are_shown_and_never_averaged(store: Store):
    told(store, "2025-08-17", ("Russia", "accept", "form", (ENVOY,)), ("Russia", "accept_weak", "form", ()))
    cell = table(store).cells[0]
    assert (cell.stance, [a.stance for a in cell.also]) == ("accept", ["accept_weak"])


def test_what_is_past_is_where_a_concession_begins(store: Store):
    text = "Earlier Russia refused the form. Now Russia agrees to the form, Steve Witkoff said."
    found = [proposal(text, "Russia refused the form", "Russia", "reject", "form", time="past"),
             proposal(text, "Russia agrees to the form", "Russia", "accept", "form", ENVOY)]  # fmt: skip
    put(store, text, found)
    change = table(store).changes[0]
    assert (change.before.stance, change.after.stance, change.kind) == ("reject", "accept", "concession")
    assert table(store).cells[0].trend == "up"


def test_a_document_without_a_date_is_set_in_no_order(store: Store):
    told(store, "2025-08-17", ("Russia", "reject", "form", ()))
    put(
        store,
        "Undated. Russia accepts the form.",
        [
            proposal(
                "Undated. Russia accepts the form.", "Russia accepts the form", "Russia", "accept", "form"
            )
        ],
    )
    assert table(store).changes == ()
    assert table(store).cells[0].trend == ""


def test_a_demand_stands_apart(store: Store):
    told(store, "2025-08-17", ("Ukraine", "demand", "form", ()), ("Ukraine", "positive", "form", ()))
    cell = table(store).cells[0]
    assert (cell.stance, [d.stance for d in cell.demands]) == ("positive", ["demand"])
    assert "To welcome is not to accept terms." in finding(cell)


def test_a_denied_claim_takes_no_side(store: Store):
    told(store, "2025-08-17", ("Russia", "accept", "form", (ENVOY,)))
    told(store, "2025-08-18", ("Russia", "reject", "form", (AIDE,)), certainty="denied")
    assert table(store).contradictions == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(STANCES),
            st.sampled_from(["", "2025-01-01", "2025-02-01"]),
            st.sampled_from([(), (ENVOY,), (MINISTER,), (UNNAMED,)]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_table_is_the_same_whatever_the_order_of_adding(rows: list[tuple[str, str, tuple[Agent, ...]]]):
    def seen(order: list[tuple[str, str, tuple[Agent, ...]]]) -> tuple[object, ...]:
        with Store.memory() as store:
            for stance, day, chain in order:
                text = f"{day} {stance} {[a.name for a in chain]} Russia speaks"
                put(
                    store,
                    text,
                    [proposal(text, "Russia speaks", "Russia", stance, "form", *chain)],
                    published_on=day,
                )
            found = table(store)
            cell = found.cells[0]
            return (
                cell.stance,
                cell.voice,
                cell.date,
                len(cell.behind),
                sorted(a.stance for a in cell.also),
                sorted((c.before.stance, c.after.stance) for c in found.changes if c.before.published_on),
            )

    once = list(dict.fromkeys(rows))
    assert seen(once) == seen(once[::-1])
