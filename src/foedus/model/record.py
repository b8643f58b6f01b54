"""The record: what changed, when, under which sentence, because of which events; and how all stands at the end."""

from msgspec import Struct

OUTCOMES = {
    "CF_BINDING": "the case arises and a duty to assist binds",
    "CF_DISCRETION": "the case arises, but each may decide whether to act",
    "CONSULT_ONLY": "only consultation arises",
    "EXCL_TERRITORY": "outside the covered area or objects",
    "EXCL_TYPE": "not the kind of attack that is covered",
    "EXCL_CAUSE": "wrong attacker or victim, or a condition precedent failed",
    "NOT_DETERMINED": "nobody has validly found that the case has arisen",
    "NOT_IN_FORCE": "not yet in force",
    "EXPIRED": "no longer in force, or suspended",
}
DUTY_STATUS = ("dormant", "owed", "performed", "waived", "excused", "lapsed", "breached")
DECISION_STATUS = ("pending", "open", "adopted", "rejected", "lapsed")


class Ref(Struct, frozen=True):
    """The sentence something rests on."""

    instrument: str  # code or title
    label: str  # article 3
    file: str
    line: int
    column: int
    text: str = ""
    assumption: bool = False
    source: str = ""


class Change(Struct, frozen=True):
    """One entry of the ledger.

    kind: event · attack · invocation · decision · vote · duty · power · policy · prohibition · force · state · finding
    · note. status: the new status (owed, performed …; adopted …; in force …). because: indices of earlier changes.
    sure: false where it rests on something unsettled.
    """

    at: int
    kind: str
    text: str  # one sentence for people
    status: str = ""
    who: str = ""
    occurrence: int = -1
    instance: str = ""  # key of the duty, decision, power …
    ref: Ref | None = None
    because: tuple[int, ...] = ()
    event: int = -1  # index of the timeline's event, if it is one
    sure: bool = True


class Duty(Struct, frozen=True):
    """A duty, policy, power or prohibition of one bearer in one case, and its life.

    modal: must · must not · may · intends to. content: 1 consult, 2 assist, 3 a named measure. latitude: measure ·
    all-means · discretion · process. due None: no clock. performed: the instant of performance, late or not.
    """

    key: str
    ref: Ref
    modal: str
    bearer: str  # "Poland"; "France and Germany together"
    members: tuple[str, ...]
    measures: tuple[str, ...]
    action: str  # as people read it: "use-force", "arm Ukraine and sanction Russia"
    content: int
    latitude: str
    occurrence: int
    since: int
    due: int | None
    status: str
    ended: int | None = None
    performed: int | None = None
    beneficiary: str = ""
    sure: bool = True
    why: str = ""  # why not sure, or why it ended
    consequence: bool = False


class Vote(Struct, frozen=True):
    """A vote that counted or was cast."""

    at: int
    who: str
    value: str
    counted: bool
    why: str = ""


class DecisionLife(Struct, frozen=True):
    """A decision and its life. need: votes for that adopt it, of `electorate`; -1 where the rule is no count."""

    key: str
    ref: Ref
    rule: str  # "majority of guarantors"
    subject: str  # "whether the case has arisen"
    occurrence: int
    electorate: tuple[str, ...]
    need: int
    opened: int
    due: int | None
    status: str
    closed: int | None = None
    votes: tuple[Vote, ...] = ()
    by_default: bool = False
    answer: bool | None = None  # True: it has
    why: str = ""
    measures: tuple[str, ...] = ()  # of a decision on measures: those taken


class Occurrence(Struct, frozen=True):
    """An attack (or other triggering event) and its case."""

    index: int
    event: int
    at: int
    attacker: str
    victim: str
    place: str
    text: str
    qualifies: str  # yes · no · unsettled: whether any provision's description fits


class Status(Struct, frozen=True):
    """An interval in which something holds, true at both ends: force for a party, or a state."""

    kind: str  # force · state
    instrument: str
    who: str
    since: int
    until: int | None
    why: str = ""


class Outcome(Struct, frozen=True):
    """The outcome of the timeline for one attack, with the reason that the rule gives."""

    code: str
    reason: str  # unasked · refused · unsettled · not yet · ended · the failed slot
    why: str  # a sentence
    occurrence: int
    ref: Ref | None = None
    bearers: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # (code, whom or which measure) where they differ
    by_bearer: tuple[
        tuple[str, str], ...
    ] = ()  # (bearer, code); a bearer that is not named has the headline's

    def code_for(self, bearer: str) -> str:
        """The outcome for one possible bearer; "" is the headline.

        >>> Outcome("CF_BINDING", "", "", 0, by_bearer=(("Spain", "NOT_IN_FORCE"),)).code_for("Spain")
        'NOT_IN_FORCE'
        """
        return dict(self.by_bearer).get(bearer, self.code)


class Record(Struct, frozen=True):
    """What a timeline means under a closed draft."""

    draft: str
    timeline: str
    until: int
    completion: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    occurrences: tuple[Occurrence, ...]
    duties: tuple[Duty, ...]
    decisions: tuple[DecisionLife, ...]
    statuses: tuple[Status, ...]
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """The headline: the strongest outcome."""
        return self.outcomes[0] if self.outcomes else None


class Depends(Struct, frozen=True):
    """What a statement depends on: for each way to settle the points, whether it holds."""

    points: tuple[str, ...]
    when: tuple[
        tuple[tuple[str, str], ...], ...
    ]  # the settings under which it holds, each as (point, option) pairs


class Answer(Struct, frozen=True):
    """An answer over all completions. value: yes · no · depends · unsettled."""

    value: str
    text: str
    depends: Depends | None = None
