"""Force over time: when an instrument binds a party, in every case at once."""

from collections.abc import Iterator
from typing import Any

from foedus.base import DAY, When, add_months
from foedus.cases.conditions import truth
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Choice, Lit
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import MONTH_LONG, MONTH_SHORT, Low, View
from foedus.cases.times import ALWAYS, LONG_AGO, NOWHEN, Guarded, Signal, Term, Time
from foedus.engine.prepared import Instrument, Prov
from foedus.engine.state import Env
from foedus.engine.world import denote, is_in
from foedus.model import Ends, Enters, Exit, GroupIs, Named, Norm, Pattern, Slot, Suspended, TreatyLasts, walk
from foedus.model.conditions import Occurred


def force(low: Low, ins: int, name: str) -> Signal:
    """When an instrument is in force for a name."""
    return low.once(("force", ins, name), lambda: _force(low, low.instrument(ins), name))


def force_any(low: Low, ins: int) -> Signal:
    """When an instrument is in force for anybody."""
    key = ("force", ins, "")
    return low.once(key, lambda: low.t.either_signal(*(force(low, ins, n) for n in members(low, ins))))


def members(low: Low, ins: int) -> list[str]:
    """All who may be parties of an instrument."""
    one = low.instrument(ins)
    from foedus.engine.world import settled_parties

    found: dict[str, None] = {}
    for _, names in low.read(lambda run, _: settled_parties(run, ins, run.now)):
        found.update(dict.fromkeys(names))
    found.update(dict.fromkeys(one.roles))
    return [n for n in found if n and low.party(ins, n) != FALSE]


def bound(low: Low, ins: int, name: str, at: Time, towards_victim: bool) -> Lit:
    """Whether an instrument binds a name at a time, and towards the victim."""
    return low.t.holds_at(bound_signal(low, ins, name, towards_victim), at)


def bound_signal(low: Low, ins: int, name: str, towards_victim: bool) -> Signal:
    """When an instrument binds a name, and towards the victim."""
    return low.once(("bound", ins, name, towards_victim), lambda: _bound(low, ins, name, towards_victim))


def _bound(low: Low, ins: int, name: str, towards_victim: bool) -> Signal:
    t = low.t
    party = low.party(ins, name)
    mine = t.either_signal(t.during(party, force(low, ins, name)) if party != FALSE else NOWHEN,
                           t.during(-party, force_any(low, ins)) if party != TRUE else NOWHEN)  # fmt: skip
    if not towards_victim:
        return t.both(mine, t.negated(suspended(low, ins, name, "")))
    out: list[Signal] = []
    for label, _ in low.incident.values("victim"):
        still = t.negated(gone(low, ins, label))
        out.append(t.during(low.is_victim(label), t.both(still, t.negated(suspended(low, ins, name, label)))))
    return t.both(mine, t.either_signal(*out))


def lapsed(low: Low, ins: int, name: str, at: Time, towards_victim: bool = False) -> Lit:
    """Whether an instrument has bound a party by a time and does not then: ended, or suspended."""
    if name not in members(low, ins):
        return FALSE
    began = low.t.latched(force(low, ins, name))
    return low.t.holds_at(low.t.both(began, low.t.negated(bound_signal(low, ins, name, towards_victim))), at)


def gone(low: Low, ins: int, name: str) -> Signal:
    """When a name was a party and is none any more."""
    if name not in members(low, ins):
        return NOWHEN
    spans = force(low, ins, name)
    return low.t.both(low.t.latched(spans), low.t.negated(spans))


def suspended(low: Low, ins: int, name: str, towards: str) -> Signal:
    """When an instrument is suspended for a name, or between two."""
    rules = low.instrument(ins).of(Suspended)
    if not rules:
        return NOWHEN
    return low.t.either_signal(*(_suspended(low, ins, prov, name, towards) for prov in rules))


def _suspended(low: Low, ins: int, prov: Prov, name: str, towards: str) -> Signal:
    body: Suspended = prov.body
    sides = low.possible(body.who, ins) if body.who is not None else []
    others = low.possible(body.towards, ins) if body.towards is not None else []
    if others and {name, towards} not in [{a, b} for a in sides for b in others]:
        return NOWHEN
    if sides and name not in sides and towards not in sides:
        return NOWHEN
    signal = ALWAYS if body.when is None else truth(low, body.when, View(ins, "", False)).yes
    if body.since is not None:
        if signal.starts or signal.stops:  # which, once it holds, counts from the date on
            raise Outside("a suspension from a date while something lasts")
        signal = low.t.both(signal, low.t.from_on(low.date(body.since.earliest)))
    if body.until is not None:
        signal = low.t.both(signal, low.t.until(low.date(body.until.latest)))
    return signal


