"""Lettered lists: (a) …; (b) …."""

from collections.abc import Callable
from typing import TypeVar

from foedus.language.cursor import MAX_DEPTH, Cursor

T = TypeVar("T")


def lettered(c: Cursor, item: Callable[[Cursor], T]) -> list[T]:
    """The items of a lettered list, each read by `item`; letters must be in order."""
    c.depth += 1
    if c.depth > MAX_DEPTH:
        c.error("E0901", most=MAX_DEPTH)
    out: list[T] = []
    try:
        while c.take("("):
            expected = _letter(len(out))
            if c.token.text != expected:
                c.error("E0210", found=c.token.text, expected=expected, fixes=(c.replace(c.token, expected),))
            c.i += 1
            c.need(")")
            out.append(item(c))
            mark = c.i
            c.take(";", ",")
            c.take("and", "or")
            if not c.at("(") or (len(out) and c.peek().text == "a"):
                c.back_to(mark)
                break
        if not out:
            c.fail("(a)")
    finally:
        c.depth -= 1
    return out


def _letter(index: int) -> str:
    return chr(ord("a") + index) if index < 26 else _letter(index // 26 - 1) + _letter(index % 26)
