"""Who is who and what lies where: parties, groups with dated members, roles in a case, places."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from foedus.engine.kleene import Truth, all_of, any_of, at_least, negate
from foedus.engine.prepared import PARTIES, SIGNATORIES, STATES
from foedus.engine.state import Case, Env, Hap, Run
from foedus.model import (
    GroupIs,
    Hole,
    Named,
    Place,
    PlaceAnd,
    PlaceAny,
    PlaceDated,
    PlaceNot,
    PlaceTerm,
    Pronoun,
    Relation,
    Several,
    Some,
    TerritoryOf,
    Where,
    Who,
)  # fmt: skip

_OUTSIDE = ("not-party", "acknowledges")


# ---- groups ----------------------------------------------------------------------------------------------------------


def parties(run: Run, ins: int, at: int) -> tuple[str, ...]:
    """The parties of an instrument, in order of writing."""
    key = ("parties", ins, at, run.version)
    if key not in run.cache:
        roles = {name: _role(run, ins, name) for name in run.instrument(ins).roles}
        names = [n for n in _base_parties(run, ins, at) if roles.get(n) not in _OUTSIDE]
        names += [n for n, role in roles.items() if _is_party_word(run, role, ins)]
        run.cache[key] = tuple(dict.fromkeys(names))
    return run.cache[key]


def settled_parties(run: Run, ins: int, at: int) -> tuple[str, ...]:
    """The parties but those whose role is open: these are looked at only where it matters."""
    return tuple(n for n in _base_parties(run, ins, at) if n not in run.instrument(ins).roles) + tuple(
        n for n in run.instrument(ins).roles if not has_open_role(run, ins, n) and is_party(run, ins, n, at)
    )


def has_open_role(run: Run, ins: int, name: str) -> bool:
    """Whether a name's role hangs on an open point that is not settled yet."""
    rules = run.instrument(ins).roles.get(name, ())
    return any(isinstance(r.role, Hole) and r.role.name not in run.chosen for r in rules)


def _base_parties(run: Run, ins: int, at: int) -> tuple[str, ...]:
    """The parties by declaration and accession, whatever sentences on roles say."""
    key = ("base parties", ins, at, run.version)
    if key not in run.cache:
        one = run.instrument(ins)
        names = [*one.party_names, *(n for word in PARTIES for n in _declared(run, word, ins, at))]
        if one.draft.of:
            names.append(one.draft.of)
        if not names:
            names = [n for prov in one.of(GroupIs) for n in _declared(run, prov.body.name, ins, at)]
        names += [n for n, since in run.acceded.get(ins, ()) if since <= at]
        run.cache[key] = tuple(dict.fromkeys(names))
    return run.cache[key]


def is_party(run: Run, ins: int, name: str, at: int) -> bool:
    """Whether a name is a party's; looks at no open point that concerns others."""
    if name in run.instrument(ins).roles:
        role = _role(run, ins, name)
        if role in _OUTSIDE or _is_party_word(run, role, ins):
            return role not in _OUTSIDE
    return name in _base_parties(run, ins, at)


def _role(run: Run, ins: int, name: str) -> str:
    role = ""
    for rule in run.instrument(ins).roles[name]:
        role = str(run.value(rule.role))
    return role


def _is_party_word(run: Run, word: str, ins: int) -> bool:
    """Whether members of a group are parties (`each a guarantor and a party`)."""
    if word in PARTIES:
        return True
    names = {g.name for i, g, _ in run.prep.groups.get(word, ()) if i == ins}
    return any(i == ins and g.name in names for p in PARTIES for i, g, _ in run.prep.groups.get(p, ()))


