"""Witnesses as files, so that `foedus test` replays them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.common import stop

if TYPE_CHECKING:
    from foedus.language import Loaded


def write(folder: Path, witnesses: Iterable[tuple[str, str]], loaded: "Loaded") -> None:
    """Write each witness into a folder, and beside them the drafts that a timeline there would not find.

    Args:
        folder: made if it is not there.
        witnesses: what each is called, and its text; an empty text is left out.
        loaded: the drafts.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        for name, text in witnesses:
            if text:
                (folder / _file(name, taken)).write_text(text, "utf-8")
        _drafts(folder, loaded)
    except OSError as error:
        stop(
            f"{folder} cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "name another folder",
        )


def _file(name: str, taken: set[str]) -> str:
    """A file's name that is not taken: `F0201-article-2.timeline`, `F0201-article-2-b.timeline`."""
    stem = "-".join("".join(c if c.isalnum() else " " for c in name).split())
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    taken.add(found)
    return f"{found}.timeline"


def _drafts(folder: Path, loaded: "Loaded") -> None:
    """Copies of the drafts and of what they use, unless they lie beside the folder or in it."""
    mine = [
        Path(name) for name in loaded.sources if name.endswith(".treaty") and not name.startswith("library/")
    ]
    near = {folder.resolve(), folder.resolve().parent}
    if all(path.resolve().parent in near for path in mine):
        return
    for path in mine:
        target = folder / path.name
        if target.resolve() != path.resolve():
            target.write_text(loaded.sources[str(path)].text, "utf-8")
