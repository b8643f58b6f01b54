"""Which provisions could have helped in a case, whom they bind, and whether these were bound at the attack."""

from collections.abc import Iterable, Sequence
from typing import Any

from foedus.engine.conditions import in_force
from foedus.engine.decisions import replaced
from foedus.engine.force import bound_at
from foedus.engine.grounds import speaks_of_attack
from foedus.engine.norms import shape
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Env, Run
from foedus.engine.world import denote, is_party
from foedus.model import Hole, Predicate
from foedus.model.norms import CONTENT, MODALS, NEVER_COUNT

BINDING = MODALS[1:]


def assistance(run: Run, case: Case) -> list[Prov]:
    """The provisions to assist or take measures, else those to consult, of the texts that the timeline is about."""
    mine = [p for p in run.prep.norms if p.ins in run.prep.mains and run.part_active(p.part, case.at)]
    mine = [p for p in mine if not replaced(run, p, case.at)]
    mine = [p for p in mine if speaks_of_attack(run, p)] or mine
    graded = [(prov, content(run, prov)) for prov in mine]
    return [p for p, c in graded if c > 1] or [p for p, c in graded if c == 1]


def content(run: Run, prov: Prov) -> int:
    """The strongest content of a provision that counts: 1 consult, 2 assist, 3 a measure; 0 for anything else.

    Settles no open point whose options all come to the same.
    """
    body = prov.body
    if body.predicate is not None:
        graded = {_grade(run, p.modal, p.actions) for p in _options(run, body.predicate)}
    else:
        modals = _options(run, body.modal)
        graded = {_grade(run, str(modal), body.actions) for modal in modals}
    if len(graded) == 1 and None not in graded:
        return graded.pop() or 0
    form = shape(run, prov)
    worths = (_worth(str(run.value(action.measure))) for action in form.actions)
    return max(worths, default=0) if form.modal in BINDING else 0


def _worth(measure: str) -> int:
    return 0 if measure in NEVER_COUNT else CONTENT.get(measure, 3)


def _grade(run: Run, modal: str, actions: Iterable[Any]) -> int | None:
    """The content of a modal with actions, whatever option is chosen; None if that makes a difference."""
    if modal not in BINDING:
        return 0
    found = 0
    for action in actions:
        worths = {_weigh(run, one) for one in _options(run, action)}
        if len(worths) > 1 or None in worths:
            return None
        found = max(found, *(worth for worth in worths if worth is not None))
    return found


def _weigh(run: Run, action: Any) -> int | None:
    if isinstance(action, Predicate):
        return _grade(run, action.modal or "must", action.actions)
    worths = {_worth(str(measure)) for measure in _options(run, action.measure)}
    return worths.pop() if len(worths) == 1 else None


def _options(run: Run, term: Any) -> list[Any]:
    """What a term may be: every option of a point that nothing has settled yet."""
    if not isinstance(term, Hole):
        return [term]
    if term.name in run.chosen:
        return [run.value(term)]
    return [one for option in run.prep.points[term.name].options for one in _options(run, option)]


def bearers(run: Run, provs: Iterable[Prov], case: Case) -> list[str]:
    """Who could come to owe something: the bearers of those provisions, without attacker and victim."""
    names: dict[str, None] = {}
    for prov in provs:
        for name in denote(run, prov.body.bearer, Env(prov.ins, case.at, case)):
            names[name] = None
    return [name for name in names if name not in case.by and name not in case.on]


def force(run: Run, provs: Sequence[Prov], name: str, case: Case) -> str:
    """Why a bearer is not bound at the attack towards the victim: NOT_IN_FORCE, EXPIRED, or "" if it is
    bound."""
    found = {_pair(run, ins, name, case) for ins in dict.fromkeys(prov.ins for prov in provs)}
    if "" in found:
        return ""
    return "EXPIRED" if "EXPIRED" in found else "NOT_IN_FORCE"


def _pair(run: Run, ins: int, name: str, case: Case) -> str:
    """The same for one text. A victim that never was a party to it is passed over."""
    victims = [v for v in case.on if began(run, ins, v, case.at)]
    still = tuple(v for v in victims if in_force(run, ins, v, case.at))
    if victims and not still:
        return "EXPIRED"
    if bound_at(run, ins, name, case.at, still):
        return ""
    own = (ins, name) in run.force or is_party(run, ins, name, case.at)
    return "EXPIRED" if began(run, ins, name if own else "", case.at) else "NOT_IN_FORCE"


def alive(run: Run, ins: int, at: int) -> bool:
    """Whether a text is in force for anybody at an instant."""
    spans = [span for key, found in run.force.items() if key[0] == ins for span in found]
    return any(span.since <= at and (span.until is None or at <= span.until) for span in spans)


def began(run: Run, ins: int, name: str, at: int) -> bool:
    """Whether the text has ever been in force for a party ("" is any) by an instant."""
    spans = [
        span for key, found in run.force.items() if key[0] == ins and name in ("", key[1]) for span in found
    ]
    return any(span.since <= at for span in spans)
