"""The page on the agreement of interpreter, case graph and backends: what was compared, and what came of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent / "tests" / "cases" / "recorded"

_LEAD = """# Agreement

`foedus check` asks a graph of all cases what `foedus run` works out for one. That both say the same, to the minute, is
tested, not proved. This page says how much was compared.
"""

_TRIPLES = """## Interpreter, decision diagrams, SAT

A triple is one draft, one completion and one case. The interpreter runs it; all that its record says of duties,
decisions and prohibitions becomes one statement. The graph itself is read in that case; the diagrams are asked whether
the case is among those in which the statement holds; SAT is asked for the statement and for its opposite in that case,
of which just one must be possible. Half of the cases are moved to where a comparison of the graph just holds or just
does not.

| seed | triples | at a tie or a minute past it | drafts written at random | instruments and examples | disagreements |
| --- | ---: | ---: | ---: | ---: | ---: |
| `{seed}`, chunks {first} to {last} | {triples:,} | {share} % | {written:,} | {instruments} | {wrong} |

`python -m tests.cases.soak --from {first} --to {end} --workers 16` draws the same triples again.
"""

_WRONG = """
The disagreements of that run, by the first difference of each. The record of the run is kept as it was made; what it
showed is mended since, and each is a test now:

"""

_AGAIN = """
Ten drafts written since, which say what those written at random do not, showed four more errors: who may vote, and who
is bound, was read without a finding made at that instant; a domestic refusal counted after its time; a late act broke
a run off. They are mended, and these drafts are compared in each run of the tests. After the last mend these chunks
were run: {besides}, in which the long run had found its disagreements, and {first} to {last}, which it had not drawn.
The other chunks of the long run were not run again.

| seed | triples | at a tie or a minute past it | drafts written at random | instruments and examples | disagreements |
| --- | ---: | ---: | ---: | ---: | ---: |
| `{seed}`, chunks {besides} and {first} to {last} | {triples:,} | {share} % | {written:,} | {instruments} | {wrong} |

`python -m tests.cases.soak --besides {numbers} --from {first} --to {end}` draws these triples again.
"""

_LATER = """
What the drafts and the errors put in below have shown since is mended, too. Drawn again after these mends, the chunks
of the long run showed two more errors: of several bearers one of whom is found to be the attacker, the interpreter
recorded a breach as sure or as none by when that was found, and the graph bound nobody; and a power of several brought
acts into the case space after duties had been lowered that such acts perform. Both are mended. After the last mend all
chunks were drawn once more, in their order:

| seed | triples | at a tie or a minute past it | drafts written at random | instruments and examples | disagreements |
| --- | ---: | ---: | ---: | ---: | ---: |
| `{seed}`, chunks {first} to {last} | {triples:,} | {share} % | {written:,} | {instruments} | {wrong} |

`python -m tests.cases.soak --from {first} --to {end}` draws these triples again.
"""

_ASP = """## A second encoding

A subset of the language is written down once more, as rules for the answer-set solver clingo, from the reference of the
language and from nothing that the program does: duties upon an attack described by scale, means, place, attacker and
victim, also upon a request or upon a decision; deciders by every rule of voting, with a time and what silence means;
`unless`; times; withdrawal with notice and what remains after it; open points. The treaty is in force on a date, the
attack is attributed beyond doubt, and nothing is waived. An answer set is a completion, a case and what comes of it.

| seed | drafts | answer sets | of these also cases of the graph | with a duty | disagreements |
| --- | ---: | ---: | ---: | ---: | ---: |
| `{seed}` | {drafts:,} | {answers:,} | {in_graph:,} | {with_duties:,} | {disagreements} |

No instrument of the library stays within the subset: each says something that it leaves out. One small draft is
enumerated in full, with all its cases, in each run of the tests.
"""

_CORNERS = """
{corners} more drafts were written for the corners of the lowering, found by the errors below that nothing noticed. They
showed {mended} further disagreements, each mended or, where the interpreter alone knows, put outside the case space:

{list}

These drafts, too, are compared in each run of the tests, with ties; so are {otherwise} drafts that are lowered
otherwise: with open points settled, at other dates, beside another text. Which cases there are at all is said a second
time, from the description of the case space and from the interpreter, and compared on each of these drafts.
"""

_MENDED = (
    "one that objects, consents, abstains or votes at one instant, or changes its mind: what is said last counts",
    "a member whose consent is asked votes by consenting",
    "an invocation rests on the first description that the attack meets when it takes effect, not on all of them",
    "that the case has *not* arisen rests on no decision",
    "an act that a condition asks about, and a body's own decision, are events from the first sentence on",
    "a prohibition that lapses at the instant of the attack is not breached by it; it still stands against others then",
    "a standing provision for those that have ratified: outside",
    "entry into force some time after its occasion; as an event: outside; force that comes back: outside",
    "an event reckoned from another counts from when that took place, once it is settled; from several: outside",
    "a power to invoke that an event about no attack sets off: outside",
    "a condition on one of several who bear something together: outside",
    "suspension from a date while something lasts: outside",
    "several who bear something together, all of whom are the attacker or suspended as it is set off",
    "one that has left and is found to be the attacker later is not among those in breach",
    "consent that is taken back by abstaining before the others have voted",
    "where each decides for itself, its decision is pending while an invocation waits",
    "of several requests that set something off, its clock runs from the one named last",
    "a request that is a case of its own for another provision: outside, where it is to be about the attack",
    "a state that events end has ended a minute later, whether or not anything else happens then (in the interpreter)",
)

_MUTANTS = """## Errors put into the lowering

