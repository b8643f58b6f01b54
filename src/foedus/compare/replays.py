"""Cases run in the interpreter under both drafts: what each comes to, and sentences that tell them apart."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import DAY, Source, When, instant_text
from foedus.cases.cell import Cell
from foedus.cases.scene import stage, timeline
from foedus.cases.witness import timeline_text
from foedus.compare.pair import Pair
from foedus.engine import LoopError, expect, run
from foedus.engine.prepared import Prepared
from foedus.language.declare import declare
from foedus.language.draft import Parsed
from foedus.language.lexer import lex
from foedus.language.load import Loader
from foedus.language.names import Entry, Names
from foedus.language.timelines import load_timeline
from foedus.model import DecisionLife, Draft, Duty, OpenPoint, Record

_AFTER = 366 * DAY  # no term ends later in the case space
_VERB = {"must": "owes", "may": "may", "intends to": "intends to"}
_SAID = {"assist": "assistance", "consult": "consultation"}
_MOST = 24


Aspect = Callable[[Record], object]


class Shown(Struct, frozen=True):
    """A case that shows a difference: as a timeline, with what each draft's interpreter says of it."""

    text: str
    one: tuple[str, ...]
    two: tuple[str, ...]


class Replays:
    """Runs cases of a pair of drafts.

    Args:
        pair: the drafts.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._ready: dict[int, Prepared] = {}

    def record(self, number: int, cell: Cell, draft: Draft | None = None) -> Record | None:
        """What a case comes to under one of the drafts, or under another in its place; None if it cannot be run."""
        side = (self.pair.joint.one, self.pair.joint.two)[number]
        mine = side.cell(cell)
        told = timeline(side.case, mine)
        late = self.pair.at + _AFTER
        told = replace(told, until=When(late, late))
        try:
            ready = self._stage(number) if draft is None else stage(draft, self.pair.parts[number])
            return run(ready, told, self._other(number, cell))
        except (LoopError, KeyError, ValueError, LookupError):
            return None

    def _stage(self, number: int) -> Prepared:
        if number not in self._ready:
            self._ready[number] = stage(self.pair.drafts[number], self.pair.parts[number])
        return self._ready[number]

    def _other(self, number: int, cell: Cell) -> Callable[[OpenPoint], int]:
        """How points are settled that do not matter to a draft itself."""
        fixed, choices = self.pair.fixed[number], self.pair.joint.graph.choices

        def pick(point: OpenPoint) -> int:
            known = choices.get(f"?{point.name}")
            if point.name not in fixed and known is not None:
                text = known.values[cell.choices.get(known.name, 0)]
                return point.texts.index(text) if text in point.texts else 0
            return fixed.get(point.name, 0)

        return pick

    def differ(self, cell: Cell) -> bool:
        """Whether a case comes out differently under the drafts."""
        a, b = self.record(0, cell), self.record(1, cell)
        return a is not None and b is not None and seen(a) != seen(b)

    def goes_with(self, cell: Cell, draft: Draft, aspect: Aspect) -> bool | None:
        """Whether a case comes out under another draft, put for the second, as under the first; None if it cannot run.

        Args:
            cell: the case.
            draft: the draft in place of the second.
            aspect: what is looked at.
        """
        a = self.record(0, cell)
        try:
            b = self.record(1, cell, draft)
        except Exception:  # a draft with an edit undone need not be one
            return None
        return None if a is None or b is None else aspect(a) == aspect(b)

    # ---- sentences that tell the drafts apart --------------------------------------------------------------------

    def shown(self, cell: Cell, title: str) -> Shown | None:
        """A case as a timeline with what is so of it under one draft and not under the other; None if nothing is."""
        a, b = self.record(0, cell), self.record(1, cell)
        if a is None or b is None or seen(a) == seen(b):
            return None
        case = self.pair.cases[0]
        code = self.pair.drafts[0].code or f'"{self.pair.drafts[0].title}"'
        plain = timeline_text(case, self.pair.joint.one.cell(cell), title, code)
        other = timeline_text(self.pair.cases[1], self.pair.joint.two.cell(cell), title, code)
        lines = list(dict.fromkeys((*plain.splitlines(), *other.splitlines())))
        heads = [line for line in lines if not line[:1].isdigit()]
        text = "\n".join([*_one_with(heads), *sorted(line for line in lines if line[:1].isdigit())]) + "\n"
        claims = list(dict.fromkeys(_claims(a, b)))[:_MOST]
        first, second = (self._answers(n, text, claims) for n in (0, 1))
        apart = [
            (c, x)
            for c, x, y in zip(claims, first, second, strict=True)
            if x is not None and y is not None and x != y
        ]
        if not apart:
            return Shown(text, (), ())
        best = apart[:2]
        return Shown(text, tuple(_said(c, x) for c, x in best), tuple(_said(c, not x) for c, x in best))

    def _answers(self, number: int, text: str, claims: Sequence[tuple[str, str]]) -> list[bool | None]:
        """Which claims hold under a draft; None for one that cannot be read."""
        found = self._asked(number, text, claims)
        if found is not None:
            return list(found)
        out: list[bool | None] = []
        for claim in claims:
            one = self._asked(number, text, [claim])
            out.append(one[0] if one else None)
        return out

    def _asked(self, number: int, text: str, claims: Sequence[tuple[str, str]]) -> list[bool] | None:
        name = "witness.timeline"
        whole = text + "".join(f"expect {_said(c, True)}.\n" for c in claims)
        loader = Loader({name: whole})
        draft = self.pair.drafts[number]
        read = load_timeline(loader, Path(name), name, Parsed(draft, self.names, ()))
        if not read.ok or read.timeline is None:
            return None
        try:
            results = expect.check(draft, read.timeline)
        except LoopError:
            return None
        flags = [check.ok for result in results for check in result.checks]
        return flags if len(flags) == len(claims) else None

    @cached_property
    def names(self) -> Names:
        """The names that either draft declares, in the words of the first."""
        names = Names()
        for draft in (self.pair.written[1], self.pair.written[0]):
            for one in reversed(draft.everything()):
                text = "\n".join(f"{s.text.rstrip().removesuffix('.')}." for s in one.sentences)
                declare(lex(Source("draft", text)).tokens, names)
                if one.code:
                    names.add(Entry(one.code, "instrument"))
        return names


def _one_with(heads: list[str]) -> list[str]:
    """The lines before the events, with what both settle of the open points in one."""
    settled = [line.removeprefix("with ").removesuffix(".") for line in heads if line.startswith("with ")]
    rest = [line for line in heads if not line.startswith("with ")]
    parts = list(dict.fromkeys(p for line in settled for p in line.split(", ")))
    return [rest[0], *([f"with {', '.join(parts)}."] if parts else []), *rest[1:]]


def seen(record: Record) -> tuple[frozenset[object], ...]:
    """What can be seen of a record: who owed what from when until when, what was decided, who was bound when."""
    duties = frozenset(_key(d) for d in record.duties)
    decisions = frozenset(
        (d.subject, d.opened, d.due, d.status, d.closed, d.by_default, d.answer) for d in record.decisions
    )
    spans = frozenset((s.instrument, s.who, s.since, s.until) for s in record.statuses if s.kind == "force")
    return duties, decisions, spans


def _key(d: Duty) -> tuple[object, ...]:
    """What can be seen of a duty; of several that bear it together the order is nothing, and help is for the victim."""
    who = (d.bearer,) if len(d.members) < 2 else (*sorted(d.members), d.bearer.rsplit(" ", 1)[-1])
    towards = d.action.replace(f" {d.beneficiary}", "") if d.beneficiary else d.action
    names = " ".join(sorted(towards.split()))
    return (
        who, d.measures, d.modal, d.latitude, names, d.since, d.due, d.status, d.ended, d.sure, d.beneficiary,
    )  # fmt: skip


def aspect_of(
    kind: str, who: Sequence[str], what: Sequence[str], own: Callable[[Record], object] = seen
) -> Aspect:
    """What of a record shows a difference of a kind.

    Args:
        kind: of the difference.
        who: its bearers.
        what: the measures, or what is decided.
        own: what to look at where the kind says nothing.
    """
    names, measures = set(who), {w for one in what for w in one.split(" ")}

    def duties(record: Record) -> list[Duty]:
        return [d for d in record.duties if names & {*d.members, d.bearer} and measures & set(d.measures)]

    parts: dict[str, Callable[[Duty], object]] = {
        "gone": lambda d: (d.bearer, d.modal != ""), "new": lambda d: (d.bearer, d.modal != ""),
        "changed": lambda d: (d.bearer, d.measures), "weaker": lambda d: (d.bearer, d.modal, d.latitude),
        "stronger": lambda d: (d.bearer, d.modal, d.latitude), "later": lambda d: (d.bearer, d.due),
        "sooner": lambda d: (d.bearer, d.due), "no clock": lambda d: (d.bearer, d.due is None),
        "clock": lambda d: (d.bearer, d.due is None), "arises later": lambda d: (d.bearer, d.since),
        "arises sooner": lambda d: (d.bearer, d.since), "members": lambda d: d.members,
    }  # fmt: skip
    if kind in parts:
        return lambda record: frozenset(parts[kind](d) for d in duties(record))
    steps: dict[str, Callable[[DecisionLife], object]] = {
        "not opened": lambda d: d.subject, "opened": lambda d: d.subject, "opens otherwise": lambda d: d.opened,
        "time": lambda d: (d.opened, d.due), "votes": lambda d: (d.status, d.closed, d.by_default),
        "silence": lambda d: (d.status, d.by_default, d.answer), "lost": lambda d: (d.status, d.closed),
    }  # fmt: skip
    if kind in steps:
        return lambda record: frozenset(steps[kind](d) for d in record.decisions)
    if kind == "force":
        return lambda record: frozenset(
            (s.kind, s.instrument, s.who, s.since, s.until) for s in record.statuses
        )
    return own


def _said(claim: tuple[str, str], yes: bool) -> str:
    at, what = claim
    return f"{at}{what}" if yes else f"{at}it is not so that {what}"


def _claims(a: Record, b: Record) -> Iterator[tuple[str, str]]:
    """What may be so of one record and not of the other, duties to help first."""
    mine, theirs = seen(a), seen(b)
    for record, other in ((a, theirs), (b, mine)):
        for d in sorted(
            record.duties, key=lambda d: (d.modal != "must", d.content == 0 or d.measures == ("invoke",))
        ):
            key = _key(d)
            if key not in other[0] and d.modal in _VERB:
                yield from _of_duty(d)
    for record, other in ((a, theirs), (b, mine)):
        for d in record.decisions:
            if (d.subject, d.opened, d.due, d.status, d.closed, d.by_default, d.answer) not in other[1]:
                for at in (d.closed, d.opened):
                    if at is not None and d.subject == "whether the case has arisen":
                        yield f"at {instant_text(at)}: ", "the case has arisen"


def _of_duty(d: Duty) -> Iterator[tuple[str, str]]:
    who = d.members[0] if len(d.members) == 1 else d.bearer.removesuffix(" together")
    for measure in d.measures:
        verb = _VERB[d.modal]
        what = _SAID.get(measure, measure) if verb == "owes" else measure
        moments = [m for m in (d.since, d.due, d.ended) if m is not None]
        for at in dict.fromkeys(moments):
            yield f"at {instant_text(at)}: ", f"{who} {verb} {what}"
            if d.due is not None and verb == "owes":
                yield f"at {instant_text(at)}: ", f"{who} owes {what} until {instant_text(d.due)}"
            if d.status == "breached":
                yield f"at {instant_text(at)}: ", f"{who} is in breach"


__all__ = ["Aspect", "Replays", "Shown", "aspect_of", "seen"]