def _declared(run: Run, word: str, ins: int, at: int) -> tuple[str, ...]:
    """The members of the groups that a word names, as declared with dates in one instrument (else in any used)."""
    entries = run.prep.groups.get(word, ())
    if not entries:
        return ()
    own = [e for e in entries if e[0] == ins]
    if word in run.prep.steady and (own or word not in PARTIES):
        return run.prep.steady[word]
    if not own and word not in PARTIES:
        own = list(entries)
    members: dict[str, list[str]] = {}
    for where, body, part in own:
        if not run.part_active(part, at):
            continue
        if (body.since is not None and at < body.since.earliest) or (
            body.until is not None and at > body.until.latest
        ):
            continue
        env = Env(where, at)
        names = [n for m in body.members for n in denote(run, m, env)]
        now = members.setdefault(body.name, [])
        if body.change == "exclude":
            members[body.name] = [n for n in now if n not in names]
        else:
            now.extend(n for n in names if n not in now)
    return tuple(dict.fromkeys(n for names in members.values() for n in names))


def group(run: Run, word: str, env: Env) -> tuple[str, ...] | None:
    """The members of a group at the time that counts; None if the word names no group."""
    if word not in run.prep.collective:
        return None
    if word in PARTIES:
        return parties(run, env.ins, env.group_at)
    if word in STATES and word not in run.prep.groups:
        return run.prep.states
    if word in SIGNATORIES and word not in run.prep.groups:
        signed = [n for h in run.by_kind.get("sign", ()) for n in h.who]
        return tuple(dict.fromkeys((*signed, *parties(run, env.ins, env.group_at))))
    if word not in run.prep.groups:
        meaning = run.define(word, env)
        if meaning is not None and meaning.kind == "who":
            return tuple(denote(run, cast("Who", meaning.meaning), env))
        organ = run.prep.organs.get(word)
        if organ is not None and organ.members is not None:
            return tuple(denote(run, organ.members, env))
        return None
    key = ("group", word, env.ins, env.group_at, run.version)
    if key not in run.cache:
        names = list(_declared(run, word, env.ins, env.group_at))
        for ins in {i for i, _, _ in run.prep.groups[word]}:
            for name in run.instrument(ins).roles:
                if name not in names and _role_in(run, ins, name, word):
                    names.append(name)
        run.cache[key] = tuple(names)
    return run.cache[key]


def _role_in(run: Run, ins: int, name: str, word: str) -> bool:
    """Whether a name's role makes it one of a group; an open point is asked only if an option would."""
    for rule in run.instrument(ins).roles[name]:
        if isinstance(rule.role, Hole):
            options = run.prep.points[rule.role.name].options
            if not any(_same_group(run, str(option), word, ins) for option in options):
                continue
        if _same_group(run, str(run.value(rule.role)), word, ins):
            return True
    return False


def _same_group(run: Run, role: str, word: str, ins: int) -> bool:
    if role in PARTIES:  # a party is not for that one of each group whose members are parties
        return False
    mine = {g.name for i, g, _ in run.prep.groups.get(role, ()) if i == ins}
    return any(i == ins and g.name in mine for i, g, _ in run.prep.groups.get(word, ()))


# ---- who -------------------------------------------------------------------------------------------------------------


def is_in(run: Run, name: str, who: Who, env: Env) -> Truth:
    """Whether a name is among those that a phrase means."""
    who = run.value(who)
    if isinstance(who, Named):
        if who.name == name:
            return True
        if who.name not in run.prep.collective:
            return False
        if who.name in run.prep.organs and who.name not in run.prep.groups:
            return False
        if who.name in PARTIES:
            return is_party(run, env.ins, name, env.group_at)
        members = group(run, who.name, env)
        return members is not None and name in members
    if isinstance(who, Several):
        return any_of(is_in(run, name, part, env) for part in who.parts)
    if isinstance(who, Some):
        return _in_some(run, name, who, env)
    return _in_role(run, name, cast("Pronoun", who), env)


def _in_some(run: Run, name: str, who: Some, env: Env) -> Truth:
    base = is_in(run, name, who.of, env)
    return False if base is False else all_of(_restrictions(run, name, who, env, base))


def _restrictions(run: Run, name: str, who: Some, env: Env, base: Truth) -> Iterable[Truth]:
    """What must hold of a name that a quantified phrase means, each worked out when it is asked for."""
    yield base
    if who.other:
        yield not _left_out(name, env)
    for without in who.without:
        yield negate(is_in(run, name, without, env))
    for condition in who.having:
        yield run.holds(condition, env._replace(that=name))


