"""Spelling suggestions."""

from collections.abc import Iterable


def distance(one: str, two: str, most: int) -> int:
    """The number of edits (insert, delete, replace, swap neighbours) from one word to the other, at most `most + 1`.

    Damerau-Levenshtein in its optimal string alignment form.

    >>> distance("guarntor", "guarantor", 3)
    1
    """
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words nearest to a misspelt one, best first; none if all are far.

    Args:
        word: the word as written.
        known: the words that would have been right.
        most: how many suggestions at the most.

    >>> nearest("Polnad", ["Poland", "Portugal"])
    ['Poland']
    """
    low = word.lower()
    reach = 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3
    scored: list[tuple[int, str]] = []
    for other in set(known):
        far = distance(low, other.lower(), reach)
        if far <= reach and other != word and (far < 2 or low[:2] == other.lower()[:2]):
            scored.append((far, other))
    scored.sort()
    return [other for far, other in scored[:most] if far == scored[0][0]]
