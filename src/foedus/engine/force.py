"""Force as a function of time: entry, exit, duration, suspension, accession and end, for each party."""

from typing import Any

from foedus.base import DAY, When, add_months, end_of_day, instant_text
from foedus.engine.conditions import holds, in_force, occurred
from foedus.engine.kleene import all_of, any_of
from foedus.engine.prepared import Instrument, Kinds, Prov, moved_by
from foedus.engine.sayings import durations, instrument_of
from foedus.engine.state import Env, Hap, Interval, Moment, Run
from foedus.engine.words import listed
from foedus.engine.world import denote, has_open_role, is_in, is_party, names_of, settled_parties
from foedus.model import (
    Accession,
    Ends,
    Enters,
    Exit,
    Hole,
    Named,
    Norm,
    Occurred,
    Part,
    Pattern,
    Slot,
    Suspended,
    TreatyLasts,
    walk,
)  # fmt: skip
from foedus.model.draft import GroupIs


def after(run: Run, moment: Moment, period: Any) -> int:
    """The instant at which a period from a moment expires; days run from the end of a day given without a time."""
    parts = durations(run, period)
    at = moment.at
    if moment.day and parts and all(p.in_days for p in parts):
        at = end_of_day(at)
    return add_months(at, sum(p.months for p in parts)) + sum(p.minutes for p in parts)


def in_hours(run: Run, moment: Moment, period: Any) -> bool:
    """Whether a clock in hours runs from an event of which only the date is known."""
    return moment.day and not all(p.in_days for p in durations(run, period))


def begin(run: Run) -> None:
    """What holds from the start: instruments without a sentence on entry, dates to look at."""
    for one in run.prep.instruments:
        for prov in one.of(GroupIs):
            for when in (prov.body.since, prov.body.until):
                if when is not None:
                    run.wakes.append(when.earliest if when is prov.body.since else when.latest + 1)
        for prov in one.of(Enters):
            for when in (prov.body.when, prov.body.until):
                if isinstance(when, When):
                    run.wakes.append(when.earliest if when is prov.body.when else when.latest)
        for prov in (*one.of(Ends), *one.of(Suspended), *one.of(Exit)):
            for when in (getattr(prov.body, name, None) for name in ("when", "since", "until")):
                if isinstance(when, When):
                    run.wakes.extend((when.earliest, when.latest, when.latest + 1))
        for part in one.parts.values():
            if part.since is not None:
                run.wakes.append(part.since.earliest)


def update(run: Run) -> None:
    """The second round: bring force up to this instant."""
    for one in run.prep.instruments:
        if one.acts:
            _accede(run, one)
            _enter(run, one)
            _lasts(run, one)
            _leave(run, one)
            _end(run, one)
            _suspend(run, one)
        _parts(run, one)


# ---- entry -----------------------------------------------------------------------------------------------------------


def _enter(run: Run, one: Instrument) -> None:
    rules = [p for p in one.of(Enters) if run.part_active(p.part, run.now)]
    if not rules:
        if not run.memory.get(("entered", one.index)):
            run.memory[("entered", one.index)] = True
            run.note(f"{one.code} does not say when it enters into force: "
                     "it is taken to be in force from the first event on")  # fmt: skip
        _enter_all(run, one, None, "")
        return
    special = any(p.body.who is not None for p in rules)
    for prov in rules:
        _enter_by(run, one, prov, special)


def _enter_by(run: Run, one: Instrument, prov: Prov, special: bool) -> None:
    body: Enters = prov.body
    when = body.when
    if body.delay is None and not _moved(run, prov):
        return
    if body.who is None:
        since = _entry(run, prov, Env(one.index, run.now))
        if since is None or not _still(run, body.provided, one):
            return
        ratified = special and any(isinstance(p, Pattern) and p.kind == "ratify" for p in _patterns(when))
        _enter_all(run, one, prov, "ratified" if ratified else "", since)
        return
    for name in _possible(run, one):
        if body.again or not _bound(run, one.index, name):
            env = Env(one.index, run.now, None, name)
            since = _entry(run, prov, env)
            if since is None or is_in(run, name, body.who, env) is not True:
                continue
            if all_of(holds(run, c, env) for c in body.provided) is True:
                _bind(run, one, name, prov, since)


