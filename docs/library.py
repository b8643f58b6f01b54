"""A page for each instrument of the library, made from its text and from a replay of its incidents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.library.backtest import Row
    from foedus.model import Draft, Sentence

FOLDER = "reference/library"
_BACKING = re.compile(r',\s*source\s*"[^"]*"|,\s*unverified\b|,\s*assumption\b')


def pages(note: str) -> dict[str, Callable[[], str]]:
    """The pages of the library by name, each with what makes its text.

    Args:
        note: what heads a generated page.
    """
    from foedus.language.load import LIBRARY

    codes = [file.stem.upper() for file in sorted((LIBRARY / "instruments").glob("*.treaty"))]
    made: dict[str, Callable[[], str]] = {f"{FOLDER}/index.md": lambda: note + _index()}
    for code in codes:
        if code != "WORLD":
            made[f"{FOLDER}/{code}.md"] = partial(_page_with, note, code)
    return made


def _page_with(note: str, code: str) -> str:
    return note + _page(code)


def _index() -> str:
    from foedus.library import cards

    rows = [
        "| name | instrument | signed | in force | contested readings |",
        "| --- | --- | --- | --- | --- |",
    ]
    for card in cards():
        points = ", ".join(f"`{name}`" for name in card.contested)
        rows.append(
            f"| [{card.code}]({card.code}.md) | {card.title} | {card.signed} | {card.in_force} | {points} |"
        )
    return (
        "# The library\n\n"
        "Instruments in our own words, from their public terms. What rests on memory alone is marked *unverified*. "
        "[What back-testing them shows](../../explanation/back-test.md).\n\n" + "\n".join(rows) + "\n"
    )


@cache
def _draft(code: str) -> Draft:
    from foedus.library.catalogue import Shelf

    draft = Shelf().load(code).draft
    assert draft is not None
    return draft


@cache
def _replayed() -> tuple[Row, ...]:
    from foedus.library import backtest

    return backtest().rows


def _page(code: str) -> str:
    draft = _draft(code)
    parts = [f"# {code}: {draft.title}", _head(draft)]
    members = [s for s in draft.sentences if not s.article and not s.part and _names_parties(s)]
    if members:
        parts.append("## Parties and groups\n\n" + "\n".join(_line(s) for s in members))
    parts += _articles(draft)
    points = [s for s in draft.sentences if _is_point(s)]
    if points:
        said = "\n".join(_point(s) for s in points)
        parts.append(
            f"## Contested readings\n\nThe reading listed first is the one that a replay takes.\n\n{said}"
        )
    parts.append(_incidents(code))
    return "\n\n".join(parts) + "\n"


def _head(draft: Draft) -> str:
    status = f"Status: {draft.status}. " if draft.status else ""
    source = f"Source of every sentence that names none: {_shown(draft.source)}. " if draft.source else ""
    own = sum(s.unverified for s in draft.sentences), sum(s.assumption for s in draft.sentences)
    counted = f"{own[0]} of its sentences are unverified, {own[1]} are assumptions."
    return f"A {draft.kind}. {status}{source}{counted} `foedus library show {draft.code}` prints the text."


def _shown(source: str) -> str:
    return re.sub(r"https?://[^\s;,]+", lambda m: f"<{m.group()}>", source)


def _names_parties(sentence: Sentence) -> bool:
    words = sentence.text.split()
    head = " ".join(words[:12])
    return bool(
        re.search(r"\bparty\b|\bparties\b|\bmembers\b|\beach an?\b|\binclude\b|\bexclude\b|\borgan\b", head)
    )


def _is_point(sentence: Sentence) -> bool:
    from foedus.model import OpenPoint

    return isinstance(sentence.body, OpenPoint)


def _line(sentence: Sentence) -> str:
    text = " ".join(_BACKING.sub("", sentence.text).split())
    marks = [word for word in ("unverified", "assumption") if getattr(sentence, word)]
    if sentence.source:
        marks.append(_shown(sentence.source))
    return f"- {text}" + (f" *({'; '.join(marks)})*" if marks else "")


def _articles(draft: Draft) -> Iterator[str]:
    kinds = {part.title: part for part in draft.parts}
    for part in ("", *kinds):
        if part:
            one = kinds[part]
            since = f", from {one.since}" if one.since else ""
            maker = f" of {one.of}" if one.of else ""
            yield f"## {one.kind.capitalize()}{maker}: {part}{', secret' if one.secret else ''}{since}"
        loose = [s for s in draft.sentences if s.part == part and not s.article and part]
        if loose:
            yield "\n".join(_line(s) for s in loose)
        for article in draft.articles:
            if article.part != part:
                continue
            mine = [
                s
                for s in draft.sentences
                if s.article == article.label and s.part == part and not _is_point(s)
            ]
            title = f": {article.title}" if article.title else ""
            yield f"##{'#' if part else ''} Article {article.label}{title}"
            if mine:
                yield "\n".join(_line(s) for s in mine)


def _point(sentence: Sentence) -> str:
    point = sentence.body
    marks = [word for word in ("unverified", "assumption") if getattr(sentence, word)]
    if sentence.source:
        marks.append(_shown(sentence.source))
    options = " · ".join(f"*{text}*" for text in getattr(point, "texts", ()))
    backing = f" ({'; '.join(marks)})" if marks else ""
    return f"- `{getattr(point, 'name', '')}` ({sentence.label}): {getattr(point, 'asks', '')} {options}{backing}"


def _incidents(code: str) -> str:
    rows = [row for row in _replayed() if code in row.instrument.split("+")]
    if not rows:
        return "## Incidents\n\nNone in the library."
    table = ["| | incident | outcome | expected | confidence |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        expected = " or ".join(f"`{c}`" for c in (row.expected, *row.alternatives))
        mark = "" if row.matched else " ([why](../../explanation/back-test.md#the-mismatches-that-stay))"
        table.append(f"| {row.id} | {row.title} | `{row.outcome}`{mark} | {expected} | {row.confidence} |")
    return "## Incidents\n\n" + "\n".join(table)
