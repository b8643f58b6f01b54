"""Conditions: what a sentence may ask of the world. Evaluated in strong Kleene logic (true, false, unsettled)."""

from foedus.model.events import EventExpr
from foedus.model.node import Node
from foedus.model.terms import Hole, Period, Where, Who


class And(Node, frozen=True):
    """All of these hold."""

    parts: tuple["Cond", ...]


class Or(Node, frozen=True):
    """Any of these holds."""

    parts: tuple["Cond", ...]


class Not(Node, frozen=True):
    """This does not hold."""

    part: "Cond"


class CaseArisen(Node, frozen=True):
    """`the case has arisen`: a decision on the case at hand said so (article: that article's decision)."""

    article: str = ""


class Occurred(Node, frozen=True):
    """An event has occurred: `a wider-attack has occurred since`, `the victim requests it`.

    since: the case's own trigger ("case"), or an event after whose last occurrence it must lie; within: how long ago at
    the most. tense "present" marks a clause in the present (`when the victim requests it`): the sentence then waits
    for it.
    """

    event: EventExpr
    since: "str | EventExpr" = ""
    within: Period | None = None
    tense: str = "perfect"


class InForce(Node, frozen=True):
    """`this treaty is in force [for X]`, `NAT is in force`; instrument "" is this one."""

    instrument: str = ""
    who: Who | None = None


class StateHolds(Node, frozen=True):
    """A declared state holds: `a ceasefire is in force`, `while persisting`."""

    name: str


class TermHolds(Node, frozen=True):
    """A term defined as a condition holds."""

    name: str


class IsIn(Node, frozen=True):
    """`X is a guarantor`, `the attacker is a member`, `the attacker is Russia`."""

    who: Who
    of: Who


class AttackIs(Node, frozen=True):
    """A test of the attack at hand: `the attack is deliberate`, `the attack fits armed-attack`, `it was provoked`."""

    test: EventExpr


class Acts(Node, frozen=True):
    """`France assists the victim under article 1 of FRCZ`: an act has been performed (since the case's attack)."""

    who: Who
    measure: "str | Hole"
    target: Who | None = None
    article: str = ""
    instrument: str = ""


class Owes(Node, frozen=True):
    """`X owes assistance [until D] [under article 3 of NAT]`; measure "" is any duty, "nothing" is none.

    count and quantifier stand in `who` (`at least 3 guarantors owe use-force`). modal: must · must-not · may ·
    intends-to. within: the duty must be due within this from the trigger (questions only). at_least: a duty of at least
    that force counts.
    """

    who: Who
    measure: "str | Hole"
    article: str = ""
    instrument: str = ""
    modal: str = "must"
    until: "int | None" = None
    within: Period | None = None
    target: Who | None = None


class DutyIs(Node, frozen=True):
    """`X performed article 3`, `X is in breach [of article 3]`, `X was excused from article 3`; who None is nobody.

    status: owed · performed · waived · excused · lapsed · breached · late (performed after its deadline).
    """

    who: Who | None
    status: str
    article: str = ""
    measure: str = ""
    instrument: str = ""


class DecisionIs(Node, frozen=True):
    """`the decision is open`, `the case is not settled`. status: none · pending · open · adopted · rejected · lapsed
    · unsettled."""

    status: str
    article: str = ""


class Judged(Node, frozen=True):
    """A judged standard has been found of the case: `the attack is sustained`."""

    standard: str


class Decided(Node, frozen=True):
    """An organ has decided: `Security Council has decided use-force`; measure "" is any (`has taken the measures`)."""

    organ: Who
    measure: str = ""
    value: str = "for"


class Located(Node, frozen=True):
    """`the place is in territory of Ukraine`."""

    where: Where


class Always(Node, frozen=True):
    """A condition that is simply true or false (an option such as `never`)."""

    value: bool


Cond = (
    And | Or | Not | CaseArisen | Occurred | InForce | StateHolds | TermHolds | IsIn | AttackIs | Acts | Owes | DutyIs
    | DecisionIs | Judged | Decided | Located | Always | Hole
)  # fmt: skip
