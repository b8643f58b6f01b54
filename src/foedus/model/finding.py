"""What a check finds, and what would mend it."""

from msgspec import Struct

from foedus.model.record import Ref

KINDS = {
    "scope": "gap: scope",
    "procedure": "gap: procedure",
    "time": "gap: time",
    "discretion": "gap: discretion",
    "force": "gap: force",
    "exit": "gap: exit",
    "conflict": "conflict",
    "dead": "dead",
    "trap": "trap",
    "order": "order",
    "verification": "verification",
    "forfeit": "forfeit",
    "cascade": "cascade",
    "charter": "conflict: Charter",
    "undefined": "undefined",
    "limits": "limits",
}


class Share(Struct, frozen=True):
    """How much of the space something covers: so many of so many assignments of the stated choices."""

    of: int
    whole: int
    over: tuple[str, ...]


class Thing(Struct, frozen=True):
    """One thing that a sentence asks of a party, or lets it do: in so many of the cases of its extent.

    what: the measure. modal: must · intends to · may · must not. free: a duty whose means are left to its bearer.
    joint: owed together with others.
    """

    what: str
    modal: str
    cases: int
    free: bool = False
    joint: bool = False


class Extent(Struct, frozen=True):
    """How far one sentence binds one party or lets it do something, over all attacks and completions.

    owed: in how many cases something arises for it, of `whole`, where all do at once what the text asks for or lets
    them do. rare: it arises in none of these, but where something else happens. usual, room: the same as `owed` and
    `whole`, against one plain attack, so that completions are counted, in each as many
    times as it arises; of these speak the rest. things: what arises, each with its cases. steps: what
    it hangs on, in words, each with the cases that are left if that goes otherwise. by: the cases in which it is due by
    so many minutes after the attack, where all take as long as they may; ever: the cases in which it then arises;
    since: those in which it has arisen by then, where it has no clock.
    """

    who: str
    ref: Ref
    owed: int
    whole: int
    usual: int
    room: int
    things: tuple[Thing, ...] = ()
    rare: bool = False
    steps: tuple[tuple[str, int], ...] = ()
    by: tuple[tuple[int, int], ...] = ()
    ever: int = 0
    since: tuple[tuple[int, int], ...] = ()

    @property
    def latest(self) -> int | None:
        """By when it is due at the latest, in minutes from the attack; None if in some case no clock runs."""
        return self.by[-1][0] if self.by and self.by[-1][1] >= self.ever else None


class Repair(Struct, frozen=True):
    """A smallest edit or completion that closes a finding, verified by checking again.

    edit: in words. points: open points that it settles. text: the draft after the edit, "" if only points are settled.
    closes, opens: findings, by code and article. binds: who becomes newly bound.
    """

    edit: str
    points: tuple[tuple[str, str], ...] = ()
    text: str = ""
    closes: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()


class Finding(Struct, frozen=True):
    """A defect that some case shows.

    code: F0101 …; kind: a key of KINDS. sentence: what it says, standing alone. why: what follows. ref: the sentence of
    the draft behind it. covers: the cases in a few plain sentences. always: whether it holds in every completion; else
    `depends` gives the settings under which it does, each as points with their options. assumes: the conduct assumed.
    witness: the text of the shortest timeline that shows it. expects: what the interpreter must say of the witness.
    sets: smallest sets of parties that can bring it about. minutes: the exact worst case, None if unbounded or no
    matter of time. on_purpose: the draft says that it is meant, or that is how far its words go. extents: how far
    each sentence goes, party by party.
    """

    code: str
    kind: str
    sentence: str
    ref: Ref
    why: str = ""
    also: tuple[Ref, ...] = ()
    covers: tuple[str, ...] = ()
    share: Share | None = None
    always: bool = True
    depends: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()
    assumes: str = ""
    witness: str = ""
    expects: tuple[str, ...] = ()
    sets: tuple[tuple[str, ...], ...] = ()
    minutes: int | None = None
    best: int | None = None
    repairs: tuple[Repair, ...] = ()
    on_purpose: bool = False
    weight: float = 0.0
    group: str = ""
    extents: tuple[Extent, ...] = ()

    @property
    def name(self) -> str:
        """How it is named in lists: `F0101 article 3`."""
        return f"{self.code} {self.ref.label}"


class Checked(Struct, frozen=True):
    """What a check of a draft came to.

    incidents, completions: the size of the space. space: the declared space in sentences. unknown: provisions of which
    nothing is said, each with the construct that puts it outside. complete: false where the budget ran out.
    """

    draft: str
    hash: str
    incidents: int
    completions: int
    space: tuple[str, ...]
    findings: tuple[Finding, ...]
    unknown: tuple[tuple[Ref, str], ...]
    on: str
    complete: bool = True
    notes: tuple[str, ...] = ()
