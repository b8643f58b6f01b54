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

- **found**: a finding at the edited provision, or at one that rests on it, appears or worsens.
- **compared**: the check of the edited draft says nothing more than that of the original. Both are then put
  into one case space, which shows a case in which somebody owes less than before, or later. Whoever has only
  the edited draft does not see this.
- **the same**: proved, over the shared case space of one attack, that no case comes out differently.
- **wider**: proved that in no case somebody owes less, or later, and shown that in some case somebody owes more:
  what was meant as a defect is none, such as an exception that covers less.
- **outside**: the check says that it knows nothing of the edited provision, or of one that rests on it.
- **missed**: none of these.

The original and the edited draft are checked alike, and every finding is one that the check prints for anybody;
nothing is looked for in a draft because it was edited.

## When a finding worsens

A finding *appears* where a code at a provision has more findings than before, one of which is worded as none was. It
*worsens* where one of its measures does:

- it covers a larger share of the cases;
- its worst case comes later, or is no longer bounded;
- more sets of parties can bring it about, or a smaller one;
- it holds in more completions;
- it is of a graver kind, so that it stands earlier in the list: only a power, where before the means were free.

How far the words go (F0102, see [Check a draft](../how-to/check-a-draft.md)) worsens, party by party and provision
by provision, where something arises in a smaller share of the cases, is a weaker duty or one whose means are free,
hangs on an event on which it did not or on which less hung, or is due in fewer cases by some instant. All shares are
exact.

## Where a finding counts

Only at the edited provision and at what rests on it. The *edited provision* is the article in which the edited
sentence stands, with what parts of a text say of that article; a sentence outside all articles is one by itself, and
one that was taken out stands for the article that held it. The edited sentence *feeds* another that

- uses a name that it defines: a description, an open point, a group, a place;
- waits for its decision or its invocation, or is the decision on which its vote is cast;
- describes an attack, where it says who must find who attacked;
- speaks of its article, as of a breach of it or a release from it;
- stands in an article of which it says what that is subject to, or how long its duties last.

A rule on entry into force, on duration or on exit feeds whatever binds. What is fed feeds others in turn. A finding
counts if it names one of these provisions as its own or beside its own; of how far the words go, only the row of such
a provision counts.
"""


_ALONE = """
## What only the list of what is owed shows

F0102 lists what each party owes and does not call it a defect. What shows there alone is of these kinds; that no other
finding tells it is meant, for the reason given:

- A sentence is gone. Its absence cannot be seen in what is left, unless something else waits for it, such as the
  finding of who attacked (F1502), or others of a group are still bound (F0103).
- Nothing is owed unless the victim has asked. Whether it asks is its own affair, and others may use force only if it
  does; drafts of which the check has nothing to say ask for a request, too. Where another must ask, or where nobody is
  bound to find who attacked before, F0201 and F1502 say so.
- A duty beside the answer to an attack, such as to report or to consult, leaves some attacks out: F0101 speaks of the
  answer alone, since an article on talks need not cover what an article on help does.
- Of two parties one is not bound: who of two is to help is no gap, but what was agreed.
- All must agree, where abstention did no harm: either way each can block it alone (F0201).
"""


def page() -> str:
    """The table of operators, the mutants found, and those that are not."""
    from tests.check.mutants.made import SEED
    from tests.check.mutants.operators import OPERATORS

    rows = records()
    hows = {
        o.name: Counter(_kind(r["how"]) for r in rows.values() if r["operator"] == o.name) for o in OPERATORS
    }
    names = ("found", "compared", "same", "wider", "outside", "missed")
    total: Counter[str] = sum(hows.values(), Counter())
    lines = [
        _LEAD.format(seed=SEED),
        "## What came of it\n",
        f"{sum(total.values())} defects in {len(list(RECORD.glob('*.json')))} drafts:\n",
        "| defect | what is changed | seeded | found | by more | compared | the same | wider | outside | missed |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for o in OPERATORS:
        more = sum(_by_more(r) for r in rows.values() if r["operator"] == o.name)
        lines.append(f"| {o.name} | {o.what} | {_row(hows[o.name], more, names)} |")
    more = sum(_by_more(r) for r in rows.values())
    lines.append(f"| all | | {_row(total, more, names)} |")
    open_to = total["found"] + total["compared"] + total["missed"] + total["outside"]
    lines.append(
        f"\nOf the {open_to} that are not proved to change nothing, or nothing for the worse, the check finds "
        f"{total['found']} ({100 * total['found'] / open_to:.1f} %): {more} by a finding that stands for a defect of "
        f"the kind (*by more*), and {total['found'] - more} by nothing but how far the words go (F0102): who owes what "
        f"in which share of the cases, by when, and what it hangs on."
    )
    lines.append(_ALONE)
    lines += _which(rows)
    return "\n".join(lines) + "\n"


def _by_more(row: dict[str, Any]) -> bool:
    """Whether a defect shows in another finding than how far the words go."""
    return _kind(row["how"]) == "found" and row["codes"] != ["F0102"]


def _row(count: Counter[str], more: int, names: tuple[str, ...]) -> str:
    rest = [str(count[n]) for n in names]
    return " | ".join([str(sum(count.values())), rest[0], str(more), *rest[1:]])


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
    for how, title in (
        ("missed", "Missed"),
        ("outside", "Outside the case space"),
        ("wider", "Wider"),
        ("compared", "Shown by the comparison alone"),
    ):
        names = [name for name, r in rows.items() if r["how"] == how]
        if names:
            lines += ["", f"## {title}", "", *(f"- {name}" for name in names)]
    return lines
