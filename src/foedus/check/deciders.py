"""Who decides, option by option: the smallest sets that can block a decision, and those that suffice to adopt it."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.decisions import Decides
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.votes import Rule, organ_leaf
from foedus.check.atonce import FREE, at_once, best_level, few, fixed, holds, plain, rests_on, willing_box
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.model import Hole, Named, Some, walk

SPEAKING = ("vote", "decide")
JOINING = ("ratify", "sign", "enact")
SYMMETRIC = ("any", "majority", "at-least", "share", "unanimity", "consensus", "silence", "party")


class Actor(Struct, frozen=True):
    """One on whose word a decision waits: its event, and which ways of it are for, and which against."""

    name: str
    leaf: Leaf
    yes: tuple[int, ...]
    no: tuple[int, ...]

    def says(self, view: View, ways: tuple[int, ...]) -> Lit:
        """That it says so, in one of these ways."""
        return view.graph.among(self.leaf.name, [w + 1 for w in ways])

    def silent(self, view: View) -> Lit:
        """That it says nothing."""
        return view.graph.chosen(self.leaf.name, 0)


class Blocking(Struct, frozen=True):
    """How one rule of a decision can be blocked and met, in one case that stands for its like.

    text: the option, or the rule. options: numbers of the options that mean it. refuse: smallest sets whose refusal
    suffices to block; silent: those whose silence does, by meaning of silence (number of its option). suffice: smallest
    sets whose consent suffices whatever the others say. Sets are positions among the actors. cell: the case, in which
    all consent. target: what comes of consent. answers: the provisions that hang on it.
    """

    text: str
    options: tuple[int, ...]
    rule: Rule
    actors: tuple[Actor, ...]
    alike: tuple[tuple[int, ...], ...]
    noun: str
    refuse: tuple[tuple[int, ...], ...]
    silent: tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]
    suffice: tuple[tuple[int, ...], ...]
    cell: Cell
    target: Lit
    answers: tuple[Answer, ...]

    def set_names(self, found: tuple[int, ...]) -> tuple[str, ...]:
        """A set as names."""
        return tuple(self.actors[i].name for i in found)


def hanging(view: View, a: Assumed, prov: Prov) -> list[Answer]:
    """The answers that hang on a decision: those that rest on what somebody says in it.

    Where the same votes, or the same organ, decide something else as well, only what does not arise without it.
    """
    names = _said_in(view, prov)
    found = [x for x in view.answers if rests_on(view, a.lit(view.arises(x)), names)]
    if beside(view, prov):
        found = [x for x in found if not _without(view, a, prov, x)] or found
    return [x for x in found if x.level != "consult"] or found


def beside(view: View, prov: Prov) -> bool:
    """Whether the same votes, or the same organ, decide something else on the attack as well."""
    names = _said_in(view, prov)
    others = {d.prov.id: d.prov for d in view.case.decisions if d.prov is not prov}.values()
    return any(names & _said_in(view, other) for other in others)


def _said_in(view: View, prov: Prov) -> set[str]:
    """The events by which a decision is taken: votes, consents, and what an organ says as such."""
    rules = [r for d in view.case.decisions if d.prov is prov for r in d.rules]
    votes = {v.leaf.name for r in rules for v in (*r.voters, *r.consent)}
    return votes | {_organ(r) for r in rules if r.organ}


def _organ(rule: Rule) -> str:
    """The event that the organ decides as such, where nobody tells who voted how."""
    return f"decision of {rule.organ}"


def _without(view: View, a: Assumed, prov: Prov, answer: Answer) -> bool:
    """Whether an answer may arise although a decision is not adopted."""
    every = (*view.case.decisions, *view.case.aside)
    adopted = view.graph.any(*(view.t.exists(d.adopted) for d in every if d.prov is prov))
    lits = a.domain, a.lit(view.graph.all(view.arises(answer), -adopted))
    return lits[1] != FALSE and view.possible(a, *lits)


def blockings(view: View, prov: Prov) -> list[Blocking]:
    """Each rule by which a decision may be taken together, with who can block it."""
    return view.once(("blockings", prov.id), lambda: list(_blockings(view, at_once(view), prov)))


def _blockings(view: View, a: Assumed, prov: Prov) -> Iterator[Blocking]:
    answers = hanging(view, a, prov)
    for decides in view.case.decisions:
        if decides.prov is not prov or decides.who or not answers:
            continue
        for rule in decides.rules:
            if (one := _blocking(view, a, decides, rule, answers)) is not None:
                yield one


def _blocking(view: View, a: Assumed, decides: Decides, rule: Rule, answers: list[Answer]) -> Blocking | None:
    free: set[str] = set(SPEAKING)
    for level in ("binding", "discretion", "consult"):
        mine = [x for x in answers if x.level == level]
        target = a.lit(view.graph.any(*(view.arises(x) for x in mine)))
        if target == FALSE:
            continue
        mute = _mute(view, rule)
        box = willing_box(view, mute, kinds=[k for k in FREE if k not in _held(view, a, rule)])
        box += [view.graph.chosen(name, 0) for name in mute]
        guard = a.lit(rule.guard)
        cell = view.cell(a, target, guard, *box, prefer=_plainest(view, a, rule))
        if cell is not None:
            actors = [x for x in _actors(view, rule) if _may(view, a, rule, x, cell)]
            if actors:
                return _sets(view, a, decides, rule, tuple(actors), cell, target, tuple(mine), free)
    return None


def _mute(view: View, rule: Rule) -> list[str]:
    """What an organ says as such, where its members vote: else it might adopt what they refuse, or something else."""
    return [_organ(rule)] if rule.voters and rule.organ and _organ(rule) in view.low.leaves.all else []


def _held(view: View, a: Assumed, rule: Rule) -> tuple[str, ...]:
    """Kinds of events that all bring about: speaking, and joining where only those who joined may speak."""
    names = [n for n, leaf in view.low.leaves.all.items() if leaf.ways[0].kind in JOINING]
    return (
        (*SPEAKING, *JOINING) if any(rests_on(view, a.lit(v.may), names) for v in rule.voters) else SPEAKING
    )


def _plainest(view: View, a: Assumed, rule: Rule) -> list[Lit]:
    """An attacker who has no part in the decision, a short timeline, and nobody barred from the vote by who attacks."""
    everybody = a.lit(view.graph.all(*(v.may for v in rule.voters)))
    return [*_outsider(view, rule), *plain(view), *few(view), everybody]


def _outsider(view: View, rule: Rule) -> list[Lit]:
    """An attacker who has no part in the decision."""
    if "attacker" not in view.graph.choices:
        return []
    names = {v.name for v in rule.voters}
    values = view.graph.choices["attacker"].values
    return [view.graph.among("attacker", [i for i, v in enumerate(values) if v not in names])]


def _actors(view: View, rule: Rule) -> list[Actor]:
    out = [Actor(v.name, v.leaf, (0,), (1,)) for v in (*rule.voters, *rule.consent)]
    if rule.organ and not rule.voters and _organ(rule) in view.low.leaves.all:
        leaf = organ_leaf(view.low, rule.organ)
        yes = tuple(i for i, w in enumerate(leaf.ways) if w.slots[0].value == "for")
        out.append(Actor(rule.organ, leaf, yes, tuple(i for i in range(len(leaf.ways)) if i not in yes)))
    return list({x.leaf.name: x for x in out}.values())


def _may(view: View, a: Assumed, rule: Rule, actor: Actor, cell: Cell) -> bool:
    """Whether somebody has a vote in a case."""
    mine = [v for v in rule.voters if v.leaf.name == actor.leaf.name]
    return not mine or any(holds(view, a.lit(v.may), cell) for v in mine)


def _sets(
    view: View, a: Assumed, decides: Decides, rule: Rule, actors: tuple[Actor, ...], cell: Cell, target: Lit,
    answers: tuple[Answer, ...], free: set[str],
) -> Blocking:  # fmt: skip
    point = silence_point(view, decides.prov)
    silent = [view.graph.chosen(name, 0) for name in _mute(view, rule)]
    held = [a.domain, *fixed(view, cell, but=[point], kinds=free), *silent]
    alike = _alike(rule, actors)
    no = [x.says(view, x.no) for x in actors]
    yes = [x.says(view, x.yes) for x in actors]
    quiet = [x.silent(view) for x in actors]

    def cores(lits: list[Lit], *more: Lit) -> tuple[tuple[int, ...], ...]:
        return (
            view.sat(a, *lits, *held, *more)
            .smallest(lits, given=[*held, *more], alike=alike, most=6, budget=view.budget)
            .cores
        )

    by_silence: list[tuple[int, tuple[tuple[int, ...], ...]]] = []
    for number in range(len(view.graph.choices[point].values)) if point else (0,):
        meant = view.graph.chosen(point, number) if point else TRUE
        by_silence.append((number, cores(quiet, target, meant)))
    others = [view.graph.chosen(point, cell.choices[point])] if point else []
    suffice = cores(yes, -target, *others)
    text, options = _option(view, decides.prov, rule)
    return Blocking(
        text, options, rule, actors, alike, _noun(view, rule), cores(no, target), tuple(by_silence), suffice, cell,
        target, answers,
    )  # fmt: skip


def silence_point(view: View, prov: Prov) -> str:
    """The open point that says what silence means; "" if the text itself does."""
    silence = getattr(prov.body, "silence", "")
    return (
        f"?{silence.name}" if isinstance(silence, Hole) and f"?{silence.name}" in view.graph.choices else ""
    )


def _alike(rule: Rule, actors: tuple[Actor, ...]) -> tuple[tuple[int, ...], ...]:
    if rule.decider.kind not in SYMMETRIC:
        return ()
    special = {v.leaf.name for v in rule.consent}
    row = tuple(i for i, x in enumerate(actors) if x.leaf.name not in special)
    return (row,) if len(row) > 1 else ()


def _option(view: View, prov: Prov, rule: Rule) -> tuple[str, tuple[int, ...]]:
    """The option of an open point that means a rule, as written; else the rule in words."""
    decider: Any = prov.body.decider
    if isinstance(decider, Hole) and f"?{decider.name}" in view.graph.choices:
        name = f"?{decider.name}"
        texts = view.graph.choices[name].values
        found = tuple(
            i for i in range(len(texts)) if view.graph.values([rule.guard], _first(view, name, i), {})[0]
        )
        return " or ".join(texts[i] for i in found), found
    return "", ()


def _first(view: View, name: str, value: int) -> dict[str, int]:
    return {**dict.fromkeys(view.graph.choices, 0), name: value}


def _noun(view: View, rule: Rule) -> str:
    """What those who decide are called together."""
    for node in walk(rule.decider.who):
        if isinstance(node, Named) and (node.name in view.low.prep.groups or node.name == "parties"):
            return node.name
        if isinstance(node, Some):
            continue
    return "of those who vote" if not rule.organ else f"members of {rule.organ}"


__all__ = ["Actor", "Blocking", "beside", "best_level", "blockings", "hanging"]
