"""Answers to own questions for a terminal."""

from collections.abc import Sequence

from foedus.check.ask import Asked
from foedus.report.grouped import settings
from foedus.report.terminal import Terminal
from foedus.report.words import NUMBERS, count, listed

_GLYPHS = {"yes": ("●", "yes, in every completion"), "no": ("○", "no, in every completion"),
           "depends": ("◐", "it depends"), "unsettled": ("?", "not settled"), "unknown": ("?", "unknown")}  # fmt: skip


_FEW = 4


def lines(asked: Sequence[Asked], terminal: Terminal) -> str:
    """Each question with its answer, on what it depends, what is assumed, and a witness."""
    return "\n\n".join("\n".join(_one(one, terminal)) for one in asked)


def _one(one: Asked, terminal: Terminal) -> list[str]:
    glyph, word = _GLYPHS[one.value]
    out = terminal.block("", terminal.head(one.question))
    out += terminal.block(
        f"{glyph} ", terminal.paint(sentence(one, word), "gap" if one.value == "no" else "")
    )
    for name, text in facts(one):
        out += terminal.block(f"{name + ':':<9} ", text)
    if one.witness:
        out += ["witness:", *(f"  {line}" for line in one.witness.rstrip().split("\n"))]
    return out


def sentence(one: Asked, word: str = "") -> str:
    """The answer in a sentence."""
    word = word or _GLYPHS[one.value][1]
    if one.value == "depends":
        other = "no" if one.holds == "yes" else "yes"
        return f"{word}: {one.holds} if {settings(one.when, 8)}; else {other}"
    return word


def facts(one: Asked) -> list[tuple[str, str]]:
    """What belongs to an answer, each under a word."""
    found: list[tuple[str, str]] = []
    if one.why:
        found.append(("why", one.why))
    if one.assumes:
        found.append(("assumes", one.assumes))
    if one.forever:
        found.append(("for ever", f"can be put off by {_sets(one.forever)}"))
    return found


def _sets(sets: Sequence[Sequence[str]]) -> str:
    """Sets of parties: those that can alone in one list; many of one size by what they are taken from."""
    alone = [names[0] for names in sets if len(names) == 1]
    parts = [listed(alone, "or")] if alone else []
    for size in sorted({len(names) for names in sets} - {1}):
        mine = [names for names in sets if len(names) == size]
        if len(mine) <= _FEW:
            parts += [f"{listed(list(names))} together" for names in mine]
        else:
            every = list(dict.fromkeys(name for names in mine for name in names))
            parts.append(f"{NUMBERS[size]} of {listed(every)} together, in {count(len(mine), 'way')}")
    return "; or ".join(parts)
