"""A draft and a timeline, ready to be run in one completion after the other."""

from copy import copy

from foedus.engine.precision import Precise, run_precise
from foedus.engine.prepared import joined, prepare
from foedus.engine.run import Ran, execute, record
from foedus.engine.state import Pick
from foedus.engine.worlds import Times
from foedus.model import Draft, Occurred, Series, Timeline, walk


class Bench:
    """A draft and a timeline, ready to be run again and again."""

    def __init__(self, draft: Draft, timeline: Timeline, parts: tuple[str, ...] = ()) -> None:
        self.prepared = prepare(joined(draft, timeline), parts)
        self.timeline = timeline
        self.windows = any(
            isinstance(node, (Occurred, Series)) and node.within is not None
            for one in draft.everything()
            for node in walk(tuple(sentence.body for sentence in one.sentences))
        )

    def again(self, timeline: Timeline) -> "Bench":
        """The same draft with another timeline, which declares nothing and chooses the same parts."""
        other = copy(self)
        other.timeline = timeline
        return other

    def run(self, pick: Pick) -> Precise:
        """Run it with the open points settled as they are asked for, at every minute that matters."""
        return run_precise(self.timeline, lambda times: self.once(pick, times), windows=self.windows)

    def once(self, pick: Pick, times: Times | None = None) -> Ran:
        """Run it once, at given minutes."""
        state = execute(self.prepared, self.timeline, pick, times=times)
        return Ran(record(state), state)
