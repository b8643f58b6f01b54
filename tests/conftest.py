"""What all tests share: options, profiles of hypothesis, and the list of skipped tests at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# The everyday run is the same every time; make soak searches anew and for longer.  So tests leave max_examples alone.
_common = {"deadline": None, "print_blob": True, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("everyday", max_examples=60, derandomize=True, database=None, **_common)
settings.register_profile("soak", max_examples=5_000, **_common)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="search at length, and run the tests marked soak")
    parser.addoption("--look", action="store_true", help="collect the browser checks in tests/look")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("soak" if config.getoption("--soak") else "everyday")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path == ROOT / "tests" / "look" and not config.getoption("--look"):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--soak"):
        return
    left_out = [item for item in items if item.get_closest_marker("soak")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say of each skipped test that it was skipped, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.section("skipped tests")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")
    if not skipped:
        terminalreporter.line("none")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material next to the repository; a test that needs it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("there is no folder ../shared next to the repository")
    return SHARED
