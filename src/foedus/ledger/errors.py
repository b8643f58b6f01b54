"""What can be wrong with a ledger, in words for people."""

from pathlib import Path

from foedus.base import nearest


class LedgerError(Exception):
    """Something that the user can mend: what is wrong, and how to mend it.

    Args:
        message: one sentence that stands alone.
        fixes: what to do about it.
    """

    def __init__(self, message: str, *fixes: str) -> None:
        super().__init__(message)
        self.message = message
        self.fixes = fixes


def nearby(path: Path, pattern: str = "*") -> tuple[str, ...]:
    """The fix for a misspelt file: the nearest name in its folder, if one is near.

    Args:
        path: the file that is not there.
        pattern: which files may have been meant.
    """
    folder = path.parent if path.parent.is_dir() else Path()
    close = nearest(path.name, [p.name for p in folder.glob(pattern) if p.is_file()])
    return (f"did you mean {folder / close[0]}?",) if close else ()
