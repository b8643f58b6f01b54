"""What a timeline expects, against what happens: facts at an instant, the outcome, answers to questions."""

from collections.abc import Mapping
from typing import NamedTuple

from foedus.base import instant_text
from foedus.engine.bench import Bench
from foedus.engine.claims import duties, env, holds_then
from foedus.engine.completion import LIMIT, Pick, Runs, answer, explore, merge, option_index
from foedus.engine.kleene import Truth
from foedus.engine.precision import Precise
from foedus.engine.questions import ask
from foedus.engine.run import Ran
from foedus.engine.summary import decision_text, duty_line, state_at
from foedus.engine.world import denote
from foedus.model import (
    Answer,
    CaseArisen,
    Cond,
    DecisionIs,
    Draft,
    DutyIs,
    Expect,
    OpenPoint,
    Owes,
    Question,
    Timeline,
    Who,
    walk,
)  # fmt: skip

_WORDS = {"yes": True, "no": False, "unsettled": None}


class Codes(NamedTuple):
    """One of some outcomes, for one possible bearer or ("") at its strongest."""

    codes: tuple[str, ...]
    bearer: str = ""


class Item(NamedTuple):
    """One thing that is expected: a fact, a question, or one of some outcomes."""

    text: str
    claim: "Cond | Question | Codes"
    at: int | None
    answer: str  # yes · no · unsettled · depends


class Check(NamedTuple):
    """One expectation against what happened, both in words."""

    expected: str
    actual: tuple[str, ...]
    ok: bool
    answer: Answer


