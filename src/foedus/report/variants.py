"""Variants of one draft side by side: in words, and for a terminal."""

from collections import Counter
from collections.abc import Sequence

from foedus.model.readings import Between, Exposed, Fares, Held, Readings, Variant
from foedus.report.terminal import Terminal
from foedus.report.words import NUMBERS, SHORT, capital, count, listed

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
    return f"{found.draft}, {ways.format(NUMBERS[len(found.variants)])}"


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
        "apart": "it comes out otherwise",
        "one": f"only {one.variant}" if one.variant else "not in all",
        "unknown": "not resolved",
    }[one.how]


def lines(found: Readings, terminal: Terminal) -> str:
    """Variants side by side, as a terminal shows them."""
    out = [terminal.head(heading(found))]
    for one in found.variants:
        more = f": {difference(one)}" if one.kind in ("reading", "part") else ""
        out += terminal.block(f"{KIND[one.kind]:<11}", f"{one.name}{more}")
    glyph, said = verdict(found)
    out += terminal.block(f"{glyph} ", capital(said), "depends" if found.equal == "no" else "")
    if not found.complete:
        out += terminal.block(
            "? ", "not all of it is resolved, as the notes say; what follows is proved", "depends"
        )
    if found.first is not None:
        out += ["", *_first(found.first, terminal)]
    for b in found.between:
        out += _part(b, found, terminal)
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


def _part(b: Between, found: Readings, terminal: Terminal) -> list[str]:
    """Where two variants part, and for whom; in the sentences they are A and B."""
    if not b.comparison.differences:
        if len(found.between) == 1:
            return []
        return ["", *terminal.block("", f"{capital(b.one)}, and {b.two}: {_EQUAL[b.comparison.equal][1]}")]
    out = ["", *terminal.block("", terminal.head(f"A {b.one}, B {b.two}"))]
    usual = common(b)
    for number, one in enumerate(b.comparison.differences, 1):
        out += terminal.block(f"{number}. ", one.sentence)
        if one.conduct and one.conduct != usual:
            out += terminal.block("   if     ", one.conduct)
    if usual:
        out += terminal.block("   assumed: ", usual)
    for said, names in who(found, b):
        out += terminal.block("   ", f"{listed(names)}: {said} in B")
    return out


def common(b: Between) -> str:
    """The conduct under which most differences of two variants show."""
    own = "as in the case shown"
    said = Counter(d.conduct for d in b.comparison.differences if d.conduct and not d.conduct.startswith(own))
    return said.most_common(1)[0][0] if said else ""


def who(found: Readings, b: Between) -> list[tuple[str, list[str]]]:
    """Those who fare alike under the second of two variants, with how they do."""
    return dict(grouped(found.fares)).get((b.one, b.two), [])


__all__ = [
    "common",
    "difference",
    "fares",
    "grouped",
    "heading",
    "held",
    "lines",
    "outcome",
    "verdict",
    "who",
]
