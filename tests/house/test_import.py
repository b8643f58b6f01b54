"""``import foedus`` is cheap, and its public names are there when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import foedus


def test_import_loads_nothing_heavy():
    script = "import sys, foedus; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, 'src'); {script}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=_root(),
    )
    loaded = set(done.stdout.split())
    assert "foedus" in loaded
    assert not loaded & {"click", "msgspec", "typing", "dataclasses", "importlib_metadata", "dd", "pysat"}


@pytest.mark.parametrize("name", foedus.__all__)
def test_public_name(name: str):
    if not name.startswith("__"):
        room = foedus._ROOM_OF[name]
        pytest.importorskip(room, reason=f"the room {room} is not there yet")
    assert getattr(foedus, name)
    assert name in dir(foedus)


def test_unknown_name():
    with pytest.raises(AttributeError, match="no attribute 'treatise'"):
        _ = foedus.treatise


def _root() -> str:
    from tests.conftest import ROOT

    return str(ROOT)
