"""Which paragraphs of a document are headings: its title, its articles, its annexes, other headings."""

import re
from collections.abc import Sequence

from msgspec import Struct

from foedus.papers.word.blocks import Block

_ARTICLE = re.compile(
    r"^\s*(?:[\[\s]+(?:[^\[\]:]{1,60}:\s*)?)?(?:article|art\.?|section)\s+(?P<label>\d+|[IVXLC]+|[A-Z])"
    r"(?P<bis>\s*(?:bis|ter|quater))?\b\]?\s*[.:–—-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(r"^[\[\s]*(annex|appendix|protocol|schedule|addendum)\b", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:shall|must|may|will|decides?|means|undertakes?|agrees?|enters?|lasts?)\b", re.IGNORECASE
)
_LONGEST = 14  # words of a heading


class Heading(Struct, frozen=True):
    """What a paragraph is besides words. kind: title · article · below (the title of an article, on its own) · part ·
    heading · "" (words only).

    label, title: of an article, as a draft writes them. body: where its own text begins, if it goes on as a sentence.
    """

    kind: str = ""
    label: str = ""
    title: str = ""
    body: int | None = None


def headings(blocks: Sequence[Block]) -> list[Heading]:
    """What each paragraph is.

    Args:
        blocks: the paragraphs of a document.
    """
    out: list[Heading] = []
    seen_title = False
    for at, block in enumerate(blocks):
        one = _heading(block) if block.where == "text" else Heading()
        if at and out[-1].kind == "article" and not out[-1].title and out[-1].body is None:
            if not one.kind.startswith(("article", "part")) and _short(block) and block.where == "text":
                out[-1] = Heading("article", out[-1].label, _plain(block.text))
                one = Heading("below")
        if one.kind == "title":
            one = Heading("heading") if seen_title else one
            seen_title = True
        out.append(one)
    return out


def title_of(blocks: Sequence[Block], found: Sequence[Heading], fallback: str) -> str:
    """The title of a document: of its style, else the first heading that is no article, else what is given."""
    for kind in ("title", "heading"):
        for block, one in zip(blocks, found, strict=True):
            if one.kind == kind and block.text.strip():
                return _plain(block.text)
    return fallback


def _heading(block: Block) -> Heading:
    text = block.text.strip()
    words = len(text.split())
    numbered = f"{block.label} {text}".strip() if block.label.lower().startswith(("art", "sec")) else text
    found = _ARTICLE.match(numbered)
    if found and numbered[:1].isupper() | numbered.startswith("["):
        return _article(found, block, numbered)
    if not text:
        return Heading()
    short = words <= _LONGEST and not text.endswith((".", ";", ":", ","))
    if block.style.lower() in ("title", "subtitle") and words <= 2 * _LONGEST:
        return Heading("title" if block.style.lower() == "title" else "heading")
    if (
        _PART.match(text)
        and short
        and (block.level or text.isupper() or words <= 8)
        and not _MODAL.search(text)
    ):
        return Heading("part", "", _plain(text))
    return Heading("heading") if block.level and words <= 2 * _LONGEST else Heading()


def _article(found: re.Match[str], block: Block, numbered: str) -> Heading:
    label = found["label"] + (f"-{found['bis'].strip().lower()}" if found["bis"] else "")
    rest = found["rest"].strip()
    if not rest.strip("[]. "):
        return Heading("article", label)
    if rest[:1].islower():
        return Heading()  # `Article 3 applies at once` is a sentence
    if len(rest.split()) <= _LONGEST and not _MODAL.search(rest):
        return Heading("article", label, _plain(rest))
    if numbered[: found.start("rest")].rstrip()[-1:] not in ".:–—-" and not block.level:
        return Heading()  # `Article 5 shall apply …` is a sentence
    return Heading("article", label, "", len(block.text) - len(found["rest"]))


def _short(block: Block) -> bool:
    """Whether a paragraph behind the number of an article is its title."""
    text = block.text.strip()
    plain = bool(text) and len(text.split()) <= _LONGEST and text.rstrip("] ")[-1:] not in (*".;:,", "")
    return plain and (text[0].isupper() or bool(block.level)) and not _MODAL.search(text) and not block.label


def _plain(text: str) -> str:
    """A heading's words, as they stand between quotation marks."""
    return " ".join(text.strip().strip("[]").replace('"', "'").split()).rstrip(".")
