"""Provisions: powers, policies, duties, prohibitions, decisions and the rules about them."""

from foedus.base import When
from foedus.model.conditions import Cond
from foedus.model.events import EventExpr
from foedus.model.node import Node
from foedus.model.terms import Hole, Period, Who

MODALS = ("nothing", "may", "intends to", "must")  # rising strength; `must not` stands apart
CONTENT = {"consult": 1, "meet": 1, "assist": 2}  # every other measure: 3, unranked among themselves
NEVER_COUNT = frozenset({
    "invoke", "vote", "convene", "waive", "withdraw", "request", "object", "consent", "declare", "suspend", "accede",
    "ratify", "sign", "enact", "repeal", "decide", "attribute", "find", "report", "observe", "give-access",
    "refuse-access", "recognise", "maintain", "respect", "prohibit", "join", "take-part", "neutrality", "stay-neutral",
})  # fmt: skip
"""Measures that are steps of procedure or conduct, never assistance."""
LATITUDE = ("measure", "all-means", "discretion", "process")  # falling strength


class Action(Node, frozen=True):
    """What is owed: a measure and whom it is for or against.

    `arm Ukraine`, `sanction Russia`, `use-force`, `supply 100 interceptors each year`, `attack Ukraine` (prohibitions).
    """

    measure: "str | Hole"
    target: Who | None = None
    about: str = ""
    quantity: int = 0
    unit: str = ""
    every: Period | None = None
    latitude: str = ""  # said beside this action: all-means · discretion · process


class Deadline(Node, frozen=True):
    """By when: `within 72 hours of the decision`, `without delay`, `by 2030-01-01`, `by 7 days after the attack`.

    anchor: arising (default) · attack · invocation · decision · request · entry, or an event description.
    early: `by` counts acts since the attack. delay: `without delay`, which fixes no clock.
    """

    within: "Period | Hole | None" = None
    anchor: "str | EventExpr" = "arising"
    at: When | None = None
    early: bool = False
    delay: bool = False


class Trigger(Node, frozen=True):
    """When a provision arises: after an event (once for each), or when a condition becomes true.

    delay: a stage, `72 hours after E`. condition: `if S`, tested then.
    """

    event: EventExpr | None = None
    when: Cond | None = None
    delay: "Period | Hole | None" = None
    condition: Cond | None = None


class Norm(Node, frozen=True):
    """A sentence with one modal. `modal` is must · must not · may · intends to · nothing.

    predicate: an open point whose options hold modal and actions (`each guarantor ?repeal`); parsed options are
    `Predicate` nodes. latitude: measure · all-means · discretion · process. for_each: an act discharges one duty only.
    """

    bearer: Who
    modal: "str | Hole"
    actions: "tuple[Action | Hole, ...]"
    predicate: Hole | None = None
    triggers: tuple[Trigger, ...] = ()
    deadline: "Deadline | None" = None
    provided: tuple[Cond, ...] = ()  # when S, provided S, if S: tested when the provision would arise
    unless: tuple[Cond, ...] = ()
    while_: tuple[Cond, ...] = ()  # while S, only while S
    until: "tuple[Cond | EventExpr | When, ...]" = ()
    purpose: str = ""
    consent_of: Who | None = None  # with the consent of X: needs a consent
    objection_of: Who | None = None  # unless X objects: silence lets it be
    objection_within: Period | None = None
    latitude: str = ""
    for_each: bool = False
    earlier_attacks: bool = False
    once_ratified: bool = False
    appropriation: "Who | bool" = False
    lasting: Period | None = None  # for 10 years
    any_of: bool = False  # actions joined by "or": one suffices
    breached_by: str = ""  # of a joint duty: all · each (each that does not act) · ""
    in_accordance: tuple[str, ...] = ()  # instruments: `in accordance with article 51 of Charter`


class Predicate(Node, frozen=True):
    """An option such as `must sanction Russia` or `nothing`."""

    modal: str
    actions: tuple[Action, ...] = ()
    latitude: str = ""
    any_of: bool = False


class Decider(Node, frozen=True):
    """Who decides and by what rule.

    kind: party (one named party) · any · majority · at-least (k) · share (num/den, rounded up) · unanimity · consensus
    · each (each member for itself) · silence (a silence procedure: adopted unless someone objects) · organ (an organ
    whose rule stands elsewhere, or an outside body).
    """

    kind: str
    who: Who
    count: int = 0
    numerator: int = 0
    denominator: int = 0
    of_voting: bool = False
    quorum: int = 0
    abstention: bool = False  # with constructive abstention
    consent_of: Who | None = None
    without: tuple[Who, ...] = ()
    organ: str = ""  # the organ that decides by this rule, and may be said to decide as such


class Decision(Node, frozen=True):
    """`D decides within T whether the case has arisen; on silence S`.

    subject: case · condition (then `about`) · measures (then `measures`) · meeting · standard.
    silence: it has · it has not · open · "" (not said).
    """

    decider: "Decider | Hole"
    subject: str = "case"
    about: "Cond | EventExpr | None" = None
    measures: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    deadline: "Deadline | None" = None
    silence: "str | Hole" = ""
    provided: tuple[Cond, ...] = ()
    unless: tuple[Cond, ...] = ()
    barred: tuple[Who, ...] = ()
    final: bool = False
    duty: bool = False  # `must decide`


