"""Foedus: security guarantees as executable drafts.

Nothing is imported before it is asked for, so that ``import foedus`` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the module typing is itself slow to import
if TYPE_CHECKING:
    from foedus.engine import run
    from foedus.language import parse_draft, parse_timeline

__version__ = "0.1.0"
__all__ = ["__version__", "parse_draft", "parse_timeline", "run"]

_ROOM_OF = {
    "parse_draft": "foedus.language",
    "parse_timeline": "foedus.language",
    "run": "foedus.engine",
}


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first used."""
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module 'foedus' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(room), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
