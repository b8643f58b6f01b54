"""Word papers as JSON, as the schemas `redline/1` and `import/1` say."""

from collections.abc import Mapping
from typing import Any

from foedus.model import Draft
from foedus.model.comparison import Comparison
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
