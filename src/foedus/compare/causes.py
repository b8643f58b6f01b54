"""Which change of words a difference comes from: the edit is undone alone, and the case that shows it is run again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from foedus.cases.cell import Cell
from foedus.compare.pair import Pair
from foedus.compare.replays import Aspect, Replays
from foedus.model import Draft, OpenPoint, Sentence
from foedus.model.comparison import Passage
from foedus.model.node import bare


class Causes:
    """The changes of words of a pair of drafts.

    Args:
        pair: the drafts.
        replays: runs their cases.
    """

    def __init__(self, pair: Pair, replays: Replays) -> None:
        self.pair, self.replays = pair, replays
        self.passages = pair.alignment.passages
        self.moving = [k for k, p in enumerate(self.passages) if self._means_otherwise(p)]
        self._without: dict[frozenset[int], Draft] = {}

    def _means_otherwise(self, passage: Passage) -> bool:
        """Whether a change of words changes what the sentence is read as."""
        if passage.kind == "same" or passage.renamed or passage.instrument:
            return passage.kind != "same" and bool(passage.instrument)
        one, two = (self._sentence(n, i) for n, i in ((0, passage.one), (1, passage.two)))
        if one is None or two is None:
            return True
        return bare(one.body) != bare(two.body)

    def _sentence(self, number: int, index: int | None) -> Sentence | None:
        return None if index is None else self.pair.drafts[number].sentences[index]

    def of(self, cell: Cell, aspect: Aspect) -> tuple[tuple[int, ...], bool]:
        """The changes any of which, undone alone, lets a case come out as under the first draft.

        Returns: their numbers; and whether it takes all of them together.
        """
        if len(self.moving) < 2:
            return tuple(self.moving), False
        alone = tuple(k for k in self.moving if self.replays.goes_with(cell, self.undone([k]), aspect))
        if alone:
            return alone, False
        needed = list(self.moving)  # leave out, one by one, what need not be undone
        for k in self.moving:
            fewer = [m for m in needed if m != k]
            if fewer and self.replays.goes_with(cell, self.undone(fewer), aspect):
                needed = fewer
        return tuple(needed), len(needed) > 1

    def undone(self, which: Iterable[int]) -> Draft:
        """The second draft with some changes of words undone."""
        key = frozenset(which)
        if key not in self._without:
            self._without[key] = self._undo(key)
        return self._without[key]

    def _undo(self, which: frozenset[int]) -> Draft:
        one, two = self.pair.drafts
        sentences: list[Sentence | None] = list(two.sentences)
        after: dict[int, list[Sentence]] = {}
        last = -1
        for k, passage in enumerate(self.passages):
            if passage.instrument:
                continue
            if passage.two is not None:
                last = passage.two
            if k not in which:
                if passage.one is not None and passage.two is not None:
                    mine, theirs = one.sentences[passage.one], sentences[passage.two]
                    if theirs is not None and _unused(theirs.body) and isinstance(mine.body, OpenPoint):
                        sentences[passage.two] = mine  # what its options are is told by where it is used
                continue
            if passage.one is None and passage.two is not None:
                sentences[passage.two] = None
            elif passage.one is not None and passage.two is not None:
                sentences[passage.two] = one.sentences[passage.one]
            elif passage.one is not None:
                after.setdefault(last, []).append(one.sentences[passage.one])
        out: list[Sentence] = list(after.get(-1, ()))
        for i, s in enumerate(sentences):
            if s is not None:
                out.append(s)
            out += after.get(i, ())
        return replace(two, sentences=tuple(out))

    def nothing(self, blamed: set[int], budget: float | None) -> tuple[tuple[int, ...], list[str]]:
        """The changes of words that change nothing: read alike, or undone without any difference, which is proved."""
        changed = [k for k, p in enumerate(self.passages) if p.kind != "same"]
        alike = [k for k in changed if k not in self.moving]
        rest = [k for k in self.moving if k not in blamed]
        if not rest:
            return tuple(alike), []
        if not blamed:  # nothing differs at all
            return tuple(changed), []
        if self._proved(rest, budget):
            return tuple(sorted((*alike, *rest))), []
        return tuple(alike), [
            "of some changes of words it is not proved whether they change anything by themselves"
        ]

    def _proved(self, which: Sequence[int], budget: float | None) -> bool:
        """Whether the second draft is the same in every case with some changes undone."""
        two = self.pair.drafts[1]
        try:
            other = Pair(
                two,
                self.undone(which),
                *self._settled(),
                self.pair.parts[1],
                self.pair.parts[1],
                self.pair.at,
            )
            lits = [
                *(f.lit for f in other.free),
                *(lit for lits in other.first.hidden.values() for lit in lits),
            ]
            j = other.joint
            return j.solve(j.graph.any(*lits), budget=budget) is None and not other.unknown()
        except Exception:  # a draft with edits undone need not be one
            return False

    def _settled(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        points = {p.name: p.texts for p in self.pair.drafts[1].open_points()}
        fixed = {n: points[n][i] for n, i in self.pair.fixed[1].items() if n in points}
        return fixed, fixed


def _unused(body: object) -> bool:
    return isinstance(body, OpenPoint) and not body.slot


__all__ = ["Causes"]
