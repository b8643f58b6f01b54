"""Word papers as JSON, as the schemas `redline/1` and `import/1` say."""

from collections.abc import Mapping
from typing import Any

from foedus.model import Draft
from foedus.model.comparison import Comparison
from foedus.papers.word.importing import Imported, Provision
from foedus.papers.word.named import Named
from foedus.papers.word.redline import Change, Redline
from foedus.papers.word.wording import Line


def _line(line: Line | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {"kind": line.kind, "article": line.article, "line": line.line, "text": line.text}


def _change(one: Change) -> dict[str, Any]:
    return {
        "kind": "moved" if one.row.kind == "to" else one.row.kind,
        "one": _line(one.row.one),
        "two": _line(one.row.two),
        "verdict": one.consequence.verdict,
        "consequence": one.consequence.text,
        "commented": one.commented,
    }


def redline_data(
    made: Redline, drafts: tuple[Draft, Draft], comparison: Comparison, file: str
) -> Mapping[str, Any]:
    """What `foedus redline --json` prints.

    Args:
        made: the redline.
        drafts: before and after.
        comparison: of the two.
        file: where the document was written.
    """
    return {
        "schema": "redline/1",
        "one": {"title": drafts[0].title, "code": drafts[0].code, "file": drafts[0].file},
        "two": {"title": drafts[1].title, "code": drafts[1].code, "file": drafts[1].file},
        "file": file,
        "equal": comparison.equal,
        "complete": comparison.complete,
        "summary": made.summary,
        "changes": [_change(one) for one in made.changes],
        "diagnostics": [],
    }


def _point(one: Named, made: Imported) -> dict[str, Any]:
    point = one.point
    return {
        "name": one.name,
        "kind": point.kind,
        "place": point.place,
        "slot": one.slot,
        "options": [
            {"text": o.text, "written": written, "delegations": list(o.by), "label": o.label}
            for o, written in zip(point.options, one.written, strict=True)
        ],
        "context": point.context,
        "inside": None if point.within is None else made.points[point.within].name,
        "used": one.name in made.used,
    }


def _provision(one: Provision) -> dict[str, Any]:
    return {
        "place": one.place, "text": one.text, "status": one.status, "offered": one.offered,
        "changed": list(one.changed), "code": one.code, "why": one.why, "fix": one.fix,
    }  # fmt: skip


def import_data(made: Imported, draft: str) -> Mapping[str, Any]:
    """What `foedus import docx --json` prints.

    Args:
        made: what was read.
        draft: where the draft was written; "" if nowhere.
    """
    return {
        "schema": "import/1",
        "document": made.file,
        "draft": draft,
        "title": made.title,
        "delegations": list(made.delegations),
        "open_points": [_point(one, made) for one in made.points],
        "provisions": [_provision(p) for p in made.provisions],
        "remarks": [{"kind": r.kind, "place": r.place, "text": r.text, "why": r.why} for r in made.remarks],
        "paragraphs": [
            {"place": b.place, "where": b.where, "label": b.label, "style": b.style, "text": b.shown}
            for b in made.blocks
        ],
        "text": made.text,
        "diagnostics": [],
    }