def _left_out(name: str, env: Env) -> bool:
    if env.aside:
        return name in env.aside or name == env.that
    if env.case is not None and env.case.on:
        return name in env.case.on
    return name == env.that


def _in_role(run: Run, name: str, who: Pronoun, env: Env) -> Truth:
    case, role = env.case, who.role
    if role == "anyone":
        return True
    if role == "any-state":
        return not is_non_state(run, name)
    if role == "that":
        return name == env.that
    if role == "attacker":
        return case.attributed(name) if case is not None else None
    if role == "victim":
        return (name in case.on if case.on else None) if case is not None else None
    return name in denote(run, who, env)


def is_non_state(run: Run, name: str) -> bool:
    """Whether a name is a non-state actor's."""
    if name in run.prep.states:
        return False
    actor = run.prep.actors.get(name)
    extra = run.memory.get(("actor", name))
    return (actor is not None and "state" not in actor.traits) or (extra is not None and "state" not in extra)


def denote(run: Run, who: Who, env: Env) -> list[str]:
    """The names that a phrase means, each once, in order; those that it may mean are among them."""
    if isinstance(who, Named) and who.name not in run.prep.collective:  # nearly always
        return [who.name]
    return [name for name, _ in candidates(run, who, env)]


def candidates(run: Run, who: Who, env: Env) -> list[tuple[str, Truth]]:
    """The names that a phrase means or may mean, each with whether it surely does."""
    who = run.value(who)
    if isinstance(who, Named):
        alone = who.name in run.prep.organs and who.name not in run.prep.groups
        members = None if alone else group(run, who.name, env)
        return [(n, True) for n in (members if members is not None else (who.name,))]
    if isinstance(who, Several):
        merged: dict[str, Truth] = {}
        for part in who.parts:
            for name, sure in candidates(run, part, env):
                merged[name] = merged.get(name, False) or sure
        return list(merged.items())
    if isinstance(who, Some):
        out: list[tuple[str, Truth]] = []
        for name, base in _base(run, who.of, env):
            sure = all_of(_restrictions(run, name, who, env, base))
            if sure is not False:
                out.append((name, sure))
        return out
    return _role_names(run, cast("Pronoun", who), env)


def _base(run: Run, of: Who, env: Env) -> list[tuple[str, Truth]]:
    """What a quantified phrase ranges over: the members, also of an organ."""
    of = run.value(of)
    if isinstance(of, Named) and of.name in run.prep.organs:
        return [(n, True) for n in group(run, of.name, env) or ()]
    return candidates(run, of, env)


def _role_names(run: Run, who: Pronoun, env: Env) -> list[tuple[str, Truth]]:
    case, role = env.case, who.role
    names: Iterable[str] = ()
    if role == "attacker" and case is not None:
        pairs = [(n, case.attributed(n)) for n in case.suspects()]
        return [(n, t) for n, t in pairs if t is not False]
    if role == "victim" and case is not None:
        names = case.on
    elif role == "that":
        names = (env.that,) if env.that else ()
    elif role == "in-breach":
        names = env.fault
    elif role == "other":
        names = [n for n in parties(run, env.ins, env.group_at) if not _left_out(n, env)]
    elif role == "maker":
        of = env.maker or run.instrument(env.ins).draft.of
        names = (of,) if of else ()
    elif role == "any-state":
        names = run.prep.states
    elif role == "requester":
        asked = [
            h for k in ("invocation", "invoke", "request") for h in run.by_kind.get(k, ()) if h.at <= env.at
        ]
        mine = [h for h in asked if case is None or h.case is None or h.case is case]
        names = max(mine, key=lambda h: (h.at, h.id)).who if mine else ()
    elif role == "signatory":
        names = [n for h in run.by_kind.get("sign", ()) for n in h.who]
    return [(n, True) for n in dict.fromkeys(names)]


