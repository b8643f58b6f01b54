"""Check every mutant and record what came of it: ``python -m tests.check.mutants [STEM …]``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.check.mutants.found import verdict
from tests.check.mutants.made import files, of

RECORD = Path(__file__).parent / "recorded"


def main(arguments: list[str]) -> int:
    """Check the mutants of some drafts (all, if none is named) and write one record a draft."""
    wanted = set(arguments)
    RECORD.mkdir(exist_ok=True)
    for path in files():
        stem = path.stem
        if wanted and stem not in wanted:
            continue
        rows: dict[str, dict[str, object]] = {}
        began = time.process_time()
        for mutant in of(path):
            found = verdict(mutant)
            rows[mutant.name] = {"operator": mutant.operator, "how": found.how, "codes": list(found.codes)}
            if found.notes:
                rows[mutant.name]["notes"] = list(found.notes)
            print(f"  {mutant.name}: {' '.join((found.how, *found.codes, *found.notes))}", flush=True)
        text = json.dumps(rows, indent=1, ensure_ascii=False)
        (RECORD / f"{stem}.json").write_text(text + "\n", "utf-8")
        print(f"{stem}: {len(rows)} mutants, {time.process_time() - began:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
