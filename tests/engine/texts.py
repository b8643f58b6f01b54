"""Texts for the tests of the interpreter: a draft, a timeline, what comes of them."""

from foedus.base import parse_when
from foedus.engine import Prepared, prepare, run
from foedus.language import Loaded, parse_draft, parse_timeline
from foedus.model import Change, DecisionLife, Duty, Record

HEAD = """treaty "Guarantee", called G.
party Ukraine.
state Russia, Poland, France, Germany, Italy, Belarus.
guarantors, each a guarantor and a party, are Poland, France, Germany.
place Odesa within territory of Ukraine.
place Minsk within territory of Belarus.
event ceasefire.
armed-attack means a limited or larger attack by Russia on Ukraine in territory of Ukraine.
"""
INVOKE = "article 1. After an armed-attack Ukraine may invoke this treaty.\n"
DECIDE = (
    "article 2. On invocation majority of guarantors decides within 24 hours whether the case has arisen; "
    "on silence it has not.\n"
)
RESPOND = (
    "article 3. When the case has arisen each guarantor must use-force within 72 hours of the decision.\n"
)
FORCE = "article 9. This treaty enters into force for a party when that party ratifies.\n"
CHAIN = HEAD + INVOKE + DECIDE + RESPOND + FORCE
"""Invocation, decision by majority within 24 hours, use-force within 72 hours of it."""
DIRECT = (
    HEAD
    + "article 3. After an armed-attack each guarantor must use-force within 72 hours of the attack.\n"
    + FORCE
)

RATIFIED = "2027-01-01 00:00: Ukraine, Poland, France and Germany ratify.\n"
ATTACK = "2027-03-01 04:00: Russia attacks territory of Ukraine in Odesa, scale limited, attribution established.\n"
START = RATIFIED + ATTACK
INVOKED = START + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
ADOPTED = INVOKED + "2027-03-01 08:00: Poland and France vote for the case.\n"
"""The case has arisen at 08:00; use-force is due on 2027-03-04 08:00."""


def read(text: str, others: dict[str, str] | None = None) -> Loaded:
    """A draft, which must be without errors."""
    loaded = parse_draft(text, texts=others)
    assert loaded.ok, [(d.code, d.message) for d in loaded.diagnostics]
    return loaded


def ready(text: str) -> Prepared:
    """A draft, prepared."""
    draft = read(text).draft
    assert draft is not None
    return prepare(draft)


def play(text: str, events: str, others: dict[str, str] | None = None, **choices: str) -> Record:
    """The record of a timeline under a draft; the header is added."""
    loaded = read(text, others)
    head = "" if events.startswith("timeline") else 'timeline "T", of G.\n'
    found = parse_timeline(head + events, loaded)
    assert found.ok, [(d.code, d.message) for d in found.diagnostics]
    assert loaded.draft is not None
    assert found.timeline is not None
    return run(loaded.draft, found.timeline, choices or None)


def duties(record: Record, who: str, article: str = "3", modal: str = "must") -> list[Duty]:
    """A party's duties under an article."""
    label = f"article {article}"
    return [d for d in record.duties if who in d.members and d.ref.label.endswith(label) and d.modal == modal]


def duty(record: Record, who: str = "Poland", article: str = "3", modal: str = "must") -> Duty:
    """A party's only duty under an article."""
    found = duties(record, who, article, modal)
    assert len(found) == 1, [d.key for d in record.duties]
    return found[0]


def status(record: Record, who: str = "Poland", article: str = "3") -> str:
    """The status of a party's only duty under an article; "" if there is none."""
    found = duties(record, who, article)
    return found[0].status if found else ""


def decision(record: Record, article: str = "2") -> DecisionLife:
    """The only decision under an article."""
    found = [d for d in record.decisions if d.ref.label.endswith(f"article {article}")]
    assert len(found) == 1, [d.key for d in record.decisions]
    return found[0]


def changes(record: Record, word: str) -> list[Change]:
    """The changes of a kind or status, or whose text has a word."""
    return [c for c in record.changes if word in (c.kind, c.status) or word in c.text]


def at(text: str) -> int:
    """An instant."""
    return parse_when(text).earliest
