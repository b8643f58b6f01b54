"""The library in a terminal and as JSON: the list, an instrument, the back-test, a comparison."""

from typing import Any

from foedus.library.backtest import Backtest, Row
from foedus.library.catalogue import Card
from foedus.library.compare import Comparison, Precedent
from foedus.model import OUTCOMES
from foedus.report.terminal import Terminal
from foedus.report.words import count

SHORT = {
    "CF_BINDING": "binding", "CF_DISCRETION": "discretion", "CONSULT_ONLY": "consult", "EXCL_TERRITORY": "territory",
    "EXCL_TYPE": "type", "EXCL_CAUSE": "cause", "NOT_DETERMINED": "not det.", "NOT_IN_FORCE": "not in f.",
    "EXPIRED": "expired", "": "not run",
}  # fmt: skip


def list_text(t: Terminal, cards: list[Card]) -> str:
    """The instruments, one a line."""
    wide = max((len(c.code) for c in cards), default=0)
    out = [t.head(count(len(cards), "instrument"))]
    for card in cards:
        since = f", in force {card.in_force}" if card.in_force else ""
        points = f"; contested: {', '.join(card.contested)}" if card.contested else ""
        said = f"{card.title} ({card.kind}{since}; {count(card.articles, 'article')}{points})"
        out += t.block(f"{card.code:{wide}}  ", said)
    return "\n".join(out)


def backtest_text(t: Terminal, found: Backtest, every: bool = False) -> str:
    """Matched and total, a confusion table, and each mismatch with its trace."""
    if not found.rows:
        return "no timeline here expects an outcome"
    out = [t.head(f"{found.matched} of {count(len(found.rows), 'incident')} came out as expected")]
    for name, (right, total) in found.by_confidence().items():
        share = f"{100 * right / total:.0f} %"
        out.append(f"  {name:10} {right:3} of {total:3}  {share:>5}")
    imprecise = sum(row.imprecise for row in found.rows)
    said = (
        f"The outcome turns on a time of day that the dates leave open in {imprecise} of {len(found.rows)}."
    )
    out += t.block("", said)
    out += ["", t.head("Expected (rows) and found (columns)"), *_confusion(found)]
    wrong = [row for row in found.rows if not row.matched]
    if wrong:
        out += ["", t.head("Not as expected")]
    for row in wrong:
        out += _row(t, row, trace=True)
    if every:
        out += ["", t.head("Every incident")]
        for row in found.rows:
            out += _row(t, row)
    return "\n".join(out)


def _confusion(found: Backtest) -> list[str]:
    counts = found.confusion()
    columns = [c for c in (*OUTCOMES, "") if any(got == c for _, got in counts)]
    rows = [c for c in OUTCOMES if any(wanted == c for wanted, _ in counts)]
    out = [" " * 16 + "".join(f"{SHORT[c]:>11}" for c in columns)]
    for wanted in rows:
        cells = (counts.get((wanted, got), 0) for got in columns)
        out.append(f"{wanted:16}" + "".join(f"{n or '·':>11}" for n in cells))
    return out


def _row(t: Terminal, row: Row, trace: bool = False) -> list[str]:
    glyph = "●" if row.matched else "○"
    wanted = " or ".join((row.expected, *row.alternatives))
    first = f"{glyph} {row.id:5} {row.instrument:8} "
    sure = f" [{row.confidence}]" if row.confidence else ""
    out = t.block(
        first,
        f"{row.title}: found {row.outcome or 'nothing'}, expected {wanted}{sure}",
        "" if row.matched else "gap",
    )
    pad = " " * len(first)
    if not row.matched or trace:
        out += t.block(f"{pad}found because: ", row.why)
        if row.because:
            out += t.block(f"{pad}expected because: ", row.because)
    for code, reading in row.readings:
        out += t.block(f"{pad}{code} if ", reading)
    if trace:
        out += [line for change in row.trace for line in t.block(f"{pad}· ", change)]
    return out


def compare_text(t: Terminal, found: Comparison) -> str:
    """A draft beside its nearest precedents, provision by provision."""
    out = [t.head(f"{found.title}, beside its nearest precedents")]
    for one in found.precedents:
        out += t.block(
            f"  {one.code:8} ", f"{one.title}: alike in {one.alike} of {one.whole} (weighted); {_tested(one)}"
        )
    for feature in found.features:
        out += ["", t.head(feature.name)]
        where = f" ({feature.label})" if feature.label else ""
        out += t.block("  this draft  ", f"{feature.text}{where}")
        for one in found.precedents:
            theirs = next((f for f in one.features if f.name == feature.name), None)
            if theirs is not None:
                out += t.block(
                    f"  {one.code:10}  ", f"{theirs.text}{f' ({theirs.label})' if theirs.label else ''}"
                )
    return "\n".join(out)


def _tested(one: Precedent) -> str:
    if not one.tested:
        return "no incident of it in the library"
    return "incidents: " + ", ".join(f"{n} {code}" for code, n in one.tested)


# ---- JSON ----------------------------------------------------------------------------------------


def backtest_data(found: Backtest) -> dict[str, Any]:
    """The back-test, as the schema `library-test/1` says."""
    return {
        "schema": "library-test/1",
        "total": len(found.rows),
        "matched": found.matched,
        "by_confidence": {k: {"matched": a, "total": b} for k, (a, b) in found.by_confidence().items()},
        "by_outcome": {k: {"matched": a, "total": b} for k, (a, b) in found.by_outcome().items()},
        "imprecise": sum(row.imprecise for row in found.rows),
        "rows": [row_data(row) for row in found.rows],
    }


def row_data(row: Row) -> dict[str, Any]:
    """One incident."""
    return {
        "id": row.id, "instrument": row.instrument, "title": row.title, "outcome": row.outcome,
        "expected": row.expected, "alternatives": list(row.alternatives),
        "confidence": row.confidence, "matched": row.matched, "why": row.why,
        "because": row.because, "imprecise": row.imprecise,
        "readings": [{"outcome": code, "reading": text} for code, text in row.readings],
    }  # fmt: skip


def list_data(cards: list[Card]) -> dict[str, Any]:
    """The instruments, as the schema `library-list/1` says."""
    return {
        "schema": "library-list/1",
        "instruments": [{**c._asdict(), "contested": list(c.contested)} for c in cards],
    }


def compare_data(found: Comparison) -> dict[str, Any]:
    """A comparison, as the schema `library-compare/1` says."""
    from msgspec import to_builtins

    return {"schema": "library-compare/1", **to_builtins(found)}