def _entry(run: Run, prov: Prov, env: Env) -> int | None:
    """From when it is in force; None until then. A period after an occasion runs on, whatever becomes of that."""
    body: Enters = prov.body
    if body.delay is None:
        return _since(run, body.when, env)
    key = ("enters", prov.id, env.that)
    if key not in run.memory:
        since = _since(run, body.when, env)
        if since is None:
            return None
        day = body.when.precision == "day" if isinstance(body.when, When) else run.day_now()
        run.memory[key] = after(run, Moment(since, day), body.delay)
        run.schedule(run.memory[key])
    return run.memory[key] if run.memory[key] <= run.now else None


def _moved(run: Run, prov: Prov) -> bool:
    """Whether anything happened since the last look that may bring the occasion about."""
    kinds = _movers(run, prov)
    if kinds is None:
        return True
    stamp = (run.version, *(len(run.by_kind.get(kind, ())) for kind in kinds))
    if run.memory.get(("moved", prov.id)) == stamp:
        return False
    run.memory["moved", prov.id] = stamp
    return True


def _movers(run: Run, prov: Prov) -> Kinds:
    """The kinds of events that may bring the occasion about; of an open point, those of what was chosen."""
    when = prov.body.when
    if not isinstance(when, Hole) or when.name not in run.chosen:
        return prov.moved
    key = ("movers", prov.id)
    if key not in run.cache:
        run.cache[key] = moved_by(run.value(when))
    return run.cache[key]


def _possible(run: Run, one: Instrument) -> tuple[str, ...]:
    """All who may be parties; whether one is, is asked only when it matters."""
    signed = [n for h in run.by_kind.get("sign", ()) for n in h.who]
    return tuple(dict.fromkeys((*settled_parties(run, one.index, run.now), *one.roles, *signed)))


def _patterns(when: Any) -> list[Any]:
    return [n for n in walk(when) if isinstance(n, Pattern)]


def _since(run: Run, when: Any, env: Env) -> int | None:
    """From when, if it has come about; None if not."""
    if when is None:
        return run.now
    if isinstance(when, When):
        return when.earliest if when.earliest <= run.now else None
    return run.now if holds(run, when, env) is True else None


def _enter_all(run: Run, one: Instrument, prov: Prov | None, only: str, since: int | None = None) -> None:
    for name in settled_parties(run, one.index, run.now):
        if only and not _has(run, one.index, name, "ratify"):
            continue
        if not _bound(run, one.index, name):
            _bind(run, one, name, prov, since if since is not None else run.now)
    run.memory.setdefault(("general", one.index), since if since is not None else run.now)


def _has(run: Run, ins: int, name: str, kind: str) -> bool:
    pattern = Pattern(kind, (Slot("by", Named(name)),))
    return occurred(run, Occurred(pattern), Env(ins, run.now)) is True


def _bound(run: Run, ins: int, name: str) -> bool:
    """Whether the instrument has entered into force for a party, even if it has ended since."""
    return bool(run.force.get((ins, name)))


def _bind(run: Run, one: Instrument, name: str, prov: Prov | None, since: int) -> None:
    why = prov.sentence.label if prov is not None else "no sentence on entry into force"
    until = prov.body.until.latest if prov is not None and prov.body.until is not None else None
    spans = run.force.setdefault((one.index, name), [])
    if any(span.since >= since for span in spans):
        return  # it is in force again since then already
    spans.append(Interval(since, until, why))
    run.forces += 1
    change = run.log(
        "force", f"{one.code} is in force for {name}", "in force", name, ref=prov.ref if prov else None
    )
    hap = run.happen("force", run.day_now(), ins=one.index, name=one.code, edges=("start",), who=(name,))
    hap.change = change
    if until is not None:
        _ends_at(run, until)


