"""All papers of a draft, from results that were computed elsewhere."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from foedus.base import Source
from foedus.model import Checked, Draft, Event
from foedus.model.papers import Brief, Calendar, Papers
from foedus.papers.brief.clocks import Clocks
from foedus.papers.brief.days import days
from foedus.papers.brief.does import beside, own_points, topics
from foedus.papers.brief.exercise import exercise
from foedus.papers.brief.found import findings, questions, scope_of, uncovered, unsaid
from foedus.papers.brief.watched import watched
from foedus.papers.brief.wording import Wording
from foedus.report.names import anonymous, attackers, guarantors, invented, renamer
from foedus.report.values import Run
from foedus.report.words import capital, count, day_text, listed


class Play(Struct, frozen=True):
    """A timeline for the papers: run, with the finding that it shows ("" for none) and the texts behind it."""

    run: Run
    shows: str
    sources: Mapping[str, Source]


class Asked(Struct, frozen=True):
    """What papers are made from.

    calendar: timelines whose dates the calendar gives. exercises: timelines that become exercises. at: the day that the
    papers bear.
    """

    draft: Draft
    sources: Mapping[str, Source]
    checked: Checked | None
    fixed: Mapping[str, str] = {}
    calendar: tuple[Play, ...] = ()
    exercises: tuple[Play, ...] = ()
    at: int = 0
    names: bool = False
    digest: str = ""
    version: str = ""
    why_no_exercise: str = ""
    complete: bool = True
    notes: tuple[str, ...] = ()


def papers(asked: Asked) -> Papers:
    """Make all papers."""
    draft = asked.draft
    words = Wording(draft, asked.sources, asked.fixed)
    runs = tuple(one.run for one in (*asked.calendar, *asked.exercises))
    change, hidden = _change(asked, runs)
    code = draft.code or draft.title
    clocks, loose = Clocks(draft, words).all()
    found = asked.checked
    brief = None if found is None else Brief(
        topics(draft, words), questions(draft, words, found), findings(words, found),
        uncovered(draft, words, found), (*unsaid(found), *_read_with(draft)),
    )  # fmt: skip
    return Papers(
        draft.title, code, draft.kind, draft.status, draft.file.rsplit("/", 1)[-1], asked.digest, day_text(asked.at),
        asked.at, asked.version, _lede(draft, words), scope_of(found) if found is not None else "", brief,
        Calendar(clocks, loose, tuple(
                days(anonymous(one.run, change), words, code, _reader(one, change)) for one in asked.calendar
            )),
        watched(draft, words),
        tuple(
            exercise(anonymous(one.run, change), words, code, words.told(change(one.shows)), _reader(one, change))
            for one in asked.exercises
        ),
        asked.why_no_exercise, hidden, asked.complete, asked.notes,
    )  # fmt: skip


def _reader(one: Play, change: Callable[[str], str]) -> Callable[[Event], str]:
    """What tells an event in the words of its timeline."""
    name = change if invented(one.run.timeline) else str

    def said(event: Event) -> str:
        source = one.sources.get(event.span.file) if event.span is not None else None
        return (
            name(source.text[event.span.start : event.span.end]) if source is not None and event.span else ""
        )

    return said


def _change(asked: Asked, runs: Sequence[Run]) -> tuple[Callable[[str], str], bool]:
    """What puts letters in place of guarantors in invented incidents, and whether there are any to be hidden."""
    if asked.names:
        return renamer(()), False
    aside = attackers(runs)
    named = [n for n in guarantors(asked.draft, runs) if n not in aside]
    return renamer(named), bool(named) and any(invented(run.timeline) for run in runs)


def _lede(draft: Draft, words: Wording) -> str:
    """What the text is, in a sentence or two."""
    said = "A text that nobody has published, in our words. " if draft.status == "reported" else ""
    points = len(own_points(draft) - set(words.fixed))
    said += (
        f"{capital(count(points, 'point is', 'points are'))} open and stand in [brackets / with their options]."
        if points > 1 else "One point is open and stands in [brackets / with its options]." if points else
        "No point of it is open."
    )  # fmt: skip
    if words.fixed:
        said += (
            f" Settled for this paper: {listed([f'{name} = {text}' for name, text in words.fixed.items()])}."
        )
    return said


def _read_with(draft: Draft) -> tuple[str, ...]:
    others = beside(draft)
    return (
        (f"Other texts that it uses are not part of this paper: {listed([d.title for d in others])}.",)
        if others
        else ()
    )
