"""Any bytes end in diagnostics: never in a traceback, never in a hang.

Texts are mutated by rules drawn by hypothesis: the everyday run is the same every time, make soak searches at length.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from foedus.base import render
from foedus.cli import main
from foedus.language import Loaded, parse_draft, parse_question, parse_timeline
from foedus.language.format import format_text
from foedus.language.keywords import KEYWORDS
from tests.conftest import ROOT
from tests.language.guarantee import DRAFT, LAW, TEXTS, TIMELINE, WORLD

EXAMPLES = [p.read_text("utf-8") for p in sorted((ROOT / "examples").rglob("*.treaty"))]
LIBRARY = [p.read_text("utf-8") for p in sorted((ROOT / "src" / "foedus" / "library").rglob("*.treaty"))]
DRAFTS = [DRAFT, LAW, WORLD, *EXAMPLES, *LIBRARY]
TIMELINES = [TIMELINE, *(p.read_text("utf-8") for p in sorted((ROOT / "examples").rglob("*.timeline")))]
SMALL = """\
treaty "Pact", called PACT.
state Poland, France, Russia.
party Ukraine.
guarantors, each a guarantor and a party, are Poland, France.
open clock: 24 hours | 3 days, asks "How fast?".
raid means a limited or larger attack by Russia on Ukraine.
article 1.
  After a raid Ukraine may invoke this treaty.
  On invocation majority of guarantors decides within ?clock whether the case has arisen; on silence it has not.
article 2.
  When the case has arisen each guarantor must assist Ukraine within 72 hours of the decision, unless Ukraine objects.
  On breach of article 2 by a guarantor Ukraine may suspend this treaty.
  A party may withdraw with 1 year of notice.
"""
SMALL_TIMELINE = """\
timeline "Raid", of PACT, until 2027-03-20.
2027-01-15: Ukraine and Poland and France ratify.
2027-03-01 04:00: Russia attacks territory of Ukraine by drones, scale limited, attribution established.
2027-03-01 06:00: Ukraine invokes this treaty.
2027-03-01 20:00: Poland and France vote for the case.
2027-03-03: Poland assists Ukraine.
from 2027-03-04 until 2027-03-05: Russia attacks Ukraine.
expect France owes nothing; Poland performed article 2.
expect never, Russia owes use-force.
"""
GUARANTEE = parse_draft(DRAFT, "kyiv.treaty", TEXTS)
_PIECE = re.compile(r"\s+|\w[\w'-]*|.", re.S)
STRAY = st.sampled_from(
    [
        "\0",
        "\r",
        "\r\n",
        "\ufeff",
        "\u202e",
        "\u200f",
        "\u00a0",
        "\u2028",
        "\x0c",
        "\x1b[2J",
        '"',
        "“",
        "”",
        "?",
        "(",
        ")",
        "(a)",
        ".",
        "..",
        ",",
        ";",
        ":",
        "|",
        "=",
        "+",
        "#",
        "0",
        "99999999999999999999",
        "2027-99-99",
        "2027-03-01",
        "9999-12-31 23:59",
        "0000-00-00",
        "open",
        "ambiguous",
        "any of (a)",
        "not ",
        "unless ",
        "each other ",
        "expect",
        'treaty "X"',
        "?clock",
        "?",
        "?x-",
        "it",
        "🚀",
        "ß",
        "İ",
        "e\u0301",
        "\udc80",
    ]
)
WORDS = st.one_of(st.sampled_from(sorted(KEYWORDS)), STRAY, st.text(max_size=6))


@st.composite
def mutated(draw: st.DrawFn, texts: list[str]) -> str:
    """A text of which some pieces were deleted, doubled, swapped, replaced or cut off."""
    text = draw(st.sampled_from(texts))
    pieces = _PIECE.findall(text)
    for _ in range(draw(st.integers(1, 6))):
        if not pieces:
            break
        at = draw(st.integers(0, len(pieces) - 1))
        to = draw(st.integers(0, len(pieces) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                del pieces[at]
            case 1:
                pieces.insert(at, pieces[to])
            case 2:
                pieces[at], pieces[to] = pieces[to], pieces[at]
            case 3:
                pieces[at] = draw(WORDS)
            case 4:
                pieces.insert(at, draw(WORDS))
            case 5:
                low, high = sorted((at, to))
                del pieces[low : min(high, low + 40)]
            case _:
                low, high = sorted((at, to))
                pieces[at:at] = pieces[low : min(high, low + 40)]
    return "".join(pieces)


def shown(loaded: Loaded) -> None:
    """Every diagnostic can be shown, points into its text, and its edits can be made."""
    for one in loaded.diagnostics:
        assert render(one, loaded.sources).strip()
        assert one.message
        assert one.fixes, one
        for fix in one.fixes:
            for edit in fix.edits:
                assert edit.span.file in loaded.sources
                source = loaded.sources[edit.span.file].text
                assert 0 <= edit.span.start <= edit.span.end <= len(source)
                fix.apply(source)
        if one.span and one.span.file in loaded.sources:
            assert one.span.start <= len(loaded.sources[one.span.file].text)


def laid_out(text: str) -> None:
    """The text is laid out, or said to be unreadable; laid out again it stays."""
    try:
        once = format_text(text)
    except ValueError:
        return
    assert format_text(once) == once


@given(mutated(DRAFTS))
def test_a_mutated_draft_ends_in_diagnostics(text: str):
    shown(parse_draft(text, "kyiv.treaty", TEXTS))
    laid_out(text)


@given(mutated(TIMELINES))
def test_a_mutated_timeline_ends_in_diagnostics(text: str):
    shown(parse_timeline(text, GUARANTEE))
    laid_out(text)


@given(st.text())
def test_any_text_ends_in_diagnostics(text: str):
    shown(parse_draft(text))
    shown(parse_timeline(text, GUARANTEE))
    parse_question(text, GUARANTEE)
    laid_out(text)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_end_in_diagnostics(text: str):
    shown(parse_draft(f'treaty "T", called T.\nparty Ukraine, Poland.\n{text}'))
    shown(parse_timeline(f'timeline "T", of KYIV.\n2027-03-01: {text}', GUARANTEE))
    parse_question(text, GUARANTEE)
    laid_out(text)


@contextlib.contextmanager
def folder() -> Iterator[None]:
    """An empty folder, for a while the current one."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        yield


