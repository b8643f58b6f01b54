"""Files to text: plain text as it is; pages and PDFs in a process of their own, with limits of time and memory.

A hostile page can make a parser eat all the memory, or never end; then that process ends, and not this one.
"""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from foedus.ledger.documents import Facts
from foedus.ledger.errors import LedgerError, nearby

MOST_BYTES = 30_000_000
MOST_EXCHANGE = 2_000_000_000
SECONDS = 60
MEGABYTES = 2048
_HTML = (".html", ".htm", ".xhtml")
_INSTALL = "pip install 'foedus[ledger]' brings it"


class Read(msgspec.Struct, frozen=True):
    """What a file holds: its text, and what it says about itself. reader: how it was read."""

    text: str
    facts: Facts = Facts()
    reader: str = "text"


def read(path: str, encoding: str = "utf-8") -> Read:
    """Read a file, or standard input for `-`.

    Args:
        path: the file; its content, and not its ending, says whether it is a PDF or a page.
        encoding: of a plain text.

    Raises: LedgerError if it cannot be read.
    """
    return read_bytes(_bytes(path), path, encoding)


def read_bytes(data: bytes, name: str, encoding: str = "utf-8") -> Read:
    """Read the bytes of a file.

    >>> read_bytes(b"Poland agreed.", "note.txt").text
    'Poland agreed.'
    """
    if len(data) > MOST_BYTES:
        raise LedgerError(f"{name} has {len(data):,} bytes; more than {MOST_BYTES:,} are taken for a mistake",
                          "cut out the article that is meant")  # fmt: skip
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _apart(data, name, "pdf")
    if name.lower().endswith(_HTML) or _is_page(data):
        return _apart(data, name, "html")
    return Read(_decoded(data, name, encoding))


def text_of(path: str) -> str:
    """A file of exchange, which is UTF-8 whatever its ending.

    Raises: LedgerError if it cannot be read.
    """
    return _decoded(_bytes(path, MOST_EXCHANGE), path, "utf-8")


def _is_page(data: bytes) -> bool:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)


def _bytes(path: str, most: int = MOST_BYTES) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read(most + 1)
    if path.startswith(("http://", "https://")):
        raise LedgerError(f"{path} is an address, and Foedus fetches nothing",
                          "save the page, and add the file with --url ADDRESS")  # fmt: skip
    try:
        if Path(path).is_dir():
            raise LedgerError(f"{path} is a folder", f"name the files in it: {path}/*")
        with open(path, "rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise LedgerError(
            f"there is no file {path}", *(nearby(Path(path)) or ("check the spelling and the folder",))
        ) from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise LedgerError(
            f"{path} cannot be read: {said.lower()}", "check the path and the permissions"
        ) from None


def _decoded(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except LookupError:
        raise LedgerError(
            f"there is no encoding “{encoding}”", "write one such as utf-8, cp1251 or latin-1"
        ) from None
    except (UnicodeError, ValueError) as error:
        at = f": byte {error.start} cannot be read" if isinstance(error, UnicodeDecodeError) else ""
        raise LedgerError(f"{name} is not {encoding.upper()} text{at}",
                          "save it as UTF-8, or say what it is in: --encoding cp1252") from None  # fmt: skip


def _apart(data: bytes, name: str, kind: str) -> Read:
    """Read a page or a PDF in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "foedus.ledger.pages", kind], input=data, capture_output=True, timeout=SECONDS,
            check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise LedgerError(f"{name} could not be read within {SECONDS} seconds",
                          "save its text in a .txt file, and add that") from None  # fmt: skip
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == 3:
        raise LedgerError(f"to read {name}, Foedus needs {said}", _INSTALL, "or save its text in a .txt file")
    if done.returncode:
        reason = (
            said.splitlines()[-1][:200] if done.returncode == 2 and said else "it is damaged, or too deep"
        )
        raise LedgerError(f"{name} cannot be read as {kind.upper()}: {reason}",
                          "save its text in a .txt file, and add that")  # fmt: skip
    return msgspec.json.decode(done.stdout, type=Read)
