"""The pages made from the program are up to date."""

from __future__ import annotations

import pytest

from docs import generate

# The pages of the library are tested together, so that one process reads the instruments once.
LIBRARY = [name for name in generate.PAGES if name.startswith("reference/library/")]


def up_to_date(name: str) -> None:
    """A page is there, and is what its function returns."""
    page = generate.HERE / name
    assert page.exists(), f"docs/{name} is missing: run make docs"
    assert page.read_text("utf-8") == generate.PAGES[name](), f"docs/{name} is stale: run make docs"


@pytest.mark.parametrize("name", [name for name in generate.PAGES if name not in LIBRARY])
def test_page_is_up_to_date(name: str):
    up_to_date(name)


def test_pages_of_the_library_are_up_to_date():
    for name in LIBRARY:
        up_to_date(name)
