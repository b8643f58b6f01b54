"""What ``pip install`` gives: every file of the source, data included, and a command that works."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_wheel_holds_every_file_of_the_source(wheel: zipfile.ZipFile):
    source = ROOT / "src"
    there = {path.relative_to(source).as_posix() for path in (source / "foedus").rglob("*") if path.is_file()}
    # What was compiled is of one Python: what others have left beside the source does not go into this one's wheel.
    mine = sysconfig.get_config_var("EXT_SUFFIX")
    there = {n for n in there if "__pycache__" not in n and ("/_native." not in n or n.endswith(mine))}
    assert there - set(wheel.namelist()) == set()


def test_wheel_needs_four_packages_only(wheel: zipfile.ZipFile):
    metadata = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    needs = [line for line in wheel.read(metadata).decode().splitlines() if line.startswith("Requires-Dist:")]
    assert sorted(line.split()[1].split(">")[0] for line in needs if "extra ==" not in line) == [
        "click",
        "dd",
        "msgspec",
        "python-sat",
    ]


def test_command_of_the_wheel_runs(wheel: zipfile.ZipFile, tmp_path: Path):
    if not any(name.startswith("foedus/cli/") for name in wheel.namelist()):
        pytest.skip("there is no command line yet (foedus.cli)")
    wheel.extractall(tmp_path)
    script = "import sys; sys.path.insert(0, sys.argv.pop()); from foedus.cli import main; main(['--help'])"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "review" in done.stdout
