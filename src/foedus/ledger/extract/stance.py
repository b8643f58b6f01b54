"""Which stance a cue shows, once negation, modality, weakening words and what follows it are taken in."""

from msgspec import Struct

from foedus.ledger.extract.grammar import Group
from foedus.ledger.extract.lexicon import ACCEPTING, DISCUSS, EXCLUDING, OPPOSING, REVOKING, Act
from foedus.ledger.extract.words import listed

WEAKENED = (
    "in principle",
    "as a basis",
    "tentatively",
    "cautiously",
    "grudgingly",
    "conditionally",
    "partially",
    "in part",
    "provisionally",
    "broadly",
)
_COULD = listed("would could might may 'd should")


class Reading(Struct, frozen=True):
    """What a cue comes to: the act, the stance, and whether the words only hedge it."""

    act: str
    stance: str
    hedged: bool = False


def of_verb(
    act: Act, lemma: str, group: Group, inner: str, tail: str, inner_negated: bool = False
) -> Reading | None:
    """The reading of a verb that shows an act.

    Args:
        act: its entry. lemma: its base form. group: its predicate.
        inner: the verb that follows it (`refused to rule out`), or empty.
        tail: the words behind it in its clause, in lower case.
        inner_negated: whether that verb is negated.

    Returns:
        The reading, or nothing where the words show no stance.

    >>> of_verb(Act("accept", "accept"), "accept", Group(0, negated=True, modal="will"), "", "")
    Reading(act='accept', stance='reject', hedged=False)
    >>> of_verb(Act("refuse", "refuse"), "refuse", Group(0), "rule", "out").stance
    'open'
    """
    stance = _affirmed(act, group, inner, tail)
    if inner_negated and inner in ACCEPTING and act.stance in ("accept", "offer"):
        stance = "reject"
    if group.negated:
        stance = _negated(act.stance, lemma, group) if act.stance != "refuse" else "open"
    if stance == "":
        return None
    hedged = group.modal in ("might", "may", "could") or group.doubt or (group.raised != "" and stance != "")
    return Reading(act.act, stance, hedged)


def _affirmed(act: Act, group: Group, inner: str, tail: str) -> str:
    base = act.stance
    if base == "refuse":
        return "open" if inner in EXCLUDING else "reject"
    if inner in OPPOSING | EXCLUDING and base in ("offer", "accept"):
        return "reject"
    if base in ("accept", "accept_weak") and inner in DISCUSS:
        return "open"
    if base == "accept" and (group.modal in _COULD or group.raised or any(w in tail[:60] for w in WEAKENED)):
        return "accept_weak"
    if base == "accept_weak" and group.modal in ("might", "may"):
        return "open"
    return base


def _negated(base: str, lemma: str, group: Group) -> str:
    """The stance of a negated act; empty where the negation says nothing."""
    if base == "accept" or base == "offer":
        return "reserve" if group.perfect and not group.modal and base + lemma != "acceptaccept" else "reject"
    if base == "reject":
        return "open" if lemma in EXCLUDING or (group.perfect and not group.modal) else "accept_weak"
    if base == "demand":
        return {"want": "reject", "desire": "reject", "insist": "open", "demand": "open", "seek": ""}.get(
            lemma, ""
        )
    return {"accept_weak": "reject", "positive": "reject", "open": "reject"}.get(base, "")


def of_readiness(base: str, inner: str, negated: bool, word: str) -> str:
    """The stance of *willing to …*, *readiness to …*: by what one is ready for.

    >>> of_readiness("accept_weak", "discuss", False, "willing"), of_readiness("accept_weak", "send", False, "ready")
    ('open', 'offer')
    """
    if negated:
        return "reserve" if word == "ready" or inner == "commit" else "reject"
    if inner in EXCLUDING | OPPOSING | REVOKING:
        return "reject"
    if inner == "" or inner in ACCEPTING or inner in ("entertain", "contemplate"):
        return base
    return "open" if inner in DISCUSS else "offer"
