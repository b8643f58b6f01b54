"""Where each of the sixty edge cases is tested: by its number in the test's name, or as this table says."""

import re
from pathlib import Path

HERE = Path(__file__).parent
ELSEWHERE = {
    10: ("engine/test_precision.py", "an act of a date on the day of a deadline is settled by a time of day"),
    53: ("language/bad", "a count of parties under a modal is an error: E0610"),
    54: ("engine/test_questions.py", "a duty within a time is one that is due by then"),
}
"""Edge cases that are no matter of one run: of inexact dates, of the text, and of questions."""


def test_every_edge_case_has_its_test():
    numbered = {
        int(found)
        for path in HERE.glob("test_edges_*.py")
        for found in re.findall(r"def test_(\d\d)_", path.read_text())
    }
    assert numbered | set(ELSEWHERE) == set(range(1, 61))


def test_the_tests_named_elsewhere_exist():
    for place, _ in ELSEWHERE.values():
        assert (HERE.parent / place).exists(), place
