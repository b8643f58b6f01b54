"""How what has arisen ends in every case: performed, waived, excused, lapsed, breached, ranked in that order."""

from collections.abc import Sequence
from typing import Any

from foedus.cases.bearers import Subject, attributed, exempt, waits_for_time
from foedus.cases.conditions import truth
from foedus.cases.force import bound_signal
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import act_times, hits
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, all_forms
from foedus.cases.times import ALWAYS, NEVER, NO, NOWHEN, Kleene, Signal, Time
from foedus.cases.triggers import lost
from foedus.cases.votes import only
from foedus.engine.norms import of_force
from foedus.engine.states import is_event
from foedus.engine.world import is_in
from foedus.model import DomesticProcess, Named, Norm, Released, Slot, Tail, VoteRule

Members = tuple[tuple[str, Lit], ...]


def ends(
    of: Subject,
    members: Members,
    forms: tuple[Form, ...],
    arises: Time,
    due: Time,
    nobody: Signal,
    settled: Kleene,
    beaten: Signal,
) -> tuple[tuple[tuple[str, Time], ...], Time]:
    """How a duty ends and when, each end only where none comes before it; and when it is breached, be it unsurely.

    nobody: when none is left to owe it, by who is found to have attacked. settled: whether what it rests on is settled
    in its favour. beaten: when what prevails over it forbids it.
    """
    low, t, g = of.low, of.low.t, of.low.graph
    by_modal = {m: g.any(*(f.guard for f in forms if f.modal == m)) for m in ("must", "intends to", "may")}
    must, may = by_modal["must"], by_modal["may"]
    excused, late_excused = _excepted(of, arises)
    excused += [t.first_of(k.yes, arises) for k in released(of, members)]
    excused.append(t.first_of(beaten, arises))
    refused, silent = _refused_at_home(of, members, forms, arises)
    excused.append(refused)
    over = [t.given(-may, time) for time in force_ends(of, members, arises)]
    waived = waiver(of)
    late = overdue(of, arises, due)
    ranked = [
        ("performed", _performed(of, members, forms, arises)),
        ("waived", t.given(must, t.given(t.le(arises, waived), waived))), ("excused", t.first(*excused)),
        ("lapsed", t.first(*lapses(of, arises, nobody))), ("excused", t.first(silent, *late_excused)),
        ("lapsed", t.first(dated_end(low, of.body, arises), *over)),
        ("breached", t.given(must, late)), ("lapsed", t.given(-must, late)),
    ]  # fmt: skip
    times = [time for _, time in ranked]
    found: dict[str, Time] = {}
    for index, (status, _) in enumerate(ranked):
        found[status] = t.either(found.get(status, NEVER), only(low, times, index))
    breach = found["breached"]
    undone = _undone(of, arises, breach, settled)
    found["breached"] = t.given(-t.exists(undone), breach)
    found["excused"] = t.either(found["excused"], undone)
    return tuple(found.items()), breach


def _excepted(of: Subject, arises: Time) -> tuple[list[Time], list[Time]]:
    """When its exceptions come true: such as do before any time is over at that instant, and such as do only then."""
    low, t = of.low, of.low.t
    soon: list[Time] = []
    late: list[Time] = []
    for c in of.body.unless:
        time = t.first_of(truth(low, c, of.view).yes, arises)
        if not waits_for_time(c):
            soon.append(time)
            continue
        seen = t.holds_at(truth(low, c, of.view._replace(early=True)).yes, time)
        soon.append(t.given(seen, time))
        late.append(t.given(-seen, time))
    return soon, late


def overdue(of: Subject, arises: Time, due: Time) -> Time:
    """When its time is over: of a date that is past already, as it arises."""
    fixed = of.body.deadline is not None and of.body.deadline.at is not None
    return of.low.t.last(due, arises) if fixed else due


def _undone(of: Subject, arises: Time, breach: Time, settled: Kleene) -> Time:
    """When a breach of which it was unsettled whether it is one turns out to be none."""
    t, g = of.low.t, of.low.graph
    if not breach or settled.yes is ALWAYS:
        return NEVER
    yes, no = t.first_of(settled.yes, arises), t.first_of(settled.no, arises)
    return t.given(g.all(t.exists(breach), -t.le(no, breach), -t.lt(yes, no)), no)


# ---- performed -------------------------------------------------------------------------------------------------------


