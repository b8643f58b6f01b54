"""The verbs of the ledger: what they print, their exit codes, slips and their fixes, JSON as the schemas say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from foedus.cli import main
from foedus.language import load
from foedus.ledger.claims import claims
from foedus.ledger.store import Store
from tests.cli.test_cli import valid
from tests.ledger.making import STORY, put, story

DRAFT = """treaty "Pact", called PACT.
party Ukraine, Russia, United States.
guarantors, each a guarantor and a party, are United States.
open form: consult | use-force, asks "What form does the guarantee take?".
After an attack on Ukraine each guarantor must ?form.
"""


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100"}).invoke(main, ["ledger", *words], input=given)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "pact.treaty").write_text(DRAFT, "utf-8")
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Path:
    """A folder with a ledger in which everything is confirmed."""
    with Store.open("kyiv.ledger", create=True) as store:
        put(store, STORY, story(), published_on="2025-08-17")
    return folder


# ---- add -------------------------------------------------------------------------------------------------------------


def test_add_begins_a_ledger_and_asks_for_nothing_off_a_terminal(folder: Path):
    result = run("add", "story.txt")
    assert result.exit_code == 0, result.output
    assert "no publisher, date or language" in result.output
    assert "the ledger is project.ledger" in result.output
    assert "there already" in run("add", "story.txt").output


def test_add_asks_for_what_is_not_given(folder: Path):
    result = run("add", "story.txt", "--ask", "--lang", "en", given="The Wire\n2025-08-17\n")
    assert result.exit_code == 0, result.output
    found = valid(run("add", "story.txt", "--json").output)
    assert found["documents"][0]["publisher"] == "The Wire"  # type: ignore[index]
    assert found["documents"][0]["lang"] == "en"  # type: ignore[index]
    assert found["documents"][0]["new"] is False  # type: ignore[index]


def test_add_reads_standard_input(folder: Path):
    result = run("add", "-", "--json", given="Poland accepts the clock.\n")
    one = valid(result.output)["documents"][0]  # type: ignore[index]
    assert (one["name"], one["published_on"], one["characters"]) == ("standard input", None, 26)


@pytest.mark.parametrize(
    ("words", "said", "fix"),
    [
        (("add", "stroy.txt"), "there is no file stroy.txt", "did you mean story.txt?"),
        (("add", "."), ". is a folder", "name the files in it"),
        (("add", "story.txt", "--date", "17 August"), "“17 August” is no date", "2025-08-17"),
        (("add", "story.txt", "--kind", "pres"), "no kind of document “pres”", "did you mean press?"),
        (("add", "story.txt", "--encoding", "utf9"), "no encoding “utf9”", "utf-8"),
        (("show",), "there is no ledger here", "foedus ledger add FILE begins one"),
        (("show", "-l", "none.ledger"), "there is no ledger none.ledger", "foedus ledger add"),
        (("show", "-l", "story.txt"), "story.txt is no ledger", "foedus ledger add made"),
        (("positions", "pcat.treaty"), "there is no such file", "did you mean pact.treaty?"),
        (
            ("extract", "story.txt", "--model", "nowhere"),
            "“nowhere” names no model",
            "http://localhost:8080/v1#NAME",
        ),
        (("extract", "stroy.txt"), "there is no file stroy.txt", "did you mean story.txt?"),
        (("draft", "story.txt", "--called", "kyiv"), "is no name for a draft", "KYIV"),
        (("import", "story.txt"), "is no JSON", "foedus ledger export"),
        (("export", "--as", "line"), "there is no form “line”", "did you mean lines?"),
    ],
)
def test_slips_end_with_words_and_a_fix(folder: Path, words: tuple[str, ...], said: str, fix: str):
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert fix in result.output
    assert "Traceback" not in result.output


def test_a_misspelt_verb_gets_a_suggestion():
    result = run("extrakt")
    assert result.exit_code == 2
    assert "Did you mean extract?" in result.output


def test_two_ledgers_in_a_folder_must_be_named(known: Path):
    Store.open("other.ledger", create=True).close()
    result = run("show")
    assert result.exit_code == 2
    assert "kyiv.ledger, other.ledger" in result.output
    assert run("show", "-l", "kyiv.ledger").exit_code == 0


def test_a_damaged_ledger_is_said(known: Path):
    data = bytearray(Path("kyiv.ledger").read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    Path("kyiv.ledger").write_bytes(data)
    result = run("show")
    assert result.exit_code == 2
    assert "damaged" in result.output or "is no ledger" in result.output


# ---- extract and review ----------------------------------------------------------------------------------------------


def test_extract_without_a_ledger_prints_claims_and_keeps_nothing(folder: Path):
    found = valid(run("extract", "story.txt", "--json").output)
    text = STORY
    assert found["schema"] == "ledger-extract/1"
    rows = found["claims"]
    assert rows
    assert all(text[r["start"] : r["end"]] == r["exact"] for r in rows)  # type: ignore[union-attr]
    assert not list(folder.glob("*.ledger"))
    shown = run("extract", "story.txt").output
    assert "Russia accepts" in shown


def test_extract_into_the_ledger_proposes_once(folder: Path):
    run("add", "story.txt")
    first = run("extract", "--draft", "pact.treaty")
    assert "to review: foedus ledger review" in first.output
    assert "nothing to read" in run("extract").output
    again = valid(run("extract", "--again", "--json").output)
    assert again["documents"][0]["new"] == 0  # type: ignore[index]
    with Store.open("project.ledger") as store:
        assert {c.status for c in claims(store)} == {"proposed"}


def test_a_review_line_by_line(folder: Path):
    with Store.open("kyiv.ledger", create=True) as store:
        put(store, STORY, story(), confirm=False)
    script = "a\nx\nz\ne stance=opne\ne stance=open\na\ns issue=clock\nb\n-\n?\nq\n"
    result = run("review", "--who", "Ada", given=script)
    assert result.exit_code == 0, result.output
    assert "▸Russia has agreed to a framework of guarantees◂, the U.S. envoy" in " ".join(
        result.output.split()
    )
    for said in ("confirmed ", "taken back: ", "did you mean open?", "split into ", "“b” is no decision",
                 "two claims decided, 3 to review"):  # fmt: skip
        assert said in result.output
    with Store.open("kyiv.ledger") as store:
        assert {(c.actor, c.issue) for c in claims(store, "confirmed")} == {
            ("Russia", "form"),
            ("Russia", "law"),
        }
        assert next(c.stance for c in claims(store, "confirmed") if c.issue == "law") == "open"


def test_the_end_of_input_ends_a_review_and_decides_nothing(known: Path):
    with Store.open("kyiv.ledger") as store:
        put(store, STORY + "More.", story(), "more.txt", confirm=False)
    result = run("review", "--who", "Ada", given="")
    assert result.exit_code == 0
    assert "4 to review" in result.output


# ---- show ------------------------------------------------------------------------------------------------------------


def test_show_says_what_each_stance_rests_on(known: Path):
    result = run("show")
    words = " ".join(result.output.split())
    assert result.exit_code == 0, result.output
    assert "rests on one voice, Steve Witkoff (United States); Russia itself is not quoted." in words
    assert "has no named source." in words
    assert "To welcome is not to accept terms." in words
    assert "■ Ukraine has reservations" in words


def test_show_as_json_says_the_same(known: Path):
    found = valid(run("show", "--json").output)
    cells = {(c["actor"], c["issue"]): c for c in found["cells"]}  # type: ignore[union-attr]
    form = cells["Russia", "form"]
    assert (form["stance"], form["strength"], form["voice"], form["independent"]) == ("accept", 6, "other", 1)
    assert form["behind"][0]["party"] == "United States"
    assert cells["Russia", "law"]["voice"] == "unnamed"
    assert cells["Ukraine", "mechanism"]["first_hand"] == 1
    assert found["counts"]["confirmed"] == 4  # type: ignore[index]


def test_each_cell_leads_to_the_words(known: Path):
    result = run("show", "Russia", "form")
    assert "“Russia has agreed to a framework of guarantees”" in result.output
    assert "article → Steve Witkoff (United States); story.txt, 0–46, 2025-08-17" in " ".join(
        result.output.split()
    )
    assert "did you mean Russia?" in run("show", "Rusia").output
    assert "did you mean form?" in run("show", "Russia", "from").output


def test_show_lists_claims_and_documents(known: Path):
    assert run("show", "--claims").output.count("confirmed") == 4
    assert "story.txt  2025-08-17" in run("show", "--documents").output


def test_show_puts_the_draft_first(known: Path):
    assert run("show", "--draft", "pact.treaty").exit_code == 0


# ---- texts and exchange ----------------------------------------------------------------------------------------------


def test_positions_are_written_and_read_again(known: Path):
    result = run("positions", "pact.treaty", "-o", "p.positions")
    assert result.exit_code == 0, result.output
    assert "stand as comments" in result.output
    loaded = load("p.positions")
    assert loaded.diagnostics == ()
    found = valid(run("positions", "p.positions", "--json").output)
    held = {p["party"]: p["held"] for p in found["parties"]}  # type: ignore[union-attr]
    assert [(h["says"], h["voice"]) for h in held["Russia"]] == [("accept", "other")]
    assert "voiced by somebody else" in run("positions", "p.positions").output
    only = run("positions", "pact.treaty", "--party", "Ukraine").output
    assert "positions of Ukraine" in only
    assert "positions of Russia" not in only
    assert "nothing is confirmed of Mars" in run("positions", "pact.treaty", "--party", "Mars").output


def test_a_draft_from_a_report_and_from_the_ledger(known: Path):
    result = run("draft", "story.txt", "-o", "new.treaty", "--called", "NEW")
    assert result.exit_code == 0, result.output
    assert load("new.treaty").diagnostics == ()
    from_ledger = run("draft")
    assert from_ledger.exit_code == 0
    assert "role-of-russia" in from_ledger.output


@pytest.mark.parametrize("form", ["lines", "w3c", "dna"])
def test_what_is_exported_can_be_imported(known: Path, form: str):
    assert run("export", "--as", form, "-o", "out.txt").exit_code == 0
    with Store.open("other.ledger", create=True) as store:
        put(store, STORY, [])
    result = run("import", "out.txt", "--as", form, "-l", "other.ledger")
    assert result.exit_code == 0, result.output
    with Store.open("other.ledger") as store:
        assert len(claims(store)) == 4
        assert len(claims(store, "confirmed")) == (4 if form == "lines" else 0)


def test_a_redacted_export_and_positions_file_hold_no_source(known: Path):
    for words in (["export", "--as", "w3c"], ["export", "--as", "dna"], ["positions", "pact.treaty"]):
        result = run(*words, "--redact")
        assert result.exit_code == 0, result.output
        assert "Witkoff" not in result.output
        assert "agreed to a framework" not in result.output
        assert "source 1" in result.output
    assert "--as w3c" in run("export", "--redact").output


def test_words_for_parties_and_issues(known: Path):
    assert "Russia: Moscow, the Kremlin" in run("party", "Russia", "Moscow", "the Kremlin").output
    assert "form: shape  (What form does the guarantee take?)" in run(
        "issue", "form", "shape", "--draft", "pact.treaty"
    ).output  # fmt: skip
    assert valid(run("issue", "--json").output)["issues"][0]["words"] == ["shape"]  # type: ignore[index]
    assert "Ukraine" in json.dumps(valid(run("party", "--draft", "pact.treaty", "--json").output))


def test_hostile_words_reach_no_terminal(folder: Path):
    from tests.ledger.making import proposal

    text = "Poland \x1b]0;owned\x07\u202eaccepts\u202c the clock."
    with Store.open("h.ledger", create=True) as store:
        put(store, text, [proposal(text, text[:-1], "Po\x1b[31mland", "accept", "clo\x1bck")], "na\x1bme.txt")
        put(
            store,
            text + "!",
            [proposal(text + "!", text[:-1], "Poland", "accept", "clock")],
            "n.txt",
            confirm=False,
        )
    for words in (["show"], ["show", "--claims"], ["show", "Po\x1b[31mland"], ["show", "--documents"]):
        out = run(*words).output
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\x07" not in out
    assert "\x1b" not in run("review", "--who", "me", given="").output