# ---- entry -----------------------------------------------------------------------------------------------------------


def _force(low: Low, one: Instrument, name: str) -> Signal:
    party = low.party(one.index, name)
    if party == FALSE:
        return NOWHEN
    signal = low.t.both(low.t.during(party, entry(low, one, name)), _joined(low, one, name))
    for end in _ends(low, one, name, signal):
        signal = low.t.both(signal, low.t.until(end))
    return low.t.during(-_term_over(low, one), signal)


def _joined(low: Low, one: Instrument, name: str) -> Signal:
    """From when a party is one, where the text gives a date for it."""
    run = low.incident.run
    groups = [
        p.body
        for p in one.of(GroupIs)
        if name in [n for m in p.body.members for n in denote(run, m, Env(one.index, run.now))]
    ]
    dates = [
        body.since.earliest if body.since is not None else None for body in groups if body.change != "exclude"
    ]
    known = [date for date in dates if date is not None]
    if not known or len(known) < len(dates) or name in one.party_names:
        return ALWAYS
    return low.t.from_on(low.date(min(known)))


def entry(low: Low, one: Instrument, name: str) -> Signal:
    """From when an instrument is in force for a party, whatever ends it."""
    rules = [p for p in one.of(Enters) if _part_counts(low, p)]
    if not rules:
        return ALWAYS
    if any(_comes_back(low, one, p.body, name) for p in rules):
        raise Outside("force that comes back")
    special = any(p.body.who is not None for p in rules)
    return low.t.either_signal(
        *(_enters(low, one, prov, name, special) for prov in rules if not prov.body.again)
    )


def _comes_back(low: Low, one: Instrument, body: Enters, name: str) -> bool:
    """Whether it is in force again for a name, unless that is over before the attack or begins long after it."""
    if not body.again or (body.until is not None and body.until.latest < low.incident.at):
        return False
    if isinstance(body.when, When) and body.when.earliest > low.incident.at + 366 * DAY:
        return False
    return name in low.possible(body.who, one.index)


def _part_counts(low: Low, prov: Prov) -> bool:
    part = prov.part
    if part is None:
        return True
    if part.in_force is not None:
        raise Outside("a part of a text that enters into force upon a condition")
    return part.since is None or part.since.earliest <= low.incident.at


def _enters(low: Low, one: Instrument, prov: Prov, name: str, special: bool) -> Signal:
    body: Enters = prov.body
    t = low.t
    that = name if body.who is not None else ""
    guard = TRUE
    if body.who is not None:
        who: Any = body.who
        guard = low.static(lambda run, case: is_in(run, name, who, Env(one.index, run.now, None, name)))[0]
    needs = [truth(low, c, View(one.index, that, False)) for c in body.provided]
    if body.delay is not None:
        begun = t.from_on(_after_occasion(low, one, body, that, special))
    elif body.when is None:
        begun = ALWAYS
    elif isinstance(body.when, When):
        begun = t.from_on(low.date(body.when.earliest))
    else:
        needs.append(truth(low, body.when, View(one.index, that, False)))
        begun = ALWAYS
        if (
            special
            and body.who is None
            and any(isinstance(n, Pattern) and n.kind == "ratify" for n in walk(body.when))
        ):
            needs.append(truth(low, _ratified(name), View(one.index, name, False)))
    if needs:
        begun = t.both(begun, t.latched(t.k_all(needs).yes))
    signal = t.during(guard, begun)
    if body.until is not None:
        signal = t.both(signal, t.until(low.date(body.until.latest)))
    return signal


def _after_occasion(low: Low, one: Instrument, body: Enters, that: str, special: bool) -> Time:
    """Some time after its occasion first comes about, whatever becomes of that."""
    if isinstance(body.when, When) or (special and body.who is None):
        raise Outside("entry into force some time after a date, or after what some do not wait for")
    occasion = truth(low, body.when, View(one.index, that, False)).yes
    return low.after(low.t.first_of(occasion, _long_ago()), body.delay)


def _ratified(name: str) -> Occurred:
    return Occurred(event=Pattern(kind="ratify", slots=(Slot(name="by", value=Named(name=name)),)))


# ---- end -------------------------------------------------------------------------------------------------------------