def _performed(of: Subject, members: Members, forms: tuple[Form, ...], arises: Time) -> Time:
    """When it is performed: when each measure has been taken, by each member of a duty of all, by any of others.

    Of those who have all to act, one that is found to be the attacker is not waited for, if any other is left.
    """
    low, t, body = of.low, of.low.t, of.body
    if body.purpose:
        return NEVER  # an act of the case space states no purpose
    together = of.who.joint == "all"
    out: list[Time] = []
    for form in forms:
        if form.modal == "may":
            continue
        done: list[Time] = []
        for name, lit in members:
            mine = t.given(lit, _acted(of, name, form, arises))
            if together:
                mine = t.either(t.first(mine, _set_aside(of, members, name, arises)), t.given(-lit, arises))
            done.append(t.named(f"act {of.prov.id} {name}", mine, name))
        out.append(t.given(form.guard, _last(low, done) if together else t.first(*done)))
    return t.either(*out)


def _set_aside(of: Subject, members: Members, name: str, arises: Time) -> Time:
    """When one of several is found to be the attacker, and others are left."""
    low, t, g = of.low, of.low.t, of.low.graph
    others = g.any(*(lit for one, lit in members if one != name))
    mine = g.any(*(lit for one, lit in members if one == name))
    found = NEVER if exempt(of) else t.first_of(attributed(low, name).yes, arises)
    return t.given(g.all(mine, others), found)


def _acted(of: Subject, name: str, form: Form, arises: Time) -> Time:
    """When a party has taken each of the measures, or any of them where that is enough."""
    limit = of.body.deadline
    early = limit is not None and limit.early and form.modal == "must"
    each = [_taken(of, name, m, arises, early) for m in form.measures]
    return of.low.t.first(*each) if form.any_of else _last(of.low, each)


def idle(of: Subject, members: Members, forms: tuple[Form, ...], arises: Time, due: Time) -> Members:
    """The bearers, each with whether it has not acted in time; where any of several may act, all of them."""
    if of.who.joint != "all" or of.body.purpose:
        return members
    t, g = of.low.t, of.low.graph
    over = overdue(of, arises, due)
    # A power is not performed, and brings no act into the case space.
    asked = [f for f in forms if f.modal != "may"]
    acted = {n: t.either(*(t.given(f.guard, _acted(of, n, f, arises)) for f in asked)) for n, _ in members}
    return tuple((name, g.all(lit, -t.le(acted[name], over))) for name, lit in members)


def _last(low: Low, times: Sequence[Time]) -> Time:
    found = times[0]
    for one in times[1:]:
        found = low.t.last(found, one)
    return found


def _taken(of: Subject, name: str, measures: Sequence[str], arises: Time, early: bool) -> Time:
    """When a party takes one of some measures: once the duty has arisen, or earlier where the draft says `by`."""
    low, t = of.low, of.low.t
    since = low.beginning(of.view) if early else None
    times: list[Time] = []
    for measure in measures:
        for time in act_times(low, name, measure):
            if since is not None:
                times.append(t.last(t.given(t.le(since, time), time), arises))
            else:
                times.append(t.given(t.le(arises, time), time))
    return t.first(*dict.fromkeys(times)) if times else NEVER


# ---- waived, excused -------------------------------------------------------------------------------------------------


def waiver(of: Subject) -> Time:
    """When the victim waives what is owed under an article; not before the case that it is owed in."""
    low, prov = of.low, of.prov
    if not prov.article or prov.ins not in low.prep.mains or len(low.prep.mains) > 1:
        return NEVER
    if not any(f.modal == "must" for f in all_forms(low, prov)):
        return NEVER
    waived = low.leaves.time(waiver_leaf(low, prov.article))
    began = low.beginning(of.view)
    return waived if began is None else low.t.given(low.t.le(began, waived), waived)


def waiver_leaf(low: Low, article: str) -> Leaf:
    """The event that the victim waives an article."""
    quoted = article if article.isalnum() else f'"{article}"'
    way = Way(
        "waives it",
        f"{{victim}} waives article {quoted}",
        "waive",
        "",
        (Slot(name="article", value=(article,)),),
    )
    return low.leaves.declare(f"waiver of article {article}", (way,), "the victim")


def released(of: Subject, members: Members | None = None) -> list[Kleene]:
    """When all bearers, or those of them that it has in the end, are freed by a sentence on forfeiture."""
    low, prov = of.low, of.prov
    out: list[Kleene] = []
    for rule in low.prep.of(Released):
        body: Released = rule.body
        if rule.ins != prov.ins or (body.articles and prov.article not in body.articles):
            continue
        each = [(lit, _freed(of, body, rule.ins, name)) for name, lit in members or of.who.members]
        if all(k.yes is not NOWHEN or lit != TRUE for lit, k in each):
            out.append(low.t.k_all([low.t.k_any([low.t.settled(-lit, lit), k]) for lit, k in each]))
    return out


