"""What a timeline comes to under a draft with open points: what holds however they are settled, and what depends."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from foedus.base import instant_text
from foedus.engine.bench import Bench
from foedus.engine.completion import LIMIT, Merged, answer, by_reading, explore, merge
from foedus.engine.kleene import Truth
from foedus.engine.words import listed
from foedus.model import Answer, DecisionLife, Draft, Duty, OpenPoint, Record, Timeline

_FATES = {
    "performed": "performed {what} under {label}", "breached": "in breach of {label}: {what}",
    "excused": "excused from {what} under {label}", "waived": "let off {what} under {label}",
}  # fmt: skip


class Statement(NamedTuple):
    """Something that is so in a completion. `who` may be joined with others of whom the same is so."""

    kind: str  # outcome · decision · duty · deadline · fate
    text: str  # with {who} where the party stands
    who: str = ""


Facts = frozenset[tuple[Statement, bool]]


class Reading(NamedTuple):
    """A meant ambiguity: what a statement comes to as each reader reads it."""

    point: str
    text: str
    said: tuple[tuple[str, str], ...]


class Survey(NamedTuple):
    """The answer of `run` for a draft with open points.

    always: what is so in every completion. answers: what depends on open points, and how. points: those that the
    timeline touches. unknown: not every completion was run; `settle` names points to settle first, `estimate` says
    roughly how many completions there are.
    """

    always: tuple[str, ...]
    answers: tuple[Answer, ...]
    points: tuple[OpenPoint, ...]
    completions: int
    readings: tuple[Reading, ...] = ()
    unknown: bool = False
    settle: tuple[str, ...] = ()
    estimate: int = 0


def survey(
    draft: Draft,
    timeline: Timeline,
    fixed: Mapping[str, str] | None = None,
    parts: tuple[str, ...] = (),
    limit: int = LIMIT,
    seconds: float | None = None,
) -> Survey:
    """Run a timeline in every completion that it tells apart, and say what holds in all and what depends on what.

    Args:
        draft: the draft.
        timeline: the events.
        fixed: points settled besides those that the timeline settles, by the text of their option.
        parts: secret parts of the text to read besides those that the timeline names.
        limit: how many completions at the most.
        seconds: CPU seconds after which to stop.
    """
    bench = Bench(draft, timeline, (*parts, *timeline.parts))
    settled = {**dict(timeline.choices), **(fixed or {})}
    runs = explore(lambda pick: facts(bench.run(pick).record), settled, limit, seconds)
    found = merge(runs)
    always: list[str] = []
    answers: list[Answer] = []
    for text, one in _joined(found):
        result = answer(found, lambda value, one=one: _truth(value, one), text)
        if result.value in ("yes", "unsettled"):
            always.append(text if result.value == "yes" else f"{text} (unsettled)")
        else:
            answers.append(result)
    readings = tuple(one for name in runs.points for one in _readings(found, name))
    return Survey(
        tuple(always), tuple(answers), tuple(runs.points.values()), len(runs.leaves), readings, not runs.complete,
        runs.settle, runs.estimate,
    )  # fmt: skip


def _readings(found: Merged[Facts], name: str) -> Iterator[Reading]:
    """What a meant ambiguity exposes: the statements on which its readers differ."""
    for text, one in _joined(found) if found.points[name].readers else ():
        said = by_reading(found, name, lambda value, one=one: _truth(value, one))
        if len({value for _, value in said}) > 1:
            yield Reading(name, text, said)


def _truth(value: Facts, one: Statement) -> Truth:
    if (one, True) in value:
        return True
    return None if (one, False) in value else False


def _joined(found: Merged[Facts]) -> list[tuple[str, Statement]]:
    """Every statement once, in order; parties of whom the same is so in the same completions are joined."""
    groups: dict[tuple[str, str, tuple[Truth, ...]], list[Statement]] = {}
    order = {"outcome": 0, "decision": 1, "duty": 2, "deadline": 3, "fate": 4}
    every = {
        one: None for value, _ in found.cases for one, _ in sorted(value, key=lambda p: (order[p[0].kind], p))
    }
    for one in every:
        pattern = tuple(_truth(value, one) for value, _ in found.cases)
        groups.setdefault((one.kind, one.text, pattern), []).append(one)
    ordered = sorted(groups.values(), key=lambda group: order[group[0].kind])
    return [(_text(group), group[0]) for group in ordered]


def _text(group: list[Statement]) -> str:
    names = [one.who for one in group]
    are = "are" if len(names) > 1 or " and " in names[0] else "is"
    return group[0].text.replace("{who}", listed(names)).replace("{are}", are)


def facts(record: Record) -> Facts:
    """What is so in a record, as statements; those that are not sure are marked."""
    return frozenset((*_outcomes(record), *(fact for duty in record.duties for fact in _of_duty(duty))))


def _outcomes(record: Record) -> Iterator[tuple[Statement, bool]]:
    unsure = any("the outcome" in note and "lack of precision" in note for note in record.notes)
    if record.outcome is not None:
        yield Statement("outcome", f"the outcome is {record.outcome.code}"), not unsure
    for decision in record.decisions:
        yield Statement("decision", f"the decision under {decision.ref.label} {_how(decision)}"), True


def _how(decision: DecisionLife) -> str:
    if not decision.by_default:
        return {"lapsed": "lapses", "pending": "is pending"}.get(decision.status, f"is {decision.status}")
    return f"falls to silence: {'it has' if decision.answer else 'it has not'}"


def _of_duty(duty: Duty) -> Iterator[tuple[Statement, bool]]:
    label = duty.ref.label
    if duty.modal == "must not" and duty.status != "breached":
        return
    if duty.modal != "must not":
        yield Statement("duty", f"{{who}} {duty.modal} {duty.action} under {label}", duty.bearer), duty.sure
    if duty.modal == "must" and duty.due is not None:
        text = f"{{who}} {{are}} due to {duty.action} under {label} by {instant_text(duty.due)}"
        yield Statement("deadline", text, duty.bearer), duty.sure
    if duty.modal != "may" and duty.status in _FATES:
        fate = _FATES[duty.status].format(what=duty.action, label=label)
        verb = "" if duty.status == "performed" else "{are} "
        yield Statement("fate", f"{{who}} {verb}{fate}", duty.bearer), duty.sure
