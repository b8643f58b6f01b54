"""The process apart that turns a page or a PDF into text: `python -m foedus.ledger.pages html < FILE`.

It exits with 0 and prints JSON, with 2 and says why it cannot read, or with 3 and names the library that is missing.
"""

import io
import re
import sys
from typing import Any

import msgspec

from foedus.ledger.documents import Facts
from foedus.ledger.reading import MEGABYTES, SECONDS, Read

MOST_TAGS, DEEPEST = 200_000, 2_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li td tr option dt dd".split()
)


class Unreadable(Exception):
    """The document cannot be read, and why."""


def html(data: bytes) -> Read:
    """The article of a page: its words without menus and advertisements, and what the page says of itself."""
    _bounded(data)
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(
            data, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True
        )
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    if found is None or not (found.text or "").strip():
        raise Unreadable("it holds no article that could be told from the rest")
    # Publisher and date are asked of a person: what a page says of them is often its host, or the day of a reprint.
    facts = Facts(title=found.title or "")
    return Read(found.text, facts, "html")


def pdf(data: bytes) -> Read:
    """The text of a PDF, page after page."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is locked with a password")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        info = reader.metadata
        title = str(info.title or "") if info else ""
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise Unreadable(f"it is damaged ({type(error).__name__})") from None
    if not text.strip():
        raise Unreadable("it holds pictures of text, and no text")
    return Read(text, Facts(title=title), "pdf")


def _bounded(data: bytes) -> None:
    """Refuse a page that is made to break a parser: too many tags, or too deep."""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(data)):
        if count > MOST_TAGS:
            raise Unreadable(f"it has more than {MOST_TAGS:,} tags")
        if tag[2].lower() not in _VOID and not tag[3]:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise Unreadable("it is nested too deeply")


def _limit() -> None:
    """Bound the memory and the time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    size = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(kind: str) -> int:
    """Read standard input, print what it holds."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        made = (html if kind == "html" else pdf)(data)
    except ImportError as error:
        print(error.name or "trafilatura", file=sys.stderr)
        return 3
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    except MemoryError:
        print("it needs too much memory", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(msgspec.json.encode(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
