"""Ask the interpreter what a report needs to know: records, what depends on which point, expectations."""

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from foedus.engine import LoopError, Pick, execute, record
from foedus.engine.bench import Bench
from foedus.engine.completion import LIMIT, Runs, answer, explore, option_index
from foedus.model import Answer, Draft, Expect, OpenPoint, Record, Timeline
from foedus.report.values import Check, Run, Trial, Turn
from foedus.report.words import SHORT, is_procedure, listed

if TYPE_CHECKING:
    from foedus.language import Loaded

SECONDS = 60.0  # of CPU, for one timeline with open points
REVIEW_SECONDS = 4.0
_OF = re.compile(r'^\s*timeline\s+"[^"\n]*"(.*?)\.(?=\s|$)', re.M | re.S)


class Statement(NamedTuple):
    """Something that may hold of a record. who: the bearer, where the same may be said of several."""

    kind: str
    who: str
    text: str


def codes_of(text: str) -> str:
    """The head of a timeline's text, in which the drafts that it is of are named."""
    match = _OF.search(text)
    return match.group(1) if match else ""


def statements(result: Record) -> frozenset[Statement]:
    """What a record says, in statements that can be compared between completions."""
    found = {Statement("0 outcome", "", out.code) for out in result.outcomes[:1]}
    for duty in result.duties:
        if is_procedure(duty):
            continue
        found.add(Statement("1 duty", duty.bearer, f"{duty.modal} {duty.action} under {duty.ref.label}"))
        if duty.status == "breached":
            found.add(Statement("2 breach", duty.bearer, f"is in breach of {duty.ref.label}"))
    for decision in result.decisions:
        found.add(
            Statement("3 decision", "", f"the decision under {decision.ref.label} is {decision.status}")
        )
    return frozenset(found)


def _said(mine: list[Statement]) -> str:
    """Statements of one kind about several parties, as one sentence."""
    first = mine[0]
    if first.kind == "0 outcome":
        return SHORT[first.text][1] if first.text in SHORT else first.text
    names = sorted({one.who for one in mine})
    text = first.text
    if len(names) > 1:
        text = re.sub(r"^is ", "are ", re.sub(r"^intends", "intend", text))
    return f"{listed(names)} {text}".strip()


def answers(runs: Runs[frozenset[Statement]]) -> tuple[Answer, ...]:
    """What holds in every completion, and what depends on which points; what is alike for several parties, once."""
    every = sorted({one for leaf in runs.leaves for one in leaf.value})
    groups: dict[tuple[str, str, tuple[bool, ...]], list[Statement]] = {}
    for one in every:
        pattern = tuple(one in leaf.value for leaf in runs.leaves)
        groups.setdefault((one.kind, one.text, pattern), []).append(one)
    return tuple(answer(runs, lambda v, s=mine[0]: s in v, _said(mine)) for mine in groups.values())


def _settled(timeline: Timeline, fixed: Mapping[str, str]) -> Timeline:
    return replace(timeline, choices=tuple({**dict(timeline.choices), **fixed}.items()))


def _first(settled: Mapping[str, str]) -> Pick:
    """Settle what is left open the first way."""

    def pick(point: OpenPoint) -> int:
        return option_index(point, settled[point.name]) if point.name in settled else 0

    return pick


def run(draft: Draft, timeline: Timeline, fixed: Mapping[str, str], review: bool = False) -> Run:
    """A timeline under a draft: its record, and what depends on the points that are left open.

    Args:
        draft: the draft.
        timeline: the events.
        fixed: points settled besides those that the timeline settles; they go first.
        review: also what becomes of it if one point alone is settled otherwise, and what it expects.
    """
    timeline = _settled(timeline, fixed)
    chosen = dict(timeline.choices)
    bench = Bench(draft, timeline, timeline.parts)
    try:
        shown = bench.run(_first(chosen)).record
        seconds = REVIEW_SECONDS if review else SECONDS
        runs = explore(lambda pick: statements(bench.once(pick).record), chosen, LIMIT, seconds)
    except LoopError as error:
        return Run(timeline, problem=f"It cannot be run: {error}.")
    made = Run(timeline, shown, (), answers(runs) if len(runs.leaves) > 1 else (), len(runs.leaves), runs.complete,
               settle=runs.settle)  # fmt: skip
    if not review:
        return made
    turns, turned = _turns(draft, bench, shown)
    return replace(made, checks=_checks(draft, bench), turns=turns, turned=turned)