def _ends_at(run: Run, until: int) -> None:
    run.memory.setdefault("ends", set()).add(until)
    run.wake(until)
    run.wake(until + 1)


def _accede(run: Run, one: Instrument) -> None:
    for hap in run.today:
        if (
            hap.kind != "accede"
            or one.index not in instrument_of(run, hap)
            or ("accede", hap.id) in run.memory
        ):
            continue
        for name in hap.who:
            if _may_accede(run, one, name, hap):
                run.memory[("accede", hap.id)] = True
                run.acceded.setdefault(one.index, []).append((name, run.now))
                run.version += 1
                run.forces += 1
                if not _bound(run, one.index, name) and not one.of(Enters):
                    _bind(run, one, name, None, run.now)


def _may_accede(run: Run, one: Instrument, name: str, hap: Hap) -> bool:
    env = Env(one.index, run.now, None, name)
    for prov in one.of(Accession):
        body: Accession = prov.body
        truth = all_of(
            (
                is_in(run, name, body.who, env),
                True if body.consent_of is None else _consented(run, body.consent_of, env),
                *(holds(run, c, env) for c in body.provided),
            )
        )
        if truth is True:
            return True
    run.note(f"no sentence of {one.code} lets {name} accede", because=(hap.change,))
    return False


def _consented(run: Run, who: Any, env: Env) -> bool:
    given = {n for h in run.by_kind.get("consent", ()) for n in h.who}
    return all(n in given for n in denote(run, who, env))


# ---- end -------------------------------------------------------------------------------------------------------------


def finish(
    run: Run, one: Instrument, name: str, until: int, why: str, ref: Any, because: tuple[int, ...] = ()
) -> None:
    """Force for a party ends at an instant (and still holds at it)."""
    spans = [span for span in run.force.get((one.index, name), ()) if span.since <= until]
    if not spans or (spans[-1].until is not None and spans[-1].until <= until):
        return
    spans[-1].until = until
    spans[-1].why = why
    run.forces += 1
    text = f"{one.code} ends for {name} at {instant_text(until)}: {why}"
    run.log("force", text, "ends", name, ref=ref, because=because)
    _ends_at(run, until)


def _leave(run: Run, one: Instrument) -> None:
    for hap in run.today:
        key = ("left", hap.id, one.index)
        if hap.kind != "withdraw" or one.index not in instrument_of(run, hap) or key in run.memory:
            continue
        run.memory[key] = True
        for name in hap.who:
            _withdraw(run, one, name, hap)


def _withdraw(run: Run, one: Instrument, name: str, hap: Hap) -> None:
    env = Env(one.index, run.now, None, name)
    lasting = _then_notice(run, one, name)
    for prov in one.of(Exit):
        body: Exit = prov.body
        if body.since is not None and run.now < body.since.earliest:
            continue
        allowed = all_of((is_in(run, name, body.who, env), *(holds(run, c, env) for c in body.provided)))
        if allowed is not True or any_of(holds(run, c, env) for c in body.unless) is True:
            continue
        until = after(run, Moment(hap.at, hap.day), body.notice) if body.notice is not None else hap.at
        finish(run, one, name, until, f"{name} withdrew", prov.ref, (hap.change,))
        return
    if lasting is not None:
        prov, first, notice = lasting
        until = max(first, after(run, Moment(hap.at, hap.day), notice))
        finish(run, one, name, until, f"{name} gave notice", prov.ref, (hap.change,))
        return
    text = f"no sentence of {one.code} lets {name} withdraw: its notice has no effect"
    run.note(text, because=(hap.change,), who=name)


def _then_notice(run: Run, one: Instrument, name: str) -> tuple[Prov, int, Any] | None:
    spans = run.force.get((one.index, name))
    for prov in one.of(TreatyLasts):
        if prov.body.then_notice is not None and spans:
            return prov, _term(run, prov, spans[0].since), prov.body.then_notice
    return None


