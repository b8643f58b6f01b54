"""Compare interpreter, diagrams and SAT at length: ``python -m tests.cases.soak --from 0 --to 1000 --workers 16``.

Chunks are independent: they can be shared out to machines by their numbers, each with its own record (``--record``).
With ``--beyond`` the drafts written at random are those that rest on more than the attack.
It needs what Foedus needs and nothing else. Exit code 1 if anything disagrees.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.cases.chunks import BEYOND, SEED, TRIPLES, Chunk, chunk

RECORD = Path(__file__).parent / "recorded" / "triples.json"
AGAIN = RECORD.with_name(
    "triples-again.json"
)  # chunks that were run after what the long run had shown was mended
LATER = RECORD.with_name("triples-later.json")  # chunks of the long run drawn again after all mends
FURTHER = RECORD.with_name("triples-beyond.json")


class Soaked(Struct, frozen=True, omit_defaults=True):
    """What came of many chunks: the seed, which chunks, how many triples, of which drafts, and what disagreed.

    besides: chunks by their numbers, before those from `first` to `end`.
    """

    seed: str
    first: int
    end: int
    triples: int
    tied: int
    written: int
    instruments: tuple[str, ...]
    disagreements: tuple[str, ...]
    besides: tuple[int, ...] = ()


def gathered(
    first: int, end: int, chunks: list[Chunk], besides: tuple[int, ...] = (), seed: str = SEED
) -> Soaked:  # fmt: skip
    """Chunks as one."""
    return Soaked(
        seed, first, end, sum(c.triples for c in chunks), sum(c.tied for c in chunks), sum(c.written for c in chunks),
        tuple(sorted({name for c in chunks for name in c.instruments})),
        tuple(text for c in sorted(chunks, key=lambda c: c.number) for text in c.wrong), besides,
    )  # fmt: skip


def write(found: Soaked, path: Path) -> None:
    """Write the record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


def main() -> int:
    """Run chunks and write their record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--to", dest="end", type=int, default=1000)
    parser.add_argument("--besides", type=int, nargs="*", default=[], help="these chunks, too")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--seconds", type=float, help="stop after so long; the record then says how far it came"
    )
    parser.add_argument("--record", type=Path)
    parser.add_argument("--beyond", action="store_true", help="drafts that rest on more than the attack")
    asked = parser.parse_args()
    seed = BEYOND if asked.beyond else SEED
    began, done, end = time.monotonic(), list[Chunk](), asked.end
    with ProcessPoolExecutor(asked.workers) as pool:
        every = (*asked.besides, *range(asked.first, asked.end))
        waiting = {pool.submit(chunk, number, TRIPLES, seed): number for number in every}
        for future in as_completed(waiting):
            if future.cancelled():
                continue
            done.append(future.result())
            for text in done[-1].wrong:
                print(f"chunk {done[-1].number}:\n{text}", flush=True)
            spent = time.monotonic() - began
            count = sum(c.triples for c in done)
            wrong = sum(len(c.wrong) for c in done)
            print(
                f"\r{len(done)} of {len(waiting)} chunks, {count} triples, {wrong} disagreements, "
                f"{count / spent:.0f} triples/s, {count / spent / asked.workers:.0f} per worker ",
                end="", file=sys.stderr, flush=True,
            )  # fmt: skip
            if asked.seconds is not None and spent > asked.seconds:
                for other in waiting:
                    other.cancel()
    print(file=sys.stderr)
    besides = tuple(c.number for c in done if c.number in asked.besides)
    numbers = sorted(c.number for c in done if c.number not in besides)
    if asked.seconds is not None and len(done) < len(waiting):  # those without a gap from the first on
        end = next((i for i, n in enumerate(numbers, asked.first) if n != i), asked.first + len(numbers))
        done = [c for c in done if c.number < end or c.wrong or c.number in besides]
    found = gathered(asked.first, end, done, tuple(sorted(besides)), seed)
    write(found, asked.record or (FURTHER if asked.beyond else RECORD))
    return 1 if found.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
