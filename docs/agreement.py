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

_MUTANTS = """## Errors put into the lowering

What the comparison would notice: one expression of the code that makes the graph is changed at a time, by a fixed list
of operators. Of {of:,} such errors {tried} were drawn with the seed `{seed} sample`, of any place and operator.
Cases of {drafts} small drafts were compared until one disagreed, no graph came of it, or another provision lay outside
the case space: a look with few cases, far fewer than in the runs above.

| error | what is changed | tried | noticed | unnoticed |
| --- | --- | ---: | ---: | ---: |
"""

_UNNOTICED = """
An error that went unnoticed changes nothing, or lies where these drafts do not reach, or shows in fewer cases than were
looked at. Where it was looked into which of these it is, that is said; the rest is not settled.

| unnoticed | before | after | why |
| --- | --- | --- | --- |
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
    lines.append(_ASP.format(**_record("answer-sets")))
    lines += _mutants()
    return "\n".join(lines)


def _counts(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "seed": found["seed"], "triples": found["triples"], "share": round(100 * found["tied"] / found["triples"]),
        "written": found["written"], "instruments": len(found["instruments"]), "wrong": len(found["disagreements"]),
    }  # fmt: skip


def _mutants() -> list[str]:
    from tests.cases.mutation.made import SEED
    from tests.cases.mutation.operators import OPERATORS
    from tests.cases.mutation.record import SAMPLED
    from tests.cases.mutation.unnoticed import WHY

    if not SAMPLED.exists():
        return []
    found = _record("mutants-sample")
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
        f"| {name} | {_cell(row['before'])} | {_cell(row['after'])} | {WHY.get(name, 'not settled')} |"
        for name, row in rows.items() if not row["how"]
    ]  # fmt: skip
    head = _MUTANTS.format(seed=SEED, drafts=found["drafts"], of=found["of"], tried=total)
    return [head + "\n".join(table) + "\n" + _UNNOTICED + "\n".join(lost) + "\n"]


def _cell(code: str) -> str:
    """Code in a cell of a table: its first line, shortened."""
    line = code.splitlines()[0] if code else ""
    line = line if len(line) <= 90 else line[:87] + "…"
    return f"`{line}`".replace("|", "\\|")


def _record(name: str) -> dict[str, Any]:
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))
