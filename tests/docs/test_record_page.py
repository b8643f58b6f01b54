"""The page of the record names every field, and that of outcomes every code."""

from __future__ import annotations

from foedus.model import OUTCOMES, Change, DecisionLife, Duty, Occurrence, Outcome, Record, Ref, Status, Vote
from tests.docs import pages

REFERENCE = pages.ROOT / "docs" / "reference"


def test_every_field_is_named():
    text = (REFERENCE / "record.md").read_text("utf-8")
    for kind in (Record, Change, Ref, Duty, DecisionLife, Vote, Occurrence, Status, Outcome):
        for name in kind.__struct_fields__:
            assert f"`{name}`" in text, f"{kind.__name__}.{name}"


def test_every_outcome_is_explained():
    text = (REFERENCE / "outcomes.md").read_text("utf-8")
    for code, meaning in OUTCOMES.items():
        assert f"| `{code}` | {meaning} |" in text
        assert f"expect {code}." in text