def _ends(low: Low, one: Instrument, name: str, begun: Signal) -> list[Time]:
    out = list(_leaves(low, one, name, begun))
    for prov in one.of(Ends):
        body: Ends = prov.body
        if body.who is not None and name not in low.possible(body.who, one.index):
            continue
        if isinstance(body.when, When):
            out.append(low.t.given(_lastingly(low, prov), _effective(low, begun, low.date(body.when.latest))))
        else:
            holds = truth(low, body.when, View(one.index, "", False)).yes
            out.append(_effective(low, begun, low.t.first_of(holds, _long_ago())))
    out += [_effective(low, begun, low.leaves.time(leaf)) for leaf in _repeals(low, one)]
    return out


def _leaves(low: Low, one: Instrument, name: str, begun: Signal) -> Iterator[Time]:
    """When a party's notice has run out, by each sentence on leaving: the first that lets it leave counts."""
    free = TRUE
    for prov in one.of(Exit):
        may, ended = _withdrawal(low, one, prov, name, begun)
        yield low.t.given(free, ended)
        free = low.graph.all(free, -may)
    for prov in one.of(TreatyLasts):
        if prov.body.then_notice is not None:
            yield low.t.given(free, _after_term(low, one, prov, name, begun))
            return


def _lastingly(low: Low, prov: Prov) -> Lit:
    """Whether the conditions of an end on a date hold; they must be such as no event changes."""
    conditions = [truth(low, c, View(prov.ins, "", False)).yes for c in prov.body.provided]
    held = low.t.both(*conditions) if conditions else ALWAYS
    now, long_ago = low.t.holds_at(held, low.date(prov.body.when.latest)), low.t.holds_at(held, _long_ago())
    if now != long_ago:
        raise Outside("an end on a date under a condition that may change")
    return now


def _effective(low: Low, begun: Signal, end: Time) -> Time:
    """An end of what has begun by then; what is not in force yet does not end."""
    return low.t.given(low.t.holds_at(begun, end), end)


def _after_term(low: Low, one: Instrument, prov: Prov, name: str, begun: Signal) -> Time:
    """When a party's notice has run out, and the first term with it; a term that runs outlasts the case."""
    t, g, body = low.t, low.graph, prov.body
    leaf = withdraws(low, one.index, name)
    notice = low.leaves.time(leaf)
    low.leaves.domain.append(g.any(-low.leaves.takes(leaf), t.holds_at(begun, notice)))
    since = _fixed_start(one, body)
    out: list[Time] = []
    for guard, spell in low.spells(body.then_notice):
        ended = t.given(guard, notice_end(low, leaf, notice, spell.months, spell.minutes))
        if since is None:
            out.append(t.given(_over(low, one, prov), ended))
            continue
        for fixed, term in low.spells(body.period):
            first = t.given(fixed, low.date(add_months(since, term.months) + term.minutes))
            out.append(t.last(ended, first))
    return t.either(*out)


def _long_ago() -> Time:
    return (Guarded(TRUE, LONG_AGO),)


def _withdrawal(low: Low, one: Instrument, prov: Prov, name: str, begun: Signal) -> tuple[Lit, Time]:
    """Whether a sentence lets a party give notice of withdrawal when it does, and when that has run out."""
    body: Exit = prov.body
    if body.since is not None and low.incident.at < body.since.earliest:
        return FALSE, ()
    who: Any = body.who
    allowed = low.static(lambda run, case: is_in(run, name, who, Env(one.index, run.now, None, name)))[0]
    if allowed == FALSE:
        return FALSE, ()
    leaf = withdraws(low, one.index, name)
    notice = low.leaves.time(leaf)
    low.leaves.domain.append(low.graph.any(-low.leaves.takes(leaf), low.t.holds_at(begun, notice)))
    needs = low.t.k_all([truth(low, c, View(one.index, name, False)) for c in body.provided])
    bars = low.t.k_any([truth(low, c, View(one.index, name, False)) for c in body.unless])
    may = low.graph.all(allowed, low.t.holds_at(needs.yes, notice))
    if body.since is not None:  # a notice that comes before has no effect
        may = low.graph.all(may, low.t.le(low.date(body.since.earliest), notice))
    if body.unless:
        may = low.graph.all(may, -low.t.holds_at(bars.yes, notice))
    notice = low.t.given(may, notice)
    if body.notice is None:
        return may, notice
    out: list[Time] = []
    for guard, spell in low.spells(body.notice):
        out.append(low.t.given(guard, notice_end(low, leaf, notice, spell.months, spell.minutes)))
    return may, low.t.either(*out)


