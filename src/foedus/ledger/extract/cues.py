"""What a rule finds: a cue with its actors, its stance and its words, before voices and issues are told."""

from msgspec import Struct

from foedus.ledger.extract.mentions import Mention


class Cue(Struct, frozen=True):
    """A position found in one sentence.

    at: the word that shows it. start, end: its words as word numbers. cue_start, cue_end: the words that show the act.
    actors: the mentions whose position it is; empty where the party of the speaker is meant. own: the actor must be the
    speaker's party. hearsay: a source without a name is implied (`reportedly`). hedged, denied: how certain it is.
    about: where its object begins, if not behind the cue. frame: when, if the words say. kind: as in a proposal.
    rule: which rule found it. teller: who tells it, if that is the actor itself.
    """

    at: int
    start: int
    end: int
    cue_start: int
    cue_end: int
    actors: tuple[Mention, ...]
    act: str
    stance: str
    rule: str
    own: bool = False
    hearsay: bool = False
    hedged: bool = False
    denied: bool = False
    frame: str = ""
    kind: str = "position"
    teller: Mention | None = None
    about: int = 0


RULES = {
    "noun-owner": "a noun for an act with its owner and its object: *Putin's willingness to …*, *its objections to …*",
    "noun-of": "a noun for an act with its owners behind *of*, *by* or *from*: *the willingness of A and B to …*",
    "noun-support": "a verb that only carries such a noun: *voiced opposition to …*, *has no objection to …*",
    "concession": "a demand or an objection that is dropped: *dropped its demand for …*",
    "verb": "a verb that shows an act, with its subject: *has agreed to …*, *rejected …*, *called on … to …*",
    "verb-passive": "such a verb in the passive with *by*: *was rejected by Moscow*; or *no … will be accepted*",
    "readiness": "an adjective of readiness or its lack: *is prepared to …*, *is open to …*, *is reluctant to …*",
    "predicate": "a word for what can or can't be had: *unacceptable*, *a red line for …*, *is not on the table*",
    "undertaking": "*will*, *would* or *won't* with what a party can do, said by it or told of it",
    "must": "what a speaker says that others *must*, *should* or *need to* do",
    "no-such": "*there is no …*, said by a party",
    "position": "*our position is …*",
    "contingent": "*makes … contingent on …*",
    "denial": "a denial that something was agreed, offered or accepted",
    "caution": "a verb of saying that is itself a reservation or a demand: *cautioned that …*, *insisted that …*",
    "terms": "what a plan contains to which a party agreed: *agreed to a framework that would allow …*",
    "provenance": "how something came about that was just reported: *this concession emerged from …, as revealed by …*",
    "left-open": "what is said to be still open, with nobody's name: *the details are still being hammered out*",
}
"""Every rule, in a sentence."""
