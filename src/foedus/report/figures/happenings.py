"""The top lane of a timeline: its events as marks with short labels."""

from typing import NamedTuple

from foedus.model import Event, Named, Record, Several, Some, Timeline
from foedus.report.markup import Markup, el
from foedus.report.words import count, listed

LONGEST = 44
_VERBS = {
    "invoke": "invokes", "ratify": "ratifies", "sign": "signs", "withdraw": "withdraws", "threat": "threatens",
    "request": "requests help", "repeal": "repeals", "enact": "enacts", "waive": "waives", "object": "objects",
    "consent": "consents", "accede": "accedes", "declare": "declares", "report": "reports", "decide": "decides",
    "find": "finds", "terminate": "terminates", "suspend": "suspends", "resume": "resumes", "release": "releases",
    "refuse-access": "refuses access", "give-access": "gives access",
}  # fmt: skip


class Mark(NamedTuple):
    """An event on the lane: when, what it is (attack · vote · event), and its label, or who does what."""

    at: int
    shape: str
    label: str
    names: tuple[str, ...] = ()
    verb: str = ""


def _names(term: object) -> list[str]:
    """The names in a term that says who."""
    if isinstance(term, Named):
        return [term.name]
    if isinstance(term, Several):
        return [name for part in term.parts for name in _names(part)]
    if isinstance(term, Some):
        return _names(term.of)
    return []


def _verb(verb: str, plural: bool) -> str:
    """The verb to fit its subject: `ratifies`, `ratify`."""
    if not plural:
        return verb
    first, _, rest = verb.partition(" ")
    if first.endswith("ies"):
        first = first[:-3] + "y"
    elif first.endswith("s"):
        first = first[:-1]
    return f"{first} {rest}".strip()


def cut(said: str, most: int = LONGEST) -> str:
    """A label no longer than it may be, cut at a word."""
    if len(said) <= most:
        return said
    return said[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def _said(event: Event, record: Record) -> str:
    """The record's own words for an event."""
    said = next((c.text for c in record.changes if c.event == event.order and c.kind == "event"), "")
    said = said or next((c.text for c in record.changes if c.event == event.order), event.name or event.kind)
    return cut(said.rstrip("."))


_VOTES = {"it has": "yes", "for": "yes", "it has not": "no", "against": "no", "abstain": "abstains"}


def _mark(event: Event, record: Record) -> Mark:
    """An event as a mark: who does what, or the record's own words."""
    names = tuple(_names(event.get("by")))
    at = event.when.earliest
    if event.kind == "attack":
        scale = str(event.get("scale") or "")
        said = "attack below threshold" if scale == "below-threshold" else f"{scale} attack".strip()
        return Mark(at, "attack", event.name or said)
    if event.kind == "vote" and names:
        value = str(event.get("value") or event.get("vote") or "vote")
        return Mark(at, "vote", "", names, f": {_VOTES.get(value, value)}")
    if event.kind in _VERBS and names:
        return Mark(at, "event", "", names, _VERBS[event.kind])
    return Mark(at, "event", _said(event, record))


def _worded(mark: Mark) -> Mark:
    """The mark with its label: `A, B and C ratify`, `five parties ratify`."""
    if not mark.names:
        return mark
    letters = [n.removeprefix("Guarantor ") for n in mark.names]
    who = listed(mark.names)
    if len(letters) > 1 and all(n.startswith("Guarantor ") for n in mark.names):
        who = f"Guarantors {listed(letters)}"
    if len(who) > 28 and len(letters) > 2:
        who = count(len(letters), "party", "parties")
    verb = mark.verb if mark.verb.startswith(":") else f" {_verb(mark.verb, len(letters) > 1)}"
    return mark._replace(label=cut(f"{who}{verb}"))


def marks(timeline: Timeline, record: Record, lanes: frozenset[str]) -> list[Mark]:
    """The marks of the top lane. What a party with its own lane does is shown there, not here."""
    found: list[Mark] = []
    for event in timeline.events:
        names = _names(event.get("by"))
        alone = event.kind == "act" and names and all(name in lanes for name in names)
        if not event.omitted and not alone:
            found.append(_mark(event, record))
    if not timeline.events:
        found = [Mark(c.at, c.kind, cut(c.text.rstrip("."))) for c in record.changes if c.event >= 0]
    return [_worded(mark) for mark in _together(found)]


def _together(found: list[Mark]) -> list[Mark]:
    """Marks of one instant that say the same of several parties, as one."""
    out: list[Mark] = []
    for mark in sorted(found, key=lambda m: m.at):
        same = next((i for i, m in enumerate(out) if m[:3] == mark[:3] and m.verb == mark.verb), None)
        if same is None:
            out.append(mark)
        elif mark.names:
            out[same] = out[same]._replace(names=tuple(dict.fromkeys((*out[same].names, *mark.names))))
    return out


def draw(mark: Mark, x: float, y: float) -> Markup:
    """The mark itself: a diamond for an attack, a blue dot for a vote, a dark dot for the rest."""
    if mark.shape == "attack":
        return el("path", d=f"M{x:.1f} {y - 7.5:.1f}l7.5 7.5l-7.5 7.5l-7.5 -7.5z", class_="s-gap halo")
    return el("circle", cx=x, cy=y, r=5.2, class_="s-owed halo" if mark.shape == "vote" else "s-ink halo")
