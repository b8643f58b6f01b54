"""The archive behind a .docx, opened with suspicion: what could harm who opens it is refused, with the reason.

Nothing is unpacked onto the disk, nothing is fetched, no entity is expanded, and no part is unpacked beyond a limit.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from foedus.base import Diagnostic, nearest
from foedus.language.messages import complain
from foedus.papers.word.errors import WordError, refuse
from foedus.papers.word.xmltree import Declared, TooDeep, parsed

MOST_FILE = 64_000_000  # bytes of the file as it is
MOST_PART = 32_000_000  # … of one part, unpacked
MOST_UNPACKED = 256_000_000  # … of all parts together
MOST_PARTS = 4_000
MOST_RATIO = 250  # how many times its size a large part may unpack to; text of Word packs about 20 to 1
_LARGE = 8_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, KeyError,
    IndexError, NotImplementedError, OverflowError, RuntimeError, MemoryError,
)  # fmt: skip
_WEB = ("http://", "https://", "mailto:", "tel:", "ftp://")


class Link:
    """A relationship from one part to another, or to something outside."""

    __slots__ = ("external", "id", "kind", "target")

    def __init__(self, element: ET.Element, folder: str) -> None:
        self.id = element.get("Id", "")
        self.kind = element.get("Type", "").removeprefix(_OFFICE).removeprefix(_STRICT)
        self.external = element.get("TargetMode", "") == "External"
        target = element.get("Target", "")
        self.target = (
            target if self.external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        )


class Package:
    """The parts of a .docx that passed all checks.

    Args:
        data: the bytes of the file.
        name: what to call it.

    Raises: WordError if it is refused.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._read = 0
        _known(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {i.filename: i for i in self._zip.infolist()}
        except _BROKEN as error:
            raise refuse("E1101", file=name, problem=f"the archive is damaged ({_said(error)})") from None
        self._sizes()
        self._macros()
        self.main = self._main()
        self._outside()

    # ---- checks --------------------------------------------------------------------------------------------------

    def _sizes(self) -> None:
        entries = self._entries.values()
        if any(i.flag_bits & 1 for i in entries):
            raise refuse("E1102", file=self.name)
        if len(entries) > MOST_PARTS:
            raise refuse(
                "E1105", file=self.name, problem=f"it has {len(entries):,} parts; {MOST_PARTS:,} are read"
            )
        total = sum(i.file_size for i in entries)
        if total > MOST_UNPACKED:
            raise refuse("E1105", file=self.name, problem=f"{total:,} bytes; {MOST_UNPACKED:,} are read")
        for info in entries:
            if info.file_size > _LARGE and info.file_size > MOST_RATIO * max(1, info.compress_size):
                times = info.file_size // max(1, info.compress_size)
                raise refuse(
                    "E1105", file=self.name, problem=f"{info.filename} unpacks to {times:,} times its size"
                )

    def _macros(self) -> None:
        names = [n.lower() for n in self._entries]
        if self.name.lower().endswith((".docm", ".dotm")):
            raise refuse("E1104", file=self.name, problem="its name says so (.docm)")
        found = next((n for n in names if "vbaproject" in n or "vbadata" in n or "/activex" in n), None)
        if found:
            raise refuse("E1104", file=self.name, problem=f"it has the part {found}")

    def _main(self) -> str:
        """The part that holds the text."""
        if "mimetype" in self._entries and b"opendocument" in self.bytes("mimetype"):
            raise refuse("E1103", file=self.name, problem="it is an OpenDocument file")
        types = self.xml("[Content_Types].xml")
        if types is None:
            raise refuse("E1101", file=self.name, problem="it is a ZIP archive, and no document of Word")
        for element in types:
            kind = element.get("ContentType", "").lower()
            if "macroenabled" in kind or "vbaproject" in kind or "activex" in kind:
                raise refuse("E1104", file=self.name, problem="it says that it is enabled for macros")
        link = next((x for x in self.links("") if x.kind == "officeDocument" and not x.external), None)
        if link is None or link.target not in self._entries:
            raise refuse("E1101", file=self.name, problem="the part that holds the text is missing")
        if link.target.startswith(("xl/", "ppt/")):
            raise refuse("E1103", file=self.name, problem="it is a spreadsheet or a presentation")
        return link.target

    def _outside(self) -> None:
        """Refuse what would be fetched; links that only a reader's click follows are part of any text."""
        for part in [n for n in self._entries if n.endswith(".rels")]:
            for link in self._links_in(part):
                web = link.target.lower().startswith(_WEB) or link.target.startswith("#")
                if link.kind.lower().endswith("vbaproject"):
                    raise refuse("E1104", file=self.name, problem=f"{part} names a project of macros")
                if link.external and not (link.kind == "hyperlink" and web):
                    what = link.kind.rpartition("/")[2] or "something"
                    raise refuse(
                        "E1106", file=self.name, problem=f"{what}, at “{_short(link.target)}” ({part})"
                    )

    # ---- parts ---------------------------------------------------------------------------------------------------

    def bytes(self, part: str) -> bytes:
        """A part, unpacked; no more of it than the limit, whatever the archive says of its size.

        Raises: WordError.
        """
        try:
            with self._zip.open(self._entries[part]) as stream:
                data = stream.read(MOST_PART + 1)
        except _BROKEN as error:
            raise refuse("E1101", file=self.name, problem=f"{part} is damaged ({_said(error)})") from None
        self._read += len(data)
        if len(data) > MOST_PART or self._read > MOST_UNPACKED:
            raise refuse("E1105", file=self.name, problem=f"{part} has more than {MOST_PART:,} bytes")
        return data

    def xml(self, part: str) -> ET.Element | None:
        """A part as a tree; None if there is no such part.

        Raises: WordError.
        """
        if part not in self._entries:
            return None
        try:
            return parsed(self.bytes(part))
        except Declared as error:
            raise refuse("E1107", file=self.name, problem=f"in {part}, “{_short(str(error))}”") from None
        except TooDeep:
            raise refuse("E1101", file=self.name, problem=f"{part} is nested too deeply") from None
        except (ET.ParseError, LookupError, ValueError) as error:
            raise refuse("E1101", file=self.name, problem=f"{part} is no XML ({_said(error)})") from None

    def links(self, part: str) -> list[Link]:
        """The relationships of a part; of the archive itself for ""."""
        folder, name = posixpath.split(part)
        return list(self._links_in(posixpath.join(folder, "_rels", f"{name}.rels")))

    def _links_in(self, rels: str) -> Iterator[Link]:
        tree = self.xml(rels)
        folder = posixpath.dirname(posixpath.dirname(rels))
        for element in tree if tree is not None else ():
            if element.tag.endswith("Relationship"):
                yield Link(element, folder)

    def linked(self, kind: str) -> list[str]:
        """The parts that the text is linked with, of a kind such as `footnotes`, in order of their names."""
        found = {x.target for x in self.links(self.main) if x.kind == kind and not x.external}
        return sorted(found & self._entries.keys())


def opened(path: Path, shown: str) -> Package:
    """A .docx from a file.

    Args:
        path: the file.
        shown: what to call it.

    Raises: WordError, with the reason and what to do.
    """
    try:
        if path.is_dir():
            raise WordError(
                complain("E0701", None, file=shown, problem="it is a folder", why="A document is one file.",
                         mend="name a .docx in it")
            )  # fmt: skip
        size = path.stat().st_size
        if size > MOST_FILE:
            raise refuse("E1105", file=shown, problem=f"{size:,} bytes as it is; {MOST_FILE:,} are read")
        return Package(path.read_bytes(), shown)
    except FileNotFoundError:
        raise WordError(_missing(path, shown)) from None
    except (OSError, ValueError) as error:
        problem = (getattr(error, "strerror", None) or "no such name can be").lower()
        raise WordError(
            complain("E0701", None, file=shown, problem=problem, why="The system does not let it be read.",
                     mend="check the path and the permissions")
        ) from None  # fmt: skip


def _missing(path: Path, shown: str) -> Diagnostic:
    folder = path.parent if path.parent.is_dir() else Path()
    close = nearest(path.name, [p.name for p in folder.glob("*.docx")])
    mend = f"did you mean {path.parent / close[0]}?" if close else "check the spelling and the folder"
    return complain(
        "E0701", None, file=shown, problem="there is no such file", why="Nothing is there.", mend=mend
    )


def _known(data: bytes, name: str) -> None:
    """Refuse at once what begins as another format."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            raise refuse("E1102", file=name)
        raise refuse(
            "E1103", file=name, problem="it is of Word before 2007 (.doc), or another old Office format"
        )
    for mark, what in ((b"{\\rtf", "Rich Text"), (b"%PDF", "PDF"), (b"<", "a web page or bare XML")):
        if data.lstrip()[:8].startswith(mark):
            raise refuse("E1103", file=name, problem=f"it is {what}")
    if not data.strip(b"\0 \r\n\t"):
        raise refuse("E1101", file=name, problem="it is empty")
    if not data.startswith(b"PK"):
        raise refuse("E1101", file=name, problem="it does not begin as a ZIP archive does")


def _said(error: BaseException) -> str:
    return _short(" ".join(str(error).split()).lower() or type(error).__name__)


def _short(text: str) -> str:
    plain = "".join(ch if ch.isprintable() else "�" for ch in text)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
