"""Conduct that findings assume, each with the sentence that states it."""

from foedus.base import DAY, HOUR
from foedus.cases.conduct import Conduct
from foedus.cases.leaves import Leaf
from foedus.cases.lower import CaseGraph
from foedus.cases.lowering import Low

BEFORE = -365 * DAY
BEGUN, OVER = -300 * DAY, -200 * DAY
_ENTRY = ("ratify", "sign", "enact")
_AGAINST = ("withdraw", "repeal", "terminate", "object", "waive", "release")
PROMPT = 24 * HOUR


def willing(case: CaseGraph) -> Conduct:
    """Everybody does at once what the text asks for or lets it do: the most that the text can give."""
    choices: dict[str, frozenset[int]] = {}
    times: dict[str, int] = {}
    stopping = _stopping(case)
    for leaf in case.low.leaves.all.values():
        values, at = (frozenset({0}), 0) if leaf.name in stopping else _willing(leaf)
        times[leaf.var] = max(at, case.low.leaves.earliest.get(leaf.var, at))
        if values is not None:
            choices[leaf.name] = values
    settle_attribution(case.low, choices, times)
    text = (
        "all have ratified, whoever may invokes or requests at once, all vote for at once, nobody leaves, "
        "and it is established who attacked"
    )
    return Conduct(choices, times, text)


def _stopping(case: CaseGraph) -> frozenset[str]:
    """The votes and decisions that do no more than keep a measure from resuming."""
    every = (*case.decisions, *case.aside)
    votes = {v.leaf.name for d in every for r in d.rules for v in (*r.voters, *r.consent)}
    bodies = {f"decision of {r.organ}" for d in every for r in d.rules if r.organ}
    return frozenset(case.low.memo.get("stopping", ())) - votes - bodies


def settle_attribution(low: Low, choices: dict[str, frozenset[int]], times: dict[str, int]) -> None:
    """Who attacked is established at once."""
    if "attribution" in low.graph.choices:
        labels = [label for label, _ in low.incident.values("attribution")]
        choices["attribution"] = frozenset({labels.index("established")})
    if "finding" in low.leaves.all:
        choices["finding"] = frozenset({0})
        times[low.leaves.all["finding"].var] = 0
    for name in low.graph.choices:
        if name.startswith("the term of "):
            choices[name] = frozenset({0})


def _willing(leaf: Leaf) -> tuple[frozenset[int] | None, int]:
    """The values of an event's choice that a willing party brings about (None: any), and when."""
    kind = leaf.ways[0].kind
    if kind in _ENTRY:
        return frozenset({1}), BEFORE
    if kind in ("begin", "end"):
        return None, BEGUN if kind == "begin" else OVER
    if kind in _AGAINST or kind == "act":
        return frozenset({0}), 0
    if kind == "vote":
        return frozenset({1}), 0
    if kind == "decide":
        return frozenset(i + 1 for i, way in enumerate(leaf.ways) if way.slots[0].value == "for"), 0
    if kind == "find":
        return frozenset({1}), 0
    return frozenset(range(1, len(leaf.ways) + 1)), 0


def free(conduct: Conduct, case: CaseGraph, kinds: tuple[str, ...], text: str) -> Conduct:
    """The same, but events of these kinds may take place in any way or not at all, at the same instant."""
    choices = {
        name: values for name, values in conduct.choices.items()
        if name not in case.low.leaves.all or case.low.leaves.all[name].ways[0].kind not in kinds
    }  # fmt: skip
    return Conduct(choices, conduct.times, text)


def unhurried(conduct: Conduct, case: CaseGraph, kinds: tuple[str, ...], text: str) -> Conduct:
    """The same events, but those of these kinds at any instant."""
    times = {
        var: at for var, at in conduct.times.items()
        if not any(leaf.var == var and leaf.ways[0].kind in kinds for leaf in case.low.leaves.all.values())
    }  # fmt: skip
    return Conduct(conduct.choices, times, text)
