"""The drafts on which a mutant may show: some made to reach much, some written at random, some instruments."""

from __future__ import annotations

from functools import cache
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from foedus.language import load, parse_draft
from foedus.model import Draft
from tests.cases import reaching
from tests.cases.chunks import ROOT, drafts
from tests.cases.further import DRAFTS
from tests.cases.mutation.made import SEED
from tests.cases.test_mutants import DIRECT, STANDING, VOTED

WRITTEN = 60
READ = (
    "angjap", "angpol", "anzus", "bel1839", "bru", "bud", "cst", "deua", "formosa_res", "frcz", "indsov", "kuw61", "loc",
    "rio", "rukp", "sucz", "tra", "triple", "tripart", "uacom", "ukua", "usjp", "usqa", "usrok", "usua", "ladder",
    "istanbul-2022", "italian-plan", "paris-declaration", "plan-28", "russian-law", "wp", "teu42",
)  # fmt: skip


class Entry(NamedTuple):
    """A draft, and how it is lowered."""

    name: str
    draft: Draft
    options: dict[str, Any]


@cache
def corpus() -> dict[str, Entry]:
    """The drafts by name, small ones first."""
    out: list[Entry] = []
    for name, text in (("voted", VOTED), ("direct", DIRECT), ("standing", STANDING)):
        out.append(Entry(name, _read(text), {}))
    out += [Entry(f"further {n}", _read(text), {}) for n, text in enumerate(DRAFTS)]
    out += [Entry(f"reaching: {name}", _read(text), {}) for name, text in reaching.DRAFTS.items()]
    for n, (_, one) in enumerate(islice(drafts(Random(f"{SEED} corpus")), WRITTEN)):
        out.append(Entry(f"written {n}", one, {}))
    out += [Entry(f"{e.name}, each", e.draft, {"each": True}) for e in out[:24]]
    for stem in READ:
        folders = ("src/foedus/library/instruments", "examples/ukraine-2025")
        path = next(p for f in folders if (p := ROOT / f / f"{stem}.treaty").exists())
        found = load(path).draft
        assert found is not None, stem
        out.append(Entry(stem, found, {}))
    return {e.name: e for e in out}


def _read(text: str) -> Draft:
    found = parse_draft(text)
    assert found.ok and found.draft is not None, found.diagnostics
    return found.draft
