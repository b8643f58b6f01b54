"""LibreOffice without a window: what it makes of a document."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: there is no soffice")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic"
 script:moduleType="normal">
Sub Settle(how As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  frame = doc.CurrentController.Frame
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(frame, ".uno:" &amp; how &amp; "AllTrackedChanges", "", 0, Array())
  Dim out(0) As New com.sun.star.beans.PropertyValue
  out(0).Name = "FilterName" : out(0).Value = "Text (encoded)"
  doc.storeToURL(target, out())
  doc.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/></library:libraries>
"""


class Office:
    """A LibreOffice with a profile of its own, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "profile"
        self._ready = False

    def _with_macro(self) -> None:
        """Put the macro into the profile, once LibreOffice has made it."""
        if self._ready:
            return
        self._ready = True
        blank = self.folder / "blank.txt"
        blank.write_text("blank", "utf-8")
        self.converted(blank, "pdf")
        basic = self.profile / "user" / "basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "Standard" / "Module1.xba").write_text(_MACRO, "utf-8")
        (basic / "Standard" / "script.xlb").write_text(_LIBRARY, "utf-8")
        (basic / "script.xlc").write_text(_LIBRARIES, "utf-8")

    def _run(self, *words: str) -> None:
        assert SOFFICE is not None
        subprocess.run(
            [SOFFICE, f"-env:UserInstallation={self.profile.as_uri()}", "--headless", *words],
            cwd=self.folder, timeout=180, check=False, capture_output=True,
            env={**os.environ, "HOME": str(self.folder)},
        )  # fmt: skip

    def converted(self, file: Path, kind: str) -> Path:
        """The document in another format; a document that needs repair is not converted without a window."""
        out = self.folder / "converted"
        self._run("--convert-to", kind, "--outdir", str(out), str(file))
        made = out / f"{file.stem}.{kind.split(':')[0]}"
        assert made.exists(), f"LibreOffice did not open {file.name}"
        return made

    def settled(self, file: Path, how: str) -> str:
        """The text after Accept or Reject of all tracked changes."""
        self._with_macro()
        target = self.folder / f"{file.stem}-{how}.txt"
        self._run(f"macro:///Standard.Module1.Settle({how},{file.as_uri()},{target.as_uri()})")
        assert target.exists(), f"LibreOffice did not open {file.name}"
        return target.read_text("utf-8-sig").replace("\r\n", "\n").strip("\n")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))
