"""A draft lowered to its case graph: what every sentence comes to, in every incident, procedure and completion."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from foedus.cases.decisions import Decides, decisions
from foedus.cases.duties import DutyCase, duties
from foedus.cases.force import members
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import Lit
from foedus.cases.happenings import act_times, leaves_for
from foedus.cases.incident import Among
from foedus.cases.lowering import Low, View
from foedus.cases.norms import all_forms
from foedus.cases.standing import Standing, standing
from foedus.cases.triggers import own_triggers
from foedus.cases.votes import organ_leaf
from foedus.engine.norms import norm_of
from foedus.engine.prepared import Prepared, Prov, prepare
from foedus.model import Acts, BreachOf, Decided, Draft, Named, Pattern, Ref, Slot, walk


class Unknown(Struct, frozen=True):
    """A provision that lies outside the case space, and the construct that puts it there."""

    ref: Ref
    what: str


class CaseGraph(Struct, frozen=True):
    """A draft in every case at once.

    low: the graph and the events of the case space. domain: what each case meets. duties, decisions: what the draft
    gives rise to. unknown: the provisions of which nothing is said here. standing: what nothing sets off, and what is
    forbidden. aside: decisions that are not on the attack.
    """

    low: Low
    domain: Lit
    duties: tuple[DutyCase, ...]
    decisions: tuple[Decides, ...]
    unknown: tuple[Unknown, ...]
    standing: tuple[Standing, ...] = ()
    aside: tuple[Decides, ...] = ()

    @property
    def beside(self) -> bool:
        """Whether a decision may be open that is not on the attack, so that a vote says on what it is."""
        return bool(self.aside) or "beside" in self.low.memo


def lower(
    draft: Draft | Prepared,
    fixed: Mapping[str, int] | None = None,
    at: int | None = None,
    parts: tuple[str, ...] = (),
    among: Among | None = None,
    *,
    each: bool = False,
) -> CaseGraph:
    """Lower a draft with its open points to its case graph.

    Args:
        draft: the draft, or the draft prepared.
        fixed: open points that are settled, by name and number of the option.
        at: the instant of the attack; by default one at which the draft is in force.
        parts: titles of secret parts to read besides the public ones.
        among: what the facts of the attack may be, where another text is read beside this one.
        each: give each step a time of its own, even where it follows another by a fixed span.

    Returns: the graph with all that the draft gives rise to in the case of one attack.
    """
    prep = draft if isinstance(draft, Prepared) else prepare(draft, parts)
    low = Low(prep, dict(fixed or {}), at, among, each=each)
    announce(low)
    made: list[DutyCase] = []
    decided: list[Decides] = []
    unknown: list[Unknown] = []
    for prov in prep.decisions:
        try:
            decided.extend(decisions(low, prov))
        except (Outside, TooWide) as found:
            unknown.append(_unknown(prov, found))
    for prov in (*prep.norms, *prep.others.get("Resumes", ())):
        try:
            made.extend(duties(low, prov))
        except (Outside, TooWide) as found:
            unknown.append(_unknown(prov, found))
    lasting: list[Standing] = []
    for prov in prep.norms:
        try:
            lasting.extend(standing(low, prov))
        except (Outside, TooWide) as found:
            unknown.append(_unknown(prov, found))
    low.close()
    mine, aside = (tuple(d for d in decided if d.case is case) for case in (True, False))
    return CaseGraph(low, domain(low), tuple(made), mine, tuple(unknown), tuple(lasting), aside)


def announce(low: Low) -> None:
    """Declare the events of which the draft speaks, before anything is compared with them."""
    for one in low.incident.acting:
        for sentence in one.draft.sentences:
            for node in walk(sentence.body):
                if isinstance(node, Pattern) and node.kind not in ("attack", "threat", "any", "invoke"):
                    _quietly(lambda n=node, i=one.index: leaves_for(low, n, View(i)))
                elif isinstance(node, Acts):
                    _quietly(lambda n=node, i=one.index: _acts_in(low, n, i))
                elif isinstance(node, Decided) and isinstance(node.organ, Named):
                    organ_leaf(low, node.organ.name)  # so that it may close what members vote on
    for prov in low.prep.norms:
        for who in (prov.body.consent_of, prov.body.objection_of):
            for kind in ("consent", "object") if who is not None else ():
                said = Pattern(kind=kind, slots=(Slot(name="by", value=who),))
                _quietly(lambda n=said, i=prov.ins: leaves_for(low, n, View(i)))
    for prov in (*low.prep.norms, *low.prep.others.get("Resumes", ())):
        if own_triggers(prov) or _told_of(low, prov):
            _quietly(lambda p=prov: _acts_for(low, p))


def _acts_in(low: Low, condition: Acts, ins: int) -> None:
    bearer = getattr(condition.who, "role", "") == "that"
    names = members(low, ins) if bearer else low.possible(condition.who, ins)
    for name in names:
        for _, measure in low.choices(condition.measure):
            act_times(low, name, str(measure))


def _told_of(low: Low, prov: Prov) -> bool:
    """Whether a sentence says what follows from the breach of a provision that nothing sets off."""
    return any(
        isinstance(n, BreachOf)
        and (not n.articles or prov.article in n.articles)
        and (low.prep.find(n.instrument) if n.instrument else other.ins) == prov.ins
        for other in low.prep.norms if other.consequence for t in other.triggers for n in walk(t.event)
    )  # fmt: skip


def _acts_for(low: Low, prov: Prov) -> None:
    measures = {
        m
        for f in all_forms(low, prov)
        if f.modal in ("must", "intends to", "must not")
        for ms in f.measures
        for m in ms
    }
    for name in low.possible(norm_of(prov).bearer, prov.ins) if measures else ():
        for measure in sorted(measures):
            act_times(low, name, measure)


def _quietly(declare: Callable[[], None]) -> None:
    """What cannot be declared is said of the provision that needs it."""
    try:
        declare()
    except (Outside, TooWide):
        return


def _unknown(prov: Prov, found: Exception) -> Unknown:
    what = found.what if isinstance(found, Outside) else "a description that turns on too many facts"
    return Unknown(prov.ref, what)


def domain(low: Low) -> Lit:
    """What each case of the case space meets, and what the times are that follow from others."""
    return low.graph.all(events_domain(low), *(lit for lits in low.t.domain.values() for lit in lits))


def events_domain(low: Low) -> Lit:
    """What each case of the case space meets: an attacker attacks another, and territory where it lies."""
    size = len(low.graph.choices), len(low.leaves.domain)  # there may be more of them later
    return low.once(("events domain", size), lambda: _events_domain(low))


def _events_domain(low: Low) -> Lit:
    g, incident = low.graph, low.incident
    out = list(low.leaves.domain)
    if "attacker" in g.choices and "victim" in g.choices:
        victims = [label for label, _ in incident.values("victim")]
        for i, (name, _) in enumerate(incident.values("attacker")):
            if name in victims:
                out.append(-g.all(g.chosen("attacker", i), g.chosen("victim", victims.index(name))))
    if all(name in g.choices for name in ("place", "victim", "object")):
        places, victims = incident.values("place"), incident.values("victim")
        objects = [value[0] for _, value in incident.values("object")]
        territory = g.chosen("object", objects.index("territory"))
        for i in range(len(victims)):
            fitting = [p for p in range(len(places)) if incident.fits_victim(p, i)]
            out.append(g.any(-territory, -g.chosen("victim", i), g.among("place", fitting)))
    return g.all(*out)
