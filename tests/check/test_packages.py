"""Several texts together: what is said of each is said of that one, and confirmed by the interpreter."""

from pathlib import Path

from foedus.check.run import check
from foedus.language import load

EXAMPLES = Path(__file__).parents[2] / "examples" / "ukraine-2025"


def test_each_text_of_a_package_ends_and_is_joined_by_itself(tmp_path: Path):
    for one in ("guarantee.treaty", "russian-law.treaty"):
        (tmp_path / one).write_text((EXAMPLES / one).read_text("utf-8"), "utf-8")
    file = tmp_path / "together.treaty"
    file.write_text(
        'package "Guarantee beside article 42(7)", called TOGETHER, of KYIV, TEU42.\n'
        'use "guarantee.treaty", "teu42.treaty".\n',
        "utf-8",
    )
    loaded = load(file)
    assert loaded.draft is not None, loaded.diagnostics
    found = check(loaded.draft, finders=("force", "order", "cascade"), budget=None)
    assert found.complete
    assert not found.notes
    assert not found.unknown
    said = [one.sentence for one in found.findings]
    assert "Nobody is bound by KYIV once the term is over." in said


def test_nothing_of_the_example_package_lies_outside_the_case_space():
    loaded = load(EXAMPLES / "package.treaty")
    assert loaded.draft is not None, loaded.diagnostics
    found = check(loaded.draft, finders=(), budget=None)
    assert not found.unknown
