"""The pairs of drafts whose difference is known: thirty that mean the same, thirty with one change each.

A pair is a folder with `a.treaty` and `b.treaty`; `names.toml` (or `[names]` in `expected.toml`) says what a place of
the first is called in the second. A changed pair also holds `expected.toml`, which states by hand what the change does
(who is concerned, in which measures, and how), and two timelines: one on which the drafts part, one on which they do
not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from foedus.language import Loaded, parse_draft, parse_timeline

HERE = Path(__file__).parent / "pairs"


class Told(NamedTuple):
    """One part of a change: whom it concerns, in which measures, and how: less, more, later, sooner.

    also: what the same change does besides, where an attribution is revised or a duty ends before its clock.
    """

    bearers: tuple[str, ...]
    measures: tuple[str, ...]
    how: tuple[str, ...]
    also: tuple[str, ...] = ()


class Pair(NamedTuple):
    """Two drafts, and what is known of their difference; `told` is empty for a pair that means the same."""

    name: str
    folder: Path
    a: Loaded
    b: Loaded
    names: Mapping[str, str]
    says: str
    told: tuple[Told, ...]

    def timeline(self, name: str) -> tuple[Loaded, Loaded]:
        """A timeline of the folder under each draft."""
        text = (self.folder / name).read_text()
        return parse_timeline(text, self.a), parse_timeline(self.translated(text), self.b)

    def translated(self, text: str) -> str:
        """A timeline of the first draft, with the names that the second uses."""
        return translated(text, self.names)


def translated(text: str, names: Mapping[str, str]) -> str:
    """A text with some names put for others."""
    if not names:
        return text
    pattern = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b({pattern})\b", lambda m: names[m[0]], text)


def folders(kind: str) -> list[Path]:
    """The pairs of a kind: equal or changed."""
    return sorted(p for p in (HERE / kind).iterdir() if p.is_dir())


def pair(folder: Path) -> Pair:
    """A pair, read."""
    said = {}
    for name in ("names.toml", "expected.toml"):
        if (folder / name).exists():
            said |= tomllib.loads((folder / name).read_text())
    told = tuple(
        Told(tuple(c["bearers"]), tuple(c["measures"]), tuple(c["how"]), tuple(c.get("also", ())))
        for c in said.get("change", ())
    )
    a, b = (parse_draft((folder / f"{x}.treaty").read_text(), f"{x}.treaty") for x in "ab")
    for one in (a, b):
        assert one.ok, [(d.code, d.message) for d in one.diagnostics]
    return Pair(folder.name, folder, a, b, said.get("names", {}), said.get("says", ""), told)
