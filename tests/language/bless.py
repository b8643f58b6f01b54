"""Rewrite what language cases expect: ``python -m tests.language.bless [CASE or FOLDER …]``.  Read the git diff."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.language import harness


def main(words: list[str]) -> int:
    if not harness.has_cli():
        print("nothing to bless: there is no command line yet")
        return 0
    changed = failed = 0
    paths = harness.find(*(Path(word).resolve() for word in words))
    for path in paths:
        try:
            case = harness.read(path)
            with tempfile.TemporaryDirectory() as folder:
                real = harness.run(case, Path(folder).resolve())
            text = real.text()
            if harness.parse(path, text).steps != real.steps:
                raise harness.BadCase(f"{path}: the output holds a line that reads as a command or an exit")
        except Exception as error:  # one broken case does not stop the others
            failed += 1
            print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        if text != path.read_text("utf-8"):
            path.write_text(text, "utf-8")
            changed += 1
            print(f"blessed {path}")
    print(f"{len(paths)} cases, {changed} rewritten, {failed} not readable")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
