"""Papers as JSON, with instants as ISO 8601."""

from collections.abc import Iterable
from typing import Any, cast

from msgspec import to_builtins

from foedus.base import Diagnostic
from foedus.model.papers import Papers
from foedus.report.data import diagnostic_data, iso

_PARTS = {"brief": "brief", "calendar": "calendar", "checklist": "checklist", "injects": "exercises"}


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {k: iso(v) if k == "at" else _dated(v) for k, v in items}
    if isinstance(value, (list, tuple)):
        return [_dated(item) for item in cast("list[Any]", value)]
    return value


def papers_data(
    papers: Papers, chosen: Iterable[str], written: Iterable[str] = (), told: Iterable[Diagnostic] = ()
) -> dict[str, Any]:
    """What `foedus brief --json` prints; papers that were not asked for are null.

    Args:
        papers: all papers.
        chosen: which were asked for.
        written: the files that were written.
        told: what is to be said of the texts.
    """
    made = cast("dict[str, Any]", _dated(to_builtins(papers)))
    asked = {"injects" if name == "facilitator" else name for name in chosen}
    return {
        "schema": "brief/1",
        "draft": {name: made[name] for name in ("title", "code", "kind", "status", "file", "digest")},
        "whose": "our draft, our options",
        "as_of": papers.asof,
        "lede": papers.lede,
        "checked": papers.checked,
        "complete": papers.complete,
        "notes": made["notes"],
        "anonymous": papers.anonymous,
        **{part: _settled(made[part]) if name in asked else None for name, part in _PARTS.items()},
        "why_no_exercise": papers.why_no_exercise,
        "written": list(written),
        "diagnostics": [diagnostic_data(one) for one in told],
    }  # fmt: skip


def _settled(value: Any) -> Any:
    """Settled points as objects: name, option, and whether the timeline says so."""
    if isinstance(value, dict):
        named = ("point", "option", "stated")
        return {
            k: [dict(zip(named, one, strict=True)) for one in v] if k == "settled" else _settled(v)
            for k, v in cast("dict[str, Any]", value).items()
        }  # fmt: skip
    return [_settled(one) for one in cast("list[Any]", value)] if isinstance(value, list) else value
