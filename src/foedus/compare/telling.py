"""Differences in words: one plain sentence each, for whom it is what, and the case that shows it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.check.people import groups
from foedus.check.words import condition, hours
from foedus.compare.circumstances import Circumstances
from foedus.compare.groups import Group, bearers
from foedus.compare.observed import Decided, Lasting, Owed, strength
from foedus.compare.pair import Pair
from foedus.compare.prose import told
from foedus.compare.replays import Replays
from foedus.compare.stands import stands
from foedus.engine.words import decider_text, listed
from foedus.model import DecisionLife, Hole, Record, Ref
from foedus.model.comparison import Difference

_FREE = {"measure": "", "all-means": ", by all means in its power,", "discretion": ", at its discretion,",
         "process": ", in accordance with its constitutional process,"}  # fmt: skip
_MODAL = {"must": "must", "may": "may", "intends to": "intends to", "must not": "must not"}
_WEIGHT = {
    "gone": 0.95, "new": 0.95, "changed": 0.9, "force": 0.86, "not opened": 0.88, "opened": 0.88,
    "weaker": 0.85, "stronger": 0.85, "members": 0.66,
    "votes": 0.8, "silence": 0.78, "no clock": 0.75, "clock": 0.75, "later": 0.7, "sooner": 0.7, "time": 0.68,
    "unbound": 0.72, "bound": 0.72, "violated": 0.6, "arises later": 0.55, "arises sooner": 0.55,
    "opens otherwise": 0.5, "lost": 0.4, "otherwise": 0.4,
}  # fmt: skip
_SILENCE = {"it has": "the case has arisen", "it has not": "the case has not arisen", "open": "the question stays open",
            "granted": "it is granted", "refused": "it is refused", "": "nothing is said"}  # fmt: skip
_ONLY_A = ("gone", "changed", "no clock")
_MANY = 8  # names in a row


class Telling(Circumstances):
    """Puts differences of a pair of drafts into words.

    Args:
        pair: the drafts.
        replays: runs their cases.
    """

    def __init__(self, pair: Pair, replays: Replays) -> None:
        super().__init__(pair)
        self.replays = replays

    def difference(self, group: Group, cell: Cell, budget: float | None) -> Difference:
        """One difference in words.

        Args:
            group: the facets that it is.
            cell: a case that shows it.
            budget: seconds to find in how many completions it shows.
        """
        a, b = self.replays.record(0, cell), self.replays.record(1, cell)
        assert a is not None  # it has been confirmed
        assert b is not None
        where = self.where(group)
        only, completions = self.completions(group, cell, budget)
        sentence = self._sentence(group, where, a, b)
        if not group.willing and group.echo:
            sentence = f"Under other conduct, too: {sentence}"
        tail = f" Only under {' or '.join(condition(s) for s in only)}." if only else ""
        shown = self.replays.shown(cell, re.sub(r'["“”]', "'", sentence.rstrip(".")))
        assert shown is not None
        refs = [tuple(dict.fromkeys(x.prov.ref for x in group.sides(n))) for n in (0, 1)]
        return Difference(
            group.kind, sentence + tail, group.who, () if self._decided(group) else group.what,
            (where,) if where else (),
            tuple(stands(group, a, b)), only, completions,
            self.pair.conduct.text if group.willing else self.conduct(cell), shown.text, shown.one, shown.two,
            self._refs(group, 0, refs[0]), self._refs(group, 1, refs[1]), minutes=_minutes(group, a, b),
            says_one=told(a, b), says_two=told(b, a),
            weight=_WEIGHT.get(group.kind, 0.3) + (0.04 if group.willing else 0) - (0.1 if only else 0),
        )  # fmt: skip

    def _refs(self, group: Group, number: int, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """The sentences of a draft behind it; a decision that a draft has none of stands for its counterpart."""
        instruments = {d.code or d.title for d in self.pair.drafts[number].everything()}
        files = {s.span.file for d in self.pair.drafts[number].everything() for s in d.sentences if s.span}
        return tuple(r for r in refs if r.instrument in instruments and (not r.file or r.file in files))

    def _decided(self, group: Group) -> bool:
        return isinstance((group.facets[0].one + group.facets[0].two)[0], Decided)

    # ---- sentences -----------------------------------------------------------------------------------------------

    def _sentence(self, group: Group, where: str, a: Record, b: Record) -> str:
        if group.kind == "force":
            return self._force(group, a, b)
        if self._decided(group):
            return self._decision(group, where, a, b)
        if isinstance((group.facets[0].one + group.facets[0].two)[0], Lasting):
            return self._lasting(group)
        return self._duty(group, where, a, b)

    def _duty(self, group: Group, where: str, a: Record, b: Record) -> str:
        who, what = self._bound(group), self._what(group.what)
        mine = self._shown(a, group) or self._modal(group.sides(0))
        theirs = self._shown(b, group) or self._modal(group.sides(1))
        after = f" after {where}" if where else ""
        kind = group.kind
        if kind == "gone":
            whether = "B no longer says in every such case that " if group.some else "B no longer says that "
            lead = f"B drops {where}: " if where else whether
            return f"{lead}{who} {mine} {what}{' in A only' if where else ''}."
        if kind == "new":
            lead = f"B adds {where}: " if where else "B adds that "
            return f"{lead}{who} {theirs} {what}{' in B only' if where else ''}."
        if kind == "changed":
            new = self._what(tuple(dict.fromkeys(f.what for f in group.also)))
            modal = self._modal([x for f in group.also for x in f.two])
            each = "it" if len(group.who) == 1 else "each"
            return f"{_cap(who)} {modal} {new} in B where {each} {mine} {what} in A{after}."
        if kind in ("weaker", "stronger") and theirs != mine:
            return f"{_cap(who)} {theirs} {what} in B, and {mine} do so in A{after}."
        if kind in ("weaker", "stronger"):
            return f"That {who} {mine} {what} binds {'less' if kind == 'weaker' else 'more'} strongly in B{after}."
        if kind in ("no clock", "clock"):
            has, none = ("A", "B") if kind == "no clock" else ("B", "A")
            return f"{has} sets a term by which {who} {mine or theirs} {what}, {none} sets none{after}."
        if kind in ("later", "sooner"):
            return self._late(group, who, what, after, a, b)
        if kind in ("arises later", "arises sooner"):
            when = kind.removeprefix("arises ")
            return f"In B it comes {when} that {who} {theirs or mine} {what}{after}."
        if kind == "members":
            one, two = (
                {n for x in group.sides(k) if isinstance(x, Owed) for n, _ in x.members} for k in (0, 1)
            )
            out = [f"{self._people(sorted(one - two))} no longer"] * bool(one - two)
            out += [f"{self._people(sorted(two - one))} now"] * bool(two - one)
            if out:
                return f"{_cap(listed(out))} among those in B who together {mine} {what}{after}."
            return f"Who together {mine} {what} is otherwise in B than in A{after}."
        return f"That {who} {mine or theirs} {what} ends or binds otherwise in B than in A{after}."

    def _bound(self, group: Group) -> str:
        """Who bears it; if some do each and some together, by the sentence that binds them."""
        who = self._bearers(group)
        if any(": " in n for n in who) and len(who) > 1:
            articles = list(dict.fromkeys(
                x.prov.article for n in (0, 1) for x in group.sides(n) if x.prov.ref in group.of and x.prov.article
            ))  # fmt: skip
            if articles:
                many = len(articles) > 1
                return f"those whom article{'s' * many} {listed(articles)} speak{'s' * (not many)} of"
        return self._people(who)

    def _bearers(self, group: Group) -> list[str]:
        """Who bears it; of what is borne together, each who may be among them."""
        out: dict[str, None] = {}
        for f in group.facets:
            sides = f.one if group.kind in _ONLY_A else f.two or f.one
            joint = [x for x in sides if isinstance(x, Owed) and x.members]
            if joint:
                out[f"{f.who}: {', '.join(dict.fromkeys(n for x in joint for n, _ in x.members))}"] = None
            else:
                out[f.who] = None
        return list(out)

    def _late(self, group: Group, who: str, what: str, after: str, a: Record, b: Record) -> str:
        terms = [_term(r, group) for r in (a, b)]
        if terms[0] and terms[1]:
            before, after_ = (self._terms(n, group, terms[n] or 0) for n in (0, 1))
            if before and after_:
                return f"B gives {who} {after_} instead of {before} to {what}{after}."
            return (
                f"B gives {who} {long(terms[1])} instead of {long(terms[0])} to {what}{after}"
                f"{' (in the case shown)' if self._varies(group) else ''}."
            )
        return f"In B it is due {group.kind} that {who} {self._modal(group.sides(1))} {what}{after}."

    def _terms(self, number: int, group: Group, shown: int) -> str:
        """How long is given under the settings that a sentence speaks of; "" if that is not told by one point."""
        limits = {
            getattr(getattr(x.prov.body, "deadline", None), "within", None)
            for x in group.sides(number) if x.prov.ref in group.of
        }  # fmt: skip
        if len(limits) != 1:
            return ""
        within = next(iter(limits))
        if not isinstance(within, Hole):
            return long(shown)
        choice = self.pair.joint.graph.choices.get(f"?{within.name}")
        point = next((p for p in self.pair.drafts[number].open_points() if p.name == within.name), None)
        if choice is None or point is None:
            return ""
        wanted = {choice.values[v] for v in group.box.get(choice.name, range(len(choice.values)))}
        spells = [spell.minutes for _, spell in self.pair.cases[number].low.spells(within)]
        if len(spells) != len(point.texts):
            return ""
        return listed((long(m) for m, t in zip(spells, point.texts, strict=True) if t in wanted), "or")

    def _varies(self, group: Group) -> bool:
        """Whether a term hangs on an open point."""
        return any(
            isinstance(getattr(getattr(x.prov.body, "deadline", None), "within", None), Hole)
            for n in (0, 1) for x in group.sides(n)
        )  # fmt: skip

    def _lasting(self, group: Group) -> str:
        who, what = self._people(group.who), self._what(group.what)
        side = group.sides(0) or group.sides(1)
        modal = side[0].modal if isinstance(side[0], (Lasting, Owed)) else "must"
        if group.kind == "violated":
            return f"Whether the attack breaches that {who} {_MODAL[modal]} {what} comes out otherwise in B than in A."
        has, none = ("A", "B") if group.kind == "unbound" else ("B", "A")
        some = "" if not (group.sides(0) and group.sides(1)) else " at some moments"
        aimed = [w.split(" ", 1) for w in group.what]
        if all(len(w) == 2 and w[0] == aimed[0][0] for w in aimed):
            what = f"{aimed[0][0]} {self._people([w[1] for w in aimed]).replace('each ', 'any ')}"
        return f"In {has} {who} {_MODAL[modal]} {what}{some}; in {none} not."

    def _decision(self, group: Group, where: str, a: Record, b: Record) -> str:
        name = self._named(group)
        after = f" after {where}" if where else ""
        kind = group.kind
        if kind in ("not opened", "opened"):
            has, none = ("A", "B") if kind == "not opened" else ("B", "A")
            return f"{has} lets {name} open{after}; {none} does not."
        if kind == "time":
            return self._time(group, name)
        if kind == "votes":
            return self._votes(group, name, a, b)
        if kind == "silence":
            one, two = (self._silence(n, group) for n in (0, 1))
            return f"When {name} is not taken in time, {two} in B; in A {one}."
        if kind == "opens otherwise":
            return f"{_cap(name)} opens at another time in B than in A{after}."
        return f"{_cap(name)} lapses otherwise in B than in A{after}."

    def _force(self, group: Group, a: Record, b: Record) -> str:
        """For whom a text is in force at other times, with the times of the case shown."""
        code = group.what[0]
        text = "the text" if code in (self.pair.drafts[0].code, self.pair.drafts[0].title) else code
        for who in group.who:
            one, two = (_spans(r, who, code) for r in (a, b))
            if one != two:
                return (
                    f"{_cap(text)} is in force at other times in B than in A for {self._people(group.who)}: in the "
                    f"case shown, for {who} {two} in B, {one} in A."
                )
        return f"{_cap(text)} is in force at other times in B than in A for {self._people(group.who)}."

    def _named(self, group: Group) -> str:
        facet = group.facets[0]
        side = (facet.one + facet.two)[0]
        article = side.prov.article
        place = f" in article {article}" if article else ""
        own = [w for w in group.who if w]
        each = len(own) == len({f.who for f in group.facets})  # else also one that they take together
        return f"the decision{place}" + (f" by {self._people(own)} for itself" if own and each else "")

    def _body(self, number: int, group: Group) -> Any:
        found = group.sides(number)
        return found[0].prov.body if found else None

    def _periods(self, number: int, group: Group) -> str:
        body = self._body(number, group)
        limit = getattr(body, "deadline", None)
        if limit is None or limit.within is None:
            return "no fixed time"
        low = self.pair.cases[number].low
        if isinstance(limit.within, Hole):
            lengths = listed((long(spell.minutes) for _, spell in low.spells(limit.within)), "or")
            return f"?{limit.within.name} ({lengths})"
        return listed((long(spell.minutes) for _, spell in low.spells(limit.within)), "or")

    def _time(self, group: Group, name: str) -> str:
        """How long a decision may take; where an option of a point says it, by how much by each."""
        one, two = (self._lengths(n, group) for n in (0, 1))
        points = [point for point, _ in (one, two) if point]
        if not points or not (one[1] and two[1]):
            a, b = (self._periods(n, group) for n in (0, 1))
            return f"{_cap(name)} has {b} in B, {a} in A: it may close at another time."
        changes: dict[str, list[str]] = {}
        for option, before in one[1].items():
            after = two[1].get(option) if two[0] else next(iter(two[1].values()))
            for length, label in [(after, option)] if one[0] and after is not None else [
                (m, label) for label, m in two[1].items() if not one[0]
            ]:  # fmt: skip
                if length != before:
                    how = "later" if length > before else "sooner"
                    changes.setdefault(f"{long(abs(length - before))} {how} in B", []).append(label)
        said = "; ".join(f"{how} where {points[0]} is {listed(of, 'or')}" for how, of in changes.items())
        a, b = (self._open(*side) for side in (one, two))
        return f"{_cap(name)} has {b} in B, {a} in A: it may close {said}."

    def _lengths(self, number: int, group: Group) -> tuple[str, dict[str, int]]:
        """The point that says how long a decision may take, if one does, and how long by each of its options."""
        limit = getattr(self._body(number, group), "deadline", None)
        within = getattr(limit, "within", None)
        if within is None:
            return "", {}
        spells = [spell.minutes for _, spell in self.pair.cases[number].low.spells(within)]
        if not isinstance(within, Hole):
            return "", {long(spells[0]): spells[0]} if spells else {}
        point = next((p for p in self.pair.drafts[number].open_points() if p.name == within.name), None)
        if point is None or len(point.texts) != len(spells):
            return "", {long(spells[0]): spells[0]} if len(spells) == 1 else {}
        return point.name, dict(zip(point.texts, spells, strict=True))

    def _open(self, point: str, lengths: Mapping[str, int]) -> str:
        said = listed(dict.fromkeys(long(m) for m in lengths.values()), "or")
        return f"?{point} ({said})" if point else said

    def _silence(self, number: int, group: Group) -> str:
        said = getattr(self._body(number, group), "silence", "")
        if isinstance(said, Hole):
            return f"?{said.name} says what follows"
        return _SILENCE.get(str(said), str(said))

    def _votes(self, group: Group, name: str, a: Record, b: Record) -> str:
        one, two = (self._rule(n, group) for n in (0, 1))
        counts = _counts(_life(a), _life(b))
        when = f" It comes out otherwise {counts}." if counts else " It comes out otherwise with some votes."
        if one == two:
            return f"{_cap(name)} is decided otherwise in B than in A.{when}"
        return f"{_cap(name)} is for {two} in B, for {one} in A.{when}"

    def _rule(self, number: int, group: Group) -> str:
        decider = getattr(self._body(number, group), "decider", None)
        if isinstance(decider, Hole):
            return f"?{decider.name}"
        return (
            decider_text(self.pair.cases[number].low.incident.run, decider)
            if decider is not None
            else "nobody"
        )

    # ---- words ---------------------------------------------------------------------------------------------------

    def _people(self, who: Sequence[str]) -> str:
        """Bearers; whole groups by their word."""
        left, out = list(who), list[str]()
        for word, members in groups(self.view):
            for k, name in enumerate(left):
                lead, _, names = name.partition(": ")
                if names and members == frozenset(names.split(", ")):
                    left[k] = f"the {word}s {'together' if lead != 'any' else '(any of them)'}"
            if len(members) > 1 and members <= set(left):
                out.append(f"each {word}")
                left = [n for n in left if n not in members]
        out += [_joint(n) for n in left]
        if len(out) > _MANY:
            out = [*out[: _MANY - 2], f"{len(out) - _MANY + 2} others"]
        return listed(out) if out else "nobody"

    def _what(self, what: Sequence[str]) -> str:
        return listed(w.replace("“this treaty”", "this treaty") for w in what)

    def _modal(self, sides: Sequence[Any]) -> str:
        """The strongest modal of some duties, with how much it leaves free."""
        owed = [x for x in sides if isinstance(x, Owed)]
        if not owed:
            return ""
        best = max(owed, key=lambda x: x.rank)
        return f"{_MODAL[best.modal]}{_FREE[best.latitude]}"

    def _shown(self, record: Record, group: Group) -> str:
        """The strongest modal of the duties of the group in the case shown, with how much it leaves free."""
        who = {n for f in group.facets for n in bearers(f)}
        what = {w for f in group.facets for w in f.what.split(" ")}
        found = [
            d
            for d in record.duties
            if what & set(d.measures) and who & set(d.members) and d.modal != "must not"
        ]
        if not found:
            return ""
        best = max(found, key=lambda d: strength(d.modal, d.latitude))
        return f"{_MODAL[best.modal]}{_FREE[best.latitude]}"


def long(minutes: int) -> str:
    """A length of time: whole days where these are many.

    >>> long(72 * 60), long(7 * 24 * 60)
    ('72 hours', '7 days')
    """
    days, rest = divmod(minutes, 24 * 60)
    return f"{days} days" if days > 3 and not rest else hours(minutes)


def _joint(name: str) -> str:
    lead, _, names = name.partition(": ")
    every = names.split(", ")
    if len(every) > _MANY:
        every = [*every[: _MANY - 2], f"{len(every) - _MANY + 2} others"]
    return f"{listed(every, 'or' if lead == 'any' else 'and')} {lead}" if names else name


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _term(record: Record, group: Group) -> int | None:
    """How long a duty of the group has in a record."""
    names = {w for f in group.facets for w in f.what.split()}
    for d in record.duties:
        if (
            d.due is not None
            and names & set(d.measures)
            and (not group.who or d.bearer in group.who or len(d.members) > 1)
        ):
            return d.due - d.since
    return None


def _minutes(group: Group, a: Record, b: Record) -> int | None:
    if group.kind not in ("later", "sooner"):
        return None
    one, two = _term(a, group), _term(b, group)
    return None if one is None or two is None else two - one


def _spans(record: Record, who: str, code: str) -> str:
    """When a text is in force for somebody, in words."""
    spans = [s for s in record.statuses if s.kind == "force" and s.who == who and s.instrument == code]
    told = [
        f"from {instant_text(s.since)}" + (f" until {instant_text(s.until)}" if s.until is not None else " on")
        for s in spans
    ]  # fmt: skip
    return listed(told) or "never"


def _life(record: Record) -> DecisionLife | None:
    return record.decisions[0] if record.decisions else None


def _counts(a: DecisionLife | None, b: DecisionLife | None) -> str:
    if a is None or b is None or a.need < 0 or b.need < 0:
        return ""
    if a.electorate != b.electorate:
        return f"where {a.need} of {len(a.electorate)} do in A and {b.need} of {len(b.electorate)} in B"
    if a.need == b.need:
        return ""
    low, high = sorted((a.need, b.need))
    few = f"{low}" if high == low + 1 else f"at least {low} and fewer than {high}"
    return f"when {few} of {len(a.electorate)} vote for it"


__all__ = ["Telling"]
