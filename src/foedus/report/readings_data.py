"""Variants of one draft side by side, as JSON."""

from collections.abc import Iterable
from typing import Any

from foedus.base import Diagnostic
from foedus.model import Ref
from foedus.model.comparison import Difference
from foedus.model.readings import Between, Exposed, Readings
from foedus.report.data import diagnostic_data
from foedus.report.diff_data import shown_data


def ref_data(ref: Ref) -> dict[str, Any]:
    """Where a sentence stands."""
    return {
        "instrument": ref.instrument,
        "article": ref.label,
        "file": ref.file,
        "line": ref.line,
        "column": ref.column,
    }


def difference_data(one: Difference) -> dict[str, Any]:
    """One way in which two variants differ."""
    return {
        **shown_data(one),
        "witness": one.witness,
        "provisions": [[ref_data(r) for r in refs] for refs in (one.refs_one, one.refs_two)],
    }


def readings_data(found: Readings, told: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """What `foedus diff DRAFT --readings --json` prints, as the schema `readings/1` says."""
    return {
        "schema": "readings/1",
        "draft": found.draft,
        "kind": found.kind,
        "variants": [
            {"name": v.name, "short": v.short, "readers": list(v.readers),
             "settles": [{"point": name, "option": text} for name, text in v.settled], "parts": list(v.parts),
             "without": list(v.without)}
            for v in found.variants
        ],
        "equal": found.equal,
        "complete": found.complete,
        "first": _first(found.first),
        "between": [_between(b) for b in found.between],
        "fares": [
            {"who": f.who, "from": f.one, "to": f.two, "effects": list(f.effects), "protected": f.protected}
            for f in found.fares
        ],
        "holds": [
            {"provision": ref_data(h.ref), "text": h.ref.text, "how": h.how, "variant": h.variant}
            for h in found.holds
        ],
        "notes": list(found.notes),
        "diagnostics": [diagnostic_data(one) for one in told],
    }  # fmt: skip


def _first(first: Exposed | None) -> dict[str, Any] | None:
    if first is None:
        return None
    return {
        "timeline": first.timeline,
        "events": first.events,
        "between": list(first.between),
        "under": [{"variant": u.variant, "outcome": u.outcome, "says": list(u.says)} for u in first.under],
        "alike": list(first.alike),
    }


def _between(b: Between) -> dict[str, Any]:
    found = b.comparison
    return {
        "from": b.one,
        "to": b.two,
        "equal": found.equal,
        "exact": found.exact,
        "complete": found.complete,
        "completions": found.completions,
        "assumes": found.assumes,
        "on": found.on,
        "differences": [difference_data(one) for one in found.differences],
        "unknown": [{"provision": ref_data(ref), "construct": what} for ref, what in found.unknown],
    }
