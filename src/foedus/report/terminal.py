"""Results for a terminal: plain lines, colour only where it helps, never colour alone."""

import os
import sys
from collections.abc import Mapping, Sequence
from textwrap import wrap

from foedus.base import instant_text
from foedus.model import OUTCOMES, Answer, Change, Record, Ref
from foedus.report.changes import dates, plural, together
from foedus.report.values import Review, Run, Trial
from foedus.report.words import (
    count,
    decision_fate,
    duty_state,
    duty_verb,
    fate,
    outcome_glyph,
    outcome_text,
    shown,
)  # fmt: skip

_COLOURS = {"owed": "34", "gap": "31", "soft": "2", "bold": "1", "depends": "33"}
_STATE = {"owed": ("●", "owed"), "performed": ("●", ""), "breached": ("○", "gap"), "unsettled": ("?", "depends"),
          "ended": ("–", "soft"), "may": ("◐", "")}  # fmt: skip
_ANSWER = {"yes": ("●", "holds"), "no": ("○", "does not hold"), "depends": ("◐", "depends"),
           "unsettled": ("?", "not settled"), "unknown": ("?", "not decided")}  # fmt: skip
_KINDS = {"attack": "◆", "event": "·", "invocation": "→", "decision": "→", "vote": "·", "duty": "→", "power": "→",
          "force": "→", "finding": "!", "note": "!"}  # fmt: skip