def _freed(of: Subject, body: Released, ins: int, name: str) -> Kleene:
    """When one bearer is freed: it is meant, and the body has said so, or the condition holds."""
    low, t = of.low, of.low.t
    who: Any = body.who
    view = View(ins, name, of.fire.case, of.view.since)
    meant = low.moving(lambda run, case: is_in(run, name, who, view.env(run, case)))
    if body.decider is not None:
        organ = getattr(body.decider.who, "name", "")
        if not organ or organ in low.prep.groups:
            raise Outside("a release by a body that is not named")
        times = [low.leaves.time(release_leaf(low, organ, name)), *_plain_decisions(low, organ)]
        return t.k_all([meant, t.crisp(t.either_signal(*(t.from_on(time) for time in times)))])
    return t.k_all([meant, truth(low, body.when, view)]) if body.when is not None else NO


def _plain_decisions(low: Low, organ: str) -> list[Time]:
    """When a body decides as such, naming neither a measure nor a party."""
    return [
        low.leaves.time(leaf, number) for leaf in low.leaves.all.values() for number, way in enumerate(leaf.ways)
        if way.kind == "decide" and way.who == organ and [(s.name, s.value) for s in way.slots] == [("value", "for")]
    ]  # fmt: skip


def release_leaf(low: Low, organ: str, name: str) -> Leaf:
    """The event that a body releases a party."""
    say = f"{organ} releases {name}"
    way = Way("releases it", say, "release", organ, (Slot(name="for", value=Named(name=name)),))
    return low.leaves.declare(say, (way,), organ)


def _refused_at_home(
    of: Subject, members: Members, forms: tuple[Form, ...], arises: Time
) -> tuple[Time, Time]:
    """When a bearer's own organ refuses what is owed, and when it lets its time pass where silence refuses.

    Of several rules that fit, the last is the one that counts; means to be appropriated come after them.
    """
    low, t, g = of.low, of.low.t, of.low.graph
    rules: list[tuple[Lit, str, DomesticProcess | None]] = []
    for rule in low.prep.of(DomesticProcess):
        body: DomesticProcess = rule.body
        asked = g.any(
            *(f.guard for f in forms if f.modal == "must" and any(body.measure in m for m in f.measures))
        )
        meant = g.any(*(g.all(lit, _meant(low, rule.ins, body.who, n, of)) for n, lit in members))
        if g.all(asked, meant) != FALSE:
            rules.append((g.all(asked, meant), _named_organ(low, body.organ), body))
    if of.body.appropriation is not False and of.body.appropriation is not True:
        must = g.any(*(f.guard for f in forms if f.modal == "must"))
        rules.append((must, _named_organ(low, of.body.appropriation), None))
    out: list[tuple[Time, Time]] = []
    for number, (lit, organ, process) in enumerate(rules):
        mine = g.all(lit, *(-later for later, _, _ in rules[number + 1 :]))
        opened = t.given(mine, arises)
        out.append(_refusal(low, organ, process, members, opened))
    return t.first(*(no for no, _ in out)), t.first(*(over for _, over in out))


def _meant(low: Low, ins: int, who: Any, name: str, of: Subject) -> Lit:
    view = View(ins, name, of.fire.case)
    return low.static(lambda run, case: is_in(run, name, who, view.env(run, case)))[0]


def _named_organ(low: Low, organ: Any) -> str:
    name = getattr(organ, "name", "")
    if not name:
        raise Outside("a domestic process of an organ that is not named")
    return name


def _refusal(
    low: Low, organ: str, body: DomesticProcess | None, members: Members, opened: Time
) -> tuple[Time, Time]:  # fmt: skip
    t = low.t
    if body is None and any(getattr(p.body.organ, "name", "") == organ for p in low.prep.of(VoteRule)):
        raise Outside("means appropriated by a vote of members")
    leaf = domestic_leaf(low, organ, body.measure if body is not None else "", members[0][0])
    sides: dict[str, list[Time]] = {"for": [], "against": []}
    for number, way in enumerate(leaf.ways):
        value = next((str(s.value) for s in way.slots if s.name == "value"), "for")
        time = low.leaves.time(leaf, number)
        sides["for" if value == "for" else "against"].append(t.given(t.le(opened, time), time))
    yes, no = (t.either(*sides[side]) for side in ("for", "against"))
    if body is None or body.within is None:
        return no, NEVER
    g, said = low.graph, low.choices(body.silence)
    stays, refuses = (g.any(*(x for x, word in said if str(word) == one)) for one in ("open", "refused"))
    over = low.after(opened, body.within)  # what is said later counts only where it stays open
    in_time = t.given(g.any(stays, t.le(no, over)), no)
    return in_time, t.given(g.all(refuses, -t.le(yes, over)), over)