def _term(run: Run, prov: Prov, entry: int) -> int:
    body: TreatyLasts = prov.body
    since = body.since
    start = (
        Moment(since.earliest, since.precision == "day")
        if since is not None
        else Moment(entry, entry % DAY == 0)
    )
    return after(run, start, body.period)


def _lasts(run: Run, one: Instrument) -> None:
    for prov in one.of(TreatyLasts):
        if prov.body.then_notice is not None or run.memory.get(("lasts", prov.id)) == run.forces:
            continue
        run.memory["lasts", prov.id] = run.forces
        for (ins, name), spans in list(run.force.items()):
            if ins == one.index and ("lasts", prov.id, name) not in run.memory:
                run.memory[("lasts", prov.id, name)] = True
                first = min(s[0].since for (i, _), s in run.force.items() if i == one.index)
                until = _term(run, prov, first)
                if spans[-1].until is None or until < spans[-1].until:
                    spans[-1].until, spans[-1].why = until, "its term is over"
                    _ends_at(run, until)


def _end(run: Run, one: Instrument) -> None:
    for prov in one.of(Ends):
        body: Ends = prov.body
        if isinstance(body.when, When):
            if body.when.earliest <= run.now and _still(run, body.provided, one):
                _end_for(run, one, prov, body.when.latest)
        elif ("ended", prov.id) not in run.memory and holds(run, body.when, Env(one.index, run.now)) is True:
            run.memory[("ended", prov.id)] = True
            _end_for(run, one, prov, run.now)
    for hap in run.today:
        if hap.kind in ("repeal", "terminate") and ("repealed", hap.id, one.index) not in run.memory:
            if one.index in instrument_of(run, hap):
                run.memory[("repealed", hap.id, one.index)] = True
                _repeal(run, one, hap)


def _still(run: Run, provided: tuple[Any, ...], one: Instrument) -> bool:
    return all_of(holds(run, c, Env(one.index, run.now)) for c in provided) is True


def _end_for(run: Run, one: Instrument, prov: Prov, until: int) -> None:
    env = Env(one.index, run.now)
    everybody = [n for i, n in run.force if i == one.index]
    for name in denote(run, prov.body.who, env) if prov.body.who is not None else everybody:
        finish(run, one, name, until, "it ended", prov.ref)


def _repeal(run: Run, one: Instrument, hap: Hap) -> None:
    """A law ends when its maker repeals it, if a sentence lets it."""
    measure = hap.kind
    for prov in one.of(Norm):
        named = any(str(run.value(getattr(a, "measure", ""))) == measure for a in prov.body.actions)
        if prov.body.modal == "may" and named:
            env = Env(one.index, run.now)
            if any(is_in(run, name, prov.body.bearer, env) is True for name in hap.who):
                for name in [n for i, n in run.force if i == one.index]:
                    finish(run, one, name, run.now, "it was repealed", prov.ref, (hap.change,))
                return
    run.note(f"no sentence of {one.code} lets {', '.join(hap.who) or 'anybody'} {measure} it: it stays in force",
             because=(hap.change,))  # fmt: skip


# ---- suspension, parts -----------------------------------------------------------------------------------------------


def _suspend(run: Run, one: Instrument) -> None:
    for prov in one.of(Suspended):
        body: Suspended = prov.body
        if body.when is None:
            if ("suspended", prov.id) not in run.memory and (
                body.since is None or body.since.earliest <= run.now
            ):
                run.memory[("suspended", prov.id)] = True
                since = body.since.earliest if body.since is not None else -(10**12)
                _suspension(run, one, prov, since, body.until.latest if body.until is not None else None)
            continue
        begun = body.since is None or body.since.earliest <= run.now
        over = body.until is not None and body.until.latest < run.now
        on = begun and not over and holds(run, body.when, Env(one.index, run.now)) is True
        open_now: list[Interval] = run.memory.get(("suspension", prov.id), [])
        if on and not open_now:
            since = body.since.earliest if body.since is not None else run.now
            run.memory[("suspension", prov.id)] = _suspension(run, one, prov, since, None)
        elif not on and open_now:
            for span in open_now:
                span.until = max(span.since, run.now - 1)
            run.memory[("suspension", prov.id)] = []
            run.forces += 1
    _suspended_by_event(run, one)


