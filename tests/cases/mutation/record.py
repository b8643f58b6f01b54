"""Try a sample of the mutants and write what came of them: ``python -m tests.cases.mutation.record --workers 16``."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.cases.mutation.made import SAMPLE, SEED, mutants, sampled
from tests.cases.mutation.verdict import Verdict, corpus, tried, without_error

RECORD = Path(__file__).parents[1] / "recorded" / "mutants.json"


def _ready() -> None:
    for name in corpus():
        without_error(name)
    gc.freeze()  # what stays need not be looked at again and again


def _one(name: str) -> tuple[str, Verdict]:
    return name, tried(mutants()[name])


def main() -> int:
    """Try the mutants of the sample that are not in the record yet, or not as they are now, and write the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="so many of all mutants")
    parser.add_argument("--again", action="store_true", help="those that were not noticed, too")
    parser.add_argument("--anew", action="store_true", help="all of the sample")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--record", type=Path, default=RECORD)
    asked = parser.parse_args()
    before: dict[str, Any] = {}
    if asked.record.exists() and not asked.anew:
        before = json.loads(asked.record.read_text("utf-8"))["mutants"]
    out: dict[str, Any] = {}
    todo: list[str] = []
    for m in sampled(asked.sample):
        row = before.get(m.name)
        known = row is not None and (row["before"], row["after"]) == (m.before, m.after)
        if row is not None and known and (row["how"] or not asked.again):
            out[m.name] = row
        else:
            todo.append(m.name)
    _ready()
    with ProcessPoolExecutor(asked.workers, get_context("fork")) as pool:
        for number, (name, found) in enumerate(pool.map(_one, todo), 1):
            m = mutants()[name]
            out[name] = {"before": m.before, "after": m.after, **found._asdict()}
            lost = sum(not one["how"] for one in out.values())
            print(f"\r{number} of {len(todo)}, {lost} unnoticed ", end="", file=sys.stderr, flush=True)
            _write(out, asked.record, asked.sample)
    _write(out, asked.record, asked.sample)
    return 0


def _write(out: dict[str, Any], path: Path, count: int) -> None:
    order = [m.name for m in sampled(count) if m.name in out]
    found = {
        "seed": f"{SEED} sample", "of": len(mutants()), "drafts": len(corpus()), "mutants": {n: out[n] for n in order},
    }  # fmt: skip
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
