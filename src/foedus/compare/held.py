"""What each provision comes to across variants of one text: the same in every case, or how it differs.

Whatever causes it counts: a duty that waits for a decision differs where the decision does.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, Lit
from foedus.compare.facets import decision_kinds, lasting_facets, same_sets, taken_apart
from foedus.compare.joint import Joint, Under
from foedus.compare.observed import Observed
from foedus.compare.pair import Pair
from foedus.compare.variants import Made
from foedus.model import Decision, Norm, Ref, Sentence
from foedus.model.readings import Held

Place = tuple[str, int, int]
LESS = {"gone", "weaker", "later", "arises later", "no clock", "unbound", "not opened"}
MORE = {"new", "stronger", "sooner", "arises sooner", "clock", "bound", "opened"}
UNKNOWN, ABSENT = "unknown", "absent"
_EACH = 3.0  # seconds for one question


def held(made: Sequence[Made], at: int | None = None, budget: float | None = 20.0) -> Iterator[Held]:
    """What each provision comes to across the variants, in the order of the text.

    Args:
        made: the variants.
        at: the instant of the attack.
        budget: seconds in all; what is not resolved then is unknown.
    """
    until = None if budget is None else time.monotonic() + budget
    pairs = {(i, j): _ways(made[i], made[j], at, until) for i, j in combinations(range(len(made)), 2)}
    for sentence, ref in _provisions(made):
        if not all(_lacks(one, sentence) for one in made):
            yield _held(sentence, ref, made, pairs)


def _held(
    sentence: Sentence, ref: Ref, made: Sequence[Made], pairs: Mapping[tuple[int, int], Mapping[Place, set[str]]]
) -> Held:  # fmt: skip
    having = [one.variant.name for one in made if not _lacks(one, sentence)]
    if len(having) < len(made):
        return Held(ref, "one", having[0] if len(having) == 1 else "")
    place = ref.file, ref.line, ref.column
    ways = {pair: found.get(place, {UNKNOWN}) for pair, found in pairs.items()}
    if any(ABSENT in found for found in ways.values()):
        return Held(ref, "one")
    if all(not found for found in ways.values()):
        return Held(ref, "same")
    if any(UNKNOWN in found for found in ways.values()):
        return Held(ref, UNKNOWN)
    core = next((one.variant.name for k, one in enumerate(made) if _least(k, ways)), "")
    return Held(ref, "core", core) if core else Held(ref, "apart")


def _least(number: int, ways: Mapping[tuple[int, int], set[str]]) -> bool:
    """Whether every other variant gives at least what this one gives."""
    return all(
        found <= (LESS if number == j else MORE) for (i, j), found in ways.items() if number in (i, j)
    )  # fmt: skip


# ---- two variants ----------------------------------------------------------------------------------------------------


def _ways(one: Made, two: Made, at: int | None, until: float | None) -> dict[Place, set[str]]:
    """How each provision differs between two variants, as kinds of facets; none where it is proved to be the same."""
    try:
        pair = Pair(one.draft, two.draft, one.fixed, two.fixed, one.parts, two.parts, at)
        joint = pair.joint
        sides = Observed(Under(joint.one)), Observed(Under(joint.two))
        asked = _questions(joint, *sides)
    except (Outside, TooWide):
        return {}
    found: dict[Place, set[str]] = {}
    for case in pair.cases:
        for unknown in case.unknown:
            found[_place(unknown.ref)] = {UNKNOWN}
    for place, kinds in asked.items():
        found.setdefault(place, set())
        for kind, lits in kinds.items():
            can = True if kind == ABSENT else _can(joint, lits, until)
            if can is not False:
                found[place].add(kind if can else UNKNOWN)
    return found


def _can(joint: Joint, lits: Sequence[Lit], until: float | None) -> bool | None:
    """Whether a case is so; None if that is not resolved."""
    left = _EACH if until is None else min(_EACH, until - time.monotonic())
    if left <= 0:
        return None
    try:
        return joint.solve(joint.graph.any(*lits), budget=left) is not None
    except OutOfBudgetError:
        return None


def _questions(joint: Joint, one: Observed, two: Observed) -> dict[Place, dict[str, list[Lit]]]:
    """For each provision the facets that it may differ in."""
    g = joint.graph
    out: dict[Place, dict[str, list[Lit]]] = {}

    def ask(place: Place, kind: str, lit: Lit) -> None:
        kinds = out.setdefault(place, {})
        if lit != FALSE:
            kinds.setdefault(kind, []).append(lit)

    places = dict.fromkeys(_place(o.prov.ref) for side in (one, two) for o in (*side.owed, *side.decided))
    for place in places:
        mine, theirs = ([o for o in side.owed if _place(o.prov.ref) == place] for side in (one, two))
        if bool(mine) != bool(theirs):
            ask(place, ABSENT, 1)
            continue
        out.setdefault(place, {})
        for key in dict.fromkeys((o.bearer, o.measure) for o in (*mine, *theirs)):
            a, b = ([o for o in side if (o.bearer, o.measure) == key] for side in (mine, theirs))
            whole = -same_sets(g, one, two, a, b)
            if whole != FALSE:
                for kind, lit in taken_apart(g, a, b, whole):
                    ask(place, kind, lit)
        decided = [[d for d in side.decided if _place(d.prov.ref) == place] for side in (one, two)]
        if len(decided[0]) != len(decided[1]):
            ask(place, "lost", 1)
        for x, y in zip(*decided, strict=False):
            for kind, lit in decision_kinds(g, x, y):
                ask(place, kind, lit)
    for facet in lasting_facets(joint, one, two):
        for each in (*facet.one, *facet.two):
            ask(_place(each.prov.ref), facet.kind, facet.lit)
    for side in (one, two):
        for lasting in side.lasting:
            out.setdefault(_place(lasting.prov.ref), {})
    return out


# ---- provisions ------------------------------------------------------------------------------------------------------


def _provisions(made: Sequence[Made]) -> Iterator[tuple[Sentence, Ref]]:
    """The provisions of all variants, each once, in the order of the text."""
    seen: set[Place] = set()
    for one in sorted(made, key=lambda m: -len(m.draft.sentences)):
        for draft in one.draft.everything():
            for s in draft.sentences:
                span = s.span
                if not isinstance(s.body, (Norm, Decision)) or span is None:
                    continue
                place = span.file, span.line, span.column
                if place not in seen:
                    seen.add(place)
                    yield s, Ref(draft.code or draft.title, s.label, *place, s.text, s.assumption, s.source)


def _place(ref: Ref) -> Place:
    return ref.file, ref.line, ref.column


def _lacks(one: Made, sentence: Sentence) -> bool:
    """Whether a variant does not have a sentence: its part is not read there."""
    return sentence.part in one.variant.without or (
        sentence.part != "" and sentence.part not in one.parts
        and any(p.title == sentence.part and p.secret for p in one.draft.parts)
    )  # fmt: skip
