"""The page on seeded defects: what the check says of drafts into which one defect each was put."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

RECORD = Path(__file__).parent.parent / "tests" / "check" / "mutants" / "recorded"

_LEAD = """# Seeded defects

Does `foedus check` notice when a draft is made worse? Into each instrument of the library, each example and ten
drafts of which the check has nothing to say, one defect is put at a time: a fixed list of operators changes the
words of one sentence. Of the places at which an operator applies to a draft, one is drawn with a recorded seed
(`{seed}`). What does not read without an error is left out. Then the draft is checked again.

- **found**: a finding at the edited provision, or at one that rests on it, appears or worsens. A finding
  worsens where it covers a larger share, where its worst case comes later, where more or smaller sets of
  parties can bring it about, or where it holds in more completions.
- **compared**: the check of the edited draft says nothing more than that of the original. Both are then put
  into one case space, which shows a case in which somebody owes less than before, or later. Whoever has only
  the edited draft does not see this.
- **the same**: proved, over the shared case space of one attack, that no case comes out differently.
- **outside**: the check says that it knows nothing of the provision, or of others of that draft.
- **missed**: none of these.

A finding counts as one at the edited provision where it stands in the same article. Two cases are wider: what
edits a definition,
an open point or a decision may be found in any article that binds, decides or defines, and findings on the text as a
whole (F0301, F0501, F0601, F1503) count wherever they stand. A sentence outside all articles has no place of its own:
there any finding that appears or worsens counts. Drafts that are not in the record were not checked: they
take minutes, or were left for later.
"""


def page() -> str:
    """The table of operators, the mutants found, and those that are not."""
    from tests.check.mutants.made import SEED
    from tests.check.mutants.operators import OPERATORS

    rows = records()
    hows = {
        o.name: Counter(_kind(r["how"]) for r in rows.values() if r["operator"] == o.name) for o in OPERATORS
    }
    names = ("found", "compared", "same", "outside", "missed")
    total: Counter[str] = sum(hows.values(), Counter())
    lines = [
        _LEAD.format(seed=SEED),
        f"{sum(total.values())} defects in {len(list(RECORD.glob('*.json')))} drafts:\n",
        "| defect | what is changed | seeded | found | compared | the same | outside | missed |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for o in OPERATORS:
        count = hows[o.name]
        lines.append(
            f"| {o.name} | {o.what} | {sum(count.values())} | "
            + " | ".join(str(count[n]) for n in names)
            + " |"
        )
    lines.append(f"| all | | {sum(total.values())} | " + " | ".join(str(total[n]) for n in names) + " |")
    open_to = total["found"] + total["compared"] + total["missed"]
    lines.append(
        f"\nOf the {open_to} defects that change something within the case space, or may, the check of the edited "
        f"draft alone finds {total['found']}; beside the original {total['found'] + total['compared']}."
    )
    lines += _which(rows)
    return "\n".join(lines) + "\n"


def records() -> dict[str, dict[str, Any]]:
    """What was recorded of each mutant, by its name."""
    out: dict[str, dict[str, Any]] = {}
    for file in sorted(RECORD.glob("*.json")):
        out |= json.loads(file.read_text("utf-8"))
    return out


def _kind(how: str) -> str:
    return "found" if how in ("new", "worse") else how


def _which(rows: dict[str, dict[str, Any]]) -> list[str]:
    """The defects that are not found, one by one, and which findings find the others."""
    codes = Counter(code for r in rows.values() for code in r["codes"])
    lines = ["", "## By which findings", "", "| finding | defects |", "| --- | ---: |"]
    lines += [f"| {code} | {count} |" for code, count in sorted(codes.items())]
    for how, title in (("missed", "Missed"), ("compared", "Shown by the comparison alone")):
        names = [name for name, r in rows.items() if r["how"] == how]
        if names:
            lines += ["", f"## {title}", "", *(f"- {name}" for name in names)]
    return lines
