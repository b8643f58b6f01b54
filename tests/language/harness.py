"""Read, run and rewrite language cases.

A case is one text file ``NAME.case`` that holds everything: what it shows, its files, commands, what they print and
how they exit.

    # A vote by the attacker does not count.
    --- kyiv.treaty
    treaty "…", called KYIV.
    --- odesa.timeline
    timeline "…", of KYIV.

    $ foedus run kyiv.treaty odesa.timeline
    everything it prints, to the letter
    exit 0

- The first line begins with ``#`` and says in one line what the case shows; more comment lines may follow it.
- ``--- NAME`` begins a file; blank lines at its end do not belong to it.  ``--- NAME escaped`` begins a file whose
  text is one Python bytes literal without its quotes (``\\xff``, ``\\n``), line ends removed: for bytes that are no
  text.  ``--- NAME/`` makes a folder.
- ``$ foedus …`` runs the command line; ``< FILE`` at its end gives it standard input.  ``$ cat FILE`` prints a file
  that an earlier command wrote.  Comment lines may stand between commands.
- Standard output and standard error are held together, in the order of printing.  Output without a line end at its
  end is followed by the line ``\\ no line end``.

A new case may leave out output and exit line: ``make bless CASES=tests/language/bad/my.case`` writes them, and
``git diff`` shows what was written.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
NO_LINE_END = "\\ no line end"
ENVIRONMENT = {"NO_COLOR": "1", "FORCE_COLOR": None, "COLUMNS": "100", "LINES": "50", "TZ": "UTC"}

_COMMAND = re.compile(r"\$ (foedus|cat)( .*)?")
_EXIT = re.compile(r"exit (\d+)")
_FILE = re.compile(r"--- (?P<name>\S+)(?P<escaped> escaped)?")


class BadCase(Exception):
    """The case file itself is malformed."""


@dataclass(frozen=True)
class Step:
    """One command with what it must print; ``exit`` is None where the case was never blessed."""

    line: int = field(compare=False)
    command: str
    output: str
    exit: int | None


@dataclass(frozen=True)
class Case:
    """A case file; ``head`` is all that stands before the first command, ``notes`` what stands before each."""

    path: Path
    head: str
    files: dict[str, bytes | None]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    tail: str = ""

    @property
    def name(self) -> str:
        """The path below tests/language, without its ending."""
        with contextlib.suppress(ValueError):
            return self.path.relative_to(HERE).with_suffix("").as_posix()
        return self.path.stem

    def text(self) -> str:
        """The case as a file; reading it again gives the same case."""
        parts = [self.head]
        for note, step in zip(self.notes, self.steps):
            parts.append(f"{note}$ {step.command}\n{step.output}")
            if step.output and not step.output.endswith("\n"):
                parts.append(f"\n{NO_LINE_END}\n")
            if step.exit is not None:
                parts.append(f"exit {step.exit}\n")
        return "".join([*parts, self.tail])


def has_cli() -> bool:
    """Whether the command line exists yet."""
    spec = find_spec("foedus.cli")
    return spec is not None and spec.origin is not None


def find(*places: Path) -> list[Path]:
    """All case files at or below the given places; without any, all there are."""
    found: set[Path] = set()
    for place in places or (HERE / "good", HERE / "bad"):
        found.update([place] if place.is_file() else place.rglob("*.case"))
    return sorted(found)


def read(path: Path) -> Case:
    """Read a case file."""
    return parse(path, path.read_bytes().decode("utf-8"))


def parse(path: Path, text: str) -> Case:
    """Take the text of a case apart."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # str.splitlines would also split at form feeds and the like
    first = next((n for n, line in enumerate(lines) if _COMMAND.fullmatch(line.rstrip("\n"))), len(lines))
    if not lines or not re.match(r"# \S", lines[0]):
        raise BadCase(f"{path}:1: the first line must say what the case shows: # …")
    if first == len(lines):
        raise BadCase(f"{path}: there is no command: $ foedus …")
    files = _files(path, lines[:first])
    steps: list[Step] = []
    notes = [""]
    at = first
    while at < len(lines):
        line = lines[at].rstrip("\n")
        if _COMMAND.fullmatch(line):
            step, at = _step(lines, at)
            steps.append(step)
            notes.append("")
        elif not line or line.startswith("#"):
            notes[-1] += lines[at]
            at += 1
        else:
            raise BadCase(f"{path}:{at + 1}: expected a command, a comment or the end: {line!r}")
    *notes, tail = notes
    return Case(path, "".join(lines[:first]), files, tuple(steps), tuple(notes), tail)


