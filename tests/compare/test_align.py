"""Two texts side by side: what corresponds, what moved, what is called otherwise."""

from __future__ import annotations

from foedus.compare.align import align, runs
from foedus.language import parse_draft
from foedus.model import Draft
from foedus.model.comparison import Alignment

TEXT = """treaty "Pact", called PACT.
party Ukraine, Poland, France.
guarantors, each a guarantor, are Poland, France.
raid means an attack on Ukraine.
article 1.  After a raid Ukraine may invoke this treaty.
article 2.  On invocation majority of guarantors decides within 72 hours whether the case has arisen;
  on silence it has not.
article 3.  When the case has arisen each guarantor must assist within 7 days.
article 4.  Poland must not attack Ukraine.
"""


def read(text: str) -> Draft:
    found = parse_draft(text)
    assert found.ok, found.diagnostics
    assert found.draft is not None
    return found.draft


def aligned(other: str) -> Alignment:
    return align(read(TEXT), read(other))


def kinds(found: Alignment) -> list[str]:
    return [p.kind for p in found.passages]


def test_the_same_text_is_the_same_throughout() -> None:
    found = aligned(TEXT)
    assert found.same
    assert {a.kind for a in found.articles} == {"same"}


def test_a_reworded_sentence_keeps_its_partner_and_shows_the_words() -> None:
    found = aligned(TEXT.replace("within 72 hours", "within 7 days"))
    changed = [p for p in found.passages if p.kind != "same"]
    assert [p.kind for p in changed] == ["reworded"]
    assert [(r.kind, r.text) for r in changed[0].runs if r.kind != "same"] == [
        ("deleted", "72 hours"), ("inserted", "7 days"),
    ]  # fmt: skip


def test_put_together_the_runs_are_the_texts() -> None:
    one, two = "within 72 hours of the decision", "by all means within 7 days of it"
    found = runs(one, two)
    assert " ".join(r.text for r in found if r.kind != "inserted") == one
    assert " ".join(r.text for r in found if r.kind != "deleted") == two


def test_an_article_put_before_others_renumbers_them_and_moves_nothing() -> None:
    other = (
        TEXT.replace("article 4", "article 5")
        .replace("article 3", "article 4")
        .replace("article 2", "article 3")
    )
    other = other.replace("article 3.  On", "article 2.  France must not attack Ukraine.\narticle 3.  On")
    found = aligned(other)
    assert [p.kind for p in found.passages if p.kind != "same"] == ["inserted"]
    assert {(a.one, a.two) for a in found.articles} >= {("2", "3"), ("3", "4"), ("4", "5"), ("", "2")}


def test_a_sentence_that_stands_elsewhere_has_moved() -> None:
    lines = TEXT.splitlines()
    other = "\n".join([*lines[:4], lines[7].replace("4", "0"), *lines[4:7]]) + "\n"
    assert kinds(aligned(other)).count("moved") == 1


def test_names_are_read_as_renamed_where_that_is_plain() -> None:
    other = TEXT.replace("raid", "assault").replace("guarantor", "protector").replace("PACT", "TREATY1")
    found = aligned(other)
    assert {(r.one, r.two) for r in found.renamings} == {
        ("raid", "assault"), ("guarantors", "protectors"), ("guarantor", "protector"), ("PACT", "TREATY1"),
    }  # fmt: skip
    assert all(p.kind == "same" or p.renamed for p in found.passages)


def test_names_that_swap_roles_are_not_renamed() -> None:
    assert not aligned(TEXT.replace("Poland must not", "France must not")).renamings


def test_what_is_gone_stands_where_it_stood() -> None:
    found = aligned(
        TEXT.replace("article 3.  When the case has arisen each guarantor must assist within 7 days.\n", "")
    )
    assert kinds(found)[-2:] == ["deleted", "same"]
