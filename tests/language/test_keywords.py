"""The keyword table is what the parser asks for: nothing was written by hand."""

from pathlib import Path

import foedus.language
from foedus.language import keywords, wordlist
from tests.conftest import ROOT


def test_the_module_is_what_the_parser_asks_for():
    module = Path(foedus.language.__file__).parent / "keywords.py"
    assert module.read_text("utf-8") == wordlist.module_text(), "run python -m foedus.language.wordlist"
    assert frozenset(wordlist.words()) == keywords.KEYWORDS


def test_the_page_is_what_the_parser_asks_for():
    page = ROOT / "docs" / "reference" / "keywords.md"
    assert page.read_text("utf-8") == wordlist.page_text(), "run python -m foedus.language.wordlist"


def test_the_words_of_the_forms_are_in_the_table():
    for word in (
        "must",
        "may",
        "intends",
        "decides",
        "unless",
        "provided",
        "within",
        "asks",
        "open",
        "full-scale",
    ):
        assert word in keywords.KEYWORDS
    assert "shall" in keywords.KEYWORDS, "read so that the right word can be named"