class VoteRule(Node, frozen=True):
    """`Organ of Consultation decides under article 8 by two-thirds of the parties that have ratified.`"""

    organ: Who
    rule: Decider
    articles: tuple[str, ...] = ()
    subject: str = ""


class Barred(Node, frozen=True):
    """`The attacker is barred from the vote [under article 8].`"""

    who: Who
    articles: tuple[str, ...] = ()
    provided: tuple[Cond, ...] = ()


class FinalVotes(Node, frozen=True):
    """`Votes are final.`"""


class Reinvoke(Node, frozen=True):
    """`A case may be invoked again after 7 days.`"""

    after: "Period | Hole | None" = None


class Scope(Node, frozen=True):
    """A limit on other sentences: `Article 2 applies only while …`, `The preceding sentence does not bind a party to
    use-force, unless that party consents`, `Article 5 does not apply to X`.

    effect: only-when · only-while · not (does not apply) . articles: labels; "preceding" is the sentence before.
    """

    articles: tuple[str, ...]
    effect: str
    when: Cond | None = None
    who: Who | None = None
    measure: str = ""
    unless: tuple[Cond, ...] = ()
    instrument: str = ""


class Prevails(Node, frozen=True):
    """`Charter prevails over this treaty`, `article 5 prevails over article 3`: ("CHARTER", "") pairs of instrument
    and article."""

    over: tuple[str, str]
    under: tuple[str, str]


class NeverBound(Node, frozen=True):
    """`no guarantor is ever bound to use-force`."""

    who: Who
    measures: tuple[str, ...] = ()


class NoNuclear(Node, frozen=True):
    """`Nothing in this treaty commits nuclear weapons.`"""


class Lasts(Node, frozen=True):
    """Of all duties under an article or this treaty: `A duty under this article lasts until C`."""

    until: "Cond | EventExpr"
    articles: tuple[str, ...] = ()


class General(Node, frozen=True):
    """`Each duty under this treaty is performed in accordance with the constitutional process of its bearer.`"""

    latitude: str
    articles: tuple[str, ...] = ()


class DomesticProcess(Node, frozen=True):
    """`use-force by Germany needs a decision of Bundestag [within 14 days], on silence refused.`"""

    measure: str
    who: Who
    organ: Who
    within: Period | None = None
    silence: str = ""


class Released(Node, frozen=True):
    """Forfeiture: `a guarantor is released [from article 3] when X decides that …`, `… when C`."""

    who: Who
    articles: tuple[str, ...] = ()
    when: "Cond | EventExpr | None" = None
    decider: Decider | None = None


class Resumes(Node, frozen=True):
    """Snapback: `sanction of Russia by each guarantor resumes within 7 days unless X decides otherwise.`"""

    action: Action
    bearer: Who
    triggers: tuple[Trigger, ...] = ()
    within: Period | None = None
    decider: "Decider | Hole | None" = None


class Observes(Node, frozen=True):
    """`Special Commission observes article 4 [and reports within 24 hours].`"""

    who: Who
    articles: tuple[str, ...] = ()
    within: Period | None = None


class LeavesOut(Node, frozen=True):
    """`leaves out an attack by cyber-operation on purpose.`"""

    what: "Cond | EventExpr"


# ---- status rules ----------------------------------------------------------------------------------------------------


class Enters(Node, frozen=True):
    """Entry into force: for all, or for a party (`for a party when that party ratifies and …`), or on a date.

    provisional: `applies provisionally`. again: `in force again`, after it had ended for that party.
    provided: `, if C`. delay: `30 days after …`.
    """

    when: "Cond | EventExpr | When | None"
    who: Who | None = None
    until: When | None = None
    provisional: bool = False
    again: bool = False
    provided: tuple[Cond, ...] = ()
    delay: Period | Hole | None = None


class Signed(Node, frozen=True):
    """`Signed 2024-06-19 [by Russia].`: all parties (or those named) signed on that date."""

    when: When
    by: Who | None = None


class Exit(Node, frozen=True):
    """`From 1969-08-24 a party may withdraw with 1 year of notice to United States.`"""

    who: Who
    notice: "Period | Hole | None" = None
    depositary: Who | None = None
    since: When | None = None
    provided: tuple[Cond, ...] = ()
    unless: tuple[Cond, ...] = ()


class Tail(Node, frozen=True):
    """`Duties for attacks before the exit remain.` / `… end.`"""

    remain: "bool | Hole"


class Accession(Node, frozen=True):
    """`Any state may accede [with the consent of the parties]`; who accedes joins `group`."""

    who: Who
    consent_of: Who | None = None
    provided: tuple[Cond, ...] = ()


class TreatyLasts(Node, frozen=True):
    """`This treaty lasts 10 years [and is renewable] [and then until 6 months after notice].`"""

    period: "Period | Hole"
    renewable: bool = False
    then_notice: Period | None = None
    since: When | None = None


class Suspended(Node, frozen=True):
    """`This treaty is suspended between A and B from D until D`, or when a condition holds."""

    who: Who | None
    towards: Who | None = None
    since: When | None = None
    until: When | None = None
    when: Cond | None = None


class Ends(Node, frozen=True):
    """`This treaty ends on 1991-07-01`, `… ends when the parties so decide`, `… ended for X on D [, if C]`."""

    when: "Cond | EventExpr | When"
    who: Who | None = None
    provided: tuple[Cond, ...] = ()
