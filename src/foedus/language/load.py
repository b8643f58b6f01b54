"""Files: read them, find what they use, and never fail but with a diagnostic."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import foedus.language.draft as drafts
from foedus.base import Diagnostic, Source, Span
from foedus.language.cursor import Cursor, ParseError
from foedus.language.lexer import MAX_CHARACTERS
from foedus.language.messages import complain
from foedus.language.names import Names
from foedus.model import Draft, Positions, Timeline

ENDINGS = (".treaty", ".timeline", ".positions")
LIBRARY = Path(__file__).resolve().parent.parent / "library"


class Loaded(NamedTuple):
    """What a file holds: a draft, a timeline or positions (one of them), the texts behind it, and what is wrong.

    With a timeline or positions, `draft` is the draft that they are of, if it was found.
    """

    draft: Draft | None
    timeline: Timeline | None
    sources: Mapping[str, Source]
    diagnostics: tuple[Diagnostic, ...]
    names: Names | None = None
    positions: Positions | None = None

    @property
    def ok(self) -> bool:
        """Whether it can be used: no error, warnings at the most."""
        return not any(d.severity == "error" for d in self.diagnostics)


class Loader:
    """Loads files and what they use, each once."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self.texts = dict(texts or {})
        self.sources: dict[str, Source] = {}
        self.parsed: dict[str, drafts.Parsed] = {}
        self.open: list[str] = []
        self.problems: list[Diagnostic] = []
        self.told: dict[str, tuple[Diagnostic, ...]] = {}

    def text(self, path: Path, shown: str) -> str:
        """A file's text, or a diagnostic that says why it cannot be read."""
        if shown in self.texts:
            return self.texts[shown]
        try:
            if path.is_dir():
                raise ParseError(
                    complain(
                        "E0701",
                        None,
                        file=shown,
                        problem="it is a folder",
                        why="A draft is one file.",
                        mend="name a file in it",
                    )
                )
            if path.stat().st_size > 4 * MAX_CHARACTERS:
                raise ParseError(
                    complain("E0704", None, file=shown, size=path.stat().st_size, most=MAX_CHARACTERS)
                )
            data = path.read_bytes()
        except FileNotFoundError:
            raise ParseError(self._missing(path, shown)) from None
        except OSError as error:
            why = "The system does not let it be read."
            raise ParseError(
                complain(
                    "E0701",
                    None,
                    file=shown,
                    problem=(error.strerror or "unreadable").lower(),
                    why=why,
                    mend="check the path and the permissions",
                )
            ) from None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ParseError(complain("E0705", None, file=shown, byte=error.start)) from None

    def _missing(self, path: Path, shown: str) -> Diagnostic:
        from foedus.base import nearest

        folder = path.parent if path.parent.is_dir() else Path()
        close = nearest(path.name, [p.name for p in folder.glob("*") if p.suffix in ENDINGS])
        mend = f"did you mean {path.parent / close[0]}?" if close else "check the spelling and the folder"
        return complain(
            "E0701", None, file=shown, problem="there is no such file", why="Nothing is there.", mend=mend
        )

    def draft(self, path: Path, shown: str) -> drafts.Parsed:
        """Parse a draft and what it uses."""
        key = str(path.resolve()) if shown not in self.texts else shown
        if key in self.parsed:
            return self.parsed[key]
        if key in self.open:
            ring = [Path(k).name for k in self.open[self.open.index(key) :]] + [path.name]
            raise ParseError(complain("E0703", None, circle=" uses ".join(ring), mend="take one “use” out"))
        self.open.append(key)
        try:
            source = Source(shown, self.text(path, shown))
            self.sources[shown] = source
            parsed = drafts.parse(source, lambda name, c: self.used(name, path, c))
        finally:
            self.open.pop()
        self.parsed[key] = parsed
        self.problems += parsed.diagnostics
        self.told[shown] = parsed.diagnostics
        return parsed

    def load(self, path: Path, shown: str) -> Loaded:
        """A draft with all that it uses, where this loader reads several."""
        try:
            parsed = self.draft(path, shown)
        except ParseError as error:
            return Loaded(None, None, self.sources, (error.diagnostic,))
        told = tuple(d for one in parsed.draft.everything() for d in self.told.get(one.file, ()))
        return Loaded(parsed.draft, None, self.sources, told, parsed.names)

    def used(self, name: str, user: Path, c: Cursor) -> drafts.Parsed:
        """Find a used file: in the folder of the file that uses it, then in the library."""
        token = c.tokens[max(0, c.i - 1)]
        span = c.span_of(token)
        if name in self.texts:
            return self._load(Path(name), name, span)
        local = user.parent / name
        found = [p for p in (local, *library_paths(name)) if p.is_file()]
        if not found:
            raise ParseError(
                complain(
                    "E0702",
                    span,
                    file=name,
                    looked=f"{user.parent if user.parent != Path() else 'its folder'} and the library",
                    fixes=(),
                    mend=self._near(name, user, c),
                )
            )
        if len(found) > 1 and found[0] != local:
            places = ", ".join(str(p) for p in found)
            raise ParseError(complain("E0706", span, name=name, places=places))
        shown = str(found[0]) if found[0] == local else f"library/{found[0].name}"
        return self._load(found[0], shown, span)

    def _load(self, path: Path, shown: str, span: Span) -> drafts.Parsed:
        """A used draft; what has no place of its own is reported where it is used."""
        try:
            return self.draft(path, shown)
        except ParseError as error:
            if error.diagnostic.span is None:
                raise ParseError(error.diagnostic._replace(span=span)) from None
            raise

    def _near(self, name: str, user: Path, c: Cursor) -> str:
        from foedus.base import nearest

        del c
        folder = user.parent if user.parent.is_dir() else Path()
        known = [p.name for p in folder.glob("*.treaty")] + [p.name for p in LIBRARY.rglob("*.treaty")]
        close = nearest(name, known)
        return f"write “{close[0]}”" if close else "create it, or take the use out"


def library_paths(name: str) -> list[Path]:
    """Where the packaged library holds a file of this name."""
    return sorted(p for p in (LIBRARY / "instruments" / name, LIBRARY / name) if p.is_file())


def load(path: str | Path, texts: Mapping[str, str] | None = None) -> Loaded:
    """Load a `.treaty`, a `.timeline` or a `.positions` file, with all that it uses.

    Args:
        path: the file. A timeline, and positions, find the draft that they are of in their own folder, the folder
            above, or the library.
        texts: texts to use instead of files, by name (for editors and tests).
    """
    loader = Loader(texts)
    shown = str(path)
    try:
        if shown.endswith(".timeline"):
            return _load_timeline(loader, Path(path), shown)
        if shown.endswith(".positions"):
            return _load_positions(loader, Path(path), shown)
        parsed = loader.draft(Path(path), shown)
        return Loaded(parsed.draft, None, loader.sources, tuple(loader.problems), parsed.names)
    except ParseError as error:
        return Loaded(None, None, loader.sources, (*loader.problems, error.diagnostic))


def _load_timeline(loader: Loader, path: Path, shown: str) -> Loaded:
    from foedus.language.timelines import load_timeline

    return load_timeline(loader, path, shown)


def _load_positions(loader: Loader, path: Path, shown: str) -> Loaded:
    from foedus.language.positions import load_positions

    return load_positions(loader, path, shown)
