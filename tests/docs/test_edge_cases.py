"""The page of edge cases names each of the sixty, and each test that holds one."""

from __future__ import annotations

import re

from tests.docs import pages

PAGE = pages.ROOT / "docs" / "reference" / "edge-cases.md"
ROWS = {
    int(row[1]): row[2]
    for row in re.finditer(r"^\| (\d+) \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
}
LINK = re.compile(r"\[([^\]]+)\]\(\.\./\.\./(tests/engine/\w+\.py)\)")


def test_there_are_sixty():
    assert list(ROWS) == list(range(1, 61))
    assert all("](../../tests/" in row for row in ROWS.values())


def test_each_test_that_it_names_exists():
    for number, row in ROWS.items():
        for name, file in LINK.findall(row):
            words = re.escape(name.replace(" ", "_"))
            text = (pages.ROOT / file).read_text("utf-8")
            assert re.search(rf"def test_({number:02d}_)?{words}\(", text), f"{number}: {name}"


def test_it_names_each_test_of_an_edge_case():
    for path in (pages.ROOT / "tests" / "engine").glob("test_edges_*.py"):
        for number, name in re.findall(r"def test_(\d\d)_(\w+)\(", path.read_text("utf-8")):
            assert f"[{name.replace('_', ' ')}](" in ROWS[int(number)], f"{number}: {name}"
