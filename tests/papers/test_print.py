"""The brief really prints on one page: HTML through Chromium on A4 and Letter, Word files through LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from foedus.papers.brief import fit
from foedus.papers.brief.layout import document
from foedus.papers.brief.web import html
from tests.papers import made

FULLEST = [made.UKRAINE / "guarantee.treaty", made.UKRAINE / "ladder.treaty", made.LIBRARY / "rio.treaty",
           made.LIBRARY / "cst.treaty", made.LIBRARY / "ksc.treaty"]  # fmt: skip
ALL = ("scope", "procedure", "time", "discretion", "force", "exit", "trap", "undefined")


def program(*names: str) -> str:
    """A program by one of its names; without any of them the test is skipped."""
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"there is no {names[-1]} on this machine to print with")
    return found


def pages(pdf: Path) -> int:
    reader = pytest.importorskip("pypdf", reason="pypdf counts the pages, and is not installed")
    return len(reader.PdfReader(pdf).pages)


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("path", FULLEST, ids=lambda path: path.stem)
def test_html_prints_on_one_page(path: Path, size: str, tmp_path: Path):
    chromium = program(os.environ.get("CHROMIUM", ""), "chromium-browser", "google-chrome", "chromium")
    page = html(document(made.of(path, finders=ALL), ("brief",), fit.SCREEN))
    source, target = tmp_path / "brief.html", tmp_path / "brief.pdf"
    source.write_text(page.replace("</style>", f"@page{{size:{size}}}</style>"), "utf-8")
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert pages(target) == 1


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_word_prints_on_one_page(size: str, tmp_path: Path):
    pytest.importorskip("docx", reason="python-docx (the extra `word`) is not installed")
    from foedus.papers.brief.word import docx

    office = program("soffice", "libreoffice")
    files = []
    for path in FULLEST:
        files.append(tmp_path / f"{path.stem}.docx")
        files[-1].write_bytes(docx(document(made.of(path, finders=ALL), ("brief",), fit.WORD), size))
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *map(str, files)],
        check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert {path.stem: pages(path.with_suffix(".pdf")) for path in files} == {path.stem: 1 for path in files}
