"""Readings as values, for the tests of what shows them: the words of an answer, not an answer."""

from __future__ import annotations

from foedus.language import parse_draft
from foedus.model import Ref
from foedus.model.comparison import Alignment, Comparison, Difference, Stands
from foedus.model.readings import Between, Exposed, Fares, Held, Readings, Under, Variant

TEXT = """treaty "Settlement after withdrawal", called SETTLED.
use "world.treaty".
party Egypt, Jordan, Israel.
guarantors, each a guarantor and a party, are France, United Kingdom, United States.
ambiguous territories: Egypt and Jordan read Sinai or West Bank, Israel reads Sinai.

article 1 "Guarantee".
  After a limited or larger attack by anyone on Egypt in ?territories each guarantor must assist Egypt
    within 72 hours of the attack.
article 2 "Consultation".
  After an attack by anyone on Egypt the guarantors together must consult within 24 hours of the attack.
article 3 "Force".
  In force from 2026-01-01.
"""
WIDE, NARROW = "as Egypt and Jordan read it", "as Israel reads it"
INCIDENT = """timeline "It is less", of SETTLED.
2026-01-02 00:00: Iran attacks Egypt in West Bank, scale limited, attribution established.
"""
GUARANTORS = ("France", "United Kingdom", "United States")


def draft():
    loaded = parse_draft(TEXT, "settled.treaty")
    assert loaded.draft is not None
    return loaded.draft


def ref(line: int, label: str) -> Ref:
    return Ref("SETTLED", label, "settled.treaty", line, 3, "")


def readings() -> Readings:
    """Two readings that differ in one way."""
    stands = (*(Stands(g, "less bound") for g in GUARANTORS), Stands("Egypt", "less bound", True))
    one = Difference(
        "gone", "B drops attacks outside Sinai: each guarantor must assist in A only.", GUARANTORS, ("assist",),
        ("attacks outside Sinai",), stands, witness=INCIDENT, refs_one=(ref(8, "article 1"),),
        refs_two=(ref(8, "article 1"),),
    )  # fmt: skip
    comparison = Comparison("SETTLED", "SETTLED", "no", True, (one,), Alignment((), ()))
    under = (
        Under(
            WIDE,
            "CF_BINDING",
            ("France, United Kingdom and United States must assist Egypt by 2026-01-05 00:00",),
        ),
        Under(NARROW, "CONSULT_ONLY", ()),
    )
    alike = (
        "France, United Kingdom and United States together must consult by 2026-01-03 00:00 under article 2",
    )
    return Readings(
        "SETTLED", "reading",
        (Variant("reading", WIDE, "Egypt and Jordan", ("Egypt", "Jordan"), (("territories", "Sinai or West Bank"),)),
         Variant("reading", NARROW, "Israel", ("Israel",), (("territories", "Sinai"),))),
        (Between(WIDE, NARROW, comparison),), "no", Exposed(INCIDENT, 1, under, alike, (WIDE, NARROW)),
        (Held(ref(8, "article 1"), "core", NARROW), Held(ref(11, "article 2"), "same")),
        (*(Fares(g, WIDE, NARROW, ("less bound",)) for g in GUARANTORS),
         Fares("Egypt", WIDE, NARROW, ("less bound",), True)),
    )  # fmt: skip
