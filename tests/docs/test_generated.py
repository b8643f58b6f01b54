"""The pages made from the program are up to date."""

from __future__ import annotations

import pytest

from docs import generate
from tests.language import harness


@pytest.mark.skipif(not harness.has_cli(), reason="there is no command line yet (foedus.cli)")
@pytest.mark.parametrize("name", generate.PAGES)
def test_page_is_up_to_date(name: str):
    page = generate.HERE / name
    assert page.exists(), f"docs/{name} is missing: run make docs"
    assert page.read_text("utf-8") == generate.PAGES[name](), f"docs/{name} is stale: run make docs"