def domestic_leaf(low: Low, organ: str, measure: str, name: str) -> Leaf:
    """The event that a party's own organ agrees to a measure, or refuses it."""
    about = f"{measure} by {name}" if measure else "the finding"
    slots = (
        (Slot(name="measure", value=(measure,)), Slot(name="for", value=Named(name=name))) if measure else ()
    )
    ways = tuple(
        Way(verb, f"{organ} {verb} {about}", "decide", organ, (Slot(name="value", value=value), *slots))
        for verb, value in (("adopts", "for"), ("rejects", "against"))
    )
    return low.leaves.declare(f"decision of {organ}", ways, organ)


# ---- lapsed ----------------------------------------------------------------------------------------------------------


def dormant(of: Subject, view: View) -> list[Kleene]:
    """States that must hold, when the case began and when it arises; view: what is seen of them then."""
    low = of.low
    began = low.beginning(of.view)
    out: list[Kleene] = []
    for condition in of.body.while_:
        out.append(truth(low, condition, view if waits_for_time(condition) else of.view))
        if began is not None:
            out.append(low.then(truth(low, condition, of.view), began))
    return out


def lapses(of: Subject, arises: Time, nobody: Signal) -> list[Time]:
    """When a ground is lost, no bearer is left that did not attack, a state ends, or what it lasts until comes."""
    low, t, fire = of.low, of.low.t, of.fire
    out = [lost(low, fire.basis, arises)] if fire.basis else []
    if nobody is not NOWHEN:
        out.append(t.first_of(nobody, arises))
    states = list(of.body.while_)
    states += [s.when for s in of.prov.scopes if s.effect == "only-while" and s.when and not of_force(s.when)]
    for condition in states:
        over = truth(low, condition, of.view).no
        out += [t.first_of(over, arises), *closing(low, over, arises)]
    for until in (*of.body.until, *(rule.until for rule in of.prov.lasts)):
        if getattr(until, "latest", None) is not None:
            continue
        if is_event(low.incident.run, until):
            out += _reached(of, until, arises)
        else:
            out.append(t.first_of(truth(low, until, of.view).yes, arises))
    return out


def _reached(of: Subject, until: Any, arises: Time) -> list[Time]:
    """When an event comes about until which it lasts; what set it off does not count."""
    low, t = of.low, of.low.t
    set_off = {h.time for h in of.fire.hits if not h.attack}
    attacked = any(h.attack for h in of.fire.hits)
    return [
        t.given(t.le(arises, hit.time), hit.fires(low)) for hit in hits(low, until, of.view)
        if hit.time not in set_off and not (hit.attack and attacked)
    ]  # fmt: skip


def tail(low: Low, ins: int) -> Lit:
    """Whether duties for attacks before an exit remain."""
    rules = [p for p in low.prep.of(Tail) if p.ins == ins]
    if not rules:
        return TRUE
    found = low.read(lambda run, _: run.value(rules[0].body.remain))
    return low.graph.any(*(g for g, remains in found if remains is True))


def force_ends(of: Subject, members: Members, arises: Time) -> list[Time]:
    """When what is owed ends with force: where no case is at stake, or where the tail says so."""
    low, t = of.low, of.low.t
    over = -tail(low, of.prov.ins) if of.fire.case or of.fire.origin else TRUE
    if over == FALSE:
        return []
    gone = [t.during(lit, t.negated(bound_signal(low, of.prov.ins, name, False))) for name, lit in members]
    return [t.given(over, time) for time in closing(low, t.either_signal(*gone), arises)]


def closing(low: Low, over: Signal, since: Time) -> list[Time]:
    """The last instants, from a time on, of what is over in the minute after."""
    t = low.t
    out: list[Time] = []
    for mark in over.starts:
        if mark in t.closings:
            last = t.at(mark.var, mark.plus - 1, over.at(mark))
            out.append(t.given(t.le(since, last), last))
    return out


def dated_end(low: Low, body: Norm, arises: Time) -> Time:
    """The end of its own period, or its last date."""
    times = [low.date(u.latest) for u in body.until if getattr(u, "latest", None) is not None]  # type: ignore[union-attr]
    if body.lasting is not None:
        times.append(low.after(arises, body.lasting))
    return low.t.first(*(low.t.last(time, arises) for time in times)) if times else NEVER


__all__ = ["dormant", "ends", "released", "tail", "waiver"]
