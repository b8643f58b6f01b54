"""The file: what it refuses, that it survives, that it opens."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.ledger.claims import Run, claims, propose
from foedus.ledger.documents import add
from foedus.ledger.errors import LedgerError
from foedus.ledger.reviews import decide
from foedus.ledger.store import Store
from foedus.ledger.tables import STEPS
from tests.conftest import ROOT
from tests.ledger.making import STORY, put, story


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "p.ledger", create=True) as made:
        put(made, STORY, story(), confirm=False)
        yield made


# ---- what the store itself refuses -----------------------------------------------------------------------------------

REFUSED = {
    "a quotation that differs": "INSERT INTO span(doc, start, stop, exact) VALUES(1, 0, 6, 'russia')",
    "a quotation of another place": "INSERT INTO span(doc, start, stop, exact) VALUES(1, 1, 7, 'Russia')",
    "a quotation beyond the end": "INSERT INTO span(doc, start, stop, exact) VALUES(1, 900, 906, 'Russia')",
    "a quotation of nothing": "INSERT INTO span(doc, start, stop, exact) VALUES(1, 5, 5, '')",
    "a quotation of no document": "INSERT INTO span(doc, start, stop, exact) VALUES(9, 0, 6, 'Russia')",
    "a changed quotation": "UPDATE span SET exact = 'x', stop = start + 1",
    "a changed text": "UPDATE document SET text = 'Russia has refused'",
    "a deleted document": "DELETE FROM document",
    "a confirmed claim that nobody reviewed": "UPDATE claim SET status = 'confirmed'",
    "a claim that is born confirmed":
        "INSERT INTO claim(id, span, actor, act, stance, issue, certainty, frame, rule, status) "
        "SELECT 'x', span, actor, act, stance, issue, certainty, frame, rule, 'confirmed' FROM claim LIMIT 1",
    "a claim that changes without a review": "UPDATE claim SET stance = 'reject'",
    "a claim moved to other words": "UPDATE claim SET span = span + 1 WHERE span = 1",
    "an unknown stance":
        "INSERT INTO claim(id, span, actor, act, stance, issue, certainty, frame, rule) "
        "SELECT 'x', span, actor, act, 'maybe', issue, certainty, frame, rule FROM claim LIMIT 1",
}  # fmt: skip


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED.keys())
def test_the_store_refuses(store: Store, sql: str):
    before = list(store.db.iterdump())
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute(sql)
    assert list(store.db.iterdump()) == before


def test_reviews_are_only_added(store: Store):
    name = claims(store)[0].id
    decide(store, name, "confirmed", "one", 1.0)
    for sql in ("UPDATE review SET decision = 'rejected'", "DELETE FROM review"):
        with pytest.raises(sqlite3.IntegrityError, match="a review is never"):
            store.db.execute(sql)


def test_a_claim_that_somebody_reviewed_is_never_deleted(store: Store):
    for decision in ("confirmed", "rejected"):
        name = claims(store, "proposed")[0].id
        decide(store, name, decision, "one")
        store.db.execute("DELETE FROM chain WHERE claim = ?", (name,))
        with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
            store.db.execute("DELETE FROM claim WHERE id = ?", (name,))


def test_a_wrong_quotation_refuses_the_whole_batch(tmp_path: Path):
    from msgspec.structs import replace

    with Store.open(tmp_path / "q.ledger", create=True) as store:
        doc = add(store, STORY, "s").document.id
        good, bad = story()[0], story()[1]
        for wrong in (replace(bad, exact=bad.exact.replace("law", "Law")), replace(bad, start=bad.start + 1)):
            with pytest.raises(LedgerError, match=r"differs from the document|refused"):
                propose(store, doc, [good, wrong], Run("t", "1"))
        assert claims(store) == ()


def test_every_stored_span_equals_its_document(store: Store):
    rows = store.rows("SELECT s.*, d.text FROM span s JOIN document d ON d.id = s.doc")
    assert len(rows) == 4
    assert all(r["text"][r["start"] : r["stop"]] == r["exact"] for r in rows)


# ---- opening ---------------------------------------------------------------------------------------------------------


def test_what_is_no_ledger_is_said(tmp_path: Path):
    (tmp_path / "a.ledger").write_bytes(b"This is no database at all, but a long enough text." * 50)
    (tmp_path / "folder.ledger").mkdir()
    sqlite3.connect(tmp_path / "b.ledger").execute("CREATE TABLE mine(x)").connection.close()
    for name, said in (("a.ledger", "is no ledger"), ("folder.ledger", "cannot be opened"), ("b.ledger", "no ledger"),
                       ("c.ledger", "there is no ledger")):  # fmt: skip
        with pytest.raises(LedgerError, match=said) as error:
            Store.open(tmp_path / name)
        assert error.value.fixes


def test_a_misspelt_ledger_gets_a_suggestion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Store.open("kyiv.ledger", create=True).close()
    with pytest.raises(LedgerError) as error:
        Store.open("kiyv.ledger")
    assert error.value.fixes[0] == "did you mean kyiv.ledger?"


def test_an_empty_file_becomes_a_ledger(tmp_path: Path):
    (tmp_path / "e.ledger").touch()
    with Store.open(tmp_path / "e.ledger") as store:
        assert store.value("SELECT count(*) FROM document") == 0


def test_a_newer_file_is_left_alone(tmp_path: Path):
    path = tmp_path / "n.ledger"
    steps = (*STEPS, "CREATE TABLE more(x);")
    Store.open(path, create=True, steps=steps).close()
    with pytest.raises(LedgerError, match="newer Foedus"):
        Store.open(path)


def test_an_older_file_is_brought_up_to_date_and_keeps_all(tmp_path: Path):
    path = tmp_path / "o.ledger"
    with Store.open(path, create=True) as store:
        put(store, STORY, story())
    steps = (*STEPS, "ALTER TABLE document ADD COLUMN note TEXT;\nUPDATE document SET note = title;")
    with Store.open(path, steps=steps) as store:
        assert len(claims(store, "confirmed")) == 4
        assert store.value("PRAGMA user_version") == len(steps)
        assert store.value("SELECT count(note) FROM document") == 0


def test_a_step_that_fails_changes_nothing(tmp_path: Path):
    path = tmp_path / "f.ledger"
    Store.open(path, create=True).close()
    with pytest.raises(LedgerError):
        Store.open(path, steps=(*STEPS, "CREATE TABLE more(x);\nSELECT nonsense FROM nowhere;"))
    with Store.open(path) as store:
        assert store.value("PRAGMA user_version") == len(STEPS)


# ---- two processes ---------------------------------------------------------------------------------------------------

WRITER = """
import sys
from foedus.ledger.store import Store
from foedus.ledger.documents import add
from tests.ledger.making import proposal, put
mark = sys.argv[2]
with Store.open(sys.argv[1], create=True) as store:
    for n in range(25):
        text = f"Paper {mark}{n}: {'word ' * n} Poland accepts the clock of {mark} {n} hours."
        put(store, text, [proposal(text, "Poland accepts the clock", "Poland", "accept", "clock")], f"{mark}{n}")
