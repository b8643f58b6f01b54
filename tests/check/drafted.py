"""Small drafts under check: what one finder says of a text, with every witness replayed in the interpreter."""

from __future__ import annotations

from importlib import import_module

from foedus.check.replay import Replay
from foedus.check.run import view_of
from foedus.language import parse_draft
from foedus.model import Finding

# Two guarantors and a beneficiary; any attack on it counts. Drafts add what is at stake.
HEAD = """treaty "Pact", called PACT.
party Ukraine, Russia, Poland, France.
guarantors, each a guarantor and a party, are Poland, France.
means ballistic-missiles.
"""
PARTIES = """This treaty enters into force for a party when that party ratifies.
"""


def found(text: str, finder: str, texts: dict[str, str] | None = None) -> list[Finding]:
    """The findings of one finder; each has a place and a witness that comes out as it says."""
    loaded = parse_draft(text, texts=texts)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    view = view_of(loaded.draft)
    findings = list(import_module(f"foedus.check.findings.{finder}").find(view))
    replay = Replay(loaded.draft)
    for one in findings:
        assert one.ref.line > 0
        assert one.sentence.endswith(".")
        assert one.witness, one.sentence
        assert one.expects, one.sentence
        assert replay.problems(one.witness) == (), one.witness
    return findings


def sentences(text: str, finder: str) -> list[str]:
    """What a finder says of a text."""
    return [one.sentence for one in found(text, finder)]
