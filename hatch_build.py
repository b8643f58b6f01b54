"""Build the case graph in C, where there is a compiler; without one Foedus gives the same answers in Python, slower."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
MODULE = "foedus.cases._native"


class NativeBuildHook(BuildHookInterface[Any]):
    """Compile `native/*.c` into the source tree; a wheel takes it from there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel, or what stands for one in an editable install, is put together."""
        try:
            made = build()
        except Exception as error:  # whatever a compiler, or the lack of one, comes up with
            self.app.display_warning(f"No case graph in C, the one in Python is used: {error}")
            return
        if version != "editable":
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["force_include"][str(made)] = made.relative_to(ROOT / "src").as_posix()


def build() -> Path:
    """Compile the module; where it is."""
    from setuptools import Distribution, Extension

    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "native").glob("*.c"))
    flags = [] if sys.platform == "win32" else ["-O2", "-std=c11", "-fvisibility=hidden"]
    headers = [str(path) for path in (ROOT / "native").glob("*.h")]
    extension = Extension(MODULE, sources, depends=headers, include_dirs=["native"], extra_compile_args=flags)
    command: Any = Distribution({"name": "foedus", "ext_modules": [extension]}).get_command_obj("build_ext")
    with tempfile.TemporaryDirectory() as folder:
        command.build_temp, command.build_lib = folder, str(ROOT / "src")
        command.ensure_finalized()
        command.run()
    return Path(command.get_ext_fullpath(MODULE))


if __name__ == "__main__":
    print(build())