def quantify(run: Run, who: Who, env: Env, test: Callable[[str], Truth]) -> Truth:
    """Whether something holds of those a phrase means: of each, of any, of none, of at least so many."""
    who = run.value(who)
    if isinstance(who, Several):
        join = all_of if who.mode == "and" else any_of
        return join(quantify(run, part, env, test) for part in who.parts)
    if isinstance(who, Pronoun) and who.role in ("anyone", "any-state"):
        return any_of(test(n) for n in run.prep.states or parties(run, env.ins, env.group_at))
    pairs = candidates(run, who, env)
    how = who.how if isinstance(who, Some) else "all"
    if how in ("a", "any", "some"):
        return any_of(_both(sure, test, name) for name, sure in pairs)
    if how == "no":
        return negate(any_of(_both(sure, test, name) for name, sure in pairs))
    if how in ("at-least", "majority") and isinstance(who, Some):
        need = len(pairs) // 2 + 1 if how == "majority" else who.count
        return at_least((_both(sure, test, name) for name, sure in pairs), need)
    if isinstance(who, Pronoun) and who.role == "attacker":  # several may have joined: one suffices
        return any_of(_both(sure, test, name) for name, sure in pairs)
    if not pairs:
        return None if isinstance(who, Pronoun) else False
    return all_of(test(name) if sure else any_of((test(name), None)) for name, sure in pairs)


def _both(sure: Truth, test: Callable[[str], Truth], name: str) -> Truth:
    result = test(name)
    return result if sure or result is False else None


def names_of(run: Run, hap: Hap, slot: str) -> tuple[str, ...]:
    """The names in a slot of an event."""
    if hap.event is None:
        return hap.who if slot == "by" else ()
    value = hap.event.get(slot)
    if value is None:
        return ()
    key = ("names", hap.id, slot)
    if key not in run.cache:
        env = Env(min(run.prep.mains), hap.at, hap.case)
        parts = cast("tuple[Any, ...]", value if isinstance(value, tuple) else (value,))
        found = [n for p in parts for n in ([p] if isinstance(p, str) else denote(run, p, env))]
        run.cache[key] = tuple(dict.fromkeys(found))
    return run.cache[key]


def agent_of(case: Case) -> str:
    """Who attacked, as the record shows it."""
    return " and ".join(case.by) or "unknown"


# ---- measures --------------------------------------------------------------------------------------------------------


def flat_measures(run: Run, names: Iterable[str]) -> tuple[str, ...]:
    """Measures or means with groups of them spelled out."""
    out: dict[str, None] = {}
    for name in names:
        for one in run.prep.measures.get(str(run.value(name)), (str(run.value(name)),)):
            out[one] = None
    return tuple(out)


# ---- where -----------------------------------------------------------------------------------------------------------

Lies = tuple[frozenset[str], frozenset[tuple[str, str, str]]]


def _counts(relation: Relation | PlaceDated, at: int) -> bool:
    since, until = relation.since, relation.until
    return (since is None or since.earliest <= at) and (until is None or at <= until.latest)


def lies_in(run: Run, name: str, at: int) -> Lies:
    """The places that a place lies within at a time (itself too), and whose it is: (relation, party, recogniser)."""
    key = ("lies", name, at)
    if key not in run.cache:
        places: set[str] = set()
        whose: set[tuple[str, str, str]] = set()
        todo = [name]
        while todo:
            place = todo.pop()
            if place in places:
                continue
            places.add(place)
            for relation in cast("tuple[Relation, ...]", run.prep.places.get(place, ())):
                if _counts(relation, at):
                    _follow(run, relation, relation.of, at, todo, whose)
        run.cache[key] = (frozenset(places), frozenset(whose))
    return run.cache[key]


def _follow(
    run: Run, relation: Relation, of: Any, at: int, todo: list[str], whose: set[tuple[str, str, str]]
) -> None:
    of = run.value(of)
    if isinstance(of, Place):
        todo.append(of.name)
    elif isinstance(of, PlaceDated):
        if _counts(of, at):
            _follow(run, relation, of.place, at, todo, whose)
    elif isinstance(of, (PlaceAnd, PlaceAny)):
        for part in of.parts:
            _follow(run, relation, part, at, todo, whose)
    elif isinstance(of, TerritoryOf):
        by = denote(run, of.recognised_by, Env(0, at)) if of.recognised_by is not None else [""]
        whose.update((of.relation, n, r) for n in denote(run, of.who, Env(0, at)) for r in by)
    elif isinstance(of, (Named, Several, Some, Pronoun)):
        kind = "territory" if relation.kind == "within" else relation.kind
        whose.update((kind, n, "") for n in denote(run, of, Env(0, at)))


