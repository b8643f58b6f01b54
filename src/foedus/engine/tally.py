"""How votes are counted: who votes, how many are needed, and when a rule is met or refused."""

from msgspec.structs import replace

from foedus.engine.conditions import holds
from foedus.engine.force import lapsed
from foedus.engine.kleene import all_of
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, DecisionRun, Env, Run
from foedus.engine.world import candidates, denote, flat_measures, is_in
from foedus.model import Barred, Decider, Named, Who


def electorate(run: Run, prov: Prov, rule: Decider | None, env: Env) -> tuple[str, ...]:
    """Who votes, fixed when the decision opens; those that left and barred parties count in neither part."""
    if rule is None:
        return ()
    case = env.case
    at_opening = env._replace(case=_read_at(case, run.now))
    who = run.value(rule.who)
    organ = run.prep.organs.get(who.name) if isinstance(who, Named) else None
    members = (
        candidates(run, organ.members, at_opening)
        if organ is not None and organ.members is not None
        else None
    )
    pairs = members if members is not None else candidates(run, who, at_opening)
    names = [n for n, sure in pairs if sure is not False and not _excluded(run, prov, rule, n, env)]
    at = case.at if case is not None else run.now
    return tuple(n for n in names if not lapsed(run, prov.ins, n, at))


def _read_at(case: Case | None, now: int) -> Case | None:
    """The case, with groups read now rather than at the attack."""
    if case is None or case.at == now:
        return case
    return replace(case, at=now)


def _excluded(run: Run, prov: Prov, rule: Decider, name: str, env: Env) -> bool:
    own = (*rule.without, *getattr(prov.body, "barred", ()))
    if any(is_in(run, name, who, env) is True for who in own):
        return True
    for barred in run.prep.of(Barred):
        body: Barred = barred.body
        if barred.ins != prov.ins or (body.articles and prov.article not in body.articles):
            continue
        if all_of((is_in(run, name, body.who, env), *(holds(run, c, env) for c in body.provided))) is True:
            return True
    return False


def need(rule: Decider, size: int) -> int:
    """How many votes for adopt it; -1 where the rule counts none."""
    if rule.kind in ("party", "any", "each"):
        return 1
    if rule.kind == "majority":
        return size // 2 + 1
    if rule.kind == "at-least":
        return max(1, rule.count)
    if rule.kind == "share":
        return max(1, -(-size * rule.numerator // rule.denominator))
    if rule.kind == "silence":
        return -1
    return max(1, size)


def verdict(run: Run, decision: DecisionRun) -> tuple[str, str]:
    """Whether the votes so far adopt or reject, and a sentence on how; ("", "") if neither."""
    rule: Decider = decision.rule
    values = {name: value for name, (value, _) in decision.values.items()}
    consent = [values.get(name) for name in decision.consenting]
    if "against" in consent:
        return "rejected", "the consent that it needs is refused"
    cast = {name: value for name, value in values.items() if name in decision.electorate}
    on_measures = getattr(decision.body, "subject", "") == "measures"
    if decision.picks and on_measures:
        return _measures(run, decision, cast, consent)
    met, why = _met(decision, rule, cast)
    if on_measures and not decision.proposed:
        met = False  # nobody has named what is to be taken
    if met and all(c == "for" for c in consent):
        return "adopted", why
    against = sum(v == "against" for v in cast.values())
    return ("rejected", f"{against} against") if _refused(decision, rule, cast) else ("", "")


def _met(decision: DecisionRun, rule: Decider, cast: dict[str, str]) -> tuple[bool, str]:
    size = len(decision.electorate)
    votes_for = sum(v == "for" for v in cast.values())
    against = sum(v == "against" for v in cast.values())
    abstaining = sum(v == "abstain" for v in cast.values())
    if rule.kind == "silence" or not votes_for:
        return False, ""
    if rule.of_voting:
        voting = votes_for + against
        enough = len(cast) >= rule.quorum and votes_for >= need(rule, voting)
        return enough, f"{votes_for} of {voting} votes cast"
    if rule.abstention or rule.kind == "consensus":
        return votes_for + abstaining == size, f"{votes_for} for, {abstaining} abstaining, nobody against"
    wanted = need(rule, size)
    return votes_for >= wanted, f"{votes_for} of the {wanted} votes needed"


def _refused(decision: DecisionRun, rule: Decider, cast: dict[str, str]) -> bool:
    size = len(decision.electorate)
    against = sum(v == "against" for v in cast.values())
    if rule.kind == "silence" or rule.abstention or rule.kind == "consensus":
        return against >= 1
    if rule.of_voting:
        return len(cast) == size and size > 0
    return against >= max(1, size - need(rule, size) + 1)


def _measures(
    run: Run, decision: DecisionRun, cast: dict[str, str], consent: list[str | None]
) -> tuple[str, str]:
    """A decision on measures: each measure by itself; a vote that names none is for all."""
    taken: list[str] = []
    for measure in flat_measures(run, decision.body.measures) or tuple(
        dict.fromkeys(decision.picks.values())
    ):
        mine = {
            n: v for n, v in cast.items() if measure in flat_measures(run, (decision.picks.get(n, measure),))
        }
        if _met(decision, decision.rule, mine)[0] and all(c == "for" for c in consent):
            taken.append(measure)
    if taken:
        decision.taken = tuple(taken)
        return "adopted", f"for {', '.join(taken)}"
    return ("rejected", "too many against") if _refused(decision, decision.rule, cast) else ("", "")


def agreed(decision: DecisionRun) -> tuple[str, str]:
    """What an organ's own decision comes to with the consent that it needs; ("", "") while that is not said."""
    consent = [decision.values.get(name, ("", -1))[0] for name in decision.consenting]
    if "against" in consent:
        return "rejected", "the consent that it needs is refused"
    said = decision.said >= 0 and bool(consent) and all(c == "for" for c in consent)
    return ("adopted", f"{decision.organ} decided") if said else ("", "")


def consenting(run: Run, rule: Decider | None, env: Env, other: Who | None = None) -> tuple[str, ...]:
    """Whose consent a decision needs besides the votes, by its rule or by the sentence that provides for it."""
    of = (rule.consent_of if rule is not None else None) or other
    return tuple(denote(run, of, env)) if of is not None else ()
