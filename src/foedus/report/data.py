"""Results as JSON: versioned, with instants as ISO 8601 and closed vocabularies as the model has them."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from msgspec import to_builtins

from foedus.base import Diagnostic, Span, instant_text
from foedus.model import Answer, Record
from foedus.report.values import Check, Review, Run, Trial

if TYPE_CHECKING:
    from foedus.report.page import Page

_TIMES = frozenset(("at", "since", "due", "ended", "performed", "opened", "closed", "until"))


def iso(instant: int | None) -> str | None:
    """An instant as ISO 8601, in UTC, to the minute.

    >>> iso(0)
    '1970-01-01T00:00Z'
    """
    if instant is None:
        return None
    said = instant_text(instant)
    return f"{said[:10]}T{said[11:]}Z" if said[:1].isdigit() else said


def _dated(value: Any) -> Any:
    """A value with its instants as ISO 8601."""
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {k: iso(v) if k in _TIMES and (v is None or type(v) is int) else _dated(v) for k, v in items}
    if isinstance(value, (list, tuple)):
        return [_dated(item) for item in cast("list[Any]", value)]
    return value


def record_data(record: Record) -> dict[str, Any]:
    """A record, as the schema `run/1` says."""
    made = cast("dict[str, Any]", _dated(to_builtins(record)))
    made["completion"] = dict(record.completion)
    return made


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer: its value, its text, and on which points it depends, how."""
    depends = answer.depends
    return {
        "value": answer.value,
        "text": answer.text,
        "points": list(depends.points) if depends else [],
        "when": [[list(pair) for pair in setting] for setting in depends.when] if depends else [],
    }


def check_data(check: Check) -> dict[str, Any]:
    """One expectation and what came of it."""
    return {"text": check.text, "at": iso(check.at), "wanted": check.wanted, "value": check.holds, "met": check.met,
            "instead": check.got, "line": check.line}  # fmt: skip


def _span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else span._asdict()


def diagnostic_data(one: Diagnostic) -> dict[str, Any]:
    """One diagnostic."""
    return {
        "code": one.code, "severity": one.severity, "message": one.message, "span": _span(one.span), "label": one.label,
        "why": one.why,
        "fixes": [
            {"text": f.text, "edits": [{"span": _span(e.span), "text": e.text} for e in f.edits]} for f in one.fixes
        ],
        "also": [{"span": _span(a.span), "text": a.text} for a in one.also],
    }  # fmt: skip


def diagnostics_data(found: Iterable[Diagnostic]) -> dict[str, Any]:
    """All that is wrong with a text: what every verb prints with --json if it cannot go on."""
    return {"schema": "diagnostics/1", "diagnostics": [diagnostic_data(one) for one in found]}


def _run(run: Run) -> dict[str, Any]:
    return {
        "timeline": run.timeline.title,
        "file": run.timeline.file,
        "record": record_data(run.record) if run.record else None,
        "answers": [answer_data(answer) for answer in run.answers],
        "completions": run.completions,
        "complete": run.complete,
        "settle": list(run.settle),
        "problem": run.problem,
    }


def run_data(run: Run, at: int | None = None, reply: Answer | None = None) -> dict[str, Any]:
    """What `foedus run --json` prints."""
    made: dict[str, Any] = {"schema": "run/1", **_run(run), "at": iso(at), "state": None,
                            "answer": answer_data(reply) if reply else None}  # fmt: skip
    if at is not None and run.record is not None:
        from foedus.engine.summary import state_at

        made["state"] = list(state_at(run.record, at).lines())
    return made


def test_data(tested: Iterable[Trial], problems: Iterable[Diagnostic]) -> dict[str, Any]:
    """What `foedus test --json` prints."""
    rows = list(tested)
    return {
        "schema": "test/1",
        "ok": all(one.ok for one in rows),
        "timelines": [
            {"file": one.file, "title": one.title, "ok": one.ok, "unknown": one.unknown, "settle": list(one.settle),
             "problem": one.problem, "expects": [list(lines) for lines in one.lines]}
            for one in rows
        ],
        "diagnostics": [diagnostic_data(one) for one in problems],
    }  # fmt: skip


def fmt_data(
    changed: list[str], same: list[str], problems: Iterable[Diagnostic], dry: bool
) -> dict[str, Any]:
    """What `foedus fmt --json` prints."""
    return {"schema": "fmt/1", "written": not dry, "changed": changed, "unchanged": same,
            "diagnostics": [diagnostic_data(one) for one in problems]}  # fmt: skip


def review_data(review: Review, page: str, problems: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """What `foedus review --json` prints; guarantors have their letters unless names were asked for."""
    from foedus.report.facts import facts
    from foedus.report.page import Page

    shown = Page(review)
    draft = review.draft
    return {
        "schema": "review/1",
        "draft": {"title": draft.title, "code": draft.code, "kind": draft.kind, "status": draft.status,
                  "file": draft.file, "digest": review.digest},
        "whose": "our draft, our options",
        "as_of": review.asof,
        "named": review.names,
        "page": page,
        "findings": [{"finding": f.finding, "more": f.rest} for f in facts(shown)],
        "open_points": [{"name": p.name, "asks": p.asks, "options": list(p.texts)} for p in draft.open_points()],
        "incidents": [
            {**_run(run), "checks": [check_data(c) for c in run.checks],
             "turns": [{"point": t.point, "option": t.option, "outcome": t.outcome, "differs": t.differs}
                       for t in run.turns]}
            for run in shown.runs
        ],
        "check": _checked(shown),
        "sources": list(shown.sources),
        "diagnostics": [diagnostic_data(one) for one in problems],
        **_against(shown),
    }  # fmt: skip


def _against(page: "Page") -> dict[str, Any]:
    """The comparison with another draft, as `diff/1`, with the names that the page shows; nothing if none was asked."""
    from foedus.report.diff_data import diff_data

    found = page.review.against
    if found is None:
        return {}
    made = cast("dict[str, Any]", _renamed(diff_data(found, page.review.against_names), page.change))
    if page.hidden:  # a timeline with letters for names cannot be run
        made["differences"] = [{**one, "witness": ""} for one in made["differences"]]
    return {"against": made}


def _checked(page: "Page") -> dict[str, Any] | None:
    """The check of the draft, as `check/1`, with the names that the page shows; None if none was made."""
    from foedus.report.check_data import check_data

    seen = page.review.overview
    if seen is None:
        return None
    made = cast("dict[str, Any]", _renamed(check_data(seen.checked, page.review.sources), page.change))
    if page.hidden:  # a timeline with letters for names cannot be run
        made["findings"] = [{**one, "witness": ""} for one in made["findings"]]
    return made


def _renamed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {k: v if k in _OWN else _renamed(v, change) for k, v in items}
    if isinstance(value, list):
        return [_renamed(item, change) for item in cast("list[Any]", value)]
    return value


_OWN = frozenset(("schema", "digest", "draft", "code", "kind", "span", "article", "instrument"))
"""What is never told by the names of parties."""
