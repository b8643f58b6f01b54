"""A draft beside its nearest precedents, provision by provision, with what happened to them."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from foedus.language import Loaded
from foedus.library.backtest import Row, backtest, incidents_of
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
    tested: tuple[tuple[str, int], ...] = ()


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


def compare(loaded: Loaded, most: int = 5) -> Comparison:
    """Set a draft beside its nearest precedents, and replay the incidents of these.

    Args:
        loaded: the draft.
        most: how many precedents.
    """
    assert loaded.draft is not None
    own = features(loaded)
    shelf = Shelf()
    found: list[Precedent] = []
    for code in shelf.files:
        other = shelf.load(code)
        if other.draft is None or other.draft.kind == "gazetteer" or code == loaded.draft.code:
            continue
        theirs = features(other)
        alike, whole = likeness(own, theirs)
        found.append(Precedent(code, other.draft.title, alike, whole, theirs))
    found.sort(key=lambda p: (-p.alike / max(p.whole, 1), p.code))
    near = found[:most]
    rows = backtest(files=incidents_of(one.code for one in near)).rows
    return Comparison(
        loaded.draft.code,
        loaded.draft.title,
        own,
        tuple(replace(p, tested=_tested(rows, p.code)) for p in near),
    )


def _tested(rows: Iterable[Row], code: str) -> tuple[tuple[str, int], ...]:
    """What happened to an instrument: outcome → number of incidents."""
    return tuple(sorted(Counter(row.outcome for row in rows if row.instrument == code).items()))
