"""How proposals compare with a gold: rows found with their actor, stances, and positions that nobody took.

A row is found by a proposal with its actor whose words overlap half of the shorter of the two; a proposal counts for
one row. Printed for every article by

    python -m tests.ledger.extract.scoring
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from foedus.ledger.extract import extract
from foedus.ledger.proposal import Party, Proposal

UNSEEN = Path(__file__).parent / "unseen"
ROUNDS = {
    "first": ("thai-border", "cyprus-gas", "esequibo-notes"),
    "second": ("black-sea-deal", "gaza-board", "arctic-cable"),
    "third": ("kivu-swap", "mekong-data"),
    "fourth": ("baltic-pledge", "golan-track"),
    "fifth": ("korea-zone", "chagos-base"),
    "sixth": ("sahel-pact", "spratly-brief"),
    "seventh": ("alaska-echo", "tariff-truce"),
    "eighth": ("caspian-gas",),
}
"""Further articles, written while the rules grew; each round was scored once before a rule was changed for it."""
ARTICLES = Path(__file__).parents[1] / "articles"
SHARED = Path(__file__).parents[3].parent / "shared"
SEED = "000_6594fb010399505f"
SEED_ACTORS = {
    "RU": "Russia",
    "UA": "Ukraine",
    "US": "United States",
    "EU": "European Union",
    "EUROPE": "Europe",
    "PARTIES": "the parties",
}


_ALSO = {"the army": ("Sudanese army",), "the generals": ("Sudanese army",)}
"""What undeclared parties of the articles are called."""


class Row(NamedTuple):
    start: int
    end: int
    exact: str
    actor: str
    stance: str
    voice: str
    core: bool


class Score(NamedTuple):
    """core: core rows; found: those found with their actor; stance, voice: of those, the ones told rightly.

    false: proposals that are in no row of their actor; hits: proposals on a span that takes no position;
    double: further proposals for a row that is found already.
    """

    core: int
    found: int
    stance: int
    voice: int
    false: int
    hits: int
    double: int


class Case(NamedTuple):
    text: str
    rows: list[Row]
    negatives: list[tuple[int, int]]
    parties: tuple[Party, ...]


def seed_case() -> Case | None:
    """The article and its gold that come with the project's material, where it is at hand."""
    article = SHARED / "seed" / f"{SEED}.txt"
    if not article.exists():
        return None
    rows = _rows(SHARED / "ledger" / "seed_gold.jsonl", SEED_ACTORS)
    return Case(article.read_text("utf-8"), rows, _spans(SHARED / "ledger" / "seed_gold_negatives.jsonl"), ())


def case(name: str) -> Case:
    """One of the frozen articles, with the parties that a user would declare."""
    codes = msgspec.json.decode((ARTICLES / "parties.json").read_bytes())[name]
    names = {code: told["name"] for code, told in codes.items()} | {"PARTIES": "the parties"}
    parties = tuple(Party(t["name"], tuple(t["aliases"])) for t in codes.values())
    rows = _rows(ARTICLES / f"{name}.gold.jsonl", names)
    return Case(
        (ARTICLES / f"{name}.txt").read_text("utf-8"),
        rows,
        _spans(ARTICLES / f"{name}.negatives.jsonl"),
        parties,
    )


def unseen(name: str) -> Case:
    """One of the further articles, without declared parties."""
    rows = [
        Row(
            r["span"]["start"],
            r["span"]["end"],
            r["span"]["exact"],
            r["actor"],
            r["stance"],
            r["voice"],
            r["core"],
        )
        for r in _lines(UNSEEN / f"{name}.gold.jsonl")
    ]
    return Case(
        (UNSEEN / f"{name}.txt").read_text("utf-8"), rows, _spans(UNSEEN / f"{name}.negatives.jsonl"), ()
    )


def total(scores: Sequence[Score]) -> Score:
    """Scores added up."""
    return Score(*(sum(figures) for figures in zip(*scores)))


def names() -> list[str]:
    return sorted(p.stem for p in ARTICLES.glob("*.txt"))


def _lines(path: Path) -> list[Any]:
    return [msgspec.json.decode(line) for line in path.read_text("utf-8").splitlines() if line]


