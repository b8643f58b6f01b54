"""Several texts together: what is said of each is said of that one, and confirmed by the interpreter."""

from pathlib import Path

from foedus.check.run import check
from foedus.language import load, load_together

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


def test_texts_that_are_loaded_together_draw_others_in_as_each_is_called():
    """A witness is of both texts, by the name of each; each of the two is drawn in by help under the other."""
    folder = Path(__file__).parents[2] / "src" / "foedus" / "library" / "instruments"
    loaded = load_together([str(folder / "nat.treaty"), str(folder / "teu42.treaty")])
    assert loaded.draft is not None, loaded.diagnostics
    found = check(loaded.draft, finders=("cascade",), budget=None)
    assert not found.notes
    assert len(found.findings) == 4
    assert all("of NAT and TEU42." in one.witness.partition("\n")[0] for one in found.findings)
