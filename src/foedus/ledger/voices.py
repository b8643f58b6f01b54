"""In whose voice a position is known: derived from the chain, never stored."""

from collections.abc import Sequence

from foedus.ledger.proposal import Agent
from foedus.model import Voice


def voice(actor: str, agents: Sequence[Agent]) -> Voice:
    """In whose voice the position of a party is known.

    The first agent behind the publisher that is not itself a medium decides: whoever passes words on cannot make them
    first-hand, however near to the party the innermost voice is.

    Args:
        actor: the party whose position it is.
        agents: the chain, the publisher first.

    Returns:
        narrator if nobody stands behind the publisher, else unnamed, self or other.

    >>> text, aide = Agent("article", kind="narrator"), Agent("an aide", "P", "unnamed")
    >>> minister, wire = Agent("the minister", "P"), Agent("Reuters", kind="medium")
    >>> voice("P", [text, wire, minister]), voice("Q", [text, minister])
    ('self', 'other')
    >>> voice("P", [text, aide, minister]), voice("P", [text, wire])
    ('unnamed', 'narrator')
    """
    for agent in agents[1:]:
        if agent.kind in ("medium", "narrator"):
            continue
        if agent.kind == "unnamed":
            return "unnamed"
        return "self" if agent.party and agent.party == actor else "other"
    return "narrator"


def speaker(agents: Sequence[Agent]) -> Agent:
    """The agent that decides the voice: the first behind the publisher that is no medium, or else the publisher.

    >>> speaker([Agent("article", kind="narrator"), Agent("Reuters", kind="medium"), Agent("the envoy", "Q")]).name
    'the envoy'
    """
    for agent in agents[1:]:
        if agent.kind not in ("medium", "narrator"):
            return agent
    return agents[0]