"""


def test_two_processes_write_one_file(tmp_path: Path):
    path = tmp_path / "two.ledger"
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), mark], cwd=ROOT) for mark in "ab"]
    assert [run.wait(120) for run in runs] == [0, 0]
    with Store.open(path) as store:
        assert store.value("SELECT count(*) FROM document") == 50
        assert len(claims(store, "confirmed")) == 50
        assert store.value("PRAGMA integrity_check") == "ok"


# ---- killed at any point ---------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from foedus.ledger.store import Store
from foedus.ledger.documents import add
from foedus.ledger.claims import Run, claims, propose
from foedus.ledger.reviews import decide, edit, undo
from tests.ledger.making import STORY, story
path, steps = sys.argv[1], int(sys.argv[2])
store = Store.open(path, create=True)
left = [steps]
def tick():
    left[0] -= 1
    if left[0] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0
store.db.set_progress_handler(tick, 25)
def say(*words):
    os.write(1, (" ".join(words) + "\\n").encode())
n = store.value("SELECT count(*) FROM document")
while True:
    n += 1
    text = STORY + f"Number {n}." + " filler" * n
    doc = add(store, text, f"d{n}").document
    say("document", doc.sha256)
    for name in propose(store, doc.id, story(), Run("t", "1")):
        decide(store, name, "confirmed", "me", 1.0)
        say("confirmed", name)
    edit(store, name, {"stance": "open"}, "me")
    say("edited", name)
"""


def test_killed_at_any_point_nothing_confirmed_is_lost(tmp_path: Path):
    """The process kills itself with SIGKILL after some number of steps of the database, chosen all over the work."""
    path = tmp_path / "k.ledger"
    chance = random.Random(6)
    said: dict[str, str] = {}
    for _ in range(25):
        done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(chance.randrange(1, 600))],
                              cwd=ROOT, capture_output=True, text=True)  # fmt: skip
        assert done.returncode == -signal.SIGKILL, done.stderr
        for line in done.stdout.splitlines():
            what, name = line.split()
            said[name] = what
        with Store.open(path, create=True) as store:
            assert store.value("PRAGMA integrity_check") == "ok"
            assert store.rows("PRAGMA foreign_key_check") == []
            hashes = {r[0] for r in store.rows("SELECT sha256 FROM document")}
            status = {r["id"]: r["status"] for r in store.rows("SELECT id, status FROM claim")}
        for name, what in said.items():
            if what == "document":
                assert name in hashes
            else:  # what was said to be edited waits again; later steps may have gone further
                assert status[name] in (("confirmed", "proposed") if what == "confirmed" else ("proposed",))
        assert len(status) % 4 == 0, "claims of one document come all or none"
    assert sum(what == "confirmed" for what in said.values()) > 20


def test_killed_while_another_command_runs(tmp_path: Path):
    """The commands themselves, killed from outside after a while; what they said to have kept is kept."""
    for n in range(8):
        (tmp_path / f"a{n}.txt").write_text(STORY + f"Part {n}. " + f"thing{n} " * 40 * n, "utf-8")
    command = [sys.executable, "-c", "from foedus.cli import main; main()", "ledger"]
    for wait in (0.15, 0.3, 0.5, 0.8):
        run = subprocess.Popen([*command, "add", *(f"a{n}.txt" for n in range(8))], cwd=tmp_path,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            run.wait(wait)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
        if (tmp_path / "project.ledger").exists():
            with Store.open(tmp_path / "project.ledger") as store:
                assert store.value("PRAGMA integrity_check") == "ok"
    subprocess.run(
        [*command, "add", *(f"a{n}.txt" for n in range(8))], cwd=tmp_path, check=True, capture_output=True
    )
    shown = subprocess.run(
        [*command, "show", "--json"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert json.loads(shown.stdout)["counts"]["documents"] == 8