def run(*words: str) -> tuple[int, str]:
    result = CliRunner(env={"NO_COLOR": "1"}).invoke(
        main, list(words), prog_name="foedus", catch_exceptions=False
    )
    return result.exit_code, result.output


@given(st.binary(max_size=300))
def test_any_bytes_in_files_exit_with_2(data: bytes):
    with folder():
        Path("a.treaty").write_bytes(data)
        Path("a.timeline").write_bytes(data)
        for words in (("run", "a.treaty", "a.timeline"), ("test", "a.timeline"), ("review", "a.treaty")):
            code, output = run(*words)
            assert code == 2, (words, output)
            assert "error" in output
            assert "Traceback" not in output


@given(mutated([SMALL_TIMELINE]), mutated([SMALL]))
def test_the_command_never_fails_on_mutated_files(timeline: str, draft: str):
    with folder():
        Path("a.treaty").write_bytes(draft.encode("utf-8", "surrogatepass"))
        Path("a.timeline").write_bytes(timeline.encode("utf-8", "surrogatepass"))
        code, output = run("fmt", "a.treaty", "a.timeline")
        assert code in (0, 2), output
        code, output = run("run", "a.treaty", "a.timeline")
        assert code in (0, 2, 3), output


TITLE = 'treaty "T", called T.\nparty Ukraine, Poland.\n'
DEEP = {
    "lists": "ready means " + "any of (a) " * 3000 + "Ukraine has ratified.",
    "events": "raid means " + "any of (a) " * 3000 + "an attack on Ukraine.",
    "places": "land means " + "any of (a) " * 3000 + "territory of Ukraine.",
    "not": "Poland must consult when " + "not " * 3000 + "Ukraine has ratified.",
    "outside": "land means " + "outside " * 3000 + "territory of Ukraine.",
    "in": "land means territory of Ukraine" + " in territory of Ukraine" * 3000 + ".",
    "other than": "Poland must assist the parties" + " other than Ukraine" * 3000 + ".",
    "event other than": "raid means an attack" + " other than an attack" * 3000 + ".",
    "sums": "Poland must consult within 1 day" + " + 1 day" * 3000 + ".",
    "ands": "Poland must consult when " + " and ".join(["Ukraine has ratified"] * 1000) + ".",
    "names": "party " + ", ".join(f"Land{n}" for n in range(3000)) + ".",
    "a very long line": "Poland must consult. " * 1_000,
    "a very long word": "Poland must " + "x" * 200_000 + ".",
    "a very long quotation": 'Poland must assist Ukraine, source "' + "x" * 200_000 + '".',
    "a very long open quotation": 'Poland must assist Ukraine, source "' + "x" * 200_000,
    "brackets": "(" * 10_000,
    "quotation marks": '"' * 10_001,
    "stops": "." * 10_000 + " ." * 10_000,
    "question marks": "?" * 10_000,
    "holes": "Poland must " + "?x " * 5_000,
    "commas": "party " + ", " * 10_000 + ".",
    "digits": "Poland must consult within " + "9" * 5_000 + " days.",
    "years": "This treaty lasts 99999999 years.",
    "articles": "".join(f"article {n}.\n" for n in range(2_000)),
    "options": "open x: " + " | ".join(f"{n} days" for n in range(999)) + ".\nPoland must consult within ?x.",
    "parts": 'protocol "P".\n' * 2_000,
    "definitions in a row": "".join(f"t{n} means an t{n + 1} on Ukraine.\n" for n in range(400))
    + "t400 means an attack.",
    "a circle of definitions": "".join(f"t{n} means an t{(n + 1) % 500} on Ukraine.\n" for n in range(500)),
    "exceptions in a row": "".join(
        f"article {n}.\n  Article {n} prevails over article {n + 1}.\n" for n in range(300)
    ),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_deep_or_long_ends_in_diagnostics(name: str):
    text = TITLE + DEEP[name]
    shown(parse_draft(text))
    laid_out(text)


@pytest.mark.parametrize("name", DEEP)
def test_what_is_deep_or_long_in_a_timeline(name: str):
    shown(
        parse_timeline(
            f'timeline "T", of KYIV.\n2027-03-01: Russia attacks Ukraine.\n{DEEP[name]}', GUARANTEE
        )
    )


def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path):
    from foedus.language import load
    from foedus.model import bare

    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "unix.treaty").write_bytes(DRAFT.encode())
    (tmp_path / "dos.treaty").write_bytes(DRAFT.replace("\n", "\r\n").encode())
    (tmp_path / "mark.treaty").write_bytes(b"\xef\xbb\xbf" + DRAFT.encode())
    sentences = {name: load(tmp_path / f"{name}.treaty") for name in ("unix", "dos", "mark")}
    assert all(one.ok and one.draft for one in sentences.values())
    first, second, third = ([bare(s) for s in one.draft.sentences] for one in sentences.values() if one.draft)
    assert first == second == third


def test_a_file_of_ten_megabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("big.treaty").write_bytes(b"Poland must consult. " * 500_000)
    Path("huge.treaty").write_bytes(b"\0" * 25_000_000)
    Path("a.timeline").write_text('timeline "T", of T.', "utf-8")
    for name in ("big.treaty", "huge.treaty"):
        for words in (("run", name, "a.timeline"), ("fmt", name)):
            code, output = run(*words)
            assert code == 2
            assert output.startswith("error[E0704]")
            assert len(output) < 1_000


PATHS = ("", "no\x01where", "nowhere.treaty", "nowhere.timeline", "a" * 300, "/dev/null/x")
FOLDERS = (".", "..", "/")
STRANGE = [
    *((verb, name) for verb in ("run", "test", "fmt", "review") for name in PATHS),
    *((verb, name) for verb in ("run", "review") for name in FOLDERS),
    *((verb, ".") for verb in ("test", "fmt")),  # an empty folder
]


@pytest.mark.parametrize(("verb", "name"), STRANGE)
def test_strange_paths_end_with_2(verb: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    words = (verb, name, name) if verb == "run" else (verb, name)
    code, output = run(*words)
    assert code == 2, output
    assert "Traceback" not in output
