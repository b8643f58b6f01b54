"""What is refused, with which code and why; and bytes changed at random, which are read or refused, never worse."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.base import Diagnostic
from foedus.papers.word import package as packages
from foedus.papers.word.errors import MESSAGES, WordError
from foedus.papers.word.importing import imported, of_contents
from foedus.papers.word.package import Package, opened
from foedus.papers.word.reader import contents
from tests.papers.word.making import HEAD, MC, RELS, R, W, docx, guarantee, p

SEEDS = st.integers(0, 2**32)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LINK = '<Relationship Id="rId9" Type="{}" Target="{}"/>'
MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
SHEET = LINK.format(f"{R}/officeDocument", "xl/workbook.xml")
REL = '<Relationship Id="rId99" Type="{}/{}" Target="{}" TargetMode="External"/>'


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The archive with the mark of encryption on every part."""
    out = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(sign)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(sign, at + 4)
    return bytes(out)


def body(xml: str) -> bytes:
    return docx(parts={"word/document.xml": xml.encode()})


ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE l ["
    + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(9))
    + "]>"
)
TEXT = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>'
FIELD = "<w:p><w:r><w:instrText>{} </w:instrText></w:r></w:p>"
REFUSED = {
    "empty": ("E1101", b""),
    "blank": ("E1101", b"\0" * 2000),
    "words": ("E1101", b"Dear colleagues, please find the text below."),
    "cut": ("E1101", guarantee()[:3000]),
    "other archive": ("E1101", archive(hello=b"world")),
    "no body": ("E1101", body(f'<w:document xmlns:w="{W}"/>')),
    "no main part": ("E1101", docx(parts={"_rels/.rels": f'{HEAD}<Relationships xmlns="{RELS}"/>'.encode()})),
    "broken xml": ("E1101", body("<w:document><w:body>")),
    "unknown encoding": ("E1101", body('<?xml version="1.0" encoding="x-none"?><a/>')),
    "deep": ("E1101", body(TEXT.format("x").replace("<w:p>", "<w:sdt>" * 9000 + "<w:p>"))),
    "password": ("E1102", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600),
    "locked archive": ("E1102", locked(guarantee())),
    "old word": ("E1103", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600),
    "rtf": ("E1103", b"{\\rtf1\\ansi [72 hours]}"),
    "pdf": ("E1103", b"%PDF-1.7\n%..."),
    "html": ("E1103", b"<html><body>[72 hours]</body></html>"),
    "opendocument": ("E1103", archive(mimetype=b"application/vnd.oasis.opendocument.text")),
    "macro type": ("E1104", docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml")),
    "macro part": ("E1104", docx(parts={"word/vbaProject.bin": OLE})),
    "macro link": ("E1104", docx(rels=LINK.format(MACROS, "x.bin"))),
    "activex": ("E1104", docx(parts={"word/activeX/activeX1.xml": b"<a/>"})),
    "bomb": ("E1105", docx(parts={"word/media/image1.png": b"\0" * 20_000_000})),
    "many parts": ("E1105", docx(parts={f"word/x{i}.xml": b"" for i in range(4001)})),
    "template": ("E1106", docx(rels=REL.format(R, "attachedTemplate", "http://example.org/t.dotm"))),
    "picture from outside": ("E1106", docx(rels=REL.format(R, "image", "http://example.org/p.png"))),
    "share": ("E1106", docx(rels=REL.format(R, "hyperlink", "file://server/share"))),
    "frame": ("E1106", docx(rels=REL.format(R, "subDocument", "other.docx"))),
    "dde": ("E1106", docx(FIELD.format("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"))),
    "include": ("E1106", docx(p('<w:fldSimple w:instr=" INCLUDETEXT c:\\secret.docx "/>'))),
    "entity": ("E1107", body(ENTITY + TEXT.format("&x;"))),
    "laughs": ("E1107", body(LAUGHS + TEXT.format("&l8;"))),
    "dtd": ("E1107", body('<!DOCTYPE x SYSTEM "http://example.org/x.dtd">' + TEXT.format(""))),
    "dtd in utf-16": ("E1107", docx(parts={"word/document.xml": (ENTITY + TEXT.format("&x;")).encode("utf-16")})),
    "entity in styles": ("E1107", docx(parts={"word/styles.xml": (ENTITY + TEXT.format("&x;")).encode()})),
    "entity in links": ("E1107", docx(parts={"word/_rels/document.xml.rels": (ENTITY + TEXT.format("")).encode()})),
    "spreadsheet": ("E1103", docx(parts={
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{RELS}">{SHEET}</Relationships>'.encode(),
        "xl/workbook.xml": b"<workbook/>",
    })),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_code(name: str, tmp_path: Path):
    code, data = REFUSED[name]
    file = tmp_path / "text.docx"
    file.write_bytes(data)
    with pytest.raises(WordError) as caught:
        imported(file, "text.docx")
    told = caught.value.diagnostic
    assert told.code == code, told.message
    assert "text.docx" in told.message
    assert told.why
    assert told.fixes
    assert told.message.isprintable()


def test_every_code_of_reading_is_shown_by_a_refusal():
    assert {code for code, _ in REFUSED.values()} == set(MESSAGES) - {"E1108"}


def test_the_name_of_a_macro_file_is_enough(tmp_path: Path):
    file = tmp_path / "text.docm"
    file.write_bytes(guarantee())
    with pytest.raises(WordError, match="macros"):
        opened(file, str(file))


def test_an_archive_that_lies_about_its_size_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packages, "MOST_PART", 10_000)
    data = docx(parts={"word/document.xml": TEXT.format("x" * 50_000).encode()})
    with pytest.raises(WordError) as caught:
        contents(Package(data, "text.docx"))
    assert caught.value.diagnostic.code == "E1105"


@pytest.mark.parametrize("name", ["none.docx", ".", "no/such/folder.docx", "a\0b.docx", "x" * 5000])
def test_what_is_no_file_is_said(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WordError) as caught:
        opened(Path(name), name)
    assert caught.value.diagnostic.code == "E0701"


def test_the_nearest_name_is_suggested(tmp_path: Path):
    (tmp_path / "treaty.docx").write_bytes(guarantee())
    with pytest.raises(WordError) as caught:
        opened(tmp_path / "treatty.docx", "treatty.docx")
    assert "treaty.docx" in caught.value.diagnostic.fixes[0].text


def test_links_that_a_reader_follows_are_part_of_a_text():
    rels = REL.format(R, "hyperlink", "https://example.org/treaty")
    text = '<w:hyperlink r:id="rId99"><w:r><w:t>[72 hours] [7 days]</w:t></w:r></w:hyperlink>'
    made = of_contents(contents(Package(docx(p("Within ", text, " of it."), rels=rels), "text.docx")))
    assert [p.name for p in made.points] == ["clock-1"]


def refusal(data: bytes) -> Diagnostic | None:
    try:
        made = of_contents(contents(Package(data, "text.docx")))
    except WordError as error:
        return error.diagnostic
    assert made.text.startswith("# Read from")
    return None


def read_or_refuse(data: bytes) -> None:
    told = refusal(data)
    assert told is None or (told.code in MESSAGES and told.message.isprintable())


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some of them changed, cut out, doubled or put elsewhere."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out)) if out else 0
        size = chance.choice((1, 1, 2, 8, 60))
        match chance.randrange(4):
            case 0:
                out[at : at + size] = chance.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size]
            case _:
                out[at:at] = chance.choice(
                    (b"<", b">", b"[", b"]", b"&x;", b"\0", b'"', b"</w:p>", b"<w:ins>")
                )
    return bytes(out)


