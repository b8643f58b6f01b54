"""A small draft with open points, and questions put to it."""

from __future__ import annotations

from foedus.check.ask import Asked, ask, view_for
from foedus.language import Loaded, parse_asking, parse_draft
from foedus.model import Asking

TEXT = """treaty "Guarantee for Vallia", called GUARD.
state Arland, Borland, Carland, Ruritania.
party Vallia.
guarantors, each a guarantor and a party, are Arland, Borland, Carland.
open decider: any guarantor | majority of guarantors | unanimity of guarantors, asks "Who decides?".
open clock: 24 hours | 72 hours, asks "How long may it take?".
open silence: it has not | it has, asks "What does silence mean?".
open bound: may | must, asks "Is it owed?".

article 1.
  After an attack by Ruritania on Vallia Vallia may invoke this treaty.
article 2.
  On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence.
article 3.
  When the case has arisen each guarantor ?bound assist Vallia within 72 hours of the decision.
article 4.
  This treaty enters into force for a party when that party ratifies.
"""


def draft(text: str = TEXT) -> Loaded:
    loaded = parse_draft(text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    return loaded


def asking(loaded: Loaded, text: str) -> Asking:
    found, told = parse_asking(text, loaded)
    assert found is not None, told
    assert not told
    return found


def answer(question: str, text: str = TEXT) -> Asked:
    loaded = draft(text)
    one = asking(loaded, question)
    assert loaded.draft is not None
    return ask(view_for(loaded.draft, [one]), one)
