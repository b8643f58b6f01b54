"""Claims without who said them and in which words: what may leave the house when the sources may not."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from foedus.ledger.claims import Claim
from foedus.ledger.documents import Document
from foedus.ledger.proposal import Agent
from foedus.ledger.voices import speaker

WITHHELD = "(withheld)"


def redacted(
    found: Iterable[Claim], docs: Mapping[int, Document], parties: Iterable[str]
) -> tuple[tuple[Claim, ...], dict[int, Document]]:
    """Claims and documents without names and words. Parties, stances, voices and dates stay; each speaker becomes a
    numbered source, the same wherever he speaks, with the party for which he speaks.

    Args:
        found: the claims.
        docs: the documents.
        parties: whose names stay, also where the party itself speaks.

    Returns:
        the claims, and the documents, whose texts and names are withheld.
    """
    keep = {name.casefold() for name in parties}
    names: dict[Agent, str] = {}
    made: list[Claim] = []
    for number, one in enumerate(found, 1):
        agents = tuple(_agent(a, keep, names) for a in one.agents)
        made.append(
            replace(one, id=str(number), start=0, stop=0, exact=WITHHELD, cue="", agents=agents,
                    condition=WITHHELD if one.condition else "", speaker=speaker(agents))
        )  # fmt: skip
    return tuple(made), {
        n: Document(n, "", f"document {n}", "", doc.kind, published_on=doc.published_on, copy_of=doc.copy_of)
        for n, doc in docs.items()
    }


def _agent(agent: Agent, keep: set[str], names: dict[Agent, str]) -> Agent:
    if agent.kind == "narrator" or agent.name.casefold() in keep:
        return agent
    name = names.setdefault(agent, f"source {len(names) + 1}")
    return replace(agent, name=name)