@given(SEEDS)
def test_a_damaged_archive_is_read_or_refused(seed: int):
    chance = random.Random(seed)
    read_or_refuse(mutated(guarantee(), chance))


@given(SEEDS)
def test_damaged_parts_are_read_or_refused(seed: int):
    """The archive is whole, and what is in it is not: this reaches what a broken archive hides."""
    chance = random.Random(seed)
    source = zipfile.ZipFile(io.BytesIO(guarantee()))
    names = source.namelist()
    part = chance.choice(names)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            data = source.read(name)
            made.writestr(name, mutated(data, chance) if name == part else data)
    read_or_refuse(out.getvalue())


TAGS = ("w:p", "w:r", "w:t", "w:ins", "w:del", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:moveFrom",
        "w:moveTo", "w:hyperlink", "w:pPr", "w:rPr", "w:numPr", "w:numId", "w:ilvl", "w:pStyle", "w:br", "w:sym",
        "w:txbxContent",
        "w:footnoteReference", "mc:AlternateContent", "mc:Choice", "w:strike", "w:altChunk", "w:object",
        "w:drawing")  # fmt: skip
ATTRIBUTES = ("w:val", "w:id", "w:author", "w:char", "w:ilvl")


@given(SEEDS)
def test_any_tree_of_elements_is_read(seed: int):
    chance = random.Random(seed)

    def element(depth: int) -> str:
        tag = chance.choice(TAGS)
        given_ = "".join(
            f' {name}="{chance.choice(("1", "-1", "0", "x", "99999999999", "F0B7", "Heading1", "ArticleNo"))}"'
            for name in ATTRIBUTES if chance.random() < 0.3
        )  # fmt: skip
        inside = "".join(element(depth + 1) for _ in range(chance.randint(0, 4))) if depth < 7 else ""
        words = chance.choice(("[a] [b]", "[", "]", "shall", "Article 2", "", "72 hours. Then"))
        return f"<{tag}{given_}>{inside or words}</{tag}>"

    text = "".join(element(0) for _ in range(6))
    read_or_refuse(body(f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{text}</w:body></w:document>'))


def test_a_way_of_packing_that_nobody_knows_is_refused():
    data = bytearray(guarantee())
    data[data.find(b"PK\x01\x02") + 10] = 99
    with pytest.raises(WordError) as caught:
        Package(bytes(data), "text.docx")
    assert caught.value.diagnostic.code == "E1101"