# ---- one point at a time ---------------------------------------------------------------------------------------------


def _signature(result: Record) -> tuple[object, ...]:
    """What counts as the same: who owes what by when, and what became of it."""
    duties = [(d.bearer, d.modal, d.action, d.since, d.due or -1, d.status, d.sure) for d in result.duties
              if not is_procedure(d)]  # fmt: skip
    return tuple(sorted(duties)), tuple(sorted((d.key, d.status) for d in result.decisions))


def _turns(draft: Draft, bench: Bench, shown: Record) -> tuple[tuple[Turn, ...], bool]:
    """Settle each point that the record met otherwise, the others as they are."""
    points = {point.name: point for point in draft.open_points()}
    chosen = dict(shown.completion)
    base = bench.once(_first(chosen)).record
    found: list[Turn] = []
    started = time.process_time()
    for name, now in chosen.items():
        if name not in points:
            continue
        for text in points[name].texts:
            if text == now:
                continue
            if time.process_time() - started > REVIEW_SECONDS:
                return tuple(found), False
            found.append(_turn(bench, base, {**chosen, name: text}, name))
    return tuple(found), True


def _turn(bench: Bench, base: Record, chosen: Mapping[str, str], name: str) -> Turn:
    timeline = replace(bench.timeline, choices=tuple(chosen.items()))
    try:
        other = record(execute(bench.prepared, timeline, _first(chosen)))
    except LoopError:
        return Turn(name, chosen[name], "", "duties")
    was = base.outcome.code if base.outcome else ""
    now = other.outcome.code if other.outcome else ""
    differs = "outcome" if was != now else "duties" if _signature(base) != _signature(other) else ""
    return Turn(name, chosen[name], now, differs)


# ---- expectations and questions --------------------------------------------------------------------------------------


def _checks(draft: Draft, bench: Bench) -> tuple[Check, ...]:
    """What a timeline expects, and what came of it as it is shown."""
    from foedus.engine.expect import check, items

    found: list[Check] = []
    for result in check(draft, bench.timeline, None, LIMIT, REVIEW_SECONDS, bench):
        for item, one in zip(items(result.expect), result.checks, strict=True):
            found.append(
                Check(item.text, one.answer.value, item.at, "; ".join(one.actual),
                      result.expect.span.line if result.expect.span else 0, item.answer)
            )  # fmt: skip
    return tuple(found)


def test(draft: Draft, timeline: Timeline, file: str) -> Trial:
    """A timeline against what it expects."""
    from foedus.engine.expect import check

    try:
        found = check(draft, timeline, None, LIMIT, SECONDS)
    except LoopError as error:
        return Trial(file, timeline.title, ok=False, problem=f"It cannot be run: {error}.")
    return Trial(
        file, timeline.title, tuple(one.lines() for one in found), all(one.ok for one in found),
        any(one.unknown for one in found), tuple(dict.fromkeys(name for one in found for name in one.settle)),
    )  # fmt: skip


def ask(draft: "Loaded", timeline: Timeline, fixed: Mapping[str, str], text: str) -> Answer:
    """The answer to one question, over all completions. A question that cannot be read ends with its diagnostics."""
    import sys

    from foedus.base import Source
    from foedus.cli.common import WRONG, complain
    from foedus.engine.expect import check
    from foedus.language import parse_question

    question, told = parse_question(text, draft)
    if question is None or any(d.severity == "error" for d in told):
        source = Source("question", text if text.rstrip().endswith(".") else text + ".")
        complain(told, {**draft.sources, "question": source})
        sys.exit(WRONG)
    assert draft.draft is not None
    asked = replace(
        _settled(timeline, fixed), expects=(Expect(questions=(question,), texts=(text.rstrip(" ."),)),)
    )
    found = check(draft.draft, asked, None, LIMIT, SECONDS)[0].checks[0].answer
    return replace(found, text=f"{text.rstrip(' .')}{': ' if found.text else ''}{found.text}")
