"""A draft beside its nearest precedents, provision by provision, with what happened to them."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from foedus.language import Loaded
from foedus.library.backtest import Row
from foedus.library.catalogue import Shelf
from foedus.library.features import Feature, features

# How much a difference counts: what decided real cases counts more (ranking of the fact base, section 4).
WEIGHTS = {
    "who determines": 3, "request": 2, "silence": 1, "threshold": 3, "attacker": 1, "place": 2,
    "forces, ships, aircraft": 1, "assistance": 3, "discretion": 3, "consultation": 1, "clock": 2,
    "entry into force": 1, "exit": 1, "duration": 1,
}  # fmt: skip


class Precedent(Struct, frozen=True):
    """An instrument beside the draft. alike: weight of what they say alike; tested: outcome → number of incidents."""

    code: str
    title: str
    alike: int
    whole: int
    features: tuple[Feature, ...]
    tested: tuple[tuple[str, int], ...]


class Comparison(Struct, frozen=True):
    """A draft and its nearest precedents."""

    code: str
    title: str
    features: tuple[Feature, ...]
    precedents: tuple[Precedent, ...]


def likeness(one: Iterable[Feature], other: Iterable[Feature]) -> tuple[int, int]:
    """The weight of what two instruments say alike, and of all that either says.

    >>> a = Feature("clock", "fixed", "24 hours")
    >>> likeness([a], [a])
    (2, 2)
    """
    mine, theirs = {f.name: f.class_ for f in one}, {f.name: f.class_ for f in other}
    names = set(mine) | set(theirs)
    alike = sum(WEIGHTS.get(n, 1) for n in names if _same(mine.get(n), theirs.get(n)))
    return alike, sum(WEIGHTS.get(n, 1) for n in names)


def _same(one: str | None, other: str | None) -> bool:
    """Alike where any answer that is open in one is an answer of the other."""
    return bool(one and other and set(one.split(" or ")) & set(other.split(" or ")))


def compare(loaded: Loaded, rows: Iterable[Row] = (), most: int = 5) -> Comparison:
    """Set a draft beside its nearest precedents.

    Args:
        loaded: the draft.
        rows: the back-test, for what happened to each precedent.
        most: how many precedents.
    """
    assert loaded.draft is not None
    own = features(loaded)
    tested: dict[str, Counter[str]] = {}
    for row in rows:
        tested.setdefault(row.instrument, Counter())[row.outcome] += 1
    shelf = Shelf()
    found: list[Precedent] = []
    for code in shelf.files:
        other = shelf.load(code)
        if other.draft is None or other.draft.kind == "gazetteer" or code == loaded.draft.code:
            continue
        theirs = features(other)
        alike, whole = likeness(own, theirs)
        counts = tuple(sorted(tested.get(code, Counter()).items()))
        found.append(Precedent(code, other.draft.title, alike, whole, theirs, counts))
    found.sort(key=lambda p: (-p.alike / max(p.whole, 1), p.code))
    return Comparison(loaded.draft.code, loaded.draft.title, own, tuple(found[:most]))
