"""Why a provision does or does not arise in a case: every ground that it rests on, by slot, definitions
spelled out.

A provision rests on alternatives (`any of (a) …; (b) …`), each a list of grounds that must all hold. A ground
belongs to a *slot*: who attacked, where, by what means, whether the case was invoked …
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from foedus.engine.conditions import holds
from foedus.engine.decisions import replaced
from foedus.engine.kleene import Truth, any_of, negate
from foedus.engine.match import ATTACKS, alternatives, fits, fits_slot
from foedus.engine.norms import in_present, of_force
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Env, Hap, Run
from foedus.engine.world import is_in
from foedus.model import (
    Acts,
    And,
    AttackIs,
    BreachOf,
    CaseArisen,
    Decided,
    DecisionEvent,
    DecisionIs,
    DutyIs,
    Hole,
    IsIn,
    Judged,
    Located,
    Not,
    Occurred,
    Or,
    Owes,
    Pattern,
    Scope,
    Series,
    Slot,
    TermEvent,
    TermHolds,
    Trigger,
    walk,
)  # fmt: skip

CAUSE = ("by", "directed-by", "on", "provoked", "attribution", "linked duty", "gate")
TERRITORY = ("in", "across", "object")
TYPE = ("kind", "means", "scale", "origin", "deliberate", "lasting", "description")
PROCEDURE = ("invocation", "finding", "vote")
SLOTS = (*CAUSE, *TERRITORY, *TYPE, *PROCEDURE)
_ASKING = ("invoke", "request")
_FINDING = ("decide", "find", "attribute", "report", "declare", "vote", "consent", "object")
_MOST = 2000


class Ground(NamedTuple):
    """One thing that must hold: its slot, whether it does, and, for a step of procedure, why not."""

    slot: str
    truth: Truth
    reason: str = ""  # unasked · refused
    about: str = ""  # what a step of procedure is, as people read it


Alternative = tuple[Ground, ...]
Alternatives = list[Alternative]


def _product(parts: Iterable[Alternatives]) -> Alternatives:
    out: Alternatives = [()]
    for part in parts:
        out = [(*one, *other) for one in out for other in part][:_MOST]
    return out


def _one(slot: str, truth: Truth, reason: str = "", about: str = "") -> Alternatives:
    return [(Ground(slot, truth, reason, about),)]


def of_provision(run: Run, prov: Prov, env: Env) -> Alternatives:
    """The alternatives on which a provision rests in a case, for one bearer."""
    body = prov.body
    parts: list[Alternatives] = []
    parts += [_of_trigger(run, trigger, env) for trigger in prov.triggers]  # several: each must be met
    for condition in (*body.provided, *getattr(body, "while_", ())):
        parts.append(of_condition(run, condition, env))
    for condition in body.unless:
        parts.append(of_condition(run, Not(condition), env))
    for scope in prov.scopes:
        parts.append(_of_scope(run, scope, env))
    for slot in ("consent_of", "objection_of"):
        if getattr(body, slot, None) is not None:
            parts.append(_permission(run, getattr(body, slot), slot == "consent_of", env))
    return _product(parts)


def _permission(run: Run, who: Any, needed: bool, env: Env) -> Alternatives:
    """`with the consent of X` needs an act of consent; `unless X objects` needs that X does not object."""
    said = (Slot("by", who),)
    if holds(run, Occurred(Pattern("object", said), "case"), env._replace(at=run.now)) is True:
        return _one("vote", False, "refused")
    return _of_event(run, Pattern("consent", said), env, 0) if needed else [()]


def _of_trigger(run: Run, trigger: Trigger, env: Env) -> Alternatives:
    parts: list[Alternatives] = []
    if trigger.event is not None:
        parts.append(_of_event(run, trigger.event, env, 0))
    for condition in (trigger.when, trigger.condition):
        if condition is not None:
            parts.append(of_condition(run, condition, env))
    return _product(parts)


def _of_scope(run: Run, scope: Scope, env: Env) -> Alternatives:
    if scope.effect in ("only-when", "only-while") and scope.when is not None and scope.who is None:
        return of_condition(run, scope.when, env)
    if (
        scope.effect != "not"
        or scope.measure
        or (scope.who is not None and is_in(run, env.that, scope.who, env) is False)
    ):
        return [()]
    ways = [of_condition(run, Not(scope.when), env)] if scope.when is not None else []
    ways += [of_condition(run, condition, env) for condition in scope.unless]
    return [alt for way in ways for alt in way] or _one("gate", False)


# ---- events ----------------------------------------------------------------------------------------


def _of_event(run: Run, expr: Any, env: Env, depth: int) -> Alternatives:
    """The alternatives under which the event of the case fits a description."""
    if depth > 20:
        return [()]
    return [alt for one in alternatives(run, expr, env) for alt in _of_simple(run, one, env, depth)][:_MOST]


def _of_simple(run: Run, expr: Any, env: Env, depth: int) -> Alternatives:
    if isinstance(expr, Pattern):
        return _of_pattern(run, expr, env, depth)
    if isinstance(expr, DecisionEvent):
        return _of_decisions(run, expr.article, env, depth)
    if isinstance(expr, Series):
        of = _of_event(run, expr.of, env, depth + 1)
        return _product([of, _happened(run, expr, "finding", ("find",), env)])
    if isinstance(expr, BreachOf):
        return _happened(run, expr, "linked duty", ("breach",), env)
    return _happened(run, expr, "gate", ("state", "force", "begin", "end"), env)


def _of_pattern(run: Run, expr: Pattern, env: Env, depth: int) -> Alternatives:
    hap = env.case.hap if env.case is not None else None
    if hap is not None and (expr.kind in (*ATTACKS, "any") or expr.kind == hap.kind):
        kind = Ground("kind", expr.kind in (hap.kind, "any"))
        return _product([[(kind,)], *(_of_slot(run, expr, slot, hap, env, depth) for slot in expr.slots)])
    if expr.kind == "invoke":
        return _product([_invoked(run, env), _may_invoke(run, env, depth)])
    if expr.kind in _ASKING:
        return _happened(run, expr, "invocation", (expr.kind,), env)
    return _happened(run, expr, "finding" if expr.kind in _FINDING else "gate", (expr.kind,), env)


def _of_slot(run: Run, expr: Pattern, slot: Slot, hap: Hap, env: Env, depth: int) -> Alternatives:
    if slot.name in ("when", "while", "provided", "if"):
        return of_condition(run, slot.value, env._replace(at=hap.at), depth + 1)
    if slot.name == "unless":
        return of_condition(run, Not(cast("Any", slot.value)), env._replace(at=hap.at), depth + 1)
    standard = next((str(run.value(s.value)) for s in expr.slots if s.name == "attribution"), "established")
    name = slot.name if slot.name in SLOTS else "description" if slot.name == "event" else "gate"
    return _one(name, fits_slot(run, slot, hap, env, standard))


def _happened(run: Run, expr: Any, slot: str, kinds: Sequence[str], env: Env) -> Alternatives:
    """Whether something that fits has happened in this case (or in no case)."""
    haps = (hap for kind in kinds for hap in run.by_kind.get(kind, ()))
    truth = any_of(fits(run, expr, hap, env) for hap in haps if hap.case is None or hap.case is env.case)
    return _one(slot, truth, "unasked")


def _invoked(run: Run, env: Env) -> Alternatives:
    """Whether the case was invoked: a pending invocation leaves it unsettled."""
    for hap in (*run.by_kind.get("invocation", ()), *run.by_kind.get("invoke", ())):
        if hap.case is env.case:
            return _one("invocation", True)
    return _one("invocation", None if _pending(run, env.case) else False, "unasked", "invoked")


def _pending(run: Run, case: Case | None) -> bool:
    """Whether the case was invoked while what that depends on is unsettled."""
    return bool(run.memory.get(("pending", case)))


def _may_invoke(run: Run, env: Env, depth: int) -> Alternatives:
    """What the powers to invoke rest on."""
    powers = _powers_to_invoke(run, env.ins)
    if not powers or depth > 10:
        return [()]
    return [alt for prov in powers for alt in of_provision(run, prov, env)]


def _of_decisions(run: Run, article: str, env: Env, depth: int) -> Alternatives:
    """The case's decision, and what it rests on."""
    out: Alternatives = []
    for prov in run.prep.decisions:
        if prov.ins != env.ins or (article and prov.article != article) or depth > 10:
            continue
        if prov.body.subject not in ("case", "condition") and not article:
            continue
        if not run.part_active(prov.part, env.at) or replaced(run, prov, env.at):
            continue
        out += _product([_taken(run, prov, env), of_provision(run, prov, env)])
    return out or _one("finding", False, "unasked", "decided")


