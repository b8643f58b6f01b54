"""The language, case by case; harness.py says how a case is written."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from foedus.language.messages import MESSAGES
from tests.language import harness


@pytest.mark.skipif(not harness.has_cli(), reason="there is no command line yet (foedus.cli)")
@pytest.mark.parametrize("path", [pytest.param(path, id=harness.read(path).name) for path in harness.find()])
def test_case(path: Path, tmp_path: Path):
    case = harness.read(path)
    real = harness.run(case, tmp_path)
    for step in case.steps:
        assert step.exit is not None, f"{path}:{step.line}: no expected output yet; write it or make bless"
    if case != real:
        diff = difflib.unified_diff(
            case.text().splitlines(), real.text().splitlines(), "expected", "printed", lineterm="", n=4
        )
        pytest.fail(f"{path}\n" + "\n".join(diff), pytrace=False)
    exits = {step.exit for step in real.steps}
    if "bad" in path.relative_to(harness.HERE).parts:
        assert exits != {0}, "a bad case must have a command that does not exit with 0"
    else:
        assert not exits & {2, 70}, "a good case has no command that exits with 2 or 70"


def test_there_are_enough_cases_and_every_code_has_a_bad_one():
    good, bad = harness.find(harness.HERE / "good"), harness.find(harness.HERE / "bad")
    assert len(good) >= 60
    assert len(bad) >= 80
    shown = "".join(path.read_text("utf-8") for path in bad)
    codes = set(re.findall(r"^(?:error|warning)\[(E\d{4})\]", shown, re.M))
    elsewhere = {"E0704", "E0902"}  # five million characters, two hundred mistakes: their pages show them
    assert codes | elsewhere == set(MESSAGES)


SAMPLE = r"""# what it shows
--- a.treaty
treaty "A".

--- b.bin escaped
\xff\n
--- folder/
$ foedus run a.treaty
one
$ two
exit 0

# then
$ cat a.treaty
three
\ no line end
exit 1
"""


def test_harness_reads_and_writes_the_same():
    case = harness.parse(Path("x.case"), SAMPLE)
    assert case.files == {"a.treaty": b'treaty "A".\n', "b.bin": b"\xff\n", "folder/": None}
    assert [(step.command, step.output, step.exit) for step in case.steps] == [
        ("foedus run a.treaty", "one\n$ two\n", 0),
        ("cat a.treaty", "three", 1),
    ]
    assert case.text() == SAMPLE


def test_harness_accepts_a_case_not_yet_blessed():
    case = harness.parse(Path("x.case"), "# new\n$ foedus fmt a\nstale\n\n$ foedus fmt b\n")
    assert [(step.command, step.exit) for step in case.steps] == [
        ("foedus fmt a", None),
        ("foedus fmt b", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no head\n$ foedus run\nexit 0\n",
        "# no command\n",
        "# a\n--- ../a\n$ foedus\nexit 0\n",
        "# a\nstray\n$ foedus\n",
    ],
)
def test_harness_rejects_malformed_cases(text: str):
    with pytest.raises(harness.BadCase):
        harness.parse(Path("x.case"), text)