def _rows(path: Path, actors: dict[str, str]) -> list[Row]:
    return [
        Row(
            r["span"]["start"],
            r["span"]["end"],
            r["span"]["exact"],
            actors.get(r["actor"]["party"], r["actor"]["party"]),
            r["stance"],
            r["voice"],
            r["core"],
        )
        for r in _lines(path)
    ]


def _spans(path: Path) -> list[tuple[int, int]]:
    return [(r["span"]["start"], r["span"]["end"]) for r in _lines(path)]


def overlaps(start: int, end: int, other: int, last: int) -> bool:
    """Whether two spans share at least half of the shorter one."""
    return 2 * (min(end, last) - max(start, other)) >= min(end - start, last - other)


def score(found: Sequence[Proposal], rows: Sequence[Row], negatives: Sequence[tuple[int, int]]) -> Score:
    """Compare proposals with a gold; rows and proposals are paired so that as many core rows as can be are found."""
    pairs = pairing(found, rows)
    core = [i for i, r in enumerate(rows) if r.core]
    hit = {i: found[pairs[i]] for i in core if i in pairs}
    used = set(pairs.values())
    near = [any(_fits(p, r) for r in rows) for p in found]
    on_negative = [any(overlaps(p.start, p.end, s, e) for s, e in negatives) for p in found]
    return Score(
        core=len(core),
        found=len(hit),
        stance=sum(p.stance == rows[i].stance for i, p in hit.items()),
        voice=sum(p.voice == rows[i].voice for i, p in hit.items()),
        false=sum(not n for n in near),
        hits=sum(on_negative),
        double=sum(n and k not in used for k, n in enumerate(near)),
    )


def _fits(p: Proposal, r: Row) -> bool:
    return r.actor in (p.actor, *_ALSO.get(p.actor, ())) and overlaps(p.start, p.end, r.start, r.end)


def pairing(found: Sequence[Proposal], rows: Sequence[Row]) -> dict[int, int]:
    """A largest pairing of rows with proposals: core rows first, the right stance preferred."""
    row_of: dict[int, int] = {}

    def place(i: int, seen: set[int], strict: bool) -> bool:
        wanted = [
            k for k, p in enumerate(found) if _fits(p, rows[i]) and (not strict or p.stance == rows[i].stance)
        ]
        for k in wanted:
            if k in seen:
                continue
            seen.add(k)
            if k not in row_of or place(row_of[k], seen, strict):
                row_of[k] = i
                return True
        return False

    for core in (True, False):
        for strict in (True, False):
            for i, row in enumerate(rows):
                if row.core is core and i not in row_of.values():
                    place(i, set(), strict)
    return {i: k for k, i in row_of.items()}


def main() -> None:
    """Print a line for each article, with the declared parties and without."""
    seed = seed_case()
    cases = [("seed", seed)] if seed is not None else []
    cases += [(name, case(name)) for name in names()]
    cases += [(name, unseen(name)) for told in ROUNDS.values() for name in told]
    print(f"{'article':18}{'parties':10}" + "".join(f"{field:>8}" for field in Score._fields))
    for name, told in cases:
        for declared in (told.parties, ()) if told.parties else ((),):
            found = extract(told.text, parties=declared)
            figures = "".join(f"{figure:8}" for figure in score(found, told.rows, told.negatives))
            print(f"{name:18}{'declared' if declared else 'none':10}{figures}")
            if "-v" in sys.argv:
                _explain(found, told)


def _explain(found: Sequence[Proposal], told: Case) -> None:
    pairs = pairing(found, told.rows)
    for i, r in enumerate(told.rows):
        p = found[pairs[i]] if i in pairs else None
        if p is None and r.core:
            print(f"   MISSED {r.actor}: {r.stance} | {r.exact[:100]}")
        elif p is not None and r.core and (p.stance, p.voice) != (r.stance, r.voice):
            print(
                f"   told {p.stance}/{p.voice} for {r.stance}/{r.voice} | {p.actor}: {p.exact[:90]} [{p.rule}]"
            )
    for p in found:
        if not any(_fits(p, r) for r in told.rows):
            print(f"   FALSE {p.actor}: {p.stance} [{p.rule}] {p.exact[:100]}")
        if any(overlaps(p.start, p.end, s, e) for s, e in told.negatives):
            print(f"   HIT {p.actor}: {p.stance} [{p.rule}] {p.exact[:100]}")


if __name__ == "__main__":
    main()
