"""Short ways to run texts in the tests of the engine."""

from collections.abc import Mapping

from foedus.engine.bench import Bench
from foedus.engine.completion import option_index
from foedus.engine.precision import Precise
from foedus.engine.run import Ran
from foedus.language import Loaded, parse_draft, parse_timeline
from foedus.model import OpenPoint, Timeline

HEAD = """treaty "Guarantee", called G.
party Ukraine, Russia.
state Poland, France, Germany, Belarus.
guarantors, each a guarantor and a party, are Poland, France, Germany.
measure use-force, sanction.
place Odesa within territory of Ukraine.
place Minsk within territory of Belarus.
armed-attack means a limited or larger attack by Russia on Ukraine in territory of Ukraine.
"""
FORCE = "article 9. This treaty enters into force for a party when that party ratifies.\n"
RATIFIED = "2027-01-01 00:00: Ukraine, Poland, France and Germany ratify.\n"
ATTACK = "2027-03-01 04:00: Russia attacks territory of Ukraine in Odesa, scale limited, attribution established.\n"


def read(text: str) -> Loaded:
    """A draft, which must be without errors."""
    loaded = parse_draft(text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    return loaded


def events(text: str, loaded: Loaded) -> Timeline:
    """A timeline of that draft, which must be without errors; the header is added where it lacks."""
    full = text if text.startswith("timeline") else f'timeline "T", of G.\n{text}'
    found = parse_timeline(full, loaded)
    assert found.ok, [d.message for d in found.diagnostics]
    assert found.timeline is not None
    return found.timeline


def precise(draft: str, text: str, settled: Mapping[str, str] | None = None) -> Precise:
    """What happens, at every minute that the dates leave open."""
    loaded = read(draft)
    assert loaded.draft is not None
    timeline = events(text, loaded)
    chosen = {**dict(timeline.choices), **(settled or {})}

    def pick(point: OpenPoint) -> int:
        return option_index(point, chosen[point.name])

    return Bench(loaded.draft, timeline).run(pick)


def ran(draft: str, text: str, settled: Mapping[str, str] | None = None) -> Ran:
    """A finished run of exact events."""
    found = precise(draft, text, settled)
    return found.worlds[0].ran
