"""Small ledgers, made from texts with their claims."""

from __future__ import annotations

from foedus.ledger.claims import Run, propose
from foedus.ledger.documents import Facts, add
from foedus.ledger.proposal import Agent, Proposal
from foedus.ledger.reviews import decide
from foedus.ledger.store import Store

TEXT = Agent("article", kind="narrator")
ENVOY = Agent("Steve Witkoff", "United States")
MINISTER = Agent("Sergei Lavrov", "Russia")
UNNAMED = Agent("(unnamed)", kind="unnamed")
AIDE = Agent("an aide", kind="unnamed")
WIRE = Agent("Reuters", kind="medium")

STORY = (
    "Russia has agreed to a framework of guarantees, the U.S. envoy Steve Witkoff said on Sunday.\n\n"
    "It reportedly committed to a law as well. Ukraine welcomed the signals from Washington, but cautioned that the "
    "specifics of how such an agreement would function remain to be clarified.\n"
)


def proposal(
    text: str, exact: str, actor: str, stance: str, issue: str, *agents: Agent, **more: str
) -> Proposal:
    """A proposal about words of a text."""
    start = text.index(exact)
    chain = (TEXT, *agents)
    fields = {
        "act": "say",
        "value": "",
        "condition": "",
        "certainty": "asserted",
        "time": "present",
        "kind": "position",
    }
    fields |= more
    return Proposal(
        start, start + len(exact), exact, actor, fields["act"], stance, issue, fields["value"], fields["condition"],
        fields["certainty"], fields["time"], "", tuple(a.name for a in chain), exact.split()[0], "test", fields["kind"],
        chain,
    )  # fmt: skip


def story() -> list[Proposal]:
    """The claims of STORY."""
    return [
        proposal(STORY, "Russia has agreed to a framework of guarantees", "Russia", "accept", "form", ENVOY),
        proposal(STORY, "committed to a law", "Russia", "accept", "law", UNNAMED, certainty="reported", time="future"),
        proposal(STORY, "Ukraine welcomed the signals from Washington", "Ukraine", "positive", "form"),
        proposal(STORY, "cautioned that the specifics of how such an agreement would function remain to be clarified",
                 "Ukraine", "reserve", "mechanism", Agent("Ukraine", "Ukraine")),
    ]  # fmt: skip


def put(
    store: Store,
    text: str,
    found: list[Proposal],
    name: str = "story.txt",
    confirm: bool = True,
    **facts: str,
) -> int:
    """Add a text and its claims, confirmed unless said otherwise; the number of the document."""
    doc = add(store, text, name, Facts(**facts)).document.id
    for one in propose(store, doc, found, Run("test", "1")):
        if confirm:
            decide(store, one, "confirmed", "tester", 1.0)
    return doc


def told(store: Store, date: str, *rows: tuple[str, str, str, tuple[Agent, ...]], **more: str) -> None:
    """Add a document of one day; each row is a claim: actor, stance, issue, chain behind the text."""
    lines = [
        f"{date} line {n}: {a} {s} {i} {[x.name for x in chain]}" for n, (a, s, i, chain) in enumerate(rows)
    ]
    text = "\n".join(lines)
    found = [
        proposal(text, line, a, s, i, *chain, **more)
        for line, (a, s, i, chain) in zip(lines, rows, strict=True)
    ]
    put(store, text, found, f"{date}.txt", published_on=date)
