"""Reading grows linearly: twice the provisions, twice the steps, up to ten thousand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedus.language import parse_draft
from foedus.language.cursor import Cursor
from foedus.language.format import format_text
from tests.language.guarantee import DRAFT, TEXTS

HEAD = 'treaty "T", called T.\nparty Ukraine, Poland.\nraid means an attack on Ukraine.\n'
KINDS: dict[str, Callable[[int], str]] = {
    "short duties": lambda n: "Poland must consult.\n" * n,
    "articles": lambda n: "".join(
        f"article {k}.\n  After a raid Poland must assist Ukraine within {k} hours, unless Ukraine has withdrawn.\n"
        for k in range(n)
    ),
    "references": lambda n: (
        "".join(
            f"article {k}.\n  On breach of article {k // 2 + n} Poland must consult Ukraine within 3 days.\n"
            for k in range(n)
        )
        + "".join(f"article {k}.\n  Poland must consult Ukraine.\n" for k in range(n, 2 * n))
    ),
    "terms": lambda n: "".join(
        f"term-{k} means an attack on Ukraine by drones.\nAfter a term-{k} Poland must consult.\n"
        for k in range(n)
    ),
    "mistakes": lambda n: "Poland must asist Ukraine.\n" * n,
    "missing stops": lambda n: "Poland must consult\n" * n,
    "one long sentence": lambda n: (
        "Poland must consult when any of "
        + "; ".join(f"({letter(k)}) Ukraine has ratified" for k in range(n))
        + "."
    ),
}


def letter(index: int) -> str:
    return chr(97 + index) if index < 26 else letter(index // 26 - 1) + letter(index % 26)


def steps(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many words the parser looks at while it reads a text."""
    looked = 0
    here, look = Cursor._here, Cursor.look

    def counted(self: Cursor, phrases: tuple[str, ...]) -> tuple[str, ...]:
        nonlocal looked
        looked += 1
        return here(self, phrases)

    def counted_look(self: Cursor, *kinds: str, ahead: int = 0):
        nonlocal looked
        looked += 1
        return look(self, *kinds, ahead=ahead)

    with monkeypatch.context() as patch:
        patch.setattr(Cursor, "_here", counted)
        patch.setattr(Cursor, "look", counted_look)
        parse_draft(text)
    return looked


@pytest.mark.parametrize("kind", KINDS)
def test_steps_grow_linearly(kind: str, monkeypatch: pytest.MonkeyPatch):
    small, large = (steps(HEAD + KINDS[kind](n), monkeypatch) for n in (100, 400))
    assert large <= 4.5 * small


def test_ten_thousand_provisions_are_read(monkeypatch: pytest.MonkeyPatch):
    text = HEAD + KINDS["short duties"](10_000)
    looked = steps(text, monkeypatch)
    assert looked <= 110 * steps(HEAD + KINDS["short duties"](100), monkeypatch)


def test_laying_out_grows_linearly(monkeypatch: pytest.MonkeyPatch):
    import foedus.language.format as module

    calls = 0
    reach = module._reach  # pyright: ignore[reportPrivateUsage]

    def counted(atoms: list[module.Atom], i: int) -> int:
        nonlocal calls
        calls += 1
        return reach(atoms, i)

    monkeypatch.setattr(module, "_reach", counted)
    format_text(DRAFT)
    once, calls = calls, 0
    format_text(DRAFT * 8)
    assert calls <= 8.5 * once
    assert parse_draft(format_text(DRAFT), "kyiv.treaty", TEXTS).ok
