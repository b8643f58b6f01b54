"""Try mutants at length and write what came of them: ``python -m tests.cases.mutation.record --workers 16``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.cases.mutation.made import drawn, mutants, sampled
from tests.cases.mutation.operators import OPERATORS
from tests.cases.mutation.verdict import corpus, killed

RECORD = Path(__file__).parents[1] / "recorded" / "mutants.json"
SAMPLED = RECORD.with_name("mutants-sample.json")


def _one(asked: tuple[str, int, int | None]) -> tuple[str, str]:
    name, rounds, drafts = asked
    return name, killed(mutants()[name], rounds, drafts)


def main() -> int:
    """Try the mutants that are drawn, or all of them, and write the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="all mutants, not only those drawn")
    parser.add_argument("--sample", type=int, help="so many of all mutants")
    parser.add_argument("--drafts", type=int, help="only so many drafts, once")
    parser.add_argument(
        "--rounds", type=int, help="how often each draft is looked at with other cases; usually twice"
    )
    parser.add_argument("--operators", help="only these, with semicolons between them")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--to", dest="end", type=int)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--record", type=Path, default=RECORD)
    asked = parser.parse_args()
    made = list(mutants().values()) if asked.all else sampled(asked.sample) if asked.sample else drawn()
    names = [m.name for m in made]
    wanted = asked.operators.split(";") if asked.operators else [o.name for o in OPERATORS]
    names = [name for name in names if mutants()[name].operator in wanted]
    names = names[asked.first : asked.end]
    rounds = asked.rounds or (1 if asked.drafts else 2)
    out: dict[str, dict[str, str]] = {}
    with ProcessPoolExecutor(asked.workers, initializer=corpus) as pool:
        for number, (name, how) in enumerate(pool.map(_one, [(n, rounds, asked.drafts) for n in names]), 1):
            m = mutants()[name]
            out[name] = {"before": m.before, "after": m.after, "how": how}
            lost = sum(not one["how"] for one in out.values())
            print(f"\r{number} of {len(names)}, {lost} unnoticed ", end="", file=sys.stderr, flush=True)
            if number % 5 == 0:
                _write(out, asked.drafts, asked.record)
    _write(out, asked.drafts, asked.record)
    return 0


def _write(out: dict[str, dict[str, str]], drafts: int | None, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(
            {
                "complete": drafts is None,
                "drafts": drafts or len(corpus()),
                "of": len(mutants()),
                "mutants": out,
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
