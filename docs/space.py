"""The page on the case space: what it holds, and what of each instrument it does not."""

from __future__ import annotations

from pathlib import Path

from foedus.cases.lower import CaseGraph, lower
from foedus.language import load
from foedus.model import Norm

ROOT = Path(__file__).parents[1]
TEXTS = (
    *sorted((ROOT / "src/foedus/library/instruments").glob("*.treaty")),
    *sorted((ROOT / "examples/ukraine-2025").glob("*.treaty")),
)
INTRODUCTION = """# The case space

The interpreter runs a draft on one timeline. To answer for all timelines at once, a draft is lowered to its
*case graph*: one Boolean graph over the facts of an attack, the events that may follow or come before it, its
open points, and comparisons of times to the minute. What the graph says of a case is what the interpreter
says of the timeline of that case: tests compare the two on random cases, half of them at ties and boundaries,
for every text below and for drafts written at random.

## What it holds

- **One attack** (or threat): by whom, through whom, on whom, where, on what, by what means, how large, from
  where, deliberate or not, provoked or not, attributed or not. Names, places and means that no sentence tells
  apart count as one.
- **One finding** on who attacked, at any time after it; **one finding** on each judged standard.
- **One invocation** of each text, by whoever may; **one vote** of each party, for, against or abstaining;
  **one decision** of each body, on the case or on a measure. Where measures may be decided on, each vote is for one
  of them; those that no sentence tells apart count as one. What is decided is all for which the votes suffice at
  the instant at which they do for one, and `that measure` is what the decision has taken that set the sentence off.
- **Each other event once**, at any minute, or not at all: a ratification, a signature, a withdrawal, a
  request, a waiver, an objection, a consent, an act of each party for each measure, a release, the beginning
  and the end of a state. Votes, acts, requests and findings come after the attack; ratifications and the like
  may come up to 150 years before. An event that is a case of its own, such as a disaster, comes after the last
  date at which the members of a group change before the attack.
- **Decisions that something else sets off**, a disaster or a ceasefire, each on no case; where there may be
  such a one, a vote says that it is on the case of the attack, and counts for both. A decision by which a
  measure is kept from resuming stands beside those of the case.
- **Prohibitions**, those that something sets off too: each act of a bearer from then on breaks one, and so does the
  attack where it comes later; whether an exception held at an act is asked at the act.
- **Any completion** of the open points.
- A party withdraws only from a text that is in force for it, and a state ends only after it has begun. The
  term of a text, where it runs from a date that is not fixed, is over before the case or outlasts it by a
  year. A month from a date that is not fixed is as long as the calendar makes it, and between 28 and 31 days
  where that is left open.

## What lies outside

The interpreter has what follows; the case graph has not. A provision that rests on it is named as *unknown*,
with the construct, and no question is answered for it as if it were known:

- several attacks, and what counts or interferes between them; an invocation again; renewal, and force that
  comes back;
- a case that is about another event than an attack, where a sentence asks in it about the attack, where a consent or
  an objection is needed to decide in it, or where somebody may keep a measure from resuming after it;
- a state that may begin again, or that ends in the minute after another is over;
- a breach, by an act, of a prohibition to which another event gave rise; who is in breach of a prohibition that
  several bear together, where the attack breaks it;
- more than three measures that sentences tell apart, where several may be taken at once; `that measure` where not one
  decision alone sets the sentence off;
- a period in months from an instant of the procedure; a measure owed for each period;
- electorates that change while a vote is open; a majority of those voting;
- entry into force, or its end, as an event; a suspension from a date while something lasts;
- a power to invoke that an event about no attack sets off; an event reckoned from the last of several;
- a condition on one of several who bear something together; a standing provision whose bearers change.

## What of each text is known

| text | provisions | duties | standing and forbidden | decisions | unknown, and why |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page, with the table of all texts of the library and the examples."""
    rows = [_row(path) for path in TEXTS]
    return INTRODUCTION + "\n".join(rows) + "\n"


def _row(path: Path) -> str:
    loaded = load(path)
    assert loaded.draft is not None
    case = lower(loaded.draft)
    provisions = (*case.low.prep.norms, *case.low.prep.decisions)
    powers = sum(isinstance(p.body, Norm) and p.body.modal == "may" for p in provisions)
    code = loaded.draft.code or path.stem
    count = f"{len(provisions)}, {powers} of them powers" if powers else str(len(provisions))
    counts = (count, len(case.duties), len(case.standing), len(case.decisions) + len(case.aside))
    return f"| {code} | {' | '.join(str(c) for c in counts)} | {_unknown(case)} |"


def _unknown(case: CaseGraph) -> str:
    why: dict[str, dict[str, None]] = {}
    for one in case.unknown:
        why.setdefault(one.what, {})[one.ref.label] = None
    return "; ".join(f"{what}: {', '.join(labels)}" for what, labels in why.items()) or "nothing"
