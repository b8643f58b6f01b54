"""A draft and a timeline, ready to be run in one completion after the other."""

from copy import copy

from foedus.engine.precision import Precise, run_precise
from foedus.engine.prepared import joined, prepare
from foedus.engine.run import Ran, execute, record
from foedus.engine.state import Pick
from foedus.engine.worlds import Times, imprecise
from foedus.model import Draft, Occurred, Series, Timeline, walk


class Bench:
    """A draft and a timeline, ready to be run again and again."""

    def __init__(self, draft: Draft, timeline: Timeline, parts: tuple[str, ...] = ()) -> None:
        self.prepared = prepare(joined(draft, timeline), parts)
        self.draft = draft
        self.timeline = timeline

    @property
    def windows(self) -> bool:
        """Whether the draft looks back over a time (`within the last 7 days`)."""
        kept = self.prepared.kept
        if "windows" not in kept:
            kept["windows"] = any(
                isinstance(node, (Occurred, Series)) and node.within is not None
                for one in self.draft.everything()
                for node in walk(tuple(sentence.body for sentence in one.sentences))
            )
        return kept["windows"]

    def again(self, timeline: Timeline) -> "Bench":
        """The same draft with another timeline, which declares nothing and chooses the same parts."""
        other = copy(self)
        other.timeline = timeline
        return other

    def run(self, pick: Pick) -> Precise:
        """Run it with the open points settled as they are asked for, at every minute that matters."""
        windows = bool(imprecise(self.timeline)) and self.windows  # which dated events alone turn on
        return run_precise(self.timeline, lambda times: self.once(pick, times), windows=windows)

    def once(self, pick: Pick, times: Times | None = None) -> Ran:
        """Run it once, at given minutes."""
        state = execute(self.prepared, self.timeline, pick, times=times)
        return Ran(record(state), state)
