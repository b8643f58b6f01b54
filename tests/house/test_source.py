"""House rules for the source that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "foedus"
MODULES = sorted(SOURCE.rglob("*.py"))
TEXTS = sorted(
    path for pattern in ("language/explain/*", "report/assets/*.html") for path in SOURCE.glob(pattern)
)

LONGEST = 500
# One word for one thing.  The word on the left is never shown to people; a string that is nothing but the word is
# allowed, since the parser must know it to suggest the right one.
SAY_INSTEAD = {"obligation": "duty", "obligations": "duties", "casus foederis": "the case"}
_UNSAID = re.compile(rf"\b({'|'.join(SAY_INSTEAD)})\b", re.IGNORECASE)


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_module_is_long(path: Path):
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST, f"{_name(path)} has {lines} lines; split it"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_words_in_strings(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            _check(f"{_name(path)}:{node.lineno}", node.value)


def test_words_in_texts():
    for path in TEXTS:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            _check(f"{_name(path)}:{number}", line)


def _check(place: str, text: str) -> None:
    if text.lower() in SAY_INSTEAD:
        return
    for found in _UNSAID.finditer(text):
        word = found[0]
        pytest.fail(f"{place}: say {SAY_INSTEAD[word.lower()]!r}, not {word!r}: {text.strip()[:100]!r}")
