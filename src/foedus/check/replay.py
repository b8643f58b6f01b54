"""Witnesses replayed: the timeline of a finding is read as a text and run in the interpreter before anybody sees it."""

from collections.abc import Hashable
from functools import cached_property
from pathlib import Path

from foedus.base import Source
from foedus.engine import LoopError
from foedus.engine import expect as expectations
from foedus.engine.bench import Bench, ReusingBench
from foedus.language.declare import declare
from foedus.language.draft import Parsed
from foedus.language.lexer import lex
from foedus.language.lines import Lines
from foedus.language.load import Loader
from foedus.language.names import Entry, Names
from foedus.language.timelines import Known, known_of, load_timeline
from foedus.model import Draft, Timeline

_NAME = "witness.timeline"
_REUSED = 64  # timelines whose runs are kept


def _used_first(draft: Draft) -> list[Draft]:
    """All that a draft uses, each before what uses it: where a name ends may hang on names declared there."""
    found: dict[str, Draft] = {}
    for used in draft.uses:
        for one in _used_first(used):
            found.setdefault(one.file or one.code, one)
    return [*found.values(), draft]


class Replay:
    """Runs witnesses of one draft.

    Args:
        draft: the draft, as it was read.

    >>> from foedus.language import parse_draft
    >>> draft = parse_draft('treaty "T", called T.  party Ukraine, Poland.').draft
    >>> Replay(draft).problems('timeline "One", of T.  expect Poland owes nothing.')
    ()
    >>> Replay(draft).problems('timeline "One", of T.  expect Poland is in breach.')
    ('expected Poland is in breach: Poland owes nothing',)
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._known: dict[str, tuple[str, ...]] = {}
        self._benches: dict[tuple[str, ...], Bench] = {}
        self._reusing: dict[Hashable, ReusingBench] = {}

    @cached_property
    def names(self) -> Names:
        """The names that the draft and what it uses declare."""
        names = Names()
        for one in _used_first(self.draft):
            text = "\n".join(f"{s.text.rstrip().removesuffix('.')}." for s in one.sentences)
            declare(lex(Source("draft", text)).tokens, names)
            if one.code:
                names.add(Entry(one.code, "instrument"))
        return names

    @cached_property
    def _parsed(self) -> Parsed:
        return Parsed(self.draft, self.names, ())

    @cached_property
    def _nameable(self) -> Known:
        return known_of([self._parsed])

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._nameable, _NAME)

    def problems(self, witness: str) -> tuple[str, ...]:
        """What is not as a witness says; nothing, if it replays.

        Args:
            witness: the text of a timeline, with what it expects.

        Returns: a sentence for each mistake in the text and each expectation that is not met.
        """
        if witness not in self._known:
            self._known[witness] = self._problems(witness)
        return self._known[witness]

    def _ready(self, timeline: Timeline) -> Bench | None:
        """The draft made ready once for all timelines that declare nothing of their own."""
        if timeline.declarations:
            return None
        if timeline.parts not in self._benches:
            self._benches[timeline.parts] = Bench(self.draft, timeline, timeline.parts)
        happens = (timeline.parts, timeline.choices, timeline.until, timeline.events)
        found = self._reusing.get(happens)
        if found is None:
            if len(self._reusing) >= _REUSED:  # the oldest goes
                del self._reusing[next(iter(self._reusing))]
            found = self._reusing[happens] = self._benches[timeline.parts].again(timeline).reusing()
        return found

    def _problems(self, witness: str) -> tuple[str, ...]:
        timeline = self._lines.timeline(witness)
        if timeline is None:
            loader = Loader({_NAME: witness})
            read = load_timeline(loader, Path(_NAME), _NAME, self._parsed, self._nameable)
            timeline = read.timeline
            if not read.ok or timeline is None:
                return tuple(d.message for d in read.diagnostics if d.severity == "error")
        try:
            results = expectations.check(self.draft, timeline, ready=self._ready(timeline))
        except LoopError as error:
            return (f"it cannot be run: {error}",)
        return tuple(
            f"expected {check.expected}: {'; '.join(check.actual)}"
            for result in results for check in result.checks if not check.ok
        )  # fmt: skip