def _taken(run: Run, prov: Prov, env: Env) -> Alternatives:
    mine = [d for d in run.decisions if d.prov.id == prov.id and d.case is env.case]
    if any(d.status == "adopted" and d.answer is not False for d in mine):
        return _one("vote", True)
    if any(d.status in ("open", "pending") for d in mine):
        return _one("vote", None, "", "decided")
    if mine:
        return _one("vote", False, "refused", mine[-1].status)
    return _one("vote", None if _pending(run, env.case) else False, "unasked", "decided")


# ---- conditions ----------------------------------------------------------------------------------


def of_condition(run: Run, condition: Any, env: Env, depth: int = 0) -> Alternatives:
    """The alternatives under which a condition holds in the case."""
    condition = run.value(condition)
    if depth > 20:
        return [()]
    if isinstance(condition, And):
        return _product(of_condition(run, part, env, depth + 1) for part in condition.parts)
    if isinstance(condition, Or):
        return [alt for part in condition.parts for alt in of_condition(run, part, env, depth + 1)]
    if isinstance(condition, Not):
        return _of_not(run, run.value(condition.part), env, depth)
    if isinstance(condition, TermHolds):
        define = run.define(condition.name, env)
        return of_condition(run, define.meaning, env, depth + 1) if define is not None else [()]
    if isinstance(condition, CaseArisen):
        return _of_decisions(run, condition.article, env, depth + 1)
    if isinstance(condition, AttackIs):
        return _of_event(run, condition.test, env, depth + 1)
    slot = _slot_of(condition)
    return _one(slot, holds(run, condition, _when(run, condition, slot, env)), _reason(condition))


