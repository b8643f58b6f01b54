"""Variants of one draft side by side: in words, and for a terminal."""

from collections.abc import Sequence

from foedus.model.readings import Exposed, Fares, Held, Readings, Variant
from foedus.report.terminal import Terminal
from foedus.report.words import SHORT, capital, count, listed

KIND = {"reading": "reading", "completion": "completion", "version": "version", "part": "text"}
_EQUAL = {"yes": ("●", "they come to the same in every case: proved"),
          "no": ("◐", "they do not come to the same"),
          "unknown": ("?", "whether they come to the same is not resolved")}  # fmt: skip
_GLYPH = {"same": "●", "core": "◐", "apart": "○", "one": "○", "unknown": "?"}
_BOUND = {"more bound": "bound to more", "less bound": "bound to less", "later": "bound later",
          "sooner": "bound sooner", "other": "bound otherwise"}  # fmt: skip
_HELPED = {"more bound": "helped by more", "less bound": "helped by less", "later": "helped later",
           "sooner": "helped sooner", "other": "helped otherwise"}  # fmt: skip


def heading(found: Readings) -> str:
    """What is compared: `RES, read in two ways`."""
    ways = {"reading": "as each party reads it", "completion": "settled in {} ways", "version": "at {} stages",
            "part": "with and without its secret parts"}[found.kind]  # fmt: skip
    return f"{found.draft}, {ways.format(count(len(found.variants), '').strip())}"


def difference(one: Variant) -> str:
    """What makes a variant: which point it reads how, which part it has or lacks."""
    if one.settled:
        return "; ".join(f"{name} is {text}" for name, text in one.settled)
    if one.parts:
        return f"the public text and {listed([f'“{p}”' for p in one.parts])}"
    if one.without:
        return f"without {listed([f'“{p}”' for p in one.without])}"
    return "the public text" if one.kind == "part" else "all of it" if one.kind == "version" else ""


def verdict(found: Readings) -> tuple[str, str]:
    """Whether the variants come to the same, as glyph and sentence."""
    glyph, said = _EQUAL[found.equal]
    if found.equal == "no":
        number = sum(len(b.comparison.differences) for b in found.between)
        exact = all(b.comparison.exact for b in found.between)
        whole = "together they are exactly the difference" if exact else "there may be more"
        said += (
            f": {count(number, 'difference')}, {whole}"
            if number != 1 or not exact
            else ": one difference, and no other"
        )
    return glyph, said


def outcome(code: str) -> str:
    """An outcome in short, with its glyph."""
    glyph, said = SHORT.get(code, ("○", "No case arises"))
    return f"{glyph} {said}"


def fares(one: Fares) -> str:
    """How somebody fares: `bound to less`, `helped later`."""
    words = _HELPED if one.protected else _BOUND
    return listed(list(dict.fromkeys(words.get(e, e) for e in one.effects)))


def grouped(found: Sequence[Fares]) -> list[tuple[tuple[str, str], list[tuple[str, list[str]]]]]:
    """For each two variants, those who fare alike together."""
    out: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one in found:
        out.setdefault((one.one, one.two), {}).setdefault(fares(one), []).append(one.who)
    return [(pair, list(said.items())) for pair, said in out.items()]


def held(one: Held) -> str:
    """What a provision comes to across the variants."""
    return {
        "same": "the same in all",
        "core": f"what it gives {one.variant}, it gives in all",
        "apart": "each gives something that another does not",
        "one": f"only {one.variant}" if one.variant else "not in all",
        "unknown": "not resolved",
    }[one.how]


def lines(found: Readings, terminal: Terminal) -> str:
    """Variants side by side, as a terminal shows them."""
    out = [terminal.head(heading(found))]
    for one in found.variants:
        out += terminal.block(f"{KIND[one.kind]:<11}", f"{one.name}: {difference(one)}".removesuffix(": "))
    glyph, said = verdict(found)
    out += terminal.block(f"{glyph} ", capital(said), "depends" if found.equal == "no" else "")
    if not found.complete:
        out += terminal.block("? ", "the budget ran out: what follows was proved until then", "depends")
    if found.first is not None:
        out += ["", *_first(found.first, terminal)]
    if found.fares:
        out += ["", terminal.head("For whom")]
        for (one_, two), rows in grouped(found.fares):
            out += terminal.block("", f"{capital(two)}, compared with {one_}:")
            for said, names in rows:
                out += terminal.block("  ", f"{listed(names)}: {said}")
    out += _parts(found, terminal)
    if found.holds:
        out += ["", terminal.head(f"What holds in every {KIND[found.kind]}")]
        for one in found.holds:
            line = f", line {one.ref.line}" if "line" not in one.ref.label else ""
            out += terminal.block(f"{_GLYPH[one.how]} ", f"{one.ref.label}{line}: {held(one)}")
    for note in found.notes:
        out += ["", *terminal.block("note: ", note)]
    return "\n".join(out)


def _first(first: Exposed, terminal: Terminal) -> list[str]:
    out = [
        terminal.head(
            f"The incident that exposes it first ({count(first.events, 'event')}, none can be left out)"
        )
    ]
    out += [f"  {line}" for line in first.timeline.rstrip().split("\n")]
    for under in first.under:
        out += terminal.block("", f"{capital(under.variant)}: {outcome(under.outcome)}")
        for said in under.says:
            out += terminal.block("  ", said)
        if not under.says:
            out += terminal.block("  ", "nothing besides")
    if first.alike:
        out += terminal.block("", "In all:")
        for said in first.alike:
            out += terminal.block("  ", said)
    return out


def _parts(found: Readings, terminal: Terminal) -> list[str]:
    """Where the variants part, two by two."""
    out: list[str] = []
    for b in found.between:
        if not b.comparison.differences:
            if b.comparison.equal != "yes" or found.equal == "no":
                out += ["", *terminal.block("", f"{b.one}, and {b.two}: {_EQUAL[b.comparison.equal][1]}")]
            continue
        out += ["", terminal.head(f"{capital(b.one)}, and {b.two}")]
        for number, one in enumerate(b.comparison.differences, 1):
            out += terminal.block(f"{number}. ", one.sentence)
            for where in one.where:
                out += terminal.block("   where  ", where)
            if one.conduct:
                out += terminal.block("   if     ", one.conduct)
    return out


__all__ = ["difference", "fares", "grouped", "heading", "held", "lines", "outcome", "verdict"]
