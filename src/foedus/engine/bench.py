"""A draft and a timeline, ready to be run in one completion after the other."""

from copy import copy
from typing import NamedTuple

from foedus.engine.precision import Precise, run_precise
from foedus.engine.prepared import joined, prepare
from foedus.engine.run import Ran, execute, record
from foedus.engine.state import Pick, picker
from foedus.engine.worlds import Times, imprecise
from foedus.model import Draft, Occurred, OpenPoint, Series, Timeline, walk

_WORLDS = 64  # runs of one timeline that are kept


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

    def reusing(self) -> "ReusingBench":
        """The same, for timelines that differ from this one in their title and in what they expect alone."""
        return ReusingBench(self)

    def once(self, pick: Pick, times: Times | None = None) -> Ran:
        """Run it once, at given minutes."""
        state = execute(self.prepared, self.timeline, pick, times=times)
        return Ran(record(state), state)


class _Done(NamedTuple):
    """A run that is over, with how many open points each of its worlds had settled by then."""

    precise: Precise
    settled: tuple[int, ...]


class _Asked(NamedTuple):
    """An open point that a run meets next, and how it goes on for each option that was tried."""

    point: OpenPoint
    ways: "dict[int, _Asked | _Done]"


class ReusingBench(Bench):
    """A bench that runs each completion once.

    A finished run changes no more while claims about it are read, unless these settle further open points: then it is
    run again for the next.
    """

    def __init__(self, bench: Bench) -> None:
        self.__dict__.update(bench.__dict__)
        self._bench = bench
        self._first: dict[int, _Asked | _Done] = {}  # what comes first, under 0
        self._left = _WORLDS  # how many more runs may be kept

    def again(self, timeline: Timeline) -> Bench:
        """The same draft with another timeline, of which nothing has been run: so not a copy of this."""
        return self._bench.again(timeline)

    def run(self, pick: Pick) -> Precise:
        """The run of a completion: the one that was made before, where it is as it was then."""
        found = self._first.get(0)
        while isinstance(found, _Asked):
            found = found.ways.get(pick(found.point))
        if found is not None and found.settled == _settled(found.precise):
            for world in found.precise.worlds:  # claims may ask for more
                world.ran.run.pick = picker(pick, self.timeline.choices)
            return found.precise
        asked: dict[str, tuple[OpenPoint, int]] = {}

        def noting(point: OpenPoint) -> int:
            index = pick(point)
            asked.setdefault(point.name, (point, index))
            return index

        precise = super().run(noting)
        if len(precise.worlds) > self._left:
            return precise
        ways, way = self._first, 0
        for point, index in asked.values():
            ahead = ways.setdefault(way, _Asked(point, {}))
            if not isinstance(ahead, _Asked):
                return precise
            ways, way = ahead.ways, index
        ways[way] = _Done(precise, _settled(precise))
        self._left -= len(precise.worlds)
        return precise


def _settled(precise: Precise) -> tuple[int, ...]:
    return tuple(len(world.ran.run.chosen) for world in precise.worlds)
