"""The page of each code: its bad example yields the code and nothing else, its good one is clean.

A fence says `treaty`, `timeline` or `positions`, `bad` or `good`, and, where it matters, `file=NAME` and `as=…`: a
folder, text in another encoding (latin-1), padded beyond the largest size, DEEP replaced by lists within lists, or its
last line repeated. What is read is the timeline or the positions if there are any, else the first text; the others
stand beside it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

import foedus.language
from foedus.base import Diagnostic
from foedus.language import load
from foedus.language.lexer import MAX_CHARACTERS
from foedus.language.messages import MESSAGES

NAMES = {"treaty": "draft.treaty", "timeline": "case.timeline", "positions": "party.positions"}
PAGES = Path(foedus.language.__file__).parent / "explain"
_FENCE = re.compile(
    r"^```(?P<lang>treaty|timeline|positions) (?P<kind>bad|good)(?P<more>[^\n]*)\n(?P<body>.*?)^```$",
    re.M | re.S,
)


class Example(NamedTuple):
    lang: str
    kind: str
    name: str
    manner: str
    body: str


def examples(code: str) -> list[Example]:
    page = (PAGES / f"{code}.md").read_text("utf-8")
    found: list[Example] = []
    for match in _FENCE.finditer(page):
        more = dict(word.split("=") for word in match["more"].split())
        name = more.get("file", NAMES[match["lang"]])
        found.append(Example(match["lang"], match["kind"], name, more.get("as", ""), match["body"]))
    assert len(found) == page.count("```") // 2, "a fence that no test runs"
    return found


def write(example: Example, folder: Path) -> None:
    place, body = folder / example.name, example.body
    match example.manner:
        case "folder":
            place.mkdir()
            return
        case "latin-1":
            place.write_bytes(body.encode("latin-1"))
            return
        case "padded":
            body += "# more\n" * (MAX_CHARACTERS // 7 + 1)
        case "deep":
            body = body.replace("DEEP", "any of (a) " * 45 + "Ukraine has ratified")
        case "repeated":
            body += body.splitlines(keepends=True)[-1] * 249
        case "":
            pass
        case other:
            pytest.fail(f"as={other} is unknown")
    place.write_text(body, "utf-8")


def read(shown: list[Example], folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Diagnostic, ...]:
    for example in shown:
        write(example, folder)
    monkeypatch.chdir(folder)
    main = next((e for e in shown if e.lang != "treaty"), shown[0])
    return load(main.name).diagnostics


def test_every_code_has_a_page_and_every_page_a_code():
    assert {page.stem for page in PAGES.glob("*.md")} == set(MESSAGES)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_bad_example_yields_this_code_and_no_other(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shown = [e for e in examples(code) if e.kind == "bad"]
    found = {d.code for d in read(shown, tmp_path, monkeypatch)}
    if any(e.manner == "repeated" for e in shown):
        assert code in found
    else:
        assert found == {code}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_good_example_is_clean(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shown = [e for e in examples(code) if e.kind == "good"]
    assert read(shown, tmp_path, monkeypatch) == ()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_page_has_a_title_and_says_why(code: str):
    lines = (PAGES / f"{code}.md").read_text("utf-8").splitlines()
    assert lines[0].startswith(f"# {code}: ")
    assert len(" ".join(lines[2 : lines.index("", 2)]).split()) >= 15
    assert max(map(len, lines)) <= 122
