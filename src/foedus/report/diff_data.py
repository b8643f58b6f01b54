"""A comparison as JSON."""

from collections.abc import Iterable
from typing import Any

from foedus.base import Diagnostic
from foedus.model import Ref
from foedus.model.comparison import Comparison, Difference, Passage
from foedus.report.data import diagnostic_data


def diff_data(found: Comparison, files: tuple[str, str], told: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """What `foedus diff --json` prints, as the schema `diff/1` says."""
    alignment = found.alignment
    return {
        "schema": "diff/1",
        "one": {"draft": found.one, "file": files[0], "only": list(found.only_one)},
        "two": {"draft": found.two, "file": files[1], "only": list(found.only_two)},
        "equal": found.equal,
        "exact": found.exact,
        "completions": found.completions,
        "complete": found.complete,
        "on": found.on,
        "assumes": found.assumes,
        "differences": [difference_data(one) for one in found.differences],
        "passages": [_passage(one, k in found.nothing) for k, one in enumerate(alignment.passages)],
        "articles": [
            {"kind": a.kind, "one": a.one, "two": a.two, "title_one": a.title_one, "title_two": a.title_two}
            for a in alignment.articles
        ],
        "renamed": [{"kind": r.kind, "one": r.one, "two": r.two} for r in alignment.renamings],
        "unknown": [{**_ref(ref), "construct": what} for ref, what in found.unknown],
        "notes": list(found.notes),
        "diagnostics": [diagnostic_data(one) for one in told],
    }


def shown_data(one: Difference) -> dict[str, Any]:
    """What is told of a difference between whatever is compared."""
    return {
        "kind": one.kind,
        "sentence": one.sentence,
        "who": list(one.who),
        "what": list(one.what),
        "where": list(one.where),
        "stands": [{"who": s.who, "effect": s.effect, "protected": s.protected} for s in one.stands],
        "completions": one.completions,
        "when": [
            [{"point": name, "options": list(options)} for name, options in box] for box in one.only_under
        ],
        "conduct": one.conduct,
        "minutes": one.minutes,
    }


def difference_data(one: Difference) -> dict[str, Any]:
    """One difference between two drafts."""
    return {
        **shown_data(one),
        "weight": round(one.weight, 3),
        "changes": list(one.changes),
        "together": one.together,
        "witness": one.witness,
        "expects_one": list(one.expects_one),
        "expects_two": list(one.expects_two),
        "says_one": one.says_one,
        "says_two": one.says_two,
        "refs_one": [_ref(ref) for ref in one.refs_one],
        "refs_two": [_ref(ref) for ref in one.refs_two],
    }


def _ref(ref: Ref) -> dict[str, Any]:
    return {"instrument": ref.instrument, "article": ref.label, "file": ref.file, "line": ref.line}


def _passage(one: Passage, nothing: bool) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "instrument": one.instrument,
        "one": one.one,
        "two": one.two,
        "article_one": one.first,
        "article_two": one.second,
        "renamed": one.renamed,
        "changes_nothing": nothing or one.kind == "same",
        "runs": [{"kind": r.kind, "text": r.text} for r in one.runs],
    }


__all__ = ["diff_data", "difference_data", "shown_data"]
