"""The review in a browser: no axe violation in either theme, nothing beyond the edge at 360 px or on A4."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, sync_playwright

from foedus.report import html
from tests.report.fixtures import REVIEW
from tests.report.test_ledger import heard_of_a_story

EXAMPLE = Path(__file__).parents[2] / "examples" / "ukraine-2025" / "guarantee.treaty"
A4 = 688  # CSS pixels between the margins of the sheet


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        one = player.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield one
        one.close()


@pytest.fixture(scope="session", params=["fixture", "ledger", "example"])
def review(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("review") / "review.html"
    if request.param == "fixture":
        file.write_text(html(REVIEW), "utf-8")
    elif request.param == "ledger":
        file.write_text(html(replace(REVIEW, heard=heard_of_a_story())), "utf-8")
    else:
        from click.testing import CliRunner

        from foedus.cli import main

        result = CliRunner().invoke(main, ["review", str(EXAMPLE), "-o", str(file)])
        assert result.exit_code == 0, result.output
    return file.as_uri()


def _open(browser: Browser, url: str, width: int = 1280, theme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or pytest.fail(f"it fetches {r.url}"))
    page.goto(url)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("opened", [False, True], ids=["folded", "unfolded"])
def test_axe_finds_nothing(browser: Browser, review: str, theme: str, opened: bool) -> None:
    page = _open(browser, review, theme=theme)
    if opened:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, review: str, width: int) -> None:
    page = _open(browser, review, width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_cut_on_a4(browser: Browser, review: str) -> None:
    page = _open(browser, review, A4)
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => { const zoom = parseFloat(getComputedStyle(document.body).zoom) || 1;
        return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40)) }"""
    )
    assert wide == []


def test_no_label_of_a_picture_covers_another(browser: Browser, review: str) -> None:
    page = _open(browser, review)
    page.evaluate("document.fonts.ready")
    covered = page.evaluate(
        """() => [...document.querySelectorAll('svg.fig')].flatMap(svg => {
        const all = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
        return all.flatMap(([a, r], i) => all.slice(i + 1).filter(([b, q]) =>
          r.left < q.right - 1 && q.left < r.right - 1 && r.top < q.bottom - 5 && q.top < r.bottom - 5)
          .map(([b]) => a + ' / ' + b)) })"""
    )
    assert covered == []


def test_the_theme_can_be_chosen_by_keyboard(browser: Browser, review: str) -> None:
    page = _open(browser, review)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.focus("#theme-auto")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.is_checked("#theme-dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