What the comparison would notice: one expression of the code that makes the graph is changed at a time, by a fixed list
of operators. Of {of:,} such errors {tried} were drawn with the seed `{seed}`, of any place and operator: {seen} are
noticed, {lost} are not, and change nothing.

The lowering with the error in it is compared with the one without, on {drafts} drafts. Where the two are not the same
to the letter, SAT is asked for a case of which they say otherwise, or that only one of them has. An error is noticed
where the interpreter runs such a case and says otherwise than the graph with the error, where the second description of
the case space does, where the graph's operations do not mean what they are to mean by brute force, where the text of a
case does not tell its events, where no graph comes of it, or where another provision lies outside the case space.

| error | what is changed | tried | noticed | unnoticed |
| --- | --- | ---: | ---: | ---: |
"""

_UNNOTICED = """
`python -m tests.cases.mutation.record --sample {tried}` tries them again; a part of them is tried in each run of the
tests. An error that is said to change nothing gives the same graph on all drafts, or one of which SAT proves that it
says the same in every case and every completion; where SAT took too long on a draft, cases were drawn. Why it must:

| unnoticed | before | after | the same, proved the same, drawn | why |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The three comparisons, as recorded."""
    found, again = _record("triples"), _record("triples-again")
    lines = [
        _LEAD,
        _TRIPLES.format(first=found["first"], last=found["end"] - 1, end=found["end"], **_counts(found)),
        _WRONG + "\n".join(f"- {text.splitlines()[0]}" for text in found["disagreements"]) + "\n",
        _AGAIN.format(
            besides=", ".join(map(str, again["besides"])), numbers=" ".join(map(str, again["besides"])),
            first=again["first"], last=again["end"] - 1, end=again["end"], **_counts(again),
        ),
    ]  # fmt: skip
    later = _record("triples-later")
    lines.append(
        _LATER.format(first=later["first"], last=later["end"] - 1, end=later["end"], **_counts(later))
    )
    lines.append(_corners())
    lines.append(_ASP.format(**_record("answer-sets")))
    lines += _mutants()
    return "\n".join(lines)


def _counts(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "seed": found["seed"], "triples": found["triples"], "share": round(100 * found["tied"] / found["triples"]),
        "written": found["written"], "instruments": len(found["instruments"]), "wrong": len(found["disagreements"]),
    }  # fmt: skip


def _corners() -> str:
    from tests.cases import corners, reaching
    from tests.cases.mutation.corpus import corpus

    return _CORNERS.format(
        corners=len(corners.DRAFTS) + len(reaching.DRAFTS), mended=len(_MENDED),
        list="\n".join(f"- {one}" for one in _MENDED), otherwise=sum(bool(e.options) for e in corpus().values()),
    )  # fmt: skip


def _mutants() -> list[str]:
    from tests.cases.mutation.operators import OPERATORS
    from tests.cases.mutation.unnoticed import WHY

    found = _record("mutants")
    rows = found["mutants"]
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for name, row in rows.items():
        operator = name.partition(": ")[2].rpartition(" ")[0]
        tried[operator] += 1
        noticed[operator] += bool(row["how"])
    table = [
        f"| {o.name} | {o.what} | {tried[o.name]} | {noticed[o.name]} | {tried[o.name] - noticed[o.name]} |"
        for o in OPERATORS if tried[o.name]
    ]  # fmt: skip
    total, seen = sum(tried.values()), sum(noticed.values())
    table.append(f"| all | | {total} | {seen} | {total - seen} |")
    lost = [
        f"| {name} | {' | '.join(map(_cell, _change(row)))} | {row['same']}, {row['proved']}, {row['sampled']} "
        f"| {WHY.get(name, 'not settled')} |"
        for name, row in rows.items() if not row["how"]
    ]  # fmt: skip
    head = _MUTANTS.format(
        seed=found["seed"],
        drafts=found["drafts"],
        of=found["of"],
        tried=total,
        seen=seen,
        lost=total - seen,
    )
    return [head + "\n".join(table) + "\n" + _UNNOTICED.format(tried=total) + "\n".join(lost) + "\n"]


def _change(row: dict[str, Any]) -> tuple[str, str]:
    """What is changed, with a little around it."""
    one, two = (" ".join(row[side].split()) for side in ("before", "after"))
    start = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    most = min(len(one), len(two)) - start
    end = next((i for i in range(most) if one[-1 - i] != two[-1 - i]), most)
    around = max(0, start - 30), max(0, end - 20)
    return one[around[0] : len(one) - around[1]], two[around[0] : len(two) - around[1]]


def _cell(code: str) -> str:
    """Code in a cell of a table, shortened."""
    line = code if len(code) <= 90 else code[:87] + "…"
    return f"`{line}`".replace("|", "\\|")


def _record(name: str) -> dict[str, Any]:
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))
