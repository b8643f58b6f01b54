"""The drafts on which a mutant may show: some made to reach much, some written at random, some instruments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from foedus.base import parse_when
from foedus.compare.space import together
from foedus.engine.prepared import prepare
from foedus.language import load, parse_draft
from foedus.model import Draft
from tests.cases import corners, decided, reaching
from tests.cases.chunks import ROOT, drafts
from tests.cases.further import DRAFTS
from tests.cases.mutation.made import SEED
from tests.cases.test_mended import DRAFTS as MENDED
from tests.cases.test_mended import RATIFIED
from tests.cases.test_mutants import DIRECT, STANDING, VOTED
from tests.cases.written import HEAD

WRITTEN = 40
DATES = {
    "further 1": ("2026-12-01", "2027-01-10 23:59", "2027-03-02 23:59"),
    "further 2": ("2026-11-30 23:59", "2027-06-10 23:59"),
    "further 7": ("2026-06-01", "2028-02-01"),
    "direct": ("2026-01-01",),
    "corners: groups": ("2026-05-31", "2026-12-01"),
    "reaching: in force again": ("2026-02-24", "2026-02-23 23:59"),
    "corners: in force again, and over": ("2027-03-01", "2023-01-01 23:59"),
    "reaching: parts": ("2026-04-30", "2026-05-01", "2026-06-01", "2030-01-01"),
    "reaching: a term from a date": ("2027-03-31 23:59", "2027-04-01", "2027-04-02"),
    "reaching: an end on a date": ("2027-03-20 23:59", "2027-03-21"),
    "reaching: provisional force": ("2027-01-01", "2026-12-31"),
    "reaching: some time after ratification": ("2027-02-20", "2027-02-19"),
    "reaching: what has to be done": ("2027-03-20 23:59", "2027-03-24"),
}
READ = (
    "angjap", "angpol", "anzus", "bel1839", "bru", "bud", "cst", "deua", "formosa_res", "frcz", "indsov", "kuw61",
    "loc", "rio", "rukp", "sucz", "tra", "triple", "tripart", "uacom", "ukua", "usjp", "usqa", "usrok", "usua",
    "ladder", "istanbul-2022", "italian-plan", "paris-declaration", "plan-28", "russian-law", "wp", "teu42",
)  # fmt: skip


class Entry(NamedTuple):
    """A draft, how it is lowered, and its text, where it is one of those written for this."""

    name: str
    draft: Draft
    options: dict[str, Any]
    text: str = ""


@cache
def corpus() -> dict[str, Entry]:
    """The drafts by name, small ones first."""
    out: list[Entry] = []
    for name, text in (("voted", VOTED), ("direct", DIRECT), ("standing", STANDING)):
        out.append(Entry(name, _read(text), {}, text))
    out += [Entry(f"further {n}", _read(text), {}, text) for n, text in enumerate(DRAFTS)]
    out += [Entry(f"reaching: {name}", _read(text), {}, text) for name, text in reaching.DRAFTS.items()]
    out += [Entry(f"corners: {name}", _read(text), {}, text) for name, text in corners.DRAFTS.items()]
    for name, text in decided.DRAFTS.items():
        text = f"{decided.HEAD}raid means an attack by anyone on Ukraine.\n{text}"
        out.append(Entry(f"decided: {name}", _read(text), {}, text))
    for name, text in MENDED.items():
        force = "" if "article 9." in text else RATIFIED
        out.append(Entry(f"mended: {name}", _read(HEAD + force + text), {}))
    for n, (_, one) in enumerate(islice(drafts(Random(f"{SEED} corpus")), WRITTEN)):
        out.append(Entry(f"written {n}", one, {}))
    out += list(_otherwise(out))
    beside = load(ROOT / "tests/cases/texts/pact.treaty").draft
    assert beside is not None
    out.append(Entry("beside a law", beside, {}))
    for stem in READ:
        folders = ("src/foedus/library/instruments", "examples/ukraine-2025")
        path = next(p for f in folders if (p := ROOT / f / f"{stem}.treaty").exists())
        found = load(path).draft
        assert found is not None, stem
        out.append(Entry(stem, found, {}))
    return {e.name: e for e in out}


def _otherwise(made: list[Entry]) -> Iterator[Entry]:
    """The same drafts lowered otherwise: with each time by itself, points settled, at other dates, beside another."""
    by_name = {e.name: e.draft for e in made}
    for e in made[:16]:
        yield Entry(f"{e.name}, each", e.draft, {"each": True})
    for e in [e for e in made if e.draft.open_points()][:10]:
        points = e.draft.open_points()
        fixed = {p.name: (i + 1) % len(p.texts) for i, p in enumerate(points) if i % 2 == 0}
        yield Entry(f"{e.name}, settled", e.draft, {"fixed": fixed})
    for name, dates in DATES.items():
        for date in dates:
            yield Entry(f"{name}, {date}", by_name[name], {"at": parse_when(date).earliest})
    one, two = by_name["reaching: descriptions with conditions"], by_name["reaching: threats"]
    among, at = together(prepare(one), prepare(two))
    yield from (
        Entry(f"{n}, beside another", d, {"among": among, "at": at}) for n, d in (("one", one), ("two", two))
    )


def _read(text: str) -> Draft:
    found = parse_draft(text)
    assert found.draft is not None, found.diagnostics
    return found.draft
