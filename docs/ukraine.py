"""The page on the dated texts on Ukraine's security: each compared with each later one, by what they do."""

from __future__ import annotations

from itertools import combinations

CODES = ("BUD", "UKUA", "DEUA", "FRUA", "USUA", "UACOM")

_LEAD = """# Ukraine's texts, compared

The dated texts on Ukraine's security in [the library](library/index.md), each set beside each later one by
[`foedus diff`](../how-to/compare-two-drafts.md): what the later (B) does otherwise than the earlier (A), over every
attack, procedure and completion. The differences of a pair are together exactly what differs, unless it says otherwise;
[what that means](../explanation/diff.md). The texts are encoded with sources and assumptions of our own: see the page
of each. Each text binds other parties, so that most of what differs is who is bound.
"""


def page() -> str:
    """A table of pairs, then each pair in sentences."""
    from foedus.compare.difference import differ
    from foedus.library.catalogue import Shelf
    from foedus.report.redline import completions, whom

    shelf = Shelf()
    drafts = {code: shelf.load(code).draft for code in CODES}
    found = {}
    for one, two in combinations(CODES, 2):
        a, b = drafts[one], drafts[two]
        assert a is not None
        assert b is not None
        found[one, two] = differ(a, b, budget=None, causes=False)
    lines = [_LEAD, "| | " + " | ".join(CODES[1:]) + " |", "| --- |" + " ---: |" * (len(CODES) - 1)]
    for one in CODES[:-1]:
        cells = []
        for two in CODES[1:]:
            got = found.get((one, two))
            cells.append("" if got is None else f"{len(got.differences)}{'' if got.exact else ' (not all)'}")
        lines.append(f"| {one} | " + " | ".join(cells) + " |")
    for (one, two), got in found.items():
        a, b = drafts[one], drafts[two]
        assert a is not None
        assert b is not None
        lines += ["", f"## {one} and {two}", "", f"A is “{a.title}”, B is “{b.title}”."]
        if got.equal == "yes":
            lines += ["", "Proved equal."]
        if got.differences:
            lines.append("")
        for d in got.differences:
            lines.append(
                f"- {d.sentence} *{completions(d)}; {whom(d)}*"
                if whom(d)
                else f"- {d.sentence} *{completions(d)}*"
            )
        if got.unknown:
            told = "; ".join(f"{ref.instrument}, {ref.label}: {what}" for ref, what in got.unknown)
            lines += ["", f"Not compared: {told}."]
    return "\n".join(lines) + "\n"
