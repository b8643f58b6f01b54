"""Timelines and the drafts that they are of."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import foedus.language.draft as drafts
from foedus.base import Diagnostic, Label, Source
from foedus.language.cursor import Cursor, ParseError
from foedus.language.load import LIBRARY, Loaded, Loader
from foedus.language.messages import complain
from foedus.language.names import Names
from foedus.language.timeline import TimelineBuilder
from foedus.model import Draft, OpenPoint, Timeline

_OF = re.compile(
    r'^\s*timeline\s+"[^"\n]*"[^.]*?,\s*of\s+([^.]*?)(?:,\s*until[^.]*)?\.(?=\s|#|$)', re.M | re.S
)
_CALLED = re.compile(r'^[a-z]+\s+"[^"\n]*"[^.]*?,\s*called\s+("?)([^".,]+)\1', re.M)


def parse_timeline_text(
    source: Source, names: Names, points: dict[str, OpenPoint], loader: Loader, path: Path, known: bool = True
) -> tuple[Timeline, tuple[Diagnostic, ...]]:
    """Read a timeline with the names and open points of the drafts that it is of."""

    def find(name: str, c: Cursor) -> drafts.Parsed | None:
        return loader.used(name, path, c)

    return TimelineBuilder(source, names, points=points, find=find, known=known).timeline()


def points_of(*drafts_: Draft) -> dict[str, OpenPoint]:
    """The open points of drafts and of what they use, by name."""
    return {point.name: point for draft in drafts_ for point in draft.open_points()}


class Known(NamedTuple):
    """What a timeline may name: the names of the drafts that it is of, and their open points."""

    names: Names
    points: dict[str, OpenPoint]


def known_of(parsed: Sequence[drafts.Parsed]) -> Known:
    """What a timeline of some drafts may name."""
    names = Names()
    for one in parsed:
        names.include(one.names)
        for draft in one.draft.everything():
            if draft.code:
                names.instruments[draft.code] = draft
    return Known(names, points_of(*(one.draft for one in parsed)))


def load_timeline(
    loader: Loader, path: Path, shown: str, given: drafts.Parsed | None = None, ready: Known | None = None
) -> Loaded:
    """Load a timeline; its draft is the one given, or is found by the name after `of`.

    ready: what timelines of the draft given may name, worked out once for many.
    """
    text = loader.text(path, shown)
    source = Source(shown, text)
    loader.sources[shown] = source
    parsed = [given] if given else drafts_of(loader, path, _OF.search(text))
    names, points = ready or known_of(parsed)
    names = names.copy()
    loader.problems += asked_twice(parsed)
    told = (*loader.problems, *(given.diagnostics if given else ()))
    known = not any(d.code in (*drafts.NOT_READ, "E0208") for d in told)
    if not parsed and not told:
        loader.problems.append(complain("E0710", source.span(0, 0), file=shown))
    timeline, problems = parse_timeline_text(source, names, points, loader, path, known)
    draft = parsed[0].draft if len(parsed) == 1 else bundle(parsed) if parsed else None
    return Loaded(draft, timeline, loader.sources, (*loader.problems, *problems), names)


def asked_twice(parsed: Sequence[drafts.Parsed]) -> Iterator[Diagnostic]:
    """Open points of several instruments with one name and other options: which is meant, nobody could say."""
    before: dict[str, OpenPoint] = {}
    for one in parsed:
        mine = one.draft.open_points()
        for point in mine:
            first = before.get(point.name, point)
            if first.texts != point.texts:
                also = (Label(first.span, "first here"),) if first.span else ()
                yield complain("E0303", point.span, name=point.name, also=also)
        before |= {point.name: point for point in mine if point.name not in before}


def bundle(parsed: list[drafts.Parsed]) -> Draft:
    """Several instruments, loaded together, as one draft."""
    codes = tuple(p.draft.code for p in parsed)
    return Draft(
        "package", " and ".join(codes), "+".join(codes), uses=tuple(p.draft for p in parsed), members=codes
    )


def drafts_of(loader: Loader, path: Path, match: re.Match[str] | None) -> list[drafts.Parsed]:
    """The drafts that a file says it is of. match: what found their names in its text, in its first group."""
    if not match:
        return []
    wanted = [re.sub(r'["\s]+', " ", w).strip() for w in re.split(r",|\band\b", match.group(1))]
    found: list[drafts.Parsed] = []
    for code in wanted:
        try:
            file = _file_called(code, path, loader)
        except ParseError as error:
            loader.problems.append(error.diagnostic)
            continue
        if file:
            shown = f"library/{file.name}" if LIBRARY in file.parents else str(file)
            try:
                found.append(loader.draft(file, shown))
            except ParseError as error:
                loader.problems.append(error.diagnostic)
    return found


def _file_called(code: str, path: Path, loader: Loader) -> Path | None:
    """The draft that is called so: beside the timeline, in the folder above, in the library."""
    for name, text in loader.texts.items():
        if name.endswith(".treaty") and code in called(text):
            return Path(name)
    for folder in (path.parent, path.parent.parent, LIBRARY / "instruments", LIBRARY):
        found = [file for file in sorted(folder.glob("*.treaty")) if code in called(head(file))]
        if len(found) > 1:
            places = ", ".join(str(file) for file in found)
            raise ParseError(complain("E0706", None, name=code, places=places))
        if found:
            return found[0]
    return None


def head(file: Path) -> str:
    """The beginning of a file; nothing if it cannot be read."""
    try:
        with file.open(encoding="utf-8", errors="replace") as text:
            return text.read(4000)
    except OSError:
        return ""


def called(text: str) -> list[str]:
    """The name that a text says it is called."""
    return [match.group(2).strip() for match in _CALLED.finditer(text)][:1]
