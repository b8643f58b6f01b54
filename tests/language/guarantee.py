"""The guarantee that the language was designed on, with the texts that it uses and a timeline."""

WORLD = """\
gazetteer "World", called WORLD.
state Russia, United States, United Kingdom, France, Germany, Italy, Poland.
"""

LAW = """\
statute "Law against violating the sovereignty of European states", of Russia, called RUSLAW.
status reported.
use "world.treaty".
party Ukraine.
european-states, each a european-state, are Ukraine, France, Germany, Italy, Poland.
open covers-ukraine: european-states | european-states other than Ukraine, asks "Is Ukraine among them?".
article 1.
  Russia must not attack any of ?covers-ukraine.
article 2.
  Russia may repeal this statute.        # a law that its maker can undo alone
"""

DRAFT = """\
treaty "Article-5-like protection for Ukraine", called KYIV.
status reported.                                  # describes; never changes a result
source "000_6594fb010399505f.txt".                # holds for every sentence that says nothing else
use "world.treaty", "russian-law.treaty".         # states, regions, seas; the statute RUSLAW

guarantors, each a guarantor and a party, are United States, United Kingdom, France, Germany, Italy, Poland,
  assumption.                                     # the report: the United States, European allies, the European Union
place Controlled Territory within territory of Ukraine, assumption.
place Odesa within Controlled Territory.
Ukraine is a party.

open russia-role: not a party | acknowledges | a party,                 asks "What is Russia to this text?".
open land:        territory of Ukraine | Controlled Territory,          asks "Which land is covered?".
open threshold:   below-threshold | limited | full-scale,               asks "How large must an attack be?".
open decider:     Ukraine | any guarantor | majority of guarantors | two-thirds of guarantors | unanimity of guarantors,
                  asks "Who decides that the case has arisen?".
open clock:       24 hours | 72 hours | 7 days,                         asks "How long may the decision take?".
open silence:     it has not | it has,                                  asks "What does silence mean?".
open response:    consult | assist the victim at its discretion | arm Ukraine and sanction Russia | use-force.
open repeal:      nothing | may sanction Russia | must sanction Russia, asks "What if the Russian law is repealed?".

Russia is ?russia-role.
armed-attack means a ?threshold or larger attack by Russia, or by persons Russia directs, on Ukraine in ?land.

article 1 "Invocation".
  After an armed-attack Ukraine may invoke this treaty, assumption.

article 2 "Determination".
  On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence.

article 3 "Collective response".
  When the case has arisen each guarantor must ?response within 72 hours of the decision,
    provided that guarantor has ratified, assumption.

article 4 "The Russian law".
  After a repeal of RUSLAW each guarantor ?repeal.

article 5 "Entry into force and exit".
  This treaty enters into force for a party when that party ratifies and a ceasefire is in force, assumption.
  A party may withdraw with 1 year of notice, assumption.

article 6 "Consequences".
  On breach of article 3 by a guarantor Ukraine may suspend this treaty, assumption.
  Each guarantor must consult Ukraine without delay after a request by Ukraine, assumption.
  Ukraine must consult the guarantors.
"""

TIMELINE = """\
timeline "Drones over Odesa", of KYIV, until 2027-03-09.
with decider = majority of guarantors, threshold = limited, land = territory of Ukraine, clock = 24 hours,
  silence = it has not, response = use-force.
2027-01-10: a ceasefire enters into force.
2027-01-15: Ukraine, United States, United Kingdom, France and Poland ratify.
2027-03-01 04:00: Russia attacks territory of Ukraine in Odesa by drones, scale limited, attribution established.
2027-03-01 06:00: Ukraine invokes this treaty.
2027-03-01 20:00: United Kingdom, France and Poland vote for the case.
2027-03-02 05:00: United States votes for the case.
2027-03-03: Poland acts to use-force for Ukraine.
expect at 2027-03-04 00:00:
  the case has arisen;
  United Kingdom owes use-force until 2027-03-05 05:00 under article 3;
  Poland performed article 3;
  Germany owes nothing;
  nobody is in breach.
expect CF_BINDING.
"""

TEXTS = {"world.treaty": WORLD, "russian-law.treaty": LAW}
