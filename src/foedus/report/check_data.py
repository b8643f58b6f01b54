"""A check and the answers to own questions as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.base import Diagnostic, Source
from foedus.check.ask import Asked
from foedus.model import Checked, Finding
from foedus.model.finding import KINDS, Extent
from foedus.report.data import diagnostic_data
from foedus.report.grouped import points, span_of


def finding_data(one: Finding, sources: Mapping[str, Source]) -> dict[str, Any]:
    """One finding."""
    return {
        "code": one.code,
        "kind": KINDS[one.kind],
        "article": one.ref.label,
        "instrument": one.ref.instrument,
        "span": span_of(one.ref, dict(sources))._asdict(),
        "sentence": one.sentence,
        "why": one.why,
        "covers": list(one.covers),
        "share": None if one.share is None
        else {"of": one.share.of, "whole": one.share.whole, "over": list(one.share.over)},
        "always": one.always,
        "depends_on": points(one),
        "when": [[{"point": name, "options": list(options)} for name, options in box] for box in one.depends],
        "assumes": one.assumes,
        "sets": [list(names) for names in one.sets],
        "minutes": one.minutes,
        "best": one.best,
        "on_purpose": one.on_purpose,
        "group": one.group or one.code,
        "witness": one.witness,
        "extents": [_extent(row) for row in one.extents],
        "repairs": [
            {"edit": r.edit, "closes": list(r.closes), "opens": list(r.opens), "binds": list(r.binds),
             "settles": [{"point": name, "option": option} for name, option in r.points]}
            for r in one.repairs
        ],
    }  # fmt: skip


def _extent(row: Extent) -> dict[str, Any]:
    """How far one sentence goes for one party."""
    return {
        "party": row.who, "article": row.ref.label, "line": row.ref.line, "owed": row.owed, "whole": row.whole,
        "usual": row.usual, "room": row.room, "rare": row.rare,
        "things": [{"measure": x.what, "modal": x.modal, "cases": x.cases, "means_free": x.free, "joint": x.joint}
                   for x in row.things],
        "hangs_on": [{"step": words, "left": left} for words, left in row.steps],
        "due": [{"minutes": minutes, "cases": cases} for minutes, cases in row.by],
        "arising_late": row.ever,
        "arisen": [{"minutes": minutes, "cases": cases} for minutes, cases in row.since],
    }  # fmt: skip


def asked_data(one: Asked) -> dict[str, Any]:
    """The answer to one question."""
    return {
        "question": one.question,
        "answer": one.value,
        "holds": one.holds,
        "depends_on": list(dict.fromkeys(name for box in one.when for name, _ in box)),
        "when": [[{"point": name, "options": list(options)} for name, options in box] for box in one.when],
        "assumes": one.assumes,
        "forever": [list(names) for names in one.forever],
        "why": one.why,
        "witness": one.witness,
    }


def check_data(
    checked: Checked, sources: Mapping[str, Source], asked: Iterable[Asked] = (),
    told: Iterable[Diagnostic] = (),
) -> dict[str, Any]:  # fmt: skip
    """What `foedus check --json` prints, as the schema `check/1` says."""
    return {
        "schema": "check/1",
        "draft": checked.draft,
        "digest": checked.hash,
        "on": checked.on,
        "space": {"incidents": checked.incidents, "completions": checked.completions, "said": list(checked.space)},
        "complete": checked.complete,
        "findings": [finding_data(one, sources) for one in checked.findings],
        "answers": [asked_data(one) for one in asked],
        "unknown": [
            {"article": ref.label, "instrument": ref.instrument, "span": span_of(ref, dict(sources))._asdict(),
             "construct": what}
            for ref, what in checked.unknown
        ],
        "notes": list(checked.notes),
        "diagnostics": [diagnostic_data(one) for one in told],
    }  # fmt: skip
