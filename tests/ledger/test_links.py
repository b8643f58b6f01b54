"""Links: by the words of claims, which never change."""

from __future__ import annotations

from foedus.ledger import lines
from foedus.ledger.claims import Run, claims, links, propose
from foedus.ledger.store import Store
from tests.ledger.making import ENVOY, proposal, put

TEXT = (
    "Russia agreed to a framework that would allow others to offer guarantees. This concession came at a summit, the "
    "envoy Steve Witkoff said. Ukraine agreed as well."
)


def test_a_claim_inside_another_is_part_of_it_and_provenance_attributes():
    with Store.memory() as store:
        put(store, TEXT, [
            proposal(TEXT, TEXT[: TEXT.index(". This")], "Russia", "accept", "form", ENVOY),
            proposal(TEXT, "allow others to offer guarantees", "Russia", "accept", "guarantors", ENVOY),
            proposal(TEXT, "This concession came at a summit", "Russia", "accept", "form", ENVOY, kind="provenance"),
            proposal(TEXT, "Ukraine agreed", "Ukraine", "accept", "form"),
        ])  # fmt: skip
        whole, part, where, other = (c.id for c in claims(store))
        assert links(store) == {part: (("part_of", whole),), where: (("attributes", whole),)}
        assert other not in links(store)
        with Store.memory() as copy:
            lines.read(copy, lines.export(store), "x")
            assert links(copy) == links(store)


def test_two_readings_of_the_same_words_are_no_parts_of_each_other():
    with Store.memory() as store:
        put(
            store,
            TEXT,
            [proposal(TEXT, "Ukraine agreed", "Ukraine", "accept", issue) for issue in ("form", "clock")],
        )
        assert links(store) == {}


def test_proposing_again_links_nothing_anew():
    with Store.memory() as store:
        some = [proposal(TEXT, "Ukraine agreed", "Ukraine", "accept", "form")]
        doc = put(store, TEXT, some)
        assert propose(store, doc, some, Run("t", "1")) == ()
        assert links(store) == {}
