"""The review as a page: complete, self-contained, readable by everybody; checked without a browser."""

from __future__ import annotations

import itertools
import re

import pytest
from msgspec.structs import replace

from foedus.model import Draft
from foedus.report import Review, html
from foedus.report.palette import DARK, DRAWN, LIGHT, TEXT, contrast
from foedus.report.sections import sections
from tests.report.fixtures import DRAFT, GUARANTORS, REVIEW, RUNS
from tests.report.pages import Element, read


@pytest.fixture(scope="module")
def source() -> str:
    return html(REVIEW)


@pytest.fixture(scope="module")
def page(source: str) -> Element:
    return read(source)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_reaches_the_contrast_of_wcag_aa(palette: dict[str, str], text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", DRAWN)
def test_marks_reach_three_to_one(palette: dict[str, str], mark: str) -> None:
    assert contrast(palette[mark], palette["paper"]) >= 3


def test_no_text_stands_in_amber(source: str) -> None:
    assert LIGHT.keys() == DARK.keys()
    assert not re.search(r"[{;]color:var\(--depends\)", source)


def test_ids_are_unique_and_every_link_leads_somewhere(page: Element) -> None:
    ids = [e.attrs["id"] for e in page.walk() if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    targets = {e.attrs["href"] for e in page.find("a")}
    assert targets
    assert {t for t in targets if not t.startswith("#") or t[1:] not in ids} == set()
    labelled = [n for e in page.walk() for n in e.attrs.get("aria-labelledby", "").split()]
    assert set(labelled) <= set(ids)


def test_it_fetches_nothing_and_runs_nothing(page: Element, source: str) -> None:
    assert not page.find("script")
    policy = next(e for e in page.find("meta") if e.attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.attrs["content"] == "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
    assert not [e for e in page.walk() if {"src", "srcset", "action"} & e.attrs.keys()]
    style = page.find("style")[0].text
    assert not re.search(r"@import|url\((?!data:font/woff2|#)", style)
    assert not re.search(r"\son\w+=", source)
    assert len(source) < 450_000


def test_headings_are_in_order(page: Element) -> None:
    levels = [int(e.tag[1]) for e in page.walk() if re.fullmatch(r"h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_headings_ask_or_state(page: Element) -> None:
    for heading in page.find("h2"):
        assert heading.words().endswith("?") or heading.words() == "In brief"


def test_landmarks_and_language(page: Element) -> None:
    assert page.find("html")[0].attrs["lang"] == "en"
    assert len(page.find("main")) == 1
    assert page.find("nav")
    assert page.find("header")
    assert page.find("footer")


def test_every_picture_has_a_title_a_description_and_a_twin(page: Element) -> None:
    pictures = [e for e in page.find("svg") if "fig" in e.attrs.get("class", "")]
    assert len(pictures) == 1 + len(RUNS)
    for one in pictures:
        assert one.find("title")[0].words()
        assert one.find("desc")[0].words()
        here = one.parent
        while here is not None and here.tag not in ("article", "section"):
            here = here.parent
        assert here is not None
        twins = [d for d in here.find("details") if d.find("summary")[0].words().startswith("The same as a")]
        assert twins
        assert twins[0].find("li") or twins[0].find("tr")


def test_what_scrolls_can_be_reached_and_has_a_name(page: Element) -> None:
    boxes = [e for e in page.walk() if e.attrs.get("class") in ("pic", "scroll")]
    assert boxes
    for box in boxes:
        assert box.attrs["tabindex"] == "0"
        assert box.attrs["role"] == "region"
        assert box.attrs["aria-label"]
    assert all(svg.inside("div") for svg in page.find("svg") if svg.attrs.get("class") == "fig")
    assert all(t.parent and t.parent.attrs.get("class") == "scroll" for t in page.find("table"))


def test_links_inside_pictures_have_names(page: Element) -> None:
    links = [a for svg in page.find("svg") for a in svg.find("a")]
    assert len(links) > 10
    assert all(a.attrs["aria-label"] for a in links)


def test_it_says_whose_words_these_are(page: Element) -> None:
    status = page.words()
    assert "Our draft, our options" in page.find("header")[0].words()
    assert "23 November 2026" in page.find("header")[0].words()
    assert "not a judgment on it" in status
    assert "3 of 16 sentences" in status


def test_invented_incidents_name_no_guarantor(page: Element) -> None:
    incidents = next(e for e in page.walk() if e.attrs.get("id") == "incidents").words()
    for name in GUARANTORS:
        assert name not in incidents
    assert "Guarantor A" in incidents
    assert "Russia" in incidents
    assert "called A, B, C" in incidents
    named = read(html(replace(REVIEW, names=True))).words()
    assert "Italy" in named
    assert "Guarantor A" not in named


def test_an_incident_with_a_source_keeps_its_names() -> None:
    told = replace(RUNS[0], timeline=replace(RUNS[0].timeline, source="Reuters, 2 March 2027"))
    page = read(html(replace(REVIEW, runs=(told,))))
    incidents = next(e for e in page.walk() if e.attrs.get("id") == "incidents").words()
    assert "Italy" in incidents
    assert "Reported facts" in incidents


def test_open_points_are_marked_with_options_and_assumptions_stand_in_italics(page: Element) -> None:
    draft = next(e for e in page.walk() if e.attrs.get("id") == "draft")
    assert {a.words() for a in draft.find("a") if a.attrs.get("class") == "open"} >= {
        "?decider",
        "?clock",
        "?response",
    }
    assert "any guarantor | majority of guarantors" in draft.words()
    weak = [p for p in draft.find("p") if "assumed" in p.attrs.get("class", "")]
    assert any(p.words().startswith("guarantors, each a guarantor") for p in weak)
    assert all(
        "assumption" not in p.words() for p in draft.find("p") if "sentence" in p.attrs.get("class", "")
    )


def test_unknown_is_never_shown_as_no(page: Element) -> None:
    cells = [e for e in page.walk() if e.attrs.get("class") == "unknown"]
    assert cells
    assert all("not decided" in e.words() for e in cells)


def test_what_is_not_as_expected_says_what_is_so_instead(page: Element) -> None:
    text = page.words()
    assert "not as expected: nobody is in breach" in text
    assert "Instead: Guarantor E is in breach of article 3" in text


def test_a_bare_draft_makes_a_page() -> None:
    page = read(html(Review(Draft(kind="treaty", title='A <b>&</b> "B"'))))
    assert page.find("h1")[0].words() == 'A <b>&</b> "B"'


def test_hostile_words_stay_words() -> None:
    bad = "</style><script>alert(1)</script>"
    page = html(replace(REVIEW, draft=replace(DRAFT, title=bad, source=bad), asof=bad))
    assert "<script" not in page


def test_the_page_is_the_same_every_time(source: str) -> None:
    assert html(REVIEW) == source


def test_sections_have_orders_and_ids_of_their_own() -> None:
    assert len({s.order for s in sections()}) == len(sections())
    assert len({s.ident for s in sections()}) == len(sections())
