"""The changes of a record, shortened: what happens to several parties at one instant is said once."""

from collections.abc import Iterable, Sequence

from foedus.model import Change
from foedus.report.values import Run
from foedus.report.words import gather, listed

_PLURAL = {"owes": "owe", "is": "are", "was": "were", "has": "have", "intends": "intend", "votes": "vote",
           "ratifies": "ratify", "acts": "act", "signs": "sign", "does": "do", "invokes": "invoke",
           "accedes": "accede", "gives": "give", "waives": "waive", "need": "need", "performs": "perform"}  # fmt: skip


def _rest(change: Change) -> str:
    """What a change says without the party that it is about; "" if it does not name it once."""
    return change.text.replace(change.who, "\0") if change.who and change.text.count(change.who) == 1 else ""


def together(changes: Iterable[Change]) -> list[tuple[Change, tuple[str, ...]]]:
    """Changes in order, those of one instant that say the same of several parties as one; with the parties."""
    out: list[tuple[Change, tuple[str, ...]]] = []
    places: dict[tuple[object, ...], int] = {}
    for change in changes:
        rest = _rest(change)
        key = (change.at, change.kind, rest, change.status, change.occurrence, change.sure, change.ref)
        if rest and key in places:
            first, names = out[places[key]]
            out[places[key]] = (first, (*names, change.who) if change.who not in names else names)
            continue
        if rest:
            places[key] = len(out)
        out.append((change, (change.who,) if rest else ()))
    return out


def plural(text: str, who: str, names: Sequence[str]) -> str:
    """A sentence about one party, said of several.

    >>> plural("Poland owes use-force", "Poland", ("Poland", "Italy"))
    'Poland and Italy owe use-force'
    """
    several = gather(listed(list(names)))
    if not text.startswith(f"{who} "):
        return text.replace(who, several)
    verb, _, rest = text[len(who) + 1 :].partition(" ")
    return f"{several} {_PLURAL.get(verb, verb)} {rest}".strip()


def dates(run: Run) -> dict[int, str]:
    """The instants of which only a date (or a month, or a year) is known, as it was written."""
    if run.record is None:
        return {}
    events = {event.order: event for event in run.timeline.events}
    found: dict[int, str] = {}
    exact: set[int] = set()
    for change in run.record.changes:
        event = events.get(change.event)
        if event is not None and event.when.precision == "minute":
            exact.add(change.at)
        elif event is not None:
            found[change.at] = str(event.when)
    return {at: text for at, text in found.items() if at not in exact}
