"""Run the examples of a documentation page, in an empty folder, from top to bottom.

In a page, the word after the three backticks says what a block is:

- ``treaty NAME`` or ``timeline NAME``: a file of that name; a later block of the same name replaces it.  A draft or
  timeline block without a name is a file of no consequence that must still be without errors.
- ``console``: commands after ``$`` and what they print.  A line of only ``…`` stands for any lines.  ``echo $?``
  shows how the command before it exited; without it that command must exit with 0.
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
_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class BadPage(Exception):
    """An example of the page does not do what the page says."""


def find() -> list[Path]:
    """All pages with examples."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def uses_command(text: str) -> bool:
    """Whether a page runs anything."""
    return any(
        block["info"].split()[:1] in (["treaty"], ["timeline"], ["console"])
        for block in _BLOCK.finditer(text)
    )


@dataclass
class _Run:
    page: str
    exit: int = 0
    unshown: str = ""  # the last command, where it failed and the page has not yet said so
    names: dict[str, object] = field(default_factory=dict)

    def block(self, block: re.Match[str]) -> str:
        kind, *rest = block["info"].split() or [""]
        body = block["body"]
        if kind in ("treaty", "timeline"):
            name = rest[0] if rest else f"unnamed.{kind}"
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(body, "utf-8")
            if not rest:
                printed, status = harness.execute(f"foedus fmt {name}")
                if status != 0:
                    raise BadPage(f"{self.page}: this block has errors:\n{printed}")
        elif kind == "python":
            exec(compile(body, self.page, "exec"), self.names)  # noqa: S102 - our own pages
        elif kind == "console":
            body = self.console(body)
        return f"```{block['info']}\n{body}```"

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