class Terminal:
    """A terminal of some width, with or without colour."""

    def __init__(self, width: int = 96, colour: bool = False) -> None:
        self.width = max(40, width)
        self.colour = colour

    @classmethod
    def here(cls) -> "Terminal":
        """The terminal that this runs in: COLUMNS sets the width, NO_COLOR or a pipe takes the colour away."""
        columns = os.environ.get("COLUMNS", "")
        wide = int(columns) if columns.isdecimal() and int(columns) else 0
        if not wide and sys.stdout.isatty():
            try:
                wide = os.get_terminal_size().columns
            except OSError:
                wide = 0
        colour = not os.environ.get("NO_COLOR") and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        return cls(min(wide or 96, 120), colour)

    # ---- pieces ------------------------------------------------------------------------------------------------------

    def paint(self, said: str, colour: str) -> str:
        """A text in a colour, where there is colour."""
        return f"\033[{_COLOURS[colour]}m{said}\033[0m" if self.colour and colour and said else said

    def head(self, said: str) -> str:
        """A heading."""
        return self.paint(said, "bold")

    def block(self, first: str, said: str, colour: str = "") -> list[str]:
        """A text after a first column, wrapped under itself."""
        lines = wrap(
            said, max(20, self.width - len(first)), break_long_words=False, break_on_hyphens=False
        ) or [""]
        pad = " " * len(first)
        return [self.paint((first if i == 0 else pad) + line, colour) for i, line in enumerate(lines)]

    # ---- run ---------------------------------------------------------------------------------------------------------

    def run(self, run: Run, at: int | None = None, reply: Answer | None = None) -> str:
        """A run: what changed and why, who owes what by when, what depends on which open point."""
        record = run.record
        if record is None:
            return run.problem
        out = [self.head(f"{run.timeline.title}, under {record.draft}")]
        out += self._outcome(record)
        out += self._settled(run, record)
        if reply is not None:
            out += ["", self.answer(reply)]
        if at is not None:
            return "\n".join([*out, "", *self._state(record, at)])
        out += ["", self.head("What changed"), *self._changes(record, dates(run))]
        out += self._owed(record)
        out += self._open(record)
        out += [line for note in record.notes for line in ("", *self.block("note: ", note))]
        out += self._depends(run)
        return "\n".join(out)

    def _outcome(self, record: Record) -> list[str]:
        out = record.outcome
        if out is None:
            return ["outcome  none: there was no attack"]
        why = f" ({out.why})" if out.why else ""
        where = f"  {_cite(out.ref)}" if out.ref else ""
        first = f"outcome  {outcome_glyph(out.code)} {out.code}: "
        lines = self.block(first, f"{OUTCOMES.get(out.code, out.code)}{why}{where}")
        for code, whom in out.others:
            lines += self.block("         ", f"{outcome_glyph(code)} {code} for {whom}")
        return lines

    def _settled(self, run: Run, record: Record) -> list[str]:
        if not record.completion:
            return []
        fixed = dict(run.timeline.choices)
        mine = [f"{name} = {value}" for name, value in record.completion if name in fixed]
        free = [f"{name} = {value}" for name, value in record.completion if name not in fixed]
        out = self.block("settled  ", ", ".join(mine)) if mine else []
        return out + (
            self.block("shown    ", f"{', '.join(free)} (left open; shown the first way)") if free else []
        )

    def _changes(self, record: Record, known: Mapping[int, str]) -> list[str]:
        """The dated changes, each with its reason; what several parties share, once."""
        out: list[str] = []
        last = ""
        for change, names in together(record.changes):
            when = known.get(change.at) or instant_text(change.at)
            first = f"{when if when != last else '':16}  {_KINDS.get(change.kind, '·')} "
            last = when
            colour = "gap" if change.status == "breached" or change.kind == "attack" else ""
            out += self.block(first, _told(change, names), colour)
        return out or ["nothing"]

    def _owed(self, record: Record) -> list[str]:
        """Who owes what by when, and what became of it."""
        duties = shown(record)
        if not duties:
            return ["", self.head("Who owes what by when"), "nobody owes anything"]
        wide = min(30, max(len(d.bearer) for d in duties))
        out = ["", self.head("Who owes what by when")]
        for duty in sorted(duties, key=lambda d: (d.due is None, d.due or 0)):
            glyph, colour = _STATE[duty_state(duty)]
            due = f" until {instant_text(duty.due)}" if duty.due is not None else " without a deadline"
            due = "" if duty.modal == "must not" else due
            said = f"{duty_verb(duty)}{due}, {_cite(duty.ref)}: {fate(duty)}"
            out += self.block(f"{glyph} {duty.bearer:{wide}}  ", said, colour)
        breaches = sum(d.status == "breached" for d in duties)
        return [
            *out,
            "nobody is in breach" if not breaches else f"in breach: {count(breaches, 'duty', 'duties')}",
        ]

    def _open(self, record: Record) -> list[str]:
        """The decisions, and how they stand."""
        if not record.decisions:
            return []
        out = ["", self.head("Decisions")]
        for one in record.decisions:
            out += self.block(
                "  ", f"{one.rule} decides {one.subject}, {_cite(one.ref)}: {decision_fate(one)}"
            )
        return out

    def _depends(self, run: Run) -> list[str]:
        """What holds however the open points are settled, and what depends on which."""
        if not run.answers and run.complete:
            return []
        out = ["", self.head(f"Over {count(run.completions, 'way', 'ways')} to settle the open points")]
        if not run.complete:
            out = ["", self.head("Not every way to settle the open points could be run")]
            if run.settle:
                out += self.block("settle first: ", ", ".join(run.settle))
        for one in run.answers:
            out.append(self.answer(one))
        return out

    def answer(self, answer: Answer) -> str:
        """An answer with its glyph and word."""
        glyph, word = _ANSWER.get(answer.value, ("?", answer.value))
        return "\n".join(self.block(f"{glyph} {word}: ", answer.text or word))

    def _state(self, record: Record, at: int) -> list[str]:
        from foedus.engine.summary import state_at

        lines = [line for said in state_at(record, at).lines() for line in self.block("  ", said)]
        return [self.head(f"At {instant_text(at)}"), *lines]

    # ---- test --------------------------------------------------------------------------------------------------------

    def tests(self, tested: Sequence[Trial]) -> str:
        """Each timeline with what differs from its expectations."""
        out: list[str] = []
        for one in tested:
            number = sum(1 for lines in one.lines for line in lines if not line.startswith("+"))
            word = "unresolved" if one.unknown else "as expected" if one.ok else "not as expected"
            glyph = "?" if one.unknown else "●" if one.ok else "○"
            what = count(number, "expectation") if number else "expects nothing"
            out.append(self.paint(f"{glyph} {one.file}: {word} ({what})", "" if one.ok else "gap"))
            if one.problem:
                out += self.block("    ", one.problem)
            if one.settle:
                out += self.block("    ", f"settle first: {', '.join(one.settle)}")
            if not one.ok:
                out += [f"    {line}" for lines in one.lines for line in lines]
        failed = sum(not one.ok for one in tested)
        total = count(len(tested), "timeline")
        out.append(f"{total}: all as expected" if not failed else f"{total}: {failed} not as expected")
        return "\n".join(out)

    # ---- review ------------------------------------------------------------------------------------------------------

    def review(self, review: Review, page: str = "") -> str:
        """The summary of a review."""
        from foedus.report.facts import facts
        from foedus.report.page import Page
        from foedus.report.sections.status import assumed

        seen = Page(review)
        weak, every = assumed(seen)
        points = review.draft.open_points()
        out = [self.head(review.draft.title), f"Our draft, our options. As of {review.asof}."]
        out.append(f"{count(len(points), 'open point')}, {count(len(seen.sources), 'source')}, {weak} of {every} "
                   "sentences are assumptions.".replace(" no ", " 0 "))  # fmt: skip
        found = facts(seen)
        if found:
            out += ["", self.head("In brief")]
        for index, fact in enumerate(found, 1):
            out += self.block(f"{index:2}. ", f"{fact.finding} {fact.rest}".strip())
        if seen.runs:
            out += ["", self.head("Incidents")]
        for index, run in enumerate(seen.runs, 1):
            code = run.record.outcome.code if run.record and run.record.outcome else ""
            failed = f"; {count(len(run.failed), 'expectation')} not met" if run.failed else ""
            out += self.block(f"{index:2}. {outcome_glyph(code) if code else '–'} ",
                              f"{run.timeline.title}: {outcome_text(run.record)}{failed}")  # fmt: skip
        return "\n".join([*out, *(["", f"The whole review: {page}"] if page else [])])


def _cite(ref: Ref | None) -> str:
    """A ref as a place: `article 3 (kyiv.treaty:31)`, with whether it is assumed."""
    if ref is None:
        return ""
    name = ref.file.rsplit("/", 1)[-1]
    place = f"{ref.label} ({name}:{ref.line})" if name and ref.line else ref.label
    return f"{place}, assumption" if ref.assumption else place


_SAYS = {"owed": "owe", "breached": "breach", "performed": "perform", "open": "open"}


def _told(change: Change, names: Sequence[str] = ()) -> str:
    """A change in one line: what, its status where the sentence does not say it, and under which sentence."""
    text = plural(change.text, change.who, names) if len(names) > 1 else change.text
    said = change.kind in ("power", "policy", "prohibition", "note", "invocation", "force") or (
        _SAYS.get(change.status, change.status) in text
    )
    status = f": {change.status}" if change.status and not said else ""
    sure = "" if change.sure else " (not settled)"
    where = f", {_cite(change.ref)}" if change.ref else ""
    return f"{text.rstrip('.')}{status}{sure}{where}"