def _suspension(run: Run, one: Instrument, prov: Prov, since: int, until: int | None) -> list[Interval]:
    env = Env(one.index, run.now)
    sides = denote(run, prov.body.who, env) if prov.body.who is not None else [""]
    others = denote(run, prov.body.towards, env) if prov.body.towards is not None else [""]
    spans: list[Interval] = []
    for side in sides:
        for other in others:
            span = Interval(since, until, "suspended")
            run.suspended.append((one.index, side, other, span))
            spans.append(span)
    run.forces += 1
    who = " and ".join(n for n in (*sides, *others) if n)
    run.log("force", f"{one.code} is suspended{f' between {who}' if others != [''] else f' for {who}' if who else ''}",
            "suspended", ref=prov.ref)  # fmt: skip
    return spans


def _suspended_by_event(run: Run, one: Instrument) -> None:
    for hap in run.today:
        key = ("by event", hap.id, one.index)
        if (
            hap.kind not in ("suspend", "resume")
            or key in run.memory
            or one.index not in instrument_of(run, hap)
        ):
            continue
        if hap.event is not None and hap.event.get("instrument") is None:
            continue  # something else is suspended
        run.memory[key] = True
        run.forces += 1
        if hap.kind == "suspend":
            towards = names_of(run, hap, "for")  # `suspends X towards Y`: between the two alone
            for side, other in [(a, b) for a in hap.who for b in towards] or [("", "")]:
                run.suspended.append((one.index, side, other, Interval(run.now, None, "suspended")))
            between = f" between {listed(hap.who)} and {listed(towards)}" if towards else ""
            run.log("force", f"{one.code} is suspended{between}", "suspended", because=(hap.change,))
        else:
            for ins, _, _, span in run.suspended:
                if ins == one.index and span.until is None:
                    span.until = max(span.since, run.now - 1)
            run.log("force", f"{one.code} applies again", "in force", because=(hap.change,))


def _parts(run: Run, one: Instrument) -> None:
    for part in one.parts.values():
        if part.in_force is not None and ("part", part.title) not in run.memory:
            if _part_enters(run, one, part):
                run.memory["part", part.title] = run.now
                run.version += 1
                run.forces += 1
                run.log("force", f"“{part.title}” is in force", "in force")


def _part_enters(run: Run, one: Instrument, part: Part) -> bool:
    return holds(run, part.in_force, Env(one.index, run.now)) is True


def lapsed(run: Run, ins: int, name: str, at: int, towards: tuple[str, ...] = ()) -> bool:
    """Whether an instrument has bound a party and does not any more: ended, or suspended towards those named."""
    began = any(span.since <= at for span in run.force.get((ins, name), ()))
    return began and not bound_at(run, ins, name, at, towards)


def bound_at(run: Run, ins: int, name: str, at: int, towards: tuple[str, ...] = ()) -> bool:
    """Whether an instrument binds a name at an instant: by a party's own force, for others by its force at all."""
    if (ins, name) not in run.force and ("general", ins) in run.memory and has_open_role(run, ins, name):
        if is_party(run, ins, name, at):  # its role matters now
            like = next((s[0] for (i, _), s in run.force.items() if i == ins), None)
            run.force[ins, name] = [
                Interval(run.memory["general", ins], like.until if like is not None else None)
            ]
    who = name if _bound(run, ins, name) or is_party(run, ins, name, at) else ""
    if not towards:
        return in_force(run, ins, who, at)
    return any(in_force(run, ins, who, at, t) and not _left(run, ins, t, at) for t in towards)


def _left(run: Run, ins: int, name: str, at: int) -> bool:
    """Whether a name was a party and is none any more: nobody is bound towards it (outcome rule, step 1)."""
    spans = run.force.get((ins, name), ())
    return any(s.since <= at for s in spans) and not any(s.holds(at) for s in spans)
