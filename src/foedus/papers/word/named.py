"""Open points with their names, as the draft declares them."""

from collections.abc import Sequence

from msgspec import Struct

from foedus.language.names import Names
from foedus.papers.word.delegations import Said
from foedus.papers.word.plainly import plainly
from foedus.papers.word.points import Point
from foedus.papers.word.understanding import slot_of

_WORDS = {
    "duration": "clock", "modal": "modal", "scale": "scale", "level": "proof", "who": "who", "decider": "decider",
    "place": "place", "action": "action", "predicate": "action", "condition": "condition", "silence": "silence",
    "role": "role", "tail": "tail",
}  # fmt: skip
_MOST = 140  # characters of an option; the whole stands in the untouched text
_ABSENT = "(nothing)"


class Named(Struct, frozen=True):
    """An open point of a draft. name: as the draft has it. slot: the kind of term that its options are; "" if they are
    only words. written: its options as the draft has them, in the order of `point.options`.
    """

    name: str
    point: Point
    slot: str
    terms: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """The options as the draft writes them: terms, or words between quotation marks."""
        if self.slot:
            return self.terms
        return _apart([f'"{option_text(o, self.point.unit)}"' for o in self.point.options])

    def statement(self) -> str:
        """The sentence that declares it."""
        return f'open {self.name}: {" | ".join(self.written)}, asks "{self.asks}".'

    @property
    def asks(self) -> str:
        """What it asks: the words around it, its place, whose each option is."""
        p = self.point
        around = quotable(p.context) or {"columns": "Which text?", "passage": "Which text stands?"}.get(
            p.kind, "?"
        )
        return f"{around} ({p.place})"

    def whose(self) -> str:
        """Of each option, who proposes it, its label, and how the document words it; "" if there is nothing to say."""
        told: list[str] = []
        for o, term in zip(self.point.options, self.written, strict=True):
            said = [f"“{quotable(o.text)}”"] if self.slot and quotable(o.text) != term else []
            said += [x for x in (" and ".join(o.by), o.label) if x]
            if said:
                told.append(f"{term}: {', '.join(said)}")
        return "; ".join(told)


def named(points: Sequence[Point], names: Names) -> tuple[Named, ...]:
    """Give names to open points, after the kind of term that their options are.

    Args:
        points: in order.
        names: what is declared where they stand.
    """
    out: list[Named] = []
    for number, point in enumerate(points, 1):
        terms = tuple(plainly(o.text + point.unit)[0] if o.text else "" for o in point.options)
        plain = all(terms) and len(set(terms)) == len(terms)
        slot = slot_of(terms, names) if plain else ""
        out.append(Named(f"{_WORDS.get(slot, 'words')}-{number}", point, slot, terms))
    return tuple(out)


def option_text(option: Said, unit: str = "") -> str:
    """An option as words between quotation marks, with the unit of time that stands behind it."""
    text = (quotable(option.text + unit) if option.text.strip() else "") or _ABSENT
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rpartition(' ')[0]} …"


def quotable(text: str) -> str:
    """A text that may stand between quotation marks."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text.replace('"', "'")).split())


def _apart(options: Sequence[str]) -> tuple[str, ...]:
    """Options that differ: those that were cut to the same words are numbered."""
    out: list[str] = []
    for one in options:
        text, n = one, 2
        while text in out:
            text = f'{one[:-1]} ({n})"'
            n += 1
        out.append(text)
    return tuple(out)