def _files(path: Path, lines: list[str]) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    bodies: dict[str, list[str]] = {}
    escaped: set[str] = set()
    name = None
    for n, line in enumerate(lines, 1):
        head = _FILE.fullmatch(line.rstrip("\n"))
        if head:
            name = head["name"]
            if name in bodies or name in files:
                raise BadCase(f"{path}:{n}: a second file of the name {name}")
            if name.startswith("/") or ".." in Path(name).parts:
                raise BadCase(f"{path}:{n}: files of a case stay in its folder")
            if name.endswith("/"):
                files[name], name = None, None
                continue
            bodies[name] = []
            if head["escaped"]:
                escaped.add(name)
        elif name is not None:
            bodies[name].append(line)
        elif line.strip() and not line.startswith("#"):
            raise BadCase(f"{path}:{n}: expected a comment, a file (--- NAME) or a command ($ foedus …)")
    for name, body in bodies.items():
        text = "".join(body).rstrip("\n") + "\n"
        if name in escaped:
            text = text.replace("\n", "")
            files[name] = text.encode("ascii").decode("unicode_escape").encode("latin-1")
        else:
            files[name] = b"" if text == "\n" else text.encode("utf-8")
    return files


def _step(lines: list[str], at: int) -> tuple[Step, int]:
    """The command at line ``at`` with its output, and the line after it."""
    start, command = at, lines[at].rstrip("\n").removeprefix("$ ")
    output: list[str] = []
    status = None
    at += 1
    while at < len(lines) and not _COMMAND.fullmatch(lines[at].rstrip("\n")):
        end = _EXIT.fullmatch(lines[at].rstrip("\n"))
        output.append(lines[at])
        at += 1
        if end:
            status = int(end[1])
            output.pop()
            break
    if status is None:
        at = start + 1
        output = []
        while at < len(lines) and not _COMMAND.fullmatch(lines[at].rstrip("\n")):
            at += 1
        while at > start + 1 and (lines[at - 1] == "\n" or lines[at - 1].startswith("#")):
            at -= 1
    if output and output[-1].rstrip("\n") == NO_LINE_END:
        output.pop()
        output[-1] = output[-1].removesuffix("\n")
    return Step(start + 1, command, "".join(output), status), at


def run(case: Case, folder: Path) -> Case:
    """The same case with what its commands really print, and how they exit, in a fresh folder."""
    for name, content in case.files.items():
        place = folder / name
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    with inside(folder):
        steps = tuple(_run_step(step) for step in case.steps)
    for step in steps:
        if str(folder) in step.output:
            raise BadCase(f"{case.path}:{step.line}: the output names the temporary folder:\n{step.output}")
    return replace(case, steps=steps)


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Make a folder the current one for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _run_step(step: Step) -> Step:
    output, status = execute(step.command)
    return replace(step, output=output, exit=status)


def execute(command: str) -> tuple[str, int]:
    """Run ``foedus …`` or ``cat FILE`` in this process and the current folder: what it prints, and how it exits."""
    program, *words = shlex.split(command)
    if program == "cat":
        return "".join(Path(word).read_bytes().decode("utf-8") for word in words), 0
    from click.testing import CliRunner

    from foedus.cli import main

    given = None
    if "<" in words:
        words, source = words[: words.index("<")], words[words.index("<") + 1]
        given = Path(source).read_bytes()
    result = CliRunner(env=ENVIRONMENT).invoke(
        main, words, input=given, prog_name="foedus", catch_exceptions=False, max_content_width=100
    )
    return result.output, result.exit_code
