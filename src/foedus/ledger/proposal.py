"""What extraction takes and gives: parties, issues, agents, and proposals of claims. Frozen values only."""

from msgspec import Struct

STANCES = ("reject", "reserve", "open", "positive", "accept_weak", "offer", "accept")
"""From refusal to acceptance; the order is the strength."""
DEMAND = "demand"
"""What a party asks of others; it stands apart from the scale."""
CERTAINTIES = ("asserted", "reported", "hedged", "denied")
FRAMES = ("past", "ongoing", "present", "future")
KINDS = ("position", "provenance", "evaluation", "status")
VOICES = ("self", "other", "unnamed", "narrator")
"""The voices that can be derived from a chain; `assumed` belongs to files that a person writes."""
AGENT_KINDS = ("narrator", "medium", "unnamed", "named")

NARRATOR = "article"
"""The name of the text itself, outermost in every chain."""
UNNAMED = "(unnamed)"
"""The name of a source that is not named at all (`reportedly`)."""


class Party(Struct, frozen=True):
    """A party whose positions are looked for.

    name: as the draft declares it. aliases: other words for it, its capital, its leaders and offices.
    """

    name: str
    aliases: tuple[str, ...] = ()


class Issue(Struct, frozen=True):
    """An open point of a draft, or a free label.

    asks: the question it asks. options: its options as texts. terms: further words that point to it.
    """

    name: str
    asks: str = ""
    options: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Agent(Struct, frozen=True):
    """One voice in a chain.

    party: the party for which it speaks, or empty. kind: narrator (the text itself), medium (passes on what others
    say), unnamed (an aide, sources), named (a person, an office, a party).
    """

    name: str
    party: str = ""
    kind: str = "named"


class Proposal(Struct, frozen=True):
    """A claim that the rules, or a model, propose; a person confirms it or does not.

    Offsets count Unicode code points, the end is exclusive, and `exact` equals `text[start:end]`.

    actor: whose position it is. act: the diplomatic act, as a verb. stance: one of `STANCES`, or `demand`. issue: an
    open point, or a free label. value: an option of the issue, or a figure, if the words say one. condition: the words
    of the condition, if any. time: past, ongoing, present or future. voice: derived from the chain. chain: names of the
    voices, the text itself first, and last the one whose words they are. cue: the words that show the act. rule: which
    rule found it. kind: position, or provenance, evaluation, status, which say something else of it. agents: the
    chain, with the party of each voice.
    """

    start: int
    end: int
    exact: str
    actor: str
    act: str
    stance: str
    issue: str
    value: str
    condition: str
    certainty: str
    time: str
    voice: str
    chain: tuple[str, ...]
    cue: str
    rule: str
    kind: str = "position"
    agents: tuple[Agent, ...] = ()