def _of_not(run: Run, part: Any, env: Env, depth: int) -> Alternatives:
    if isinstance(part, And):
        return [alt for p in part.parts for alt in of_condition(run, Not(p), env, depth + 1)]
    if isinstance(part, Or):
        return _product(of_condition(run, Not(p), env, depth + 1) for p in part.parts)
    if isinstance(part, Not):
        return of_condition(run, part.part, env, depth + 1)
    slot = _slot_of(part)
    return _one(slot, negate(holds(run, part, _when(run, part, slot, env))), "refused")


def _when(run: Run, condition: Any, slot: str, env: Env) -> Env:
    """The instant at which a condition is tested: force at the attack, steps of procedure whenever they come, the
    rest when the provision was set off."""
    if of_force(condition):
        return env
    if slot in PROCEDURE or in_present(condition):
        return env._replace(at=run.now)
    steps = [
        d.closed for d in run.decisions if d.case is env.case and d.answer is True and d.closed is not None
    ]
    return env._replace(at=max((env.at, *steps)))


def _slot_of(condition: Any) -> str:
    """The slot that a plain condition belongs to."""
    if isinstance(condition, AttackIs):
        names = [
            slot.name for node in walk(condition.test) if isinstance(node, Pattern) for slot in node.slots
        ]
        return names[0] if len(names) == 1 and names[0] in SLOTS else "description"
    if isinstance(condition, Occurred):
        kinds = {node.kind for node in walk(condition.event) if isinstance(node, Pattern)}
        if kinds and kinds <= {*_ASKING}:
            return "invocation"
        return "finding" if kinds and kinds <= {*_FINDING} else "gate"
    if isinstance(condition, Located):
        return "in"
    if isinstance(condition, IsIn):
        role = getattr(condition.who, "role", "")
        return "by" if role == "attacker" else "on" if role == "victim" else "gate"
    if isinstance(condition, (Acts, Owes, DutyIs)):
        return "linked duty"
    if isinstance(condition, Judged):
        return "finding"
    if isinstance(condition, (Decided, DecisionIs, CaseArisen)):
        return "vote"
    return "gate"


def _reason(condition: Any) -> str:
    if isinstance(condition, Decided) and condition.value != "for":
        return "refused"
    return "unasked"


# ---- what a provision speaks of, without settling any open point -----------------------------------------------------


def speaks_of_attack(run: Run, prov: Prov) -> bool:
    """Whether a provision can lead back to an attack or threat, by its triggers, decisions and definitions."""
    key = ("speaks", prov.id)
    if key not in run.cache:
        run.cache[key] = False  # a circle leads nowhere
        body = prov.body
        parts = (*prov.triggers, *body.provided, *getattr(body, "while_", ()))
        run.cache[key] = any(_leads_to_attack(run, part, prov.ins, set()) for part in parts)
    return run.cache[key]


def _leads_to_attack(run: Run, part: Any, ins: int, seen: set[str]) -> bool:
    return any(_node_leads(run, node, ins, seen) for node in walk(part))


def _node_leads(run: Run, node: Any, ins: int, seen: set[str]) -> bool:
    if isinstance(node, AttackIs):
        return True
    if isinstance(node, Pattern):
        if node.kind == "invoke":
            return any(speaks_of_attack(run, power) for power in _powers_to_invoke(run, ins))
        return node.kind in (*ATTACKS, "any")
    if isinstance(node, (DecisionEvent, CaseArisen)):
        return any(speaks_of_attack(run, prov) for prov in run.prep.decisions if prov.ins == ins)
    if isinstance(node, (TermEvent, TermHolds, Hole)) and node.name not in seen:
        seen.add(node.name)
        if isinstance(node, Hole):
            return any(
                _leads_to_attack(run, option, ins, seen) for option in run.prep.points[node.name].options
            )
        return any(
            _leads_to_attack(run, d.meaning, i, seen) for i, d, _ in run.prep.defines.get(node.name, ())
        )
    return False


def _powers_to_invoke(run: Run, ins: int) -> list[Prov]:
    norms = [prov for prov in run.prep.norms if prov.ins == ins]
    return [prov for prov in norms if any(getattr(a, "measure", "") == "invoke" for a in prov.body.actions)]


def failed(alternative: Alternative) -> tuple[str, ...]:
    """The slots in which a ground is false, each once, in the order of slots."""
    mine = {ground.slot for ground in alternative if ground.truth is False}
    return tuple(slot for slot in SLOTS if slot in mine)


def touches(alternative: Alternative) -> bool:
    """Whether it speaks of the attack at hand at all."""
    return any(ground.slot == "kind" for ground in alternative)