def inside(run: Run, here: Where, where: Where, env: Env) -> Truth:
    """Whether a place lies in an area: surely, surely not, or unsettled (where the place is too large to tell)."""
    here, where = run.value(here), run.value(where)
    if isinstance(where, PlaceAnd):
        return all_of(inside(run, here, part, env) for part in where.parts)
    if isinstance(where, PlaceAny):
        return any_of(inside(run, here, part, env) for part in where.parts)
    if isinstance(where, PlaceNot):
        return negate(inside(run, here, where.place, env))
    if isinstance(where, PlaceDated):
        return inside(run, here, where.place, env) if _counts(where, env.group_at) else False
    if isinstance(where, PlaceTerm):
        meaning = run.define(where.name, env)
        return inside(run, here, cast("Where", meaning.meaning), env) if meaning is not None else None
    if isinstance(here, (PlaceAnd, PlaceAny)):  # an event in several places at once: in any of them
        return any_of(inside(run, part, where, env) for part in here.parts)
    if isinstance(where, TerritoryOf):
        return _on_land(run, here, where, env)
    if isinstance(where, Place):
        members = group(run, where.name, env) if where.name not in run.prep.places else None
        if members is not None:
            return any_of(_on_land(run, here, TerritoryOf(Named(m)), env) for m in members)
        return _in_place(run, here, where.name, env)
    return None


def _in_place(run: Run, here: Any, name: str, env: Env) -> Truth:
    at = env.group_at
    places, whose = lies_in(run, name, at)
    if isinstance(here, Place):
        if name in lies_in(run, here.name, at)[0]:
            return True
        return None if here.name in places else False
    if isinstance(here, TerritoryOf):
        owners = denote(run, here.who, env)
        if any(o in run.prep.places and name in lies_in(run, o, at)[0] for o in owners):
            return True
        mine = [w for w in whose if w[0] == here.relation]
        return None if not mine or any(w[1] in owners for w in mine) else False
    return None


def _on_land(run: Run, here: Any, where: TerritoryOf, env: Env) -> Truth:
    at = env.group_at
    if isinstance(here, TerritoryOf):
        names = denote(run, here.who, env)
        found = any_of(is_in(run, n, where.who, env) for n in names)
        return found if here.relation == where.relation or found is False else None
    if not isinstance(here, Place):
        return None
    whose = _owners(run, lies_in(run, here.name, at)[1], where, env)
    if whose:
        return any_of(is_in(run, owner, where.who, env) for owner in whose)
    parts = [_owners(run, lies_in(run, n, at)[1], where, env) for n in _within(run, here.name, at)]
    possible = any(is_in(run, owner, where.who, env) is not False for owners in parts for owner in owners)
    return None if possible else False


def _within(run: Run, name: str, at: int) -> list[str]:
    """The places that lie within a place."""
    key = ("within", name, at)
    if key not in run.cache:
        run.cache[key] = [n for n in run.prep.places if n != name and name in lies_in(run, n, at)[0]]
    return run.cache[key]


def _owners(run: Run, whose: frozenset[tuple[str, str, str]], where: TerritoryOf, env: Env) -> list[str]:
    """Whose a place is, by the relation asked for; whoever has the territory administers it unless said otherwise."""
    by = set(denote(run, where.recognised_by, env)) if where.recognised_by is not None else set[str]()
    mine = sorted(w for w in whose if w[0] == where.relation)
    if not mine and where.relation == "administered":
        mine = sorted(w for w in whose if w[0] == "territory")
    special = [w[1] for w in mine if w[2] and w[2] in by]
    return special or [w[1] for w in mine if not w[2]]
