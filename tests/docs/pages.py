"""Run the examples of a documentation page, in an empty folder, from top to bottom.

In a page, the word after the three (or more) backticks says what a block is:

- ``treaty NAME``, ``timeline NAME`` or ``positions NAME``: a file of that name; a later block of the same name replaces
  it.  A block without a name is a file of no consequence.  Each must be without errors, unless ``bad`` follows its
  name.
- ``file NAME``: any other file, such as an article that a command reads.
- ``sentences``: sentences of a draft, read at the end of the page's file ``context.treaty``; ``events``: sentences of
  a timeline, read at the end of ``context.timeline``; ``questions``: questions about the draft of ``context.treaty``.
- ``forbidden CODE``: sentences of a draft, read likewise, of which each line gives an error of that code and no other.
- ``console``: commands after ``$`` and what they print.  A line of only ``…`` stands for any lines.  ``echo $?``
  shows how the command before it exited; without it that command must exit with 0.  ``cat NAME`` shows a file.
- ``python``: run as it stands; the blocks of a page share their names.
- anything else, also ``text``: not run.

``python -m tests.docs.pages [PAGE …]`` rewrites what the ``console`` blocks show.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.language import harness

ROOT = Path(__file__).parents[2]
ELISION = "…\n"
_BLOCK = re.compile(r"^(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_SENTENCE = re.compile(r".*?\.(?=\s|$)\s*", re.DOTALL)
FILES = ("treaty", "timeline", "positions", "file")
_RUN = (*FILES, "sentences", "events", "questions", "forbidden", "console")
CONTEXT = {"sentences": "context.treaty", "forbidden": "context.treaty", "events": "context.timeline"}


class BadPage(Exception):
    """An example of the page does not do what the page says."""


def find() -> list[Path]:
    """All pages with examples."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text: str) -> list[tuple[str, str]]:
    """The blocks of a page: what each is, and what it holds."""
    return [(block["info"], block["body"]) for block in _BLOCK.finditer(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [found.strip() for found in _SENTENCE.findall(text)]


def uses_command(text: str) -> bool:
    """Whether a page runs anything."""
    return any((info.split() or [""])[0] in _RUN for info, _ in blocks(text))


@dataclass
class _Run:
    page: str
    exit: int = 0
    unshown: str = ""  # the last command, where it failed and the page has not yet said so
    names: dict[str, object] = field(default_factory=dict)

    def block(self, block: re.Match[str]) -> str:
        kind, *rest = block["info"].split() or [""]
        body = block["body"]
        if kind in FILES:
            self.file(rest[0] if rest else f"unnamed.{kind}", body, "bad" in rest)
        elif kind in CONTEXT:
            self.read(kind, body, rest)
        elif kind == "questions":
            self.questions(body, rest[0] if rest else "")
        elif kind == "python":
            exec(compile(body, self.page, "exec"), self.names)  # noqa: S102 - our own pages
        elif kind == "console":
            body = self.console(body)
        return f"{block['fence']}{block['info']}\n{body}{block['fence']}"

    def file(self, name: str, body: str, bad: bool) -> None:
        """Write a file, and read it."""
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(body, "utf-8")
        if not bad and Path(name).suffix in (".treaty", ".timeline", ".positions"):
            self.expect((), name, None, body)

    def read(self, kind: str, body: str, codes: list[str]) -> None:
        """Read sentences at the end of the page's context; forbidden forms line by line."""
        name = CONTEXT[kind]
        context = Path(name).read_text("utf-8")
        for text in body.splitlines() if kind == "forbidden" else [body]:
            self.expect(codes, name, context + text, text)

    def expect(self, codes: object, name: str, text: str | None, shown: str) -> None:
        from foedus.base import render
        from foedus.language import load

        loaded = load(name, None if text is None else {name: text})
        errors = [d for d in loaded.diagnostics if d.severity == "error"]
        if sorted({d.code for d in errors}) != sorted(codes or ()):  # type: ignore[call-overload]
            told = "\n".join(render(d, loaded.sources) for d in errors) or "no error"
            raise BadPage(f"{self.page}: {shown}\n{told}")

    def questions(self, body: str, name: str) -> None:
        from foedus.language import load, load_questions, parse_question

        draft = load("context.treaty")
        if name:
            Path(name).write_text(body, "utf-8")
            if told := load_questions(name, draft).diagnostics:
                raise BadPage(f"{self.page}: {body}\n" + "\n".join(d.message for d in told))
            return
        for text in sentences(body):
            made, told = parse_question(text, draft)
            if made is None or told:
                raise BadPage(f"{self.page}: {text}\n" + "\n".join(d.message for d in told))

    def console(self, body: str) -> str:
        out = ""
        for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
            if not part:
                continue
            command, _, said = part.partition("\n")
            command = command.removeprefix("$ ")
            if command == "echo $?":
                printed, self.unshown = f"{self.exit}\n", ""
            else:
                self.end()
                printed, self.exit = harness.execute(command)
                self.unshown = command if self.exit else ""
            blank = "\n" if said.endswith("\n\n") and not printed.endswith("\n\n") else ""
            out += f"$ {command}\n" + (said if _fits(said, printed + blank) else printed + blank)
        return out

    def end(self) -> None:
        if self.unshown:
            raise BadPage(
                f"{self.page}: exits with {self.exit}, and the page does not say so: {self.unshown}"
            )


def _fits(said: str, printed: str) -> bool:
    parts = re.split(r"^…\n", said, flags=re.MULTILINE)
    return re.fullmatch("(?s:.*)".join(re.escape(part) for part in parts), printed) is not None


def run(text: str, page: str, folder: Path) -> str:
    """The page with what its commands really print."""
    state = _Run(page)
    with harness.inside(folder):
        text = _BLOCK.sub(state.block, text)
        state.end()
    return text


def main(words: list[str]) -> int:
    """Rewrite pages; read the git diff."""
    failed = 0
    for page in [Path(word).resolve() for word in words] or find():
        text = page.read_text("utf-8")
        if uses_command(text) and not harness.has_cli():
            continue
        try:
            with tempfile.TemporaryDirectory() as folder:
                real = run(text, page.name, Path(folder).resolve())
        except Exception as error:  # one broken page does not stop the others
            failed += 1
            print(f"{page}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        if real != text:
            page.write_text(real, "utf-8")
            print(f"blessed {page}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