def notice_end(low: Low, leaf: Leaf, notice: Time, months: int, minutes: int) -> Time:
    """The end of a notice; one in calendar months has a time of its own, between its shortest and longest length."""
    if not months:
        return low.t.plus(notice, minutes)
    var = f"{leaf.var} +{months} months"
    g = low.graph
    if var not in g.times:
        g.times[var] = leaf.group
        low.leaves.domain += [
            g.within(leaf.var, var, -months * MONTH_SHORT),
            g.within(var, leaf.var, months * MONTH_LONG),
        ]
        low.memo.setdefault("calendar", []).append((var, leaf.var, months))
    return tuple(Guarded(guard, Term(var, minutes)) for guard, _ in notice)


def withdraws(low: Low, ins: int, name: str) -> Leaf:
    """The event that a party gives notice of withdrawal."""
    code = low.code(ins)
    slots = (Slot(name="instrument", value=low.instrument(ins).code),)
    way = Way("withdraws", f"{name} withdraws from {code}", "withdraw", name, slots)
    return low.leaves.declare(f"{name} withdraws from {code}", (way,), name, early=True)


def _repeals(low: Low, one: Instrument) -> list[Leaf]:
    """The events by which those who may do so repeal or end a text."""
    out: list[Leaf] = []
    for prov in one.of(Norm):
        body: Norm = prov.body
        for verb in ("repeal", "terminate"):
            if body.modal == "may" and any(getattr(a, "measure", "") == verb for a in body.actions):
                out += [repeal(low, one.index, name, verb) for name in low.possible(body.bearer, one.index)]
    return out


def repeal(low: Low, ins: int, name: str, verb: str = "repeal") -> Leaf:
    """The event that somebody repeals a text."""
    code = low.code(ins)
    slots = (Slot(name="instrument", value=low.instrument(ins).code),)
    way = Way(f"{verb}s", f"{name} {verb}s {code}", verb, name, slots)
    return low.leaves.declare(f"{name} {verb}s {code}", (way,), name, early=True)


def _term_over(low: Low, one: Instrument) -> Lit:
    """Whether a text's term is over before the attack; a case does not run across the end of a term."""
    rules = [p for p in one.of(TreatyLasts) if p.body.then_notice is None]
    if not rules:
        return FALSE
    if len(rules) > 1:
        raise Outside("several terms of one text")
    return low.once(("term", one.index), lambda: _over(low, one, rules[0]))


def _over(low: Low, one: Instrument, prov: Prov) -> Lit:
    body: TreatyLasts = prov.body
    since = _fixed_start(one, body)
    if since is not None:
        ended = [
            (guard, add_months(since, s.months) + s.minutes < low.incident.at)
            for guard, s in low.spells(body.period)
        ]
        return low.graph.any(*(guard for guard, over in ended if over))
    if any(s.months * MONTH_SHORT + s.minutes <= 366 * DAY for _, s in low.spells(body.period)):
        raise Outside("a term of less than two years")
    name = f"the {'first ' if body.then_notice is not None else ''}term of {one.code}"
    over = low.graph.choice(Choice(name, ("runs", "is over"), "procedure"))
    for guard, spell in low.spells(body.period):
        least = spell.months * MONTH_SHORT + spell.minutes - 366 * DAY
        most = spell.months * MONTH_LONG + spell.minutes
        for leaf in _entering(low, one):
            takes = low.leaves.takes(leaf)
            old = low.graph.within(leaf.var, "A", -most - 1)
            fresh = low.graph.within("A", leaf.var, least)
            low.leaves.domain += [
                low.graph.any(-guard, -takes, -over, old), low.graph.any(-guard, -takes, over, fresh)
            ]  # fmt: skip
    return over


def _fixed_start(one: Instrument, body: TreatyLasts) -> int | None:
    if body.since is not None:
        return body.since.earliest
    dates = [p.body.when for p in one.of(Enters)]
    if dates and all(isinstance(d, When) for d in dates):
        return min(d.earliest for d in dates)
    return None


def _entering(low: Low, one: Instrument) -> list[Leaf]:
    """The events that bring a text into force."""
    for name in members(low, one.index):
        entry(low, one, name)
    kinds = ("ratify", "sign", "enact")
    return [
        leaf for leaf in low.leaves.all.values()
        if leaf.early and leaf.ways[0].kind in kinds and f" {low.code(one.index)}" in leaf.ways[0].say
    ]  # fmt: skip
