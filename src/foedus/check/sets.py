"""Smallest sets of parties in words: `any 3 of the 6 guarantors`, `Ukraine`, `France and Germany`."""

from collections.abc import Sequence

from foedus.engine.words import listed

_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def number(n: int) -> str:
    """A small number as a word.

    >>> number(3), number(30)
    ('three', '30')
    """
    return _SMALL[n] if n < len(_SMALL) else str(n)


def some_of(size: int, whole: int, noun: str) -> str:
    """So many of so many who are alike.

    >>> some_of(1, 6, "guarantors"), some_of(3, 6, "guarantors"), some_of(6, 6, "guarantors")
    ('any one of the 6 guarantors', 'any 3 of the 6 guarantors', 'all 6 guarantors together')
    """
    if size >= whole:
        return f"all {whole} {noun} together" if whole > 2 else f"both {noun} together"
    return f"any {'one' if size == 1 else size} of the {whole} {noun}"


def told(
    found: Sequence[Sequence[int]], names: Sequence[str], alike: Sequence[Sequence[int]], noun: str
) -> list[str]:
    """Smallest sets in words; of those who are alike only their number is told.

    Args:
        found: sets as positions, of which those that differ by alike ones only appear once.
        names: who is at each position.
        alike: positions that may be swapped for one another.
        noun: what those alike are called together.

    >>> told([(0, 1)], ["A", "B", "C"], [(0, 1, 2)], "guarantors")
    ['any 2 of the 3 guarantors']
    """
    out: list[str] = []
    for one in found:
        parts: list[str] = []
        left = list(one)
        for row in alike:
            inside = [i for i in left if i in row]
            if inside and len(row) > 1:
                parts.append(some_of(len(inside), len(row), noun))
                left = [i for i in left if i not in row]
        parts = [*(names[i] for i in left), *parts]
        out.append(listed(parts, "and"))
    return list(dict.fromkeys(out))
