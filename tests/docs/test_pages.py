"""Every example of the documentation is run, and every link within it leads somewhere."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from tests.docs import pages
from tests.language import harness

PAGES = [pytest.param(page, id=page.relative_to(pages.ROOT).as_posix()) for page in pages.find()]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.id != "docs/tutorial.md"]
)  # test_tutorial.py
def test_examples(page: Path, tmp_path: Path):
    text = page.read_text("utf-8")
    if pages.uses_command(text) and not harness.has_cli():
        pytest.skip("there is no command line yet (foedus.cli)")
    real = pages.run(text, page.name, tmp_path)
    if real != text:
        diff = difflib.unified_diff(
            text.splitlines(), real.splitlines(), "written", "printed", lineterm="", n=4
        )
        pytest.fail(f"{page}\n" + "\n".join(diff), pytrace=False)


@pytest.mark.parametrize("page", PAGES)
def test_links(page: Path):
    text = pages._BLOCK.sub("", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not re.match(r"https?:", target):
            assert (page.parent / target).exists(), f"{page.name}: the link {target} leads nowhere"


def test_examples_with_elision_and_exit(tmp_path: Path):
    text = "```text\nleft alone\n```\n```python\nx = 1\n```\n```python\nassert x == 1\n```\n"
    assert pages.run(text, "page.md", tmp_path) == text
    assert pages._fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert not pages._fits("a\n…\nd\n", "b\nd\n")
