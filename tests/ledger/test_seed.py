"""The seed's article, from adding to showing: what the ledger must say about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.ledger.claims import claims
from foedus.ledger.documents import Facts, add, by_id
from foedus.ledger.extraction import find, store_found, waiting
from foedus.ledger.queue import Queue
from foedus.ledger.standing import Cell, Standing, standing
from foedus.ledger.store import Store
from foedus.report.stances import finding


@pytest.fixture(scope="module")
def table(shared: Path) -> Standing:
    """The table after a person confirmed every position that the rules propose."""
    text = next((shared / "seed").glob("*.txt")).read_text("utf-8")
    with Store.memory() as store:
        doc = add(store, text, "seed.txt", Facts(published_on="2025-08-18")).document
        assert waiting(store) == (doc.id,)
        store_found(store, doc, find(by_id(store, doc.id).text))
        assert waiting(store) == ()
        queue = Queue(store, "tester")
        while queue.current() is not None:
            queue.accept()
        return standing(claims(store))


def cells(table: Standing, actor: str, *stances: str) -> list[Cell]:
    return [c for c in table.cells if c.actor == actor and c.stance in stances]


def test_russias_acceptance_rests_on_one_american_voice(table: Standing):
    accepted = [c for c in cells(table, "Russia", "accept") if c.voice == "other"]
    assert accepted
    for cell in accepted:
        assert [(s.name, s.party) for s in cell.behind if s.voice == "other"] == [
            ("Steve Witkoff", "United States")
        ]
        assert "rests on one voice, Steve Witkoff (United States)" in finding(cell)
    assert not any(c.first_hand for c in table.cells if c.actor == "Russia"), "no Russian source is quoted"


def test_the_law_has_no_named_source(table: Standing):
    law = [c for c in cells(table, "Russia", "accept") if "enacting a law" in c.claim.exact]
    assert [c.voice for c in law] == ["unnamed"]
    assert finding(law[0]) == "has no named source."


def test_to_welcome_the_signals_is_not_to_accept_terms(table: Standing):
    welcomed = [c for c in table.cells if "welcomed the signals" in c.claim.exact]
    assert {c.actor for c in welcomed} == {"European Union", "Ukraine"}
    assert {c.stance for c in welcomed} == {"positive"}
    assert all("To welcome is not to accept terms." in finding(c) for c in welcomed)


def test_ukraines_reservation_is_its_own_word(table: Standing):
    own = [c for c in cells(table, "Ukraine", "reserve") if c.voice == "self"]
    assert [s.name for c in own for s in c.behind] == ["Volodymyr Zelenskyy"]
