"""How the papers look in a browser: no axe violation in either theme, nothing wider than the window, no request."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Page

from foedus.cli import main
from tests.look.test_review import DRAFTS, WIDER


@pytest.fixture(scope="session", params=DRAFTS, ids=lambda path: path.stem)
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("papers") / f"{request.param.stem}.html"
    result = CliRunner().invoke(main, ["brief", str(request.param), "-o", str(page)], catch_exceptions=False)
    assert result.exit_code in (0, 3), result.output
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_axe_violation(page: Page, papers: Path, theme: str):
    page.emulate_media(color_scheme=theme)
    page.goto(papers.as_uri())
    found = [f"{one['id']}: {one['help']}\n    {one['nodes'][0]['html'][:160]}"
             for one in Axe().run(page).response["violations"]]  # fmt: skip
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_window(page: Page, papers: Path, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(papers.as_uri())
    assert page.evaluate(WIDER) <= 0


def test_no_request_leaves_the_file(page: Page, papers: Path):
    page.goto(papers.as_uri())
    page.wait_for_load_state("networkidle")
    assert page.requests == [papers.as_uri()]  # type: ignore[attr-defined]
