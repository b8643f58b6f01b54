"""The packaged instruments: what there is, and each one loaded."""

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from foedus.language import Loaded
from foedus.language.load import LIBRARY, Loader
from foedus.language.timelines import called
from foedus.model import Draft, Enters, Node, OpenPoint, Sentence, Signed, walk

INSTRUMENTS = LIBRARY / "instruments"
INCIDENTS = LIBRARY / "incidents"


class Card(NamedTuple):
    """An instrument of the library at a glance.

    unverified: how many of its sentences rest on memory alone; contested: its open points, each a contested reading.
    """

    code: str
    title: str
    kind: str
    signed: str
    in_force: str
    articles: int
    sentences: int
    unverified: int
    contested: tuple[str, ...]
    file: str


class Shelf:
    """The instruments by name, found once.

    Args:
        instead: a folder of texts that stand instead of the library's of the same name.
    """

    def __init__(self, instead: Path | None = None) -> None:
        self.instead = instead
        self.loader = Loader()

    @cached_property
    def files(self) -> dict[str, Path]:
        """The file of each instrument, by the name it is called."""
        found: dict[str, Path] = {}
        other = sorted(self.instead.glob("*.treaty")) if self.instead is not None else []
        for file in (*sorted(INSTRUMENTS.glob("*.treaty")), *other):
            for code in called(file.read_text("utf-8")[:4000]):
                found[code] = file
        return found

    def load(self, code: str) -> Loaded:
        """An instrument by its name. Raises: KeyError if there is none."""
        file = self.files[code]
        return self.loader.load(file, str(file))


def instrument(code: str) -> Loaded:
    """An instrument of the library by the name it is called (`NAT`). Raises: KeyError if there is none.

    >>> instrument("NAT").draft.title
    'North Atlantic Treaty'
    """
    return Shelf().load(code)


def cards() -> list[Card]:
    """All instruments of the library, by name; the gazetteer is not one."""
    shelf = Shelf()
    out = [card(draft) for code in sorted(shelf.files) if (draft := shelf.load(code).draft) is not None]
    return [one for one in out if one.kind != "gazetteer"]


def card(draft: Draft) -> Card:
    """An instrument at a glance."""
    provisions = [s for s in draft.sentences if s.article]
    return Card(
        draft.code, draft.title, draft.kind, _date(draft, Signed), _date(draft, Enters), len(draft.articles),
        len(provisions), sum(s.unverified for s in draft.sentences),
        tuple(s.body.name for s in draft.sentences if isinstance(s.body, OpenPoint)), Path(draft.file).name,
    )  # fmt: skip


def _date(draft: Draft, kind: type[Node]) -> str:
    from foedus.base import When

    for s in draft.sentences:
        when = getattr(s.body, "when", None)
        if isinstance(s.body, kind) and isinstance(when, When) and getattr(s.body, "who", None) is None:
            return str(when)
    return ""


def sources(draft: Draft) -> tuple[str, ...]:
    """Every source that its sentences name, in order."""
    found = [draft.source, *(s.source for s in draft.sentences)]
    return tuple(dict.fromkeys(text for text in found if text))


def nodes(sentence: Sentence) -> list[Node]:
    """All parts of a sentence."""
    return list(walk(sentence.body))