class ExpectResult(NamedTuple):
    """An `expect` sentence and how each of its expectations came out.

    unknown: not every completion could be run; `settle` names the points to settle first.
    """

    expect: Expect
    checks: tuple[Check, ...]
    unknown: bool = False
    settle: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all is as expected."""
        return all(check.ok for check in self.checks)

    def lines(self) -> tuple[str, ...]:
        """The difference: what is as expected after two spaces, what was expected after `-`, what is after `+`."""
        out: list[str] = []
        for check in self.checks:
            if check.ok:
                out.append(f"  {check.expected}")
            else:
                out += [f"- {check.expected}", *(f"+ {line}" for line in check.actual)]
        return tuple(out)


def items(expect: Expect) -> tuple[Item, ...]:
    """The expectations of one sentence, in written order."""
    if expect.outcomes:
        said = " or ".join(expect.outcomes) + (f" for {expect.bearer}" if expect.bearer else "")
        return (Item(said, Codes(expect.outcomes, expect.bearer), expect.at, expect.answer),)
    claims = sorted((*expect.facts, *expect.questions), key=lambda c: c.span.start if c.span else 0)
    texts = expect.texts if len(expect.texts) == len(claims) else ("",) * len(claims)
    return tuple(
        Item(text or type(claim).__name__, claim, expect.at, expect.answer)
        for text, claim in zip(texts, claims, strict=True)
    )


def check(
    draft: Draft,
    timeline: Timeline,
    fixed: Mapping[str, str] | None = None,
    limit: int = LIMIT,
    seconds: float | None = None,
    ready: Bench | None = None,
) -> tuple[ExpectResult, ...]:
    """Run a timeline in every completion that it tells apart and compare it with what it expects.

    Args:
        draft: the draft, with or without open points.
        timeline: the events and what is expected of them.
        fixed: points settled besides those that the timeline settles.
        limit: how many completions at the most.
        seconds: CPU seconds after which to stop.
        ready: the draft and the timeline with the timeline's own parts, where they are ready to run.
    """
    settled = {**dict(timeline.choices), **(fixed or {})}
    groups: dict[tuple[str, ...], list[tuple[int, int, Item]]] = {}
    for index, expect in enumerate(timeline.expects):
        for number, item in enumerate(items(expect)):
            groups.setdefault(_parts(timeline, item), []).append((index, number, item))
    found: dict[tuple[int, int], Check] = {}
    unknown: tuple[str, ...] | None = None
    for parts, mine in groups.items():
        bench = ready if ready is not None and parts == timeline.parts else Bench(draft, timeline, parts)
        claims = [item for _, _, item in mine]
        runs = explore(lambda pick, b=bench, c=claims: values(b, pick, c), settled, limit, seconds)
        unknown = unknown if runs.complete else runs.settle
        joined = merge(runs)
        for position, (index, number, item) in enumerate(mine):
            result = answer(joined, lambda values, at=position: values[at])
            found[index, number] = _checked(bench, runs, settled, position, item, result)
    return tuple(
        ExpectResult(
            expect,
            tuple(found[index, n] for n in range(len(items(expect)))),
            unknown is not None,
            unknown or (),
        )
        for index, expect in enumerate(timeline.expects)
    )


def _parts(timeline: Timeline, item: Item) -> tuple[str, ...]:
    own = item.claim.parts if isinstance(item.claim, Question) else ()
    return own or timeline.parts


def values(bench: Bench, pick: Pick, claims: "list[Item]") -> tuple[Truth, ...]:
    """What each claim comes to in one completion."""
    precise = bench.run(pick)
    return tuple(_value(precise, item) for item in claims)


def _value(precise: Precise, item: Item) -> Truth:
    return precise.settled(lambda ran: _in_world(ran, item))[0]


def _in_world(ran: Ran, item: Item) -> Truth:
    claim = item.claim
    if isinstance(claim, Codes):
        found = ran.record.outcome
        return found is not None and found.code_for(claim.bearer) in claim.codes
    if isinstance(claim, Question):
        return ask(ran, claim).value
    return holds_then(ran, claim, ran.record.until if item.at is None else item.at)


def _checked(
    bench: Bench,
    runs: Runs[tuple[Truth, ...]],
    fixed: Mapping[str, str],
    position: int,
    item: Item,
    result: Answer,
) -> Check:
    ok = result.value == item.answer
    expected = _said(item)
    if ok:
        return Check(expected, (), True, result)
    actual: list[str] = [f"it depends: {result.text}"] if result.value == "depends" else []
    wanted = _WORDS.get(item.answer, "other")
    for one in runs.leaves:
        if one.value[position] != wanted or result.value == "unknown":
            actual += _actual(bench, {**one.settings}, fixed, item)
            break
    return Check(expected, tuple(actual) or (result.value,), False, result)


def _said(item: Item) -> str:
    at = f"at {instant_text(item.at)}: " if item.at is not None and not isinstance(item.claim, tuple) else ""
    how = {"yes": "", "no": "not: ", "unsettled": "unsettled: ", "depends": "depends: "}[item.answer]
    return f"{at}{how}{item.text}"


# ---- what is so instead ----------------------------------------------------------------------------------------------


def _actual(bench: Bench, settings: Mapping[str, int], fixed: Mapping[str, str], item: Item) -> list[str]:
    """What one completion that is not as expected comes to, in words."""

    def pick(point: OpenPoint) -> int:
        if point.name in fixed:
            return option_index(point, fixed[point.name])
        return settings.get(point.name, 0)

    precise = bench.run(pick)
    ran = precise.worlds[0].ran
    value, events = precise.settled(lambda one: _in_world(one, item))
    if events:
        return [f"unsettled for lack of precision: {doubt.text}" for doubt in precise.doubts] or ["unsettled"]
    claim = item.claim
    if isinstance(claim, Codes):
        return [f"{o.code} ({o.reason}): {o.why}" for o in ran.record.outcomes[:1]] or [
            "no attack, so no outcome"
        ]
    at = ran.record.until if item.at is None else item.at
    word = {True: "yes", False: "no", None: "unsettled"}[value]
    if isinstance(claim, Question):
        reply = ask(ran, claim)
        when = ", ".join(instant_text(t) for t in reply.instants[:3])
        return [f"{word}{' at ' + when if when else ''}{': ' + reply.why if reply.why else ''}"]
    if value is None:
        return [f"it is not settled whether {item.text}", *about(ran, claim, at)[:1]]
    return about(ran, claim, at) or [word]


def about(ran: Ran, claim: Cond, at: int) -> list[str]:
    """What the record says at an instant of those that a claim speaks of."""
    out: list[str] = []
    for node in walk(claim):
        if isinstance(node, (Owes, DutyIs)):
            out += _of_party(ran, node.who, at)
        elif isinstance(node, (CaseArisen, DecisionIs)):
            out += [decision_text(d, at) for d in ran.record.decisions if d.opened <= at] or [
                "no decision was opened"
            ]
    return list(dict.fromkeys(out))


def _of_party(ran: Ran, who: Who | None, at: int) -> list[str]:
    names = denote(ran.run, who, env(ran, at)) if who is not None else []
    if not names:
        return list(state_at(ran.record, at).lines())
    out: list[str] = []
    for name in names:
        lines = [line for duty in duties(ran, name) if (line := duty_line(duty, at))]
        out += lines or [f"{name} owes nothing"]
    return out
