"""How the review looks in a browser: no axe violation in either theme, no overflow on a phone or A4, no request.

Not part of ``make test``, since it needs a Chromium: ``make look``, with ``CHROMIUM=/path`` where it is not found.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Page

from foedus.cli import main

ROOT = Path(__file__).parents[2]
DRAFTS = sorted((ROOT / "examples").glob("*/*.treaty"))
A4 = {"width": 794, "height": 1123}  # 210 × 297 mm at 96 points an inch
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="session", params=DRAFTS, ids=lambda path: path.stem)
def review(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("review") / f"{request.param.stem}.html"
    result = CliRunner().invoke(main, ["review", str(request.param), "-o", str(page)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_axe_violation(page: Page, review: Path, theme: str):
    page.emulate_media(color_scheme=theme)
    page.goto(review.as_uri())
    found = [
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {n['html'][:160]}" for n in one["nodes"][:5])
        for one in Axe().run(page).response["violations"]
    ]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_window(page: Page, review: Path, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(review.as_uri())
    assert page.evaluate(WIDER) <= 0


def test_nothing_is_wider_than_a4(page: Page, review: Path):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(review.as_uri())
    assert page.evaluate(WIDER) <= 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_no_request_leaves_the_file(page: Page, review: Path):
    page.goto(review.as_uri())
    page.wait_for_load_state("networkidle")
    assert page.requests == [review.as_uri()]  # type: ignore[attr-defined]
