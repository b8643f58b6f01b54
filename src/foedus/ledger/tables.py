"""The tables of a ledger file, and the steps from one version of them to the next.

The store itself refuses what must never be in it: a quotation that differs from its document, a confirmed claim that
nobody reviewed, a review that is changed afterwards.
"""

APPLICATION = 0x464F4544
"""What the header of the file says it is."""

_FIRST = """
CREATE TABLE document(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'press'
    CHECK(kind IN('press','communique','transcript','treaty','post','note')),
  title TEXT, publisher TEXT, published_on TEXT, url TEXT, lang TEXT,
  copy_of INT REFERENCES document(id),
  alike REAL,
  at TEXT NOT NULL,
  text TEXT NOT NULL, -- last, since what stands behind a long text is slow to reach
  CHECK(length(text) > 0));
CREATE TABLE sketch(hash INT NOT NULL, doc INT NOT NULL REFERENCES document(id), PRIMARY KEY(hash, doc)) WITHOUT ROWID;
CREATE TABLE party(
  name TEXT PRIMARY KEY,
  aliases TEXT NOT NULL DEFAULT '[]',
  declared INT NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE agent(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  party TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK(kind IN('narrator','medium','unnamed','named')),
  UNIQUE(name, party, kind));
CREATE TABLE issue(
  name TEXT PRIMARY KEY,
  asks TEXT NOT NULL DEFAULT '', options TEXT NOT NULL DEFAULT '[]', terms TEXT NOT NULL DEFAULT '[]',
  declared INT NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE run(
  id INTEGER PRIMARY KEY,
  doc INT REFERENCES document(id),
  tool TEXT NOT NULL, version TEXT NOT NULL, model TEXT, prompt_sha TEXT, at TEXT NOT NULL);
CREATE INDEX run_of_doc ON run(doc);
CREATE TABLE span(
  id INTEGER PRIMARY KEY,
  doc INT NOT NULL REFERENCES document(id),
  start INT NOT NULL, stop INT NOT NULL,
  exact TEXT NOT NULL, prefix TEXT NOT NULL DEFAULT '', suffix TEXT NOT NULL DEFAULT '',
  CHECK(0 <= start AND start < stop AND length(exact) = stop - start),
  UNIQUE(doc, start, stop));
CREATE TABLE claim(
  id TEXT PRIMARY KEY,
  span INT NOT NULL REFERENCES span(id),
  kind TEXT NOT NULL DEFAULT 'position' CHECK(kind IN('position','provenance','evaluation','status')),
  actor TEXT NOT NULL REFERENCES party(name),
  act TEXT NOT NULL,
  stance TEXT NOT NULL
    CHECK(stance IN('reject','reserve','open','positive','accept_weak','offer','accept','demand')),
  issue TEXT NOT NULL REFERENCES issue(name),
  value TEXT NOT NULL DEFAULT '', condition TEXT NOT NULL DEFAULT '',
  certainty TEXT NOT NULL CHECK(certainty IN('asserted','reported','hedged','denied')),
  frame TEXT NOT NULL CHECK(frame IN('past','ongoing','present','future')),
  cue TEXT NOT NULL DEFAULT '', rule TEXT NOT NULL,
  run INT REFERENCES run(id),
  status TEXT NOT NULL DEFAULT 'proposed' CHECK(status IN('proposed','confirmed','rejected','split')));
CREATE INDEX claim_of_span ON claim(span);
CREATE INDEX claim_by_status ON claim(status, actor, issue);
CREATE TABLE chain(
  claim TEXT NOT NULL REFERENCES claim(id), depth INT NOT NULL, agent INT NOT NULL REFERENCES agent(id),
  PRIMARY KEY(claim, depth)) WITHOUT ROWID;
CREATE TABLE link(
  a TEXT NOT NULL REFERENCES claim(id),
  rel TEXT NOT NULL CHECK(rel IN('part_of','attributes')),
  b TEXT NOT NULL REFERENCES claim(id),
  PRIMARY KEY(a, rel, b)) WITHOUT ROWID;
CREATE TABLE review(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  claim TEXT NOT NULL REFERENCES claim(id),
  who TEXT NOT NULL, at TEXT NOT NULL,
  decision TEXT NOT NULL CHECK(decision IN('confirmed','rejected','edited','split','undone')),
  before TEXT NOT NULL DEFAULT '{}', after TEXT NOT NULL DEFAULT '{}',
  seconds REAL);
CREATE INDEX review_of_claim ON review(claim);

CREATE TRIGGER span_exact BEFORE INSERT ON span
  WHEN (SELECT substr(text, NEW.start + 1, NEW.stop - NEW.start) FROM document WHERE id = NEW.doc) IS NOT NEW.exact
  BEGIN SELECT RAISE(ABORT, 'the quotation differs from the document'); END;
CREATE TRIGGER span_fixed BEFORE UPDATE ON span
  BEGIN SELECT RAISE(ABORT, 'a quotation is fixed'); END;
CREATE TRIGGER document_fixed BEFORE UPDATE OF sha256, text ON document
  BEGIN SELECT RAISE(ABORT, 'the text of a document is fixed'); END;
CREATE TRIGGER document_kept BEFORE DELETE ON document
  BEGIN SELECT RAISE(ABORT, 'a document stays'); END;
CREATE TRIGGER claim_proposed BEFORE INSERT ON claim WHEN NEW.status <> 'proposed'
  BEGIN SELECT RAISE(ABORT, 'a person must review first'); END;
CREATE TRIGGER claim_reviewed BEFORE UPDATE OF status ON claim
  WHEN NEW.status <> 'proposed' AND NEW.status IS NOT
    (SELECT decision FROM review WHERE claim = NEW.id AND decision <> 'edited' ORDER BY id DESC LIMIT 1)
  BEGIN SELECT RAISE(ABORT, 'a person must review first'); END;
CREATE TRIGGER claim_fixed BEFORE UPDATE OF actor, act, stance, issue, value, condition, certainty, frame, kind ON claim
  WHEN NOT EXISTS(SELECT 1 FROM review WHERE claim = NEW.id AND decision IN('edited','undone'))
  BEGIN SELECT RAISE(ABORT, 'a claim changes by a review only'); END;
CREATE TRIGGER claim_place BEFORE UPDATE OF id, span, rule, run ON claim
  BEGIN SELECT RAISE(ABORT, 'the words of a claim are fixed'); END;
CREATE TRIGGER claim_kept BEFORE DELETE ON claim
  WHEN OLD.status <> 'proposed' OR EXISTS(SELECT 1 FROM review WHERE claim = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'a claim that somebody reviewed is never deleted'); END;
CREATE TRIGGER review_fixed BEFORE UPDATE ON review
  BEGIN SELECT RAISE(ABORT, 'a review is never changed'); END;
CREATE TRIGGER review_kept BEFORE DELETE ON review
  BEGIN SELECT RAISE(ABORT, 'a review is never deleted'); END;
"""

STEPS: tuple[str, ...] = (_FIRST,)
"""Step n takes a file from version n to version n + 1. A step is never changed once it is published."""
