"""The section of the ledger: the rules of the page hold; it says what rests on hearsay; each cell leads to words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from foedus.ledger.claims import claims
from foedus.ledger.documents import documents
from foedus.ledger.standing import standing
from foedus.ledger.store import Store
from foedus.report import html
from foedus.report.figures import stanceline
from foedus.report.values import Heard
from tests.ledger.making import AIDE, ENVOY, MINISTER, STORY, proposal, put, story, told
from tests.report import test_page as rules
from tests.report.fixtures import REVIEW
from tests.report.pages import Element, read


def heard_in(store: Store) -> Heard:
    found = tuple(c for c in claims(store, "confirmed") if c.kind == "position")
    names = {d.id: d.name for d in documents(store)}
    return Heard("x.ledger", standing(found), found, names, {"form": 'What "form" does it take?'}, 3)


def heard_of_a_story() -> Heard:
    """A ledger of three days, in which stances move and sources contradict each other."""
    with Store.memory() as store:
        put(store, STORY, story(), published_on="2025-08-17")
        told(
            store,
            "2025-08-20",
            ("Russia", "reject", "form", (MINISTER,)),
            ("Ukraine", "accept", "mechanism", (AIDE,)),
        )
        told(
            store,
            "2025-09-10",
            ("Russia", "accept_weak", "form", (MINISTER,)),
            ("Poland", "demand", "law", ()),
        )
        return heard_in(store)


@pytest.fixture(scope="module")
def heard() -> Heard:
    return heard_of_a_story()


@pytest.fixture(scope="module")
def source(heard: Heard) -> str:
    return html(replace(REVIEW, heard=heard))


@pytest.fixture(scope="module")
def page(source: str) -> Element:
    return read(source)


@pytest.fixture(scope="module")
def section(page: Element) -> Element:
    return next(e for e in page.find("section") if e.attrs.get("id") == "ledger")


def cell(section: Element, word: str) -> Element:
    return next(td for td in section.find("table")[0].find("td") if word in td.words())


def test_the_rules_of_the_page_hold(page: Element, source: str):
    rules.test_ids_are_unique_and_every_link_leads_somewhere(page)
    rules.test_it_fetches_nothing_and_runs_nothing(page, source)
    rules.test_headings_are_in_order(page)
    rules.test_headings_ask_or_state(page)
    rules.test_what_scrolls_can_be_reached_and_has_a_name(page)
    rules.test_links_inside_pictures_have_names(page)


def test_the_first_words_say_how_much_is_hearsay(section: Element):
    words = section.words()
    assert (
        "Of five stances, two are known from the party itself; the others are hearsay, and marked so."
        in words
    )
    assert "Three more claims nobody has reviewed: they do not count." in words


def test_a_cell_says_the_stance_its_voice_and_how_it_moved(section: Element):
    russia = cell(section, "would accept")
    assert "■ would accept ↑" in russia.words()
    assert russia.find("s")[0].words() == "rejects"
    assert "also accepts, says Steve Witkoff (United States)" in russia.words()
    assert "▲ has reservations" in section.words()


def test_hearsay_and_a_missing_source_are_said_in_words(section: Element):
    words = section.words()
    assert "Has no named source." in words
    assert "In its own words (Sergei Lavrov)." in words
    assert "To welcome is not to accept terms." in words


def test_each_cell_leads_to_its_words(section: Element):
    ids = {e.attrs["id"]: e for e in section.walk() if "id" in e.attrs}
    link = cell(section, "would accept").find("a")[0]
    assert "Russia has agreed to a framework of guarantees" in ids[link.attrs["href"][1:]].words()


def test_the_picture_has_a_twin_with_every_mark(section: Element):
    figure = next(e for e in section.find("svg") if e.attrs.get("class") == "fig")
    marks = [a.attrs["href"] for a in figure.find("a")]
    details = section.find("details")[0]
    assert sorted(marks) == sorted(a.attrs["href"] for a in details.find("a"))
    assert len(marks) == 5
    filled = [a for a in figure.find("a") if a.find("rect")[0].attrs["class"] == "b-owed"]
    assert all("in its own words" in a.attrs["aria-label"] for a in filled)
    assert len(filled) == 3


def test_a_stronger_stance_stands_higher(heard: Heard):
    cells = stanceline.lanes(heard)
    assert [(c.actor, c.issue) for c in cells] == [("Russia", "form"), ("Ukraine", "mechanism")]


def test_without_a_ledger_or_anything_confirmed_there_is_no_section(heard: Heard):
    empty = replace(heard, standing=standing(()), claims=())
    for review in (REVIEW, replace(REVIEW, heard=empty)):
        assert not [e for e in read(html(review)).find("section") if e.attrs.get("id") == "ledger"]


def test_hostile_words_stay_words():
    with Store.memory() as store:
        bad = "<script>alert(1)</script> \u202eaccepts\u202c the clock."
        put(store, bad, [proposal(bad, bad, '<b onclick="x">P</b>', "accept", "a & b", ENVOY)], "<i>.txt")
        put(store, bad + "2", [proposal(bad + "2", bad, "Россия", "accept", "часы", ENVOY)], "2.txt")
        put(store, bad + "3", [proposal(bad + "3", bad, "俄罗斯", "accept", "钟", ENVOY)], "3.txt")
        made = html(replace(REVIEW, heard=heard_in(store)))
    page = read(made)
    assert not page.find("script")
    assert not [e for e in page.walk() if "onclick" in e.attrs]
    assert "\u202e" not in made
    rules.test_ids_are_unique_and_every_link_leads_somewhere(page)


def test_a_cell_with_many_claims_quotes_those_of_most_weight():
    with Store.memory() as store:
        for n in range(30):
            told(
                store,
                f"2025-01-{n + 1:02}",
                ("Russia", ("accept", "reject")[n % 2], "form", (ENVOY, MINISTER)[: n % 3]),
            )
        made = read(html(replace(REVIEW, heard=heard_in(store))))
    rules.test_ids_are_unique_and_every_link_leads_somewhere(made)
    assert "18 more claims in the ledger." in made.words()
