"""What an event says: its words, place, votes, periods, and what it is about."""

from typing import Any, cast

from foedus.base import DAY, Duration
from foedus.engine.state import Hap, Run
from foedus.model import Event, Period, PlaceAnd, TerritoryOf, Who

FOR = ("for", "adopts", "adopted", "yes", "it has")
AGAINST = ("against", "rejects", "rejected", "no", "it has not")


def instrument_of(run: Run, hap: Hap) -> set[int]:
    """The instruments that an event is about."""
    if hap.ins >= 0:
        return {hap.ins}
    named = hap.event.get("instrument") if hap.event is not None else None
    if not named:
        return set(run.prep.mains)
    found = run.prep.find(str(named))
    return {found} if found is not None else set()


def place_of(hap: Hap, slot: str = "in") -> Any:
    """Where an event is; an attack on a party's territory that names no place is somewhere in it."""
    if hap.event is None:
        return None
    value = hap.event.get(slot)
    if isinstance(value, tuple):
        places = cast("tuple[Any, ...]", value)
        return places[0] if len(places) == 1 else PlaceAnd(places)
    if value is None and slot == "in" and "territory" in words_of(hap.event.get("object")):
        on = hap.event.get("on")
        return TerritoryOf(cast("Who", on)) if on is not None else None
    return value


def words_of(value: object) -> tuple[str, ...]:
    """A slot's words: none, one or several."""
    if value is None:
        return ()
    return cast("tuple[str, ...]", value) if isinstance(value, tuple) else (str(value),)


def minutes(run: Run, period: Any) -> int:
    """A period's length in minutes, a month counted as 30 days."""
    return sum(d.minutes + d.months * 30 * DAY for d in durations(run, period))


def durations(run: Run, period: Any) -> list[Duration]:
    """The constant durations that a period is the sum of."""
    out: list[Duration] = []
    for part in cast("tuple[Any, ...]", run.value(period).parts):
        one = run.value(part)
        out.extend(durations(run, one) if isinstance(one, Period) else [one])
    return out


def as_vote(value: object) -> str:
    """A vote or a body's decision as `for`, `against` or `abstain`."""
    if isinstance(value, bool):
        return "for" if value else "against"
    word = str(value)
    return "for" if word in FOR else "against" if word in AGAINST else word


def event_names(event: Event | None) -> tuple[str, ...]:
    """The words by which an event may be named: what begins or ends, its title."""
    if event is None:
        return ()
    slots = ("name", "event", "text", "instrument", "standard")
    found = [event.name, *(str(v) for s in slots if isinstance(v := event.get(s), str))]
    return tuple(n for n in found if n)
