"""How something came about that was just reported, and who is thereby its source."""

from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.scopes import Scope
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_FAMILY = {
    "agreement": ("accept", "accept_weak", "offer"),
    "concession": ("accept", "accept_weak", "open", "offer"),
    "acceptance": ("accept", "accept_weak"),
    "commitment": ("accept", "offer"),
    "pledge": ("offer", "accept"),
    "promise": ("offer", "accept"),
    "offer": ("offer", "accept_weak"),
    "proposal": ("offer",),
    "refusal": ("reject",),
    "rejection": ("reject",),
    "demand": ("demand",),
    "decision": ("accept", "accept_weak", "reject", "offer"),
    "announcement": ("accept", "offer", "reject"),
    "statement": ("accept", "accept_weak", "offer", "reject"),
    "shift": ("accept", "accept_weak", "open"),
    "move": ("accept", "accept_weak", "open", "offer"),
}
_CAME = listed("""
    emerged came emerges comes was were followed follows resulted stems stemmed arose grew surfaced originated
    materialised materialized transpired crystallised crystallized
""")
_MADE = listed("""
    made reached announced revealed confirmed reported disclosed conveyed relayed first described given
""")
_ACTS = {
    "agreement": "agree",
    "concession": "concede",
    "acceptance": "accept",
    "commitment": "commit",
    "pledge": "pledge",
    "promise": "pledge",
    "offer": "offer",
    "proposal": "propose",
    "refusal": "refuse",
    "rejection": "reject",
    "demand": "demand",
    "decision": "decide",
    "announcement": "announce",
    "statement": "state",
    "shift": "concede",
    "move": "concede",
}


def provenance(view: View, scopes: list[Scope]) -> tuple[Cue, tuple[str, ...]] | None:
    """`This concession emerged from a summit, as revealed by the envoy`: the cue, and the stances it can take up.

    The actor is that of the statement that it takes up.

    Args:
        view: the sentence. scopes: its attributions.

    Returns:
        The cue without actors, and the stances of statements that the noun can stand for; nothing if it is none.
    """
    if view.low(0) not in ("this", "that", "the", "these", "such"):
        return None
    noun = next((i for i in range(1, min(view.n, 4)) if view.low(i) in _FAMILY), -1)
    if noun < 0 or any(view.quotes[i] >= 0 for i in range(noun + 1)):
        return None
    verb = view.low(noun + 1)
    named = next((s for s in scopes if s.behind and s.start == 0), None)
    came = verb in _CAME and not (verb in ("was", "were") and view.low(noun + 2) not in _MADE)
    if not came or (named is None and view.low(0) not in ("this", "these", "such")):
        return None
    end = view.n - 1 if view.n and not view.words[-1].word else view.n
    word = view.low(noun)
    cue = Cue(
        noun, 0, end, noun, noun + 1, (), _ACTS[word], "", "provenance", frame="past", kind="provenance"
    )
    return cue, _FAMILY[word]
