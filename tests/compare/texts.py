"""Texts that are read in several ways, for the tests of variants."""

from __future__ import annotations

# In the manner of Security Council resolution 242 (1967): withdrawal "from territories", or "des territoires".
TERRITORIES = """treaty "Settlement after withdrawal", called SETTLED.
use "world.treaty".
party Egypt, Jordan, Israel.
guarantors, each a guarantor and a party, are France, United Kingdom, United States.
ambiguous territories: Egypt and Jordan read Sinai or Golan Heights or West Bank, Israel reads Sinai.

article 1 "Guarantee".
  After a limited or larger attack by anyone on Egypt in ?territories each guarantor must assist Egypt
    within 72 hours of the attack.
article 2 "Consultation".
  After an attack by anyone on Egypt the guarantors together must consult within 24 hours of the
    attack.
article 3 "Force".
  In force from 2026-01-01.
"""

# In the manner of the interim accords of 1993: who may deal with a threat in the areas handed over.
ACCORD = """agreement "Interim arrangements", called INTERIM.
use "world.treaty".
party Israel, Jordan.
organ Joint Committee.
ambiguous external: Israel reads always, Jordan reads the attack is external.
ambiguous speed: Israel reads 24 hours, Jordan reads 7 days.

article 1.
  After an attack by anyone on Jordan in West Bank Israel must assist Jordan within ?speed, provided ?external.
article 2.
  After an attack by anyone on Jordan in West Bank Jordan must report to Joint Committee within 24 hours.
article 3.
  In force from 2026-01-01.
"""

STAGED = """treaty "Alliance with an amendment", called STAGED.
use "world.treaty".
members, each a member and a party, are Poland, Lithuania, Latvia.

article 1.
  After a full-scale attack by Russia on a member each other member must assist the victim within 72
    hours of the attack.
article 2.
  After an attack by Russia on a member the members together must consult.
article 3.
  In force from 2026-01-01.

amendment "Lower threshold", in force when each member has ratified.
Instead of article 1, after a limited or larger attack by Russia on a member each other member must
  assist the victim within 24 hours of the attack.

protocol "Training", from 2030-01-01.
article 4.
  After an attack by Russia on a member each other member must train the victim.
"""
